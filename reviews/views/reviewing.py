"""A reviewer's doors: her season in one list, one paper beside its form, giving it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_reviewers, for_writers
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.review import ReviewForm, review_initial
from reviews.forms.season import GiveBackForm
from reviews.models import Assignment, Review
from reviews.selectors import season as selectors
from reviews.selectors.desk import access_desk, desk, own_review, own_text
from reviews.selectors.list_search import search_papers
from reviews.selectors.review_forms import answers_of, form_to_fill, left_behind
from reviews.selectors.season_steps import season_steps
from reviews.selectors.sub_reviews import help_with, helped_papers, helper_of
from reviews.selectors.tables.facets import fields
from reviews.services import assignment as assignment_services
from reviews.services import reviews as services
from reviews.services import sub_reviews
from reviews.views.saving import autosaved, keep
from reviews.visibility import PaperRights, SeenPaper

FEW = 5


@require_GET
@for_writers
def reviewing(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show everything a reviewer or area chair has to do here, what is due first."""
    search = search_papers(request.viewer, workshop, request.GET.get("q", "").strip())
    papers = selectors.assigned_papers(request.viewer, workshop)
    handled = selectors.handled_papers(request.viewer, workshop)
    shown = [row for row in papers if search.finds(row.paper.number)]
    context = {
        "search": search,
        "fields": fields() if len(papers) + len(handled) > FEW or search.text else [],
        "papers": papers,
        "to_do": [row for row in shown if row.is_due],
        "submitted": sum(row.state == Review.State.SUBMITTED for row in papers),
        "done": [row for row in shown if not row.is_due],
        "handled": [row for row in handled if search.finds(row.paper.number)],
        "kept": selectors.own_reviews_kept(request.viewer, workshop),
        "helped": helped_papers(request.viewer, workshop),
        "steps": season_steps(request.viewer, request.user, workshop, papers, handled),
        "is_reviewer": request.viewer.is_reviewer(workshop),
    }
    return render(request, "reviews/season/reviewing.html", context)


@require_http_methods(["GET", "POST"])
@for_writers
def review(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """The paper beside its form. A POST saves; with ``action=submit`` the review comes in."""
    paper, rights, assignment = access_desk(request.viewer, workshop, number)
    if request.method == "GET":
        return _Page(request, paper, rights, assignment).render()
    if assignment is None:
        raise NotFound
    page = _Page(request, paper, rights, assignment, request.POST)
    if not page.save(submit=request.POST.get("action") == "submit"):
        return page.render()
    return redirect("reviews:review", workshop.slug, number)


@require_POST
@for_writers
def autosave(request: SignedInRequest, workshop: Workshop, number: int) -> JsonResponse:
    """Save what is typed; the answer carries the version that the next save starts from."""
    _, _, assignment = access_desk(request.viewer, workshop, number)
    if assignment is None:
        raise NotFound
    questions = form_to_fill(workshop, assignment.submission.track_id, own_review(assignment))
    form = ReviewForm(questions, request.POST, asks_consent=selectors.asks_consent(workshop))

    def save() -> int:
        expected = form.cleaned_data["version"]
        return services.save_review(assignment=assignment, expected=expected, values=form.values()).version

    return autosaved(form, save)


@require_http_methods(["GET", "POST"])
@for_reviewers
def give_back(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Ask why, then take the paper off the reviewer's list."""
    paper, _, assignment = access_desk(request.viewer, workshop, number)
    if assignment is None or assignment.user_id != request.user.pk:
        raise NotFound
    form = GiveBackForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            assignment_services.decline_assignment(assignment=assignment, **form.cleaned_data)
        except PlenaryError as error:
            form.add_error(None, getattr(error, "fields", {}) or error.message)
            status = error.status
        else:
            messages.success(request, f"You gave #{number} back. The chairs see your reason.")
            return redirect("reviews:reviewing", workshop.slug)
    elif form.is_bound:
        status = Invalid.status
    begun = own_review(assignment) is not None
    context = {"form": form, "number": number, "title": paper.title, "begun": begun}
    return render(request, "reviews/season/give_back.html", context, status=status)


class _Page:
    """One showing of the page: the form as saved or as sent, and what stood in the way of saving it."""

    def __init__(
        self,
        request: SignedInRequest,
        paper: SeenPaper,
        rights: PaperRights,
        assignment: Assignment | None,
        sent: QueryDict | None = None,
    ) -> None:
        self.request = request
        self.paper = paper
        self.rights = rights
        self.assignment = assignment
        self.helps = help_with(request.viewer, assignment) if assignment else None
        self.error: PlenaryError | None = None
        self.status = 200
        saved = self._saved()
        self.questions = form_to_fill(request.workshop, paper.track_id, saved)
        self.form = ReviewForm(
            self.questions,
            sent,
            initial=review_initial(saved, answers_of(saved)) if saved else review_initial(None, {}),
            asks_consent=selectors.asks_consent(request.workshop),
        )

    def save(self, *, submit: bool) -> bool:
        """Save, or bring the review in; False with the reason kept to be shown."""
        if self.assignment is None or not self.form.is_valid():
            self.status = Invalid.status
            return False
        use = services.submit_review if submit and not self.helps else services.save_review
        was_in = self._is_in()
        try:
            saved = use(
                assignment=self.assignment,
                expected=self.form.cleaned_data["version"],
                values=self.form.values(),
            )
        except PlenaryError as error:
            self._keep(error)
            return False
        if self.helps and submit:
            sub_reviews.hand_over(sub_review=self.helps)
            messages.success(self.request, f"{self.assignment.user.name} has your draft now. Thank you.")
        else:
            messages.success(self.request, _said(saved, was_in=was_in))
        return True

    def render(self) -> HttpResponse:
        saved = self._saved()
        found = desk(
            self.paper, self.rights, self.request.viewer, self.request.workshop, self.assignment, saved
        )
        own = self.assignment is not None and self.helps is None
        context: dict[str, Any] = {
            "helps": self.helps,
            "helper": helper_of(self.assignment) if own and self.assignment else None,
            "desk": found,
            "form": self.form,
            "error": self.error,
            "why_closed": services.why_closed(self.assignment) if self.assignment else "",
            "saved_now": own_text(saved) if isinstance(self.error, Stale) and saved else None,
            "left_behind": left_behind(saved, self.questions) if saved else (),
        }
        return render(self.request, "reviews/season/review.html", context, status=self.status)

    def _saved(self) -> Review | None:
        return own_review(self.assignment) if self.assignment else None

    def _is_in(self) -> bool:
        saved = self._saved()
        return saved is not None and saved.state == Review.State.SUBMITTED

    def _keep(self, error: PlenaryError) -> None:
        self.error = error
        self.status = error.status
        saved = self._saved()
        keep(self.form, error, saved.version if saved else 1)


def _said(saved: Review, *, was_in: bool) -> str:
    if was_in:
        return "Your review is changed."
    if saved.state == Review.State.SUBMITTED:
        return "Your review is in. Thank you. You can change it until the decision is released."
    return "Your draft is saved. It is not submitted yet."
