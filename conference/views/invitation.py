"""The page of an invitation: an answer with one click, without an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conference.doors import require_living
from conference.errors import Closed, Invalid
from conference.forms.invitations import AcceptForm, DeclineForm, SuggestionFormSet, suggestions_of
from conference.http import Request
from conference.models import Invitation
from conference.services import invitations

PREFIX = "suggested"


@require_http_methods(["GET", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """Answer an invitation; the answer can be changed later by the same link, a yes only while there is time."""
    found = invitations.access_invitation(token)
    request.workshop = found.workshop
    context: dict[str, Any] = {
        "invitation": found,
        "link": reverse("conference:invitation", args=[token]),
        "accept_form": AcceptForm(initial=_loads(found)),
        "decline_form": DeclineForm(),
        "suggestions": SuggestionFormSet(prefix=PREFIX),
    }
    if request.method == "GET":
        return render(request, "conference/invitation.html", context)
    require_living(found.workshop)
    decline = request.POST.get("answer") == "decline"
    problems = _decline(request, found) if decline else _accept(request, found)
    if problems is None:
        return redirect("conference:invitation", token)
    status = 403 if "closed" in problems else Invalid.status
    return render(request, "conference/invitation.html", context | problems, status=status)


def _loads(found: Invitation) -> dict[str, int | None]:
    return {"max_load": found.max_load or found.workshop.default_load, "min_load": found.min_load or None}


def _accept(request: Request, found: Invitation) -> dict[str, Any] | None:
    """Take the part; returns what the page has to show instead where that can't be."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return {"accept_form": form}
    try:
        invitations.accept(
            invitation=found,
            max_load=form.cleaned_data["max_load"],
            min_load=form.least,
            user=request.user if request.user.is_authenticated else None,
        )
    except Closed as error:
        return {"closed": error.message}
    return None


def _decline(request: Request, found: Invitation) -> dict[str, Any] | None:
    form, rows = DeclineForm(request.POST), SuggestionFormSet(request.POST, prefix=PREFIX)
    sent = f"{PREFIX}-TOTAL_FORMS" in request.POST
    if not form.is_valid() or (sent and not rows.is_valid()):
        return {"decline_form": form, "suggestions": rows, "declining": True}
    invitations.decline(
        invitation=found,
        message=form.cleaned_data["message"],
        suggestions=suggestions_of(rows) if sent else None,
    )
    return None
