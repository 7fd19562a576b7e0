"""What an upload looks like before anything is read of it: its name, its size, its first bytes. Plain rules."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 120
HEADER_WITHIN = 1024
MEGABYTE = 1024 * 1024
TELLTALES = (
    (b"PK\x03\x04", "a Word document or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"%!PS", "PostScript"),
    (b"<", "a web page"),
    (b"\\document", "LaTeX source"),
    (b"{\\rtf", "an RTF document"),
)


def safe_name(name: str, ending: str = "pdf") -> str:
    """Return a file name that is one line without folders or signs that steer a terminal, at most 120 characters long.

    ``ending`` is given to a name that has none.
    """
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(sign if _is_shown(sign) else " " for sign in base)
    plain = " ".join(plain.split())
    stem, dot, last = plain.rpartition(".")
    if not dot or len(last) > 8:  # noqa: PLR2004 - longer than any ending of a file
        stem, last = plain, ending
    return f"{stem.strip('. ')[: LONGEST_NAME - len(last) - 1].strip() or 'paper'}.{last or ending}"


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*'


def megabytes(size: int) -> str:
    """Return a size in words, to a tenth of a megabyte; never "0.0 MB"."""
    if size < MEGABYTE / 10:
        return f"{max(size // 1024, 1)} kB"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"


def refusal(*, size: int, head: bytes, most: int) -> str | None:
    """Say why an upload can't be taken at all, or None: ``head`` holds its first bytes, ``most`` the limit in bytes."""
    if size == 0:
        return "The file is empty (0 bytes). Export the paper again and upload the new file."
    if size > most:
        return (
            f"The file has {megabytes(size)}; at most {megabytes(most)} can be taken. "
            "Large images are the usual reason: export them at 300 dpi."
        )
    if b"%PDF-" not in head[:HEADER_WITHIN]:
        return f"This is not a PDF: {_looks_like(head)}. Export the paper as PDF and upload that."
    return None


def _looks_like(head: bytes) -> str:
    start = head.lstrip()
    for mark, what in TELLTALES:
        if start.startswith(mark):
            return f"it looks like {what}"
    return "it does not begin as a PDF does"
