"""What weighs most of what chairs do: releasing decisions to their authors, and looking at hidden authors with a reason."""

from __future__ import annotations

from types import SimpleNamespace

from django.http import FileResponse
from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.scopes import Scope
from reviews.api import examples
from reviews.api.chairs import ChairDoor
from reviews.selectors import chair_paper as page
from reviews.selectors.decisions import chosen, release_plan
from reviews.serializers import talking as shapes
from reviews.serializers.chairs import ChairPaperSerializer
from reviews.services.decisions import release_decisions
from reviews.services.looks import record_look
from reviews.sight import Info
from reviews.visibility import SeenPaper, rights
from submissions.selectors.files import current_file, paper_files


class Release(ChairDoor):
    """The release of decisions."""

    @operation(
        "read_release", "What a release would send", tag="Chairs: judgement", scope=Scope.CHAIR_READ,
        answers=shapes.ReleasePlanSerializer, example=examples.RELEASE_PLAN,
    )  # fmt: skip
    def get(self) -> Response:
        """Read the drafts that a release would send out now, and how many mails that makes."""
        return self.answer(release_plan(self.viewer, self.workshop))

    @operation(
        "release_decisions", "Release decisions", tag="Chairs: judgement", scope=Scope.RELEASE_WRITE, keyed=True,
        takes=shapes.ReleaseDecisionsSerializer, sent={"papers": [{"number": 12, "version": 2}]},
        answers=shapes.ReleasedSerializer, example={"released": 1},
    )  # fmt: skip
    def post(self) -> Response:
        """Release the drafts that you looked at, each in the version that you saw, with a mail to every author.

        Where one has changed since, none is released. What is released already is passed over; no mail goes twice.
        """
        seen = {row["number"]: row["version"] for row in self.sent()["papers"]}
        papers = chosen(self.viewer, self.workshop, seen)
        unknown = [number for number in seen if number not in papers]
        if unknown:
            reasons = [f"#{number} is no paper on which you can decide now." for number in unknown]
            raise Invalid("Not every paper can be released; none was.", {"papers": reasons})
        released = release_decisions(
            workshop=self.workshop,
            by=self.user,
            seen={paper.pk: seen[number] for number, paper in papers.items()},
        )
        return self.answer(SimpleNamespace(released=released))


class LookDoor(ChairDoor):
    """An address at which a chair looks at what is hidden from her."""

    def look(self, number: int, info: Info, what: str) -> SeenPaper:
        """Return a paper of which she may see this now: her reason is kept where it is hidden otherwise."""
        paper, given = self.to_act(number), self.sent()
        found = rights(paper, self.viewer, self.workshop)
        if not found.sees(info):
            if not found.may_force(info):
                raise NotFound
            record_look(submission=paper, by=self.user, reason=given["reason"], what=what)
        return paper


class Look(LookDoor):
    """A look at hidden authors."""

    @operation(
        "look_at_authors", "Look at hidden authors", tag="Chairs: papers", scope=Scope.LOOK_WRITE,
        takes=shapes.LookSerializer, sent={"reason": "A reviewer says that she is an author."},
        answers=ChairPaperSerializer, example=examples.LOOKED_AT,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Read a paper with its authors, once. Who looked and why stands in the history, where the other chairs read it."""
        self.look(number, Info.AUTHOR_IDENTITIES, "the authors")
        paper, found = page.access_chair_paper(self.viewer, self.workshop, number)
        return self.answer(page.chair_paper(paper, found, self.viewer, self.workshop, forced=True))


class OriginalFile(LookDoor):
    """A look at the file as it was uploaded."""

    @operation(
        "look_at_original", "Download the original file", tag="Chairs: papers", scope=Scope.LOOK_WRITE,
        takes=shapes.LookSerializer, sent={"reason": "The copy for reviewers lacks a figure."}, is_file=True,
    )  # fmt: skip
    def post(self, number: int) -> FileResponse:
        """Download the PDF as its authors uploaded it, names and all. Who looked and why stands in the history."""
        paper = self.look(number, Info.ORIGINAL_FILE, "the original file")
        file = current_file(paper_files(paper))
        if file is None:
            raise NotFound
        return self.file(file.file.open("rb"), f"paper-{number}-original.pdf")
