"""Texts of certificates and letters: Markdown by chairs, with placeholders whose values are taken letter by letter."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from conference.errors import Invalid
from conference.mail_texts import MARK, fill

SIGNS = re.compile(r"([\\`*_\[\]<>|#~])")
COMMON = {
    "name": "the person's name",
    "workshop": "the workshop's acronym",
    "workshop_title": "its full title",
    "place": "its place",
    "days": "its days",
}
REVIEWER = {**COMMON, "papers": "how many papers were reviewed, such as “4 papers”"}
PRESENTER = {**COMMON, "paper": "the title of the paper", "presentation": "such as “a poster”"}


def check(text: str, known: Collection[str]) -> None:
    """Raise Invalid if a text uses a placeholder that is not known."""
    unknown = sorted(set(MARK.findall(text)) - set(known))
    if unknown:
        listed = ", ".join(f"{{{name}}}" for name in known)
        raise Invalid(f"There is no placeholder {{{unknown[0]}}} here. You can use: {listed}.")


def worded(text: str, values: Mapping[str, object]) -> str:
    """Return the Markdown with the values in; no sign in a value is taken for Markdown."""
    plain = {name: SIGNS.sub(r"\\\1", " ".join(str(value).split())) for name, value in values.items()}
    return fill(text, plain)
