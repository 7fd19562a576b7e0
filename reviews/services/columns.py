"""What a chair keeps about her tables."""

from __future__ import annotations

from collections.abc import Sequence

from conference.models import User, Workshop
from reviews.models import ChosenColumns


def choose_columns(*, workshop: Workshop, user: User, table: str, columns: Sequence[str]) -> None:
    """Remember the columns of a table for one person; none means those that it has at first."""
    if not columns:
        ChosenColumns.objects.filter(workshop=workshop, user=user, table=table).delete()
        return
    ChosenColumns.objects.update_or_create(
        workshop=workshop, user=user, table=table, defaults={"columns": list(columns)}
    )
