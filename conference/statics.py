"""Style sheets as they are written and as they are served: what a sheet imports is put into it, so that a page asks for one file."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("([^"]+)"\);\n')


def joined(name: str, read: Callable[[str], str]) -> str:
    """Return a sheet with the sheets that it imports in their places; ``read`` gives the text of a static file."""
    folder = posixpath.dirname(name)
    return IMPORT.sub(lambda found: read(posixpath.join(folder, found[1])), read(name))


class JoinedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it comes without types
    """Joins sheets when static files are collected; without collecting, browsers follow the imports themselves."""

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        for name in [name for name in paths if name.endswith(".css") and IMPORT.search(read(name))]:
            text = joined(name, read)
            self.delete(name)
            self.save(name, ContentFile(text.encode()))
            paths[name] = (self, name)
        yield from super().post_process(paths, *args, **options)


def collect(*, verbosity: int = 1) -> None:
    """Collect and compress the static files unless the stamp says that these very files are there already."""
    stamp = settings.DATA_DIR / "static-collected"
    digest = _digest(settings.BASE_DIR)
    collected = Path(settings.STATIC_ROOT) / JoinedStaticFiles.manifest_name
    if collected.is_file() and stamp.is_file() and stamp.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, verbosity=verbosity)
    stamp.write_text(digest)


def _digest(root: Path) -> str:
    """Return what names the files under ``static`` and all that they are made by."""
    files = sorted(path for path in (root / "static").rglob("*") if path.is_file())
    content = hashlib.sha256()
    made_by = (root / "conference" / "settings.py", root / "conference" / "statics.py", root / "uv.lock")
    for path in (*files, *made_by):
        content.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
        content.update(path.read_bytes())
    return content.hexdigest()
