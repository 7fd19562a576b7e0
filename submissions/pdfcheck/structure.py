"""Looks into a PDF's structure with pikepdf: what must not be in it, and what its hidden parts say.

Raises nothing for what it finds: a file that can't be taken in is answered with a Problem in words for its author.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

from .problems import MAX_BYTES, MAX_PAGES, problem
from .report import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_OBJECTS = 400_000
MAX_STREAM = 96 * 2**20
MAX_INFLATED = 400 * 2**20
WORST_RATIO = 1_000
CHUNK = 2**20
TAIL = 8_192
HEAD = 1_024
MAX_DEPTH = 12
_SCRIPT = re.compile(
    rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|EmbeddedFiles?|EF|FileAttachment|RichMedia|Movie|Sound|3D|Screen|AF|XFA)\b"
)
_CITED_KEY = re.compile(r"(?:cite|bib)[.:]", re.IGNORECASE)
_PATH = re.compile(
    r"(?:/home/|/Users/|/u/|[A-Za-z]:[\\/](?:Users|Documents and Settings)[\\/])([^/\\\s\"'<>()]+)"
)


@dataclass(slots=True)
class Hidden:
    """What a file says besides its pages: `values` are (where, text) of its metadata, `paths` its file paths."""

    values: list[tuple[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def check_bytes(path: Path) -> Problem | None:
    """What the bare bytes tell: empty, too large, not a PDF, cut off."""
    size = path.stat().st_size
    if size == 0:
        return problem("empty")
    if size > MAX_BYTES:
        return problem("too_large")
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    if b"%PDF-" not in head:
        return problem("not_pdf")
    if b"%%EOF" not in tail:
        return problem("truncated")
    return None


def inspect(path: Path) -> tuple[list[Problem], Hidden]:
    """Problems of a file's structure, and what its hidden parts say."""
    hidden = Hidden()
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return [problem("encrypted")], hidden
            kinds = _problems(pdf)
            _read_hidden(pdf, hidden)
            return [problem(kind) for kind in kinds], hidden
    except pikepdf.PasswordError:
        return [problem("encrypted")], hidden
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, AttributeError):
        return [problem(_broken_kind(path))], hidden


def _broken_kind(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return "broken" if b"%%EOF" in file.read() else "truncated"


def _problems(pdf: pikepdf.Pdf) -> list[str]:
    pages = len(pdf.pages)
    if pages == 0:
        return ["no_pages"]
    if pages > MAX_PAGES:
        return ["too_many_pages"]
    kinds: set[str] = set()
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        kinds |= {
            kind
            for key, kind in (("/JavaScript", "javascript"), ("/EmbeddedFiles", "attachment"))
            if key in names
        }
    if swells(pdf):
        return sorted({*kinds, "decompression_bomb"})
    for item in pdf.objects:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)) and _SCRIPT.search(
            _printed(item)
        ):
            kinds |= _active(item, 0)
    return sorted(kinds)


def swells(pdf: pikepdf.Pdf) -> bool:
    """Whether a file unpacks to more than any paper would."""
    inflated = 0
    for count, item in enumerate(pdf.objects):
        if isinstance(item, pikepdf.Stream):
            inflated += _inflated_size(item)
        if count > MAX_OBJECTS or inflated > MAX_INFLATED:
            return True
    return False


def _printed(item: Any) -> bytes:
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    return bytes(item.unparse(resolved=True))


def _active(item: Any, depth: int) -> set[str]:
    """Kinds of active content in an object and in what stands directly inside it."""
    kinds: set[str] = set()
    if depth > MAX_DEPTH:
        return kinds
    if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        kinds |= _active_here(item)
        children = [value for _, value in item.items()]
    else:
        children = list(item)
    for child in children:
        if isinstance(child, (pikepdf.Dictionary, pikepdf.Array)) and not child.is_indirect:
            kinds |= _active(child, depth + 1)
    return kinds


_ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/SubmitForm": "launch",
    "/ImportData": "launch",
    "/Movie": "media",
    "/Sound": "media",
    "/Rendition": "media",
}
_ANNOTATIONS = {
    "/FileAttachment": "attachment",
    "/RichMedia": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/3D": "media",
    "/Screen": "media",
}


