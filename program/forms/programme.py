"""What visitors look for in the programme."""

from __future__ import annotations

from typing import Any

from django import forms

from program.projections import AgendaDay


class ProgrammeFilter(forms.Form):
    """A kind of session, a room, a day: each asked only where there is a choice. Anything else is ignored."""

    day = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    room = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, days: list[AgendaDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = [session for day in days for session in day.sessions]
        kinds = {session.kind: session.kind_label for session in sessions if not session.is_pause}
        rooms = {session.room: session.room for session in sessions if session.room}
        self._offer("day", {day.day.isoformat(): f"{day.day:%a %-d %B}" for day in days})
        self._offer("kind", kinds)
        self._offer("room", dict(sorted(rooms.items())))
        self.is_valid()

    def _offer(self, name: str, choices: dict[str, str]) -> None:
        if len(choices) < 2:  # noqa: PLR2004 - one is no choice
            del self.fields[name]
        else:
            self.fields[name] = forms.ChoiceField(
                label=name.capitalize(), required=False, choices=[("", "All"), *choices.items()]
            )

    def passing(self, days: list[AgendaDay]) -> list[AgendaDay]:
        """Return the days with the sessions that are looked for; a day without one is left out."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        found = [
            AgendaDay(
                day.day,
                tuple(
                    session
                    for session in day.sessions
                    if chosen.get("day", day.day.isoformat()) == day.day.isoformat()
                    and chosen.get("kind", session.kind) == session.kind
                    and chosen.get("room", session.room) == session.room
                ),
            )
            for day in days
        ]
        return [day for day in found if day.sessions]
