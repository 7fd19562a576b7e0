"""The addresses of the product as the developers' page lists them: name, path, who may come in.

``python -m tests.routes`` writes the table into ``docs/developers.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.machine import ROOT

PAGE = ROOT / "docs" / "developers.md"
BEGIN, END = "<!-- addresses -->\n", "<!-- end of addresses -->"
HEAD = "| name | address | door |\n| --- | --- | --- |\n"
SHOWN = ("conference", "submissions", "reviews", "program", "api")


@dataclass(frozen=True)
class Address:
    """A named address; ``methods`` is empty where its view takes any."""

    name: str
    path: str
    methods: frozenset[str]
    who: str

    @property
    def row(self) -> str:
        """The row of the table; an address that nobody reads by names its methods."""
        only_changes = self.methods and not self.methods & {"GET", "HEAD", "OPTIONS"}
        post_only = f" ({', '.join(sorted(self.methods))})" if only_changes else ""
        return f"| `{self.name}` | `{self.path}`{post_only} | {self.who} |"


def addresses() -> list[Address]:
    """Return every named address of the product's own namespaces, in the order of the URL configuration."""
    from django.urls import get_resolver

    return [found for found in _walk(get_resolver(), "", "/") if found.name.split(":")[0] in SHOWN]


def table() -> str:
    return HEAD + "".join(f"{address.row}\n" for address in addresses())


def written() -> str:
    """Return the table as the page has it."""
    return PAGE.read_text().partition(BEGIN)[2].partition(END)[0]


def _walk(resolver: Any, space: str, prefix: str) -> Iterator[Address]:
    from django.urls import URLPattern

    for entry in resolver.url_patterns:
        path = prefix + re.sub(r"<\w+:slug>", "<slug>", str(entry.pattern))
        if not isinstance(entry, URLPattern):
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner, path)
        elif entry.name:
            yield Address(space + entry.name, path, _methods(entry.callback), _who(entry.callback))


def _layers(view: Callable[..., Any] | None) -> Iterator[dict[str, Any]]:
    """Go through a view's decorators from the outside in and yield what each holds."""
    while view is not None:
        code, cells = getattr(view, "__code__", None), getattr(view, "__closure__", None) or ()
        yield dict(zip(code.co_freevars, (cell.cell_contents for cell in cells), strict=True)) if code else {}
        view = getattr(view, "__wrapped__", None)


def _methods(view: Callable[..., Any]) -> frozenset[str]:
    if hasattr(view, "cls"):
        return frozenset(name.upper() for name in view.cls.http_method_names if hasattr(view.cls, name))
    given = [held["request_method_list"] for held in _layers(view) if "request_method_list" in held]
    return frozenset(given[0]) if given else frozenset()


def _who(view: Callable[..., Any]) -> str:
    if hasattr(view, "cls"):
        return _who_by_token(view.cls)
    held = {name: value for layer in _layers(view) for name, value in layer.items()}
    if "area" not in held:
        return "whoever is signed in" if "test_func" in held else "everybody"
    if held["allowed"] is None:
        return "whoever is signed in" if "test_func" in held else "everybody"
    return _parts(held["allowed"])


def _who_by_token(door: Any) -> str:
    """Say who passes a door of the API."""
    operations = [getattr(door, name).operation for name in door.http_method_names if hasattr(door, name)]
    if all(operation.is_public for operation in operations):
        return "everybody"
    return f"by token: {_parts(door.allowed) if door.allowed else 'whoever has one'}"


def _parts(allowed: Callable[..., bool]) -> str:
    """Ask a door about a person in each part of a workshop."""
    from conference.models import Workshop
    from conference.models.people import RoleKind
    from conference.visibility import Viewer

    workshop = Workshop(pk=1)
    inside = [
        kind.label.lower()
        for kind in RoleKind
        if allowed(Viewer(1, {workshop.pk: frozenset({kind.value})}), workshop)
    ]
    return ", ".join(inside)


def write() -> None:
    """Bring the page's table in line with the code."""
    page = PAGE.read_text()
    before, mark, rest = page.partition(BEGIN)
    PAGE.write_text(before + mark + table() + END + rest.partition(END)[2])


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    write()
