"""Kinds of files that belong to a paper and what each may be: plain rules on a name, a size and the first bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from submissions.uploads import HEADER_WITHIN, megabytes, refusal


@dataclass(frozen=True)
class Format:
    """A format of files: how its names end, how its content begins, and under which type it is handed out."""

    key: str
    label: str
    endings: tuple[str, ...]
    media_type: str
    begins: Callable[[bytes], bool]

    def fits(self, name: str, head: bytes) -> bool:
        return name.lower().endswith(self.endings) and self.begins(head)


@dataclass(frozen=True)
class Kind:
    """What files of one kind are for: ``noun`` as in "Upload the …", ``formats`` the keys of what it may be."""

    noun: str
    formats: tuple[str, ...]


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


def _is_text(head: bytes) -> bool:
    return bool(head) and b"\0" not in head and not head.lstrip().lower().startswith((b"<!doctype", b"<html"))


FILM_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""What an MP4 or a MOV may begin with; older MOVs don't name their kind first."""
OCTETS = "application/octet-stream"
FORMATS: dict[str, Format] = {
    one.key: one
    for one in (
        Format("pdf", "PDF", (".pdf",), "application/pdf", lambda head: b"%PDF-" in head),
        Format("zip", "ZIP", (".zip",), "application/zip", _starts(b"PK\x03\x04", b"PK\x05\x06")),
        Format("targz", "TAR.GZ", (".tar.gz", ".tgz"), "application/gzip", _starts(b"\x1f\x8b")),
        Format("image", "Image", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), OCTETS,
               _starts(b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")),
        Format("picture", "PNG or JPEG", (".png", ".jpg", ".jpeg"), OCTETS, _starts(b"\x89PNG", b"\xff\xd8\xff")),
        Format("video", "Video", (".mp4", ".m4v", ".mov", ".webm"), OCTETS,
               lambda head: head[4:8] in FILM_BOXES or head.startswith(b"\x1aE\xdf\xa3")),
        Format("table", "Table", (".csv", ".tsv", ".txt", ".md", ".json", ".geojson"), OCTETS, _is_text),
        Format("data", "Data", (".nc", ".h5", ".hdf5", ".npy", ".npz", ".parquet"), OCTETS,
               _starts(b"CDF", b"\x89HDF", b"\x93NUMPY", b"PK\x03\x04", b"PAR1")),
        Format("slides", "PPTX or ODP", (".pptx", ".odp"), OCTETS, _starts(b"PK\x03\x04")),
    )
}  # fmt: skip
ARCHIVES = ("zip", "targz")
ANYTHING = ("pdf", *ARCHIVES, "image", "video", "table", "data")
KINDS: dict[str, Kind] = {
    "paper": Kind("paper", ("pdf",)),
    "supplement": Kind("supplementary file", ANYTHING),
    "code": Kind("code archive", ARCHIVES),
    "answer": Kind("file", ANYTHING),
    "final": Kind("final version", ("pdf",)),
    "source": Kind("source", ARCHIVES),
    "poster": Kind("poster", ("pdf", "picture")),
    "slides": Kind("slides", ("pdf", "slides")),
    "video": Kind("video", ("video",)),
}


def endings_of(kind: str) -> tuple[str, ...]:
    """Return how the names of files of this kind may end, for the field's ``accept``."""
    return tuple(ending for key in KINDS[kind].formats for ending in FORMATS[key].endings)


def format_of(kind: str, name: str, head: bytes) -> Format | None:
    """Return which of the formats of its kind a file has, or None. A PDF is known by its content, whatever its name."""
    for key in KINDS[kind].formats:
        found = FORMATS[key]
        if found.fits(name, head) or (key == "pdf" and found.begins(head)):
            return found
    return None


def ending_of(key: str, name: str) -> str:
    """Return the ending under which a file of a format is handed out: the one of its own name, where it is the format's."""
    endings = FORMATS[key].endings if key in FORMATS else ("",)
    return next((ending for ending in endings if name.lower().endswith(ending)), endings[0])


def why_not(kind: str, *, name: str, size: int, head: bytes, most: int) -> str:
    """Say why an upload of this kind can't be taken at all, or nothing; ``head`` holds its first 1,024 bytes."""
    if KINDS[kind].formats == ("pdf",):
        return refusal(size=size, head=head, most=most) or ""
    if size == 0:
        return "The file is empty (0 bytes). Please upload it again."
    if size > most:
        return f"The file has {megabytes(size)}; at most {megabytes(most)} can be taken."
    if format_of(kind, name, head[:HEADER_WITHIN]) is None:
        return f"A {KINDS[kind].noun} is one of these: {', '.join(endings_of(kind))}. This file is none, or not what its name says."
    return ""
