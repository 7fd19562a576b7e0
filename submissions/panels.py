"""What other apps show on an author's page of a paper: they register a panel, this app need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conference.visibility import Viewer
from submissions.models import Submission

Loader = Callable[[Viewer, Submission], dict[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """A part of the page: the template that draws it and the context it draws from."""

    template: str
    context: dict[str, Any]


_loaders: list[tuple[int, str, Loader]] = []


def register(template: str, loader: Loader, *, order: int) -> None:
    """Add a panel; its loader returns the context, or None when there is nothing for this viewer to see."""
    _loaders.append((order, template, loader))


def panels(viewer: Viewer, submission: Submission) -> list[Panel]:
    """Return the panels of one paper for one of its authors."""
    found = []
    for _order, template, loader in sorted(_loaders, key=lambda item: item[0]):
        context = loader(viewer, submission)
        if context is not None:
            found.append(Panel(template, context))
    return found
