"""A reviewer's own part of the API: what she says of herself before the papers come, and a paper given back."""

from __future__ import annotations

from types import SimpleNamespace

from rest_framework.response import Response

from conference.api.doors import Door, reviewers
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED, require_valid, shown_values
from conference.scopes import Scope
from reviews.forms.preferences import PreferencesForm, initial_rows, preferences_initial, read_declared
from reviews.models import DeclaredConflict, Reviewer
from reviews.selectors.desk import access_desk
from reviews.selectors.papers import topic_tree
from reviews.selectors.preferences import profile_gaps
from reviews.serializers import season as shapes
from reviews.services import committee
from reviews.services.assignment import decline_assignment

TAG = "Reviewing"
PREFERENCES = {
    "load": 4,
    "at_least": 0,
    "late_reviews": 1,
    "topics": [3],
    "offered": [{"id": 3, "name": "Agriculture"}],
    "conflicts": [{"name": "", "email": "", "domain": "yunling.example", "note": "My group until 2024"}],
    "confirmed_at": "2026-01-14T10:00:00Z",
    "gaps": [],
}
FIELDS = {"max_load": "load", "min_load": "at_least", "emergency_load": "late_reviews"}


class Preferences(Door):
    """What a member of the committee says of herself."""

    allowed = reviewers

    @operation(
        "read_preferences", "Your topics, load and conflicts", tag=TAG, scope=Scope.REVIEWS_READ,
        answers=shapes.PreferencesSerializer, example=PREFERENCES,
    )  # fmt: skip
    def get(self) -> Response:
        """Read what you can judge, how many papers you take, and whom you can’t judge."""
        row = committee.reviewer_row(self.workshop, self.user)
        said = DeclaredConflict.objects.filter(workshop=self.workshop, user=self.user)
        shown = SimpleNamespace(
            load=row.max_load if row else None,
            at_least=row.min_load if row else None,
            late_reviews=row.emergency_load if row else None,
            topics=sorted(row.topics.values_list("pk", flat=True)) if row else None,
            offered=[topic for topic, _depth in topic_tree(self.workshop).topics],
            conflicts=said,
            confirmed_at=row.conflicts_declared_at if row else None,
            gaps=profile_gaps(self.user),
        )
        return self.answer(shown)

    @operation(
        "save_preferences", "Say what you can judge, and whom you can’t", tag=TAG, scope=Scope.REVIEWS_WRITE,
        takes=shapes.ChangePreferencesSerializer,
        sent={"load": 4, "topics": [3], "conflicts": [{"domain": "yunling.example"}]},
        answers=shapes.PreferencesSerializer, example=PREFERENCES,
    )  # fmt: skip
    def patch(self) -> Response:
        """Change what you name and confirm the rest. Topics and conflicts are replaced as a whole; papers you can’t judge are looked for anew."""
        given = self.sent()
        row = committee.reviewer_row(self.workshop, self.user)
        said = list(DeclaredConflict.objects.filter(workshop=self.workshop, user=self.user))
        declared = read_declared(given.pop("conflicts", initial_rows(said)))
        if row:
            self._save(row, given, declared)
        elif given:
            raise Invalid(REFUSED, {name: ["You handle papers here and review none."] for name in given})
        else:
            committee.declare_conflicts(workshop=self.workshop, user=self.user, declared=declared)
        return self.get()

    def _save(self, row: Reviewer, given: dict[str, object], declared: list[committee.Declared]) -> None:
        tree = topic_tree(self.workshop)
        kept = shown_values(PreferencesForm(tree=tree, initial=preferences_initial(row)))
        sent = {name: given[word] for name, word in (FIELDS | {"topics": "topics"}).items() if word in given}
        form = PreferencesForm({**kept, **sent}, tree=tree)
        require_valid(form, FIELDS)
        committee.save_preferences(
            reviewer=row,
            declared=declared,
            **form.chosen(),
            topics=self.workshop.topics.filter(pk__in=form.cleaned_data["topics"]),
        )


class GiveBack(Door):
    """A paper given back."""

    allowed = reviewers

    @operation(
        "give_back", "Give a paper back", tag=TAG, scope=Scope.REVIEWS_WRITE, status=204,
        takes=shapes.GiveBackSerializer, sent={"reason": "I wrote with one of the authors.", "conflict": True},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Give a paper back that you were to review; the chairs read why. One whose review is in stays."""
        _, _, assignment = access_desk(self.viewer, self.workshop, number)
        if assignment is None or assignment.user_id != self.user.pk:
            raise NotFound
        decline_assignment(assignment=assignment, **self.sent())
        return self.nothing()
