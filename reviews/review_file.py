"""Reviews as one text file: written out to be filled in anywhere, read back with the line of whatever can't be taken.

The form of the file: a line ``=== Paper 12`` begins a review, ``--- [key] Question`` a question, and what follows up to
the next such line is the answer. Lines that begin with ``#:`` explain something and are not read. For a
choice the answer is its number, for several choices numbers with commas. No Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reviews.review_form import NO, YES, Answer, Kind, Question, is_empty

PAPER = re.compile(r"^===\s*Paper\s+(\d+)\b", re.IGNORECASE)
QUESTION = re.compile(r"^---\s*\[([a-z0-9_]+)\]", re.IGNORECASE)
YES_WORDS = {"yes": YES, "y": YES, "1": YES, "no": NO, "n": NO, "0": NO}
ESCAPE = "\\"
LONGEST_FILE = 2_000_000
LONGEST_ANSWER = 20_000


@dataclass(frozen=True)
class Sheet:
    """A review to be written out: the paper, the questions, what is answered so far."""

    number: int
    title: str
    questions: tuple[Question, ...]
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Problem:
    """Something that can't be taken, at a line of the file."""

    line: int
    text: str


@dataclass
class ReadSheet:
    """What a file says of one paper. Only questions that stand in the file are in ``answers``."""

    number: int
    line: int
    answers: dict[str, Answer] = field(default_factory=dict)


@dataclass
class Reading:
    """A file as it was read: its reviews, and everything that could not be taken."""

    sheets: list[ReadSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def write(sheets: Iterable[Sheet], heading: str) -> str:
    """Return the file of some reviews with all that is answered so far."""
    lines = [
        f"#: {heading}",
        "#: Write below each line that begins with ---. Lines that begin with #: are hints and are not read.",
        "#: Nothing is submitted by uploading this file: it is saved as your draft, after you have seen what was read.",
        "",
    ]
    for sheet in sheets:
        title = " ".join(sheet.title.split())
        lines += [f"=== Paper {sheet.number}: {title}", ""]
        for question in sheet.questions:
            lines += [
                *_question_lines(question),
                *_answer_lines(question, sheet.answers.get(question.key)),
                "",
            ]
    return "\n".join(lines) + "\n"


def _question_lines(question: Question) -> list[str]:
    needed = " (needed)" if question.required else ""
    hints = [question.help_text, question.words_hint]
    if question.kind is Kind.YES_NO:
        hints.append("Yes or no.")
    elif question.kind is Kind.CHOICES:
        hints.append("Numbers with commas:")
    elif question.kind is not Kind.TEXT:
        hints.append("A number:")
    if question.kind is not Kind.YES_NO:
        hints += [f"  {value}: {words}" for value, words in question.options]
    return [f"--- [{question.key}] {question.label}{needed}", *(f"#: {hint}" for hint in hints if hint)]


def _answer_lines(question: Question, answer: Answer) -> list[str]:
    if is_empty(answer):
        return [""]
    if isinstance(answer, list):
        return [", ".join(map(str, answer))]
    if question.kind is Kind.YES_NO:
        return ["yes" if answer == YES else "no"]
    return [_escaped(line) for line in str(answer).split("\n")]


def _escaped(line: str) -> str:
    """Keep a line of an answer from being taken for a mark of the file."""
    return ESCAPE + line if line.startswith(("#:", "===", "---", ESCAPE)) else line


def read(text: str, questions: Mapping[int, Sequence[Question]]) -> Reading:
    """Read a file; ``questions`` are those of each paper that the reader may review, by its number."""
    reader = _Reader(questions)
    for place, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        reader.line(place, line.rstrip())
    reader.close()
    found = reader.found
    if not found.sheets and not found.problems:
        found.problems.append(Problem(1, "There is no review in this file: no line begins with “=== Paper”."))
    return found


class _Reader:
    """Where a reading stands: below which paper and question, with the lines of the answer so far."""

    def __init__(self, questions: Mapping[int, Sequence[Question]]) -> None:
        self.questions = questions
        self.found = Reading()
        self.sheet: ReadSheet | None = None
        self.question: Question | None = None
        self.held: list[str] = []
        self.begun = 0
        self.skips = False

    def line(self, place: int, line: str) -> None:
        if mark := PAPER.match(line):
            self.paper(place, int(mark[1]))
        elif mark := QUESTION.match(line):
            self.ask(place, mark[1].lower())
        elif not line.startswith("#:"):
            self.answer(place, line)

    def paper(self, place: int, number: int) -> None:
        self.close()
        self.sheet = _begin(self.found, number, place, self.questions)
        self.skips = self.sheet is None

    def ask(self, place: int, key: str) -> None:
        self.close()
        if self.skips:
            return
        if self.sheet is None:
            self.found.problems.append(Problem(place, "This question stands below no paper."))
            return
        known = {question.key: question for question in self.questions[self.sheet.number]}
        self.question, self.begun = known.get(key), place
        if self.question is None:
            self.found.problems.append(Problem(place, f"The form has no question “{key}”."))

    def answer(self, place: int, line: str) -> None:
        if self.question is not None:
            self.held.append(line.removeprefix(ESCAPE))
        elif line.strip() and self.sheet is not None:
            self.found.problems.append(Problem(place, "This text stands below no question and is not read."))

    def close(self) -> None:
        """Take the answer that ends here."""
        if self.sheet is not None and self.question is not None:
            _take(self.found, self.sheet, self.question, self.held, self.begun)
        self.question, self.held = None, []


def _begin(
    found: Reading, number: int, place: int, questions: Mapping[int, Sequence[Question]]
) -> ReadSheet | None:
    if number not in questions:
        found.problems.append(Problem(place, f"You have no review to write of a paper {number}."))
        return None
    if any(sheet.number == number for sheet in found.sheets):
        found.problems.append(
            Problem(place, f"Paper {number} stands in this file twice; this one is not read.")
        )
        return None
    sheet = ReadSheet(number, place)
    found.sheets.append(sheet)
    return sheet


def _take(found: Reading, sheet: ReadSheet, question: Question, held: Sequence[str], begun: int) -> None:
    text = "\n".join(held).strip()
    if question.key in sheet.answers:
        found.problems.append(Problem(begun, f"“{question.label}” is answered twice; this one is not read."))
        return
    if question.kind is Kind.TEXT:
        if len(text) > LONGEST_ANSWER:
            found.problems.append(
                Problem(begun, f"“{question.label}” is longer than {LONGEST_ANSWER} characters.")
            )
            return
        sheet.answers[question.key] = text
        return
    first = next((begun + 1 + at for at, line in enumerate(held) if line.strip()), begun)
    try:
        sheet.answers[question.key] = _chosen(question, text)
    except ValueError as error:
        found.problems.append(Problem(first, f"“{question.label}”: {error}"))


def _chosen(question: Question, text: str) -> Answer:
    several = question.kind is Kind.CHOICES
    if not text:
        return [] if several else None
    values = [_number(question, part) for part in (text.split(",") if several else [text]) if part.strip()]
    return sorted(set(values)) if several else values[0]


def _number(question: Question, text: str) -> int:
    word = text.strip().casefold()
    if question.kind is Kind.YES_NO:
        if word not in YES_WORDS:
            raise ValueError("write yes or no.")
        return YES_WORDS[word]
    digits = re.match(r"\d+", word)
    values = [value for value, _ in question.options]
    if digits and int(digits[0]) in values:
        return int(digits[0])
    raise ValueError(f"“{text.strip()[:40]}” is none of {', '.join(map(str, sorted(values)))}.")
