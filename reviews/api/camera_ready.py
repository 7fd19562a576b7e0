"""Final versions: the checklist of an accepted paper, its answers, options and corrections. Its files are uploaded among the paper's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from rest_framework.response import Response

from conference.api.doors import Door
from conference.api.operations import operation
from conference.errors import NotFound
from conference.models import OptIn
from conference.scopes import Scope
from reviews.api import examples
from reviews.forms.camera_ready import changed_item
from reviews.selectors.camera_ready import (
    FIELDS,
    CameraReadyPage,
    ItemRow,
    access_accepted_own,
    camera_ready_page,
    mark,
    values_of,
)
from reviews.serializers import camera_ready as shapes
from reviews.services import author_changes
from reviews.services import camera_ready as services
from submissions.checklist import Item
from submissions.forms.change import changed_answers, read_authors
from submissions.models import Stage
from submissions.selectors.answers import fields_for
from submissions.selectors.answers import values_of as answers_of

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper

TAG = "Your papers: final versions"
READ, WRITE = Scope.SUBMISSIONS_READ, Scope.SUBMISSIONS_WRITE
SIGNS_OF_MARK = 7
"""How much of the mark of an item's values makes its version: what an ETag can begin with."""


class FinalDoor(Door):
    """An address of one of one's own accepted papers."""

    def paper(self, number: int) -> SeenPaper:
        return access_accepted_own(self.viewer, self.workshop, number)

    def whole(self, number: int) -> Response:
        paper = self.paper(number)
        return self.answer(camera_ready_page(paper), version=paper.version)


