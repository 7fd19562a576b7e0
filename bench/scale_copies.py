"""Many workshops from one: every row that the pattern brought is copied by the database itself, its references moved along.

Each copy has its own people, papers and mails, so the rows are as consistent as the pattern; only PostgreSQL is filled
like this. What was in the database before the pattern belongs to all copies alike.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

STRIDE = 50_000
"""Between the numbers of a row and of its next copy: more than the pattern has rows of any kind."""
AT_ONCE = 30
"""Workshops that are at the same point of their year; each one more was held a day earlier."""
REFS = {"about", "subject_ref"}
OWN = {"conference", "submissions", "reviews", "program", "account"}


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OWN]


def highest() -> dict[str, int]:
    """Return the highest number of each table."""
    return {
        model._meta.db_table: model._base_manager.aggregate(top=models.Max("pk"))["top"] or 0
        for model in tables()
    }


@dataclass
class Pattern:
    """The rows that came after ``before``; ``copies`` says how many workshops there are by now."""

    before: dict[str, int]
    copies: int = 1

    def grow(self, workshops: int) -> int:
        """Copy the pattern until there are so many workshops; return how many rows were written."""
        rows = 0
        dropped = list(_without_indexes())
        for model in tables():
            rows += self._copy(model, workshops)
        self.copies = workshops
        with connection.cursor() as cursor:
            for definition in dropped:
                cursor.execute(definition)
            for model in tables():
                _count_on(cursor, model)
            cursor.execute("VACUUM ANALYZE")
        return rows

    @transaction.atomic
    def _copy(self, model: type[models.Model], workshops: int) -> int:
        table, pk = model._meta.db_table, model._meta.pk.column
        fields = model._meta.concrete_fields
        names = ", ".join(f'"{field.column}"' for field in fields)
        values = ", ".join(self._value(field) for field in fields)
        with connection.cursor() as cursor:
            # The copies are consistent because the pattern is: the checks row by row would take most of the time.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" t, '  # noqa: S608 - our own names
                f"generate_series({self.copies}, {workshops - 1}) k "
                f'WHERE t."{pk}" > {self.before[table]} AND t."{pk}" <= {self.before[table] + STRIDE} ORDER BY k, t."{pk}"'
            )
            return cursor.rowcount

    def _value(self, field: Any) -> str:
        """Return what a column of copy ``k`` holds."""
        column = f't."{field.column}"'
        if field.primary_key or field.is_relation:
            target = (field.related_model if field.is_relation else field.model)._meta.db_table
            after = self.before.get(target)
            return (
                column if after is None else _case(f"{column} > {after}", f"{column} + k * {STRIDE}", column)
            )
        return _plain(field, column)


def _plain(field: Any, column: str) -> str:
    if field.column == "at" and field.model._meta.model_name == "importantdate":
        return f"{column} - make_interval(days => greatest(k - {AT_ONCE}, 0)::int)"
    if isinstance(field, models.EmailField):
        return f"replace({column}, '@', '-' || k || '@')"
    if field.column in REFS:
        number = f"split_part({column}, ':', 2)::bigint + k * {STRIDE}"
        return _case(
            f"{column} ~ '^[a-z_]+:[0-9]+$'", f"split_part({column}, ':', 1) || ':' || ({number})", column
        )
    if isinstance(field, models.UUIDField):
        return f"md5({column}::text || k)::uuid"
    return f"{column} || '-' || k" if field.unique else column


def _case(condition: str, value: str, otherwise: str) -> str:
    return f"CASE WHEN {condition} THEN {value} ELSE {otherwise} END"


def _without_indexes() -> Iterator[str]:
    """Drop what is quicker to make again afterwards: the indexes that hold no rule; yield how each is made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef NOT LIKE '%%UNIQUE%%' "
            "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
        for name, definition in cursor.fetchall():
            cursor.execute(f'DROP INDEX "{name}"')
            yield definition


def _count_on(cursor: Any, model: type[models.Model]) -> None:
    table, pk = model._meta.db_table, model._meta.pk.column
    cursor.execute(
        f'SELECT setval(pg_get_serial_sequence(\'"{table}"\', \'{pk}\'), (SELECT coalesce(max("{pk}"), 1) FROM "{table}"))'  # noqa: S608
    )


def timed_growth(pattern: Pattern, workshops: int) -> str:
    started = time.perf_counter()
    rows = pattern.grow(workshops)
    seconds = time.perf_counter() - started
    return f"{rows:,} rows more in {seconds:.0f} s"
