"""The chair's road from the call to the programme: each app says how far its stretch is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from conference.models import Workshop
from conference.visibility import Viewer


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"
    ATTENTION = "attention"


@dataclass(frozen=True)
class Step:
    """A stretch of the road with its facts in words and the page where it goes on."""

    title: str
    detail: str
    url: str
    action: str
    state: StepState


Source = Callable[[Viewer, Workshop], Step]
_sources: list[tuple[int, Source]] = []


def register(source: Source, *, order: int) -> None:
    """Add a stretch (10 set-up, 20 call, 30 papers, 40 reviewers, 50 assignment, 60 reviews, 70 decisions, 80 programme)."""
    _sources.append((order, source))


def steps(viewer: Viewer, workshop: Workshop) -> list[Step]:
    """Return the whole road as one chair sees it."""
    return [source(viewer, workshop) for _order, source in sorted(_sources, key=lambda item: item[0])]


def next_step(steps: list[Step]) -> Step | None:
    """Return the first stretch under way behind the last that is done; None on a road at its end."""
    done = max((place for place, step in enumerate(steps) if step.state == StepState.DONE), default=-1)
    return next((step for step in steps[done + 1 :] if step.state == StepState.NOW), None)
