"""Finding conflicts for a whole workshop and keeping them as rows; a chair's own word outlives every new search."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.models import User, Workshop
from reviews.conflict_index import ConflictIndex
from reviews.conflict_types import Reason
from reviews.models import Conflict
from reviews.selectors import people
from submissions.models import Submission

Key = tuple[int, int, str]
LONGEST_EVIDENCE = 500


@transaction.atomic
def recompute_conflicts(*, workshop: Workshop) -> int:
    """Search the whole committee against all submitted papers; returns how many rows hold or hint now.

    Found rows are replaced. Rows set by a chair stay, and a found conflict that a chair has dismissed or confirmed
    keeps that decision.
    """
    found = _search(workshop)
    existing = {
        (row.submission_id, row.user_id, row.kind): row
        for row in Conflict.objects.select_for_update().filter(submission__workshop=workshop)
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
    if not counts and conflict.kind == Conflict.Kind.SELF:
        return conflict
    conflict.state = Conflict.State.ACTIVE if counts else Conflict.State.DISMISSED
    conflict.decided_by = by
    conflict.save(update_fields=["state", "decided_by"])
    verdict = "counts" if counts else "does not count"
    _record(
        conflict, by, "conflict_decided", f"{conflict.user.name} and #{conflict.submission.number}: {verdict}"
    )
    return conflict


def _search(workshop: Workshop) -> dict[Key, list[Reason]]:
    papers = people.papers_for_conflicts(workshop)
    ids = dict(Submission.objects.filter(workshop=workshop).values_list("number", "pk"))
    index = ConflictIndex(papers, people.policy_of(workshop), timezone.now().date())
    found: dict[Key, list[Reason]] = {}
    for user_id, user in people.committee(workshop).items():
        for number, reasons in index.conflicts_of(people.committee_person(user)).items():
            for reason in reasons:
                found.setdefault((ids[number], user_id, str(reason.kind)), []).append(reason)
    return found


def _row(key: Key, reasons: list[Reason]) -> Conflict:
    submission_id, user_id, kind = key
    return Conflict(
        submission_id=submission_id,
        user_id=user_id,
        kind=kind,
        state=_state(reasons),
        evidence=_evidence(reasons),
    )


def _updated(row: Conflict, reasons: list[Reason]) -> Conflict:
    row.evidence = _evidence(reasons)
    if row.decided_by_id is None:
        row.state = _state(reasons)
    return row


def _state(reasons: Iterable[Reason]) -> str:
    return Conflict.State.HINT if all(reason.hint for reason in reasons) else Conflict.State.ACTIVE


def _evidence(reasons: Iterable[Reason]) -> str:
    return "; ".join(dict.fromkeys(reason.evidence for reason in reasons))[:LONGEST_EVIDENCE]


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