def _active_here(item: Any) -> set[str]:
    kinds = set()
    action = _name(item.get("/S"))
    if action in _ACTIONS:
        kinds.add(_ACTIONS[action])
    if "/JS" in item or "/XFA" in item:
        kinds.add("javascript")
    if _name(item.get("/Subtype")) in _ANNOTATIONS and ("/Rect" in item):
        kinds.add(_ANNOTATIONS[_name(item.get("/Subtype"))])
    if "/EF" in item:
        kinds.add("attachment")
    if _name(item.get("/Type")) == "/EmbeddedFile":
        kinds.add("attachment")
    return kinds


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _inflated_size(stream: Any) -> int:
    """How many bytes a stream unpacks to, counted without keeping them, up to just above MAX_STREAM."""
    filters = stream.get("/Filter")
    names = [_name(one) for one in filters] if isinstance(filters, pikepdf.Array) else [_name(filters)]
    flates = [name for name in names if name in {"/FlateDecode", "/Fl"}]
    if not flates:
        return 0
    raw = bytes(stream.read_raw_bytes()) if _might_swell(stream, len(flates)) else b""
    if not raw or names[0] not in {"/FlateDecode", "/Fl"}:
        return 0
    size = 0
    for _ in flates:
        size, raw = _count_inflated(raw, keep=len(flates) > 1)
        if size > MAX_STREAM:
            return MAX_INFLATED + 1
    return size


def _might_swell(stream: Any, layers: int) -> bool:
    """Pictures that say their size, and streams too short to swell much, need not be unpacked to know."""
    length = stream.get("/Length")
    try:
        long = layers > 1 or int(length) * WORST_RATIO > MAX_STREAM // 8
    except (TypeError, ValueError):
        long = True
    if _name(stream.get("/Subtype")) == "/Image":
        width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
        return long and width * height > MAX_STREAM
    return long


def _count_inflated(raw: bytes, *, keep: bool) -> tuple[int, bytes]:
    engine = zlib.decompressobj()
    total, kept = 0, bytearray()
    try:
        piece = engine.decompress(raw, CHUNK)
        while piece and total <= MAX_STREAM:
            total += len(piece)
            if keep and len(kept) < MAX_STREAM // 4:
                kept += piece
            piece = engine.decompress(engine.unconsumed_tail, CHUNK)
    except zlib.error:
        return total, bytes(kept)
    return total, bytes(kept)


def _read_hidden(pdf: pikepdf.Pdf, hidden: Hidden) -> None:
    if isinstance(pdf.trailer.get("/Info"), pikepdf.Dictionary):
        hidden.values += [(key, text) for key, value in pdf.docinfo.items() if (text := _text(value))]
    hidden.values += [(where, text) for where, text in _xmp_values(pdf)]
    for item in pdf.objects:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            _read_hidden_in(item, hidden)
            notes = item.get("/Annots")
            for note in notes if isinstance(notes, pikepdf.Array) else ():
                if isinstance(note, pikepdf.Dictionary) and not note.is_indirect:
                    _read_hidden_in(note, hidden)
    for _, text in hidden.values:
        hidden.paths += [match.group() for match in _PATH.finditer(text)]


def _read_hidden_in(item: Any, hidden: Hidden) -> None:
    """What one object says: paths, notes and form fields, bookmarks, layers, names of destinations and attachments."""
    hidden.paths += [text for key in ("/PTEX.FileName", "/F", "/UF") if (text := _text(item.get(key)))]
    if "/Rect" in item:
        writer = "note text" if _name(item.get("/Subtype")) == "/Widget" else "note"
        keys = {"/T": writer} | dict.fromkeys(("/TU", "/V", "/Contents", "/Subj", "/RC"), "note text")
        hidden.values += [(where, text) for key, where in keys.items() if (text := _text(item.get(key)))]
    if "/Title" in item and "/Parent" in item:
        hidden.values.append(("bookmark", _text(item.get("/Title"))))
    if _name(item.get("/Type")) == "/OCG":
        hidden.values.append(("layer", _text(item.get("/Name"))))
    names = item.get("/Names")
    if isinstance(names, pikepdf.Array):
        texts = [text for name in names if (text := _text(name))]
        hidden.values += [("destination", text) for text in texts if not _CITED_KEY.match(text)]


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""


def _xmp_values(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """The texts of the XMP packet by their element's or attribute's name; the pages' own packets are left out."""
    packet = pdf.Root.get("/Metadata")
    if not isinstance(packet, pikepdf.Stream):
        return
    data = bytes(packet.read_bytes())[: 4 * CHUNK].decode("utf-8", "replace")
    for match in re.finditer(r"<([\w:]+)(?:\s[^<>]*)?>([^<>]+)</", data):
        yield from _xmp_value(data, match)
    for match in re.finditer(r"\s((?!xmlns)[\w]+:[\w]+)=[\"']([^\"'<>]+)[\"']", data):
        yield match.group(1), match.group(2).strip()


def _xmp_value(data: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    text = match.group(2).strip()
    if not text:
        return
    name = match.group(1)
    if name == "rdf:li":
        openings = re.findall(r"<(?!rdf:|/)([\w:]+)(?:\s[^<>]*)?>", data[: match.start()])
        name = openings[-1] if openings else name
    yield name, text
