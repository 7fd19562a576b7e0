"""The chairs' page of reviewers: who is invited, who answered, inviting by list, reminding, taking back."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from conference import mailing
from conference.doors import for_chairs
from conference.errors import PlenaryError
from conference.http import SignedInRequest
from conference.models import Invitation, Workshop
from conference.models.people import RoleKind
from conference.services import invitations as services
from reviews.forms.reviewers import InviteForm, ReviewerFilterForm
from reviews.invite_list import Entry, write_list
from reviews.models import Reviewer
from reviews.selectors import reviewers as selectors
from reviews.services import committee

PAGE = 50


@for_chairs
def reviewers(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show everyone who was invited to review or does."""
    form = ReviewerFilterForm(request.GET)
    query = form.query()
    lines = selectors.reviewer_lines(request.viewer, workshop)
    shown = Paginator(selectors.narrowed(lines, query), PAGE).get_page(request.GET.get("page"))
    counts = selectors.standing_counts(lines)
    context = {
        "form": form,
        "sort": query.sort,
        "page": shown,
        "counts": counts,
        "waiting": dict(counts).get(selectors.Standing.WAITING, 0),
        "places": selectors.places(lines),
        "last_reminder": selectors.last_reminder(workshop),
    }
    return render(request, "reviews/committee/reviewers.html", context)


@require_http_methods(["GET", "POST"])
@for_chairs
def invite(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Invite by list in two steps: read it and show what would be sent, then send. A broken row stops all of it."""
    if request.method == "GET":
        return render(request, "reviews/committee/invite.html", {"form": InviteForm()})
    form = InviteForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "reviews/committee/invite.html", {"form": form}, status=422)
    if request.POST.get("step") == "back":
        return render(
            request, "reviews/committee/invite.html", {"form": InviteForm(initial=form.cleaned_data)}
        )
    lines = selectors.preview(workshop, form.listed.entries)
    new = [line.entry for line in lines if line.state is selectors.GuestState.NEW]
    if request.POST.get("step") == "send":
        made = services.invite(
            workshop=workshop, by=request.user, kind=RoleKind.REVIEWER, guests=[_guest(item) for item in new]
        )
        many = len(made)
        messages.success(request, f"{many} invitation{'' if many == 1 else 's'} sent.")
        return redirect("reviews:reviewers", workshop.slug)
    context = {
        "lines": lines,
        "new": len(new),
        "text": write_list(form.listed.entries),
        "sample": _sample(workshop, new[0]) if new else None,
    }
    return render(request, "reviews/committee/invite_preview.html", context)


@require_POST
@for_chairs
def remind(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Remind all who have not answered, or the one who is named; nobody more than once a day."""
    waiting = _invitations(workshop).filter(state=Invitation.State.PENDING)
    one = request.POST.get("invitation", "")
    chosen = waiting.filter(pk=int(one)) if one.isdigit() else waiting
    many = services.remind(workshop=workshop, by=request.user, kind=RoleKind.REVIEWER, invitations=chosen)
    if many:
        messages.success(request, f"{many} reminder{'' if many == 1 else 's'} sent.")
    else:
        messages.info(request, "Everyone who has not answered was reminded today already.")
    return redirect("reviews:reviewers", workshop.slug)


@require_POST
@for_chairs
def cancel(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Take back an invitation that was not answered."""
    found = get_object_or_404(_invitations(workshop), pk=pk)
    return _done(
        request, workshop, f"The invitation of {found} is taken back.", services.cancel, invitation=found
    )


@require_POST
@for_chairs
def again(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Invite someone once more who declined or whose invitation was taken back."""
    found = get_object_or_404(_invitations(workshop), pk=pk)
    return _done(request, workshop, f"{found} is invited once more.", services.invite_again, invitation=found)


@require_POST
@for_chairs
def remove(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Take a reviewer off the committee."""
    found = get_object_or_404(Reviewer.objects.select_related("user", "workshop"), pk=pk, workshop=workshop)
    return _done(
        request, workshop, f"{found.user.name} no longer reviews.", committee.remove_reviewer, reviewer=found
    )


def _done(
    request: SignedInRequest, workshop: Workshop, text: str, service: Callable[..., object], **row: object
) -> HttpResponse:
    try:
        service(by=request.user, **row)
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, text)
    return redirect("reviews:reviewers", workshop.slug)


def _invitations(workshop: Workshop) -> QuerySet[Invitation]:
    return Invitation.objects.filter(workshop=workshop, kind=RoleKind.REVIEWER).select_related("workshop")


def _guest(entry: Entry) -> services.Guest:
    return services.Guest(entry.email, entry.name, entry.affiliation, entry.load)


def _sample(workshop: Workshop, entry: Entry) -> dict[str, str]:
    """Return the first mail as its recipient will read it, with a link that is only an example."""
    subject, body = mailing.render(
        "invitation",
        workshop=workshop,
        name=entry.name,
        values={
            "part": RoleKind.REVIEWER.label.lower(),
            "link": settings.BASE_URL + reverse("conference:invitation", args=["a-link-of-her-own"]),
        },
    )
    return {
        "to": f"{entry.name} <{entry.email}>" if entry.name else entry.email,
        "subject": subject,
        "body": body,
    }
