"""PDFs of papers made on the spot, and the uploads that bring them."""

from __future__ import annotations

import io
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

REFERENCES = (
    "A. Oak and B. Elm. Trees and how to count them. Forest Letters, 12(3):1-9, 2019.",
    "C. Ash. Crowns from above. Journal of Woods, 4:20-31, 2021.",
    "D. Yew and E. Fir. Foresters agree. Proceedings of the Grove, pages 5-12, 2022.",
)
LINE = "We count trees in aerial images and compare the counts with those that foresters made on foot."


def pdf_bytes(pages: int = 3, *, words: str = "", title: str = "") -> bytes:
    """A paper of so many pages, references at the end of the last; ``words`` stand on top of the first one.

    ``title`` is written into the file's properties, so that two files with the same text differ.
    """
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number in range(1, pages + 1):
        document.add_blank_page(page_size=(612, 792))
        page = document.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
        lines = [words] if words and number == 1 else []
        lines += [f"{LINE} {number}.{line}" for line in range(30 if number == pages else 45)]
        if number == pages:
            lines += ["", "References", *(f"[{place}] {entry}" for place, entry in enumerate(REFERENCES, 1))]
        page.Contents = document.make_stream(_text(lines))
    if title:
        document.docinfo["/Title"] = title
    held = io.BytesIO()
    document.save(held, deterministic_id=True)
    return held.getvalue()


def _text(lines: list[str]) -> bytes:
    shown = "".join(f"({line}) Tj T* " for line in lines)
    return f"BT /F1 10 Tf 13 TL 72 720 Td {shown} ET".encode("latin-1")


def blanks(mebibytes: int) -> bytes:
    """So many MiB of spaces as zlib packs them, made in no time: one piece again and again."""
    packer, piece, check = zlib.compressobj(9), b" " * 2**20, 1
    first, again = (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    for _ in range(mebibytes):
        check = zlib.adler32(piece, check)
    return first + again * (mebibytes - 1) + b"\x03\x00" + check.to_bytes(4)


def upload(content: bytes, name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")
