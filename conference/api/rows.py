"""Doors of rows that stand in an order, such as sponsors: one form reads them for pages and programs alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.db import transaction
from django.forms import ModelForm
from rest_framework.response import Response

from conference.api.setup import SetUpDoor
from conference.errors import NotFound
from conference.forms.reading import require_valid, sent_values, shown_values
from conference.prepared import only
from conference.services.rows import save_row


class RowDoor(SetUpDoor, ABC):
    """An address of rows of the set-up; ``names`` are those by which programs know the form's fields."""

    names: ClassVar[dict[str, str]] = {}

    @abstractmethod
    def rows(self) -> Any:
        """Return the rows of the workshop, in their order."""

    @abstractmethod
    def form(self, row: Any, data: Any = None, files: Any = None) -> ModelForm[Any]:
        """Return the form of the page that reads one row."""

    def shown(self, row: Any) -> Any:
        """Return a row as the door's shape shows it."""
        return row

    def found(self, pk: int) -> Any:
        row = only(self.rows().filter(pk=pk))
        if row is None:
            raise NotFound
        return row

    def list_rows(self) -> Response:
        part = self.part.of_rows(self.rows(), lambda row: row.pk)
        return self.show(type(part)([self.shown(row) for row in part.results], part.next))

    def save(self, row: Any, given: dict[str, Any], files: Any = None) -> Response:
        """Save what was sent of a row; what is not named stays."""
        expected = self.seen(self.workshop.version)
        position = self.rows().count() if row.pk is None else row.position
        form = self.form(row, {**shown_values(self.form(row)), **sent_values(given)}, files)
        require_valid(form, self.names)
        with transaction.atomic():
            self.guard(expected)
            save_row(workshop=self.workshop, row=form.instance, position=position)
        return self.show(self.shown(self.found(form.instance.pk)))

    def remove(self, pk: int) -> Response:
        row, expected = self.found(pk), self.seen(self.workshop.version)
        with transaction.atomic():
            self.guard(expected)
            row.delete()
        return self.nothing()
