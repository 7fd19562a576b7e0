"""The form of a review: its questions, who reads the answers, what is missing, when a review is thin. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    SCALE = "scale"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"


class Role(StrEnum):
    """What the software itself reads of an answer: decisions go by the score, chairs are told of an ethics flag."""

    NONE = ""
    OVERALL = "overall"
    CONFIDENCE = "confidence"
    ETHICS = "ethics"


class Audience(StrEnum):
    """Who reads an answer besides its writer."""

    AUTHORS = "authors"
    COMMITTEE = "committee"
    CHAIRS = "chairs"


Answer = str | int | list[int] | None
Option = tuple[int, str]

YES, NO = 1, 0
YES_NO: tuple[Option, ...] = ((YES, "Yes"), (NO, "No"))
HIGHEST = 100
LEAST_OPTIONS = 2
WITH_OPTIONS = frozenset({Kind.SCALE, Kind.CHOICE, Kind.CHOICES})
COLUMNS = frozenset({Role.OVERALL, Role.CONFIDENCE})
RESERVED = frozenset({"version", "action", "review", "paper", "number", "forward_consent"})
THIN_IN_ALL = 60
THIN_PART = 5


@dataclass(frozen=True)
class Question:
    """One question of a form. ``key`` is the same through all versions of a form; ``missing`` says what to do."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    role: Role = Role.NONE
    audience: Audience = Audience.AUTHORS
    help_text: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    words_from: int | None = None
    words_to: int | None = None
    missing: str = ""

    @property
    def choices(self) -> tuple[Option, ...]:
        return YES_NO if self.kind is Kind.YES_NO else self.options

    @property
    def fills(self) -> bool:
        """Say whether its words make a review fuller: those of texts that others than the chairs read."""
        return self.kind is Kind.TEXT and self.audience is not Audience.CHAIRS

    @property
    def least(self) -> int:
        """How many words say more than next to nothing."""
        return self.words_from or (THIN_PART if self.required else 0)

    @property
    def words_hint(self) -> str:
        """Say how long an answer is meant to be, in words."""
        if self.words_from and self.words_to:
            return f"{self.words_from} to {self.words_to} words."
        if self.words_from:
            return f"At least {self.words_from} words."
        return f"At most {self.words_to} words." if self.words_to else ""

    @property
    def reason_missing(self) -> str:
        return self.missing or (
            f"{self.label}: write something."
            if self.kind is Kind.TEXT
            else f"{self.label}: choose an answer."
        )


SCORES: tuple[Option, ...] = (
    (10, "Award quality"),
    (9, "Strong accept"),
    (8, "Clear accept"),
    (7, "Accept"),
    (6, "Marginally above the bar"),
    (5, "Marginally below the bar"),
    (4, "Not good enough"),
    (3, "Clear reject"),
    (2, "Strong reject"),
    (1, "Wrong or known"),
)

CONFIDENCES: tuple[Option, ...] = (
    (5, "Certain: I know this work closely"),
    (4, "Confident"),
    (3, "Fairly confident"),
    (2, "Willing to defend, but may have missed something"),
    (1, "An educated guess"),
)

DEFAULT: tuple[Question, ...] = (
    Question(
        "summary",
        "Summary",
        help_text="What the paper does and claims, in your own words.",
        required=True,
        missing="Summarize the paper.",
    ),
    Question("strengths", "Strengths", required=True, missing="Name its strengths."),
    Question("weaknesses", "Weaknesses", required=True, missing="Name its weaknesses."),
    Question(
        "questions",
        "Questions for the authors",
        help_text="What an answer to would change or settle your judgement. May stay empty.",
    ),
    Question(
        "overall",
        "Overall score",
        Kind.SCALE,
        Role.OVERALL,
        options=SCORES,
        required=True,
        missing="Choose an overall score.",
    ),
    Question(
        "confidence",
        "Your confidence",
        Kind.SCALE,
        Role.CONFIDENCE,
        options=CONFIDENCES,
        required=True,
        missing="Say how confident you are.",
    ),
    Question(
        "for_chairs",
        "Confidential remarks to the chairs",
        audience=Audience.CHAIRS,
        help_text="Never shown to authors or other reviewers.",
    ),
)


def is_empty(answer: Answer) -> bool:
    return answer is None or answer == [] or (isinstance(answer, str) and not answer.strip())


def words_in(text: str) -> int:
    return len(text.split())


def words_of(answers: Mapping[str, Answer]) -> dict[str, int]:
    """Return how many words each text has, by the key of its question."""
    return {key: words_in(text) for key, text in answers.items() if isinstance(text, str)}


