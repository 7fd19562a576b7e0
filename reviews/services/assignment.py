"""Assignment: a proposal is solved as a job, looked at, changed by hand, and only then made live with its mails."""

from __future__ import annotations

import random
import string
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.dates import format_moment
from conference.errors import Invalid, Refused
from conference.jobs import Progress, start_job
from conference.mailing import queue_mail
from conference.models import ImportantDate, Job, User, Workshop
from conference.models.workshops import DateKey
from reviews import matching
from reviews.models import Assignment, AssignmentRun, Conflict, ProposedAssignment, Review
from reviews.selectors.matching import MatchingData, Weights, load_matching
from reviews.services.conflicts import recompute_conflicts
from submissions.models import Submission

JOB = "solve_assignment"


@transaction.atomic
def request_proposal(
    *, workshop: Workshop, by: User, reviews_per_paper: int, weights: Weights, fair: bool = False
) -> AssignmentRun:
    """Ask for a new proposal; a worker solves it."""
    run = AssignmentRun.objects.create(
        workshop=workshop,
        created_by=by,
        parameters={
            "reviews_per_paper": reviews_per_paper,
            "text": weights.text,
            "topics": weights.topics,
            "fair": fair,
        },
    )
    run.job = start_job(
        kind=JOB,
        title=f"Assignment for {workshop.acronym}",
        arguments={"run": run.pk},
        workshop=workshop,
        owner=by,
    )
    run.save(update_fields=["job"])
    _record(
        workshop,
        by,
        "assignment_proposed",
        f"Proposal asked for with {reviews_per_paper} reviews a paper",
        run,
    )
    return run


def solve_proposal(job: Job, progress: Progress) -> dict[str, Any]:
    """Solve one proposal: conflicts anew, then the matching; a problem is kept in words with the run."""
    run = AssignmentRun.objects.select_related("workshop").get(pk=job.arguments["run"])
    progress(0, 3, "Looking for conflicts")
    recompute_conflicts(workshop=run.workshop)
    progress(1, 3, "Comparing papers and reviewers")
    data = _load(run)
    progress(2, 3, "Solving")
    url = reverse("reviews:run", args=[run.workshop.slug, run.pk])
    try:
        chosen = _solve(data, fair=run.parameters["fair"])
    except matching.Infeasible as error:
        _fail(run, _in_words(error, data))
        return {"url": url}
    with transaction.atomic():
        run.pairs.all().delete()
        ProposedAssignment.objects.bulk_create(_pairs(run, data, chosen))
        run.summary = summarise(data, chosen)
        run.state = AssignmentRun.State.PROPOSED
        run.problem = ""
        run.save(update_fields=["summary", "state", "problem"])
    return {"url": url}


@transaction.atomic
def change_proposal(
    *,
    run: AssignmentRun,
    by: User,
    expected: int,
    submission: Submission,
    leaves: User | None,
    comes: User | None,
) -> AssignmentRun:
    """Take a reviewer off a paper of a proposal, put another on it, or both; conflicts are refused."""
    _only_if_proposed(run)
    save_version(run, expected=expected, fields=[])
    if comes:
        _refuse_conflict(submission, comes)
        if run.pairs.filter(submission=submission, user=comes).exists():
            raise Invalid(f"{comes.name} has this paper in the proposal already.")
    if leaves:
        run.pairs.filter(submission=submission, user=leaves).delete()
    data = _load(run)
    if comes:
        row, column = data.paper_index()[submission.pk], data.reviewer_index()[comes.pk]
        ProposedAssignment.objects.create(
            run=run,
            submission=submission,
            user=comes,
            score=float(data.scores[row, column]),
            parts=data.parts(row, column),
            is_manual=True,
        )
    run.summary = summarise(data, _chosen(run, data), optimum=run.summary.get("optimum"))
    run.save(update_fields=["summary"])
    return run


@transaction.atomic
def discard_proposal(*, run: AssignmentRun, by: User) -> None:
    """Throw a proposal away; nothing of it was ever live."""
    _only_if_proposed(run)
    run.state = AssignmentRun.State.DISCARDED
    run.save(update_fields=["state"])
    _record(run.workshop, by, "assignment_discarded", "Proposal discarded", run)


@transaction.atomic
def make_live(*, run: AssignmentRun, by: User, expected: int) -> int:
    """Turn a proposal into assignments and tell each reviewer in one mail; returns how many are new.

    Conflicts are looked at once more: a pair that has one by now stops the release and is named.
    """
    _only_if_proposed(run)
    save_version(run, expected=expected, fields=[])
    pairs = list(run.pairs.select_related("submission", "user"))
    _refuse_new_conflicts(run, pairs)
    active = {
        (row.submission_id, row.user_id)
        for row in Assignment.objects.filter(submission__workshop=run.workshop, state=Assignment.State.ACTIVE)
    }
    fresh = [pair for pair in pairs if (pair.submission_id, pair.user_id) not in active]
    for pair in fresh:
        _assign(submission=pair.submission, user=pair.user, by=by, score=pair.score)
    now = timezone.now()
    AssignmentRun.objects.filter(pk=run.pk).update(state=AssignmentRun.State.LIVE, live_at=now)
    if run.workshop.assignments_live_at is None:
        run.workshop.assignments_live_at = now
        run.workshop.save(update_fields=["assignments_live_at"])
    _tell_reviewers(run.workshop, fresh, f"run:{run.pk}")
    _record(run.workshop, by, "assignment_live", f"{len(fresh)} assignments made live", run)
    return len(fresh)


