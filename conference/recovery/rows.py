"""Tables as lines of JSON that say the same on every database."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.db.models.sql import InsertQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Field

LEFT_OUT = frozenset(
    {"sessions.Session", "usersessions.UserSession", "conference.Pulse", "conference.Incident"}
)
"""A restored installation asks everybody to log in again, and knows of no process nor error of another machine."""
BATCH = 500

dump = partial(json.dumps, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def kept_models() -> list[type[Model]]:
    """Return the model of every table that is saved, those between two models included, by name."""
    models = apps.get_models(include_auto_created=True)
    kept = [model for model in models if model._meta.managed and model._meta.label not in LEFT_OUT]  # noqa: SLF001
    return sorted(kept, key=lambda model: model._meta.label)  # noqa: SLF001


def lines_of(model: type[Model]) -> Iterator[bytes]:
    """Yield the names of a table's columns, then each row in the order of the keys."""
    names = [field.attname for field in _fields(model)]
    yield dump(names).encode() + b"\n"
    rows = model._base_manager.order_by("pk").values_list(*names)  # noqa: SLF001
    for row in rows.iterator(chunk_size=2000):
        yield dump([_plain(value) for value in row]).encode() + b"\n"


def fill(model: type[Model], lines: IO[bytes]) -> int:
    """Insert the rows that ``lines_of`` yielded; return how many. Signals stay silent, timestamps as they were."""
    names = json.loads(next(lines))
    fields = {field.attname: field for field in _fields(model)}
    chosen = [fields[name] for name in names]
    size = max(1, min(BATCH, connection.ops.bulk_batch_size(chosen, [None] * BATCH)))
    batch: list[Model] = []
    count = 0
    for line in lines:
        batch.append(_made(model, chosen, json.loads(line)))
        count += 1
        if len(batch) == size:
            _insert(model, chosen, batch)
            batch = []
    _insert(model, chosen, batch)
    return count


def empty_tables() -> None:
    """Delete every row there is, sessions too."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    # SQLite asks no table which others point to it, and Django would search the whole schema for each to find them.
    further = connection.vendor != "sqlite"
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=further):
            cursor.execute(statement)


def count_on(models: list[type[Model]]) -> None:
    """Let the next row of each table get a key of its own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _made(model: type[Model], fields: list[Field[Any, Any]], values: list[Any]) -> Model:
    row = model()
    for field, value in zip(fields, values, strict=True):
        setattr(row, field.attname, field.to_python(value))
    return row


def _insert(model: type[Model], fields: list[Field[Any, Any]], rows: list[Model]) -> None:
    if rows:
        query = InsertQuery(model)
        query.insert_values(fields, rows, raw=True)
        query.get_compiler(connection=connection).execute_sql()
