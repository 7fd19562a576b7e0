"""Proposals for an assignment: solved as a job, looked at, changed by hand, thrown away. ``assignment`` makes one live."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
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
from reviews.asked import Asked
from reviews.models import Assignment, AssignmentRun, ProposedAssignment, ProposedPaper
from reviews.selectors.feasibility import Obstacle, in_words, obstacles, passed_over
from reviews.selectors.matching import MatchingData, load_matching
from reviews.selectors.proposals import asked_last, people_of
from reviews.services.conflicts import recompute_conflicts, refuse_conflict
from reviews.services.reasons import reasons
from submissions.models import Submission

JOB = "solve_assignment"
TITLES: dict[str, str] = {
    AssignmentRun.Kind.REVIEWERS: "Assignment",
    AssignmentRun.Kind.REPAIR: "Repair of the assignment",
    AssignmentRun.Kind.AREA_CHAIRS: "Area chairs",
}
BOUND_UP_TO = 60_000
"""Pairs; beyond, the linear program takes longer than the matching."""


@transaction.atomic
def request_proposal(
    *, workshop: Workshop, by: User, asked: Asked, kind: str = AssignmentRun.Kind.REVIEWERS
) -> AssignmentRun:
    """Ask for a new proposal; a worker solves it."""
    if asked.cap and asked.seed is None:
        asked = replace(asked, seed=secrets.randbelow(2**31))
    run = AssignmentRun.objects.create(workshop=workshop, created_by=by, kind=kind, parameters=asked.stored())
    run.job = start_job(
        kind=JOB,
        title=f"{TITLES[kind]} for {workshop.acronym}",
        arguments={"run": run.pk},
        workshop=workshop,
        owner=by,
    )
    run.save(update_fields=["job"])
    many = f"{asked.per_paper} {'person' if run.is_for_area_chairs else 'review'}"
    many += "" if asked.per_paper == 1 else "s"
    _record(workshop, by, "assignment_proposed", f"{TITLES[kind]} asked for with {many} a paper", run)
    return run


def request_repair(*, workshop: Workshop, by: User) -> AssignmentRun:
    """Ask for a repair of what is live, under what the newest live proposal was asked for."""
    asked = asked_last(workshop, AssignmentRun.Kind.REPAIR) or Asked(workshop.reviews_per_paper)
    # What is live is not drawn anew, nor evened out: as much of it as can be stays.
    return request_proposal(
        workshop=workshop,
        by=by,
        asked=replace(asked, cap=None, fair=False, seed=None),
        kind=AssignmentRun.Kind.REPAIR,
    )


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
    found = obstacles(data)
    if not found:
        try:
            chosen = _solve(data, run.kind)
        except matching.Infeasible as error:
            found = in_words(data, error.problems)
    if found:
        _fail(run, found)
        return {"url": url}
    why = list(reasons(run, data, chosen))
    summary = summarise(data, chosen)
    summary["passed"] = [item.stored() for item in passed_over(data)]
    if run.is_repair:
        summary["leaving"] = _leaving(data, chosen)
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
    if live.filter(part=run.part).exists():
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
    people = people_of(run)
    return {
        "total": round(total, 4),
        "share": round(total / optimum, 5) if optimum else 1.0,
        "over": [
            [who.name, loads[who.user_id] - who.max_load]
            for who in people
            if loads[who.user_id] > who.max_load
        ],
        "below": [
            [who.name, who.min_load - loads[who.user_id]]
            for who in people
            if loads[who.user_id] < who.min_load
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
    found = matching.summary(*data.problem, chosen, **data.options)
    names = [judge.user.name for judge in data.reviewers]
    return {
        "total": round(found.total, 4),
        "optimum": round(found.optimum, 4),
        "share": round(found.share, 5),
        "over": [[names[at], extra] for at, extra in found.above_maximum],
        "below": [[names[at], missing] for at, missing in found.below_minimum],
        "papers": len(data.papers),
        "bound": _lowest_bound(data),
    }


def _lowest_bound(data: MatchingData) -> float | None:
    """What no lowest paper could exceed with the share kept; None where telling it would take too long."""
    if data.forbidden.size > BOUND_UP_TO:
        return None
    bound = matching.lowest_bound(*data.problem, keep=data.asked.keep, **data.options)
    return round(bound, 4) + 0.0  # no minus before a zero


def load_run(run: AssignmentRun) -> MatchingData:
    """Load papers and people as they are now, under what a proposal was asked for."""
    return load_matching(run.workshop, Asked.read(run.parameters), run.kind)


def _solve(data: MatchingData, kind: str) -> Any:
    asked = data.asked
    if kind == AssignmentRun.Kind.REPAIR:
        return matching.assign_again(*data.problem, kept=data.kept, seed=asked.seed, **data.options)
    if asked.cap:
        return matching.assign_randomly(*data.problem, cap=asked.cap, seed=asked.seed, **data.options)
    if asked.fair:
        return matching.assign_fair(*data.problem, keep=asked.keep, seed=asked.seed, **data.options)
    return matching.assign(*data.problem, seed=asked.seed, **data.options)


def _leaving(data: MatchingData, chosen: Any) -> list[int]:
    """The live assignments, by id, that a repair gives up."""
    gone = {(data.papers[row].pk, data.reviewers[at].user_id) for row, at in data.kept if not chosen[row, at]}
    live = Assignment.objects.filter(
        submission__in={paper for paper, _ in gone},
        part=Assignment.Part.REVIEWER,
        state=Assignment.State.ACTIVE,
    )
    return [
        pk for pk, paper, user in live.values_list("pk", "submission_id", "user_id") if (paper, user) in gone
    ]


def _pairs(run: AssignmentRun, data: MatchingData, chosen: Any) -> Iterable[ProposedAssignment]:
    for row, column in zip(*np.nonzero(chosen), strict=True):
        yield ProposedAssignment(
            run=run,
            submission=data.papers[row],
            user=data.reviewers[column].user,
            score=float(data.scores[row, column]),
            parts=data.parts(int(row), int(column)),
        )


def _fail(run: AssignmentRun, found: Iterable[Obstacle]) -> None:
    run.state = AssignmentRun.State.FAILED
    run.summary = {"obstacles": [item.stored() for item in found]}
    run.save(update_fields=["state", "summary"])


def only_if_proposed(run: AssignmentRun) -> None:
    """Raise Refused unless the proposal still waits for the chairs' word."""
    if run.state != AssignmentRun.State.PROPOSED:
        raise Refused(f"This proposal is {run.get_state_display().lower()} and can't be changed.")


def _record(workshop: Workshop, by: User, action: str, text: str, run: AssignmentRun) -> None:
    audit.record(workshop=workshop, actor=by, part="chair", action=action, about=f"run:{run.pk}", text=text)
