"""Whether a few words tell who the authors are: for what authors write beside their paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .names import flat, fold, person

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 4


def tells_author(
    text: str, *, names: Iterable[str], emails: Iterable[str], affiliations: Iterable[str]
) -> bool:
    """Say whether a text holds a surname, an address or an institution of the authors, however written.

    Stricter than the check of a paper: here a name need not stand as the name of an author.
    """
    folded, squashed = fold(text), flat(text)
    for someone in filter(None, map(person, names)):
        if someone.cited.search(folded) or (someone.initials and someone.initials.search(folded)):
            return True
    for email in emails:
        local, _, domain = email.lower().partition("@")
        if email.lower() in text.lower() or (len(local) >= SHORTEST and flat(local) in squashed):
            return True
        if domain and domain in text.lower():
            return True
    return any(len(flat(one)) >= SHORTEST and flat(one) in squashed for one in affiliations)
