"""An area chair's recommendation, beside the reviews it rests on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_reviewers
from conference.errors import NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.discussion import MetaReviewForm, meta_review_initial
from reviews.models import Assignment
from reviews.projections import blind_paper
from reviews.selectors.discussion import new_comments
from reviews.selectors.meta_reviews import can_write, own_meta_review
from reviews.selectors.rebuttals import rebuttal_text
from reviews.selectors.season import own_assignment, paper_reviews
from reviews.services import meta_reviews as services
from reviews.sight import Info
from reviews.views.saving import NOT_VALID, autosaved, keep, wants_autosave
from reviews.visibility import access_paper


@require_http_methods(["GET", "POST"])
@for_reviewers
def meta_review(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Write a recommendation. A POST saves; with ``action=submit`` it goes to the chairs."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.META_REVIEW)
    assignment = own_assignment(request.viewer, paper, Assignment.Part.AREA_CHAIR)
    if assignment is None or not can_write(rights):
        raise NotFound
    saved = own_meta_review(assignment)
    form = MetaReviewForm(request.POST or None, initial=meta_review_initial(saved))
    error: PlenaryError | None = None
    if request.method == "POST":
        submit = request.POST.get("action") == "submit"
        use = services.submit_meta_review if submit else services.save_meta_review

        def save() -> int:
            return use(
                assignment=assignment,
                found=rights,
                expected=form.cleaned_data["version"],
                values=form.values(),
            ).version

        if wants_autosave(request):
            return autosaved(form, save)
        if form.is_valid():
            try:
                save()
            except PlenaryError as caught:
                error, saved = caught, own_meta_review(assignment)
                keep(form, caught, saved.version if saved else 1)
            else:
                messages.success(request, "Your recommendation is in." if submit else "Saved.")
                return redirect("reviews:meta_review", workshop.slug, number)
    context = {
        "paper": blind_paper(paper, rights, workshop.slug),
        "form": form,
        "error": error,
        "is_in": bool(saved and saved.submitted_at),
        "saved_now": meta_review_initial(saved) if isinstance(error, Stale) else None,
        "reviews": paper_reviews(paper, rights),
        "rebuttal": rebuttal_text(paper, rights),
        "new_comments": new_comments(request.viewer, workshop).get(number, 0),
    }
    status = error.status if error else NOT_VALID if form.is_bound else 200
    return render(request, "reviews/season/meta_review.html", context, status=status)
