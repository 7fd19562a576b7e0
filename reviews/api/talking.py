"""What people say to one another about a paper: reviewers their bids, the committee its discussion, authors their answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from rest_framework.response import Response

from conference.api.doors import Door
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.models import Workshop
from conference.scopes import Scope
from conference.visibility import Viewer
from reviews.api import examples
from reviews.models import Comment, Reviewer
from reviews.projections import review_for_author
from reviews.selectors import bids as bid_selectors
from reviews.selectors import discussion as selectors
from reviews.selectors import rebuttals
from reviews.serializers import talking as shapes
from reviews.services import rebuttals as answers
from reviews.services.bids import place_bid
from reviews.services.committee import reviewer_row
from reviews.services.discussion import edit_comment, follow, mark_read, send_comment
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper, access_paper
from submissions.models import Submission
from submissions.visibility import access_own_paper

TAG, OWN = "Reviewing", "Your papers"
READ, WRITE = Scope.REVIEWS_READ, Scope.REVIEWS_WRITE


def bidders(viewer: Viewer, workshop: Workshop) -> bool:
    """Let reviewers pass; area chairs do not bid."""
    return viewer.is_reviewer(workshop)


class BidDoor(Door):
    """An address of bidding."""

    allowed = bidders

    def reviewer(self) -> Reviewer:
        row = reviewer_row(self.workshop, self.user)
        if row is None:
            raise NotFound
        return row


class Bids(BidDoor):
    """The papers to bid on."""

    @operation(
        "list_bids", "The papers to bid on", tag=TAG, scope=READ, paged=True, query=shapes.BidQuerySerializer,
        answers=shapes.BidPaperSerializer, example=examples.BID,
    )  # fmt: skip
    def get(self) -> Response:
        """List what you may bid on with your bids, the closest to your own work first; none while bidding is closed."""
        asked = self.asked()
        found = bid_selectors.bid_page(self.viewer, self.workshop, self.reviewer())
        rows = found.shown(topic=asked.get("topic"), only_open=asked["open"])
        return self.page(self.part.of_rows(rows, lambda row: row.number))


class OneBid(BidDoor):
    """A bid."""

    @operation(
        "place_bid", "Bid on a paper", tag=TAG, scope=WRITE, takes=shapes.PlaceBidSerializer,
        sent={"bid": "eager"}, answers=shapes.BidsGivenSerializer, example={"given": 12, "wished": 20},
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Say what you would like to review, or take that back. The same once more changes nothing."""
        reviewer = self.reviewer()
        paper = bid_selectors.access_bid_paper(self.viewer, self.workshop, number)
        place_bid(submission=paper, user=self.user, value=self.sent()["bid"])
        given, wished = bid_selectors.bid_counts(self.viewer, self.workshop, reviewer)
        return self.answer(SimpleNamespace(given=given, wished=wished))


class DiscussionDoor(Door):
    """An address of the discussion of a paper."""

    def discussed(self, number: int) -> tuple[SeenPaper, PaperRights]:
        return access_paper(self.viewer, self.workshop, number, Info.DISCUSSION)

    def rows(self, paper: SeenPaper, found: PaperRights) -> tuple[selectors.CommentRow, ...]:
        shown = selectors.discussion(paper, self.viewer, found, self.workshop)
        return shown.comments if shown else ()

    def one(self, paper: SeenPaper, found: PaperRights, pk: int) -> Response:
        row = next((row for row in self.rows(paper, found) if row.pk == pk), None)
        if row is None:
            raise NotFound
        return self.answer(row, version=row.version)


