"""Questions whose SQL is made once: making it anew for every page costs more than running it.

A question is a function of module level from values to a queryset; one that is a condition on rows of another table goes
from an id to ids. Django makes its SQL at the first use, with values that no row has; each later use puts its own in
their place. What changes the SQL itself is the question's kind: there is SQL for each kind that is asked for.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, CharField, F, Field, Model, QuerySet
from django.db.models.expressions import Expression

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql import Query
    from django.db.models.sql.compiler import SQLCompiler

Ids = Callable[[int], QuerySet[Any]]
"""From the id that is put in to a queryset of one column, without order."""

NOBODYS = 2_147_340_033
"""Fits any column of numbers, and no row comes so far."""

LARGEST = 2**63 - 1
"""No column holds a larger number, and SQLite takes none."""

ROW = "the_row"
"""The table of a row, in SQL that is made before it is known which table it is in a query."""

Row = TypeVar("Row", bound=Model)
Found = TypeVar("Found")


def rows_of(
    asked: Callable[..., QuerySet[Row, Found]], *values: int | str, kind: Hashable = None
) -> list[Found]:
    """Return the rows of a question that is asked with nearly every page, in no order unless it sets one.

    Its SQL is the same whatever the values are: none of them may be None, or choose what is asked. What does is the
    ``kind``, which the question takes after them; None is left out.
    """
    if any(isinstance(value, int) and abs(value) > LARGEST for value in values):
        return []
    made = _question(asked, tuple(map(type, values)), kind, DEFAULT_DB_ALIAS)
    put = dict(zip(made.marks, values, strict=True))
    compiler = copy.copy(made.compiler)
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    answered = made.sql, tuple(put.get(value, value) for value in made.params)
    compiler.as_sql = lambda *_args, **_kwargs: answered  # type: ignore[method-assign]
    compiler.get_converters = lambda *_args: made.converters  # type: ignore[method-assign]
    rows = made.rows.all()
    rows.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
    return list(rows)


def row_of(
    asked: Callable[..., QuerySet[Row, Found]], *values: int | str, kind: Hashable = None
) -> Found | None:
    """Return the row of such a question that has one at most."""
    return next(iter(rows_of(asked, *values, kind=kind)), None)


@dataclass(frozen=True)
class _Question:
    """What Django made of a question that was asked with ``marks``; ``converters`` turn what the database holds into values."""

    marks: tuple[int | str, ...]
    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    converters: dict[int, Any]


@functools.cache
def _question(
    asked: Callable[..., QuerySet[Any, Any]], types: tuple[type, ...], kind: Hashable, alias: str
) -> _Question:
    marks = tuple(NOBODYS - at if held is int else f"{NOBODYS - at}" for at, held in enumerate(types))
    rows = asked(*marks, *([] if kind is None else [kind])).using(alias)
    compiler = rows.query.get_compiler(alias)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    return _Question(marks, rows, compiler, sql, tuple(params), converters)


def only(rows: QuerySet[Row]) -> Row | None:
    """Return the row of a queryset that holds one at most. ``first`` puts it in order: making the SQL for that costs as much again."""
    return next(iter(rows.order_by()[:1]), None)


class _Prepared(Expression):
    """What all of these share: the row's own key."""

    def __init__(self, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.key: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.key]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.key,) = exprs


class Among(_Prepared):
    """True of rows whose key is among those that any of ``asked`` returns for a person."""

    def __init__(self, person: int, *asked: Ids) -> None:
        super().__init__(BooleanField())
        self.person, self.asked = person, asked

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

    def __init__(self, asked: Ids) -> None:
        super().__init__(BooleanField())
        self.asked = asked

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        key, of_key = compiler.compile(self.key)
        sql, params = _made(self.asked, connection.alias)
        pieces = sql.split("%s")
        text, values = pieces[0], list[Any]()
        for piece, value in zip(pieces[1:], params, strict=True):
            text += (key if value == NOBODYS else "%s") + piece
            values += of_key if value == NOBODYS else [value]
        return f"EXISTS ({text})", tuple(values)


class Fits(_Prepared):
    """True of rows that are among those of ``asked``: it goes from a person and a kind to rows that are told by themselves.

    Their conditions are on the row's own columns or of the kinds above; no other table is joined.
    """

    def __init__(self, person: int, asked: Callable[[int, Any], QuerySet[Any, Any]], kind: Hashable) -> None:
        super().__init__(BooleanField())
        self.person, self.asked, self.kind = person, asked, kind

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        sql, params = _condition(self.asked, self.kind, connection.alias)
        values = tuple(self.person if value == NOBODYS else value for value in params)
        return f"({_of_row(sql, self.key, compiler)})", values


class Fact(_Prepared):
    """A text that follows from the row: the annotation ``fact`` that ``asked`` makes for a kind, of what a condition may be made of."""

    def __init__(self, asked: Callable[[Any], QuerySet[Any, Any]], kind: Hashable) -> None:
        super().__init__(CharField())
        self.asked, self.kind = asked, kind

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        sql, params = _fact(self.asked, self.kind, connection.alias)
        return _of_row(sql, self.key, compiler), params


def _of_row(sql: str, key: Any, compiler: SQLCompiler) -> str:
    """Return SQL for the table that holds the row in this query."""
    return sql.replace(f"{ROW}.", f"{compiler.quote_name_unless_alias(key.alias)}.")


@functools.cache
def _made(asked: Ids, alias: str) -> tuple[str, tuple[Any, ...]]:
    sql, params = asked(NOBODYS).query.get_compiler(connection=connections[alias]).as_sql()
    return sql, tuple(params)


@functools.cache
def _condition(
    asked: Callable[[int, Any], QuerySet[Any, Any]], kind: Hashable, alias: str
) -> tuple[str, tuple[Any, ...]]:
    query = _in_any_table(asked(NOBODYS, kind))
    sql, params = query.get_compiler(connection=connections[alias]).compile(query.where)
    return sql, tuple(params)


@functools.cache
def _fact(
    asked: Callable[[Any], QuerySet[Any, Any]], kind: Hashable, alias: str
) -> tuple[str, tuple[Any, ...]]:
    query = _in_any_table(asked(kind))
    sql, params = query.get_compiler(connection=connections[alias]).compile(query.annotations["fact"])
    return sql, tuple(params)


def _in_any_table(rows: QuerySet[Any, Any]) -> Query:
    query = rows.query.clone()
    query.change_aliases({query.get_initial_alias(): ROW})
    return query
