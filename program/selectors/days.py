"""From what a blank day can be made: the usual day, or a day of an earlier edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from conference.models import Workshop
from conference.visibility import Viewer
from program.daytext import USUAL_DAY, Written, write_day
from program.models import Session, SessionKind
from program.selectors.agenda import public_agenda

USUAL = "usual"
PLAIN_TITLES = {
    SessionKind.KEYNOTE: "Keynote",
    SessionKind.PANEL: "Panel discussion",
    SessionKind.TALK: "Invited talk",
    SessionKind.ORALS: "Oral talks",
    SessionKind.SPOTLIGHTS: "Paper spotlights",
    SessionKind.POSTERS: "Poster session",
}
"""What a session is called whose title was last year's; breaks, opening and the like keep theirs."""


@dataclass(frozen=True)
class Source:
    """A day to begin with: its key in the address, what it is called, its lines."""

    key: str
    label: str
    text: str


def day_sources(viewer: Viewer, workshop: Workshop) -> list[Source]:
    """Return the usual day and the days of other editions of the series, the latest edition first."""
    found = [Source(USUAL, "the usual day", USUAL_DAY)]
    if workshop.series_id is None:
        return found
    others = Workshop.objects.filter(series=workshop.series_id).exclude(pk=workshop.pk).order_by("-pk")
    for other in others:
        for day, sessions in _days(viewer, other):
            found.append(
                Source(
                    f"{other.slug}:{day:%Y-%m-%d}", f"{other.acronym}, {day:%-d %B %Y}", write_day(sessions)
                )
            )
    return found


def _days(viewer: Viewer, other: Workshop) -> list[tuple[date, list[Written]]]:
    """Return the days of an edition: the draft for its organizers, what is public for others."""
    if viewer.is_editor(other):
        written = [_written(session, other) for session in Session.objects.filter(workshop=other)]
    elif other.is_public:
        listed = [session for day in public_agenda(other) for session in day.sessions]
        written = [Written(s.start, s.end, _title(s.kind, s.title), s.kind, s.room) for s in listed]
    else:
        written = []
    return [(day, list(group)) for day, group in groupby(written, lambda item: item.start.date())]


def _written(session: Session, other: Workshop) -> Written:
    start, end = session.start.astimezone(other.tz), session.end.astimezone(other.tz)
    title = _title(session.kind, session.title)
    return Written(start, end, title, session.kind, session.room, session.minutes_each)


def _title(kind: str, title: str) -> str:
    return PLAIN_TITLES.get(SessionKind(kind), title)
