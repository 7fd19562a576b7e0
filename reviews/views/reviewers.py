"""The chairs' page of reviewers: who is invited, who answered, reminding, taking back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError
from conference.http import SignedInRequest
from conference.models import Invitation, Workshop
from conference.models.people import RoleKind
from conference.reminders import kind_of
from conference.services import invitations as services
from conference.services import reminders
from conference.services.invitation_reminders import owed_answer
from reviews.forms.preferences import LoadForm
from reviews.forms.reviewers import ReviewerFilterForm
from reviews.models import Reviewer
from reviews.selectors import guests
from reviews.selectors import reviewers as selectors
from reviews.selectors.sub_reviews import sub_review_lines
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
        "sub_reviewers": sub_review_lines(request.viewer, workshop),
        "suggested": guests.suggested(workshop),
        "last_reminder": selectors.last_reminder(workshop),
    }
    return render(request, "reviews/committee/reviewers.html", context)


@require_POST
@for_chairs
def remind(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Remind one of the invited, at most once a day."""
    found = get_object_or_404(_invitations(workshop), pk=pk, state=Invitation.State.PENDING)
    owed = [] if found.is_expired else [owed_answer(found)]
    if reminders.send(workshop=workshop, by=request.user, kind=kind_of("invitation"), owed=owed):
        messages.success(request, f"{found} gets a reminder.")
    else:
        messages.info(request, f"{found} was reminded today already, or the time to answer is over.")
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


@require_POST
@for_chairs
def senior(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Mark a reviewer as a senior, or take the mark off."""
    found = get_object_or_404(Reviewer.objects.select_related("user", "workshop"), pk=pk, workshop=workshop)
    wanted = request.POST.get("senior") == "1"
    word = "is a senior now" if wanted else "is no senior any more"
    text = f"{found.user.name} {word}."
    return _done(request, workshop, text, committee.set_senior, reviewer=found, senior=wanted)


@require_http_methods(["GET", "POST"])
@for_chairs
def load(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Set how many papers a reviewer takes, at most and at least."""
    found = get_object_or_404(Reviewer.objects.select_related("user", "workshop"), pk=pk, workshop=workshop)
    initial = {"max_load": found.max_load, "min_load": found.min_load or None}
    form = LoadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        least = form.cleaned_data["min_load"] or 0
        loads = {"most": form.cleaned_data["max_load"], "least": least}
        return _done(
            request,
            workshop,
            f"The load of {found.user.name} is saved.",
            committee.set_loads,
            reviewer=found,
            **loads,
        )
    context = {"form": form, "name": found.user.name}
    status = Invalid.status if request.method == "POST" else 200
    return render(request, "reviews/committee/reviewer_load.html", context, status=status)


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
