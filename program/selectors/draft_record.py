"""The sessions of the draft with everything in them that a program can read and change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conference.errors import NotFound
from conference.models import Workshop
from conference.visibility import Viewer
from program.models import Session
from program.selectors.editor import EditorSession, programme_board

WORDS = ("abstract", "link", "recording_url")


@dataclass(frozen=True)
class DraftPerson:
    """Someone in a session; ``slug`` names the speaker."""

    slug: str
    name: str
    part: str


def draft_records(viewer: Viewer, workshop: Workshop) -> list[dict[str, Any]]:
    """Return the sessions of the draft in the order of the day; the number of queries is fixed."""
    rows = Session.objects.filter(workshop=workshop).prefetch_related("speakers__speaker")
    by_key = {str(row.public_id): row for row in rows}
    board = programme_board(viewer, workshop)
    return [_record(session, by_key[session.public_id]) for day in board.days for session in day.sessions]


def draft_record(viewer: Viewer, workshop: Workshop, session: Session) -> dict[str, Any]:
    """Return one session of the draft."""
    for record in draft_records(viewer, workshop):
        if record["public_id"] == str(session.public_id):
            return record
    raise NotFound


def _record(shown: EditorSession, row: Session) -> dict[str, Any]:
    people = [DraftPerson(part.speaker.slug, part.speaker.name, part.part) for part in row.speakers.all()]
    return {**vars(shown), **{name: getattr(row, name) for name in WORDS}, "people": people}
