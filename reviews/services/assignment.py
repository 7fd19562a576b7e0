"""Live assignments: a proposal made live with its mails, one made by hand, one taken back or given back."""

from __future__ import annotations

import random
import string
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.dates import format_moment
from conference.deadlines import is_past
from conference.errors import Invalid, Refused
from conference.mailing import queue_mail
from conference.models import ImportantDate, User, Workshop
from conference.models.workshops import DateKey
from conference.visibility import viewer_of
from reviews.models import (
    Assignment,
    AssignmentRun,
    Conflict,
    ProposedAssignment,
    Review,
    Reviewer,
    ReviewRound,
)
from reviews.selectors.deadline import round_deadline
from reviews.selectors.proposals import readable_papers
from reviews.selectors.releases import leaving_of, new_pairs, still_waiting
from reviews.services.bids import declare_conflict
from reviews.services.conflicts import recompute_conflicts, refuse_conflict
from reviews.services.proposals import only_if_proposed
from submissions.models import Submission, SubmissionState

REVIEWER_MAIL, EMERGENCY_MAIL = "assignment", "assignment_emergency"
AREA_CHAIR_MAIL, MOVED_MAIL = "assignment_area_chair", "assignment_moved"
MAIL_VALUES = {
    REVIEWER_MAIL: ("papers", "due", "link"),
    EMERGENCY_MAIL: ("papers", "due", "link"),
    AREA_CHAIR_MAIL: ("papers", "link"),
    MOVED_MAIL: ("papers", "link"),
}


def make_live(*, run: AssignmentRun, by: User, expected: int) -> int:
    """Turn a proposal into assignments and tell each person in one mail; returns how many are new.

    Conflicts are looked for once more: a pair that has one by now stops the release, and its paper is named. A repair
    ends the assignments it gives up, too, unless one of their reviews was begun since. Papers with which this chair has
    a conflict wait until another one comes and does the same for them.
    """
    if not still_waiting(run):
        only_if_proposed(run)
    recompute_conflicts(workshop=run.workshop)
    with transaction.atomic():
        save_version(run, expected=expected, fields=[])
        hers = readable_papers(viewer_of(by), run.workshop)
        every, all_leaving = new_pairs(run), leaving_of(run)
        fresh = [pair for pair in every if pair.submission_id in hers]
        leaving = [row for row in all_leaving if row.submission_id in hers]
        touched: list[ProposedAssignment | Assignment] = [*every, *all_leaving]
        waiting = {row.submission_id for row in touched} - hers
        if waiting and not fresh and not leaving:
            raise Refused(
                "You have a conflict with all papers that this concerns: another chair makes it live."
            )
        _refuse_new_conflicts(run, fresh)
        _refuse_begun(leaving)
        for row in leaving:
            _end(row, Assignment.State.REMOVED, "Given to somebody else")
        for pair in fresh:
            _assign(submission=pair.submission, user=pair.user, by=by, score=pair.score, part=run.part)
        _mark_live(run, waiting)
        _tell_of_run(run, fresh, leaving)
        audit.record(
            workshop=run.workshop,
            actor=by,
            part="chair",
            action="assignment_live",
            about=f"run:{run.pk}",
            text="Proposal made live" + _left_to_another(waiting),
        )
    return len(fresh)


def _left_to_another(waiting: set[int]) -> str:
    if not waiting:
        return ""
    papers = "1 paper" if len(waiting) == 1 else f"{len(waiting)} papers"
    return f"; {papers} left to a chair without a conflict"


def _mark_live(run: AssignmentRun, waiting: set[int]) -> None:
    now = timezone.now()
    run.summary = {**run.summary, "waiting": sorted(waiting)}
    run.state, run.live_at = AssignmentRun.State.LIVE, run.live_at or now
    run.save(update_fields=["summary", "state", "live_at"])
    if run.workshop.assignments_live_at is None and not run.is_for_area_chairs:
        run.workshop.assignments_live_at = now
        run.workshop.save(update_fields=["assignments_live_at"])


def _tell_of_run(run: AssignmentRun, fresh: list[ProposedAssignment], leaving: list[Assignment]) -> None:
    if run.is_for_area_chairs:
        _tell(run.workshop, fresh, f"run:{run.pk}:{run.version}", AREA_CHAIR_MAIL)
        return
    _tell(run.workshop, fresh, f"run:{run.pk}:{run.version}", REVIEWER_MAIL)
    gone = [ProposedAssignment(submission=row.submission, user=row.user) for row in leaving]
    _tell(run.workshop, gone, f"left:{run.pk}:{run.version}", MOVED_MAIL)


@transaction.atomic
def assign_by_hand(*, submission: Submission, user: User, by: User, part: str = "reviewer") -> Assignment:
    """Assign one person to a paper at once, with a mail; a conflict is refused."""
    if submission.state != SubmissionState.SUBMITTED:
        raise Refused(f"#{submission.number} is not under review and takes no reviewers.")
    refuse_conflict(submission, user)
    assignment = _assign(submission=submission, user=user, by=by, score=0.0, part=part)
    if part == Assignment.Part.REVIEWER:
        pair = ProposedAssignment(submission=submission, user=user)
        key = f"assignment:{assignment.pk}:{timezone.now():%Y%m%d}"
        _tell(submission.workshop, [pair], key, REVIEWER_MAIL)
    _record_pair(submission, by, "assigned_by_hand", f"{user.name} assigned to #{submission.number}")
    return assignment


