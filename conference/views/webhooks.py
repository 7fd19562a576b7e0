"""The chairs' webhooks: add an address, see what was sent, try it, send again."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.forms.webhooks import WebhookForm
from conference.http import SignedInRequest
from conference.models import Webhook, Workshop
from conference.selectors import webhooks as selectors
from conference.services import webhooks as services
from conference.views.versions import start_from

PAGE = 30


@require_http_methods(["GET", "POST"])
@for_chairs
def webhooks(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """List the webhooks of a workshop, and add one."""
    form = WebhookForm(request.POST or None)
    status = Invalid.status if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            hook = services.add(
                workshop=workshop,
                by=request.user,
                url=given["url"],
                events=given["events"],
                note=given["note"],
            )
        except Invalid as error:
            form.add_error(None, error.message)
        else:
            return _page(request, hook, secret=services.secret_of(hook))
    hooks = selectors.hooks_of(request.viewer, workshop)
    return render(request, "conference/webhooks.html", {"hooks": hooks, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@for_chairs
def webhook(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Show one webhook of one's own with its messages, and change it."""
    hook = selectors.access_hook(request.viewer, workshop, pk)
    if request.method != "POST":
        return _page(request, hook)
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _page(request, hook, form=form, status=Invalid.status)
    given = form.cleaned_data
    try:
        services.change(
            hook=hook,
            by=request.user,
            url=given["url"],
            events=given["events"],
            note=given["note"],
            expected=given["version"],
        )
    except Stale as error:
        hook.refresh_from_db()
        return _page(request, hook, form=form, error=error, status=error.status)
    messages.success(request, "Saved.")
    return redirect("conference:webhook", workshop.slug, pk)


@require_POST
@for_chairs
def act_on_webhook(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Try it, switch it, give it a new secret, remove it. What is another chair's can be switched off and removed."""
    action = request.POST.get("action", "")
    hook = selectors.access_hook(request.viewer, workshop, pk, own=action not in {"off", "remove"})
    if action == "secret":
        return _page(request, hook, secret=services.renew_secret(hook=hook, by=request.user))
    if action == "test" and hook.is_on:
        services.send_test(hook=hook)
        messages.success(request, "A test is on its way: look at the messages below in a moment.")
    elif action in {"on", "off"}:
        services.switch(hook=hook, by=request.user, on=action == "on")
        messages.success(request, f"Switched {action}.")
    elif action == "remove":
        services.remove(hook=hook, by=request.user)
        messages.success(request, "Removed.")
    back = action != "remove" and hook.owner_id == request.user.pk
    return (
        redirect("conference:webhook", workshop.slug, pk)
        if back
        else redirect("conference:webhooks", workshop.slug)
    )


@require_POST
@for_chairs
def redeliver(request: SignedInRequest, workshop: Workshop, pk: int, delivery: int) -> HttpResponse:
    """Send one message again."""
    hook = selectors.access_hook(request.viewer, workshop, pk)
    found = selectors.deliveries_of(request.viewer, hook).filter(pk=delivery).first()
    if found is None:
        raise NotFound
    if hook.is_on and services.redeliver(delivery=found):
        messages.success(request, "The message is on its way again.")
    else:
        messages.info(request, "It is on its way already." if hook.is_on else "Switch the webhook on first.")
    return redirect("conference:webhook", workshop.slug, pk)


def _page(
    request: SignedInRequest,
    hook: Webhook,
    *,
    form: WebhookForm | None = None,
    error: PlenaryError | None = None,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    page = Paginator(selectors.deliveries_of(request.viewer, hook), PAGE).get_page(request.GET.get("page"))
    if form is not None and error is not None:
        start_from(form, hook.version)
    context = {
        "hook": hook,
        "page": page,
        "form": form or WebhookForm(instance=hook),
        "problem": error.message if error else "",
        "secret": secret,
    }
    response = render(request, "conference/webhook.html", context, status=status)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response