def missing(questions: Iterable[Question], answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """Return what a complete review still needs, by the key of the question."""
    return {
        question.key: [question.reason_missing]
        for question in questions
        if question.required and is_empty(answers.get(question.key))
    }


def thin(questions: Iterable[Question], words: Mapping[str, int]) -> tuple[str, ...]:
    """Return why a review is thin, in words: too short in all, or a part that was asked for and says next to nothing.

    ``words`` is how many each text has, by the key of its question.
    """
    found = []
    in_all = 0
    for question in questions:
        if not question.fills:
            continue
        many = words.get(question.key, 0)
        in_all += many
        if many < question.least:
            found.append(f"{question.label}: {_count(many)}")
    if in_all < THIN_IN_ALL:
        found.insert(0, f"{_count(in_all)} in all")
    return tuple(found)


def _count(words: int) -> str:
    return f"{words} word" if words == 1 else f"{words} words"


def in_words(question: Question, answer: Answer) -> str:
    """Return an answer as it is read: a text as it stands, a choice by its words."""
    if question.kind is Kind.TEXT:
        return str(answer or "").strip()
    chosen = answer if isinstance(answer, list) else [] if answer is None else [int(answer)]
    words = dict(question.choices)
    if question.kind is Kind.SCALE:
        return ", ".join(f"{value}: {words.get(value, '')}".rstrip(": ") for value in chosen)
    return ", ".join(words.get(value, str(value)) for value in chosen)


@dataclass
class Problems:
    """What is wrong with a form: in all, and by the place of a question."""

    general: list[str] = field(default_factory=list)
    by_place: dict[int, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.general or self.by_place)

    def at(self, place: int, text: str) -> None:
        self.by_place.setdefault(place, []).append(text)


def problems_of(questions: Sequence[Question]) -> Problems:
    """Return why a form can't be used; a form needs one overall score, all else is the chairs' choice."""
    found = Problems()
    for role, words in (
        (Role.OVERALL, "overall score"),
        (Role.CONFIDENCE, "confidence"),
        (Role.ETHICS, "ethics flag"),
    ):
        many = sum(question.role is role for question in questions)
        if many > 1:
            found.general.append(f"There is more than one question for the {words}.")
        if role is Role.OVERALL and not many:
            found.general.append("There is no overall score: decisions are made from it.")
    labels = [question.label.casefold() for question in questions]
    for place, question in enumerate(questions):
        if labels.index(labels[place]) != place:
            found.at(place, "Another question has this wording.")
        for text in _wrong_with(question):
            found.at(place, text)
    return found


def _wrong_with(question: Question) -> Iterable[str]:
    if question.role in COLUMNS and question.kind is not Kind.SCALE:
        yield "The overall score and the confidence are answered on a scale."
    if question.role is Role.ETHICS and question.kind is not Kind.YES_NO:
        yield "The ethics flag is a question of yes or no."
    if question.role is Role.ETHICS and question.audience is Audience.AUTHORS:
        yield "An ethics flag is for the committee, not for the authors."
    if question.kind in WITH_OPTIONS and len(question.options) < LEAST_OPTIONS:
        yield "Give at least two answers to choose from, one a line."
    values = [value for value, _ in question.options]
    if len(set(values)) != len(values):
        yield "Two answers have the same number."
    if question.kind is Kind.SCALE and any(not 1 <= value <= HIGHEST for value in values):
        yield f"Steps of a scale are numbers from 1 to {HIGHEST}."
    if question.words_from and question.words_to and question.words_from > question.words_to:
        yield "The most words are fewer than the fewest."


NUMBERED = re.compile(r"^\s*(\d{1,3})\s*[:.)\-–]\s*(.*)$")


def read_options(text: str) -> tuple[Option, ...]:
    """Read answers one a line: "5: Certain", or words alone, which are numbered from the top."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    matches = [NUMBERED.match(line) for line in lines]
    if lines and all(matches):
        return tuple((int(found[1]), found[2].strip()) for found in matches if found)
    return tuple(enumerate(lines, start=1))


def write_options(options: Iterable[Option]) -> str:
    return "\n".join(f"{value}: {words}" if words else f"{value}:" for value, words in options)


def key_for(label: str, taken: Iterable[str]) -> str:
    """Return a key for a new question, made of its words, that no other question has or ever had."""
    known = set(taken) | RESERVED
    base = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")[:30] or "question"
    if not base[0].isalpha():
        base = f"q_{base}"
    key, count = base, 2
    while key in known:
        key, count = f"{base}_{count}", count + 1
    return key
