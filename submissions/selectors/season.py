"""Whether a workshop takes submissions now, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from conference.dates import format_moment, zone_of
from conference.deadlines import is_past, remaining
from conference.models import Contact, ImportantDate, Track, Workshop
from conference.models.workshops import DateKey


@dataclass(frozen=True)
class Season:
    """The call of one workshop at one moment."""

    workshop: Workshop
    deadline: ImportantDate | None
    now: datetime
    contact: Contact | None

    @property
    def at(self) -> datetime | None:
        return self.deadline.at if self.deadline else None

    @property
    def is_over(self) -> bool:
        return is_past(self.at, self.now)

    @property
    def until(self) -> str:
        """The deadline in words, in the zone it is meant in; empty while it is to be determined."""
        if self.deadline is None or self.deadline.at is None:
            return ""
        return format_moment(
            self.deadline.at, self.workshop, zone=self.deadline.zone, whole_day=self.deadline.whole_day
        )

    @property
    def iso(self) -> str:
        """The deadline for machines, with the offset of the zone it is meant in."""
        if self.deadline is None or self.deadline.at is None:
            return ""
        return self.deadline.at.astimezone(zone_of(self.workshop, self.deadline.zone)).isoformat()

    @property
    def remaining(self) -> str:
        return remaining(self.at, self.now) if self.at else ""

    @property
    def whom_to_ask(self) -> str:
        if self.contact is None:
            return "the organizers"
        return self.contact.email or self.contact.label

    def why_closed(self, track: Track | None = None) -> str:
        """Say why nothing can be changed now, or return an empty text while it can."""
        if self.is_over:
            return f"Submissions to {self.workshop.acronym} closed on {self.until}. Questions: {self.whom_to_ask}."
        if track is not None and not track.is_open:
            return f"The track “{track.name}” takes no submissions now. Questions: {self.whom_to_ask}."
        return ""


def season_of(workshop: Workshop, now: datetime | None = None) -> Season:
    """Return the season of a workshop, in two queries."""
    deadline = ImportantDate.objects.filter(workshop=workshop, key=DateKey.SUBMISSION).first()
    contact = Contact.objects.filter(workshop=workshop).first()
    return Season(workshop, deadline, now or timezone.now(), contact)


def open_tracks(workshop: Workshop) -> list[Track]:
    """Return the tracks that take submissions, in order."""
    return list(Track.objects.filter(workshop=workshop, is_open=True))
