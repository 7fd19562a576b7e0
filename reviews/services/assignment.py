"""Live assignments: a proposal made live with its mails, one made by hand, one taken back or given back."""

from __future__ import annotations

import random
import string
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.dates import format_moment
from conference.errors import Invalid, Refused
from conference.mailing import queue_mail
from conference.models import ImportantDate, Role, User, Workshop
from conference.models.people import RoleKind
from conference.models.workshops import DateKey
from reviews.models import Assignment, AssignmentRun, Conflict, ProposedAssignment, Review, ReviewRound
from reviews.selectors.deadline import round_deadline
from reviews.services.conflicts import recompute_conflicts, refuse_conflict
from reviews.services.proposals import only_if_proposed
from submissions.models import Submission, SubmissionState


def make_live(*, run: AssignmentRun, by: User, expected: int) -> int:
    """Turn a proposal into assignments and tell each reviewer in one mail; returns how many are new.

    Conflicts are looked for once more: a pair that has one by now stops the release, and its paper is named.
    """
    only_if_proposed(run)
    recompute_conflicts(workshop=run.workshop)
    with transaction.atomic():
        save_version(run, expected=expected, fields=[])
        _refuse_new_conflicts(run)
        fresh = new_pairs(run)
        for pair in fresh:
            _assign(submission=pair.submission, user=pair.user, by=by, score=pair.score)
        now = timezone.now()
        AssignmentRun.objects.filter(pk=run.pk).update(state=AssignmentRun.State.LIVE, live_at=now)
        if run.workshop.assignments_live_at is None:
            run.workshop.assignments_live_at = now
            run.workshop.save(update_fields=["assignments_live_at"])
        _tell_reviewers(run.workshop, fresh, f"run:{run.pk}")
        audit.record(
            workshop=run.workshop,
            actor=by,
            part="chair",
            action="assignment_live",
            about=f"run:{run.pk}",
            text="Proposal made live",
        )
    return len(fresh)


def new_pairs(run: AssignmentRun) -> list[ProposedAssignment]:
    """Return the pairs that making a proposal live would add.

    Left out are papers and reviewers that have left since it was solved, and pairs that are live or were ended.
    """
    known = Assignment.objects.filter(
        submission=OuterRef("submission"), user=OuterRef("user"), part=Assignment.Part.REVIEWER
    )
    reviews_here = Role.objects.filter(workshop=run.workshop, user=OuterRef("user"), kind=RoleKind.REVIEWER)
    return list(
        run.pairs.filter(~Exists(known), Exists(reviews_here), submission__state=SubmissionState.SUBMITTED)
        .select_related("submission", "user")
        .order_by("submission__number", "user__name")
    )


@transaction.atomic
def assign_by_hand(*, submission: Submission, user: User, by: User, part: str = "reviewer") -> Assignment:
    """Assign one person to a paper at once, with a mail; a conflict is refused."""
    if submission.state != SubmissionState.SUBMITTED:
        raise Refused(f"#{submission.number} is not under review and takes no reviewers.")
    refuse_conflict(submission, user)
    assignment = _assign(submission=submission, user=user, by=by, score=0.0, part=part)
    if part == Assignment.Part.REVIEWER:
        pair = ProposedAssignment(submission=submission, user=user)
        _tell_reviewers(submission.workshop, [pair], f"assignment:{assignment.pk}:{timezone.now():%Y%m%d}")
    _record_pair(submission, by, "assigned_by_hand", f"{user.name} assigned to #{submission.number}")
    return assignment


@transaction.atomic
def assign_many(
    *,
    workshop: Workshop,
    pairs: Iterable[tuple[Submission, User, str]],
    by: User,
    in_round: ReviewRound | None = None,
) -> int:
    """Assign people to papers, all or none: (paper, person, part); one mail to each reviewer. Conflicts are refused."""
    fresh: list[ProposedAssignment] = []
    made = 0
    for submission, user, part in pairs:
        refuse_conflict(submission, user)
        assignment = _assign(submission=submission, user=user, by=by, score=0.0, part=part)
        if in_round:
            assignment.round = in_round
            assignment.save(update_fields=["round"])
        _record_pair(submission, by, "assigned_by_hand", f"{user.name} assigned to #{submission.number}")
        made += 1
        if part == Assignment.Part.REVIEWER:
            fresh.append(ProposedAssignment(submission=submission, user=user))
    due = f"Reviews are due on {round_deadline(in_round, workshop).text}." if in_round else ""
    _tell_reviewers(workshop, fresh, f"import:{workshop.pk}:{timezone.now():%Y%m%d%H%M%S}", due)
    return made


