"""An area chair's recommendation on a paper."""

from __future__ import annotations

from rest_framework.response import Response

from conference.api.doors import Door, reviewers
from conference.api.operations import operation
from conference.errors import NotFound
from reviews.api import examples
from reviews.api.talking import READ, TAG, WRITE
from reviews.models import Assignment, MetaReview
from reviews.selectors.meta_reviews import can_write, own_meta_review
from reviews.selectors.season import own_assignment
from reviews.serializers import talking as shapes
from reviews.services import meta_reviews as services
from reviews.sight import Info
from reviews.visibility import PaperRights, access_paper


class OwnMetaReview(Door):
    """One's own recommendation on a paper that one handles."""

    allowed = reviewers

    @operation(
        "read_own_meta_review", "Your recommendation", tag=TAG, scope=READ, answers=shapes.MetaReviewSerializer,
        example=examples.META_REVIEW,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read your recommendation on a paper that you handle; version 1 where it is not begun."""
        return self._show(self._mine(number)[0])

    @operation(
        "write_meta_review", "Recommend", tag=TAG, scope=WRITE, guarded=True, takes=shapes.WriteMetaReviewSerializer,
        sent={"recommendation": "accept_spotlight", "text": "Both reviewers agree.", "submit": True},
        answers=shapes.MetaReviewSerializer, example=examples.META_REVIEW,
    )  # fmt: skip
    def patch(self, number: int) -> Response:
        """Save what you name of your recommendation, and send it to the chairs where you say so."""
        assignment, found = self._mine(number)
        row = own_meta_review(assignment) or MetaReview()
        expected, given = self.seen(row.version), self.sent()
        values = {name: given.get(name, getattr(row, name)) for name in services.FIELDS}
        use = services.submit_meta_review if given["submit"] else services.save_meta_review
        use(assignment=assignment, found=found, expected=expected, values=values)
        return self._show(assignment)

    def _mine(self, number: int) -> tuple[Assignment, PaperRights]:
        paper, found = access_paper(self.viewer, self.workshop, number, Info.META_REVIEW)
        assignment = own_assignment(self.viewer, paper, Assignment.Part.AREA_CHAIR)
        if assignment is None or not can_write(found):
            raise NotFound
        return assignment, found

    def _show(self, assignment: Assignment) -> Response:
        row = own_meta_review(assignment) or MetaReview()
        return self.answer(row, version=row.version)
