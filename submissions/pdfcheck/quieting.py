"""A speaker's slides as others may open them: the same pages, without what would run or be carried along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Name

from .structure import swells

if TYPE_CHECKING:
    from pathlib import Path

RUNNING = ("/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles", "/AcroForm", "/Collection")
HARMLESS = frozenset({Name.URI, Name.GoTo, Name.Named})
READ_ONLY = frozenset({Name.Text, Name.Highlight, Name.FreeText})


def write_quiet_copy(source: Path, target: Path) -> str:
    """Write `target` and return "", or return the kind of problem for which `source` can't be taken."""
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                return "no_pages"
            if swells(pdf):
                return "decompression_bomb"
            _quieten(pdf)
            pdf.save(target)
    except pikepdf.PasswordError:
        return "encrypted"
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, AttributeError):
        return "broken"
    return ""


def _quieten(pdf: pikepdf.Pdf) -> None:
    for holder in (pdf.Root, pdf.Root.get("/Names")):
        if isinstance(holder, pikepdf.Dictionary):
            _drop(holder, RUNNING)
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        if isinstance(notes, pikepdf.Array):
            page.obj.Annots = pikepdf.Array([note for note in notes if _is_harmless(note)])
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary):
            _drop(item, ("/AA",) if _only_leads(item.get("/A")) else ("/AA", "/A"))


def _drop(item: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in item:
            del item[key]


def _is_harmless(note: Any) -> bool:
    """Say whether a mark on a page only leads somewhere or is read: no script, no file, no form."""
    if not isinstance(note, pikepdf.Dictionary) or "/AA" in note:
        return False
    if note.get("/Subtype") != Name.Link:
        return note.get("/Subtype") in READ_ONLY
    return _only_leads(note.get("/A"))


def _only_leads(action: Any) -> bool:
    """Whether an action only goes somewhere; what has no kind is no action but an attribute of the text."""
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return True
    return action["/S"] in HARMLESS and "/Next" not in action
