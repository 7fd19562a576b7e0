"""The chairs' table of papers: what one chair may see of each row, with counts, search, filters and order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from conference.models import Topic, Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Decision, Outcome, Review
from reviews.sight import Info, Phase
from reviews.visibility import papers_visible_to, rights
from submissions.models import CheckState, PaperFile, SubmissionState

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper


class ShownState(StrEnum):
    """A paper's state as a table of chairs names it; a chair with a conflict is told no more than UNDER_REVIEW."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    IN_DISCUSSION = "in_discussion"
    DECIDED = "decided"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DESK_REJECTED = "desk_rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


_OF_PHASE = {
    Phase.SUBMITTED: ShownState.SUBMITTED,
    Phase.REVIEWING: ShownState.UNDER_REVIEW,
    Phase.DISCUSSION: ShownState.IN_DISCUSSION,
    Phase.DECIDED: ShownState.DECIDED,
    Phase.RELEASED_ACCEPTED: ShownState.ACCEPTED,
    Phase.PUBLISHED_ACCEPTED: ShownState.ACCEPTED,
    Phase.RELEASED_REJECTED: ShownState.REJECTED,
    Phase.PUBLISHED_REJECTED: ShownState.REJECTED,
    Phase.WITHDRAWN: ShownState.WITHDRAWN,
}


class CheckFilter(StrEnum):
    """What the check of the PDF found, as the table filters by it."""

    GOOD = "good"
    LENGTH = "length"
    NAMES = "names"
    MISSING = "missing"

    @property
    def label(self) -> str:
        return {
            CheckFilter.GOOD: "Nothing found",
            CheckFilter.LENGTH: "Length to look at",
            CheckFilter.NAMES: "May name its authors",
            CheckFilter.MISSING: "No checked PDF",
        }[self]


@dataclass(frozen=True)
class CheckWord:
    """The check of a paper's PDF in a word or two."""

    pages: str
    pages_tone: str
    names: str
    names_tone: str


@dataclass(frozen=True)
class PaperRow:
    """A paper in the chairs' table. Numbers, check and decision are None where they are kept from this chair."""

    number: int
    title: str
    track: str
    topics: tuple[str, ...]
    state: ShownState
    kept: bool
    check: CheckWord | None
    reviews_in: int | None
    reviews_asked: int | None
    decision: str
    decision_label: str
    authors: str


@dataclass(frozen=True)
class PaperQuery:
    """What a chair looks for; empty values do not narrow. A minus before ``sort`` turns the order round."""

    text: str = ""
    state: str = ""
    track: int | None = None
    topic: int | None = None
    check: str = ""
    sort: str = "number"


@dataclass(frozen=True)
class StateCount:
    """How many papers are in a state, as the chair may count them."""

    state: ShownState
    many: int


NUMBER = re.compile(r"#?([0-9]{1,7})")
ORDERS = {
    "number": "number",
    "title": "title",
    "track": "track__position",
    "state": "shown_state",
    "reviews": "reviews_in",
    "decision": "shown_decision",
}