@transaction.atomic
def take_back(*, assignment: Assignment, by: User, reason: str = "") -> None:
    """Take an assignment back; one whose review is in stays."""
    if Review.objects.filter(assignment=assignment, state=Review.State.SUBMITTED).exists():
        raise Refused("This review is in already and stays with the paper.")
    _end(assignment, Assignment.State.REMOVED, reason)
    text = f"{assignment.user.name} taken off #{assignment.submission.number}"
    _record_pair(assignment.submission, by, "assignment_removed", text)


@transaction.atomic
def decline_assignment(*, assignment: Assignment, reason: str) -> None:
    """Let a reviewer give a paper back."""
    if Review.objects.filter(assignment=assignment, state=Review.State.SUBMITTED).exists():
        raise Refused("Your review is in already.")
    _end(assignment, Assignment.State.DECLINED, reason)
    text = f"{assignment.user.name} gave #{assignment.submission.number} back"
    _record_pair(assignment.submission, assignment.user, "assignment_declined", text, part="reviewer")


def _refuse_new_conflicts(run: AssignmentRun) -> None:
    active = Conflict.objects.filter(
        submission=OuterRef("submission"), user=OuterRef("user"), state=Conflict.State.ACTIVE
    )
    bad = run.pairs.filter(Exists(active)).order_by("submission__number")
    numbers = dict.fromkeys(bad.values_list("submission__number", flat=True))
    if numbers:
        # Papers only: who was proposed for a paper is not for every chair to read.
        named = ", ".join(f"#{number}" for number in numbers)
        raise Invalid(
            f"A conflict has come up since this was solved, at {named}. Change these papers or solve again."
        )


def _assign(
    *, submission: Submission, user: User, by: User, score: float, part: str = Assignment.Part.REVIEWER
) -> Assignment:
    mark = _free_mark(submission) if part == Assignment.Part.REVIEWER else ""
    assignment, created = Assignment.objects.get_or_create(
        submission=submission,
        user=user,
        part=part,
        defaults={"mark": mark, "score": score, "assigned_by": by},
    )
    if not created and assignment.state != Assignment.State.ACTIVE:
        assignment.state, assignment.ended_at, assignment.ended_reason = Assignment.State.ACTIVE, None, ""
        assignment.assigned_by = by
        assignment.save(update_fields=["state", "ended_at", "ended_reason", "assigned_by"])
    return assignment


def _free_mark(submission: Submission) -> str:
    """Draw a mark at random, so that it tells neither the order of assignment nor who stands behind it."""
    taken = set(submission.assignments.values_list("mark", flat=True))
    free = [letter for letter in string.ascii_uppercase[: max(6, len(taken) + 3)] if letter not in taken]
    return random.SystemRandom().choice(free)


def _end(assignment: Assignment, state: str, reason: str) -> None:
    assignment.state = state
    assignment.ended_at = timezone.now()
    assignment.ended_reason = reason[:300]
    assignment.save(update_fields=["state", "ended_at", "ended_reason"])


def _tell_reviewers(workshop: Workshop, pairs: Iterable[ProposedAssignment], key: str, due: str = "") -> None:
    by_user: dict[User, list[Submission]] = {}
    for pair in pairs:
        by_user.setdefault(pair.user, []).append(pair.submission)
    due = due or _due_text(workshop)
    for user, papers in by_user.items():
        listed = sorted(papers, key=lambda paper: paper.number)
        queue_mail(
            key="assignment",
            email=user.email,
            name=user.name,
            workshop=workshop,
            recipient=user,
            part="reviewer",
            about=listed[0].ref if len(listed) == 1 else f"assignments:{user.pk}",
            dedupe_key=f"{key}:user:{user.pk}",
            values={
                "papers": "\n".join(f"- #{paper.number} {paper.title}" for paper in listed),
                "due": due,
                "link": settings.BASE_URL + reverse("reviews:reviewing", args=[workshop.slug]),
            },
        )


def _due_text(workshop: Workshop) -> str:
    date = ImportantDate.objects.filter(workshop=workshop, key=DateKey.REVIEWS).first()
    if date is None or date.at is None:
        return "The deadline for reviews is still to be announced."
    return f"Reviews are due on {format_moment(date.at, workshop, zone=date.zone, whole_day=date.whole_day)}."


def _record_pair(submission: Submission, by: User, action: str, text: str, part: str = "chair") -> None:
    audit.record(
        workshop=submission.workshop, actor=by, part=part, action=action, about=submission.ref, text=text
    )
