"""The schema of the API as its reference page shows it to people."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

METHODS = ("get", "post", "put", "patch", "delete")
SAMPLE = {
    "slug": "terrabytes-2026",
    "number": "12",
    "id": "204",
    "kind": "reviews",
    "public_id": "7d0d1c0e-3f7b-4b57-9c3e-0a6f6d0e6f55",
    "session": "0b0f3c52-6c8e-4c2f-9a57-3b1f3a2d6d11",
}
JSON = "application/json"
FORM = "multipart/form-data"
Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A parameter of the address or a field of the body."""

    name: str
    where: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Told:
    """One operation."""

    key: str
    method: str
    path: str
    summary: str
    about: str
    needs: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    curl: str
    answer: str
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """The operations of one part."""

    label: str
    key: str
    operations: tuple[Told, ...]


def groups(schema: Schema) -> list[Group]:
    """Return the operations by their parts, in the order of the schema."""
    found: dict[str, list[Told]] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                said = methods[method]
                found.setdefault(said["tags"][0], []).append(_told(schema, path, method, said))
    order = sorted(found, key=lambda label: label != "Public")
    return [Group(label, f"part-{number}", tuple(found[label])) for number, label in enumerate(order)]


def _told(schema: Schema, path: str, method: str, said: Schema) -> Told:
    about, _, needs = said["description"].rpartition("\n\n")
    good = next(code for code in said["responses"] if code.startswith("2"))
    return Told(
        key=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        about=about,
        needs=needs.replace("`", ""),
        parameters=tuple(_parameters(said)),
        body=tuple(_body(schema, said)),
        curl=_curl(path, method, said),
        answer=_answer(said["responses"][good]),
        problems=tuple(
            (code, response["description"]) for code, response in said["responses"].items() if code >= "400"
        ),
    )


def _parameters(said: Schema) -> Iterator[Field]:
    for given in said.get("parameters", ()):
        if given["in"] != "path" and given["name"] != "If-None-Match":
            schema = given["schema"]
            yield Field(
                given["name"], given["in"], _kind({}, schema), given.get("required", False), _about(given)
            )


def _body(schema: Schema, said: Schema) -> Iterator[Field]:
    for content in said.get("requestBody", {}).get("content", {}).values():
        shape = _resolved(schema, content["schema"])
        for name, field in shape.get("properties", {}).items():
            if not field.get("readOnly"):
                yield Field(
                    name, "body", _kind(schema, field), name in shape.get("required", ()), _about(field)
                )


def _about(said: Schema) -> str:
    """Return the words on a field; the choices stand in its kind already."""
    lines = str(said.get("description", "")).splitlines()
    return " ".join(line for line in lines if line and not line.startswith("* "))


def _kind(schema: Schema, field: Schema) -> str:
    """Return in words what a field holds."""
    whole = _resolved(schema, field)
    if "enum" in whole:
        return " | ".join(str(one) for one in whole["enum"] if one not in ("", None))
    if whole.get("type") == "array":
        return f"list of {_kind(schema, whole['items'])}"
    if whole.get("properties"):
        return f"{{{', '.join(whole['properties'])}}}"
    kind = whole.get("format") or whole.get("type") or "any"
    return kind if isinstance(kind, str) else " or ".join(one for one in kind if one != "null")


def _resolved(schema: Schema, part: Schema) -> Schema:
    whole = part["allOf"][0] if "allOf" in part else part
    if "$ref" in whole and schema:
        found: Schema = schema["components"]["schemas"][whole["$ref"].rpartition("/")[2]]
        return found
    return {"type": "object"} if "$ref" in whole else whole


def _example(content: Schema) -> Any:
    return next((one["value"] for one in content.get("examples", {}).values()), None)


def _answer(response: Schema) -> str:
    content = response.get("content", {})
    if not content:
        return ""
    if JSON not in content:
        return "the file"
    return json.dumps(_example(content[JSON]), indent=2, ensure_ascii=False)


def _curl(path: str, method: str, said: Schema) -> str:
    """Return a line for a terminal that does what the example shows."""
    address = settings.BASE_URL + path
    for name, value in SAMPLE.items():
        address = address.replace(f"{{{name}}}", value)
    parts = ["curl" if method == "get" else f"curl -X {method.upper()}"]
    if {} not in said["security"]:
        parts.append('-H "Authorization: Bearer $PLENARY_TOKEN"')
    parts += [
        "-H " + shlex.quote(f"{given['name']}: {HEADERS[given['name']]}")
        for given in said.get("parameters", ())
        if given["in"] == "header" and (given.get("required") or given["name"] == "Idempotency-Key")
    ]
    for media, content in said.get("requestBody", {}).get("content", {}).items():
        parts += list(_sent(media, _example(content)))
    return " \\\n  ".join([*parts, address])


HEADERS = {"If-Match": '"5"', "Idempotency-Key": "a-new-text-each-time"}


def _sent(media: str, example: Mapping[str, Any]) -> Iterator[str]:
    if media == FORM:
        for name, value in example.items():
            yield f"-F {name}=@{value}" if name == "file" else f"-F {name}={value}"
        return
    yield f"-H {shlex.quote(f'Content-Type: {media}')}"
    yield f"-d {shlex.quote(json.dumps(example, ensure_ascii=False))}"
