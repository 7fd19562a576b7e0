"""Speakers as organizers and the speakers themselves see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from conference.errors import NotFound
from conference.models import Workshop
from program.models import Session, SessionSpeaker, Speaker


@dataclass(frozen=True)
class SpeakerRow:
    """A speaker in the organizers' list; ``missing`` names what visitors would look for in vain."""

    slug: str
    name: str
    affiliation: str
    email: str
    status: str
    status_label: str
    sessions: tuple[str, ...]
    missing: tuple[str, ...]
    link: str
    version: int


def own_link(speaker: Speaker) -> str:
    """Return the private address of a speaker's own page: whoever has it can fill the page in."""
    return f"{settings.BASE_URL}{reverse('program:speaker_form', args=[speaker.token])}"


def speaker_rows(workshop: Workshop) -> list[SpeakerRow]:
    """Return all speakers of a workshop in two queries."""
    speakers = Speaker.objects.filter(workshop=workshop).prefetch_related("sessions__session")
    return [_row(speaker) for speaker in speakers]


def speaker_of(workshop: Workshop, slug: str) -> Speaker:
    """Return a speaker of this workshop, whatever his state, or raise NotFound."""
    found = Speaker.objects.select_related("workshop").filter(workshop=workshop, slug=slug).first()
    if found is None:
        raise NotFound
    return found


def speaker_by_token(token: str) -> Speaker:
    """Return the speaker whose private link this is, or raise NotFound."""
    found = Speaker.objects.select_related("workshop").filter(token=token).first()
    if found is None:
        raise NotFound
    return found


def own_sessions(speaker: Speaker) -> list[Session]:
    """Return the sessions in which a person speaks himself, so that title and abstract are his."""
    return list(
        Session.objects.filter(
            speakers__speaker=speaker, speakers__part=SessionSpeaker.Part.SPEAKER
        ).order_by("start")
    )


def panels_of(speaker: Speaker) -> list[Session]:
    """Return the sessions in which a person sits on a panel or leads it."""
    parts = SessionSpeaker.objects.filter(speaker=speaker).exclude(part=SessionSpeaker.Part.SPEAKER)
    return list(Session.objects.filter(speakers__in=parts).order_by("start"))


def told_by(speaker: Speaker) -> list[tuple[str, str]]:
    """Return what a speaker told the organizers on the own page, with its labels; what was not said is left out."""
    days = [
        (label, f"{day:%-d %B %Y}")
        for label, day in (("Arrives", speaker.arrives), ("Leaves", speaker.leaves))
        if day
    ]
    said = [
        ("Talk", speaker.talk_title),
        ("Abstract", speaker.talk_abstract),
        ("Comes", speaker.get_attendance_display() if speaker.attendance else ""),
        ("Time zone", speaker.time_zone),
        ("Slides", speaker.slides_url),
        ("Slides on the site", "Yes" if speaker.slides_public else ""),
        ("May be recorded", speaker.get_recording_display() if speaker.recording else ""),
    ]
    return [(label, value) for label, value in said if value] + days


def _row(speaker: Speaker) -> SpeakerRow:
    parts = list(speaker.sessions.all())
    missing = [name for name in ("bio", "photo") if not getattr(speaker, name)]
    if any(part.part == SessionSpeaker.Part.SPEAKER and not part.session.abstract for part in parts):
        missing.append("abstract")
    if not parts:
        missing.append("a session")
    return SpeakerRow(
        slug=speaker.slug,
        name=speaker.name,
        affiliation=speaker.affiliation,
        email=speaker.email,
        status=speaker.status,
        status_label=speaker.get_status_display(),
        sessions=tuple(part.session.title for part in parts),
        missing=tuple(missing),
        link=own_link(speaker),
        version=speaker.version,
    )
