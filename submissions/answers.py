"""The answers to a form that chairs compose: plain rules on plain values.

A value is as JSON holds it: a text, a number, true or false, a list of texts; None where nothing was answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = str | bool | int | float | list[str] | None
WORD = re.compile(r"\S*\w\S*")
LONGEST_LINE = 300
LONGEST_TEXT = 20_000
LARGEST = 1_000_000_000_000


@dataclass(frozen=True)
class Question:
    """What a field asks. ``kind`` is one of line, text, choice, choices, yes_no, number, file, agreement."""

    key: int
    kind: str
    label: str
    required: bool = False
    word_limit: int | None = None
    options: tuple[str, ...] = ()


def count_words(text: str) -> int:
    """Count the words: runs without space that hold a letter or a digit, so that a lone dash is none."""
    return len(WORD.findall(text))


def is_empty(value: Value) -> bool:
    """Say whether nothing was answered; no and zero are answers."""
    return value is None or value in ("", [])


def tidy(kind: str, value: Value) -> Value:
    """Return a value as it is kept: an unticked box is no answer, a whole number has no point."""
    if kind == "agreement":
        return True if value is True else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if is_empty(value) else value


def complaint(question: Question, value: Value, *, kept: Sequence[str] = ()) -> str:
    """Say in words what is wrong with a value, or return an empty text.

    ``kept`` are choices made earlier that are offered no more: they may stay.
    """
    if is_empty(value):
        return ""
    if isinstance(value, str) and question.kind in {"line", "text"}:
        return _text_complaint(question, value)
    if question.kind in {"choice", "choices"}:
        chosen = [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []
        unknown = [one for one in chosen if one not in question.options and one not in kept]
        return f"“{unknown[0]}” is not among the choices." if unknown else ""
    if question.kind == "number" and (not isinstance(value, int | float) or abs(value) > LARGEST):
        return "Give a number."
    return ""


def _text_complaint(question: Question, value: str) -> str:
    words = count_words(value)
    if question.word_limit and words > question.word_limit:
        most = "1 word" if question.word_limit == 1 else f"{question.word_limit} words"
        return f"This has {words} words; at most {most} can be taken."
    longest = LONGEST_LINE if question.kind == "line" else LONGEST_TEXT
    return (
        f"This has {len(value)} characters; at most {longest} can be taken." if len(value) > longest else ""
    )


def unanswered(
    questions: Sequence[Question], values: Mapping[int, Value], refused: Mapping[int, str] | None = None
) -> list[str]:
    """Return, in words, what must be answered and is not, in the order of the questions.

    ``refused`` says why the file that was sent for a question can't be taken.
    """
    return [
        _ask_for(question, (refused or {}).get(question.key, ""))
        for question in questions
        if question.required and is_empty(tidy(question.kind, values.get(question.key)))
    ]


def _ask_for(question: Question, refused: str) -> str:
    if refused:
        return f"The file for “{question.label}” can’t be taken: {refused} Upload another one."
    if question.kind == "agreement":
        return f"Agree to “{question.label}”."
    if question.kind == "file":
        return f"Upload a file for “{question.label}”."
    return f"Answer “{question.label}”."


def in_words(value: Value) -> str:
    """Return a value as a page or a table shows it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def as_value(raw: Any) -> Value:
    """Return what a database gave as JSON, without the shapes that no answer has."""
    if isinstance(raw, list):
        return [str(one) for one in raw]
    return raw if isinstance(raw, str | bool | int | float) else None
