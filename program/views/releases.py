"""Where organizers release a version of the schedule, and where visitors read what each one changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conference.doors import for_editors, for_everyone
from conference.errors import Invalid, NotFound, PlenaryError
from conference.http import Request, SignedInRequest
from conference.models import Workshop
from program.forms import ReleaseForm
from program.publishing import public_page
from program.selectors import releases as selectors
from program.services.releases import release_create
from program.visibility import programme_is_public, sections

OK = 200


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_releases(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """What the next version changes and whom it concerns, and the versions there are; ``?mail=`` shows one of its mails."""
    if request.method != "POST":
        return _mail(request, workshop) if "mail" in request.GET else _page(request, workshop)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _page(request, workshop, form, status=Invalid.status)
    data = form.cleaned_data
    try:
        release = release_create(
            workshop=workshop,
            actor=request.user,
            name=data["name"],
            note=data["note"],
            mark=data["mark"],
            viewer=request.viewer,
            mail_to=set(request.POST.getlist("mail")),
        )
    except PlenaryError as error:
        return _page(request, workshop, form, error=error, status=error.status)
    where = "" if programme_is_public(workshop) else " Visitors see it once the programme is published."
    messages.success(request, f"Version {release.name} is released.{where}")
    return redirect("program:chair_releases", workshop.slug)


@public_page()
@for_everyone
@require_safe
def programme_changes(request: Request, workshop: Workshop) -> HttpResponse:
    """The released versions with what each one changed."""
    if not sections(workshop).programme:
        raise NotFound
    return render(request, "program/changes.html", {"releases": selectors.public_log(workshop)})


def _mail(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    found = selectors.release_mail(request.viewer, workshop, request.GET["mail"])
    return render(request, "program/chair/release_mail.html", {"mail": found})


def _page(
    request: SignedInRequest,
    workshop: Workshop,
    form: ReleaseForm | None = None,
    *,
    error: PlenaryError | None = None,
    status: int = OK,
) -> HttpResponse:
    page = selectors.release_page(request.viewer, workshop)
    if form is None:
        form = ReleaseForm(initial={"name": page.name, "mark": page.mark})
    else:
        form.renew(page.mark)
    context = {
        "page": page,
        "form": form,
        "error": error,
        "log": selectors.release_log(request.viewer, workshop),
        "is_public": programme_is_public(workshop),
        "ticked": request.POST.getlist("mail") if request.method == "POST" else None,
    }
    return render(request, "program/chair/releases.html", context, status=status)
