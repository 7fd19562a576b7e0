"""Turns parsed JSON into frozen dataclasses, strictly: an unknown or missing key is an error with its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class StructureError(ValueError):
    """The data do not have the shape that the code expects."""


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls)


def structure(kind: type[T], value: Any, path: str = "") -> T:
    """``value`` as a ``kind``: a dataclass, a plain type, a tuple, a mapping or a union of these."""
    result: T = _structure(kind, value, path)
    return result


def _structure(kind: Any, value: Any, path: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), value, path)
    if origin is Literal:
        if value not in get_args(kind):
            raise StructureError(f"{path}: {value!r:.60} is none of {get_args(kind)}")
        return value
    if origin is tuple:
        _expect(list, value, path)
        return tuple(
            _structure(get_args(kind)[0], item, f"{path}[{index}]") for index, item in enumerate(value)
        )
    if is_dataclass(kind):
        return _dataclass(kind, value, path)
    if origin is Mapping:
        kind = Mapping
    if kind is not Any:
        _expect(kind, value, path)
    return value


def _expect(kind: type[Any], value: Any, path: str) -> None:
    # A bool is an int to Python, never to us.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise StructureError(f"{path}: expected {kind.__name__}, found {value!r:.60}")


def _one_of(members: tuple[Any, ...], value: Any, path: str) -> Any:
    if value is None and NoneType in members:
        return None
    for member in members:
        if member is NoneType:
            continue
        if isinstance(value, _plain(member)):
            return _structure(member, value, path)
    raise StructureError(f"{path}: {value!r:.60} is none of {members}")


def _plain(member: Any) -> Any:
    """The type that JSON gives for a member of a union."""
    if is_dataclass(member):
        return dict
    if get_origin(member) is Literal:
        return str
    return list if get_origin(member) is tuple else member


def _dataclass(kind: Any, value: Any, path: str) -> Any:
    if not isinstance(value, Mapping):
        raise StructureError(f"{path}: expected an object, found {value!r:.60}")
    known = {field.name: field for field in fields(kind)}
    if unknown := set(value) - set(known):
        raise StructureError(f"{path}: unknown {sorted(unknown)}")
    required = {name for name, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    if missing := required - set(value):
        raise StructureError(f"{path}: missing {sorted(missing)}")
    hints = _hints(kind)
    return kind(**{name: _structure(hints[name], item, f"{path}.{name}") for name, item in value.items()})
