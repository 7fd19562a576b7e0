"""Choosing which figures the public sees, and the table of all to take away."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from conference import audit
from conference.models import User, Workshop
from conference.spreadsheets import Cell, as_csv
from program.models import PublicFigures
from program.selectors.figures import CHOICES, Figure

HEADER = ("Figure", "Group", "Counted", "Count", "Of these", "Number", "Percent")


@transaction.atomic
def choose_public(*, workshop: Workshop, by: User, keys: Iterable[str]) -> None:
    """Show these figures on the site and no others."""
    shown = [key for key in CHOICES if key in set(keys)]
    PublicFigures.objects.update_or_create(workshop=workshop, defaults={"shown": shown})
    audit.record_of_workshop(
        workshop,
        by,
        "figures_public",
        "Chose the figures on the site: " + (", ".join(shown) or "none"),
        after={"shown": shown},
    )


def figures_csv(figures: Iterable[Figure]) -> bytes:
    """Return one row for each number of each figure."""
    return as_csv(HEADER, (row for figure in figures for row in _rows(figure)))


def _rows(figure: Figure) -> list[list[Cell]]:
    return [
        [figure.title, point.label, figure.unit, point.value,
         figure.part_label if point.part is not None else "", point.part, point.share]
        for point in figure.points
    ]  # fmt: skip
