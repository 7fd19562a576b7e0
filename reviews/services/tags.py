"""Tags on papers: chairs' own words, shared among them or, with a tilde, one chair's alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from conference import audit
from conference.models import User
from reviews.models import PaperTag
from submissions.models import Submission


@transaction.atomic
def add_tags(*, submissions: Iterable[Submission], names: Iterable[str], by: User) -> int:
    """Put tags on papers; returns on how many papers something is new."""
    return sum([_change(paper, by, add=set(names), remove=set()) for paper in submissions])


@transaction.atomic
def remove_tags(*, submissions: Iterable[Submission], names: Iterable[str], by: User) -> int:
    """Take tags off papers; returns from how many papers something went."""
    return sum([_change(paper, by, add=set(), remove=set(names)) for paper in submissions])


@transaction.atomic
def set_tags(*, submission: Submission, add: Iterable[str], remove: Iterable[str], by: User) -> bool:
    """Put tags on one paper and take others off."""
    return _change(submission, by, add=set(add), remove=set(remove))


def _change(paper: Submission, by: User, *, add: set[str], remove: set[str]) -> bool:
    there = {
        tag.name: tag for tag in PaperTag.objects.filter(submission=paper) if tag.owner_id in {None, by.pk}
    }
    fresh, gone = sorted(add - there.keys()), sorted(remove & there.keys())
    PaperTag.objects.bulk_create(
        [
            PaperTag(submission=paper, name=name, owner=by if name.startswith("~") else None, added_by=by)
            for name in fresh
        ],
        ignore_conflicts=True,
    )
    PaperTag.objects.filter(pk__in=[there[name].pk for name in gone]).delete()
    said = [f"+{name}" for name in fresh if not name.startswith("~")]
    said += [f"−{name}" for name in gone if not name.startswith("~")]
    if said:
        audit.record(
            workshop=paper.workshop,
            actor=by,
            part="chair",
            action="paper.tagged",
            about=paper.ref,
            text=f"#{paper.number}: tags {' '.join(said)}",
        )
    return bool(fresh or gone)
