"""An area chair's recommendation, beside the reviews it rests on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from conference.doors import for_reviewers
from conference.errors import NotFound, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.discussion import MetaReviewForm, meta_review_initial
from reviews.models import Assignment
from reviews.projections import blind_paper
from reviews.selectors.discussion import new_comments
from reviews.selectors.meta_reviews import can_write, own_meta_review
from reviews.selectors.outcomes import choices_of
from reviews.selectors.rebuttals import rebuttal_text
from reviews.selectors.season import own_assignment, paper_reviews
from reviews.services import meta_reviews as services
from reviews.sight import Info
from reviews.views.saving import keep, save_sent
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
    outcomes = choices_of([paper.track], saved.recommendation if saved else "")
    form = MetaReviewForm(outcomes, request.POST or None, initial=meta_review_initial(saved))
    submit = request.POST.get("action") == "submit"
    use = services.submit_meta_review if submit else services.save_meta_review

    def save() -> int:
        expected = form.cleaned_data["version"]
        return use(assignment=assignment, found=rights, expected=expected, values=form.values()).version

    sent = save_sent(request, form, save, said="Your recommendation is in." if submit else "Saved.")
    if sent.answer:
        return sent.answer
    if sent.error:
        saved = own_meta_review(assignment)
        keep(form, sent.error, saved.version if saved else 1)
    context = {
        "paper": blind_paper(paper, rights, workshop.slug),
        "form": form,
        "error": sent.error,
        "is_in": bool(saved and saved.submitted_at),
        "saved_now": meta_review_initial(saved) if isinstance(sent.error, Stale) else None,
        "reviews": paper_reviews(paper, rights),
        "rebuttal": rebuttal_text(paper, rights),
        "new_comments": new_comments(request.viewer, workshop).get(number, 0),
    }
    return render(request, "reviews/season/meta_review.html", context, status=sent.status)
