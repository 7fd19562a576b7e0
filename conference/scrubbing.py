"""Taking out of a text what could name a person or open a door: for logs and reports of errors. No Django in it."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"[^\s@<>\"'(),;:=]+@[^\s@<>\"'(),;:]+")
QUERY = re.compile(r"(?<=[\w/])\?[^\s\"'>]+")
SECRET_IN_PATH = re.compile(r"(?<=/)(?![^\s/?\"']*\.py\b)[^\s/?\"'<>]{16,}")
PASSWORD = re.compile(r"(?<=://)[^\s/@]*:[^\s/@]*(?=@)")


def scrub(text: str) -> str:
    """Return the text without passwords in addresses, e-mails, queries, and parts of paths long enough for a secret."""
    for pattern, stands_for in (
        (PASSWORD, "[password]"),
        (QUERY, "?[query]"),
        (SECRET_IN_PATH, "[secret]"),
        (ADDRESS, "[address]"),
    ):
        text = pattern.sub(stands_for, text)
    return text
