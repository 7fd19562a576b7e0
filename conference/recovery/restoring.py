"""Brings an archive back, on the database that this installation uses."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from conference.models import User, Workshop

from .archive import FILES, KEY, TABLES, Damaged, Manifest, check, members, read_manifest
from .rows import count_on, empty_tables, fill, kept_models


class NotEmpty(Exception):
    """There are accounts or workshops here already."""


class OtherVersion(Exception):
    """The archive is of another version of Plenary; the text names the first step in which they differ."""


def restore(path: Path, *, replace: bool = False) -> Manifest:
    """Put what an archive holds in the place of what is here; all of it or nothing.

    The archive is read whole before anything is touched. Raises Damaged, OtherVersion, and NotEmpty unless ``replace``.
    """
    manifest = read_manifest(path)
    check(path, manifest)
    call_command("migrate", verbosity=0, interactive=False)
    _check_version(manifest)
    if not replace and (User.objects.exists() or Workshop.objects.exists()):
        raise NotEmpty
    _put_files(path)
    with connection.constraint_checks_disabled(), transaction.atomic():
        empty_tables()
        _fill_tables(path, manifest)
        count_on(kept_models())
        connection.check_constraints()
    _put_key(path)
    return manifest


def _check_version(manifest: Manifest) -> None:
    here = sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())
    if here == manifest.migrations:
        return
    more = [step for step in here if step not in manifest.migrations]
    less = [step for step in manifest.migrations if step not in here]
    who = "an earlier" if more else "a later"
    step = " ".join((more or less)[0])
    raise OtherVersion(f"The archive is of {who} version of Plenary (they differ in {step}).")


def _put_files(path: Path) -> None:
    for name, data in members(path):
        if not name.startswith(FILES):
            continue
        wanted = name.removeprefix(FILES)
        default_storage.delete(wanted)
        if default_storage.save(wanted, File(data)) != wanted:
            raise Damaged(f"{wanted} is no name that a file can have here.")


def _fill_tables(path: Path, manifest: Manifest) -> None:
    models = {TABLES + model._meta.label: model for model in kept_models()}  # noqa: SLF001
    for name, data in members(path):
        if name in models:
            filled = fill(models[name], data)
            if filled != manifest.rows[name.removeprefix(TABLES)]:
                raise Damaged(f"{path} says {manifest.rows} rows of {name}, and holds {filled}.")


def _put_key(path: Path) -> None:
    """Put the signing key back where it lies in the data folder: links in mails that were sent stay good."""
    target = Path(settings.DATA_DIR) / KEY
    if not target.exists() or target.read_text().strip() != settings.SECRET_KEY:
        return
    for name, data in members(path):
        if name == KEY:
            _write_key(target, data)


def _write_key(target: Path, data: IO[bytes]) -> None:
    part = target.with_name(f"{KEY}.part")
    part.touch(mode=0o600)
    part.write_bytes(data.read())
    part.replace(target)
