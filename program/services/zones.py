"""The programme when the workshop's time zone changes."""

from __future__ import annotations

from datetime import tzinfo

from conference.models import User, Workshop
from conference.services.zones import same_hour
from program.models import Session
from program.selectors.releases import last_release
from program.services.steps import recorded


def keep_session_hours(workshop: Workshop, before: tzinfo, by: User) -> str:
    """Let the sessions of the draft keep their hours on the new clock, as one step that can be undone."""
    text = f"Kept the hours of all sessions: the time zone is {workshop.timezone} now."
    with recorded(workshop=workshop, actor=by, text=text):
        sessions = list(Session.objects.filter(workshop=workshop))
        for session in sessions:
            session.start = same_hour(session.start, before, workshop.tz)
            session.end = same_hour(session.end, before, workshop.tz)
            session.version += 1
            session.save(update_fields=["start", "end", "version"])
    if not sessions:
        return ""
    kept = "The sessions keep their hours in the new time zone."
    if last_release(workshop):
        return (
            f"{kept} Visitors still have the moments of the version that is out: release the programme again."
        )
    return kept
