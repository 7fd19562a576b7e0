"""Where organizers invite speakers and keep their entries."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.doors import for_editors
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from program.forms import SpeakerForm
from program.models import Speaker
from program.selectors.speaker_list import own_link, speaker_of, speaker_rows, told_by
from program.services import speakers as services
from program.views.site import picture, slides_of

OK = 200


@for_editors
@require_safe
def chair_speakers(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """All speakers with where they stand."""
    return render(request, "program/chair/speakers.html", {"speakers": speaker_rows(workshop)})


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_speaker_new(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Add a speaker."""
    initial = {"status": Speaker.Status.TO_INVITE, "position": workshop.speakers.count() + 1}
    form = SpeakerForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        speaker = services.speaker_create(
            workshop=workshop, actor=request.user, given=form.given(), photo=form.jpeg
        )
        messages.success(request, f"{speaker.name} is on the list.")
        return redirect("program:chair_speaker", workshop.slug, speaker.slug)
    status = Invalid.status if request.method == "POST" else OK
    return render(request, "program/chair/speaker.html", {"form": form}, status=status)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_speaker(request: SignedInRequest, workshop: Workshop, speaker: str) -> HttpResponse:
    """Change a speaker's entry."""
    found = speaker_of(workshop, speaker)
    if request.method != "POST":
        return _speaker(request, found, SpeakerForm(initial=SpeakerForm.initial_of(found)))
    form = SpeakerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _speaker(request, found, form, status=Invalid.status)
    try:
        services.speaker_change(
            speaker=found,
            actor=request.user,
            given=form.given(),
            photo=form.jpeg,
            expected=form.seen_version,
        )
    except Stale as error:
        found.refresh_from_db()
        return _speaker(request, found, form, error=error)
    messages.success(request, "Saved.")
    return redirect("program:chair_speaker", workshop.slug, found.slug)


@for_editors
@require_POST
def chair_speaker_invite(request: SignedInRequest, workshop: Workshop, speaker: str) -> HttpResponse:
    """Mail the invitation."""
    found = speaker_of(workshop, speaker)
    version = request.POST.get("version", "")
    try:
        services.speaker_invite(
            speaker=found, actor=request.user, expected=int(version) if version.isdecimal() else 0
        )
    except (Invalid, Stale) as error:
        found.refresh_from_db()
        return _speaker(request, found, SpeakerForm(initial=SpeakerForm.initial_of(found)), error=error)
    messages.success(request, f"The invitation to {found.name} is on its way.")
    return redirect("program:chair_speakers", workshop.slug)


@for_editors
@require_POST
def chair_speaker_delete(request: SignedInRequest, workshop: Workshop, speaker: str) -> HttpResponse:
    """Remove a speaker."""
    found = speaker_of(workshop, speaker)
    services.speaker_delete(speaker=found, actor=request.user)
    messages.success(request, f"{found.name} is off the list.")
    return redirect("program:chair_speakers", workshop.slug)


@for_editors
@require_safe
def chair_speaker_photo(request: SignedInRequest, workshop: Workshop, speaker: str) -> FileResponse:
    """The photo of a speaker who may not be confirmed yet."""
    photo = speaker_of(workshop, speaker).photo
    if not photo:
        raise NotFound
    response = picture(photo.storage, str(photo.name))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@for_editors
@require_safe
def chair_speaker_slides(request: SignedInRequest, workshop: Workshop, speaker: str) -> FileResponse:
    """The slides of a speaker, for the machine in the room."""
    return slides_of(speaker_of(workshop, speaker))


def _speaker(
    request: SignedInRequest,
    speaker: Speaker,
    form: SpeakerForm,
    *,
    error: PlenaryError | None = None,
    status: int = OK,
) -> HttpResponse:
    saved = None
    if isinstance(error, Stale) and form.is_bound:
        saved = SpeakerForm.initial_of(speaker)
        form.renew(speaker.version)
    context = {
        "speaker": speaker,
        "form": form,
        "link": own_link(speaker),
        "told": told_by(speaker),
        "error": error,
        "saved": saved,
    }
    return render(request, "program/chair/speaker.html", context, status=error.status if error else status)
