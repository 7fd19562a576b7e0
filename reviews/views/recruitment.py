"""Inviting a committee: by list, from an earlier edition, and those whom others suggested."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference import mailing
from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError
from conference.http import SignedInRequest
from conference.models import SuggestedGuest, Workshop
from conference.services import invitations as services
from reviews.forms.reviewers import EarlierForm, InviteForm
from reviews.invite_list import Entry, write_list
from reviews.selectors import guests
from reviews.services import committee

TOKEN = "a-link-of-her-own"  # noqa: S105 - what stands for a token in the sample of a mail


@require_http_methods(["GET", "POST"])
@for_chairs
def invite(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Invite by list in two steps: read it and show what would be sent, then send. A broken row stops all of it."""
    page = "reviews/committee/invite.html"
    editions = guests.earlier_editions(request.viewer, workshop)
    if request.method == "GET":
        return render(request, page, {"form": InviteForm(), "editions": editions})
    form = InviteForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, page, {"form": form, "editions": editions}, status=Invalid.status)
    if request.POST.get("step") == "back":
        return render(request, page, {"form": InviteForm(initial=form.cleaned_data), "editions": editions})
    if request.POST.get("step") == "send":
        many = committee.invite_entries(workshop=workshop, by=request.user, entries=form.entries())
        messages.success(request, f"{many} invitation{'' if many == 1 else 's'} sent.")
        return redirect("reviews:reviewers", workshop.slug)
    return _preview(request, workshop, form.entries(), form.listed.repeated)


@require_http_methods(["GET", "POST"])
@for_chairs
def invite_earlier(request: SignedInRequest, workshop: Workshop, edition: str) -> HttpResponse:
    """Choose people of an earlier edition; what is chosen goes the way of a list, with the same preview."""
    earlier = get_object_or_404(guests.earlier_editions(request.viewer, workshop), slug=edition)
    people = guests.earlier_people(workshop, earlier)
    known = {person.pk: person for person in people}
    form = EarlierForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        chosen = [known[pk] for pk in form.cleaned_data["people"]]
        role = form.cleaned_data["role"]
        entries = [
            Entry(row, person.email, person.name, load=person.load, role=role or person.role)
            for row, person in enumerate(chosen, 2)
        ]
        return _preview(request, workshop, [form.complete(entry) for entry in entries])
    marked = set(request.POST.getlist("people"))
    context = {
        "form": form,
        "edition": earlier,
        "people": [(person, str(person.pk) in marked) for person in people],
    }
    status = Invalid.status if request.method == "POST" else 200
    return render(request, "reviews/committee/invite_earlier.html", context, status=status)


@require_POST
@for_chairs
def suggestion(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Invite someone whom another suggested, or take her off the list."""
    rows = SuggestedGuest.objects.select_related("invitation__workshop")
    found = get_object_or_404(rows, pk=pk, invitation__workshop=workshop)
    try:
        if request.POST.get("act") == "invite":
            services.invite_suggested(suggestion=found, by=request.user)
            messages.success(request, f"{found.name} is invited.")
        else:
            services.set_suggestion_aside(suggestion=found, by=request.user)
            messages.success(request, f"{found.name} is not asked.")
    except PlenaryError as error:
        messages.error(request, error.message)
    return redirect("reviews:reviewers", workshop.slug)


def _preview(
    request: SignedInRequest, workshop: Workshop, entries: list[Entry], repeated: Sequence[int] = ()
) -> HttpResponse:
    lines = guests.preview(workshop, entries)
    new = [line.entry for line in lines if line.state is guests.GuestState.NEW]
    context = {
        "lines": lines,
        "new": len(new),
        "text": write_list(entries),
        "repeated": ", ".join(map(str, repeated)),
        "repeated_many": len(repeated),
        "sample": _sample(workshop, new[0]) if new else None,
    }
    return render(request, "reviews/committee/invite_preview.html", context)


def _sample(workshop: Workshop, entry: Entry) -> dict[str, str]:
    """Return the first mail as its recipient will read it, with a link that is only an example."""
    values = services.mail_values(entry.role, TOKEN, entry.answer_by)
    subject, body = mailing.render("invitation", workshop=workshop, name=entry.name, values=values)
    to = f"{entry.name} <{entry.email}>" if entry.name else entry.email
    return {"to": to, "subject": subject, "body": body}
