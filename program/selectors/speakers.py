"""Confirmed speakers as the public sees them."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from conference.errors import NotFound
from conference.models import Workshop
from program.models import Speaker
from program.projections import AgendaSession, PublicSpeaker
from program.selectors.agenda import agenda_sessions
from program.visibility import public_speakers, released_schedule


def speaker_list(workshop: Workshop) -> list[PublicSpeaker]:
    """Return the confirmed speakers with their public sessions: those who hold talks first, then panellists."""
    sessions = agenda_sessions(
        [state for state in released_schedule(workshop) if state["people"]],
        {},
        workshop,
    )
    found = [_project(speaker, sessions, workshop) for speaker in public_speakers(workshop)]
    return sorted(found, key=lambda speaker: not speaker.is_keynote and bool(speaker.sessions))


def public_speaker(workshop: Workshop, slug: str) -> PublicSpeaker:
    """Return one confirmed speaker, or raise NotFound."""
    for speaker in speaker_list(workshop):
        if speaker.slug == slug:
            return speaker
    raise NotFound


def photo_of(workshop: Workshop, slug: str) -> Speaker:
    """Return a confirmed speaker who has a photo, or raise NotFound."""
    found = public_speakers(workshop).filter(slug=slug).exclude(photo="").first()
    if found is None:
        raise NotFound
    return found


def public_slides(workshop: Workshop, slug: str) -> Speaker:
    """Return a confirmed speaker whose slides visitors may read here, or raise NotFound."""
    found = public_speakers(workshop).filter(slug=slug, slides_public=True).exclude(slides="").first()
    if found is None:
        raise NotFound
    return found


def slides_link(speaker: Speaker, workshop: Workshop) -> str:
    """Return where visitors read a speaker's slides: here, else where they lie; empty where they may not."""
    if not speaker.slides_public:
        return ""
    if speaker.slides:
        return reverse("program:speaker_slides", args=[workshop.slug, speaker.slug])
    return speaker.slides_url


def photo_url(speaker: Speaker, workshop: Workshop) -> str:
    """Return the address of a speaker's photo, which changes with the photo; empty where there is none."""
    if not speaker.photo:
        return ""
    mark = str(speaker.photo.name).rsplit("/", 1)[-1][:8]
    return f"{reverse('program:speaker_photo', args=[workshop.slug, speaker.slug])}?v={mark}"


def _project(speaker: Speaker, sessions: list[AgendaSession], workshop: Workshop) -> PublicSpeaker:
    own = [
        replace(session, talks=())
        for session in sessions
        if any(person.slug == speaker.slug for person in session.people)
    ]
    return PublicSpeaker(
        slug=speaker.slug,
        name=speaker.name,
        affiliation=speaker.affiliation,
        url=speaker.url,
        bio=speaker.bio,
        photo=photo_url(speaker, workshop),
        slides=slides_link(speaker, workshop),
        sessions=tuple(own),
    )
