"""Slides as speakers upload them: a PDF that opens, without what would run or be carried along when somebody reads it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from conference.errors import Invalid
from submissions.pdfcheck import PdfError, quiet_copy

MOST_BYTES = 50 * 1024 * 1024
HEAD_WITHIN = 1024
UNREADABLE = "This PDF can’t be read. Please save it again, or as another PDF."
HEAVY = (
    "This PDF takes too much time or memory to read. Please save it again with simpler or smaller pictures."
)
WORDS = {
    "encrypted": "This PDF asks for a password. Please save it without one.",
    "no_pages": "This PDF has no page.",
    "decompression_bomb": "This PDF unpacks to an unreasonable size. Please save your slides again.",
    "timeout": HEAVY,
    "too_heavy": HEAVY,
}
"""What a speaker is told for each kind of problem; of any other, that the file can't be read."""


def plain_pdf(upload: BinaryIO, size: int) -> bytes:
    """Return an upload as a PDF that only shows; Invalid says in words why it can't be taken.

    The file is read in a process of its own with limits, so that none can take this one down.
    """
    if size > MOST_BYTES:
        raise Invalid(
            f"These slides have {size / 1024 / 1024:.0f} MB. Please make them smaller: 50 MB are the most."
        )
    head = upload.read(HEAD_WITHIN)
    upload.seek(0)
    if b"%PDF-" not in head:
        raise Invalid("This is not a PDF. Please save your slides as PDF and choose that file.")
    with tempfile.TemporaryDirectory() as folder:
        given, quiet = Path(folder) / "given.pdf", Path(folder) / "quiet.pdf"
        with given.open("wb") as kept:
            shutil.copyfileobj(upload, kept)
        try:
            quiet_copy(given, quiet)
        except PdfError as error:
            raise Invalid(WORDS.get(error.kind, UNREADABLE)) from error
        return quiet.read_bytes()
