"""What an accepted paper is asked for, of whom and until when, and what of it is still missing: plain rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Item(StrEnum):
    """One thing on the checklist of an accepted paper, in the order of the page."""

    FINAL = "final"
    SOURCE = "source"
    POSTER = "poster"
    SLIDES = "slides"
    VIDEO = "video"
    CODE = "code"
    PRESENTER = "presenter"
    REGISTRATION = "registration"
    ATTENDANCE = "attendance"
    TRAVEL_GRANT = "travel_grant"
    LICENCE = "licence"
    QUESTIONS = "questions"


class Need(StrEnum):
    """Whether an item is asked for."""

    NO = "no"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Standing(StrEnum):
    """Where an item stands."""

    DONE = "done"
    MISSING = "missing"
    WAITING = "waiting"
    PROBLEM = "problem"


PRESENTATIONS = ("oral", "spotlight", "poster")
FILES = frozenset({Item.FINAL, Item.SOURCE, Item.POSTER, Item.SLIDES, Item.VIDEO})
PRIVATE = frozenset(
    {Item.QUESTIONS, Item.REGISTRATION, Item.ATTENDANCE, Item.TRAVEL_GRANT, Item.LICENCE, Item.PRESENTER}
)
"""Items about people and terms: declarations, which fewer may see than the files."""

LABELS = {
    Item.FINAL: "Final PDF",
    Item.SOURCE: "Source archive",
    Item.POSTER: "Poster",
    Item.SLIDES: "Slides",
    Item.VIDEO: "Video",
    Item.CODE: "Link to code or data",
    Item.PRESENTER: "Presenter",
    Item.REGISTRATION: "Registered author",
    Item.ATTENDANCE: "In person or online",
    Item.TRAVEL_GRANT: "Travel grant",
    Item.LICENCE: "Licence",
    Item.QUESTIONS: "Questions of the chairs",
}
ASKS = {
    Item.FINAL: "The paper as it will be published, with all authors’ names on its first page.",
    Item.SOURCE: "LaTeX or Word files with the figures, as one ZIP or tar archive.",
    Item.POSTER: "As PDF, PNG or JPEG.",
    Item.SLIDES: "As PDF.",
    Item.VIDEO: "A talk of the length that the call names: a file, or a link to it.",
    Item.CODE: "Where readers find code or data.",
    Item.PRESENTER: "Who presents: one of the authors.",
    Item.REGISTRATION: "Which author is registered for the workshop with this paper.",
    Item.ATTENDANCE: "Whether the presenter comes to the place.",
    Item.TRAVEL_GRANT: "Whether the presenter asks for a travel grant. Only the chairs read this.",
    Item.LICENCE: "Under which terms the files may be shown.",
    Item.QUESTIONS: "What the chairs of this workshop ask beside.",
}
CAMERA_READY = "camera_ready"
VIDEO_DEADLINE = "video_deadline"
WORKSHOP = "workshop"
DUES = (CAMERA_READY, VIDEO_DEADLINE, WORKSHOP)

_REQUIRED = dict.fromkeys(PRESENTATIONS, Need.REQUIRED)
_OPTIONAL = dict.fromkeys(PRESENTATIONS, Need.OPTIONAL)
DEFAULTS: Mapping[Item, Mapping[str, Need]] = {
    Item.FINAL: _REQUIRED,
    Item.SOURCE: _OPTIONAL,
    Item.POSTER: _REQUIRED,
    Item.SLIDES: {"oral": Need.REQUIRED, "spotlight": Need.REQUIRED, "poster": Need.NO},
    Item.VIDEO: {"oral": Need.REQUIRED, "spotlight": Need.REQUIRED, "poster": Need.NO},
    Item.CODE: _OPTIONAL,
    Item.PRESENTER: _REQUIRED,
    Item.REGISTRATION: _REQUIRED,
    Item.ATTENDANCE: _REQUIRED,
    Item.TRAVEL_GRANT: _OPTIONAL,
    Item.LICENCE: _REQUIRED,
}


@dataclass(frozen=True)
class Asked:
    """An item that is asked for; ``due`` names the date that ends it."""

    item: Item
    need: Need
    due: str


@dataclass(frozen=True)
class FileFact:
    """The file that stands for an item; ``problem`` says why it does not do, ``open_names`` who is not found in it."""

    waiting: bool = False
    problem: str = ""
    open_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handed:
    """What the authors have handed in so far."""

    files: Mapping[str, FileFact] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    presenter: str = ""
    registered_author: str = ""
    attendance: str = ""
    wants_travel_grant: bool | None = None
    licence: str = ""
    video_length: int | None = None
    unanswered: tuple[str, ...] = ()
    answered: bool = False


def need_of(settings: Mapping[str, Any], item: Item, presentation: str) -> Need:
    """Return whether an item is asked of a way of presenting, by a track's settings or else by default."""
    chosen = settings.get(item, {}).get(presentation)
    if chosen in set(Need):
        return Need(chosen)
    return DEFAULTS[item].get(presentation, Need.NO)


