"""What a walk finds of the public site: the day, speakers, news, lists, documents."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from conference.models import Job
from program.models import (
    Award,
    DocumentTexts,
    InvitationLetter,
    NewsPost,
    PublicFigures,
    PublicSite,
    Remark,
    ScheduleProposal,
    Session,
    Signup,
    SignupList,
    Speaker,
    Subscription,
)
from tests.access.phases import ACCEPTED, OUT
from tests.cast import Cast
from tests.factories import SessionFactory, SessionSpeakerFactory, SlotFactory, SpeakerFactory


def printed(cast: Cast) -> dict[str, Any]:
    """Documents: a letter that was granted, certificates that are out, badges that a chair had made."""
    letter = InvitationLetter.objects.create(
        workshop=cast.workshop, submission=cast.paper, user=cast.people["author"], state="granted",
        name="Ottoline Karamazova", text="Dear Ottoline Karamazova",
    )  # fmt: skip
    PublicFigures.objects.create(workshop=cast.workshop, shown=["day", "track", "topic", "kind", "country"])
    DocumentTexts.objects.create(workshop=cast.workshop, certificates_released_at=timezone.now())
    made = Job.objects.create(
        workshop=cast.workshop, owner=cast.people["program_chair"], kind="document", state="done",
        title="Badges", arguments={"what": "badges"},
        result={"file": default_storage.save("documents/x.pdf", ContentFile(b"%PDF-1.7"))},
    )  # fmt: skip
    return {"format": "json", "document": "badges", "made": made.pk, "letter": letter.pk}


def programme(cast: Cast, phase: str) -> dict[str, Any]:
    """A public day whose slot holds the paper whatever became of it, and a speaker who is not public."""
    workshop = cast.workshop
    workshop.programme_state = "final"
    workshop.save()
    photo = ContentFile(picture(), name="photo.jpg")
    keynote: Session = SessionFactory(workshop=workshop)
    talks: Session = SessionFactory(
        workshop=workshop, kind="spotlights", title="Short talks",
        start=datetime(2026, 7, 18, 10, tzinfo=UTC), end=datetime(2026, 7, 18, 11, tzinfo=UTC),
    )  # fmt: skip
    slides = ContentFile(b"%PDF-1.7 slides", name="slides.pdf")
    speaker: Speaker = SpeakerFactory(workshop=workshop, photo=photo, slides=slides, slides_public=True)
    hidden: Speaker = SpeakerFactory(workshop=workshop, name="Euphemia Thornapple", status="invited")
    for person in (speaker, hidden):
        SessionSpeakerFactory(session=keynote, speaker=person)
    SlotFactory(session=talks, submission=cast.paper)
    if phase in OUT:
        SlotFactory(session=talks, submission=cast.other_paper, position=1)
    filling = ScheduleProposal.objects.create(
        workshop=workshop,
        state="proposed",
        result={
            "status": "optimal", "sessions": [str(talks.public_id)], "titles": {}, "obstacles": [],
            "places": {str(talks.public_id): [[cast.paper.pk, 0]]},
        },
    )  # fmt: skip
    return _site(cast, phase) | {
        "filling": filling.pk,
        "session": talks.public_id,
        "speaker": speaker.slug,
        "token": speaker.token,
        "hidden_speaker": hidden.slug,
    }


def _site(cast: Cast, phase: str) -> dict[str, Any]:
    """The site's own things: its pictures, its news, a copy, somebody who subscribed."""
    workshop = cast.workshop
    workshop.logo = ContentFile(picture(), name="logo.jpg")
    workshop.save()
    PublicSite.objects.create(
        workshop=workshop, banner=ContentFile(picture(), name="banner.jpg"), takes_questions=True
    )
    remark = Remark.objects.create(session=SessionFactory(workshop=workshop, title="Open talk"), text="Why?")
    post = NewsPost.objects.create(
        workshop=workshop, title="The day is out", body="See it.", published_at=timezone.now()
    )
    copy = Job.objects.create(
        workshop=workshop, kind="site_copy", state="done", title="Copy",
        result={"file": default_storage.save("copies/x.zip", ContentFile(b"PK"))},
    )  # fmt: skip
    export = Job.objects.create(
        owner=cast.people["author"], kind="personal_export", state="done", title="Your data",
        result={"file": default_storage.save("exports/x.zip", ContentFile(b"PK"))},
    )  # fmt: skip
    subscription = Subscription.objects.create(workshop=workshop, email="reader@readers.example")
    won = {"submission": cast.paper} if phase in ACCEPTED else {"person": "Someone Diligent"}
    award = Award.objects.create(workshop=workshop, title="A prize", **won)
    dinner = SignupList.objects.create(workshop=workshop, title="Dinner", is_open=True)
    guest = Signup.objects.create(signup_list=dinner, name="Gil Guest", email="gil@guests.example")
    return {
        "remark": remark.pk,
        "picture": "logo",
        "award": award.pk,
        "signup_list": dinner.pk,
        "signup": guest.token,
        "news": post.pk,
        "copy": copy.pk,
        "export": export.pk,
        "subscription": subscription.token,
    }


def picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(held, "JPEG")
    return held.getvalue()
