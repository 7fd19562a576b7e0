"""Rows for tables as they once were: every model of a state of the migrations, filled from what its fields say."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import uuid
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, models, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps

DAY = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
OWN = {"conference", "submissions", "reviews", "program"}


class Filler:
    """Makes ``many`` rows of each model, the ones that others point to first; the same ones at every run."""

    def __init__(self, apps: Apps, many: int) -> None:
        self.apps, self.many = apps, many
        self.random = random.Random(0)
        self.numbers = itertools.count(1)
        self.made: dict[str, list[models.Model]] = {}

    @transaction.atomic
    def fill(self) -> int:
        """Return how many rows were made."""
        for model in self._in_order():
            rows = self.made.setdefault(model._meta.label, [])
            for _ in range(self.many):
                try:
                    with transaction.atomic():
                        rows.append(self._row(model))
                except IntegrityError:
                    # A rule of the table that its fields do not tell, such as one decision a paper.
                    continue
            assert rows, f"no row of {model._meta.label} could be made"
        return sum(map(len, self.made.values()))

    def _in_order(self) -> Iterator[type[models.Model]]:
        left = [model for model in self.apps.get_models() if model._meta.app_label in OWN]
        done: set[str] = set()
        while left:
            ready = [model for model in left if self._needs(model) <= done]
            assert ready, f"these point at one another: {left}"
            for model in ready:
                yield model
                done.add(model._meta.label)
                left.remove(model)

    def _needs(self, model: type[models.Model]) -> set[str]:
        return {
            field.related_model._meta.label
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model is not model and not field.null
        }

    def _row(self, model: type[models.Model]) -> models.Model:
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        given = {field.name: self._value(field) for field in fields if not getattr(field, "generated", False)}
        row = model._base_manager.create(**given)
        for field in model._meta.many_to_many:
            others = self.made.get(field.related_model._meta.label, [])
            if others and field.remote_field.through._meta.auto_created:
                getattr(row, field.name).add(self.random.choice(others))
        return row

    def _value(self, field: Any) -> Any:
        if field.is_relation:
            others = self.made.get(field.related_model._meta.label, [])
            return self.random.choice(others) if others and field.related_model is not field.model else None
        if field.choices:
            return self.random.choice([value for value, _label in field.flatchoices])
        return self._plain(field, next(self.numbers))

    def _plain(self, field: Any, number: int) -> Any:
        if field.has_default() and not field.unique and not isinstance(field, models.BooleanField):
            return field.get_default()
        values: tuple[tuple[type[Any], Any], ...] = (
            (models.BooleanField, bool(number % 2)),
            (models.IntegerField, number % 30_000),
            (models.DecimalField, number % 30_000),
            (models.FloatField, number / 8),
            (models.DateTimeField, DAY + dt.timedelta(minutes=number)),
            (models.DateField, DAY.date()),
            (models.UUIDField, uuid.UUID(int=number)),
            (models.JSONField, {"number": number}),
            (models.EmailField, f"person{number}@people.example"),
        )
        word = f"text-{number}"[: field.max_length]
        return next((value for kind, value in values if isinstance(field, kind)), word)


def contents() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table of ours, as the database holds them."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = {}
        for name in names:
            if name.partition("_")[0] in OWN:
                cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608 - a name that the database gave
                columns = [column[0] for column in cursor.description]
                found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return found
