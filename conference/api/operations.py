"""What one address does with one method, said once: the door reads it to act, the schema and the reference to tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from conference.api.paging import PageQuerySerializer, page_of
from conference.api.problems import MEDIA_TYPE, ProblemSerializer
from conference.api.repeating import HEADER, LONGEST
from conference.scopes import Scope

Shape = type[serializers.Serializer[Any]]
Method = TypeVar("Method", bound=Callable[..., Any])
FILE = "application/octet-stream"
CREATED, EMPTY = 201, 204
AUTH: dict[str, list[str]] = {"token": []}


@dataclass(frozen=True)
class Operation:
    """``answers`` is the shape of the answer, of a row where ``paged``; None for a file or nothing.

    ``guarded``: the writer says by ``If-Match`` which version she saw. ``keyed``: an ``Idempotency-Key`` is taken.
    ``any_token``: who asks is to be known, and no more. ``example`` is the answer, ``sent`` the body of the example.
    """

    key: str
    summary: str
    tag: str
    scope: Scope
    answers: Shape | None = None
    example: Any = None
    takes: Shape | None = None
    sent: Any = None
    query: Shape | None = None
    status: int = 200
    paged: bool = False
    guarded: bool = False
    keyed: bool = False
    any_token: bool = False
    is_file: bool = False
    is_upload: bool = False
    errors: tuple[int, ...] = ()

    @property
    def is_public(self) -> bool:
        return self.scope is Scope.PUBLIC and not self.any_token

    @property
    def shape(self) -> Shape | None:
        return page_of(self.answers) if self.answers and self.paged else self.answers

    @property
    def whole_example(self) -> Any:
        return {"results": [self.example], "next": None} if self.paged else self.example


def operation(key: str, summary: str, **said: Any) -> Callable[[Method], Method]:
    """Say what a method of a door does; see ``Operation``."""
    found = Operation(key, summary, **said)

    def decorate(method: Method) -> Method:
        method.operation = found  # type: ignore[attr-defined]
        return extend_schema(
            operation_id=found.key,
            summary=found.summary,
            description=_description(found, method.__doc__ or ""),
            tags=[found.tag],
            auth=cast("Any", [{}, AUTH] if found.is_public else [AUTH]),
            parameters=_parameters(found),
            request=_request(found),
            responses=_responses(found),
            examples=_examples(found),
            extensions={"x-scope": found.scope.value},
        )(method)

    return decorate


def _description(found: Operation, text: str) -> str:
    lines = " ".join(text.split())
    needs = f"Needs the scope `{found.scope}`."
    if found.scope is Scope.PUBLIC:
        needs = "Needs a token, whatever its scopes." if found.any_token else "Needs no token."
    return f"{lines}\n\n{needs}".strip()


def _parameters(found: Operation) -> list[Any]:
    given: list[Any] = [
        query for query in (found.query, PageQuerySerializer if found.paged else None) if query
    ]
    head: Any = OpenApiParameter.HEADER
    if found.guarded:
        given.append(
            OpenApiParameter(
                "If-Match", str, head, required=True, allow_blank=False,
                description="The ETag of what you saw, or * for whatever is there.",
            )
        )  # fmt: skip
    if found.keyed:
        given.append(
            OpenApiParameter(
                HEADER, {"type": "string", "maxLength": LONGEST}, head,
                description="A text of your own, new for each thing you do: sent again, nothing is done twice.",
            )
        )  # fmt: skip
    if found.answers:
        given.append(
            OpenApiParameter(
                "ETag", str, head, response=[found.status],
                description="Names what was answered, for If-None-Match and, where it begins with a number, If-Match.",
            )
        )  # fmt: skip
        if found.status == 200 and found.takes is None:  # noqa: PLR2004 - that it was found
            given.append(
                OpenApiParameter(
                    "If-None-Match", str, head, description="An ETag: 304 if nothing has changed."
                )
            )
    return given


def _request(found: Operation) -> Any:
    if found.takes is None:
        return None
    return {"multipart/form-data" if found.is_upload else "application/json": found.takes}


def _responses(found: Operation) -> Mapping[Any, Any]:
    if found.is_file:
        good: Mapping[Any, Any] = {(found.status, FILE): OpenApiTypes.BINARY}
    elif found.shape:
        good = {(found.status, "application/json"): OpenApiResponse(found.shape, description=found.summary)}
    else:
        good = {found.status: OpenApiResponse(description="Done.")}
    codes = {401, 404, 405, 429, *found.errors}
    codes |= set() if found.is_public else {403}
    codes |= {412, 428} if found.guarded else set()
    codes |= {400, 413, 415, 422} if found.takes else set()
    codes |= {422} if found.query or found.paged or found.keyed else set()
    if found.scope.writes:
        codes |= {403, 409, 422}
    problems = {
        (code, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, description=_REASONS[code])
        for code in sorted(codes)
    }
    reading = {304: OpenApiResponse(description="Not changed.")} if found.answers and not found.takes else {}
    return {**good, **reading, **problems}


_REASONS = {
    400: "The request can’t be read.",
    401: "A token is missing, or is of no use.",
    403: "The token or the time does not allow it.",
    404: "There is nothing here, or it is not for you to see.",
    405: "The address does not know the method.",
    409: "Somebody else changed it in between.",
    412: "It has changed since you read it.",
    413: "Too much was sent.",
    415: "The body is of the wrong type.",
    422: "Something given can’t be taken; the reasons stand field by field.",
    428: "The header If-Match is missing.",
    429: "Too many requests.",
}


def _examples(found: Operation) -> list[OpenApiExample]:
    examples = []
    if found.answers:
        examples.append(
            OpenApiExample(
                found.summary, value=found.whole_example, response_only=True, status_codes=[str(found.status)],
                media_type="application/json",
            )
        )  # fmt: skip
    if found.takes:
        media = "multipart/form-data" if found.is_upload else "application/json"
        examples.append(OpenApiExample("What to send", value=found.sent, request_only=True, media_type=media))
    return examples
