"""What a document of an office suite says: who wrote it, by its properties, and the words in it."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

MOST_PARTS = 80
MOST_OF_A_PART = 2**20
PARTS = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|comments)|ppt/(?:slides|notesSlides)/\w+|xl/sharedStrings|content)\.xml"
)
PROPERTIES = re.compile(r"(?:docProps/(?:core|app)|meta)\.xml")
NAMES = re.compile(
    r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|Manager|Company)\b[^>]*>([^<]+)<", re.IGNORECASE
)


class UnreadableError(Exception):
    """The document can't be read."""


def contents(document: bytes) -> Iterator[tuple[str, str]]:
    """Yield ("author", a name in the properties) and ("text", the words of a part). Raises UnreadableError."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as parts:
            for info in parts.infolist()[:2000]:
                if PROPERTIES.fullmatch(info.filename):
                    for found in NAMES.finditer(_read(parts, info)):
                        yield "author", html.unescape(found.group(1))
            texts = [info for info in parts.infolist() if PARTS.fullmatch(info.filename)]
            for info in texts[:MOST_PARTS]:
                ended = re.sub(r"</(?:w:p|a:p|text:p|text:h|si)>", "\n", _read(parts, info))
                yield "text", html.unescape(re.sub(r"<[^>]+>", "", ended))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError from error


def _read(parts: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    with parts.open(info) as content:
        return content.read(MOST_OF_A_PART).decode(errors="replace")
