"""How chairs write tags: plain rules."""

from __future__ import annotations

import re

from conference.errors import Invalid

TAG = re.compile(r"~?[a-z0-9][a-z0-9_.-]{0,38}")
MOST = 20


def read_tags(text: str) -> list[str]:
    """Return the tags written in a text, separated by spaces or commas, with or without "#"; raises Invalid."""
    names = list(dict.fromkeys(word.removeprefix("#").lower() for word in re.split(r"[\s,;]+", text) if word))
    wrong = next((name for name in names if not TAG.fullmatch(name) or name.isdigit()), None)
    if wrong is not None:
        raise Invalid(
            f"“{wrong}” can't be a tag: use letters, digits, dots and dashes, and at least one letter."
        )
    if not names:
        raise Invalid("Write the tag, such as travel or ~mine.")
    if len(names) > MOST:
        raise Invalid(f"That is more than {MOST} tags at once.")
    return names
