"""The schema of the API, made once for each process: it follows from the code alone."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

PLACES = {
    "slug": "The workshop’s address.",
    "number": "The paper’s number.",
    "public_id": "The file’s id.",
    "session": "The session’s id.",
    "kind": "The kind, by its key.",
    "delivery": "The message’s id.",
    "item": "The item’s name.",
    "edition": "The address of an earlier edition.",
    "key": "The key of a kind of mail, or of a finding.",
    "speaker": "The address of the speaker’s page.",
    "id": "Its id.",
}


@cache
def whole_schema() -> dict[str, Any]:
    """Return the schema as JSON holds it."""
    made = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    found: dict[str, Any] = json.loads(OpenApiJsonRenderer().render(made))
    return found


def tidy(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Say of each part of an address what it is, and take the generator's own marks out."""
    for methods in result["paths"].values():
        for said in methods.values():
            for given in said.get("parameters", ()):
                if given["in"] == "path":
                    given["description"] = PLACES[given["name"]]
    _unmark(result)
    return result


def _unmark(part: Any) -> None:
    if isinstance(part, dict):
        part.pop("x-spec-enum-id", None)
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _unmark(inner)
