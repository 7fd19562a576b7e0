"""Filling the sessions: asked for, solved as a job, then taken or thrown away. Nothing changes before it is taken."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from conference import audit
from conference.errors import Invalid, Refused, Stale
from conference.jobs import Progress, start_job
from conference.models import Job, User, Workshop
from conference.visibility import viewer_of
from program.models import ScheduleProposal, Session, SessionKind
from program.selectors.drafts import State, draft_states, mark_of
from program.services.steps import put_papers, recorded

JOB = "fill_sessions"
TALKS = (SessionKind.ORALS, SessionKind.SPOTLIGHTS)
CHANGED = "The programme was changed after this proposal was asked for, so it can’t be taken. Fill the sessions again."


@transaction.atomic
def request_filling(
    *, workshop: Workshop, actor: User, posters_too: bool, always: list[int], spare: bool = False
) -> ScheduleProposal:
    """Ask for a proposal for the draft as it is; a worker solves it."""
    _refuse_unready(workshop)
    proposal = ScheduleProposal.objects.create(
        workshop=workshop,
        created_by=actor,
        options={"posters_too": posters_too, "always": always, "spare": spare},
        mark=mark_of(draft_states(workshop)),
    )
    proposal.job = start_job(
        kind=JOB,
        title=f"Sessions of {workshop.acronym}",
        arguments={"proposal": proposal.pk},
        workshop=workshop,
        owner=actor,
    )
    proposal.save(update_fields=["job"])
    return proposal


def fill_sessions(job: Job, progress: Progress) -> dict[str, Any]:
    """Solve one proposal; what stands in the way is kept in words with it."""
    from program.scheduling import Schedule, Status, build_schedule  # noqa: PLC0415 - loading OR-Tools would hold up every start
    from program.selectors.problems import Wanted, build_problem  # noqa: PLC0415 - the same

    proposal = ScheduleProposal.objects.select_related("workshop", "created_by").get(
        pk=job.arguments["proposal"]
    )
    url = reverse("program:chair_filling", args=[proposal.workshop.slug, proposal.pk])
    if proposal.state != ScheduleProposal.State.SOLVING or proposal.created_by is None:
        return {"url": url}
    progress(0, 3, "Reading papers, sessions and wishes")
    wanted = Wanted(
        proposal.options["posters_too"],
        frozenset(proposal.options["always"]),
        proposal.options.get("spare", False),
    )
    problem = build_problem(viewer_of(proposal.created_by), proposal.workshop, wanted)
    progress(1, 3, f"Placing {len(problem.papers)} papers in {len(problem.sessions)} sessions")
    schedule: Schedule = build_schedule(problem)
    progress(2, 3, "Writing the proposal")
    impossible = schedule.status == Status.INFEASIBLE
    proposal.state = ScheduleProposal.State.IMPOSSIBLE if impossible else ScheduleProposal.State.PROPOSED
    proposal.result = _as_json(schedule, [session.key for session in problem.sessions])
    proposal.save(update_fields=["state", "result"])
    return {"url": url}


def proposal_take(*, proposal: ScheduleProposal, actor: User, with_titles: bool) -> None:
    """Put the papers where the proposal has them, as one step that can be undone."""
    if proposal.state != ScheduleProposal.State.PROPOSED:
        raise Refused(f"This proposal is {proposal.get_state_display().lower()} and can’t be taken.")
    workshop = proposal.workshop
    with recorded(workshop=workshop, actor=actor, text="Filled the sessions as proposed.") as step:
        if mark_of(draft_states(workshop)) != proposal.mark:
            raise Stale(CHANGED)
        for session in _sessions(proposal):
            _fill(session, proposal.result, with_titles=with_titles)
        proposal.state = ScheduleProposal.State.TAKEN
        proposal.save(update_fields=["state"])
        audit.record_of_workshop(workshop, actor, "sessions_filled", step.text)


def proposal_discard(*, proposal: ScheduleProposal) -> None:
    """Throw a proposal away; nothing of it was ever in the day."""
    if proposal.state in {ScheduleProposal.State.TAKEN, ScheduleProposal.State.DISCARDED}:
        raise Refused(f"This proposal is {proposal.get_state_display().lower()} already.")
    proposal.state = ScheduleProposal.State.DISCARDED
    proposal.save(update_fields=["state"])


def _refuse_unready(workshop: Workshop) -> None:
    sessions = Session.objects.filter(workshop=workshop)
    if not sessions.filter(kind__in=[*TALKS, SessionKind.POSTERS]).exists():
        raise Invalid("There is no session for papers yet: add orals, spotlights or posters first.")
    unsaid = sessions.filter(kind__in=TALKS, minutes_each=None, is_pinned=False)
    names = [f"“{title}”" for title in unsaid.values_list("title", flat=True)]
    if names:
        raise Invalid(f"Say how many minutes a paper has in {', '.join(names)}; then it can be filled.")


def _sessions(proposal: ScheduleProposal) -> list[Session]:
    found = Session.objects.filter(workshop=proposal.workshop, public_id__in=proposal.result["sessions"])
    return list(found.prefetch_related("slots"))


def _fill(session: Session, result: dict[str, Any], *, with_titles: bool) -> None:
    key = str(session.public_id)
    there = {slot.submission_id: slot for slot in session.slots.all()}
    is_boards = session.kind == SessionKind.POSTERS
    slots: list[State] = []
    for paper, position in sorted(result["places"].get(key, []), key=lambda place: place[1]):
        kept = there.get(paper)
        slots.append(
            {
                "submission_id": paper,
                "minutes": kept.minutes if kept else None,
                "board": position + 1 if is_boards else None,
                "recording_url": kept.recording_url if kept else "",
                "is_pinned": kept.is_pinned if kept else False,
            }
        )
    put_papers(session, slots)
    if with_titles and not session.is_pinned:
        session.title = result["titles"].get(key, session.title)[:200]
    session.version += 1
    session.save(update_fields=["title", "version"])


def _as_json(schedule: Any, sessions: list[str]) -> dict[str, Any]:
    places: dict[str, list[list[int]]] = {}
    for place in schedule.places:
        places.setdefault(place.session, []).append([int(place.paper), place.position])
    return {
        "status": schedule.status.value,
        "gap": schedule.gap,
        "value": schedule.value,
        "seconds": schedule.seconds,
        "places": places,
        "sessions": sessions,
        "titles": dict(schedule.titles),
        "obstacles": [obstacle.text for obstacle in schedule.obstacles],
    }
