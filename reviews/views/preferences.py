"""A reviewer's own page before the papers come: topics, load, conflicts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_reviewers
from conference.errors import Invalid
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.preferences import (
    DeclaredFormSet,
    PreferencesForm,
    declared,
    initial_rows,
    preferences_initial,
)
from reviews.models import DeclaredConflict
from reviews.selectors.papers import topic_tree
from reviews.selectors.preferences import profile_gaps
from reviews.services import committee


@require_http_methods(["GET", "POST"])
@for_reviewers
def preferences(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show and store what a member of the committee says of herself; an area chair says her conflicts only."""
    reviewer = committee.reviewer_row(workshop, request.user)
    form = None
    if reviewer:
        tree, initial = topic_tree(workshop), preferences_initial(reviewer)
        form = PreferencesForm(request.POST or None, tree=tree, initial=initial)
    said = list(DeclaredConflict.objects.filter(workshop=workshop, user=request.user))
    rows = DeclaredFormSet(request.POST or None, initial=initial_rows(said), prefix="conflicts")
    is_valid = request.method == "POST" and rows.is_valid() and (form is None or form.is_valid())
    if is_valid:
        if form and reviewer:
            committee.save_preferences(
                reviewer=reviewer,
                **form.chosen(),
                topics=workshop.topics.filter(pk__in=form.cleaned_data["topics"]),
                declared=declared(rows),
            )
        else:
            committee.declare_conflicts(workshop=workshop, user=request.user, declared=declared(rows))
        messages.success(request, "Thank you, this is noted. You can change it here at any time.")
        return redirect("reviews:preferences", workshop.slug)
    context = {
        "form": form,
        "ticked": form.ticked() if form else set(),
        "rows": rows,
        "reviewer": reviewer,
        "gaps": profile_gaps(request.user),
    }
    return render(
        request,
        "reviews/committee/preferences.html",
        context,
        status=Invalid.status if request.method == "POST" else 200,
    )
