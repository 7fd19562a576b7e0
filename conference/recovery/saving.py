"""Takes an archive of a running installation."""

from __future__ import annotations

import hashlib
import io
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField
from django.utils import timezone

from .archive import FILES, KEY, MANIFEST, TABLES, Manifest, sum_of
from .rows import kept_models, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def save(target: Path) -> Manifest:
    """Write an archive of everything; return what it holds. ``target`` appears when the archive is whole.

    Rows are those of one moment. Files are never written twice under one name, so those that the rows name are theirs.
    Raises OSError where the disk is full or a file can't be read.
    """
    part = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            manifest, names = _take_rows(Path(folder))
            _sum_files(manifest, names)
            with tarfile.open(part, "w") as archive:
                _write(archive, manifest, Path(folder))
        part.chmod(0o600)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _take_rows(folder: Path) -> tuple[Manifest, list[str]]:
    """Write each table into a file; return what was written, and the uploads that rows name."""
    names: set[str] = set()
    with _one_moment():
        applied = sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())
        manifest = Manifest(timezone.now().isoformat(timespec="seconds"), applied)
        for model in kept_models():
            label = model._meta.label  # noqa: SLF001 - Django's documented name
            digest = hashlib.sha256()
            count = -1  # the line of names is no row
            with (folder / label).open("wb") as written:
                for line in lines_of(model):
                    digest.update(line)
                    written.write(line)
                    count += 1
            manifest.rows[label] = count
            manifest.sums[TABLES + label] = digest.hexdigest()
            for field in model._meta.concrete_fields:  # noqa: SLF001
                if isinstance(field, FileField):
                    given = model._base_manager.exclude(**{field.name: ""})  # noqa: SLF001
                    names.update(given.values_list(field.name, flat=True))
    return manifest, sorted(name for name in names if name)


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the database as it is now while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # unlike those of pages, which lock writers out at once
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _sum_files(manifest: Manifest, names: list[str]) -> None:
    for name in names:
        if not default_storage.exists(name):
            manifest.missing.append(name)
            continue
        with default_storage.open(name) as data:
            manifest.sums[FILES + name] = sum_of(data)
            manifest.sizes[FILES + name] = default_storage.size(name)
    key = _key_in_use()
    if key is not None:
        manifest.sums[KEY] = hashlib.sha256(key).hexdigest()


def _key_in_use() -> bytes | None:
    """Return the signing key where it lies in the data folder; one from the environment is kept by who set it."""
    path = Path(settings.DATA_DIR) / KEY
    if not path.exists() or path.read_text().strip() != settings.SECRET_KEY:
        return None
    return path.read_bytes()


def _write(archive: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    _add(archive, MANIFEST, io.BytesIO(manifest.to_json()), len(manifest.to_json()))
    key = _key_in_use()
    for name in manifest.sums:
        if name.startswith(TABLES):
            path = folder / name.removeprefix(TABLES)
            with path.open("rb") as data:
                _add(archive, name, data, path.stat().st_size)
        elif name == KEY and key is not None:
            _add(archive, name, io.BytesIO(key), len(key))
        else:
            with default_storage.open(name.removeprefix(FILES)) as data:
                _add(archive, name, data, manifest.sizes[name])


def _add(archive: tarfile.TarFile, name: str, data: IO[bytes], size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o600
    archive.addfile(member, data)
