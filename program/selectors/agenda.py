"""The public programme: days of sessions in the workshop's zone, with confirmed speakers and public papers only."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from conference.errors import NotFound
from conference.models import Workshop
from program.models import Session, SessionKind, SessionSpeaker, Slot, Speaker
from program.projections import AgendaDay, AgendaPerson, AgendaSession, AgendaTalk, PublicPaper
from program.selectors.papers import project, with_public_parts
from program.visibility import public_papers, public_sessions

TIMED = frozenset({SessionKind.ORALS, SessionKind.SPOTLIGHTS})
Papers = dict[int, PublicPaper]


def public_agenda(workshop: Workshop) -> list[AgendaDay]:
    """Return the public programme, or none of it while it is a draft."""
    listed = with_public_people(public_sessions(workshop))
    return days(agenda_sessions(list(listed), public_papers_in_slots(workshop), workshop))


def public_session(workshop: Workshop, public_id: UUID) -> AgendaSession:
    """Return one session of the public programme, or raise NotFound."""
    found = with_public_people(public_sessions(workshop).filter(public_id=public_id)).first()
    if found is None:
        raise NotFound
    return agenda_sessions([found], public_papers_in_slots(workshop), workshop)[0]


def public_papers_in_slots(workshop: Workshop) -> Papers:
    """Return the public papers that stand in sessions, by the id of the submission."""
    placed = Slot.objects.filter(session__workshop=workshop)
    papers = list(
        with_public_parts(public_papers(workshop).filter(pk__in=placed.values("submission_id")), workshop)
    )
    return dict(zip((paper.pk for paper in papers), project(papers, workshop), strict=True))


def with_public_people(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Load sessions with their confirmed speakers and their slots: three queries in all."""
    confirmed = SessionSpeaker.objects.select_related("speaker").filter(
        speaker__status=Speaker.Status.CONFIRMED
    )
    return sessions.prefetch_related(Prefetch("speakers", confirmed), "slots")


def agenda_sessions(sessions: list[Session], papers: Papers, workshop: Workshop) -> list[AgendaSession]:
    """Project sessions; a slot whose paper is not among ``papers`` is left out, its minutes still pass."""
    return [_session(session, papers, workshop) for session in sessions]


def days(sessions: list[AgendaSession]) -> list[AgendaDay]:
    """Group sessions, which come in order, by the day on which they start."""
    return [AgendaDay(day, tuple(group)) for day, group in groupby(sessions, lambda item: item.start.date())]


def _session(session: Session, papers: Papers, workshop: Workshop) -> AgendaSession:
    start = session.start.astimezone(workshop.tz)
    return AgendaSession(
        public_id=str(session.public_id),
        kind=session.kind,
        kind_label=session.get_kind_display(),
        title=session.title,
        abstract=session.abstract,
        note=session.note,
        start=start,
        end=session.end.astimezone(workshop.tz),
        room=session.room,
        link=session.link,
        recording_url=session.recording_url,
        version=session.version,
        people=tuple(_person(part) for part in session.speakers.all()),
        talks=_talks(session, papers, start),
    )


def _person(part: SessionSpeaker) -> AgendaPerson:
    speaker = part.speaker
    return AgendaPerson(
        slug=speaker.slug,
        name=speaker.name,
        affiliation=speaker.affiliation,
        part=part.part,
        part_label=part.get_part_display(),
    )


def _talks(session: Session, papers: Papers, start: datetime) -> tuple[AgendaTalk, ...]:
    """Give each paper its own start where all papers before it have a length."""
    found = []
    begins: datetime | None = start if session.kind in TIMED else None
    for slot in session.slots.all():
        minutes = (slot.minutes or session.minutes_each) if session.kind in TIMED else None
        paper = papers.get(slot.submission_id)
        if paper is not None:
            found.append(_talk(slot, paper, begins if minutes else None, minutes))
        begins = begins + timedelta(minutes=minutes) if begins and minutes else None
    return tuple(found)


def _talk(slot: Slot, paper: PublicPaper, start: datetime | None, minutes: int | None) -> AgendaTalk:
    return AgendaTalk(
        number=paper.number,
        title=paper.title,
        authors=paper.author_line,
        start=start,
        minutes=minutes,
        board=slot.board,
        recording_url=slot.recording_url,
        links=tuple(link for link in paper.links if link.kind != "recording"),
        presenter=paper.presenter,
    )
