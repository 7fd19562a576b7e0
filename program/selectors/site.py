"""What the front page, the call and the people page show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from conference.dates import format_moment, zone_of
from conference.deadlines import is_past
from conference.models import (
    CommitteeMember,
    Contact,
    DateChange,
    ImportantDate,
    Sponsor,
    Topic,
    Track,
    Workshop,
)
from conference.models.tracks import Presentation
from conference.models.workshops import DateKey
from program import citation
from program.models.figures import PublicFigures
from program.projections import CallState, DateRow, Edition, TopicRow
from reviews.models import ACCEPTED, Decision
from reviews.selectors.sub_reviews import thanked
from submissions.models import Submission, SubmissionState
from submissions.selectors.season import Season, season_of, tracks_to_begin


@dataclass(frozen=True)
class TrackRow:
    """A track as the call describes it."""

    name: str
    description: str
    page_limit: int
    excluded: str
    presentations: str
    opt_ins: tuple[tuple[str, str], ...]
    previously_published_allowed: bool
    is_open: bool
    deadline: str


@dataclass(frozen=True)
class People:
    organizers: tuple[CommitteeMember, ...]
    committee: tuple[CommitteeMember, ...]
    contacts: tuple[Contact, ...]
    thanked: tuple[str, ...] = ()


def date_rows(workshop: Workshop, now: datetime) -> list[DateRow]:
    """Return the important dates in words, with what they were before; the first one ahead is marked as next."""
    dates = workshop.dates.prefetch_related(Prefetch("changes", DateChange.objects.order_by("changed_at")))
    rows, next_found = [], False
    for date in dates:
        ends = date.until or date.at
        state = "past" if is_past(ends, now) else ""
        if not state and date.at is not None and not next_found:
            state, next_found = "next", True
        rows.append(_date_row(date, workshop, state))
    return rows


def call_state(workshop: Workshop, dates: list[DateRow], now: datetime) -> CallState:
    """Say whether papers can be sent in: a track takes new ones and the announced deadline is not over.

    A track with a later deadline of its own keeps the call open until then.
    """
    row = next((row for row in dates if row.key == DateKey.SUBMISSION), None)
    season = season_of(workshop, now)
    if row is None or is_past(season.at, now) or not tracks_to_begin(season):
        return CallState(is_open=False)
    if season.at != row.at and season.at is not None:
        row = replace(row, at=season.at, text=season.until, iso=season.iso)
    return CallState(is_open=True, left=season.remaining, until=row)


def track_rows(workshop: Workshop) -> list[TrackRow]:
    season = season_of(workshop)
    return [_track_row(track, season) for track in workshop.tracks.prefetch_related("opt_ins")]


def topic_rows(workshop: Workshop) -> list[TopicRow]:
    """Return the topics with their sub-topics, in one query."""
    topics = list(Topic.objects.filter(workshop=workshop))
    return [
        TopicRow(topic.name, tuple(child.name for child in topics if child.parent_id == topic.pk))
        for topic in topics
        if topic.parent_id is None
    ]


def sponsors(workshop: Workshop) -> list[Sponsor]:
    return list(workshop.sponsors.all())


def contacts(workshop: Workshop) -> list[Contact]:
    return list(workshop.contacts.all())


def people(workshop: Workshop) -> People:
    """Return everybody the site names, each group in its own order."""
    members = list(workshop.committee.all())
    return People(
        organizers=tuple(member for member in members if member.group == CommitteeMember.Group.ORGANIZER),
        committee=tuple(
            member for member in members if member.group == CommitteeMember.Group.PROGRAM_COMMITTEE
        ),
        contacts=tuple(contacts(workshop)),
        thanked=tuple(kept_names(workshop) if workshop.archived_at else thanked(workshop)),
    )


def kept_names(workshop: Workshop) -> list[str]:
    """Return those who are thanked for an archived edition, whose reviews may be deleted."""
    kept = PublicFigures.objects.filter(workshop=workshop).values_list("kept__thanked", flat=True).first()
    return list(kept) if kept else thanked(workshop)


def workshop_day(dates: list[DateRow]) -> DateRow | None:
    return next((row for row in dates if row.key == DateKey.WORKSHOP), None)


def other_editions(workshop: Workshop) -> list[Edition]:
    """Return the other public editions of the series with their figures, newest first."""
    if workshop.series_id is None:
        return []
    day = ImportantDate.objects.filter(workshop=OuterRef("pk"), key=DateKey.WORKSHOP).values("at")[:1]
    accepted = Decision.objects.filter(
        submission__workshop=OuterRef("pk"), outcome__in=ACCEPTED, released_at__isnull=False
    )
    sent = Submission.objects.filter(workshop=OuterRef("pk")).exclude(state=SubmissionState.DRAFT)
    found = (
        Workshop.objects.filter(series_id=workshop.series_id, is_public=True)
        .exclude(pk=workshop.pk)
        .annotate(
            day=Subquery(day),
            accepted=_count(accepted, "submission__workshop"),
            sent=_count(sent, "workshop"),
        )
    )
    return sorted(
        (_edition(other) for other in found), key=lambda item: (item.year or 0, item.slug), reverse=True
    )


def _count(rows: QuerySet[Decision] | QuerySet[Submission], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _edition(other: Workshop) -> Edition:
    """Show figures only of what that edition has published itself, or was told of an edition run elsewhere."""
    published = other.papers_published_at is not None
    day, sent, accepted = (getattr(other, name) for name in ("day", "sent", "accepted"))
    return Edition(
        slug=other.slug,
        acronym=other.acronym,
        host_conference=other.host_conference,
        venue=other.venue,
        year=day.astimezone(other.tz).year if day else citation.year_in(other.acronym),
        submissions=other.submission_count or (sent if published and sent > accepted else None),
        accepted=other.accepted_count or (accepted if published and accepted else None),
        attendees=other.attendees,
    )


def _date_row(date: ImportantDate, workshop: Workshop, state: str) -> DateRow:
    zone = zone_of(workshop, date.zone)
    is_moment = date.at is not None and not date.whole_day and date.until is None
    return DateRow(
        key=date.key,
        label=date.label,
        text=format_moment(date.at, workshop, zone=date.zone, whole_day=date.whole_day, until=date.until),
        iso=date.at.astimezone(zone).isoformat(timespec="minutes") if date.at and is_moment else "",
        old=tuple(
            format_moment(change.previous_at, workshop, zone=date.zone, whole_day=change.previous_whole_day)
            for change in date.changes.all()
        ),
        note=date.note,
        state=state,
        at=date.until or date.at,
    )


def _track_row(track: Track, season: Season) -> TrackRow:
    kinds = dict(Presentation.choices)
    return TrackRow(
        name=track.name,
        description=track.description,
        page_limit=track.page_limit,
        excluded=track.uncounted,
        presentations=", ".join(kinds.get(kind, kind) for kind in track.presentations),
        opt_ins=tuple((opt_in.label, opt_in.note) for opt_in in track.opt_ins.all()),
        previously_published_allowed=track.previously_published_allowed,
        is_open=track.is_open,
        deadline=season.at_track(track).until if track.deadline_at else "",
    )
