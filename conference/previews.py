"""Whom a kind of mail would reach: apps name them, so that a chair reads the wording as one of them would.

A source gives nobody and nothing that the chair may not know: where authors are hidden, the reader has no name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from conference import reminders
from conference.models import Workshop
from conference.reminders import Owed
from conference.visibility import Viewer

MOST_READERS = 200
HIDDEN_NAME = "(the author's name)"


@dataclass(frozen=True)
class Reader:
    """Somebody whom a kind of mail would reach: ``label`` says so to the chair, ``values`` what her mail would say.

    What is not known before the mail is caused (a reason, a remark) is not among the values and stays in braces.
    """

    key: str
    label: str
    name: str
    values: Callable[[], Mapping[str, object]]


Source = Callable[[Viewer, Workshop, str], list[Reader]]
_sources: dict[str, Source] = {}


def register(source: Source, *keys: str) -> None:
    """Say who names the readers of some kinds of mail."""
    _sources.update(dict.fromkeys(keys, source))


def readers_of(viewer: Viewer, workshop: Workshop, key: str) -> list[Reader]:
    """Return whom a kind of mail would reach, as far as a chair may know."""
    source = _sources.get(key)
    found = source(viewer, workshop, key) if source else _owing(viewer, workshop, key)
    return found[:MOST_READERS]


def _owing(viewer: Viewer, workshop: Workshop, key: str) -> list[Reader]:
    """Return those who would be reminded now."""
    kinds = [kind for kind in reminders.kinds() if kind.mail == key and kind.by_hand]
    owed = [one for kind in kinds for one in kind.owing(workshop, viewer, timezone.now())]
    return [_reader(one) for one in owed]


def _reader(one: Owed) -> Reader:
    what = f", {one.what}" if one.what else ""
    return Reader(one.key, f"{one.name or one.email}{what}", one.name, lambda: one.values)
