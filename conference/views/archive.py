"""The time after an edition: archiving it, and the term of its reviews."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs, while_archived
from conference.errors import Invalid, PlenaryError
from conference.forms.archive import TermForm
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.selectors.archive import archive_page
from conference.services import archive as services


@require_http_methods(["GET", "POST"])
@for_chairs
@while_archived
def archive(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Say what archiving does; POST does it."""
    if request.method == "POST":
        if services.archive(workshop=workshop, by=request.user):
            messages.success(request, f"{workshop.acronym} is archived.")
        return redirect("conference:archive", workshop.slug)
    page = archive_page(workshop)
    form = TermForm(months=page.months, initial={"months": page.months, "seen": page.version})
    return render(request, "conference/archive.html", {"page": page, "form": form})


@require_POST
@for_chairs
@while_archived
def reopen(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    if services.reopen(workshop=workshop, by=request.user):
        messages.success(request, f"{workshop.acronym} is open again.")
    return redirect("conference:archive", workshop.slug)


@require_POST
@for_chairs
@while_archived
def term(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Store how long reviews are kept."""
    page = archive_page(workshop)
    form = TermForm(request.POST, months=page.months)
    status = Invalid.status
    if form.is_valid():
        try:
            services.set_term(
                workshop=workshop,
                by=request.user,
                months=form.cleaned_data["months"],
                expected=form.cleaned_data["seen"],
            )
        except PlenaryError as error:
            form.add_error(None, error.message)
            status = error.status
        else:
            messages.success(request, "The term is saved.")
            return redirect("conference:archive", workshop.slug)
    return render(request, "conference/archive.html", {"page": page, "form": form}, status=status)
