"""Where readers ask for news by mail, confirm, change and leave: without an account."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from conference.doors import for_everyone
from conference.errors import Invalid, NotFound
from conference.http import Request
from conference.models import Workshop
from program.forms.subscriptions import SubscribeForm, WishForm
from program.models import Subscription
from program.services import subscriptions as services

OK, TOO_MANY = 200, 429


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: Request, workshop: Workshop) -> HttpResponse:
    """Ask for news by mail; the answer is the same for every address."""
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    status = OK
    if request.method == "POST" and form.is_valid():
        if consume(request, action="subscribe"):
            services.subscribe(workshop=workshop, **form.cleaned_data)
            return render(request, "program/subscribe_asked.html", {"email": form.cleaned_data["email"]})
        form.add_error(None, "There were too many requests from your network. Try again in an hour.")
        status = TOO_MANY
    elif request.method == "POST":
        status = Invalid.status
    return render(request, "program/subscribe.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """A reader's own page: confirm, change, leave."""
    found = _access(token)
    initial = {"news": found.wants_news, "papers": found.wants_papers}
    form = WishForm(request.POST if request.method == "POST" else None, initial=initial)
    status = OK
    if request.method == "POST" and form.is_valid():
        is_new = found.confirmed_at is None
        services.keep_subscription(subscription=found, **form.cleaned_data)
        messages.success(request, "You are subscribed." if is_new else "Saved.")
        return redirect("program:subscription", token)
    if request.method == "POST":
        status = Invalid.status
    context = {"form": form, "subscription": found, "workshop": found.workshop}
    return render(request, "program/subscription.html", context, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End a subscription by one POST, as mail programs send it (RFC 8058); by GET show the page with the button."""
    if request.method != "POST":
        return redirect("program:subscription", _access(token).token)
    found = _access(token)
    services.leave(subscription=found)
    return render(request, "program/subscription_left.html", {"workshop": found.workshop})


def _access(token: str) -> Subscription:
    found = (
        Subscription.objects.select_related("workshop").filter(token=token, workshop__is_public=True).first()
    )
    if found is None:
        raise NotFound
    return found
