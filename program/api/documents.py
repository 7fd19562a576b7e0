"""Things to print: documents, their wording, certificates, letters of invitation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import FileResponse
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.response import Response

from conference.api.doors import Door, chairs, editors
from conference.api.listed_shapes import PictureSerializer
from conference.api.operations import operation
from conference.api.setup import READ, WRITE
from conference.errors import NotFound
from conference.forms.reading import require_valid, shown_values
from conference.scopes import Scope
from program.api import paper_shapes as shapes
from program.api.making import MADE, MAKING, made_file
from program.forms import TextsForm
from program.models import InvitationLetter
from program.selectors.documents import texts_of
from program.selectors.made import KINDS, DocumentKind, DocumentRow, document_rows, made_documents
from program.selectors.own_documents import letters_for_chair
from program.services import document_texts as services
from program.services import letters
from program.services.documents import start_document

TAG = "Programme: documents"
BOOKLET = {
    "key": "booklet",
    "label": "Programme booklet",
    "about": "Cover, programme, abstracts, speakers, your notes and map.",
    "left_out": [],
}
TEXTS = {
    "signed_by": "Marguerite Aubin, program chair",
    "reviewer_text": "This is to certify that {name} reviewed {papers}.",
    "presenter_text": "This is to certify that {name} presented {paper}.",
    "letter_text": "Dear {name}, …",
    "booklet_notes": "The room is behind the fountain.",
    "more_badges": "Imre Halmos; Halmos Press; Press",
    "has_map": False,
}
LETTER = {
    "id": 6,
    "paper": 12,
    "name": "Xiaoman Ruan",
    "address": "Yunling University",
    "state": "asked",
    "text": "",
    "answer": "",
    "asked_at": "2026-06-01T08:00:00Z",
    "decided_at": None,
}
DRAFTED = LETTER | {"draft": "Dear Xiaoman Ruan, …"}
GRANTED = DRAFTED | {"state": "granted", "text": "Dear Xiaoman Ruan, …", "decided_at": "2026-06-02T08:00:00Z"}


class DocumentDoor(Door):
    """An address of documents. What was made holds what its maker may see, so it is hers alone."""

    allowed = editors

    def kind(self, key: str) -> DocumentKind:
        found = KINDS.get(key)
        if found is None or not found.is_for(self.viewer, self.workshop):
            raise NotFound
        return found

    def jobs(self, key: str) -> Any:
        return made_documents(self.viewer, self.workshop, self.kind(key).key)


class Documents(DocumentDoor):
    """The documents."""

    @operation(
        "list_documents", "What can be printed", tag=TAG, scope=Scope.PROGRAMME_READ, paged=True,
        answers=shapes.DocumentSerializer, example=MADE | BOOKLET,
    )  # fmt: skip
    def get(self) -> Response:
        """List the documents that you can have made: proceedings, booklet, labels, badges, certificates."""
        return self.page(self.part.of_rows(document_rows(self.viewer, self.workshop)))


class OneDocument(DocumentDoor):
    """A document."""

    @operation(
        "read_document", "A document", tag=TAG, scope=Scope.PROGRAMME_READ, answers=shapes.DocumentSerializer,
        example=MADE | BOOKLET,
    )  # fmt: skip
    def get(self, kind: str) -> Response:
        """Read how far the newest document of a kind is; its ETag spares a script that asks again what has not changed."""
        return self.answer(DocumentRow(self.kind(kind), self.jobs(kind).first()))

    @operation(
        "make_document", "Have a document made", tag=TAG, scope=Scope.PROGRAMME_WRITE, keyed=True,
        answers=shapes.DocumentSerializer, example=MAKING | BOOKLET,
    )  # fmt: skip
    def post(self, kind: str) -> Response:
        """Have a document made as a PDF, of what you may see."""
        found = self.kind(kind)
        return self.answer(
            DocumentRow(found, start_document(kind=found.key, workshop=self.workshop, by=self.user))
        )


class DocumentFile(DocumentDoor):
    """The PDF."""

    @operation("download_document", "Download a document", tag=TAG, scope=Scope.PROGRAMME_READ, is_file=True)
    def get(self, kind: str) -> FileResponse:
        """Download the newest document of a kind that you had made, a PDF."""
        return made_file(self, self.jobs(kind), f"{self.workshop.slug}-{kind}.pdf")


class TextsDoor(Door):
    """An address of the wording of documents."""

    allowed = chairs

    def shown(self) -> Response:
        texts = texts_of(self.workshop)
        return self.answer(texts, version=texts.version if texts.pk else 0)

    def save(self, given: dict[str, Any], files: Any = None) -> Response:
        texts = texts_of(self.workshop)
        expected = self.seen(texts.version if texts.pk else 0)
        form = TextsForm({**shown_values(TextsForm(instance=texts)), **given}, files, instance=texts)
        require_valid(form, {"picture": "file"})
        services.save_texts(texts=form.instance, by=self.user, expected=expected, picture=form.map)
        return self.shown()


class Texts(TextsDoor):
    """The wording of documents."""

    @operation(
        "read_document_texts", "The wording of documents", tag=TAG, scope=READ,
        answers=shapes.DocumentTextsSerializer, example=TEXTS,
    )  # fmt: skip
    def get(self) -> Response:
        """Read how certificates, letters, badges and the booklet are worded."""
        return self.shown()

    @operation(
        "word_documents", "Word documents", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeDocumentTextsSerializer, sent={"signed_by": TEXTS["signed_by"]},
        answers=shapes.DocumentTextsSerializer, example=TEXTS,
    )  # fmt: skip
    def patch(self) -> Response:
        """Change what you name of the wording; what was granted or made before stays as it was."""
        return self.save(dict(self.sent()))


class BookletMap(TextsDoor):
    """The map in the booklet."""

    parser_classes: ClassVar[list[type[BaseParser]]] = [MultiPartParser]  # type: ignore[misc]

    @operation(
        "set_booklet_map", "Upload the map of the booklet", tag=TAG, scope=WRITE, guarded=True, is_upload=True,
        takes=PictureSerializer, sent={"file": "map.png"}, answers=shapes.DocumentTextsSerializer,
        example=TEXTS | {"has_map": True},
    )  # fmt: skip
    def post(self) -> Response:
        """Upload the map that the booklet shows, in place of the one that is there."""
        return self.save({}, {"picture": self.sent()["file"]})

    @operation(
        "remove_booklet_map", "Remove the map of the booklet", tag=TAG, scope=WRITE, guarded=True,
        answers=shapes.DocumentTextsSerializer, example=TEXTS,
    )  # fmt: skip
    def delete(self) -> Response:
        """Take the map out of the booklet."""
        return self.save({"without_map": "on"})


class Certificates(Door):
    """Whether people can fetch their certificates."""

    allowed = chairs

    @operation(
        "read_certificates", "Whether certificates are released", tag=TAG, scope=READ,
        answers=shapes.CertificatesSerializer, example={"released": False},
    )  # fmt: skip
    def get(self) -> Response:
        """Read whether reviewers and presenters can fetch their certificates."""
        return self.answer({"released": texts_of(self.workshop).certificates_released_at is not None})

    @operation(
        "release_certificates", "Release certificates", tag=TAG, scope=Scope.RELEASE_WRITE,
        takes=shapes.CertificatesSerializer, sent={"released": True}, answers=shapes.CertificatesSerializer,
        example={"released": True},
    )  # fmt: skip
    def put(self) -> Response:
        """Let reviewers and presenters fetch their certificates, or no longer."""
        services.release_certificates(workshop=self.workshop, by=self.user, **self.sent())
        return self.get()


class LetterDoor(Door):
    """An address of letters of invitation: of papers whose authors you may know."""

    allowed = chairs

    def letter(self, pk: int) -> InvitationLetter:
        found = letters_for_chair(self.viewer, self.workshop).filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found

    def shown(self, pk: int) -> Response:
        found = self.letter(pk)
        found.draft = letters.letter_draft(found)  # type: ignore[attr-defined]
        return self.answer(found)


class Letters(LetterDoor):
    """The letters."""

    @operation(
        "list_letters", "Letters of invitation", tag=TAG, scope=READ, paged=True, answers=shapes.LetterSerializer,
        example=LETTER,
    )  # fmt: skip
    def get(self) -> Response:
        """List the letters of invitation that authors asked for, the newest first."""
        return self.page(self.part.newest_first(letters_for_chair(self.viewer, self.workshop), list))


class OneLetter(LetterDoor):
    """A letter."""

    @operation(
        "read_letter", "A letter of invitation", tag=TAG, scope=READ, answers=shapes.OneLetterSerializer,
        example=DRAFTED,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read who asked for a letter, and what it would say."""
        return self.shown(pk)

    @operation(
        "answer_letter", "Grant or refuse a letter", tag=TAG, scope=WRITE, takes=shapes.AnswerLetterSerializer,
        sent={"grant": True}, answers=shapes.OneLetterSerializer, example=GRANTED,
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Grant a letter as its draft stands or in words of your own, or refuse it with a reason; the author gets a mail."""
        found, given = self.letter(pk), self.sent()
        letters.decide_letter(
            viewer=self.viewer,
            workshop=self.workshop,
            by=self.user,
            pk=pk,
            grant=given["grant"],
            text=given.get("text", letters.letter_draft(found)),
            answer=given["answer"],
        )
        return self.shown(pk)


class AskLetter(Door):
    """A letter for a paper of one's own."""

    @operation(
        "ask_for_letter", "Ask for a letter of invitation", tag="Your papers", scope=Scope.SUBMISSIONS_WRITE,
        keyed=True, status=201, takes=shapes.AskLetterSerializer, sent={"name": LETTER["name"]},
        answers=shapes.LetterSerializer, example=LETTER,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Ask for a letter of invitation for an accepted paper of yours; you get a mail when the chairs have answered."""
        return self.answer(
            letters.ask_letter(
                viewer=self.viewer, workshop=self.workshop, by=self.user, number=number, **self.sent()
            )
        )
