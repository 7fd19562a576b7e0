"""A workshop's own host name: its public site lies at that host's root, everything else stays at the installation's address.

The names stand in the settings: who may say that a name is a workshop's is who has set it up in the DNS. On such a host
pages are found and linked without the workshop's part of the path, by the addresses in ``conference.host_urls``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotFound, HttpResponseRedirect
from django.urls import Resolver404, URLPattern, get_resolver, path, register_converter
from django.urls.converters import SlugConverter
from django.utils.http import escape_leading_slashes

URLCONF = "conference.host_urls"
OWN = "<own:slug>"
ON_EACH_HOST = "robots.txt"
_current: ContextVar[str] = ContextVar("workshop_of_the_host", default="")
_plain: ContextVar[bool] = ContextVar("without_own_hosts", default=False)


class OwnConverter(SlugConverter):
    """Stands for the workshop whose host is asked: nothing in the path says which, for the host does."""

    regex = ""

    def to_python(self, _value: str) -> str:
        if not current():
            raise ValueError("This host is no workshop's.")
        return current()

    def to_url(self, value: str) -> str:
        if not value or value != current():
            raise ValueError("This workshop lies elsewhere.")
        return ""


register_converter(OwnConverter, "own")


def current() -> str:
    """Return the slug of the workshop on whose own host a request is answered; empty on the installation's address."""
    return _current.get()


@contextmanager
def without_own_hosts() -> Iterator[None]:
    """Name every page by the installation's address, as a copy of a site needs it, which puts its own in its place."""
    token = _plain.set(True)
    try:
        yield
    finally:
        _plain.reset(token)


def absolute(address: str) -> str:
    """Return the full address of a path of this installation, on the workshop's own host where its page lies there."""
    if not settings.WORKSHOP_HOSTS or _plain.get():
        return settings.BASE_URL + address
    slug, _, rest = address.removeprefix("/").partition("/")
    host = _host_of(slug)
    if host and _is_public(slug, f"/{rest}"):
        return f"{_base(host)}/{rest}"
    if current() and _is_public(current(), address):
        return _base(_host_of(current())) + address
    return settings.BASE_URL + address


def at_main(address: str) -> str:
    """Return a path of the installation itself as a page on any host links to it."""
    return settings.BASE_URL + address if current() else address


def own_address(slug: str) -> str:
    """Return where a workshop's site lies: its own host, or its path at the installation's address."""
    return absolute(f"/{slug}/")


def rooted(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """Return the addresses of public pages as they are on a workshop's own host."""
    return [
        path(route.replace("<slug:slug>/", OWN, 1), pattern.callback, pattern.default_args, pattern.name)
        for pattern in patterns
        if (route := str(pattern.pattern)).startswith("<slug:slug>/")
        and hasattr(pattern.callback, "is_public")
    ]


class WorkshopHostMiddleware:
    """Answers for a workshop's own host: its public pages here, whatever else at the installation's address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        slug = settings.WORKSHOP_HOSTS.get(_name(request.get_host()))
        if slug is None:
            return self.get_response(request)
        token = _current.set(slug)
        try:
            request.urlconf = URLCONF
            request.current_app = "program"  # whose addresses know the private pages too
            if _is_public(slug, request.path_info) or _is_public(slug, f"{request.path_info}/"):
                return self.get_response(request)
            return _elsewhere(request, slug)
        finally:
            _current.reset(token)


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send a reader to where a page lies; the host she is sent to comes from the settings, never from the request."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotFound()
    asked = escape_leading_slashes(request.get_full_path())
    return HttpResponseRedirect(absolute(asked))


def _is_public(slug: str, address: str) -> bool:
    """Say whether a path is one of the pages that lie on a workshop's own host."""
    token = _current.set(slug)
    try:
        found = get_resolver(URLCONF).resolve(address.partition("#")[0].partition("?")[0])
    except (Resolver404, ValueError):
        return False
    finally:
        _current.reset(token)
    return found.route.startswith(OWN) or found.route == ON_EACH_HOST


def _host_of(slug: str) -> str:
    """Return the first host that the settings name for a workshop; empty for none."""
    return next((host for host, own in settings.WORKSHOP_HOSTS.items() if own == slug), "")


def _base(host: str) -> str:
    parts = urlsplit(settings.BASE_URL)
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"


def _name(host: str) -> str:
    """Return a host without its port, in lower case."""
    return host.rpartition(":")[0].lower() if ":" in host and not host.endswith("]") else host.lower()
