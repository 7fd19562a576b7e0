"""Questions and feedback on a session: asked by visitors, let through by organizers. Off unless a workshop wants it."""

from __future__ import annotations

import uuid

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.doors import for_editors, for_everyone
from conference.errors import Invalid, NotFound
from conference.http import Request, SignedInRequest
from conference.models import Workshop
from program.forms.questions import RemarkForm
from program.models import Remark, Session
from program.selectors.sections import public_site
from program.services.questions import MOST_WAITING, remark_make, remark_moderate
from program.views.tabs import site_tabs
from program.visibility import public_sessions

OK, TOO_MANY = 200, 429
PAGE_SIZE = 50


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: Request, workshop: Workshop, session: uuid.UUID) -> HttpResponse:
    """The questions on a session that organizers let through, and a form for one's own."""
    found = _session(workshop, session)
    form = RemarkForm(request.POST if request.method == "POST" else None)
    status = OK
    if request.method == "POST" and form.is_valid():
        if consume(request, action="subscribe") and remark_make(session=found, **form.cleaned_data):
            messages.success(request, "Thank you. The organizers read it first.")
            return redirect("program:questions", workshop.slug, session)
        form.add_error(
            None, f"More than {MOST_WAITING} wait to be read, or too many came from your network. Try later."
        )
        status = TOO_MANY
    elif request.method == "POST":
        status = Invalid.status
    shown = found.remarks.filter(state=Remark.State.SHOWN)
    context = {"session": found, "form": form, "remarks": shown}
    return render(request, "program/questions.html", context, status=status)


@for_editors
@require_safe
def chair_questions(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """All remarks, those that nobody has read first."""
    state = request.GET.get("state", "")
    chosen = state if state in Remark.State.values else Remark.State.NEW
    remarks = Remark.objects.filter(session__workshop=workshop, state=chosen).select_related("session")
    context = {
        "page": Paginator(remarks, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": chosen,
        "states": Remark.State.choices,
        "tabs": site_tabs(request, workshop, "chair_questions"),
    }
    return render(request, "program/chair/questions.html", context)


@for_editors
@require_POST
def chair_question(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Show a question, or set a remark aside."""
    found = Remark.objects.filter(session__workshop=workshop, pk=pk).select_related("session").first()
    if found is None:
        raise NotFound
    remark_moderate(remark=found, actor=request.user, show=request.POST.get("action") == "show")
    return redirect("program:chair_questions", workshop.slug)


def _session(workshop: Workshop, public_id: uuid.UUID) -> Session:
    found = public_sessions(workshop).filter(public_id=public_id).first()
    if found is None or not public_site(workshop).takes_questions:
        raise NotFound
    return found