@transaction.atomic
def assign_emergency(*, submission: Submission, user: User, by: User) -> Assignment:
    """Give a paper to somebody who agreed to take late reviews, with a mail that says so."""
    if submission.state != SubmissionState.SUBMITTED:
        raise Refused(f"#{submission.number} is not under review and takes no reviewers.")
    refuse_conflict(submission, user)
    row = Reviewer.objects.select_for_update().filter(workshop=submission.workshop, user=user).first()
    live = Assignment.objects.filter(
        submission__workshop=submission.workshop,
        user=user,
        part=Assignment.Part.REVIEWER,
        state=Assignment.State.ACTIVE,
    )
    if row is None or not row.emergency_load or live.count() >= row.max_load + row.emergency_load:
        raise Invalid(f"{user.name} has no place left for a late review.")
    if Assignment.objects.filter(submission=submission, user=user).exists():
        raise Invalid(f"{user.name} has or had this paper already.")
    assignment = _assign(submission=submission, user=user, by=by, score=0.0)
    pair = ProposedAssignment(submission=submission, user=user)
    _tell(submission.workshop, [pair], f"emergency:{assignment.pk}", EMERGENCY_MAIL)
    text = f"{user.name} assigned to #{submission.number} as emergency reviewer"
    _record_pair(submission, by, "assigned_in_emergency", text)
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
    _tell(workshop, fresh, f"import:{workshop.pk}:{timezone.now():%Y%m%d%H%M%S}", REVIEWER_MAIL, due)
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
def decline_assignment(*, assignment: Assignment, reason: str, conflict: bool = False) -> None:
    """Let a reviewer give a paper back. A ``conflict`` is declared with it and needs no further reason."""
    if not (reason or conflict):
        raise Invalid("Say why: the chairs read it.", {"reason": ["Say why, in a sentence."]})
    if Review.objects.filter(assignment=assignment, state=Review.State.SUBMITTED).exists():
        raise Refused("Your review is in already.")
    said = ("A conflict of interest" if conflict else "", reason)
    _end(assignment, Assignment.State.DECLINED, ". ".join(filter(None, said)))
    if conflict:
        declare_conflict(submission=assignment.submission, user=assignment.user, when="when giving it back")
    text = f"{assignment.user.name} gave #{assignment.submission.number} back"
    _record_pair(assignment.submission, assignment.user, "assignment_declined", text, part="reviewer")


def _refuse_new_conflicts(run: AssignmentRun, fresh: list[ProposedAssignment]) -> None:
    active = Conflict.objects.filter(submission__workshop=run.workshop, state=Conflict.State.ACTIVE)
    in_conflict = set(active.values_list("submission_id", "user_id"))
    bad = [pair.submission for pair in fresh if (pair.submission_id, pair.user_id) in in_conflict]
    if bad:
        # Papers only: who was proposed for a paper is not for every chair to read.
        raise Invalid(
            f"A conflict has come up since this was solved, {_where(bad)}. Change this or solve again."
        )


def _refuse_begun(leaving: list[Assignment]) -> None:
    rows = Review.objects.filter(assignment__in=leaving).select_related("assignment__submission")
    begun = [row.assignment.submission for row in rows.order_by("assignment__submission__number")]
    if begun:
        raise Invalid(
            f"A review that the repair would take away was begun since, {_where(begun)}. Solve the repair again."
        )


def _where(papers: list[Submission]) -> str:
    return f"at {', '.join(dict.fromkeys(f'#{paper.number}' for paper in papers))}"


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


def _tell(
    workshop: Workshop, pairs: Iterable[ProposedAssignment], key: str, mail: str, due: str = ""
) -> None:
    """Send each person one mail with all papers of hers among the pairs."""
    by_user: dict[User, list[Submission]] = {}
    for pair in pairs:
        by_user.setdefault(pair.user, []).append(pair.submission)
    due = due or due_text(workshop, in_emergency=mail == EMERGENCY_MAIL)
    for user, papers in by_user.items():
        listed = sorted(papers, key=lambda paper: paper.number)
        values = {
            "papers": "\n".join(f"- #{paper.number} {paper.title}" for paper in listed),
            "due": due,
            "link": settings.BASE_URL + reverse("reviews:reviewing", args=[workshop.slug]),
        }
        queue_mail(
            key=mail,
            email=user.email,
            name=user.name,
            workshop=workshop,
            recipient=user,
            part="area_chair" if mail == AREA_CHAIR_MAIL else "reviewer",
            about=listed[0].ref if len(listed) == 1 else f"assignments:{user.pk}",
            dedupe_key=f"{key}:user:{user.pk}",
            values={name: values[name] for name in MAIL_VALUES[mail]},
        )


def due_text(workshop: Workshop, *, in_emergency: bool = False) -> str:
    """Return when reviews are due, in a sentence."""
    date = ImportantDate.objects.filter(workshop=workshop, key=DateKey.REVIEWS).first()
    if date is None or date.at is None:
        return "The deadline for reviews is still to be announced."
    if in_emergency and is_past(date.at, timezone.now()):
        return "The deadline is over, so please write it within a few days."
    return f"Reviews are due on {format_moment(date.at, workshop, zone=date.zone, whole_day=date.whole_day)}."


def _record_pair(submission: Submission, by: User, action: str, text: str, part: str = "chair") -> None:
    audit.record(
        workshop=submission.workshop, actor=by, part=part, action=action, about=submission.ref, text=text
    )