def chair_papers(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the papers of a chair's table: all that were submitted but her own, of which she is an author."""
    papers = papers_visible_to(viewer, workshop).filter(viewer_is_author=False)
    kept = Q(viewer_has_conflict=True)
    asked = _count(Assignment.objects.filter(submission=OuterRef("pk"), **_REVIEWS))
    came = _count(
        Assignment.objects.filter(submission=OuterRef("pk"), review__state=Review.State.SUBMITTED, **_REVIEWS)
    )
    outcome = Subquery(Decision.objects.filter(submission=OuterRef("pk")).values("outcome")[:1])
    released = Q(phase__in=[*(phase for phase in Phase if phase.startswith(("released", "published")))])
    annotated = papers.annotate(
        shown_state=_shown_state(kept),
        reviews_asked=Case(When(kept, then=None), default=Coalesce(asked, 0)),
        reviews_in=Case(When(kept, then=None), default=Coalesce(came, 0)),
        shown_decision=Case(
            When(kept & ~released, then=None), default=outcome, output_field=CharField(null=True)
        ),
    )
    return cast("QuerySet[SeenPaper]", annotated)


_REVIEWS: dict[str, Any] = {"part": Assignment.Part.REVIEWER, "state": Assignment.State.ACTIVE}


def _count(rows: QuerySet[Assignment]) -> Subquery:
    return Subquery(rows.order_by().values("submission").annotate(many=Count("pk")).values("many")[:1])


def _shown_state(kept: Q) -> Case:
    later = [Phase.DISCUSSION.value, Phase.DECIDED.value]
    return Case(
        When(state=SubmissionState.DESK_REJECTED, then=Value(ShownState.DESK_REJECTED.value)),
        When(kept & Q(phase__in=later), then=Value(ShownState.UNDER_REVIEW.value)),
        *(When(phase=phase.value, then=Value(shown.value)) for phase, shown in _OF_PHASE.items()),
        output_field=CharField(),
    )


def narrowed(papers: QuerySet[SeenPaper], query: PaperQuery, topics: Sequence[int]) -> QuerySet[SeenPaper]:
    """Return the papers that a query asks for, in its order; ``topics`` are the wanted topic and those under it."""
    found = papers
    for word in query.text.split():
        found = found.filter(_has_word(word))
    if query.state:
        found = found.filter(shown_state=query.state)
    if query.track:
        found = found.filter(track=query.track)
    if topics:
        found = found.filter(topics__in=topics).distinct()
    if query.check:
        found = _by_check(found, query.check)
    key = query.sort.removeprefix("-")
    order = F(ORDERS.get(key, "number"))
    turned = order.desc(nulls_last=True) if query.sort.startswith("-") else order.asc(nulls_last=True)
    return found.order_by(turned, "number")


def _has_word(word: str) -> Q:
    """Title, abstract and number, and nothing else: a hit must not tell who wrote a paper."""
    found = Q(title__icontains=word) | Q(abstract__icontains=word)
    number = NUMBER.fullmatch(word)
    return found | Q(number=int(number[1])) if number else found


def _by_check(papers: QuerySet[SeenPaper], check: str) -> QuerySet[SeenPaper]:
    """Filter by what the check found, among the papers whose findings this chair may see."""
    files = PaperFile.objects.filter(
        submission=OuterRef("pk"), kind=PaperFile.Kind.PAPER, check_state=CheckState.DONE
    )
    papers = papers.filter(viewer_has_conflict=False).annotate(
        checked=Subquery(files.order_by("-version").values("pk")[:1])
    )
    current = PaperFile.objects.filter(pk=OuterRef("checked"))
    long = Exists(current.filter(Q(report__within_limit=False) | Q(report__unsure=True)))
    named = Exists(current.filter(report__anonymous=False))
    if check == CheckFilter.MISSING:
        return papers.filter(checked=None)
    if check == CheckFilter.LENGTH:
        return papers.filter(long)
    if check == CheckFilter.NAMES:
        return papers.filter(named)
    return papers.exclude(checked=None).filter(~long, ~named)


def for_rows(papers: QuerySet[SeenPaper]) -> QuerySet[SeenPaper]:
    """Load with each paper what its row shows, in a fixed number of queries."""
    files = PaperFile.objects.filter(kind=PaperFile.Kind.PAPER).order_by("-version")
    return papers.select_related("track").prefetch_related(
        "topics", "authors", Prefetch("files", queryset=files, to_attr="paper_versions")
    )


def paper_row(paper: Any, viewer: Viewer, workshop: Workshop) -> PaperRow:
    """Return one paper as this chair may see it; the paper comes from ``chair_papers`` and ``for_rows``."""
    seen = rights(paper, viewer, workshop)
    has_authors = seen.sees(Info.AUTHOR_IDENTITIES)
    counts = seen.is_chair_here
    decision = paper.shown_decision if seen.sees(Info.DECISION) else None
    return PaperRow(
        number=paper.number,
        title=paper.title,
        track=paper.track.name,
        topics=tuple(topic.name for topic in paper.topics.all()),
        state=ShownState(paper.shown_state),
        kept=not counts,
        check=check_word(paper.paper_versions, paper.track.page_limit)
        if seen.sees(Info.ANONYMITY_FINDINGS)
        else None,
        reviews_in=paper.reviews_in if counts else None,
        reviews_asked=paper.reviews_asked if counts else None,
        decision=decision or "",
        decision_label=Outcome(decision).label if decision else "",
        authors=", ".join(author.name for author in paper.authors.all()) if has_authors else "",
    )


def check_word(versions: Sequence[PaperFile], page_limit: int) -> CheckWord:
    """Return what the check said of the version that stands, or how far it is where none stands yet."""
    standing = next((file for file in versions if file.check_state == CheckState.DONE), None)
    if standing is None:
        return CheckWord(*_without_file(versions), "", "")
    report = standing.report
    limit = int(standing.checked_for.get("page_limit") or page_limit)
    counted = (report.get("evidence") or {}).get("counted_pages") or report.get("main_text_pages")
    pages = f"{counted} of {limit} pages" if counted else "Pages unsure"
    unsure = bool(report.get("unsure"))
    tone = "warn" if unsure or report.get("within_limit") is None else "ok"
    if report.get("within_limit") is False and not unsure:
        tone = "error"
    leaks = len(report.get("leaks") or [])
    if report.get("anonymous", True) and not leaks:
        return CheckWord(pages, tone, "Anonymous", "ok")
    return CheckWord(pages, tone, f"{leaks} finding{'' if leaks == 1 else 's'}", "warn")


def _without_file(versions: Sequence[PaperFile]) -> tuple[str, str]:
    if not versions:
        return "No PDF", "warn"
    return (
        ("PDF refused", "error")
        if versions[0].check_state == CheckState.REFUSED
        else ("Being checked", "accent")
    )


def state_counts(papers: QuerySet[SeenPaper]) -> list[StateCount]:
    """Return how many papers are in each state that occurs, in the order of a paper's life."""
    counted = dict(
        papers.order_by().values("shown_state").annotate(many=Count("pk")).values_list("shown_state", "many")
    )
    return [StateCount(state, counted[state.value]) for state in ShownState if state.value in counted]


@dataclass
class TopicTree:
    """A workshop's topics in order: each with its depth, and with all that lie under it."""

    topics: list[tuple[Topic, int]]
    under: dict[int, list[int]] = field(default_factory=dict)


def topic_tree(workshop: Workshop) -> TopicTree:
    """Return the topics as a tree, in one query."""
    children: dict[int | None, list[Topic]] = {}
    for topic in workshop.topics.all():
        children.setdefault(topic.parent_id, []).append(topic)
    tree = TopicTree([])

    def walk(parent: int | None, depth: int) -> list[int]:
        below = []
        for topic in children.get(parent, []):
            tree.topics.append((topic, depth))
            tree.under[topic.pk] = [topic.pk, *walk(topic.pk, depth + 1)]
            below += tree.under[topic.pk]
        return below

    walk(None, 0)
    return tree
