"""Errors as answers: problem details for HTTP APIs (RFC 9457), in the words of the tree in ``conference.errors``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from conference.errors import Closed, Invalid, NotFound, PlenaryError, Refused, Stale

MEDIA_TYPE = "application/problem+json"


class NoToken(PlenaryError):
    """There is no token, or it is of no use."""

    status = 401


class LacksScope(PlenaryError):
    """The token is not made for this."""

    status = 403


class Unreadable(PlenaryError):
    """The request can't be read."""

    status = 400


class NotAllowed(PlenaryError):
    """The address does not know the method."""

    status = 405


class ChangedSince(PlenaryError):
    """``If-Match`` names another version than the one that is saved."""

    status = 412


class TooLarge(PlenaryError):
    """More was sent than is read."""

    status = 413


class WrongType(PlenaryError):
    """The body is of a type that the address does not take."""

    status = 415


class KeyUsed(PlenaryError):
    """An ``Idempotency-Key`` comes again with another request."""

    status = 422


class ConditionMissing(PlenaryError):
    """``If-Match`` is missing."""

    status = 428


class TooMany(PlenaryError):
    """The rate is used up; ``wait`` says for how many seconds."""

    status = 429

    def __init__(self, wait: int) -> None:
        super().__init__(f"Too many requests. Wait {wait} seconds, then go on.")
        self.wait = wait


KINDS: dict[type[PlenaryError], tuple[str, str]] = {
    Unreadable: ("unreadable", "The request can’t be read"),
    NoToken: ("no-token", "A token is needed"),
    LacksScope: ("lacks-scope", "The token is not made for this"),
    Closed: ("closed", "This is not open"),
    Refused: ("refused", "This can’t be done"),
    NotFound: ("not-found", "There is nothing here"),
    NotAllowed: ("not-allowed", "The address does not know this method"),
    Stale: ("stale", "Somebody else changed this"),
    ChangedSince: ("changed-since", "This has changed since you read it"),
    TooLarge: ("too-large", "Too much was sent"),
    WrongType: ("wrong-type", "The body is of the wrong type"),
    KeyUsed: ("key-used", "The key was used for another request"),
    Invalid: ("invalid", "Something given can’t be taken"),
    ConditionMissing: ("condition-missing", "If-Match is missing"),
    TooMany: ("too-many", "Too many requests"),
}
"""The kinds of problems: each has a name, which ends its ``type``, and a title."""
OTHER = ("refused", "This can’t be done")


class ProblemSerializer(serializers.Serializer[object]):
    """Why something was not done."""

    type = serializers.CharField(help_text="The address at which this kind of problem is described.")
    title = serializers.CharField(help_text="What kind of problem it is, the same each time.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What the matter is and what can be done, in words.")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="The reasons field by field; a field of a list has its place in its name: authors.0.email.",
    )


def type_of(error: PlenaryError) -> tuple[str, str]:
    """Return the address and the title of the kind of an error."""
    name, title = next((found for kind, found in KINDS.items() if isinstance(error, kind)), OTHER)
    return f"{settings.BASE_URL}/api/#{name}", title


def problem(error: PlenaryError) -> dict[str, Any]:
    """Return an error as problem details."""
    address, title = type_of(error)
    found = {"type": address, "title": title, "status": error.status, "detail": error.message}
    fields = getattr(error, "fields", None)
    return {**found, "errors": {name: list(reasons) for name, reasons in fields.items()}} if fields else found


def answer(error: PlenaryError) -> Response:
    """Return the answer to a request that ended in an error."""
    response = Response(problem(error), status=error.status, content_type=MEDIA_TYPE)
    if isinstance(error, NoToken):
        response["WWW-Authenticate"] = 'Bearer realm="Plenary"'
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.wait)
    return response


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error of ours or of the framework; anything else is a fault and goes on."""
    ours = error if isinstance(error, PlenaryError) else _ours(error)
    return answer(ours) if ours else None


def _ours(error: Exception) -> PlenaryError | None:
    if isinstance(error, exceptions.ValidationError):
        return Invalid("Some of what was given can’t be taken.", dict(_reasons("", error.detail)))
    return next((make() for kind, make in _FOREIGN if isinstance(error, kind)), None)


_FOREIGN: tuple[tuple[type[Exception], Callable[[], PlenaryError]], ...] = (
    (Http404, NotFound),
    (exceptions.NotFound, NotFound),
    (RequestDataTooBig, lambda: TooLarge("The body is larger than what is read here.")),
    (
        exceptions.UnsupportedMediaType,
        lambda: WrongType("The reference says which type of body this address takes."),
    ),
    (exceptions.MethodNotAllowed, lambda: NotAllowed("The reference says which methods this address knows.")),
    (
        exceptions.ParseError,
        lambda: Unreadable("The body can’t be read: it is not what its Content-Type says."),
    ),
    (PermissionDenied, lambda: Refused("You may not do this.")),
)


def _reasons(where: str, detail: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield the reasons with the path of the field that each belongs to."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _reasons(f"{where}.{name}".strip("."), inner)
    elif detail and all(isinstance(item, str) for item in detail):
        yield where or "body", [str(item) for item in detail]
    else:
        for place, inner in enumerate(detail):
            yield from _reasons(f"{where}.{place}".strip("."), inner)
