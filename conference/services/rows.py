"""Rows of the set-up that are shown in an order and follow no rule beyond their form's, such as sponsors and contacts."""

from __future__ import annotations

from typing import Any

from conference.models import Workshop


def save_row(*, workshop: Workshop, row: Any, position: int) -> None:
    """Store a row of a workshop at its place; inside the transaction that guards the set-up."""
    row.workshop = workshop
    row.position = position
    row.save()
