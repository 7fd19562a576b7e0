"""The reviewers' copy: the same pages without what tells who made the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from pathlib import Path

_ROOT_KEYS = (
    "/Metadata",
    "/PieceInfo",
    "/AF",
    "/Names",
    "/OpenAction",
    "/AA",
    "/Perms",
    "/DSS",
    "/SpiderInfo",
    "/Collection",
)
_DICTIONARY_KEYS = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/Thumb",
    "/PTEX.FileName",
    "/PTEX.InfoDict",
    "/PTEX.PageNumber",
    "/AA",
)
_PEOPLE = frozenset(
    {
        "/Text",
        "/Popup",
        "/FreeText",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Stamp",
        "/Caret",
        "/Ink",
        "/FileAttachment",
    }
)


def write_clean_copy(source: Path, target: Path) -> None:
    """Writes `target`: `source` without document information, XMP, file paths, thumbnails, notes and attachments.

    Links within the paper and to the web stay. Raises pikepdf.PdfError where the file can't be read.
    """
    with pikepdf.open(source, suppress_warnings=True) as pdf:
        destinations = _named_destinations(pdf)
        for key in _ROOT_KEYS:
            if key in pdf.Root:
                del pdf.Root[key]
        if destinations is not None:
            pdf.Root.Names = pikepdf.Dictionary(Dests=destinations)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for page in pdf.pages:
            _without_notes(page.obj)
        for item in pdf.objects:
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
                _without_keys(item)
        pdf.remove_unreferenced_resources()
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _named_destinations(pdf: pikepdf.Pdf) -> Any:
    names = pdf.Root.get("/Names")
    return names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None


def _without_notes(page: Any) -> None:
    """Drops comments, which carry their writer's name; links and form fields stay."""
    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return
    kept = [
        note
        for note in notes
        if isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype")) not in _PEOPLE
    ]
    page["/Annots"] = pikepdf.Array(kept)


def _without_keys(item: Any) -> None:
    for key in _DICTIONARY_KEYS:
        if key in item:
            del item[key]
