"""The kinds of mail: each has a default text in ``templates/mail/KEY.txt`` and the placeholders it may use.

A text is Markdown with ``{placeholder}`` marks; its first line is ``Subject: ...``. Nothing else is understood, so a
chair's wording can't reach into the program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import get_template

from conference.errors import Invalid, NotFound

MARK = re.compile(r"\{([a-z_]+)\}")
COMMON = {
    "name": "the recipient's name",
    "workshop": "the workshop's acronym",
    "workshop_title": "the workshop's full title",
    "workshop_url": "the address of the workshop's site",
}


@dataclass(frozen=True)
class MailKind:
    """A kind of mail: its key, what chairs call it, and its own placeholders with what they stand for.

    A personal one is about somebody's account: no workshop sends it, so none can word it.
    """

    key: str
    title: str
    placeholders: Mapping[str, str]
    is_personal: bool = False

    @property
    def all_placeholders(self) -> dict[str, str]:
        return {**COMMON, **self.placeholders}


_kinds: dict[str, MailKind] = {}
_to_many: set[str] = set()
_refusable: set[str] = set()


def register(key: str, title: str, /, **placeholders: str) -> None:
    """Declare a kind of mail; called by the apps when they are ready."""
    _kinds[key] = MailKind(key, title, placeholders)


def to_many(*keys: str) -> None:
    """Mark kinds that go to many at once and that nobody waits for at a screen: they can be made to wait a while."""
    _to_many.update(keys)


def refusable(*keys: str) -> None:
    """Mark kinds that reach people who never asked for them: each offers to be the last one."""
    _refusable.update(keys)


def is_to_many(key: str) -> bool:
    return key in _to_many


def is_refusable(key: str) -> bool:
    return key in _refusable


def register_personal(key: str, title: str, /, **placeholders: str) -> None:
    """Declare a kind of mail about somebody's account."""
    _kinds[key] = MailKind(key, title, placeholders, is_personal=True)


def kind(key: str) -> MailKind:
    return _kinds[key]


def access_kind(key: str) -> MailKind:
    """Return a kind that a workshop can word, else NotFound."""
    found = _kinds.get(key)
    if found is None or found.is_personal:
        raise NotFound
    return found


def wordable_kinds() -> list[MailKind]:
    """Return the kinds that a workshop can word, by their titles."""
    return [kind for kind in kinds() if not kind.is_personal]


def title_of(key: str) -> str:
    """Return what chairs call a kind; of one that is no longer sent, its key."""
    return _kinds[key].title if key in _kinds else key


def kinds() -> list[MailKind]:
    return sorted(_kinds.values(), key=lambda item: item.title)


def default_text(key: str) -> tuple[str, str]:
    """Return the default subject and body of a kind."""
    source = get_template(f"mail/{key}.txt").template.source  # type: ignore[attr-defined]
    first, _, body = source.partition("\n")
    return first.removeprefix("Subject:").strip(), body.strip() + "\n"


def check_text(key: str, *texts: str) -> None:
    """Raise Invalid if a text uses a placeholder that its kind does not have."""
    known = kind(key).all_placeholders
    unknown = sorted({mark for text in texts for mark in MARK.findall(text)} - set(known))
    if unknown:
        raise Invalid(
            f"There is no placeholder {{{unknown[0]}}} in this mail. You can use: "
            + ", ".join(f"{{{name}}}" for name in known)
            + "."
        )


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put the values in; a placeholder without a value stays as it is, so that it is seen in the preview."""
    return MARK.sub(lambda match: str(values.get(match[1], match[0])), text)
