"""Reading PDFs of a person's own papers. The app that knows PDFs says how; this one only asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conference.publications import Paper, UnreadableError

Reader = Callable[[Path], tuple[str, str]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Say how title and abstract are read from a PDF; a reader raises UnreadableError where a file can't be read."""
    _readers[:] = [reader]


def read_paper(path: Path) -> Paper:
    """Return the paper of a PDF with title and abstract; raises UnreadableError where it has no text to tell them from."""
    title, abstract = _readers[0](path)
    if not title:
        raise UnreadableError("Its title can't be told: it may be a scan without text.")
    return Paper(title, None, "", (), abstract)
