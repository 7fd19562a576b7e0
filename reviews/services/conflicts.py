"""Finding conflicts for a whole workshop and keeping them as rows; a chair's own word outlives every new search."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from conference import audit
from conference.errors import Invalid, Refused, Stale
from conference.jobs import Progress, start_job
from conference.models import Job, User, Workshop
from reviews.conflict_types import Reason
from reviews.models import Conflict
from reviews.selectors import people
from reviews.selectors.conflict_search import LONGEST_EVIDENCE, Key, evidence_of, search, state_of
from reviews.selectors.conflicts import JOB, is_certain_author
from submissions.models import Submission, SubmissionState
from submissions.visibility import named_as_author


@transaction.atomic
def recompute_conflicts(*, workshop: Workshop, person: User | None = None) -> int:
    """Search the whole committee, or one of its members, against all submitted papers; returns how many rows there are now.

    Found rows are replaced, those of submitted papers only. Rows set by a chair stay, and a found conflict that a chair has dismissed or confirmed
    keeps that decision.
    """
    # The workshop's row is held, so that two searches at once don't both write the same new rows.
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    found = search(workshop, people.policy_of(workshop), person)
    # A paper that was withdrawn or rejected since keeps its conflicts: they go on keeping it from people.
    rows = Conflict.objects.filter(submission__workshop=workshop, submission__state=SubmissionState.SUBMITTED)
    existing = {
        (row.submission_id, row.user_id, row.kind): row
        for row in (rows.filter(user=person) if person else rows)
    }
    gone = [
        row.pk
        for key, row in existing.items()
        if key not in found and row.kind != Conflict.Kind.CHAIR and row.decided_by_id is None
    ]
    Conflict.objects.filter(pk__in=gone).delete()
    fresh = [_row(key, reasons) for key, reasons in found.items() if key not in existing]
    Conflict.objects.bulk_create(fresh)
    changed = [_updated(existing[key], reasons) for key, reasons in found.items() if key in existing]
    Conflict.objects.bulk_update(changed, ["state", "evidence"])
    return len(found)


@transaction.atomic
def set_conflict(*, submission: Submission, user: User, by: User, note: str) -> Conflict:
    """Let a chair say that a person has a conflict with a paper."""
    conflict, _ = Conflict.objects.update_or_create(
        submission=submission,
        user=user,
        kind=Conflict.Kind.CHAIR,
        defaults={"state": Conflict.State.ACTIVE, "evidence": note[:LONGEST_EVIDENCE], "decided_by": by},
    )
    _record(conflict, by, "conflict_set", f"{user.name} has a conflict with #{submission.number}")
    return conflict


@transaction.atomic
def decide_conflict(*, conflict: Conflict, by: User, counts: bool) -> Conflict:
    """Let a chair decide a hint, or overrule a found conflict; that an author can't judge her own paper stands."""
    if not counts and is_certain_author(conflict):
        raise Refused("Nobody can judge a paper of her own: this conflict stands.")
    conflict.state = Conflict.State.ACTIVE if counts else Conflict.State.DISMISSED
    conflict.decided_by = by
    conflict.save(update_fields=["state", "decided_by"])
    verdict = "counts" if counts else "does not count"
    _record(
        conflict, by, "conflict_decided", f"{conflict.user.name} and #{conflict.submission.number}: {verdict}"
    )
    return conflict


@transaction.atomic
def decide_hints(*, workshop: Workshop, hints: QuerySet[Conflict], by: User, counts: bool, many: int) -> None:
    """Decide all hints of a query at once; raise Stale, and decide none, where they are not as ``many`` as the chair saw."""
    state = Conflict.State.ACTIVE if counts else Conflict.State.DISMISSED
    open_still = Conflict.objects.filter(pk__in=hints.order_by().values("pk"), state=Conflict.State.HINT)
    decided = open_still.update(state=state, decided_by=by)
    if decided != many:
        raise Stale(f"There are {decided} to be decided now, not {many}. Look at them again.")
    verdict = "count" if counts else "do not count"
    audit.record_of_workshop(
        workshop, by, "conflicts_decided", f"{many} possible conflicts at once: they {verdict}"
    )


def refuse_conflict(submission: Submission, user: User) -> None:
    """Raise Invalid if a person may not judge a paper; of what kind the conflict is could name an author."""
    conflicts = Conflict.objects.filter(submission=submission, user=user, state=Conflict.State.ACTIVE)
    if conflicts.exists() or named_as_author(user.pk).filter(submission=submission).exists():
        raise Invalid(f"{user.name} has a conflict with #{submission.number}.")


def search_again(*, workshop: Workshop, by: User) -> Job:
    """Ask for a new search of the whole committee; a worker does it."""
    return start_job(
        kind=JOB,
        title=f"Conflicts of {workshop.acronym}",
        arguments={"workshop": workshop.pk},
        workshop=workshop,
        owner=by,
    )


def do_search(job: Job, progress: Progress) -> dict[str, Any]:
    """Do the search that a job asks for."""
    workshop = Workshop.objects.get(pk=job.arguments["workshop"])
    progress(0, 1, "Comparing the committee with the authors")
    recompute_conflicts(workshop=workshop)
    return {"url": reverse("reviews:conflicts", args=[workshop.slug])}


def _row(key: Key, reasons: list[Reason]) -> Conflict:
    submission_id, user_id, kind = key
    return Conflict(
        submission_id=submission_id,
        user_id=user_id,
        kind=kind,
        state=state_of(reasons),
        evidence=evidence_of(reasons),
    )


def _updated(row: Conflict, reasons: list[Reason]) -> Conflict:
    row.evidence = evidence_of(reasons)
    if row.decided_by_id is None:
        row.state = state_of(reasons)
    return row


def _record(conflict: Conflict, by: User, action: str, text: str) -> None:
    audit.record(
        workshop=conflict.submission.workshop,
        actor=by,
        part="chair",
        action=action,
        about=conflict.submission.ref,
        text=text,
        names_author=True,
    )
