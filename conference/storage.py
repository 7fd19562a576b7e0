"""Files on this machine's disk: whole, or not there."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Django's storage, which takes away what it could write of a file when the disk is full."""

    def _save(self, name: str, content: Any) -> str:
        there = self.exists(name)
        try:
            return str(super()._save(name, content))  # type: ignore[misc] # documented, but not in the stubs
        except OSError:
            if not there:
                self.delete(name)
            raise
