"""Inviting speakers, and what they say of themselves on their own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anyascii import anyascii
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify

from conference import audit
from conference.concurrency import save_version
from conference.errors import Invalid
from conference.mailing import queue_mail
from conference.models import User, Workshop
from program.models import Session, Speaker
from program.selectors.sharing import when_and_where
from program.selectors.speaker_list import own_link

LONGEST_SLUG = 70
OWN_FIELDS = (
    "affiliation", "url", "bio", "slides_url", "slides_public", "time_zone", "attendance", "arrives", "leaves", "recording",
)  # fmt: skip


@dataclass(frozen=True)
class SpeakerInput:
    """What a chair says of a speaker."""

    name: str
    email: str
    affiliation: str
    url: str
    bio: str
    status: str
    position: int = 0


@dataclass(frozen=True)
class OwnPage:
    """What a speaker says of himself; ``photo`` is a JPEG and ``slides`` a PDF, None to leave them as they are.

    ``talk_title`` and ``talk_abstract`` are None where a session of his own holds them already.
    """

    affiliation: str
    url: str
    bio: str
    photo: bytes | None = None
    without_photo: bool = False
    slides: bytes | None = None
    without_slides: bool = False
    slides_url: str = ""
    slides_public: bool = False
    time_zone: str = ""
    attendance: str = ""
    arrives: date | None = None
    leaves: date | None = None
    recording: str = ""
    talk_title: str | None = None
    talk_abstract: str | None = None


@dataclass(frozen=True)
class OwnTalk:
    """A talk as its speaker words it; ``expected`` is the version of the session that he saw."""

    session: Session
    title: str
    abstract: str
    expected: int


@transaction.atomic
def speaker_create(
    *, workshop: Workshop, actor: User, given: SpeakerInput, photo: bytes | None = None
) -> Speaker:
    speaker = Speaker(workshop=workshop, slug=free_slug(workshop, given.name))
    _take(speaker, given)
    speaker.save()
    _set_photo(speaker, photo)
    _record(speaker, actor, "speaker_created", f"Added {speaker.name} to the speakers.")
    return speaker


@transaction.atomic
def speaker_change(
    *, speaker: Speaker, actor: User, given: SpeakerInput, expected: int, photo: bytes | None = None
) -> Speaker:
    """Change what is known of a speaker; Stale when somebody else, or the speaker, did so meanwhile."""
    before = {"status": speaker.status, "name": speaker.name}
    _take(speaker, given)
    save_version(
        speaker,
        expected=expected,
        fields=["name", "email", "affiliation", "url", "bio", "status", "position"],
    )
    _set_photo(speaker, photo)
    _record(speaker, actor, "speaker_changed", f"Changed the entry of {speaker.name}.", before=before)
    return speaker


@transaction.atomic
def speaker_delete(*, speaker: Speaker, actor: User) -> None:
    """Remove a speaker from the list and from every session."""
    _record(speaker, actor, "speaker_deleted", f"Removed {speaker.name} from the speakers.")
    speaker.delete()


@transaction.atomic
def speaker_invite(*, speaker: Speaker, actor: User, expected: int) -> None:
    """Mail a speaker the link to his own page, with the question whether he comes."""
    if not speaker.email:
        raise Invalid(
            f"There is no e-mail address of {speaker.name} yet. Add one, or send the private link yourself."
        )
    if speaker.status == Speaker.Status.TO_INVITE:
        speaker.status = Speaker.Status.INVITED
    save_version(speaker, expected=expected, fields=["status"])
    queue_mail(
        key="speaker_invitation",
        email=speaker.email,
        name=speaker.name,
        workshop=speaker.workshop,
        values={"link": own_link(speaker), "when_and_where": when_and_where(speaker.workshop)},
        part="speaker",
        about=f"speaker:{speaker.pk}",
        dedupe_key=f"speaker_invitation:{speaker.pk}:{speaker.version}",
    )
    _record(speaker, actor, "speaker_invited", f"Invited {speaker.name} by mail.")


@transaction.atomic
def speaker_answer(*, speaker: Speaker, comes: bool) -> None:
    """Keep a speaker's answer; it can be changed later by the same link."""
    before = speaker.status
    speaker.status = Speaker.Status.CONFIRMED if comes else Speaker.Status.DECLINED
    if speaker.status == before:
        return
    save_version(speaker, expected=speaker.version, fields=["status"])
    audit.record(
        workshop=speaker.workshop,
        actor=None,
        part="speaker",
        action="speaker_answered",
        about=f"speaker:{speaker.pk}",
        text=f"{speaker.name} {'confirmed' if comes else 'declined'}.",
        before={"status": before},
        after={"status": speaker.status},
    )


@transaction.atomic
def own_page_save(*, speaker: Speaker, given: OwnPage, talks: Sequence[OwnTalk], expected: int) -> None:
    """Keep what a speaker wrote: all of it, or nothing when the organizers changed the same thing meanwhile."""
    for name in OWN_FIELDS:
        setattr(speaker, name, getattr(given, name))
    if given.talk_title is not None:
        speaker.talk_title, speaker.talk_abstract = given.talk_title, given.talk_abstract or ""
    save_version(speaker, expected=expected, fields=[*OWN_FIELDS, "talk_title", "talk_abstract"])
    if given.without_photo and speaker.photo:
        speaker.photo = ""
        speaker.save(update_fields=["photo"])
    _set_photo(speaker, given.photo)
    _set_slides(speaker, given)
    for talk in talks:
        if (talk.session.title, talk.session.abstract) == (talk.title, talk.abstract):
            continue
        talk.session.title, talk.session.abstract = talk.title, talk.abstract
        save_version(talk.session, expected=talk.expected, fields=["title", "abstract"])
    audit.record(
        workshop=speaker.workshop,
        actor=None,
        part="speaker",
        action="speaker_page_saved",
        about=f"speaker:{speaker.pk}",
        text=f"{speaker.name} filled in the own page.",
    )


def _take(speaker: Speaker, given: SpeakerInput) -> None:
    for name in ("name", "email", "affiliation", "url", "bio", "status", "position"):
        setattr(speaker, name, getattr(given, name))


def _set_photo(speaker: Speaker, photo: bytes | None) -> None:
    if photo is not None:
        speaker.photo.save("photo.jpg", ContentFile(photo), save=False)
        speaker.save(update_fields=["photo"])


def _set_slides(speaker: Speaker, given: OwnPage) -> None:
    if given.slides is not None:
        speaker.slides.save("slides.pdf", ContentFile(given.slides), save=False)
    elif given.without_slides:
        speaker.slides = ""
    else:
        return
    speaker.save(update_fields=["slides"])


def free_slug(workshop: Workshop, name: str) -> str:
    """Return an address for a speaker made of the name, with a number where it is taken."""
    base = slugify(anyascii(name))[:LONGEST_SLUG] or "speaker"
    taken = set(
        Speaker.objects.filter(workshop=workshop, slug__startswith=base).values_list("slug", flat=True)
    )
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


def _record(
    speaker: Speaker, actor: User, action: str, text: str, before: dict[str, str] | None = None
) -> None:
    audit.record(
        workshop=speaker.workshop,
        actor=actor,
        part="chair",
        action=action,
        about=f"speaker:{speaker.pk}",
        text=text,
        before=before,
        after={"status": speaker.status, "name": speaker.name},
    )
