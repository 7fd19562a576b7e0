"""Conditions on rows of other tables whose SQL is made once: making it anew for every page costs more than running it.

A condition is asked for by a function from an id to a queryset of ids. Django makes its SQL at the first use, with an id
that no row has; each later use puts the real one in its place.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connections
from django.db.models import BooleanField, F, Model, QuerySet
from django.db.models.expressions import Expression

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Ids = Callable[[int], QuerySet[Any]]
"""From the id that is put in to a queryset of one column, without order."""

NOBODYS = -7_340_033
Row = TypeVar("Row", bound=Model)


def only(rows: QuerySet[Row]) -> Row | None:
    """Return the row of a queryset that holds one at most. ``first`` puts it in order: making the SQL for that costs as much again."""
    return next(iter(rows.order_by()[:1]), None)


class _Prepared(Expression):
    """What both conditions share: the row's own key, and the functions that say of which rows is asked."""

    def __init__(self, *asked: Ids) -> None:
        super().__init__(output_field=BooleanField())
        self.asked = asked
        self.key: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.key]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.key,) = exprs


class Among(_Prepared):
    """True of rows whose key is among those that any of ``asked`` returns for a person."""

    def __init__(self, person: int, *asked: Ids) -> None:
        super().__init__(*asked)
        self.person = person

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        key, of_key = compiler.compile(self.key)
        parts, values = list[str](), list[Any]()
        for asked in self.asked:
            sql, params = _made(asked, connection.alias)
            parts.append(f"{key} IN ({sql})")
            values += [*of_key, *(self.person if value == NOBODYS else value for value in params)]
        return f"({' OR '.join(parts)})", tuple(values)


class Has(_Prepared):
    """True of rows for whose key ``asked`` returns anything."""

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        key, of_key = compiler.compile(self.key)
        (asked,) = self.asked
        sql, params = _made(asked, connection.alias)
        pieces = sql.split("%s")
        text, values = pieces[0], list[Any]()
        for piece, value in zip(pieces[1:], params, strict=True):
            text += (key if value == NOBODYS else "%s") + piece
            values += of_key if value == NOBODYS else [value]
        return f"EXISTS ({text})", tuple(values)


@functools.cache
def _made(asked: Ids, alias: str) -> tuple[str, tuple[Any, ...]]:
    sql, params = asked(NOBODYS).query.get_compiler(connection=connections[alias]).as_sql()
    return sql, tuple(params)
