"""One showing of a paper's decision: what was sent, what of it was done, what is to be said of the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.views.versions import seen_version, start_from
from reviews.forms.season import DecisionForm, decision_initial
from reviews.forms.shepherding import ChairSignOffForm, ConditionsForm, conditions_initial
from reviews.models import Decision, Outcome, Shepherding
from reviews.projections import blind_paper
from reviews.selectors.outcomes import choices_of
from reviews.selectors.season import paper_reviews
from reviews.selectors.shepherding import possible_shepherds, shepherding_of
from reviews.services import decisions as services
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper
from submissions.models import SubmissionState


class DecisionPage:
    """The form bound to what was sent or to the decision as it is saved."""

    def __init__(
        self,
        request: SignedInRequest,
        paper: SeenPaper,
        rights: PaperRights,
        sent: QueryDict | None = None,
        *,
        conditions: QueryDict | None = None,
    ) -> None:
        self.request = request
        self.paper = paper
        self.rights = rights
        self.error: PlenaryError | None = None
        self.preview: services.Preview | None = None
        self.status = 200
        saved = self._saved()
        outcomes = choices_of([paper.track], saved.outcome if saved else "")
        self.form = DecisionForm(outcomes, sent, initial=decision_initial(saved))
        self.conditions_error: PlenaryError | None = None
        self.answered: QueryDict | None = None
        self.conditions = ConditionsForm(
            possible_shepherds(paper), conditions, initial=conditions_initial(shepherding_of(saved))
        )

    def take(self, action: str) -> bool:
        """Do what a button asks for; False if the page is to be shown instead of left."""
        acts: dict[str, Callable[[], bool]] = {
            "save": self._draft,
            "clear": self._clear,
            "preview": self._preview_correction,
            "correct": self._correct,
        }
        if action not in acts:
            raise NotFound
        if not self.form.is_valid() and action != "clear":
            self.status = Invalid.status
            return False
        try:
            return acts[action]()
        except PlenaryError as error:
            self._keep(error)
            return False

    def render(self) -> HttpResponse:
        saved = self._saved()
        shepherding = shepherding_of(saved)
        is_stale = isinstance(self.error, Stale)
        context: dict[str, Any] = {
            "paper": blind_paper(self.paper, self.rights, self.request.workshop.slug),
            "reviews": paper_reviews(self.paper, self.rights),
            "sees_reviews": self.rights.sees(Info.REVIEWS_FOR_CHAIRS),
            "can_decide": self.paper.state == SubmissionState.SUBMITTED,
            "state_label": self.paper.get_state_display(),
            "form": self.form,
            "outcome": saved.outcome if saved else "",
            "outcome_label": Outcome(saved.outcome).label if saved else "",
            "released_at": saved.released_at if saved else None,
            "error": self.error,
            "saved_now": decision_initial(saved) if is_stale else None,
            "mail": self._mail(saved),
            "is_correction": self.preview is not None,
            "is_accept": bool(saved and saved.is_accept),
            "shepherding": shepherding,
            "conditions": self.conditions,
            "conditions_error": self.conditions_error,
            "sign_off": ChairSignOffForm(
                self.answered, initial={"version": shepherding.version if shepherding else 0}
            ),
        }
        return render(self.request, "reviews/season/decision.html", context, status=self.status)

    def refuse_conditions(self, error: PlenaryError, saved: Shepherding | None) -> None:
        """Show why conditions could not be saved or answered, with what was typed."""
        self.conditions_error, self.status = error, error.status
        data = self.request.POST.copy()
        current = shepherding_of(self._saved()) or saved
        data["version"] = str(current.version if current else 0)
        if isinstance(self.conditions.data, QueryDict):
            self.conditions.data = data
        else:
            self.answered = data

    def _draft(self) -> bool:
        data = self.form.cleaned_data
        services.draft_decision(
            submission=self.paper,
            by=self.request.user,
            outcome=data["outcome"],
            text=data["text"],
            expected=data["version"],
        )
        messages.success(self.request, "The draft is saved. The mail below is what its authors would read.")
        return True

    def _clear(self) -> bool:
        expected = seen_version(self.request)
        services.clear_decision(submission=self.paper, by=self.request.user, expected=expected)
        messages.success(self.request, "The draft is taken back.")
        return True

    def _preview_correction(self) -> bool:
        data = self.form.cleaned_data
        saved = self._saved()
        if saved and saved.released_at:
            self.preview = services.preview_correction(saved, outcome=data["outcome"], text=data["text"])
        return False

    def _correct(self) -> bool:
        data = self.form.cleaned_data
        services.correct_decision(
            submission=self.paper,
            by=self.request.user,
            outcome=data["outcome"],
            text=data["text"],
            expected=data["version"],
        )
        messages.success(self.request, "The decision is corrected; its authors get a mail.")
        return True

    def _mail(self, saved: Decision | None) -> services.Preview | None:
        if self.preview or saved is None or saved.released_at:
            return self.preview
        return services.preview_decision(saved)

    def _saved(self) -> Decision | None:
        return (
            Decision.objects.filter(submission_id=self.paper.pk)
            .select_related("submission__workshop", "submission__track")
            .first()
        )

    def _keep(self, error: PlenaryError) -> None:
        """Keep the error to be shown; the next save starts from what is saved now, which stands beside it."""
        self.error = error
        self.status = error.status
        saved = self._saved()
        start_from(self.form, saved.version if saved else 0)
