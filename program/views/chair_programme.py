"""Where organizers make the day."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.doors import for_editors
from conference.errors import Invalid, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from program.forms import SessionForm, SessionPeople, session_people
from program.models import Session, Speaker
from program.selectors import editor as selectors
from program.selectors.releases import unreleased_count
from program.services import moves
from program.services import schedule as services
from program.views import plan
from submissions.models import Submission

OK = 200
MOST_QUESTIONS = 240  # minutes


@for_editors
@require_safe
def chair_programme(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """The day with its warnings."""
    context = {**plan.context(request, workshop), "waiting": unreleased_count(workshop)}
    return render(request, "program/chair/programme.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_session_new(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Add a session."""
    choices = selectors.speaker_choices(workshop)
    initial = {"day": selectors.likely_day(workshop)}
    form = SessionForm(request.POST or None, workshop=workshop, initial=initial)
    people = session_people(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid() and people.is_valid():
        session = services.session_create(
            workshop=workshop, actor=request.user, given=form.given(), people=_people(people, workshop)
        )
        messages.success(request, f"“{session.title}” is in the programme.")
        return redirect("program:chair_session", workshop.slug, session.public_id)
    status = Invalid.status if request.method == "POST" else OK
    return render(request, "program/chair/session.html", {"form": form, "people": people}, status=status)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_session(request: SignedInRequest, workshop: Workshop, session: uuid.UUID) -> HttpResponse:
    """Change a session."""
    found = selectors.session_of(workshop, session)
    if request.method != "POST":
        return _session(request, workshop, found)
    form = SessionForm(request.POST, workshop=workshop)
    people = _people_form(request, workshop, found)
    if not (form.is_valid() and people.is_valid()):
        return _session(request, workshop, found, form=form, people=people, status=Invalid.status)
    try:
        services.session_change(
            session=found,
            actor=request.user,
            given=form.given(),
            people=_people(people, workshop),
            expected=form.seen_version,
        )
    except (Stale, Invalid) as error:
        found.refresh_from_db()
        return _session(request, workshop, found, form=form, people=people, error=error)
    messages.success(request, "Saved.")
    return redirect("program:chair_session", workshop.slug, found.public_id)


@for_editors
@require_POST
def chair_session_delete(request: SignedInRequest, workshop: Workshop, session: uuid.UUID) -> HttpResponse:
    """Take a session out of the day."""
    found = selectors.session_of(workshop, session)
    services.session_delete(session=found, actor=request.user)
    messages.success(request, f"“{found.title}” is out of the programme.")
    return redirect("program:chair_programme", workshop.slug)


@for_editors
@require_POST
def chair_session_papers(request: SignedInRequest, workshop: Workshop, session: uuid.UUID) -> HttpResponse:
    """Put papers in, take one out, or move one up or down."""
    found = selectors.session_of(workshop, session)
    try:
        _change_papers(request, workshop, found)
    except (Stale, Invalid) as error:
        found.refresh_from_db()
        return _session(request, workshop, found, error=error)
    return redirect(reverse("program:chair_session", args=[workshop.slug, found.public_id]) + "#papers")


def _change_papers(request: SignedInRequest, workshop: Workshop, session: Session) -> None:
    expected = _number(request.POST.get("version"))
    action, _, slot = request.POST.get("action", "").partition(":")
    if action in {"up", "down"}:
        services.slot_move(
            session=session,
            actor=request.user,
            slot_id=_number(slot),
            step=-1 if action == "up" else 1,
            expected=expected,
        )
    elif action == "remove":
        services.slot_remove(session=session, actor=request.user, slot_id=_number(slot), expected=expected)
    elif action == "fit":
        questions = min(_number(request.POST.get("questions")), MOST_QUESTIONS)
        length = moves.session_fit(
            session=session, actor=request.user, questions=questions, expected=expected
        )
        messages.success(request, f"“{session.title}” lasts {length} minutes now.")
    elif action in {"add", "fill"}:
        papers = _papers_to_place(request, workshop, session, fill=action == "fill")
        placed = services.papers_place(session=session, actor=request.user, papers=papers, expected=expected)
        messages.success(
            request, f"{placed} {'paper' if placed == 1 else 'papers'} put into “{session.title}”."
        )
    else:
        raise Invalid("Choose what to do with the papers of this session.")


def _papers_to_place(
    request: SignedInRequest, workshop: Workshop, session: Session, *, fill: bool
) -> list[Submission]:
    """Return the papers that were ticked, or all that the session is made for; none that the viewer may not know."""
    offered = selectors.candidates(request.viewer, workshop, session)
    ticked = set(request.POST.getlist("paper"))
    wanted = selectors.wanted_kind(session)
    chosen = [
        paper.pk
        for paper in offered
        if (fill and (not wanted or paper.kind == wanted)) or (not fill and str(paper.number) in ticked)
    ]
    if not chosen:
        raise Invalid(
            "No paper was chosen: tick those that belong here." if not fill else "No paper is left to put."
        )
    papers = Submission.objects.in_bulk(chosen)
    return [papers[pk] for pk in chosen]


def _session(
    request: SignedInRequest,
    workshop: Workshop,
    session: Session,
    *,
    form: SessionForm | None = None,
    people: SessionPeople | None = None,
    error: PlenaryError | None = None,
    status: int = OK,
) -> HttpResponse:
    shown = form or SessionForm(workshop=workshop, initial=SessionForm.initial_of(session, workshop))
    saved = SessionForm.initial_of(session, workshop)
    if isinstance(error, Stale) and form is not None:
        form.renew(session.version)
    context = {
        "session": selectors.editor_session(request.viewer, workshop, session.public_id),
        "form": shown,
        "people": people or _people_form(request, workshop, session),
        "candidates": selectors.candidates(request.viewer, workshop, session),
        "wanted": selectors.wanted_kind(session),
        "error": error,
        "saved": saved if isinstance(error, Stale) else None,
    }
    return render(request, "program/chair/session.html", context, status=error.status if error else status)


def _people_form(request: SignedInRequest, workshop: Workshop, session: Session) -> SessionPeople:
    choices = selectors.speaker_choices(workshop)
    if request.method == "POST" and "people-TOTAL_FORMS" in request.POST:
        return session_people(request.POST, choices=choices)
    initial = [
        {"speaker": str(speaker_id), "part": part}
        for speaker_id, part in session.speakers.values_list("speaker_id", "part")
    ]
    return session_people(None, choices=choices, initial=initial)


def _people(formset: SessionPeople, workshop: Workshop) -> list[tuple[Speaker, str]]:
    chosen = formset.chosen()
    speakers = Speaker.objects.filter(workshop=workshop).in_bulk([int(pk) for pk, _part in chosen])
    return [(speakers[int(pk)], part) for pk, part in chosen]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
