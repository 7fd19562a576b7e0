"""A folder that is replaced as a whole: a copy that fails on the way leaves the one before it as it was."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conference.errors import Invalid

LIST = ".plenary-site.json"


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write into, which takes the place of ``folder`` once all is written.

    What an earlier copy wrote goes; what else lies there (a CNAME, the folder of a version control) stays. Invalid where
    that would be written over.
    """
    parent = folder.parent
    parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=parent))
    try:
        fresh.chmod(0o755)
        yield fresh
        written = sorted(path.name for path in fresh.iterdir())
        (fresh / LIST).write_text(json.dumps([*written, LIST], indent=1) + "\n")
        others = _others(folder)
        in_the_way = sorted(others & {path.name for path in fresh.iterdir()})
        if in_the_way:
            raise Invalid(
                f"{folder} holds {in_the_way[0]}, which no earlier copy wrote. Choose an empty folder, or move it away."
            )
        _swap(fresh, folder, others)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _others(folder: Path) -> set[str]:
    """Return the names in a folder that are not those of an earlier copy."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise Invalid(f"{folder} is a file. Choose a folder.")
    listing = folder / LIST
    ours = set(json.loads(listing.read_text())) if listing.exists() else set()
    return {path.name for path in folder.iterdir()} - ours


def _swap(fresh: Path, folder: Path, others: set[str]) -> None:
    old = fresh.with_name(f"{fresh.name}-old")
    if folder.exists():
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    for name in others:
        (old / name).rename(folder / name)
    shutil.rmtree(old, ignore_errors=True)
