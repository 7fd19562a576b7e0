"""Where the parts of an upload lie until all of it is there: a file in the data folder, or pieces in the bucket.

In the bucket several web servers find them that share nothing else. What has arrived is what lies there, in either place: no
crash can make the two differ.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from conference.errors import PlenaryError

BUCKET = "conference.bucket.Bucket"
FOLDER = "parts"


class Elsewhere(PlenaryError):
    """The part ends at another place than the sender thinks: he is to ask and go on from there."""

    status = 409


class Parts(Protocol):
    """What has arrived of one upload. ``piece`` is how many bytes are written at a time."""

    piece: int

    def begin(self) -> None: ...
    def exists(self) -> bool: ...
    def arrived(self) -> int: ...
    def add(self, offset: int, content: bytes) -> None: ...
    def opened(self) -> AbstractContextManager[IO[bytes]]: ...
    def delete(self) -> None: ...


def parts_of(public_id: UUID) -> Parts:
    """Return the parts of an upload, where this installation keeps them."""
    return PartsInBucket(public_id.hex) if _in_bucket() else PartsOnDisk(public_id.hex)


def sweep_parts(known: Collection[str], before: datetime) -> None:
    """Throw away parts from before a moment of which no row knows; ``known`` are the uploads' ids in hex."""
    if _in_bucket():
        _sweep_bucket(known, before)
    else:
        _sweep_disk(known, before)


def _in_bucket() -> bool:
    return bool(settings.STORAGES["default"]["BACKEND"] == BUCKET)


class PartsOnDisk:
    """One file that grows."""

    piece = 16 * 1024

    def __init__(self, name: str) -> None:
        self.path = Path(settings.UPLOAD_PARTS_DIR) / name

    def begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch(mode=0o600)

    def exists(self) -> bool:
        return self.path.exists()

    def arrived(self) -> int:
        return self.path.stat().st_size

    def add(self, offset: int, content: bytes) -> None:
        """Write at the end; raises Elsewhere where that is not at ``offset``."""
        with self.path.open("r+b", buffering=0) as part:
            fcntl.flock(part, fcntl.LOCK_EX)
            if part.seek(0, os.SEEK_END) != offset:
                raise Elsewhere("Another connection goes on with this upload.")
            # The last write before a disk is full takes a part of what it is given, and says so by its count only.
            rest = memoryview(content)
            while rest:
                rest = rest[part.write(rest) :]

    def opened(self) -> AbstractContextManager[IO[bytes]]:
        return self.path.open("rb")

    def delete(self) -> None:
        self.path.unlink(missing_ok=True)


class PartsInBucket:
    """Objects that are each a stretch, named for where it begins and ends; what two connections wrote lies side by side."""

    piece = 4 * 1024 * 1024

    def __init__(self, name: str) -> None:
        self.folder = f"{FOLDER}/{name}"

    def begin(self) -> None:
        """Nothing lies there until the first bytes come."""

    def exists(self) -> bool:
        return True

    def arrived(self) -> int:
        return max((_stretch(name)[1] for name in self._row()), default=0)

    def add(self, offset: int, content: bytes) -> None:
        """Write what comes next; raises Elsewhere where something else came before it."""
        if self.arrived() != offset:
            raise Elsewhere("Another connection goes on with this upload.")
        name = f"{self.folder}/{offset}-{offset + len(content)}-{uuid4().hex}"
        default_storage.save(name, ContentFile(content))

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Give all of it as one file, put together on this machine."""
        with tempfile.TemporaryFile() as whole:
            for name in self._row():
                with default_storage.open(f"{self.folder}/{name}") as piece:
                    shutil.copyfileobj(piece, whole)
            whole.seek(0)
            yield whole

    def delete(self) -> None:
        for name in self._names():
            default_storage.delete(f"{self.folder}/{name}")

    def _names(self) -> list[str]:
        return list(default_storage.listdir(self.folder)[1])

    def _row(self) -> list[str]:
        return in_a_row(self._names())


def in_a_row(names: Iterable[str]) -> list[str]:
    """Return the stretches that follow one another from the beginning and come furthest: more of them never come less far."""
    begins: dict[int, list[str]] = defaultdict(list)
    for name in names:
        begins[_stretch(name)[0]].append(name)
    came: dict[int, str] = {}
    for start in sorted(begins):
        if start == 0 or start in came:
            for name in begins[start]:
                came.setdefault(_stretch(name)[1], name)
    row: list[str] = []
    at = max(came, default=0)
    while at:
        row.append(came[at])
        at = _stretch(came[at])[0]
    return row[::-1]


def _stretch(name: str) -> tuple[int, int]:
    start, end, _ = name.split("-")
    return int(start), int(end)


def _sweep_disk(known: Collection[str], before: datetime) -> None:
    folder = Path(settings.UPLOAD_PARTS_DIR)
    for part in folder.iterdir() if folder.exists() else ():
        if part.name not in known and part.stat().st_mtime < before.timestamp():
            part.unlink(missing_ok=True)


def _sweep_bucket(known: Collection[str], before: datetime) -> None:
    for name in default_storage.listdir(FOLDER)[0]:
        if name in known:
            continue
        folder = f"{FOLDER}/{name}"
        for piece in default_storage.listdir(folder)[1]:
            if default_storage.get_modified_time(f"{folder}/{piece}") < before:
                default_storage.delete(f"{folder}/{piece}")