class Discussion(DiscussionDoor):
    """The discussion of a paper."""

    @operation(
        "read_discussion", "The discussion of a paper", tag=TAG, scope=READ, paged=True,
        answers=shapes.CommentSerializer, example=examples.COMMENT,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """List what was said on a paper, the oldest first; others go by their marks, as on the page."""
        return self.page(self.part.of_rows(self.rows(*self.discussed(number)), lambda row: row.pk))

    @operation(
        "write_comment", "Write in a discussion", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.WriteCommentSerializer, sent={"text": "The furrows are counted twice.", "audience": "committee"},
        answers=shapes.CommentSerializer, example=examples.COMMENT | {"is_own": True, "can_edit": True},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Write to reviewers, area chair and chairs, or to area chair and chairs only."""
        paper, found = self.discussed(number)
        comment = send_comment(paper=paper, found=found, by=self.user, **self.sent())
        return self.one(paper, found, comment.pk)


class OneComment(DiscussionDoor):
    """A comment."""

    @operation(
        "read_comment", "A comment", tag=TAG, scope=READ, answers=shapes.CommentSerializer,
        example=examples.COMMENT,
    )  # fmt: skip
    def get(self, number: int, pk: int) -> Response:
        """Read one comment of a discussion."""
        return self.one(*self.discussed(number), pk)

    @operation(
        "change_comment", "Change a comment", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.EditCommentSerializer, sent={"text": "The furrows of field 3 are counted twice."},
        answers=shapes.CommentSerializer, example=examples.COMMENT | {"is_own": True, "can_edit": True},
    )  # fmt: skip
    def patch(self, number: int, pk: int) -> Response:
        """Change a comment of your own within 15 minutes; chairs read what it said before."""
        paper, found = self.discussed(number)
        comment = Comment.objects.filter(pk=pk, submission=paper, author=self.user).first()
        if comment is None:
            raise NotFound
        expected = self.seen(comment.version)
        edit_comment(comment=comment, found=found, by=self.user, expected=expected, text=self.sent()["text"])
        return self.one(paper, found, pk)


class DiscussionRead(DiscussionDoor):
    """How far one has read a discussion."""

    @operation(
        "mark_discussion_read", "Mark a discussion as read", tag=TAG, scope=WRITE, status=204,
        takes=shapes.ReadUpToSerializer, sent={"last": 88},
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Say up to which comment you have read; what comes later is new to you."""
        paper, found = self.discussed(number)
        mark_read(paper=paper, found=found, by=self.user, last=self.sent()["last"])
        return self.nothing()


class FollowDiscussions(Door):
    """Mails about discussions."""

    @operation(
        "follow_discussions", "Get mails of discussions, or none", tag=TAG, scope=WRITE, status=204,
        takes=shapes.FollowSerializer, sent={"on": True},
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Get a mail when something new is written about this paper or any other that you discuss here, or get none."""
        access_paper(self.viewer, self.workshop, number, Info.DISCUSSION)
        follow(workshop=self.workshop, by=self.user, on=self.sent()["on"])
        return self.nothing()


class AnswerToReviews(Door):
    """The authors' answer to the reviews of their paper."""

    @operation(
        "read_answer", "Your answer to the reviews", tag=OWN, scope=Scope.SUBMISSIONS_READ,
        answers=shapes.AnswerToReviewsSerializer, example=examples.ANSWER,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the reviews of your paper and what you answered so far; nothing is there but while answers are open."""
        return self._show(self._own(number)[0])

    @operation(
        "write_answer", "Answer the reviews", tag=OWN, scope=Scope.SUBMISSIONS_WRITE, guarded=True,
        takes=shapes.WriteAnswerSerializer, sent={"text": "Thank you.", "answers": {"A": "They are counted once."}},
        answers=shapes.AnswerToReviewsSerializer, example=examples.ANSWER,
    )  # fmt: skip
    def patch(self, number: int) -> Response:
        """Save what you name of your answer, and hand it to the committee where you say so.

        What is sent can be changed until the end, and each change is read at once.
        """
        paper, found = self._own(number)
        saved = rebuttals.saved_rebuttal(paper)
        expected = self.seen(saved.version if saved else 0)
        given = self.sent()
        use = answers.send_rebuttal if given["send"] else answers.save_rebuttal
        use(
            paper=paper,
            found=found,
            by=self.user,
            expected=expected,
            text=given.get("text", saved.text if saved else ""),
            answers={**_written(paper), **_by_review(paper, given.get("answers", {}))},
        )
        return self._show(paper)

    def _own(self, number: int) -> tuple[Submission, PaperRights]:
        paper = access_own_paper(self.viewer, self.workshop, number)
        _, found = rebuttals.own_standing(self.viewer, paper, self.workshop)
        if not rebuttals.may_answer(found):
            raise NotFound
        return paper, found

    def _show(self, paper: Submission) -> Response:
        saved = rebuttals.saved_rebuttal(paper)
        reviews = list(rebuttals.reviews_to_answer(paper))
        written = _written(paper)
        shown = SimpleNamespace(
            version=saved.version if saved else 0,
            text=saved.text if saved else "",
            answers={review.assignment.mark: written.get(review.pk, "") for review in reviews},
            sent_at=saved.sent_at if saved else None,
            until=self.workshop.rebuttal_until,
            words=self.workshop.rebuttal_words,
            reviews=[review_for_author(review) for review in reviews],
        )
        return self.answer(shown, version=shown.version)


def _written(paper: Submission) -> dict[int, str]:
    saved = rebuttals.saved_rebuttal(paper)
    return {row.review_id: row.text for row in saved.answers.all()} if saved else {}


def _by_review(paper: Submission, given: dict[str, Any]) -> dict[int, str]:
    """Return answers that go by marks by the ids of the reviews."""
    known = {review.assignment.mark: review.pk for review in rebuttals.reviews_to_answer(paper)}
    unknown = [mark for mark in given if mark not in known]
    if unknown:
        reasons = {f"answers.{mark}": ["There is no such review."] for mark in unknown}
        raise Invalid("Some of what was given can’t be taken.", reasons)
    return {known[mark]: text for mark, text in given.items()}
