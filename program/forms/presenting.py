"""When the presenter of a paper can be there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django import forms

from conference.deadlines import to_utc
from conference.forms.workshops import TimeZoneField
from conference.models import Workshop
from program.models import PresenterWish
from program.services.presenting import WishInput

from .sessions import DATE_INPUT, time_input
from .versioned import VersionedForm

ROWS = range(1, 4)


class WishForm(VersionedForm):
    """A wish for a part of the day, and up to three absences on the clock of the workshop's place."""

    time_zone = TimeZoneField(
        label="Time zone of the presenter",
        required=False,
        help_text="For those who present online: no talk in the middle of the night.",
    )
    daytime = forms.ChoiceField(
        label="Part of the day", choices=PresenterWish.Daytime.choices, required=False
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        for row in ROWS:
            self.fields[f"day{row}"] = forms.DateField(label="Day", required=False, widget=DATE_INPUT)
            self.fields[f"from{row}"] = forms.TimeField(label="From", required=False, widget=time_input())
            self.fields[f"to{row}"] = forms.TimeField(label="To", required=False, widget=time_input())

    @staticmethod
    def initial_of(wish: PresenterWish | None, workshop: Workshop, zone: str) -> dict[str, Any]:
        """Return what is known as the form shows it."""
        if wish is None:
            return {"time_zone": zone, "version": 0}
        initial: dict[str, Any] = {
            "time_zone": wish.time_zone or zone, "daytime": wish.daytime, "version": wish.version,
        }  # fmt: skip
        for row, pair in zip(ROWS, wish.absences, strict=False):
            start, end = (datetime.fromisoformat(moment).astimezone(workshop.tz) for moment in pair)
            initial |= {f"day{row}": start.date(), f"from{row}": start.time(), f"to{row}": end.time()}
        return initial

    def rows(self) -> Iterator[list[forms.BoundField]]:
        """Yield the three fields of each absence."""
        for row in ROWS:
            yield [self[f"{name}{row}"] for name in ("day", "from", "to")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in ROWS:
            given = [data.get(f"{name}{row}") for name in ("day", "from", "to")]
            if any(given) and not all(value is not None for value in given):
                self.add_error(f"day{row}", "Give the day and both times, or leave all three empty.")
            elif given[1] is not None and given[2] is not None and given[2] <= given[1]:
                self.add_error(f"to{row}", "The end is before the start.")
        return data

    def given(self) -> WishInput:
        data = self.cleaned_data
        absences = [
            (
                self._moment(data[f"day{row}"], data[f"from{row}"]),
                self._moment(data[f"day{row}"], data[f"to{row}"]),
            )
            for row in ROWS
            if data.get(f"day{row}")
        ]
        return WishInput(data["time_zone"], data["daytime"], absences)

    def _moment(self, day: date, clock: time) -> datetime:
        return to_utc(datetime.combine(day, clock), self.workshop.tz)
