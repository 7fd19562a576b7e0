"""The chairs' part of the API on what papers are asked: the form's questions, and the styles that PDFs are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.response import Response

from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED, require_valid, shown_values
from conference.models import StyleProfile
from conference.scopes import Scope
from submissions.api import set_up_shapes as shapes
from submissions.forms.fields import FieldForm, initial_of_policy
from submissions.forms.styles import StyleForm, initial_of
from submissions.models import FormField
from submissions.pdfcheck import Style, style_from_json
from submissions.selectors.composer import fields_of
from submissions.services import form_fields as services
from submissions.services import styles as style_services

TAG = "Chairs: set-up"
READ, WRITE = Scope.CHAIR_READ, Scope.CHAIR_WRITE
NAMES = {"option_lines": "options", "seen": "body"}
FIELD = {
    "id": 31,
    "version": 1,
    "stage": "submission",
    "kind": "yes_no",
    "policy": "",
    "audience": "chairs",
    "label": "Is the code public?",
    "help": "",
    "options": [],
    "required": True,
    "word_limit": None,
    "tracks": [7],
    "is_retired": False,
    "answers": 0,
}
NUMBERS = {
    "name": "Fields 2026",
    "paper": "a4",
    "columns": 2,
    "text_width": 170.0,
    "text_height": 240.0,
    "text_size": 10.0,
    "line_spacing": 12.0,
}
STYLE = {"id": 4, **NUMBERS, "tracks": [7]}


class FieldDoor(Door):
    """An address of the questions of the form."""

    allowed = chairs

    def found(self, pk: int) -> FormField:
        found = fields_of(self.workshop).filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found

    def show(self, pk: int) -> Response:
        found = self.found(pk)
        return self.answer(found, version=found.version)

    def form(self, given: Mapping[str, Any], field: FormField | None = None) -> FieldForm:
        """Return the form of the page as it was sent, or raise Invalid."""
        known = set(self.workshop.tracks.values_list("pk", flat=True))
        if unknown := [pk for pk in given.get("tracks", ()) if pk not in known]:
            raise Invalid(REFUSED, {"tracks": [f"There is no track {unknown[0]}."]})
        begin = FieldForm(workshop=self.workshop, instance=field)
        ready = {} if field else initial_of_policy(given.get("policy", ""))
        form = FieldForm(
            {**shown_values(begin), **ready, **_sent(given)}, workshop=self.workshop, instance=field
        )
        require_valid(form, NAMES)
        return form


def _sent(given: Mapping[str, Any]) -> dict[str, Any]:
    data = {name: "" if value is None else value for name, value in given.items()}
    if "options" in data:
        data["option_lines"] = "\n".join(" ".join(option.split()) for option in data.pop("options"))
    return data


class Questions(FieldDoor):
    """The questions of the form."""

    @operation(
        "list_questions", "The questions of the form", tag=TAG, scope=READ, paged=True,
        answers=shapes.ComposedFieldSerializer, example=FIELD,
    )  # fmt: skip
    def get(self) -> Response:
        """List what authors are asked beside title and abstract, in its order, with what is asked no more."""
        return self.page(self.part.of_rows(fields_of(self.workshop), lambda field: field.pk))

    @operation(
        "add_question", "Add a question", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.NewFieldSerializer,
        sent={"label": "Is the code public?", "kind": "yes_no", "required": True},
        answers=shapes.ComposedFieldSerializer, example=FIELD,
    )  # fmt: skip
    def post(self) -> Response:
        """Add a question, or a policy from its ready text, at the end of the form."""
        form = self.form(self.sent())
        field = services.add_field(
            workshop=self.workshop, by=self.user, values=form.values(), tracks=form.tracks_chosen()
        )
        return self.show(field.pk)


class OneQuestion(FieldDoor):
    """A question of the form."""

    @operation(
        "read_question", "A question of the form", tag=TAG, scope=READ,
        answers=shapes.ComposedFieldSerializer, example=FIELD,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read a question as it is asked."""
        return self.show(pk)

    @operation(
        "change_question", "Change a question", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeFieldSerializer, sent={"required": False}, answers=shapes.ComposedFieldSerializer,
        example=FIELD | {"version": 2, "required": False},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of a question; who answered keeps the wording that she read. Its kind stays once it has answers."""
        expected = self.seen(self.found(pk).version)
        form = self.form(self.sent(), self.found(pk))
        services.change_field(
            field=self.found(pk),
            by=self.user,
            expected=expected,
            values=form.values(),
            tracks=form.tracks_chosen(),
        )
        return self.show(pk)

    @operation("retire_question", "Ask a question no more", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Ask a question no more; its answers are kept. One that nobody has answered is deleted."""
        found = self.found(pk)
        self.seen(found.version)
        services.retire_field(field=found, by=self.user)
        return self.nothing()


class QuestionBack(FieldDoor):
    """Asking a question again."""

    @operation(
        "bring_question_back", "Ask a question again", tag=TAG, scope=WRITE,
        answers=shapes.ComposedFieldSerializer, example=FIELD,
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Ask a question again that was asked no more. A second call does nothing."""
        services.bring_back(field=self.found(pk), by=self.user)
        return self.show(pk)


class QuestionOrder(FieldDoor):
    """The order of the questions."""

    @operation(
        "order_questions", "Put the questions in order", tag=TAG, scope=WRITE, status=204,
        takes=shapes.OrderFieldsSerializer, sent={"order": [32, 31]},
    )  # fmt: skip
    def put(self) -> Response:
        """Put the questions in this order."""
        services.order_fields(workshop=self.workshop, by=self.user, order=self.sent()["order"])
        return self.nothing()


class StyleDoor(Door):
    """An address of the style profiles."""

    allowed = chairs

    @staticmethod
    def row(profile: StyleProfile) -> dict[str, Any]:
        style = style_from_json({**profile.numbers, "name": profile.name})
        return {**_numbers(style), "id": profile.pk, "tracks": [track.pk for track in profile.tracks.all()]}


def _numbers(style: Style) -> dict[str, Any]:
    return {name: None if value == "" else value for name, value in initial_of(style).items()}


class Styles(StyleDoor):
    """The style profiles."""

    @operation(
        "list_styles", "The style profiles", tag=TAG, scope=READ, paged=True,
        answers=shapes.StyleProfileSerializer, example=STYLE,
    )  # fmt: skip
    def get(self) -> Response:
        """List the styles of your own that the PDFs of a track can be compared with."""
        profiles = self.workshop.style_profiles.prefetch_related("tracks")
        return self.page(self.part.of_rows([self.row(one) for one in profiles], lambda row: row["id"]))

    @operation(
        "keep_style", "Keep a style profile", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.StyleNumbersSerializer, sent=NUMBERS, answers=shapes.StyleProfileSerializer,
        example=STYLE | {"tracks": []},
    )  # fmt: skip
    def post(self) -> Response:
        """Keep the numbers of a style. Choose it for a track by changing that one."""
        form = StyleForm(_sent(self.sent()), workshop=self.workshop)
        require_valid(form)
        profile = style_services.save_profile(workshop=self.workshop, style=form.style(), by=self.user)
        return self.answer(self.row(profile))


class MeasureStyle(StyleDoor):
    """Measuring a sample."""

    parser_classes: ClassVar[list[type[BaseParser]]] = [MultiPartParser]  # type: ignore[misc]

    @operation(
        "measure_style", "Measure a style’s sample", tag=TAG, scope=WRITE, is_upload=True,
        takes=shapes.SampleSerializer, sent={"name": "Fields 2026", "sample": "sample.pdf"},
        answers=shapes.MeasuredSerializer, example=NUMBERS,
    )  # fmt: skip
    def post(self) -> Response:
        """Measure the style's own sample; neither the file nor its numbers are kept."""
        given = self.sent()
        return self.answer(_numbers(style_services.measure_sample(**given)))


class OneStyle(StyleDoor):
    """A style profile."""

    @operation("remove_style", "Remove a style profile", tag=TAG, scope=WRITE, status=204)
    def delete(self, pk: int) -> Response:
        """Remove a profile; its tracks fall back to their style."""
        found = self.workshop.style_profiles.filter(pk=pk).first()
        if found is None:
            raise NotFound
        style_services.remove_profile(profile=found, by=self.user)
        return self.nothing()
