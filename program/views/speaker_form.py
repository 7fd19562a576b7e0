"""A speaker's own page: opened by a private link, no account needed."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from conference.doors import require_living
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import Request
from program.changes import place_words
from program.forms import OwnPageForm, OwnTalkForm
from program.ical import own_calendar
from program.models import Session, Speaker
from program.selectors.releases import own_places
from program.selectors.speaker_list import own_sessions, panels_of, speaker_by_token
from program.services import speakers as services
from program.views.site import picture, slides_of

OK = 200
Talks = list[tuple[Session, OwnTalkForm]]


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def speaker_form(request: Request, token: str) -> HttpResponse:
    """Confirm or decline, and say who you are and what you will talk about."""
    speaker = speaker_by_token(token)
    request.workshop = speaker.workshop
    if request.method != "POST":
        talks = _talk_forms(speaker)
        return _page(request, speaker, _own_form(speaker, talks), talks)
    require_living(speaker.workshop)
    answer = request.POST.get("answer")
    if answer in {"confirm", "decline"}:
        return _answer(request, speaker, comes=answer == "confirm")
    talks = _talk_forms(speaker, request)
    form = OwnPageForm(request.POST, request.FILES, **_there(speaker, talks))
    if not all([form.is_valid(), *(talk.is_valid() for _session, talk in talks)]):
        return _page(request, speaker, form, talks, status=Invalid.status)
    try:
        services.own_page_save(
            speaker=speaker, given=form.given(), talks=_given(talks), expected=form.seen_version
        )
    except Stale as error:
        return _stale(request, speaker, form, talks, error)
    messages.success(request, "Saved. Thank you; you can come back by the same link and change it.")
    return redirect("program:speaker_form", token)


@never_cache
@require_safe
def speaker_form_photo(request: Request, token: str) -> FileResponse:
    """The photo as the speaker gave it."""
    photo = speaker_by_token(token).photo
    if not photo:
        raise NotFound
    response = picture(photo.storage, str(photo.name))
    response.headers["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_safe
def speaker_form_slides(request: Request, token: str) -> FileResponse:
    """The slides as the speaker gave them."""
    return slides_of(speaker_by_token(token))


@never_cache
@sensitive_variables("token")
@require_safe
def speaker_calendar(request: Request, token: str) -> HttpResponse:
    """Where and when the speaker is wanted, as a calendar in the own zone."""
    speaker = speaker_by_token(token)
    last, places = own_places(speaker)
    if last is None or not places:
        raise NotFound
    body = own_calendar(
        speaker.workshop,
        places,
        base_url=settings.BASE_URL,
        now=timezone.now(),
        zone=speaker.time_zone or speaker.workshop.timezone,
        sequence=last.pk,
        about=f"speaker-{speaker.pk}",
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{speaker.workshop.slug}.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: Request, speaker: Speaker, *, comes: bool) -> HttpResponse:
    services.speaker_answer(speaker=speaker, comes=comes)
    messages.success(
        request,
        "Thank you for coming. Please fill in the page below."
        if comes
        else "Thank you for telling us. Should it change, this link still works.",
    )
    return redirect("program:speaker_form", speaker.token)


def _own_form(speaker: Speaker, talks: Talks) -> OwnPageForm:
    names = (*services.OWN_FIELDS, "talk_title", "talk_abstract", "version")
    initial = {name: getattr(speaker, name) for name in names}
    return OwnPageForm(initial=initial, **_there(speaker, talks))


def _there(speaker: Speaker, talks: Talks) -> dict[str, bool]:
    return {
        "has_photo": bool(speaker.photo),
        "has_slides": bool(speaker.slides),
        "has_session": bool(talks),
    }


def _talk_forms(speaker: Speaker, request: Request | None = None) -> Talks:
    return [
        (
            session,
            OwnTalkForm(
                request.POST if request else None,
                prefix=f"talk{session.pk}",
                initial={name: getattr(session, name) for name in ("title", "abstract", "version")},
            ),
        )
        for session in own_sessions(speaker)
    ]


def _given(talks: Talks) -> list[services.OwnTalk]:
    return [
        services.OwnTalk(
            session, form.cleaned_data["title"], form.cleaned_data["abstract"], form.seen_version
        )
        for session, form in talks
    ]


def _places_in_words(speaker: Speaker) -> list[tuple[str, str]]:
    """Return the released times of a speaker in the own zone, each with what it is."""
    zone = speaker.time_zone or speaker.workshop.timezone
    return [
        (place.title, place_words(place, zoneinfo.ZoneInfo(zone), zone)) for place in own_places(speaker)[1]
    ]


def _stale(request: Request, speaker: Speaker, form: OwnPageForm, talks: Talks, error: Stale) -> HttpResponse:
    """Show again what was typed, under the versions of now, with what is saved beside it."""
    speaker.refresh_from_db()
    fresh = {session.pk: session for session in own_sessions(speaker)}
    form.renew(speaker.version)
    shown = []
    for session, talk in talks:
        if session.pk in fresh:
            talk.renew(fresh[session.pk].version)
            shown.append((fresh[session.pk], talk))
    return _page(request, speaker, form, shown, error=error)


def _page(
    request: Request,
    speaker: Speaker,
    form: OwnPageForm,
    talks: Talks,
    *,
    error: PlenaryError | None = None,
    status: int = OK,
) -> HttpResponse:
    context = {
        "speaker": speaker,
        "workshop": speaker.workshop,
        "form": form,
        "talks": talks,
        "panels": panels_of(speaker),
        "places": _places_in_words(speaker),
        "error": error,
        "is_new": speaker.status in {Speaker.Status.TO_INVITE, Speaker.Status.INVITED},
    }
    response = render(request, "program/speaker_form.html", context, status=error.status if error else status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
