"""What other apps show on an author's page of a paper: they register a panel, this app need not know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from conference.models import Workshop
from conference.visibility import Viewer
from submissions.models import Submission

Loader = Callable[[Viewer, Submission], dict[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """A part of the page: the template that draws it and the context it draws from."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What authors are told of a paper beyond its own state: the word of the look, and its label."""

    state: str
    label: str


Teller = Callable[[Viewer, Workshop], Mapping[int, Told]]

_loaders: list[tuple[int, str, Loader]] = []
_tellers: list[Teller] = []


def register(template: str, loader: Loader, *, order: int) -> None:
    """Add a panel; its loader returns the context, or None when there is nothing for this viewer to see."""
    _loaders.append((order, template, loader))


def register_told(teller: Teller) -> None:
    """Add what is told of the viewer's own papers in a workshop, by their ids."""
    _tellers.append(teller)


def told(viewer: Viewer, workshop: Workshop) -> dict[int, Told]:
    """Return what authors are told of the viewer's own papers; a paper that is not in it is where its state says."""
    return {paper: word for teller in _tellers for paper, word in teller(viewer, workshop).items()}


def panels(viewer: Viewer, submission: Submission) -> list[Panel]:
    """Return the panels of one paper for one of its authors."""
    found = []
    for _order, template, loader in sorted(_loaders, key=lambda item: item[0]):
        context = loader(viewer, submission)
        if context is not None:
            found.append(Panel(template, context))
    return found
