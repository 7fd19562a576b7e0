"""Who organizes, who is listed, who supports, whom to write to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import PlenaryError, Stale
from conference.forms.workshops import CommitteeForm, ContactForm, PasteCommitteeForm, RoleForm, SponsorForm
from conference.http import SignedInRequest
from conference.models import CommitteeMember, Contact, Role, Sponsor, Workshop
from conference.selectors.workshops import office_invitations, office_roles
from conference.services import invitations
from conference.services import workshops as services
from conference.views import rows

edit = require_http_methods(["GET", "POST"])


@edit
@for_chairs
def people(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Roles and the public lists of people."""
    formset = rows.formset(CommitteeMember, CommitteeForm, request, workshop.committee.all())
    context = {
        "formset": formset,
        "roles": office_roles(workshop),
        "invitations": office_invitations(workshop),
        "role_form": RoleForm(),
        "paste_form": PasteCommitteeForm(),
    }
    if request.method == "POST" and formset.is_valid():
        return _store(request, workshop, "people", context, [formset])
    return rows.show(request, "conference/people.html", context, workshop)


@require_POST
@for_chairs
def give_role(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Give a part to someone with an account, or invite someone without one."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give a valid e-mail address.")
        return redirect("conference:people", workshop.slug)
    text = invitations.offer_role(
        workshop=workshop, by=request.user, email=form.cleaned_data["email"], kind=form.cleaned_data["kind"]
    )
    messages.success(request, text)
    return redirect("conference:people", workshop.slug)


@require_POST
@for_chairs
def take_role(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    role = get_object_or_404(Role, pk=pk, workshop=workshop)
    try:
        services.remove_role(role=role, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{role.user.name} is no longer {role.get_kind_display().lower()}.")
    return redirect("conference:people", workshop.slug)


@require_POST
@for_chairs
def take_back_invitation(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    found = get_object_or_404(office_invitations(workshop), pk=pk)
    try:
        invitations.cancel(invitation=found, by=request.user)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"The invitation of {found} is taken back; its link opens no more.")
    return redirect("conference:people", workshop.slug)


@require_POST
@for_chairs
def paste_committee(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    form = PasteCommitteeForm(request.POST)
    if form.is_valid():
        new = services.add_committee(
            workshop=workshop, by=request.user, group=form.cleaned_data["group"], people=form.people()
        )
        messages.success(request, f"{new} people added.")
    else:
        messages.error(request, "Paste at least one line with a name.")
    return redirect("conference:people", workshop.slug)


@edit
@for_chairs
def sponsors(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Sponsors and contacts, both shown on the public pages."""
    sponsor_rows = rows.formset(Sponsor, SponsorForm, request, workshop.sponsors.all(), prefix="sponsors")
    contact_rows = rows.formset(Contact, ContactForm, request, workshop.contacts.all(), prefix="contacts")
    context = {"sponsors": sponsor_rows, "contacts": contact_rows}
    if request.method == "POST" and sponsor_rows.is_valid() and contact_rows.is_valid():
        return _store(request, workshop, "sponsors", context, [sponsor_rows, contact_rows])
    return rows.show(request, "conference/sponsors.html", context, workshop)


def _store(
    request: SignedInRequest,
    workshop: Workshop,
    page: str,
    context: dict[str, Any],
    formsets: list[rows.Rows],
) -> HttpResponse:
    try:
        with transaction.atomic():
            rows.guard(request, workshop)
            for formset in formsets:
                rows.save(workshop, formset)
    except Stale as stale:
        return rows.say(request, f"conference/{page}.html", context, workshop, stale)
    messages.success(request, "Saved.")
    return redirect(f"conference:{page}", workshop.slug)
