"""The draft of the day as plain values: what undo goes back to, what a release keeps, what a proposal was made for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from conference.models import Workshop
from program.models import ScheduleStep, Session

State = dict[str, Any]
PLAIN = ("kind", "title", "abstract", "note", "room", "minutes_each", "link", "recording_url", "is_pinned")
OF_A_SLOT = ("submission_id", "minutes", "board", "recording_url", "is_pinned")


def draft_states(workshop: Workshop, *, only: Collection[int] = ()) -> dict[str, State]:
    """Return every session of the draft by its public id, with its people and papers in their order: three queries.

    ``only`` keeps the sessions with these ids.
    """
    sessions = Session.objects.filter(workshop=workshop).prefetch_related("speakers", "slots")
    if only:
        sessions = sessions.filter(pk__in=only)
    return {str(session.public_id): state_of(session) for session in sessions}


def state_of(session: Session) -> State:
    """Return a session as JSON; its version is no part of it."""
    return {
        **{name: getattr(session, name) for name in PLAIN},
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "people": [[part.speaker_id, part.part] for part in session.speakers.all()],
        "slots": [{name: getattr(slot, name) for name in OF_A_SLOT} for slot in session.slots.all()],
    }


def mark_of(states: Mapping[str, State]) -> str:
    """Return what names a draft: another draft has another mark."""
    text = json.dumps(states, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def last_step(workshop: Workshop) -> ScheduleStep | None:
    """Return the change that undo would take back."""
    steps = ScheduleStep.objects.filter(workshop=workshop, is_undone=False)
    return steps.select_related("actor").order_by("-pk").first()


def next_step(workshop: Workshop) -> ScheduleStep | None:
    """Return the change that redo would make again."""
    steps = ScheduleStep.objects.filter(workshop=workshop, is_undone=True)
    return steps.select_related("actor").order_by("pk").first()


def snapshot(workshop: Workshop) -> list[State]:
    """Return the draft as a release keeps it: each session with its key and version, in the order of the day."""
    sessions = Session.objects.filter(workshop=workshop).prefetch_related("speakers", "slots")
    return [
        {"key": str(session.public_id), "version": session.version, **state_of(session)}
        for session in sessions
    ]


def plain(kept: State) -> State:
    """Return a session of a release as ``draft_states`` has it."""
    return {name: value for name, value in kept.items() if name not in {"key", "version"}}
