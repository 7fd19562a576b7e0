"""A whole day laid out at once, from lines that were read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from conference import audit
from conference.deadlines import to_utc
from conference.errors import Invalid
from conference.models import User, Workshop
from program.daytext import Named, Planned, moment
from program.models import Session, SessionSpeaker, Speaker
from program.services.schedule import take_worded_talk
from program.services.speakers import free_slug
from program.services.steps import recorded


def day_lay_out(*, workshop: Workshop, actor: User, day: date, sessions: Sequence[Planned]) -> int:
    """Fill a day that has no session; people who are not known yet are added as speakers to be invited."""
    if not sessions:
        raise Invalid("There is no session to lay out.")
    text = f"Laid out {day:%-d %B %Y} with {len(sessions)} sessions."
    with recorded(workshop=workshop, actor=actor, text=text):
        begins, ends = (to_utc(moment(at, 0), workshop.tz) for at in (day, day + timedelta(days=1)))
        if Session.objects.filter(workshop=workshop, start__gte=begins, start__lt=ends).exists():
            raise Invalid(f"{day:%-d %B %Y} has sessions already. Change them, or choose another day.")
        speakers = {speaker.name.casefold(): speaker for speaker in Speaker.objects.filter(workshop=workshop)}
        for planned in sessions:
            _make(workshop, day, planned, speakers)
        audit.record_of_workshop(workshop, actor, "day_created", text)
    return len(sessions)


def _make(workshop: Workshop, day: date, planned: Planned, speakers: dict[str, Speaker]) -> None:
    session = Session.objects.create(
        workshop=workshop,
        kind=planned.kind,
        title=planned.title,
        room=planned.room[:80],
        minutes_each=planned.minutes_each,
        start=to_utc(moment(day, planned.start), workshop.tz),
        end=to_utc(moment(day, planned.end), workshop.tz),
    )
    there: set[int] = set()
    for position, person in enumerate(planned.people):
        speaker = _speaker(workshop, person, speakers)
        if speaker.pk not in there:
            SessionSpeaker.objects.create(
                session=session, speaker=speaker, part=planned.part, position=position
            )
            there.add(speaker.pk)
    take_worded_talk(session)


def _speaker(workshop: Workshop, person: Named, speakers: dict[str, Speaker]) -> Speaker:
    key = person.name.casefold()
    if key not in speakers:
        speakers[key] = Speaker.objects.create(
            workshop=workshop,
            slug=free_slug(workshop, person.name),
            name=person.name[:200],
            affiliation=person.affiliation[:200],
            position=len(speakers) + 1,
        )
    return speakers[key]
