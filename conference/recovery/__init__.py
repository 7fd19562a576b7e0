"""An installation in one archive, taken while it runs and restored on either database.

The archive is a tar: ``manifest.json`` first, then a file of JSON lines for each table and the uploads under ``files/``.
"""

from .archive import Damaged, Manifest
from .restoring import NotEmpty, OtherVersion, restore
from .saving import save

__all__ = ["Damaged", "Manifest", "NotEmpty", "OtherVersion", "restore", "save"]
