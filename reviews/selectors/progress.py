"""How far the reviews are, reviewer by reviewer, over the papers on which a chair acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from conference.folding import fold
from conference.models import User
from reviews.models import Assignment, Review, Reviewer
from reviews.selectors.tables.source import Source
from reviews.selectors.tables.table import PROGRESS, base
from reviews.selectors.thin import Marked


@dataclass
class PersonProgress:
    """A reviewer's load among the papers that the chair may see."""

    name: str
    email: str
    most: int | None
    load: int = 0
    done: int = 0
    drafts: int = 0
    late: int = 0
    thin: int = 0
    ratings: list[int] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return self.load - self.done

    @property
    def rating(self) -> float | None:
        return round(sum(self.ratings) / len(self.ratings), 1) if self.ratings else None

    @property
    def late_label(self) -> str:
        return f"{self.late} late"


SORTS: Mapping[str, Callable[[PersonProgress], Any]] = {
    "name": lambda row: fold(row.name),
    "load": lambda row: row.load,
    "done": lambda row: row.done,
    "missing": lambda row: row.missing,
    "thin": lambda row: row.thin,
    "rating": lambda row: row.rating or 0,
}


def people(source: Source, marked: Iterable[Marked], sort: str) -> list[PersonProgress]:
    """Return the reviewers in an order ("-" turns it round); ``marked`` are the reviews to look at."""
    found = _with_loads(source)
    for review in marked:
        found[review.user_id].thin += bool(review.thin)
    ratings = _ratings(source).values_list("assignment__submission_id", "assignment__user_id", "rating")
    papers = base(PROGRESS, source)
    for paper, user, rating in ratings:
        if paper in papers and rating is not None:
            found[user].ratings.append(rating)
    key = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return sorted(found.values(), key=key, reverse=sort.startswith("-"))


def _with_loads(source: Source) -> dict[int, PersonProgress]:
    papers, decisions = base(PROGRESS, source), source.decisions(source.seen.facts)
    pairs = [
        pair
        for paper, its in source.pairs(source.seen.facts).items()
        if paper in papers
        for pair in its
        if pair.reviews
    ]
    most = dict(Reviewer.objects.filter(workshop=source.workshop).values_list("user_id", "max_load"))
    users = User.objects.filter(pk__in={pair.user_id for pair in pairs}).values_list("pk", "name", "email")
    found = {pk: PersonProgress(name, email, most.get(pk)) for pk, name, email in users}
    for pair in pairs:
        person = found[pair.user_id]
        person.load += 1
        person.done += pair.is_in
        person.drafts += pair.review == Review.State.DRAFT
        decided = decisions.get(pair.paper)
        person.late += source.is_late(pair) and not (decided and decided.is_released)
    return found


def _ratings(source: Source) -> QuerySet[Review]:
    """Return the reviews that are in and that a chair has rated."""
    return Review.objects.filter(
        assignment__in=source.assigned(source.seen.facts, part=Assignment.Part.REVIEWER).values("pk"),
        state=Review.State.SUBMITTED,
        rating__isnull=False,
    ).order_by()
