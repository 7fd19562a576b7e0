"""Lists for visitors: what can be joined, a place on it, a page of one's own without an account."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conference.doors import for_everyone, require_living
from conference.errors import Closed, Invalid, NotFound
from conference.http import Request
from conference.models import Workshop
from program.forms.signups import SignupForm
from program.selectors import signups as selectors
from program.services import signups as services

OK, TOO_MANY = 200, 429


@for_everyone
@require_safe
def signups(request: Request, workshop: Workshop) -> HttpResponse:
    """The lists that are open, with the places left."""
    rows = [
        {"list": row.list, "takes": services.takes_names(row.list), "left": row.left}
        for row in selectors.open_lists(workshop)
    ]
    if not rows:
        raise NotFound
    return render(request, "program/signups.html", {"rows": rows})


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: Request, workshop: Workshop, pk: int) -> HttpResponse:
    """Join one list; the answer is the same for every address."""
    found = selectors.access_list(workshop, pk, must_be_open=True)
    form = SignupForm(request.POST if request.method == "POST" else None, signup_list=found)
    status = OK
    if request.method == "POST" and form.is_valid():
        if not consume(request, action="subscribe"):
            form.add_error(None, "There were too many requests from your network. Try again in an hour.")
            status = TOO_MANY
        else:
            try:
                services.sign_up(signup_list=found, **form.cleaned_data)
            except Closed as closed:
                form.add_error(None, closed.message)
                status = closed.status
            else:
                context = {"email": form.cleaned_data["email"], "list": found}
                return render(request, "program/signup_asked.html", context)
    elif request.method == "POST":
        status = Invalid.status
    context = {"form": form, "list": found, "takes": services.takes_names(found)}
    return render(request, "program/signup.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def signup_own(request: HttpRequest, token: str) -> HttpResponse:
    """A person's own page: confirm, or give the place up."""
    found = selectors.access_signup(token)
    workshop, error = found.signup_list.workshop, None
    if request.method == "POST" and request.POST.get("action") == "leave":
        services.give_up(signup=found)
        messages.success(request, f"You are no longer on the list “{found.signup_list.title}”.")
        return redirect("program:site", workshop.slug)
    if request.method == "POST":
        require_living(workshop)
        try:
            services.confirm(signup=found)
        except Closed as closed:
            error = closed
        else:
            return redirect("program:signup_own", token)
    context = {
        "signup": found,
        "workshop": workshop,
        "error": error,
        "takes": services.takes_names(found.signup_list),
    }
    return render(request, "program/signup_own.html", context, status=error.status if error else OK)
