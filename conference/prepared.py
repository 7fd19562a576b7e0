"""Questions whose SQL is made once: making it anew for every page costs more than running it.

A question is a function of module level from values to a queryset; one that is a condition on rows of another table goes
from an id to ids. Django makes its SQL at the first use, with values that no row has; each later use puts its own in
their place.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, F, Model, QuerySet
from django.db.models.expressions import Expression

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Ids = Callable[[int], QuerySet[Any]]
"""From the id that is put in to a queryset of one column, without order."""

NOBODYS = -7_340_033
Row = TypeVar("Row", bound=Model)
Found = TypeVar("Found")


def rows_of(asked: Callable[..., QuerySet[Row, Found]], *values: int | str) -> list[Found]:
    """Return the rows of a question that is asked with nearly every page, in no order unless it sets one.

    Its SQL is the same whatever the values are: none of them may be None, or choose what is asked. They go to the database
    as they are: a number that a visitor typed, which the column may not hold, is asked for by a queryset.
    """
    made = _question(asked, tuple(map(type, values)), DEFAULT_DB_ALIAS)
    put = dict(zip(made.marks, values, strict=True))
    compiler = copy.copy(made.compiler)
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    answered = made.sql, tuple(put.get(value, value) for value in made.params)
    compiler.as_sql = lambda *_args, **_kwargs: answered  # type: ignore[method-assign]
    rows = made.rows.all()
    rows.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
    return list(rows)


def row_of(asked: Callable[..., QuerySet[Row, Found]], *values: int | str) -> Found | None:
    """Return the row of such a question that has one at most."""
    return next(iter(rows_of(asked, *values)), None)


@dataclass(frozen=True)
class _Question:
    """What Django made of a question that was asked with ``marks``."""

    marks: tuple[int | str, ...]
    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]


@functools.cache
def _question(asked: Callable[..., QuerySet[Any, Any]], kinds: tuple[type, ...], alias: str) -> _Question:
    marks = tuple(NOBODYS - at if kind is int else f"{NOBODYS - at}" for at, kind in enumerate(kinds))
    rows = asked(*marks).using(alias)
    compiler = rows.query.get_compiler(alias)
    sql, params = compiler.as_sql()
    return _Question(marks, rows, compiler, sql, tuple(params))


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
