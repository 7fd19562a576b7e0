"""Lists page by page: each page names the next by a cursor, which holds its place while rows come and go."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from conference.errors import Invalid

USUAL, MOST = 50, 200
LARGEST = 2**63 - 1
Row = TypeVar("Row", bound=Model)


class PageQuerySerializer(serializers.Serializer[object]):
    """Which part of a list is asked for."""

    limit = serializers.IntegerField(
        min_value=1, max_value=MOST, default=USUAL, help_text="How many rows a page has at most."
    )
    cursor = serializers.CharField(
        max_length=100,
        default="",
        allow_blank=True,
        help_text="From “next” of the page before; without it, the first page.",
    )


@dataclass(frozen=True)
class Place:
    """Where a page begins: after the row with ``key``, or at ``position`` where that row is gone."""

    key: int
    position: int

    def __str__(self) -> str:
        text = json.dumps([self.key, self.position], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Page:
    """A part of a list and the address of the next one, None at the end."""

    results: Sequence[Any]
    next: str | None


@dataclass(frozen=True)
class Asked:
    """The part of a list that a request asks for."""

    request: Request
    limit: int
    place: Place | None

    def of_keys(self, keys: Sequence[int], shown: Callable[[list[int]], Sequence[Any]]) -> Page:
        """Return a page of a list whose keys are all known, in order; ``shown`` makes the rows of a page."""
        start = self._start(keys)
        part = list(keys[start : start + self.limit])
        more = start + self.limit < len(keys)
        return Page(shown(part), self._next(Place(part[-1], start + len(part))) if more else None)

    def of_rows(self, rows: Iterable[Any], key: Callable[[Any], int] | None = None) -> Page:
        """Return a page of rows that are all there; without a ``key`` they go by their place."""
        by_key = {key(row) if key else place: row for place, row in enumerate(rows)}
        return self.of_keys(list(by_key), lambda part: [by_key[one] for one in part])

    def newest_first(self, rows: QuerySet[Row], shown: Callable[[list[Row]], Sequence[Any]]) -> Page:
        """Return a page of what may be many rows, by their ids from the newest on."""
        after = rows.filter(pk__lt=self.place.key) if self.place else rows
        found = list(after.order_by("-pk")[: self.limit + 1])
        part, more = found[: self.limit], len(found) > self.limit
        return Page(shown(part), self._next(Place(part[-1].pk, 0)) if more else None)

    def _start(self, keys: Sequence[int]) -> int:
        if self.place is None:
            return 0
        try:
            return keys.index(self.place.key) + 1
        except ValueError:
            return min(max(self.place.position, 0), len(keys))

    def _next(self, place: Place) -> str:
        return str(replace_query_param(self.request.build_absolute_uri(), "cursor", str(place)))


def asked_of(request: Request, *, limit: int, cursor: str) -> Asked:
    """Return the part that is asked for; a cursor that no page gave is refused."""
    return Asked(request, limit, _place(cursor) if cursor else None)


def _place(cursor: str) -> Place:
    try:
        key, position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return Place(_whole(key), _whole(position))
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Invalid("This cursor can’t be read.", {"cursor": ["Take it from “next” of a page."]}) from error


def _whole(number: Any) -> int:
    """Return a number that a database can compare with its ids."""
    found = int(number)
    if abs(found) > LARGEST:
        raise ValueError(found)
    return found


@cache
def page_of(row: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """Return the shape of a page of rows."""
    fields = {
        "__doc__": "A page of a list.",
        "results": row(many=True),
        "next": serializers.URLField(
            allow_null=True, help_text="The address of the next page; null on the last."
        ),
    }
    return type(f"{row.__name__.removesuffix('Serializer')}PageSerializer", (serializers.Serializer,), fields)
