"""Where organizers make things public, one click each, after a look at what visitors will see."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_editors
from conference.errors import NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from program.selectors import publish as selectors
from program.services import publish as services
from program.services.copies import copies_of
from program.views.tabs import publish_tabs

OK = 200


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """What is public, what could be; ``?change=`` shows one change before it is made."""
    if request.method != "POST":
        return _page(request, workshop, request.GET.get("change", ""))
    change = request.POST.get("change", "")
    version = request.POST.get("version", "")
    try:
        _make(request, workshop, change, int(version) if version.isdecimal() else 0)
    except PlenaryError as error:
        workshop.refresh_from_db()
        return _page(request, workshop, change, error=error)
    messages.success(request, selectors.CHANGES[change].done)
    return redirect("program:publish", workshop.slug)


def _make(request: SignedInRequest, workshop: Workshop, change: str, expected: int) -> None:
    if change not in selectors.CHANGES:
        raise NotFound
    what, _, value = change.partition("-")
    if what == "site":
        services.site_set_public(
            workshop=workshop, actor=request.user, public=value == "on", expected=expected
        )
    elif what == "papers":
        services.papers_set_public(
            workshop=workshop, actor=request.user, public=value == "on", expected=expected
        )
    else:
        services.programme_set_state(workshop=workshop, actor=request.user, state=value, expected=expected)


def _page(
    request: SignedInRequest, workshop: Workshop, change: str, *, error: PlenaryError | None = None
) -> HttpResponse:
    if isinstance(error, NotFound):
        raise error
    context = {
        "parts": selectors.publishing_parts(workshop),
        "asked": selectors.asked_change(workshop, change),
        "error": error,
        "copy": copies_of(workshop).first(),
        "tabs": publish_tabs(request, workshop, "publish"),
        "may_take_in": request.viewer.is_chair(workshop),
    }
    status = error.status if isinstance(error, PlenaryError) else OK
    return render(request, "program/chair/publish.html", context, status=status)
