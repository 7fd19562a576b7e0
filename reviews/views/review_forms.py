"""Composing the form of a review: rows of questions, a preview, the versions that reviews were written to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Track, Workshop
from conference.views.versions import seen_version
from reviews.forms.review import ReviewForm
from reviews.forms.review_form import question_rows
from reviews.review_form import Question
from reviews.selectors import review_forms as selectors
from reviews.services import review_forms as services


@require_http_methods(["GET", "POST"])
@for_chairs
def review_form(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Compose the form of all tracks, or with ``track=key`` one track's own; a POST previews, saves or drops it."""
    track = _track(request, workshop)
    own = selectors.own_form(workshop, track)
    form = own or selectors.current_form(workshop, track.pk if track else None)
    questions = selectors.questions_of(form)
    known = selectors.known_questions(workshop, track)
    rows = question_rows(request.POST or None, questions, known)
    error: PlenaryError | None = None
    action = request.POST.get("action", "")
    if action == "drop" and track:
        return _drop(request, workshop, track)
    if action and rows.is_sound() and action != "preview":
        try:
            return _publish(request, workshop, track, rows.found)
        except PlenaryError as caught:
            error = caught
    own = selectors.own_form(workshop, track)
    preview = rows.found if action == "preview" and rows.is_sound() else ()
    context = {
        "rows": rows,
        "track": track,
        "tracks": workshop.tracks.all(),
        "is_own": own is not None,
        "expected": own.number if own else 0,
        "error": error,
        "saved_now": _read_only(selectors.questions_of(own)) if isinstance(error, Stale) and own else None,
        "preview": _read_only(preview) if preview else None,
        "versions": selectors.versions(workshop, track),
    }
    status = error.status if error else Invalid.status if action and not rows.is_sound() else 200
    return render(request, "reviews/season/review_form.html", context, status=status)


def _track(request: SignedInRequest, workshop: Workshop) -> Track | None:
    key = request.GET.get("track", "")
    if not key:
        return None
    track = workshop.tracks.filter(key=key).first()
    if track is None:
        raise NotFound
    return track


def _address(workshop: Workshop, track: Track | None) -> str:
    address = reverse("reviews:review_form", args=[workshop.slug])
    return f"{address}?track={track.key}" if track else address


def _read_only(questions: tuple[Question, ...]) -> ReviewForm:
    """Return the form as reviewers get it; nothing in it can be typed."""
    form = ReviewForm(questions, prefix="shown")
    for field in form.fields.values():
        field.disabled = True
    return form


def _publish(
    request: SignedInRequest, workshop: Workshop, track: Track | None, questions: tuple[Question, ...]
) -> HttpResponse:
    services.publish_form(
        workshop=workshop,
        track=track,
        by=request.user,
        expected=seen_version(request),
        questions=questions,
    )
    messages.success(request, "The form is saved. Reviews that are in keep the form they were written to.")
    return redirect(_address(workshop, track))


def _drop(request: SignedInRequest, workshop: Workshop, track: Track) -> HttpResponse:
    try:
        services.drop_form(workshop=workshop, track=track, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{track.name} uses the form of all tracks again.")
    return redirect(_address(workshop, track))
