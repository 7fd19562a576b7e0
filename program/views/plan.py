"""The grid on which organizers move sessions and papers: each move is one request, answered by the day as it is then."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from conference.deadlines import to_utc
from conference.doors import for_editors
from conference.errors import Invalid, NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from program.daytext import moment
from program.models import Session
from program.selectors.drafts import last_step, next_step
from program.selectors.editor import programme_board, session_of
from program.selectors.presenters import presented_paper
from program.services import moves, steps
from submissions.models import Submission

OK = 200
UNCHANGED = 204
FRAGMENT = "program/parts/plan.html"
MINUTES_A_DAY = 24 * 60


@for_editors
@require_safe
def chair_board(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """The day as it is now, for a page that is open; nothing where it is as the page shows it."""
    found = context(request, workshop)
    if found["board"].mark == request.GET.get("mark"):
        return HttpResponse(status=UNCHANGED)
    return render(request, FRAGMENT, found)


@for_editors
@require_POST
def chair_move(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Make one move, or take one back; answered by the day as it is afterwards, moved or not."""
    error: PlenaryError | None = None
    action, _, rest = request.POST.get("action", "").partition(":")
    try:
        if action not in MOVES:
            raise Invalid("There is no such move.")
        said = MOVES[action](request, workshop, rest.split(":"))
    except NotFound:
        error = Invalid("What was to be moved is no longer there. Below is how the day stands now.")
    except PlenaryError as found:
        error = found
    if "X-Plan" not in request.headers:
        messages.add_message(
            request, messages.ERROR if error else messages.SUCCESS, error.message if error else said
        )
        return redirect("program:chair_programme", workshop.slug)
    shown = {**context(request, workshop), "error": error, "said": "" if error else said}
    return render(request, FRAGMENT, shown, status=error.status if error else OK)


def context(request: SignedInRequest, workshop: Workshop) -> dict[str, Any]:
    """Return what the grid is drawn from."""
    return {
        "board": programme_board(request.viewer, workshop),
        "last": last_step(workshop),
        "next": next_step(workshop),
    }


def _session(request: SignedInRequest, workshop: Workshop, _given: list[str]) -> str:
    session = _named(workshop, request.POST.get("session"))
    day, minutes = _day(request.POST.get("day")), _number(request.POST.get("start"))
    if minutes >= MINUTES_A_DAY:
        raise Invalid("A session begins on its day.")
    start = to_utc(moment(day, minutes), workshop.tz)
    room = request.POST.get("room", "")[:80].strip()
    expected = _number(request.POST.get("version"))
    moves.session_move(session=session, actor=request.user, start=start, room=room, expected=expected)
    local = session.start.astimezone(workshop.tz)
    return f"“{session.title}” begins at {local:%H:%M}{f' in {room}' if room else ''}."


def _length(request: SignedInRequest, workshop: Workshop, _given: list[str]) -> str:
    session = _named(workshop, request.POST.get("session"))
    minutes, expected = _number(request.POST.get("minutes")), _number(request.POST.get("version"))
    moves.session_resize(session=session, actor=request.user, minutes=minutes, expected=expected)
    return f"“{session.title}” lasts {minutes} minutes."


def _paper(request: SignedInRequest, workshop: Workshop, _given: list[str]) -> str:
    paper = _accepted(request, workshop, request.POST.get("paper"))
    source, target = (
        _named(workshop, request.POST[name]) if request.POST.get(name) else None
        for name in ("source", "target")
    )
    if source and target and source.pk == target.pk:
        target = source
    moves.paper_move(
        workshop=workshop,
        actor=request.user,
        paper=paper,
        source=source,
        target=target,
        position=_number(request.POST.get("position")),
        expected=(
            _number(request.POST.get("source_version")), _number(request.POST.get("target_version")),
        ),
    )  # fmt: skip
    return f"#{paper.number} is in “{target.title}”." if target else f"#{paper.number} is taken out."


def _pin_session(request: SignedInRequest, workshop: Workshop, given: list[str]) -> str:
    session, version, pinned = _pinned(workshop, given)
    moves.session_pin(session=session, actor=request.user, pinned=pinned, expected=version)
    return f"The papers of “{session.title}” {'stay as they are' if pinned else 'may be moved'}."


def _pin_paper(request: SignedInRequest, workshop: Workshop, given: list[str]) -> str:
    session, version, pinned = _pinned(workshop, given)
    paper = _accepted(request, workshop, given[3] if len(given) > 3 else "")  # noqa: PLR2004 - the fourth part
    moves.paper_pin(session=session, actor=request.user, paper=paper, pinned=pinned, expected=version)
    return f"#{paper.number} {'stays where it is' if pinned else 'may be moved'}."


def _undo(request: SignedInRequest, workshop: Workshop, _given: list[str]) -> str:
    return f"Taken back: {steps.undo(workshop=workshop, actor=request.user)}"


def _redo(request: SignedInRequest, workshop: Workshop, _given: list[str]) -> str:
    return f"Made again: {steps.redo(workshop=workshop, actor=request.user)}"


MOVES: dict[str, Callable[[SignedInRequest, Workshop, list[str]], str]] = {
    "session": _session,
    "length": _length,
    "paper": _paper,
    "pin-session": _pin_session,
    "pin-paper": _pin_paper,
    "undo": _undo,
    "redo": _redo,
}


def _pinned(workshop: Workshop, given: list[str]) -> tuple[Session, int, bool]:
    if len(given) < 3:  # noqa: PLR2004 - session, version, yes or no
        raise NotFound
    return _named(workshop, given[0]), _number(given[1]), given[2] == "1"


def _named(workshop: Workshop, text: str | None) -> Session:
    try:
        public_id = uuid.UUID(text or "")
    except ValueError:
        raise NotFound from None
    session = session_of(workshop, public_id)
    session.workshop = workshop
    return session


def _accepted(request: SignedInRequest, workshop: Workshop, number: str | None) -> Submission:
    return presented_paper(request.viewer, workshop, _number(number))


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise Invalid("This day can’t be read.") from None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
