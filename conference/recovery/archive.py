"""What an archive holds, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
import tarfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
MANIFEST = "manifest.json"
TABLES, FILES, KEY = "tables/", "files/", "secret_key"
CHUNK = 2**20


class Damaged(Exception):
    """An archive that is not whole, or none at all; the text says what is wrong with it."""


@dataclass(frozen=True)
class Manifest:
    """What an archive should hold: rows a table, sizes in bytes, SHA-256 sums by the names in the archive.

    ``missing`` are uploads that rows name and that were not there. A table's sum is that of its rows in the order of their keys, so it is the same on every database.
    """

    taken_at: str
    migrations: list[list[str]]
    rows: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def files(self) -> list[str]:
        """The names of the uploads as the database names them."""
        return [name.removeprefix(FILES) for name in self.sums if name.startswith(FILES)]

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read_manifest(path: Path) -> Manifest:
    """Return what an archive says of itself. Raises Damaged."""
    try:
        with tarfile.open(path) as archive:
            first = archive.next()
            data = archive.extractfile(first) if first is not None and first.name == MANIFEST else None
            if data is None:
                raise Damaged(f"{path} is no backup of Plenary.")
            said: dict[str, Any] = json.load(data)
    except (tarfile.TarError, OSError, ValueError) as error:
        raise Damaged(f"{path} can’t be read: {error}") from error
    if said.get("format") != FORMAT:
        raise Damaged(f"{path} was made by another version of this command (format {said.get('format')}).")
    return Manifest(**said)


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield each part of an archive but the manifest, with its name. Raises Damaged where the file breaks off."""
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                data = archive.extractfile(member)
                if data is not None and member.name != MANIFEST:
                    yield member.name, data
    except tarfile.TarError as error:
        raise Damaged(f"{path} breaks off: {error}") from error


def check(path: Path, manifest: Manifest) -> None:
    """Read an archive once from end to end and compare everything with the manifest. Raises Damaged."""
    missing = set(manifest.sums)
    for name, data in members(path):
        if sum_of(data) != manifest.sums.get(name):
            raise Damaged(f"{path} is damaged: {name} is not what was saved.")
        missing.discard(name)
    if missing:
        raise Damaged(f"{path} is not whole: {len(missing)} parts are missing, such as {min(missing)}.")


def sum_of(data: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := data.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
