"""The programme as a calendar (RFC 5545): one event a session, times in UTC, identifiers that never change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from conference.hosts import absolute
from conference.models import Workshop
from program.changes import Occurrence
from program.projections import AgendaSession, AgendaTalk

if TYPE_CHECKING:
    from icalendar import Calendar, Event

UUID_LENGTH = 36  # what follows names a paper in the session
PRODUCT = "-//Plenary//Programme//EN"


def calendar(
    workshop: Workshop, sessions: Iterable[AgendaSession], *, base_url: str, now: datetime, tentative: bool
) -> bytes:
    """Return a calendar of sessions; a preliminary programme is marked as tentative, event by event."""
    found = _empty(workshop, workshop.timezone)
    for session in sessions:
        found.add_component(_event(workshop, session, base_url=base_url, now=now, tentative=tentative))
    return bytes(found.to_ical())


def own_calendar(
    workshop: Workshop,
    places: Iterable[Occurrence],
    *,
    base_url: str,
    now: datetime,
    zone: str,
    sequence: int,
    about: str,
) -> bytes:
    """Return where one person is wanted, with the zone in which the person reads it; ``about`` tells apart two
    papers of one session, and ``sequence`` grows with every version sent."""
    from icalendar import Event  # noqa: PLC0415 - few pages need it

    found = _empty(workshop, zone)
    for place in places:
        event = Event()
        event.add("uid", f"{about}-{place.key}@{urlsplit(base_url).hostname}")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", place.start.astimezone(UTC))
        event.add("dtend", place.end.astimezone(UTC))
        event.add("sequence", sequence)
        event.add("summary", f"{workshop.acronym}: {place.title}")
        event.add("description", f"Board {place.board}" if place.board else "")
        event.add("location", ", ".join(part for part in (place.room, workshop.venue) if part))
        event.add("url", absolute(f"/{workshop.slug}/programme/#session-{place.key}"))
        event.add("status", "CONFIRMED")
        found.add_component(event)
    return bytes(found.to_ical())


def _empty(workshop: Workshop, zone: str) -> Calendar:
    from icalendar import Calendar  # noqa: PLC0415

    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", workshop.acronym)
    found.add("x-wr-timezone", zone)
    return found


def talk_event(session: AgendaSession, talk: AgendaTalk) -> AgendaSession:
    """Return a paper in a session as an event of its own, at its own time where it has one."""
    start = talk.start or session.start
    end = start + timedelta(minutes=talk.minutes) if talk.start and talk.minutes else session.end
    board = f", board {talk.board}" if talk.board else ""
    return replace(
        session,
        public_id=f"{session.public_id}-{talk.number}",
        title=talk.title,
        start=start,
        end=end,
        note=f"{talk.authors}\n{session.title}{board}",
        abstract="",
        people=(),
        talks=(),
    )


def _event(
    workshop: Workshop, session: AgendaSession, *, base_url: str, now: datetime, tentative: bool
) -> Event:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{session.public_id}@{urlsplit(base_url).hostname}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", session.start.astimezone(UTC))
    event.add("dtend", session.end.astimezone(UTC))
    event.add("sequence", session.version - 1)
    event.add("summary", session.title)
    event.add("description", _description(session))
    event.add("location", ", ".join(part for part in (session.room, workshop.venue) if part))
    event.add("url", absolute(f"/{workshop.slug}/programme/#session-{session.public_id[:UUID_LENGTH]}"))
    event.add("status", "TENTATIVE" if tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if session.is_pause else "OPAQUE")
    return event


def _description(session: AgendaSession) -> str:
    people = [
        f"{person.name}, {person.affiliation}" if person.affiliation else person.name
        for person in session.people
    ]
    talks = [f"{talk.title} ({talk.authors})" if talk.authors else talk.title for talk in session.talks]
    parts = ["\n".join(people), session.note, session.abstract, "\n".join(talks)]
    return "\n\n".join(part for part in parts if part)
