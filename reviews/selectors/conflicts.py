"""Conflicts as chairs read them: what would name a hidden author stays out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from conference.errors import Refused
from conference.models import Job, Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Conflict
from reviews.sight import Info
from reviews.visibility import papers_visible_to, rights

JOB = "find_conflicts"
PERSONAL = "Personal tie"
PERSONAL_KINDS = (Conflict.Kind.SELF, Conflict.Kind.COAUTHOR, Conflict.Kind.RELATION)
KINDS = (
    ("personal", PERSONAL),
    (Conflict.Kind.INSTITUTION.value, Conflict.Kind.INSTITUTION.label),
    (Conflict.Kind.DECLARED.value, Conflict.Kind.DECLARED.label),
    (Conflict.Kind.CHAIR.value, Conflict.Kind.CHAIR.label),
)


@dataclass(frozen=True)
class ConflictRow:
    """A reason why someone may not judge a paper. ``evidence`` is empty and ``kept`` true while it would name an author.

    That someone wrote the paper, wrote with its authors or is related to them is one kind while authors are
    hidden: the first alone would name one of them.
    """

    pk: int
    number: int
    title: str
    person: str
    kind: str
    state: str
    state_label: str
    evidence: str
    kept: bool
    decided_by: str
    can_count: bool
    can_dismiss: bool


def is_certain_author(conflict: Conflict) -> bool:
    """Say whether the person surely wrote the paper; that a name is the same is only a hint."""
    found = conflict.state == Conflict.State.ACTIVE and conflict.decided_by_id is None
    return conflict.kind == Conflict.Kind.SELF and found


def conflict_row(row: Conflict, *, open_names: bool) -> ConflictRow:
    """Return one conflict; without ``open_names`` the authors of its paper are hidden."""
    by_chair = row.kind == Conflict.Kind.CHAIR
    personal = row.kind in PERSONAL_KINDS and not open_names
    # What a search found for certain is overruled only by a chair who may read why it was found.
    decidable = open_names or by_chair or row.decided_by_id is not None or row.state == Conflict.State.HINT
    shown = open_names or by_chair
    return ConflictRow(
        pk=row.pk,
        number=row.submission.number,
        title=row.submission.title,
        person=row.user.name,
        kind=PERSONAL if personal else row.get_kind_display(),
        state=row.state,
        state_label=row.get_state_display(),
        evidence=row.evidence if shown else "",
        kept=bool(row.evidence) and not shown,
        decided_by=row.decided_by.name if row.decided_by else "",
        can_count=row.state != Conflict.State.ACTIVE,
        can_dismiss=row.state != Conflict.State.DISMISSED and decidable and not is_certain_author(row),
    )


def conflicts_visible_to(viewer: Viewer, workshop: Workshop) -> QuerySet[Conflict]:
    """Return the conflicts a chair may read: none of papers that she wrote or has a conflict with herself."""
    papers = papers_visible_to(viewer, workshop, Info.DECLARED_CONFLICTS).filter(viewer_is_author=False)
    return Conflict.objects.filter(submission__in=papers.values("pk"))


@dataclass(frozen=True)
class ConflictQuery:
    """What a chair looks for; empty values do not narrow."""

    text: str = ""
    person: str = ""
    kind: str = ""
    state: str = ""
    assigned: bool = False


def narrowed(
    rows: QuerySet[Conflict], query: ConflictQuery, among: frozenset[int] | None = None
) -> QuerySet[Conflict]:
    """Return the conflicts a query asks for; ``among`` holds the numbers of the papers that its text finds."""
    found = rows if among is None else rows.filter(submission__number__in=among)
    for word in query.person.split():
        found = found.filter(user__name__icontains=word)
    if query.kind == "personal":
        found = found.filter(kind__in=PERSONAL_KINDS)
    elif query.kind:
        found = found.filter(kind=query.kind)
    if query.state:
        found = found.filter(state=query.state)
    if query.assigned:
        live = Assignment.objects.filter(
            submission=OuterRef("submission"), user=OuterRef("user"), state=Assignment.State.ACTIVE
        )
        found = found.filter(Exists(live))
    return found.select_related("submission", "user", "decided_by").order_by(
        "submission__number", "user__name", "kind"
    )


def conflict_rows(rows: list[Conflict], viewer: Viewer, workshop: Workshop) -> list[ConflictRow]:
    """Return a page of conflicts as the chair may read them, in one more query."""
    papers = papers_visible_to(viewer, workshop).filter(pk__in={row.submission_id for row in rows})
    known = {paper.pk for paper in papers if rights(paper, viewer, workshop).sees(Info.AUTHOR_IDENTITIES)}
    return [conflict_row(row, open_names=row.submission_id in known) for row in rows]


@dataclass(frozen=True)
class ConflictCounts:
    """The figures above the list."""

    active: int
    hints: int
    dismissed: int
    people: int
    papers: int


def conflict_counts(rows: QuerySet[Conflict]) -> ConflictCounts:
    """Count what a chair may read."""
    active = Q(state=Conflict.State.ACTIVE)
    found = rows.aggregate(
        active=Count("pk", filter=active),
        hints=Count("pk", filter=Q(state=Conflict.State.HINT)),
        dismissed=Count("pk", filter=Q(state=Conflict.State.DISMISSED)),
        people=Count("user", filter=active, distinct=True),
        papers=Count("submission", filter=active, distinct=True),
    )
    return ConflictCounts(**found)


def last_search(workshop: Workshop) -> tuple[Job | None, datetime | None]:
    """Return the search that is under way, if one is, and when the last one ended."""
    searches = list(workshop.jobs.filter(kind=JOB).order_by("-pk")[:5])
    running = searches[0] if searches and not searches[0].is_over else None
    ended = next((job.finished_at for job in searches if job.state == Job.State.DONE), None)
    return running, ended


def only_if_decidable(row: ConflictRow, *, counts: bool) -> None:
    """Raise Refused where this chair may not overrule a conflict, or there is nothing to change."""
    if not (row.can_count if counts else row.can_dismiss):
        raise Refused(
            "This conflict stands: it was found for certain, and why is kept while authors are hidden."
        )
