"""Slides as speakers upload them: a PDF that opens, without what would run or be carried along when somebody reads it."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Name

from conference.errors import Invalid

MOST_BYTES = 50 * 1024 * 1024
HEAD_WITHIN = 1024
RUNNING = ("/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles", "/AcroForm", "/Collection")
HARMLESS = frozenset({Name.URI, Name.GoTo, Name.Named})


def plain_pdf(upload: BinaryIO, size: int) -> bytes:
    """Return an upload as a PDF that only shows; Invalid says in words why it can't be taken."""
    if size > MOST_BYTES:
        raise Invalid(
            f"These slides have {size / 1024 / 1024:.0f} MB. Please make them smaller: 50 MB are the most."
        )
    head = upload.read(HEAD_WITHIN)
    upload.seek(0)
    if b"%PDF-" not in head:
        raise Invalid("This is not a PDF. Please save your slides as PDF and choose that file.")
    held = io.BytesIO()
    try:
        with pikepdf.open(upload) as pdf:
            if not len(pdf.pages):
                raise Invalid("This PDF has no page.")
            _quieten(pdf)
            pdf.save(held)
    except pikepdf.PasswordError as error:
        raise Invalid("This PDF asks for a password. Please save it without one.") from error
    except pikepdf.PdfError as error:
        raise Invalid("This PDF can’t be read. Please save it again, or as another PDF.") from error
    return held.getvalue()


def _quieten(pdf: pikepdf.Pdf) -> None:
    holders: tuple[Any, ...] = (pdf.Root, pdf.Root.get("/Names", {}))
    for holder in holders:
        for key in RUNNING:
            if key in holder:
                del holder[key]
    for page in pdf.pages:
        if "/AA" in page.obj:
            del page.obj["/AA"]
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array([note for note in page.obj.Annots if _is_harmless(note)])


def _is_harmless(note: Any) -> bool:
    """Say whether a mark on a page only leads somewhere or is read: no script, no file, no form."""
    if not isinstance(note, pikepdf.Dictionary) or "/AA" in note:
        return False
    if note.get("/Subtype") != Name.Link:
        return note.get("/Subtype") in {Name.Text, Name.Highlight, Name.FreeText}
    action: Any = note.get("/A")
    return action is None or (action.get("/S") in HARMLESS and "/Next" not in action)
