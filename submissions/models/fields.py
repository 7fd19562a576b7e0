"""Kinds of fields of this app."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from conference.folding import fold


class FoldedTextField(models.TextField[str, str]):
    """Other fields of the row as one text to search in, folded: written whenever one of them is."""

    def __init__(self, *args: Any, sources: Iterable[str] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        super().__init__(*args, **{"editable": False, "blank": True, "default": "", **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002 - as Django calls it
        text = fold("\n".join(getattr(model_instance, name) for name in self.sources))
        setattr(model_instance, self.attname, text)
        return text
