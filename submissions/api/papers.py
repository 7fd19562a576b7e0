"""One's own papers: begin, read, change, submit, withdraw. The same services and forms as the pages."""

from __future__ import annotations

from rest_framework.response import Response

from conference.api.doors import Door
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED
from conference.scopes import Scope
from submissions import serializers as shapes
from submissions.api import examples
from submissions.forms.change import changed_entry
from submissions.forms.start import StartForm
from submissions.models import Submission
from submissions.selectors.own_record import own_record, submission_form
from submissions.selectors.papers import own_rows
from submissions.selectors.season import open_tracks, season_of
from submissions.services import confirmation, late
from submissions.services import papers as services
from submissions.visibility import access_own_paper

TAG = "Your papers"
READ, WRITE = Scope.SUBMISSIONS_READ, Scope.SUBMISSIONS_WRITE


class OwnPaperDoor(Door):
    """An address of one of one's own papers."""

    def paper(self, number: int) -> Submission:
        return access_own_paper(self.viewer, self.workshop, number)

    def whole(self, paper: Submission) -> Response:
        """Answer with the paper as it is saved now."""
        fresh = self.paper(paper.number)
        return self.answer(own_record(fresh), version=fresh.version)


class SubmissionForm(Door):
    """What a paper can say of itself."""

    @operation(
        "read_submission_form", "Tracks, topics and questions", tag=TAG, scope=READ,
        answers=shapes.SubmissionFormSerializer, example=examples.FORM,
    )  # fmt: skip
    def get(self) -> Response:
        """Read the tracks that take papers, the topics to choose from, and what each track asks."""
        return self.answer(submission_form(self.workshop))


class OwnPapers(OwnPaperDoor):
    """The list of one's own papers."""

    @operation(
        "list_own_papers", "Your papers", tag=TAG, scope=READ, paged=True,
        answers=shapes.OwnPaperSerializer, example=examples.ROW,
    )  # fmt: skip
    def get(self) -> Response:
        """List your papers in a workshop with what is to be done with each."""
        rows = own_rows(self.viewer, self.workshop, season_of(self.workshop))
        return self.page(self.part.of_rows(rows, lambda row: row.number))

    @operation(
        "begin_paper", "Begin a paper", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.BeginSerializer, sent={"track": 7},
        answers=shapes.SubmissionSerializer, example=examples.DRAFT,
    )  # fmt: skip
    def post(self) -> Response:
        """Begin a draft in a track, with you as its first author. A draft that is still empty is taken up again."""
        form = StartForm(self.sent(), tracks=open_tracks(self.workshop))
        if not form.is_valid():
            raise Invalid(
                "Pick one of the tracks that take papers.",
                {"track": [str(reason) for reason in form.errors["track"]]},
            )
        return self.whole(
            services.create_draft(workshop=self.workshop, track=form.cleaned_data["track"], by=self.user)
        )


class OwnPaper(OwnPaperDoor):
    """One of one's own papers."""

    @operation(
        "read_own_paper", "One of your papers", tag=TAG, scope=READ, answers=shapes.SubmissionSerializer,
        example=examples.PAPER,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read a paper with its authors, answers and files, and what submitting still needs."""
        return self.whole(self.paper(number))

    @operation(
        "change_paper", "Change a paper", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeSerializer, sent={"title": "Counting furrows from orbit", "topics": [3]},
        answers=shapes.SubmissionSerializer, example=examples.PAPER,
    )  # fmt: skip
    def patch(self, number: int) -> Response:
        """Change what you name of a paper, draft or submitted; the rest stays.

        Lists are replaced as a whole. Each co-author with an address is linked to her account.
        """
        paper = self.paper(number)
        expected = self.seen(paper.version)
        entry = changed_entry(paper, self.sent())
        return self.whole(services.save_draft(submission=paper, by=self.user, expected=expected, entry=entry))

    @operation("discard_paper", "Delete a draft", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, number: int) -> Response:
        """Delete a draft with its files. What was submitted once can only be withdrawn."""
        paper = self.paper(number)
        self.seen(paper.version)
        services.discard_draft(submission=paper, by=self.user)
        return self.nothing()


class Submit(OwnPaperDoor):
    """Submitting a paper."""

    @operation(
        "submit_paper", "Submit a paper", tag=TAG, scope=WRITE, keyed=True,
        answers=shapes.SubmissionSerializer, example=examples.PAPER,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Submit a draft. While its files are being checked this is kept as your wish: submit_asked_at is set.

        What is missing is named part by part. A second call does nothing.
        """
        return self.whole(services.submit(submission=self.paper(number), by=self.user))


class Withdraw(OwnPaperDoor):
    """Withdrawing a paper."""

    @operation(
        "withdraw_paper", "Withdraw a paper", tag=TAG, scope=WRITE, keyed=True,
        answers=shapes.SubmissionSerializer, example=examples.PAPER | {"state": "withdrawn"},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Take a submitted paper back; its authors are told by mail. A second call does nothing."""
        return self.whole(services.withdraw(submission=self.paper(number), by=self.user))


class Restore(OwnPaperDoor):
    """Submitting a withdrawn paper again."""

    @operation(
        "restore_paper", "Submit a withdrawn paper again", tag=TAG, scope=WRITE, keyed=True,
        answers=shapes.SubmissionSerializer, example=examples.PAPER,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Submit a withdrawn paper again while the deadline lasts. A second call does nothing."""
        return self.whole(services.restore(submission=self.paper(number), by=self.user))


class AskAuthors(OwnPaperDoor):
    """The co-authors who have not said that they are."""

    @operation(
        "ask_authors", "Ask co-authors to confirm", tag=TAG, scope=WRITE, answers=shapes.AskedAuthorsSerializer,
        example={"mails": 1},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Write to the co-authors who have not confirmed that they are authors; to each once a day at most."""
        asked = confirmation.remind_authors(submission=self.paper(number), by=self.user)
        return self.answer({"mails": asked})


class Authorship(OwnPaperDoor):
    """One's own word on being an author."""

    @operation(
        "confirm_authorship", "Say whether you are an author", tag=TAG, scope=WRITE, status=204,
        takes=shapes.AuthorshipSerializer, sent={"author": True},
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Say that you stand by a paper on which you are named, or that this is a mistake: then it is no longer yours."""
        author = confirmation.access_own(self.paper(number), self.user)
        say = confirmation.confirm if self.sent()["author"] else confirmation.deny
        say(author=author, by=self.user)
        return self.nothing()


class LatePaper(OwnPaperDoor):
    """A paper for which a chair gave a link."""

    @operation(
        "begin_late_paper", "Begin a late paper", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.LatePaperSerializer, sent={"link": "https://plenary.example/terrabytes-2026/late/Mg:1u/"},
        answers=shapes.SubmissionSerializer, example=examples.DRAFT,
    )  # fmt: skip
    def post(self) -> Response:
        """Begin the one paper that a chair's link gives leave for, or go on with a draft; the link is used up by it."""
        given = self.sent()
        try:
            link = late.access_link(self.workshop, given["link"].strip("/ ").rpartition("/")[2])
        except NotFound as error:
            raise Invalid(REFUSED, {"link": [error.message]}) from error
        return self.whole(late.use_link(link=link, by=self.user, draft=given.get("draft")))
