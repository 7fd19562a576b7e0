"""The accepted papers in the forms in which others take them: one ``Sheet`` in, bytes out, no Django."""

from .formats import FORMATS, Format
from .sheet import ExportPaper, Person, Place, Sheet

__all__ = ["FORMATS", "ExportPaper", "Format", "Person", "Place", "Sheet"]
