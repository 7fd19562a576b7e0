"""The door of every address of the API: who asks, by which token, at which rate; then the workshop; then what is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, cast

from django.http import FileResponse, HttpResponseBase
from django.http import HttpRequest as DjangoRequest
from django.utils.cache import patch_vary_headers
from rest_framework import exceptions
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from conference.api import rates, repeating
from conference.api.authentication import Asker, TokenAuthentication, asker_of
from conference.api.conditions import CHANGED, name_version, seen_version
from conference.api.fields import no_texts
from conference.api.operations import FILE, Operation
from conference.api.paging import Asked, Page, PageQuerySerializer, asked_of
from conference.api.problems import ChangedSince, LacksScope, NoToken, handle
from conference.doors import access_workshop, require_living
from conference.errors import Invalid, NotFound, Stale
from conference.forms.reading import REFUSED
from conference.models import ApiToken, User, Workshop
from conference.scopes import opens
from conference.visibility import Viewer

Allowed = Callable[[Viewer, Workshop], bool]
SAFE = frozenset({"GET", "HEAD"})


def chairs(viewer: Viewer, workshop: Workshop) -> bool:
    """Let program chairs pass."""
    return viewer.is_chair(workshop)


def editors(viewer: Viewer, workshop: Workshop) -> bool:
    """Let those pass who make the programme."""
    return viewer.is_editor(workshop)


def reviewers(viewer: Viewer, workshop: Workshop) -> bool:
    """Let those pass who review or handle papers."""
    return viewer.is_reviewer(workshop) or viewer.is_area_chair(workshop)


class Door(APIView):
    """An address. Methods are named for those of HTTP and carry an ``operation``; ``allowed`` says who may pass.

    ``while_archived`` says that it changes an archived edition too. Whoever may not pass gets the answer for what does not exist, as on the pages.
    """

    authentication_classes = [TokenAuthentication]
    permission_classes = []
    throttle_classes = []
    parser_classes: ClassVar[list[type[BaseParser]]] = [JSONParser]  # type: ignore[misc]
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    allowed: ClassVar[Allowed | None] = None
    while_archived: ClassVar[bool] = False

    operation: Operation
    asker: Asker
    workshop: Workshop

    @property
    def viewer(self) -> Viewer:
        return self.asker.viewer

    @property
    def user(self) -> User:
        """The person whose token it is."""
        return cast("User", self.request.user)

    def dispatch(self, request: DjangoRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.args, self.kwargs = args, kwargs
        asked = self.initialize_request(request, *args, **kwargs)
        # Whatever the asker says she reads: there is JSON and nothing else.
        asked.accepted_renderer, asked.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        self.request, self.headers = asked, self.default_response_headers
        response = self._answered(asked)
        self.response = self.finalize_response(asked, cast("Response", response), *args, **kwargs)
        return self.response

    def _answered(self, request: Request) -> HttpResponseBase:
        try:
            self.initial(request)
            act = partial(self._act, request)
            token = self.asker.token
            if self.operation.keyed and token:
                return repeating.once(request, token, cast("Callable[[], Response]", act))
            return act()
        except Exception as error:  # noqa: BLE001 - what is no error of ours goes on to be a fault
            return self.handle_exception(error)

    def _act(self, request: Request) -> HttpResponseBase:
        arguments = {name: value for name, value in self.kwargs.items() if name != "slug"}
        try:
            found: HttpResponseBase = self._handler(request)(**arguments)
        except Exception as error:  # noqa: BLE001 - as above
            changed = isinstance(error, Stale) and self.operation.guarded
            return self.handle_exception(ChangedSince(CHANGED) if changed else error)
        return found

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Let a request in, or not."""
        token = self._token(request)
        self.operation = self._handler(request).operation  # type: ignore[attr-defined]
        self._count(request, token)
        self.asker = asker_of(token)
        self._only_in_scope(token)
        if "slug" in self.kwargs:
            self._enter()

    def _handler(self, request: Request) -> Callable[..., HttpResponseBase]:
        name = (request.method or "").lower()
        found = getattr(self, name, None) if name in self.http_method_names else None
        if found is None:
            raise exceptions.MethodNotAllowed(request.method or "")
        return cast("Callable[..., HttpResponseBase]", found)

    def _token(self, request: Request) -> ApiToken | None:
        try:
            self.perform_authentication(request)
        except NoToken:
            rates.count("address", rates.address_of(request))
            raise
        return cast("ApiToken | None", request.auth)

    def _count(self, request: Request, token: ApiToken | None) -> None:
        if token is None:
            rates.count("address", rates.address_of(request))
            return
        rates.count("token", str(token.pk))
        if request.method not in SAFE:
            rates.count("changes", str(token.pk))

    def _only_in_scope(self, token: ApiToken | None) -> None:
        scope = self.operation.scope
        if self.operation.is_public:
            return
        if token is None:
            raise NoToken(
                "Send a token in the header Authorization: Bearer plenary_… You make one on the page “API tokens”."
            )
        if not opens(token.scopes, scope):
            raise LacksScope(
                f"This token lacks the scope {scope}. Make one that has it on the page “API tokens”."
            )

    def _enter(self) -> None:
        """Find the workshop, or answer as if it were not there."""
        self.workshop = access_workshop(self.viewer, self.kwargs["slug"])
        if self.operation.is_public:
            return
        if not self.asker.may_enter(self.workshop):
            raise NotFound
        if self.allowed is not None and not type(self).allowed(self.viewer, self.workshop):  # type: ignore[misc]
            raise NotFound
        if self.request.method not in SAFE and not self.while_archived:
            require_living(self.workshop)

    def get_exception_handler(self) -> Callable[..., Any]:
        return handle

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        found = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(found, ["Authorization"])
        found.headers["Cache-Control"] = (
            "private, no-cache" if "Authorization" in request.headers else "no-cache"
        )
        found.headers["X-Content-Type-Options"] = "nosniff"
        if isinstance(found, Response) and found.status_code in {200, 201}:
            found.add_post_render_callback(
                lambda done: name_version(request, done, getattr(found, "version", None))
            )
        return found

    def asked(self) -> Any:
        """Return the query as the operation's shape reads it."""
        return self._read(cast("Any", self.operation.query), self.request.query_params)

    def sent(self) -> Any:
        """Return the body as the operation's shape reads it."""
        return self._read(cast("Any", self.operation.takes), self.request.data)

    @staticmethod
    def _read(shape: Any, data: Any) -> Any:
        found = shape(data=data)
        found.is_valid(raise_exception=True)
        wrong = {where: ["This is a text."] for where in no_texts(found, data)}
        if wrong:
            raise Invalid(REFUSED, wrong)
        return found.validated_data

    def seen(self, current: int) -> int:
        """Return the version that the writer saw, which is the current one, or raise."""
        return seen_version(self.request, current)

    def answer(self, shown: Any, *, version: int | None = None) -> Response:
        """Answer in the operation's shape; ``version`` is that of the row that a writer would change."""
        shape = cast("Any", self.operation.shape)
        response = Response(shape(shown).data, status=self.operation.status)
        response.version = version  # type: ignore[attr-defined]
        return response

    def nothing(self) -> Response:
        """Answer that it is done."""
        return Response(status=204)

    @property
    def part(self) -> Asked:
        """The part of the list that is asked for."""
        return asked_of(self.request, **self._read(PageQuerySerializer, self.request.query_params))

    def page(self, page: Page) -> Response:
        return self.answer(page)

    def file(self, content: Any, name: str) -> FileResponse:
        """Hand out a file to be kept, never to be run or shown inside this site."""
        response = FileResponse(content, as_attachment=True, filename=name, content_type=FILE)
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


class Nothing(Door):
    """An address that is none."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        raise NotFound
