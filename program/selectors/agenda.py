"""The public programme: days of sessions in the workshop's zone, with confirmed speakers and public papers only."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from conference.errors import NotFound
from conference.models import Workshop
from program.models import Session, SessionKind, SessionSpeaker, Speaker
from program.projections import AgendaDay, AgendaPerson, AgendaSession, AgendaTalk, PublicPaper
from program.selectors.papers import Recordings, project, recordings_now, with_public_parts
from program.visibility import public_papers, public_speakers, released_schedule

TIMED = frozenset({SessionKind.ORALS, SessionKind.SPOTLIGHTS})
KEPT_BACK = frozenset({Speaker.Recording.NO, Speaker.Recording.ATTENDEES})
"""Answers to the question of a recording after which it is not public."""
WORDS = ("abstract", "note", "link", "recording_url")
Papers = dict[int, PublicPaper]
State = dict[str, Any]


def public_agenda(workshop: Workshop) -> list[AgendaDay]:
    """Return the released programme, or none of it while it is a draft."""
    states = released_schedule(workshop)
    return days(agenda_sessions(states, public_papers_in_slots(workshop, states), workshop))


def public_session(workshop: Workshop, public_id: UUID) -> AgendaSession:
    """Return one session of the released programme, or raise NotFound."""
    states = [state for state in released_schedule(workshop) if state["key"] == str(public_id)]
    if not states:
        raise NotFound
    return agenda_sessions(states, public_papers_in_slots(workshop, states), workshop)[0]


def public_papers_in_slots(workshop: Workshop, states: list[State]) -> Papers:
    """Return the public papers that stand in released sessions, by the id of the submission."""
    placed = {slot["submission_id"] for state in states for slot in state["slots"]}
    if not placed:
        return {}
    papers = list(with_public_parts(public_papers(workshop).filter(pk__in=placed)))
    return dict(zip((paper.pk for paper in papers), project(papers, workshop), strict=True))


def agenda_sessions(states: list[State], papers: Papers, workshop: Workshop) -> list[AgendaSession]:
    """Project released sessions with their confirmed speakers: three queries, whatever their number.

    Times, rooms, titles and papers are those of the release; abstracts, notes, links and recordings those of now. A
    slot whose paper is not among ``papers`` is left out, its minutes still pass.
    """
    if not states:
        return []
    confirmed = public_speakers(workshop).in_bulk()
    now = {str(session.public_id): session for session in Session.objects.filter(workshop=workshop)}
    recordings = recordings_now(workshop)
    return [
        _session(state, now.get(state["key"]), confirmed, papers, recordings, workshop) for state in states
    ]


def days(sessions: list[AgendaSession]) -> list[AgendaDay]:
    """Group sessions, which come in order, by the day on which they start."""
    return [AgendaDay(day, tuple(group)) for day, group in groupby(sessions, lambda item: item.start.date())]


def _session(
    state: State,
    now: Session | None,
    confirmed: dict[int, Speaker],
    papers: Papers,
    recordings: Recordings,
    workshop: Workshop,
) -> AgendaSession:
    start, end = (datetime.fromisoformat(state[name]).astimezone(workshop.tz) for name in ("start", "end"))
    words = {name: getattr(now, name) if now else state[name] for name in WORDS}
    if any(
        speaker in confirmed and confirmed[speaker].recording in KEPT_BACK for speaker, _ in state["people"]
    ):
        words["recording_url"] = ""
    return AgendaSession(
        public_id=state["key"],
        kind=state["kind"],
        kind_label=SessionKind(state["kind"]).label,
        title=state["title"],
        start=start,
        end=end,
        room=state["room"],
        version=state["version"],
        people=tuple(
            _person(confirmed[speaker], part) for speaker, part in state["people"] if speaker in confirmed
        ),
        talks=_talks(state, papers, recordings, start),
        **words,
    )


def _person(speaker: Speaker, part: str) -> AgendaPerson:
    return AgendaPerson(
        slug=speaker.slug,
        name=speaker.name,
        affiliation=speaker.affiliation,
        part=part,
        part_label=SessionSpeaker.Part(part).label,
    )


def _talks(state: State, papers: Papers, recordings: Recordings, start: datetime) -> tuple[AgendaTalk, ...]:
    """Give each paper its own start where all papers before it have a length."""
    found = []
    begins: datetime | None = start if state["kind"] in TIMED else None
    for slot in state["slots"]:
        minutes = (slot["minutes"] or state["minutes_each"]) if state["kind"] in TIMED else None
        paper = papers.get(slot["submission_id"])
        if paper is not None:
            recording = recordings.get((state["key"], slot["submission_id"]), slot["recording_url"])
            found.append(_talk(slot, paper, begins if minutes else None, minutes, recording))
        begins = begins + timedelta(minutes=minutes) if begins and minutes else None
    return tuple(found)


def _talk(
    slot: State, paper: PublicPaper, start: datetime | None, minutes: int | None, recording: str
) -> AgendaTalk:
    return AgendaTalk(
        number=paper.number,
        title=paper.title,
        authors=paper.author_line,
        start=start,
        minutes=minutes,
        board=slot["board"],
        recording_url=recording,
        links=tuple(link for link in paper.links if link.kind != "recording"),
        presenter=paper.presenter,
    )