@transaction.atomic
def assign_by_hand(*, submission: Submission, user: User, by: User, part: str = "reviewer") -> Assignment:
    """Assign one person to a paper at once, with a mail; a conflict is refused."""
    _refuse_conflict(submission, user)
    assignment = _assign(submission=submission, user=user, by=by, score=0.0, part=part)
    if part == Assignment.Part.REVIEWER:
        pair = ProposedAssignment(submission=submission, user=user)
        _tell_reviewers(submission.workshop, [pair], f"assignment:{assignment.pk}:{timezone.now():%Y%m%d}")
    _record_pair(submission, by, "assigned_by_hand", f"{user.name} assigned to #{submission.number}")
    return assignment


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


def summarise(data: MatchingData, chosen: Any, *, optimum: float | None = None) -> dict[str, Any]:
    """Return the figures of a matching as the page shows them; papers are named by number."""
    found = matching.summary(
        data.scores,
        data.demand,
        np.zeros(len(data.reviewers), dtype=int),
        data.load_max,
        data.forbidden,
        chosen,
        optimal_total=optimum,
        fixed=data.fixed,
    )
    number = [paper.number for paper in data.papers]
    return {
        "total": round(found.total, 4),
        "optimum": round(found.optimum, 4),
        "share": round(found.share, 5),
        "lowest": round(found.lowest, 4),
        "lowest_papers": [number[at] for at in found.lowest_papers],
        "worst_tenth": round(found.worst_tenth, 4),
        "loads": dict(sorted(Counter(found.loads).items())),
        "zero_pairs": len(found.zero_score),
        "short": [[number[at], missing] for at, missing in found.short],
        "over": [[data.reviewers[at].user.name, extra] for at, extra in found.above_maximum],
        "papers": len(data.papers),
        "reviewers": len(data.reviewers),
    }


def _load(run: AssignmentRun) -> MatchingData:
    weights = Weights(text=run.parameters["text"], topics=run.parameters["topics"])
    return load_matching(run.workshop, reviews_per_paper=run.parameters["reviews_per_paper"], weights=weights)


def _solve(data: MatchingData, *, fair: bool) -> Any:
    solver = matching.assign_fair if fair else matching.assign
    load_min = np.zeros(len(data.reviewers), dtype=int)
    return solver(data.scores, data.demand, load_min, data.load_max, data.forbidden, fixed=data.fixed)


def _pairs(run: AssignmentRun, data: MatchingData, chosen: Any) -> Iterable[ProposedAssignment]:
    for row, column in zip(*np.nonzero(chosen), strict=True):
        yield ProposedAssignment(
            run=run,
            submission=data.papers[row],
            user=data.reviewers[column].user,
            score=float(data.scores[row, column]),
            parts=data.parts(int(row), int(column)),
        )


def _chosen(run: AssignmentRun, data: MatchingData) -> Any:
    rows, columns = data.paper_index(), data.reviewer_index()
    chosen = np.zeros((len(data.papers), len(data.reviewers)), dtype=int)
    for submission_id, user_id in run.pairs.values_list("submission_id", "user_id"):
        if submission_id in rows and user_id in columns:
            chosen[rows[submission_id], columns[user_id]] = 1
    return chosen


def _in_words(error: matching.Infeasible, data: MatchingData) -> str:
    lines = []
    for problem in error.problems:
        named = [f"#{data.papers[at].number}" for at in problem.papers[:20]]
        where = f" Papers: {', '.join(named)}." if named else ""
        lines.append(f"{problem.sentence}{where} {problem.change}".strip())
    return "\n".join(lines)


def _fail(run: AssignmentRun, problem: str) -> None:
    run.state = AssignmentRun.State.FAILED
    run.problem = problem
    run.save(update_fields=["state", "problem"])


def _only_if_proposed(run: AssignmentRun) -> None:
    if run.state != AssignmentRun.State.PROPOSED:
        raise Refused(f"This proposal is {run.get_state_display().lower()} and can't be changed.")


def _refuse_conflict(submission: Submission, user: User) -> None:
    conflict = Conflict.objects.filter(submission=submission, user=user, state=Conflict.State.ACTIVE).first()
    if conflict:
        raise Invalid(
            f"{user.name} has a conflict with #{submission.number}: {conflict.get_kind_display().lower()}."
        )


def _refuse_new_conflicts(run: AssignmentRun, pairs: list[ProposedAssignment]) -> None:
    recompute_conflicts(workshop=run.workshop)
    active = set(
        Conflict.objects.filter(submission__workshop=run.workshop, state=Conflict.State.ACTIVE).values_list(
            "submission_id", "user_id"
        )
    )
    bad = [pair for pair in pairs if (pair.submission_id, pair.user_id) in active]
    if bad:
        named = ", ".join(f"{pair.user.name} and #{pair.submission.number}" for pair in bad[:10])
        raise Invalid(
            f"A conflict has come up since this was solved: {named}. Change these pairs or solve again."
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


def _tell_reviewers(workshop: Workshop, pairs: Iterable[ProposedAssignment], key: str) -> None:
    by_user: dict[User, list[Submission]] = {}
    for pair in pairs:
        by_user.setdefault(pair.user, []).append(pair.submission)
    due = _due_text(workshop)
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


def _record(workshop: Workshop, by: User, action: str, text: str, run: AssignmentRun) -> None:
    audit.record(workshop=workshop, actor=by, part="chair", action=action, about=f"run:{run.pk}", text=text)


def _record_pair(submission: Submission, by: User, action: str, text: str, part: str = "chair") -> None:
    audit.record(
        workshop=submission.workshop, actor=by, part=part, action=action, about=submission.ref, text=text
    )
