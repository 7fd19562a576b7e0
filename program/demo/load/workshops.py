"""An edition's own rows: texts, tracks, topics, dates, the people who are listed, sponsors, contacts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.text import slugify

from conference.models import (
    CommitteeMember,
    Contact,
    DateChange,
    ImportantDate,
    OptIn,
    Series,
    Sponsor,
    Topic,
    Track,
    Workshop,
)
from conference.models.tracks import Presentation
from conference.models.workshops import DateKey, ProgrammeState
from program.demo import content
from program.demo.load.moments import moment_of, weeks_ahead, zone_of

KEYS = {"bids_due": DateKey.BIDS, "reviews_due": DateKey.REVIEWS}
USUAL_LIMIT = 4


def load_workshop(item: content.Workshop, now: datetime) -> Workshop:
    """Make an edition with everything that visitors may read of it before there are papers."""
    shift = weeks_ahead(item, now)
    workshop = Workshop.objects.create(
        series=Series.objects.get_or_create(slug=slugify(item.series), defaults={"name": item.series})[0],
        slug=item.slug,
        acronym=item.acronym,
        title=item.title,
        theme=item.theme,
        description=item.description,
        host_conference=item.host_conference,
        host_url=item.host_schedule_url,
        recordings_url=item.recording_index,
        venue=item.venue,
        timezone=item.timezone,
        about_text=item.about,
        call_text=item.call,
        accent=item.accent,
        notice=_notice(shift),
        style_name=item.format.style if item.format else "",
        style_url=item.format.style_url if item.format else "",
        paper_size=item.format.paper_size if item.format else "any",
        reviews_per_paper=item.min_reviews_per_submission or 3,
        attendees="–".join(str(number) for number in item.expected_attendance),
        programme_state=_programme_state(item),
        is_public=True,
    )
    _load_tracks(item, workshop)
    _load_topics(item, workshop)
    _load_dates(item, workshop, now, shift)
    _load_people(item, workshop)
    return workshop


def load_past_edition(item: content.PreviousEdition, series: Series, title: str) -> Workshop:
    """Make a page for an edition that was held before, of which only figures are known."""
    slug = f"{series.slug}-{item.year}"
    workshop, _ = Workshop.objects.get_or_create(
        slug=slug,
        defaults={
            "series": series,
            "acronym": f"{series.name} {item.year}",
            "title": title,
            "venue": item.place,
            "about_text": _figures(item),
            "submission_count": item.submissions,
            "accepted_count": item.accepted or _sum(item.accepted_posters, item.accepted_orals),
            "attendees": item.attendees,
            "is_public": True,
        },
    )
    return workshop


def _sum(*numbers: int | None) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _figures(item: content.PreviousEdition) -> str:
    lines = [f"This edition was held in {item.place} in {item.year}."]
    for number, words in (
        (item.submissions, "submissions"),
        (item.accepted, "papers accepted"),
        (item.accepted_posters, "posters"),
        (item.accepted_orals, "orals"),
        (item.travel_grants, "travel grants"),
    ):
        if number is not None:
            lines.append(f"- {number} {words}")
    if item.attendees:
        lines.append(f"- {item.attendees} attendees")
    lines += [f"- an award for the {award}" for award in item.awards]
    return lines[0] + "\n\n" + "\n".join(lines[1:])


def _notice(shift: timedelta) -> str:
    if not shift:
        return ""
    return f"Demonstration: all dates are moved by {shift.days // 7} weeks so that the call is open."


def _programme_state(item: content.Workshop) -> str:
    if item.stage == "published":
        return ProgrammeState.FINAL
    return ProgrammeState.PRELIMINARY if item.program else ProgrammeState.DRAFT


def _load_tracks(item: content.Workshop, workshop: Workshop) -> None:
    for position, given in enumerate(item.tracks):
        track = Track.objects.create(
            workshop=workshop,
            key=given.key,
            name=given.name,
            description=" ".join(part for part in (given.audience, given.note) if part),
            page_limit=given.page_limit or USUAL_LIMIT,
            references_count=given.references_count,
            presentations=_presentations(given.presentation),
            previously_published_allowed=bool(given.previously_published_allowed),
            is_open=item.stage != "published",
            position=position,
        )
        OptIn.objects.bulk_create(
            OptIn(track=track, key=opt.key, label=opt.label, note=opt.note, position=place)
            for place, opt in enumerate(_opt_ins(given))
        )


def _presentations(words: tuple[str, ...]) -> list[str]:
    """Return the kinds of presentation; "spotlight for selected papers" is a spotlight."""
    kinds = [word.split()[0] for word in words]
    return [kind for kind in kinds if kind in Presentation.values]


def _opt_ins(track: content.Track) -> list[content.OptIn]:
    if not track.proceedings_opt_in:
        return list(track.opt_ins)
    label, _, note = track.proceedings_opt_in.partition(", ")
    return [content.OptIn(key="proceedings", label=label, note=note), *track.opt_ins]


def _load_topics(item: content.Workshop, workshop: Workshop) -> None:
    position = 0
    for given in item.topics:
        parent = Topic.objects.create(workshop=workshop, name=given.name, position=position)
        position += 1
        for name in given.sub:
            Topic.objects.create(workshop=workshop, name=name, parent=parent, position=position)
            position += 1


def _load_dates(item: content.Workshop, workshop: Workshop, now: datetime, shift: timedelta) -> None:
    for position, given in enumerate(item.dates):
        zone = zone_of(given.tz or ("local" if given.key == "workshop" else ""), item)
        moment = moment_of(given.at, zone, now, shift)
        key = KEYS.get(given.key, given.key)
        date = ImportantDate.objects.create(
            workshop=workshop,
            key=key if key in DateKey.values else DateKey.OTHER,
            label=given.label,
            at=moment.at,
            until=moment.until,
            whole_day=moment.whole_day,
            zone=ImportantDate.Zone.LOCAL if zone == workshop.tz else ImportantDate.Zone.AOE,
            note="" if given.note.startswith(("extended", "to be determined")) else given.note,
            position=position,
        )
        for earlier in given.previously:
            before = moment_of(earlier, zone, now, shift)
            DateChange.objects.create(date=date, previous_at=before.at, previous_whole_day=before.whole_day)


def _load_people(item: content.Workshop, workshop: Workshop) -> None:
    groups = (
        (CommitteeMember.Group.ORGANIZER, item.organizers),
        (CommitteeMember.Group.PROGRAM_COMMITTEE, item.program_committee),
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            workshop=workshop,
            group=group,
            name=member.name,
            affiliation=member.affiliation,
            url=member.url,
            position=position,
        )
        for group, members in groups
        for position, member in enumerate(members)
    )
    Contact.objects.bulk_create(
        Contact(workshop=workshop, label=given.role, email=given.email, position=position)
        for position, given in enumerate(item.contacts)
    )
    Sponsor.objects.bulk_create(
        Sponsor(workshop=workshop, name=given.name, kind=given.kind, position=position)
        for position, given in enumerate(item.sponsors)
    )
