"""Proposals for an assignment: solved as a job, looked at, changed by hand, thrown away. ``assignment`` makes one live."""

from __future__ import annotations

import secrets
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
from reviews.models import Assignment, AssignmentRun, ProposedAssignment, ProposedPaper
from reviews.selectors.matching import MatchingData, Weights, load_matching, weights_of
from reviews.services.conflicts import recompute_conflicts, refuse_conflict
from reviews.services.reasons import reasons
from submissions.models import Submission

JOB = "solve_assignment"
BOUND_UP_TO = 60_000
"""Pairs; beyond, the linear program takes longer than the matching."""


@transaction.atomic
def request_proposal(
    *,
    workshop: Workshop,
    by: User,
    reviews_per_paper: int,
    weights: Weights,
    fair: bool = False,
    cap: float | None = None,
) -> AssignmentRun:
    """Ask for a new proposal; a worker solves it."""
    run = AssignmentRun.objects.create(
        workshop=workshop,
        created_by=by,
        parameters={
            "reviews_per_paper": reviews_per_paper,
            "text": weights.text,
            "topics": weights.topics,
            "bids": weights.bids,
            "fair": fair,
            "cap": cap,
            "seed": secrets.randbelow(2**31) if cap else None,
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
        chosen = _solve(data, run.parameters)
    except matching.Infeasible as error:
        _fail(run, _in_words(error, data))
        return {"url": url}
    why = list(reasons(run, data, chosen))
    summary = summarise(data, chosen)
    with transaction.atomic():
        run.pairs.all().delete()
        run.papers.all().delete()
        ProposedAssignment.objects.bulk_create(_pairs(run, data, chosen))
        ProposedPaper.objects.bulk_create(why)
        run.summary = summary
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
    with transaction.atomic():
        save_version(run, expected=expected, fields=[])
        if leaves:
            _leave(run, submission, leaves)
        if comes:
            _come(run, submission, comes)
        run.summary = {**run.summary, **_restated(run)}
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


def _come(run: AssignmentRun, submission: Submission, user: User) -> None:
    refuse_conflict(submission, user)
    if run.pairs.filter(submission=submission, user=user).exists():
        raise Invalid(f"{user.name} has this paper in the proposal already.")
    paper = run.papers.filter(submission=submission).first()
    found = next((row for row in paper.candidates if row["user"] == user.pk), None) if paper else None
    if found is None:
        raise Invalid(f"{user.name} was not among the candidates when this was solved. Solve again.")
    ProposedAssignment.objects.create(
        run=run,
        submission=submission,
        user=user,
        score=found["score"],
        parts={name: found[name] for name in ("text", "topics", "bid")},
        is_manual=True,
    )


def _restated(run: AssignmentRun) -> dict[str, Any]:
    """The figures that a change by hand moves, from the scores that the proposal was solved with."""
    pairs = list(run.pairs.values_list("user_id", "score"))
    total, optimum = sum(score for _, score in pairs), run.summary.get("optimum", 0.0)
    loads = Counter(user_id for user_id, _ in pairs)
    reviewers = run.workshop.reviewers.filter(user__in=loads).select_related("user").order_by("user__name")
    return {
        "total": round(total, 4),
        "share": round(total / optimum, 5) if optimum else 1.0,
        "over": [
            [row.user.name, loads[row.user_id] - row.max_load]
            for row in reviewers
            if loads[row.user_id] > row.max_load
        ],
    }


@transaction.atomic
def discard_proposal(*, run: AssignmentRun, by: User) -> None:
    """Throw a proposal away, whatever became of it; nothing of it was ever live."""
    if run.state in {AssignmentRun.State.LIVE, AssignmentRun.State.DISCARDED}:
        raise Refused(f"This proposal is {run.get_state_display().lower()} and can't be discarded.")
    run.state = AssignmentRun.State.DISCARDED
    run.save(update_fields=["state"])
    _record(run.workshop, by, "assignment_discarded", "Proposal discarded", run)


def summarise(data: MatchingData, chosen: Any) -> dict[str, Any]:
    """Return the figures of a matching that can't be told from its pairs alone."""
    load_min = np.zeros(len(data.reviewers), dtype=int)
    asked = (data.scores, data.demand, load_min, data.load_max, data.forbidden)
    found = matching.summary(*asked, chosen, fixed=data.fixed)
    return {
        "total": round(found.total, 4),
        "optimum": round(found.optimum, 4),
        "share": round(found.share, 5),
        "over": [[data.reviewers[at].user.name, extra] for at, extra in found.above_maximum],
        "papers": len(data.papers),
        "bound": _lowest_bound(data),
    }


def _lowest_bound(data: MatchingData) -> float | None:
    """What no lowest paper could exceed at 97 % of the best total; None where telling it would take too long."""
    if data.scores.size > BOUND_UP_TO:
        return None
    load_min = np.zeros(len(data.reviewers), dtype=int)
    asked = (data.scores, data.demand, load_min, data.load_max, data.forbidden)
    return round(matching.lowest_bound(*asked, fixed=data.fixed), 4) + 0.0  # no minus before a zero


def load_run(run: AssignmentRun) -> MatchingData:
    """Load papers and reviewers as they are now, under the weights of a proposal."""
    wanted = run.parameters["reviews_per_paper"]
    return load_matching(run.workshop, reviews_per_paper=wanted, weights=weights_of(run))


def _solve(data: MatchingData, asked: dict[str, Any]) -> Any:
    load_min = np.zeros(len(data.reviewers), dtype=int)
    instance = (data.scores, data.demand, load_min, data.load_max, data.forbidden)
    if asked.get("cap"):
        return matching.assign_randomly(*instance, cap=asked["cap"], seed=asked["seed"], fixed=data.fixed)
    solver = matching.assign_fair if asked["fair"] else matching.assign
    return solver(*instance, fixed=data.fixed)


def _pairs(run: AssignmentRun, data: MatchingData, chosen: Any) -> Iterable[ProposedAssignment]:
    for row, column in zip(*np.nonzero(chosen), strict=True):
        yield ProposedAssignment(
            run=run,
            submission=data.papers[row],
            user=data.reviewers[column].user,
            score=float(data.scores[row, column]),
            parts=data.parts(int(row), int(column)),
        )


def _in_words(error: matching.Infeasible, data: MatchingData) -> str:
    papers = [f"#{paper.number}" for paper in data.papers]
    reviewers = [reviewer.user.name for reviewer in data.reviewers]
    return "\n".join(problem.in_words(papers, reviewers) for problem in error.problems)


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
