"""Proposals for an assignment: solved as a job, looked at, changed by hand, thrown away. ``assignment`` makes one live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db import transaction
from django.urls import reverse

from conference import audit
from conference.concurrency import save_version
from conference.errors import Invalid, Refused
from conference.jobs import Progress, start_job
from conference.models import Job, User, Workshop
from reviews import matching
from reviews.models import Assignment, AssignmentRun, ProposedAssignment
from reviews.selectors.matching import MatchingData, Weights, load_matching
from reviews.services.conflicts import recompute_conflicts, refuse_conflict
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
        f"Proposal asked for with {reviews_per_paper} review{'s' if reviews_per_paper != 1 else ''} a paper",
        run,
    )
    return run


def solve_proposal(job: Job, progress: Progress) -> dict[str, Any]:
    """Solve one proposal: conflicts anew, then the matching; a problem is kept in words with the run."""
    run = AssignmentRun.objects.select_related("workshop").get(pk=job.arguments["run"])
    url = reverse("reviews:run", args=[run.workshop.slug, run.pk])
    if run.state != AssignmentRun.State.SOLVING:
        return {"url": url}
    progress(0, 3, "Looking for conflicts")
    recompute_conflicts(workshop=run.workshop)
    progress(1, 3, "Comparing papers and reviewers")
    data = load_run(run)
    progress(2, 3, "Solving")
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
    only_if_proposed(run)
    data = load_run(run)  # before the transaction: comparing texts takes its time
    with transaction.atomic():
        save_version(run, expected=expected, fields=[])
        if leaves:
            _leave(run, submission, leaves)
        if comes:
            _come(run, data, submission, comes)
        run.summary = summarise(data, _chosen(run, data), optimum=run.summary.get("optimum"))
        run.save(update_fields=["summary"])
        audit.record(
            workshop=run.workshop,
            actor=by,
            part="chair",
            action="proposal_changed",
            about=submission.ref,
            text=f"Proposal {run.pk} changed by hand for #{submission.number}",
        )
    return run


def _leave(run: AssignmentRun, submission: Submission, user: User) -> None:
    live = Assignment.objects.filter(submission=submission, user=user, state=Assignment.State.ACTIVE)
    if live.filter(part=Assignment.Part.REVIEWER).exists():
        raise Invalid(f"{user.name} has this paper already. Take it back on the paper's page.")
    run.pairs.filter(submission=submission, user=user).delete()


def _come(run: AssignmentRun, data: MatchingData, submission: Submission, user: User) -> None:
    refuse_conflict(submission, user)
    if run.pairs.filter(submission=submission, user=user).exists():
        raise Invalid(f"{user.name} has this paper in the proposal already.")
    row, column = data.paper_index().get(submission.pk), data.reviewer_index().get(user.pk)
    if row is None or column is None:
        raise Invalid("This paper or this reviewer has left since the proposal was solved. Solve again.")
    ProposedAssignment.objects.create(
        run=run,
        submission=submission,
        user=user,
        score=float(data.scores[row, column]),
        parts=data.parts(row, column),
        is_manual=True,
    )


@transaction.atomic
def discard_proposal(*, run: AssignmentRun, by: User) -> None:
    """Throw a proposal away, whatever became of it; nothing of it was ever live."""
    if run.state in {AssignmentRun.State.LIVE, AssignmentRun.State.DISCARDED}:
        raise Refused(f"This proposal is {run.get_state_display().lower()} and can't be discarded.")
    run.state = AssignmentRun.State.DISCARDED
    run.save(update_fields=["state"])
    _record(run.workshop, by, "assignment_discarded", "Proposal discarded", run)


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


def load_run(run: AssignmentRun) -> MatchingData:
    """Load papers and reviewers as they are now, under the weights of a proposal."""
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


def only_if_proposed(run: AssignmentRun) -> None:
    """Raise Refused unless the proposal still waits for the chairs' word."""
    if run.state != AssignmentRun.State.PROPOSED:
        raise Refused(f"This proposal is {run.get_state_display().lower()} and can't be changed.")


def _record(workshop: Workshop, by: User, action: str, text: str, run: AssignmentRun) -> None:
    audit.record(workshop=workshop, actor=by, part="chair", action=action, about=f"run:{run.pk}", text=text)