def due_of(settings: Mapping[str, Any], item: Item) -> str:
    """Return the key of the date that ends an item."""
    chosen = settings.get(item, {}).get("due")
    if chosen in DUES:
        return str(chosen)
    return VIDEO_DEADLINE if item is Item.VIDEO else CAMERA_READY


def checklist(settings: Mapping[str, Any], presentation: str) -> list[Asked]:
    """Return what a paper presented in this way is asked for, in the order of the page."""
    asked = [Asked(item, need_of(settings, item, presentation), due_of(settings, item)) for item in DEFAULTS]
    return [entry for entry in asked if entry.need is not Need.NO]


def standing(item: Item, handed: Handed) -> tuple[Standing, str]:
    """Say where an item stands, with a word on what is wrong where something is."""
    if item in FILES and item in handed.files:
        return _file_standing(item, handed)
    given = {
        Item.VIDEO: "video" in handed.links,
        Item.CODE: "code" in handed.links,
        Item.PRESENTER: bool(handed.presenter),
        Item.REGISTRATION: bool(handed.registered_author),
        Item.ATTENDANCE: bool(handed.attendance),
        Item.TRAVEL_GRANT: handed.wants_travel_grant is not None,
        Item.LICENCE: bool(handed.licence),
        Item.QUESTIONS: handed.answered and not handed.unanswered,
    }
    return (Standing.DONE, "") if given.get(item) else (Standing.MISSING, "")


def _file_standing(item: Item, handed: Handed) -> tuple[Standing, str]:
    fact = handed.files[item]
    if fact.problem:
        return Standing.PROBLEM, fact.problem
    if fact.waiting:
        return Standing.WAITING, "Being checked"
    if fact.open_names:
        return Standing.PROBLEM, f"Not found on the first page: {', '.join(fact.open_names)}"
    return Standing.DONE, ""


def missing(asked: Sequence[Asked], handed: Handed) -> list[Asked]:
    """Return the required items that are not done; one that is being checked counts as handed in."""
    open_ones = {Standing.MISSING, Standing.PROBLEM}
    return [
        entry
        for entry in asked
        if entry.need is Need.REQUIRED and standing(entry.item, handed)[0] in open_ones
    ]


def read_length(text: str) -> int | None:
    """Return a length in seconds: "4:55", "5 min", "5" (minutes), "300 s"; None where it is none of these."""
    plain = text.strip().lower().replace("minutes", "min").replace("seconds", "s").replace("sec", "s")
    minutes, colon, seconds = plain.partition(":")
    if colon:
        valid = minutes.isdecimal() and seconds.isdecimal() and len(seconds) == 2 and int(seconds) < 60  # noqa: PLR2004
        return int(minutes) * 60 + int(seconds) if valid else None
    number, unit = plain.rstrip("mins ").strip(), plain.lstrip("0123456789 ").strip()
    if not number.isdecimal() or unit not in {"", "min", "m", "s"}:
        return None
    return int(number) * (1 if unit == "s" else 60)


def length_in_words(seconds: int | None) -> str:
    """Return a length as people write it ("4:55"), or nothing."""
    return f"{seconds // 60}:{seconds % 60:02d}" if seconds is not None else ""
