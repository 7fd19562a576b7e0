"""Style sheets as they are written and as they are served: what a sheet imports is put into it, so that a page asks for one file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
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
