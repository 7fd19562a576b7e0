"""Whom a kind of mail would reach: apps name them, so that a chair reads the wording as one of them would.

A source gives nobody and nothing that the chair may not know: where authors are hidden, the reader has no name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from conference import mail_texts, mailing, reminders
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


@dataclass(frozen=True)
class Preview:
    """A mail as one of its readers would get it; ``unknown`` are the placeholders that stay as they are."""

    readers: list[Reader]
    reader: Reader | None
    subject: str
    body: str

    @property
    def unknown(self) -> list[str]:
        return sorted(set(mail_texts.MARK.findall(f"{self.subject} {self.body}")))


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


def preview_of(
    viewer: Viewer, workshop: Workshop, key: str, *, subject: str, body: str, reader: str = ""
) -> Preview:
    """Return a wording as one of those would read it whom a chair may know; as the first, where none is named."""
    readers = readers_of(viewer, workshop, key)
    chosen = next((one for one in readers if one.key == reader), readers[0] if readers else None)
    shown = mailing.render_text(
        subject,
        body,
        workshop=workshop,
        name=chosen.name if chosen else "{name}",
        values=chosen.values() if chosen else {},
    )
    return Preview(readers, chosen, *shown)


def _owing(viewer: Viewer, workshop: Workshop, key: str) -> list[Reader]:
    """Return those who would be reminded now."""
    kinds = [kind for kind in reminders.kinds() if kind.mail == key and kind.by_hand]
    owed = [one for kind in kinds for one in kind.owing(workshop, viewer, timezone.now())]
    return [_reader(one) for one in owed]


def _reader(one: Owed) -> Reader:
    what = f", {one.what}" if one.what else ""
    return Reader(one.key, f"{one.name or one.email}{what}", one.name, lambda: one.values)
