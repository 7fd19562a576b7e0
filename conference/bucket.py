"""Files in a bucket of an S3 store. Loaded only where the settings name one: the library costs every start."""

from __future__ import annotations

from typing import Any, NoReturn

from storages.backends.s3 import S3Storage


class Bucket(S3Storage):  # type: ignore[misc]
    """A private bucket. It hands out no addresses: whoever may read a file is asked at our own doors, at every reading."""

    def url(self, name: str | None, *_args: Any, **_options: Any) -> NoReturn:
        raise NotImplementedError("Files are read through the pages that ask who may.")
