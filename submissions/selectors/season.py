"""Whether a workshop takes submissions now, in a track, or of one paper, and what to say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, cached_property

from django.utils import timezone

from conference.dates import format_moment, zone_of
from conference.deadlines import CallDates, announced_end, is_frozen, may_begin, may_change, remaining
from conference.models import Contact, ImportantDate, Track, Workshop
from conference.models.workshops import AbstractFreeze, DateKey
from submissions import gates
from submissions.models import Submission


@dataclass(frozen=True)
class Season:
    """The call at one moment: of the workshop as a whole, or as it holds for one track or one paper."""

    workshop: Workshop
    deadline: ImportantDate | None
    now: datetime
    contacts: Callable[[], dict[int, Contact]]
    abstract: ImportantDate | None = None
    track: Track | None = None
    own: datetime | None = None
    paper_is_closed: bool = False

    def at_track(self, track: Track) -> Season:
        """Return the call as it holds for papers of a track."""
        return replace(self, track=track, own=None)

    def at_paper(self, paper: Submission) -> Season:
        """Return the call as it holds for one paper, with a leave of its own if it has one."""
        return replace(self, track=paper.track, own=paper.deadline_at, paper_is_closed=gates.is_closed(paper))

    @cached_property
    def rules(self) -> CallDates:
        return CallDates(
            paper=self.deadline.at if self.deadline else None,
            abstract=self.abstract.at if self.abstract else None,
            track=self.track.deadline_at if self.track else self._latest_track,
            own=self.own,
            grace=timedelta(minutes=self.workshop.grace_minutes),
        )

    @property
    def _latest_track(self) -> datetime | None:
        """The end of the call as a whole: a track that stays open longer keeps it open."""
        if self.deadline is None or self.deadline.at is None or self.deadline.at > self.now:
            return None
        tracks = Track.objects.filter(workshop=self.workshop, is_open=True, deadline_at__gt=self.deadline.at)
        return tracks.order_by("-deadline_at").values_list("deadline_at", flat=True).first()

    @property
    def at(self) -> datetime | None:
        return announced_end(self.rules)

    @property
    def is_over(self) -> bool:
        return not may_change(self.rules, self.now)

    @property
    def takes_new(self) -> bool:
        """Say whether a paper can be begun now."""
        return may_begin(self.rules, self.now)

    @property
    def until(self) -> str:
        """The deadline in words, in the zone it is meant in; empty while it is to be determined."""
        return self._words(self.at, self.deadline)

    @property
    def abstract_until(self) -> str:
        return self._words(self.abstract.at, self.abstract) if self.abstract else ""

    @property
    def abstract_ahead(self) -> bool:
        """Say whether there is an abstract deadline that is not over."""
        return bool(self.abstract and self.abstract.at) and self.takes_new

    def _words(self, at: datetime | None, date: ImportantDate | None) -> str:
        if at is None:
            return ""
        zone = date.zone if date else ImportantDate.Zone.LOCAL
        whole_day = date is not None and date.at == at and date.whole_day
        return format_moment(at, self.workshop, zone=zone, whole_day=whole_day)

    @property
    def iso(self) -> str:
        """The deadline for machines, with the offset of the zone it is meant in."""
        return self.local_at.isoformat() if self.local_at else ""

    @property
    def local_at(self) -> datetime | None:
        """The deadline in the zone that it is meant in."""
        zone = self.deadline.zone if self.deadline else ImportantDate.Zone.LOCAL
        return self.at.astimezone(zone_of(self.workshop, zone)) if self.at else None

    @property
    def remaining(self) -> str:
        """How long is left, in words; empty in the grace, of which nobody is told."""
        return remaining(self.at, self.now) if self.at and self.at > self.now else ""

    @property
    def whom_to_ask(self) -> str:
        contact = self.contacts().get(self.workshop.pk)
        if contact is None:
            return "the organizers"
        return contact.email or contact.label

    @property
    def _has_leave(self) -> bool:
        return self.own is not None and self.own >= self.now

    @property
    def frozen_authors(self) -> bool:
        freezes = self.workshop.abstract_freeze != AbstractFreeze.NOTHING
        return freezes and is_frozen(self.rules, self.now)

    @property
    def frozen_text(self) -> bool:
        """Say whether title and abstract can no longer change."""
        freezes = self.workshop.abstract_freeze == AbstractFreeze.ALL
        return freezes and is_frozen(self.rules, self.now)

    def why_closed(self, track: Track | None = None) -> str:
        """Say why nothing can be changed now, or return an empty text while it can."""
        if self.paper_is_closed:
            return f"The decision on this paper is out: it no longer changes here. Questions: {self.whom_to_ask}."
        if track is not None and track != self.track:
            return self.at_track(track).why_closed()
        if self.is_over:
            own = self.track is not None and self.track.deadline_at is not None
            what = (
                f"The track “{self.track.name}”"
                if own and self.track
                else f"Submissions to {self.workshop.acronym}"
            )
            return f"{what} closed on {self.until}. Questions: {self.whom_to_ask}."
        if self.track is not None and not self.track.is_open and not self._has_leave:
            return f"The track “{self.track.name}” takes no submissions now. Questions: {self.whom_to_ask}."
        return ""

    def why_no_new(self) -> str:
        """Say why no paper can be begun now, or return an empty text while one can."""
        closed = self.why_closed()
        if closed or self.takes_new:
            return closed
        return (
            f"New papers could be begun until the abstract deadline, {self.abstract_until}. Papers begun by then "
            f"can be finished until {self.until or 'the deadline'}. Questions: {self.whom_to_ask}."
        )


def season_of(workshop: Workshop, now: datetime | None = None) -> Season:
    """Return the season of a workshop as a whole, in one query; narrow it with ``at_track`` or ``at_paper``."""
    return seasons_of([workshop], now or timezone.now())[workshop.pk]


def seasons_of(workshops: Iterable[Workshop], now: datetime) -> dict[int, Season]:
    """Return the seasons of many workshops by their ids, in one query; another one when first asked whom to ask."""
    every = list(workshops)
    keys = [DateKey.SUBMISSION, DateKey.ABSTRACT]
    dates = ImportantDate.objects.filter(workshop__in=every, key__in=keys)
    by_key = {(date.workshop_id, date.key): date for date in dates}

    @cache
    def contacts() -> dict[int, Contact]:
        found: dict[int, Contact] = {}
        for contact in Contact.objects.filter(workshop__in=every):
            found.setdefault(contact.workshop_id, contact)
        return found

    return {
        workshop.pk: Season(
            workshop,
            by_key.get((workshop.pk, DateKey.SUBMISSION)),
            now,
            contacts,
            by_key.get((workshop.pk, DateKey.ABSTRACT)),
        )
        for workshop in every
    }


def open_tracks(workshop: Workshop) -> list[Track]:
    """Return the tracks that take submissions, in order."""
    return list(Track.objects.filter(workshop=workshop, is_open=True))


def tracks_to_begin(season: Season) -> list[Track]:
    """Return the tracks in which a paper can be begun now, in order."""
    return [track for track in open_tracks(season.workshop) if season.at_track(track).takes_new]
