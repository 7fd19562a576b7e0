"""What an archive holds, entry by entry, within limits: nothing is ever unpacked onto the disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from submissions.archivecheck.problems import MOST_BYTES, MOST_ENTRIES, MOST_RATIO, RATIO_FROM, UnfitError

READ_OF_EACH = 2**20
READ_WHOLE = 24 * 2**20
WHOLE = (".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods")
"""What can only be looked into as a whole, and up to which size it is."""
READ_IN_ALL = 96 * 2**20
ENCRYPTED = 0x1
UNREADABLE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)


@dataclass(frozen=True)
class Entry:
    """A file of an archive: its path in it, the start of its content, and whom a header names as its owner.

    ``is_whole``: the start is all of it.
    """

    path: str
    head: bytes
    owner: str = ""
    is_whole: bool = True
    is_folder: bool = False


def entries_of(path: Path, kind: str) -> Iterator[Entry]:
    """Yield the files of a "zip" or "targz". Raises UnfitError."""
    try:
        yield from _of_zip(path) if kind == "zip" else _of_tar(path)
    except UNREADABLE as error:
        raise UnfitError("broken") from error


def _of_zip(path: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        _within(len(infos), sum(info.file_size for info in infos), path.stat().st_size)
        left = READ_IN_ALL
        for info in infos:
            _safe(info.filename)
            if info.flag_bits & ENCRYPTED:
                raise UnfitError("encrypted")
            if info.is_dir():
                yield Entry(info.filename, b"", is_folder=True)
                continue
            with archive.open(info) as content:
                head = content.read(min(_most(info.filename, info.file_size), left))
            left -= len(head)
            yield Entry(info.filename, head, is_whole=len(head) == info.file_size)


def _of_tar(path: Path) -> Iterator[Entry]:
    packed = path.stat().st_size
    left, total = READ_IN_ALL, 0
    with tarfile.open(path, "r:gz") as archive:
        for count, member in enumerate(archive, start=1):
            total += member.size
            _within(count, total, packed)
            _safe(member.name)
            if member.islnk() or member.issym():
                _safe(member.linkname)
            content = archive.extractfile(member) if member.isfile() else None
            head = content.read(min(_most(member.name, member.size), left)) if content else b""
            left -= len(head)
            owner = " ".join({member.uname, member.gname} - {""})
            yield Entry(member.name, head, owner, len(head) == member.size, is_folder=not member.isfile())


def _most(name: str, size: int) -> int:
    return READ_WHOLE if name.lower().endswith(WHOLE) and size <= READ_WHOLE else READ_OF_EACH


def _within(count: int, total: int, packed: int) -> None:
    if count > MOST_ENTRIES:
        raise UnfitError("too_many_entries")
    if total > MOST_BYTES or (total > RATIO_FROM and total > MOST_RATIO * max(packed, 1)):
        raise UnfitError("decompression_bomb")


def _safe(name: str) -> None:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or (len(name) > 1 and name[1] == ":"):
        raise UnfitError("unsafe_path")
