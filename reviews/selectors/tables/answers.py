"""The questions of the submission form in a table of papers: a column each, and the condition that asks for an answer.

A chair without a conflict may read every answer, whoever else it is meant for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conference.folding import fold
from reviews.selectors.tables.columns import COLUMNS, Column
from reviews.selectors.tables.source import Source
from reviews.sight import Info
from submissions.answers import Value, in_words
from submissions.models import FieldKind, FormField, Stage

CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO})
EXACT = CHOSEN | {FieldKind.NUMBER, FieldKind.AGREEMENT}
MANY_CHOICES = 12


@dataclass(frozen=True)
class Answered:
    """An answer as a cell: how it reads, what an export writes, what it is sorted by."""

    words: str
    plain: str | int | float
    order: Any


def columns_for(questions: Iterable[FormField]) -> Mapping[str, Column]:
    """Return every column that a table can have: those that there always are, then one for each question."""
    return {**COLUMNS, **{column_key(field): _column(field) for field in questions}}


def column_key(field: FormField) -> str:
    return f"answer-{field.pk}"


def choices_of(source: Source) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the questions with choices, each with its choices and the condition that finds it."""
    return [
        (field.label, [(option, f'answer:"{field.label}={option}"') for option in _options(field)])
        for field in source.questions
        if field.kind in CHOSEN and field.retired_at is None and _can_be_asked(field)
    ]


def answering(source: Source, asked: str) -> set[int]:
    """Return the papers with such an answer: words of any answer, or ``question=words``; of choices the whole one."""
    label, equals, words = asked.partition("=")
    fields = _named(source.questions, fold(label)) if equals else source.questions
    wanted = fold(words if equals else asked).strip()
    kinds = {field.pk: field.kind for field in fields}
    return {
        pk
        for pk, its in source.answers(source.seen.facts).items()
        if any(
            _matches(value, wanted, whole=bool(equals) and kinds[field] in EXACT)
            for field, value in its.items()
            if field in kinds
        )
    }


def _column(field: FormField) -> Column:
    about = "a policy" if field.is_policy else "an answer"
    if field.stage == Stage.CAMERA_READY:
        about = f"{about}, with the final version"
    return Column(
        column_key(field),
        field.label,
        Info.OPT_INS_AND_DECLARATIONS,
        _load(field),
        "answer",
        f"{about}, asked no more" if field.retired_at else about,
        order=lambda cell: cell.order,
        plain=lambda cell: cell.plain,
    )


def _load(field: FormField) -> Callable[[Source, Collection[int]], Mapping[int, Any]]:
    def load(source: Source, ids: Collection[int]) -> Mapping[int, Any]:
        found = source.answers(ids)
        return {pk: _cell(field, found[pk][field.pk]) for pk in ids if field.pk in found.get(pk, {})}

    return load


def _cell(field: FormField, value: Value) -> Answered:
    words = in_words(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Answered(words, value, (value, ""))
    places = [*field.options, "Yes", "No"]
    place = places.index(words) if field.kind in CHOSEN and words in places else len(places)
    return Answered(words, words, (place, fold(words)))


def _options(field: FormField) -> list[str]:
    return ["Yes", "No"] if field.kind == FieldKind.YES_NO else list(field.options)


def _can_be_asked(field: FormField) -> bool:
    """Say whether the choices of a question can stand in a search as they are."""
    options = _options(field)
    return len(options) <= MANY_CHOICES and not any(
        sign in text for text in (field.label, *options) for sign in ('"', "=")
    )


def _named(fields: Collection[FormField], label: str) -> list[FormField]:
    """Return the questions of a name, else those with these words in them."""
    same = [field for field in fields if fold(field.label) == label]
    return same or [field for field in fields if label in fold(field.label)]


def _matches(value: Value, wanted: str, *, whole: bool) -> bool:
    if not whole:
        return wanted in fold(in_words(value))
    many = value if isinstance(value, list) else [in_words(value)]
    return any(fold(one) == wanted for one in many)