class Checklist(FinalDoor):
    """What an accepted paper is asked for."""

    @operation(
        "read_checklist", "The checklist of an accepted paper", tag=TAG, scope=READ,
        answers=shapes.ChecklistSerializer, example=examples.CHECKLIST,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read what your accepted paper is asked for, what is there, and until when. Nothing is there before it is accepted.

        Files are uploaded among the files of the paper, with the item as their kind.
        """
        return self.whole(number)

    @operation(
        "correct_paper", "Correct title and abstract", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.CorrectSerializer, sent={"title": "Counting furrows from orbit"},
        answers=shapes.ChecklistSerializer, example=examples.CHECKLIST,
    )  # fmt: skip
    def patch(self, number: int) -> Response:
        """Correct title and abstract for publication, where the track allows it and until the final version is due."""
        paper = self.paper(number)
        expected, given = self.seen(paper.version), self.sent()
        services.correct_text(
            submission=paper,
            title=given.get("title", paper.title),
            abstract=given.get("abstract", paper.abstract),
            expected=expected,
            by=self.user,
        )
        return self.whole(number)


class OneItem(FinalDoor):
    """A thing that is asked for."""

    @operation(
        "read_item", "An item of the checklist", tag=TAG, scope=READ, answers=shapes.OneItemSerializer,
        example=examples.ONE_ITEM,
    )  # fmt: skip
    def get(self, number: int, item: str) -> Response:
        """Read one thing that is asked for, with its values as they are saved."""
        return self._show(self.paper(number), item)

    @operation(
        "answer_item", "Answer an item of the checklist", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeItemSerializer, sent={"presenter": 41},
        answers=shapes.OneItemSerializer,
        example=examples.ONE_ITEM | {"state": "done", "given": "Xiaoman Ruan", "values": {"presenter": 41}},
    )  # fmt: skip
    def patch(self, number: int, item: str) -> Response:
        """Answer one thing that is asked for: give the fields among its values."""
        paper = self.paper(number)
        row = _row(camera_ready_page(paper), item)
        self.seen(_version(paper, row.item))
        given = self.sent()
        if row.item is Item.QUESTIONS:
            answers = changed_answers(paper, Stage.CAMERA_READY, given.get("answers", {}))
            services.save_answers(submission=paper, given=answers, by=self.user)
        else:
            services.save_item(
                submission=paper,
                item=row.item,
                values=changed_item(paper, row.item, given),
                seen=row.seen,
                by=self.user,
            )
        return self._show(self.paper(number), item)

    def _show(self, paper: SeenPaper, item: str) -> Response:
        row = _row(camera_ready_page(paper), item)
        asks = row.item is Item.QUESTIONS
        shown = SimpleNamespace(
            **{
                name: getattr(row, name)
                for name in ("key", "label", "ask", "required", "standing", "problem")
            },
            **{name: getattr(row, name) for name in ("given", "due", "is_open", "open_names", "findings")},
            version=_version(paper, row.item),
            values=_values(paper, row.item),
            questions=fields_for(paper.track, Stage.CAMERA_READY) if asks else (),
        )
        return self.answer(shown, version=shown.version)


class Option(FinalDoor):
    """An option of the track."""

    @operation(
        "choose_option", "Choose an option", tag=TAG, scope=WRITE,
        takes=shapes.ChooseOptionSerializer, sent={"chosen": True, "agreed": True},
        answers=shapes.ChecklistSerializer, example=examples.CHECKLIST,
    )  # fmt: skip
    def put(self, number: int, pk: int) -> Response:
        """Choose an option of the track, agreeing to its conditions, or take it back. The same once more changes nothing."""
        paper = self.paper(number)
        option = OptIn.objects.filter(pk=pk, track=paper.track).first()
        if option is None:
            raise NotFound
        services.choose_opt_in(submission=paper, opt_in=option, by=self.user, **self.sent())
        return self.whole(number)


class FinalNames(FinalDoor):
    """The word that somebody looked at the names on the final PDF."""

    @operation(
        "note_names_seen", "Say that all names stand on the final PDF", tag=TAG, scope=WRITE,
        takes=shapes.NamesSeenSerializer, sent={"file": examples.FILE["id"]},
        answers=shapes.ChecklistSerializer, example=examples.CHECKLIST,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Say that you found on the final PDF the names that the check did not find. A second call does nothing."""
        services.confirm_names(
            submission=self.paper(number), public_id=str(self.sent()["file"]), by=self.user
        )
        return self.whole(number)


class AuthorWish(FinalDoor):
    """The wish for another list of authors."""

    @operation(
        "ask_for_authors", "Ask for another list of authors", tag=TAG, scope=WRITE, keyed=True,
        takes=shapes.AskAuthorsSerializer,
        sent={"authors": [{"name": "Xiaoman Ruan"}, {"name": "Imre Halmos"}], "reason": "He ran the new experiments."},
        answers=shapes.ChecklistSerializer,
        example=examples.CHECKLIST | {"author_change": examples.AUTHOR_CHANGE},
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Ask the chairs for another list of authors, given as a whole. Nothing changes before they agree."""
        given = self.sent()
        author_changes.ask(
            submission=self.paper(number),
            authors=read_authors(given["authors"]),
            reason=given["reason"],
            by=self.user,
        )
        return self.whole(number)

    @operation("take_back_wish", "Take the wish for other authors back", tag=TAG, scope=WRITE, status=204)
    def delete(self, number: int) -> Response:
        """Take the wish back; the authors stay as they are."""
        author_changes.take_back(submission=self.paper(number), by=self.user)
        return self.nothing()


def _row(page: CameraReadyPage, item: str) -> ItemRow:
    found = next((row for row in page.rows if row.key == item), None)
    if found is None:
        raise NotFound
    return found


def _values(paper: SeenPaper, item: Item) -> dict[str, object]:
    if item is Item.QUESTIONS:
        return {str(key): value for key, value in answers_of(paper, Stage.CAMERA_READY).items()}
    return values_of(paper, item) if item in FIELDS else {}


def _version(paper: SeenPaper, item: Item) -> int:
    """Return a number that is another one after each change of an item, which has no count of its own."""
    return int(mark(_values(paper, item))[:SIGNS_OF_MARK], 16)
