"""What authors would be asked for under some settings: the preview on the chair's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conference.models import Workshop
from submissions.checklist import LABELS, Need, checklist
from submissions.selectors.camera_ready import dues_of


@dataclass(frozen=True)
class PreviewLine:
    label: str
    required: bool
    until: str


@dataclass(frozen=True)
class DateGroup:
    until: str
    lines: tuple[PreviewLine, ...]


@dataclass(frozen=True)
class Preview:
    """The checklist of a paper that is presented in one way, by dates."""

    label: str
    lines: tuple[PreviewLine, ...]

    @property
    def groups(self) -> list[DateGroup]:
        found: dict[str, list[PreviewLine]] = {}
        for line in self.lines:
            found.setdefault(line.until, []).append(line)
        return [DateGroup(until, tuple(lines)) for until, lines in found.items()]


def preview(
    workshop: Workshop, settings: Mapping[str, Any], presentations: Iterable[tuple[str, str]]
) -> list[Preview]:
    """Return the checklists by ways of presenting, with the dates as they stand."""
    dues = dues_of(workshop)
    return [
        Preview(
            label,
            tuple(
                PreviewLine(
                    LABELS[entry.item],
                    entry.need is Need.REQUIRED,
                    dues[entry.due].words or "to be announced",
                )
                for entry in checklist(settings, key)
            ),
        )
        for key, label in presentations
    ]
