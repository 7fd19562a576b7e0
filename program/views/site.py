"""The public site: front page, call, people, and the pictures on them."""

from __future__ import annotations

from django.core.files.storage import Storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.http import Request
from conference.models import Sponsor, Workshop
from program.linked_data import event
from program.models import Speaker
from program.publishing import public_page
from program.selectors import site as selectors
from program.selectors.news import ON_THE_FRONT_PAGE, public_awards, public_news
from program.selectors.sections import public_site, shown_blocks
from program.selectors.sharing import event_facts
from program.selectors.speakers import photo_of, public_slides, speaker_list
from program.visibility import public_papers, sections

PICTURE_KEPT = "public, max-age=86400"
PICTURE_TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif",
}  # fmt: skip


@public_page(countdown=True)
@for_everyone
@require_safe
def site(request: Request, workshop: Workshop) -> HttpResponse:
    """The front page."""
    now = timezone.now()
    dates = selectors.date_rows(workshop, now)
    keynotes = [speaker for speaker in speaker_list(workshop) if speaker.is_keynote or not speaker.sessions]
    context = {
        "sections": sections(workshop),
        "paper_count": public_papers(workshop).count(),
        "dates": dates,
        "day": selectors.workshop_day(dates),
        "call": selectors.call_state(workshop, dates, now),
        "keynotes": keynotes,
        "linked_data": event(event_facts(workshop), speakers=keynotes),
        "sponsors": selectors.sponsors(workshop),
        "contacts": selectors.contacts(workshop),
        "editions": selectors.other_editions(workshop),
        "blocks": shown_blocks(workshop),
        "posts": public_news(workshop)[:ON_THE_FRONT_PAGE],
        "awards": public_awards(workshop),
        "settled": public_site(workshop),
    }
    return render(request, "program/site.html", context)


@public_page(countdown=True)
@for_everyone
@require_safe
def call(request: Request, workshop: Workshop) -> HttpResponse:
    """The call for papers."""
    if not sections(workshop).call:
        raise NotFound
    now = timezone.now()
    dates = selectors.date_rows(workshop, now)
    tracks = selectors.track_rows(workshop)
    context = {
        "dates": dates,
        "tracks": tracks,
        "topics": selectors.topic_rows(workshop),
        "call": selectors.call_state(workshop, dates, now),
        "contacts": selectors.contacts(workshop),
    }
    return render(request, "program/call.html", context)


@public_page()
@for_everyone
@require_safe
def people(request: Request, workshop: Workshop) -> HttpResponse:
    """Organizers, program committee, contacts."""
    if not sections(workshop).people:
        raise NotFound
    return render(request, "program/people.html", {"people": selectors.people(workshop)})


@for_everyone
@require_safe
def speaker_photo(request: Request, workshop: Workshop, speaker: str) -> FileResponse:
    """The photo of a confirmed speaker."""
    photo = photo_of(workshop, speaker).photo
    return picture(photo.storage, str(photo.name))


@for_everyone
@require_safe
def speaker_slides(request: Request, workshop: Workshop, speaker: str) -> FileResponse:
    """The slides of a confirmed speaker who lets visitors read them."""
    response = slides_of(public_slides(workshop, speaker))
    response.headers["Cache-Control"] = "public, no-cache"
    return response


@for_everyone
@require_safe
def sponsor_logo(request: Request, workshop: Workshop, pk: int) -> FileResponse:
    """The logo of a sponsor."""
    found = Sponsor.objects.filter(workshop=workshop, pk=pk).exclude(logo="").first()
    if found is None:
        raise NotFound
    return picture(found.logo.storage, str(found.logo.name))


def slides_of(speaker: Speaker) -> FileResponse:
    """Send the slides of a speaker as a PDF that can run nothing; for nobody's cache where the caller does not say so."""
    if not speaker.slides:
        raise NotFound
    response = FileResponse(
        speaker.slides.open("rb"), content_type="application/pdf", filename=f"{speaker.slug}.pdf"
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def picture(storage: Storage, name: str) -> FileResponse:
    """Send a stored picture; a kind that a browser could run as a page is not sent at all."""
    content_type = PICTURE_TYPES.get(name.rsplit(".", 1)[-1].lower())
    if content_type is None or not storage.exists(name):
        raise NotFound
    response = FileResponse(storage.open(name), content_type=content_type)
    response.headers["Cache-Control"] = PICTURE_KEPT
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
