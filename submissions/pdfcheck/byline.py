"""Whether a final version names its authors: each is looked for on the first page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .names import flat, fold, person
from .reading import read_pages


def missing_names(path: Path, names: Sequence[str]) -> list[str]:
    """Return the names that are not on the first page, in any of their printed forms (full, turned round, initials)."""
    pages, _total = read_pages(str(path), limit=1)
    text = fold(" ".join(run.text for page in pages for run in page.runs))
    plain = flat(text)
    return [name for name in names if name.strip() and not _stands(name, text, plain)]


def _stands(name: str, text: str, plain: str) -> bool:
    someone = person(name)
    if someone is None or flat(" ".join((*someone.given, *someone.surname))) in plain:
        return True
    return bool(someone.full.search(text) or (someone.initials and someone.initials.search(text)))
