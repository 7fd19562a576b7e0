"""Public pages answered from a warm cache, and right the moment something changes.

A page is kept under the workshop's revision, the version of the installation, its address and query, and which dates are
past: when any of them changes, the old page is simply no longer asked for. Pages for visitors hold no token and no name
of a person who is signed in, so compressing them gives nothing away.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from conference.deadlines import is_past, remaining
from conference.hosts import current
from conference.models import ImportantDate, Track, Workshop
from conference.models.workshops import DateKey

View = Callable[..., HttpResponseBase]
KEPT = 7 * 24 * 3600
CODE = ("conference", "submissions", "reviews", "program", "templates")
VISITED = {"GET", "HEAD"}


@dataclass(frozen=True)
class Page:
    """A rendered page as it is kept: packed once, with the headers that belong to it."""

    packed: bytes
    content_type: str
    disposition: str


def public_page(*, query: tuple[str, ...] = (), countdown: bool = False) -> Callable[[View], View]:
    """Keep what a view shows to visitors. Stands above the door, as the outermost decorator.

    ``query`` names the parameters the page understands: an address with any other is answered but not kept.
    ``countdown`` says that the page tells how long the call is still open.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def inner(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            mark = None
            if is_copy(request):
                return view(request, slug, *args, **kwargs)
            if is_visitor(request) and set(request.GET) <= set(query):
                mark = _mark(request, slug, countdown=countdown)
            if mark is None:
                return _not_kept(view(request, slug, *args, **kwargs))
            etag = f'W/"{mark}"'
            unchanged = get_conditional_response(request, etag=etag)
            if unchanged is not None:
                return _with_headers(unchanged, etag)
            page = cache.get(f"page:{mark}")
            if page is None:
                response = view(request, slug, *args, **kwargs)
                page = _keep(mark, response)
                if page is None:
                    return _not_kept(response)
            return _with_headers(_answer(request, page), etag)

        return inner

    return decorate


def is_copy(request: HttpRequest) -> bool:
    """Say whether a page is asked for to be copied: such a page is made anew and holds nothing that needs this server."""
    return bool(getattr(request, "is_copy", False))


def is_visitor(request: HttpRequest) -> bool:
    """Say whether a request is that of somebody who is not signed in and waits for no message."""
    return request.method in VISITED and not {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES)


def _mark(request: HttpRequest, slug: str, *, countdown: bool) -> str | None:
    """Return the name of the page as it is now, or None where there is no public workshop."""
    if settings.DEBUG:
        return None
    found = Workshop.objects.filter(slug=slug, is_public=True).values_list("pk", "revision").first()
    if found is None:
        return None
    parts = [
        *map(str, found),
        installation(),
        current(),
        request.get_full_path(),
        *_past(*found, countdown=countdown),
    ]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _past(workshop_id: int, revision: int, *, countdown: bool) -> list[str]:
    """Return what the clock changes on the pages: how many dates are past, and the words that count down."""
    key = f"dates:{workshop_id}:{revision}"
    dates: tuple[list[datetime], list[datetime]] | None = cache.get(key)
    if dates is None:
        dates = _dates(workshop_id)
        cache.set(key, dates, KEPT)
    now = timezone.now()
    moments, ends = dates
    words = [str(sum(is_past(moment, now) for moment in moments))]
    if countdown:
        words += [remaining(end, now) for end in ends]
    return words


def _dates(workshop_id: int) -> tuple[list[datetime], list[datetime]]:
    """Return the moments at which the pages change, and those to which they count down: deadlines of papers."""
    rows = ImportantDate.objects.filter(workshop_id=workshop_id).values_list("key", "at", "until")
    moments = [until or at for _key, at, until in rows if at is not None]
    tracks = Track.objects.filter(workshop_id=workshop_id, deadline_at__isnull=False)
    own = [at for at in tracks.values_list("deadline_at", flat=True) if at is not None]
    ends = [at for key, at, _until in rows if key == DateKey.SUBMISSION and at is not None]
    return moments + own, ends + own


@functools.cache
def installation() -> str:
    """Return what names this version of the program: its newest source file, its static files, its address."""
    newest = max(
        path.stat().st_mtime_ns
        for folder in CODE
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in {".py", ".html", ".txt"}
    )
    return f"{newest}:{getattr(staticfiles_storage, 'manifest_hash', '')}:{settings.BASE_URL}:{settings.WORKSHOP_HOSTS}"


def _keep(mark: str, response: HttpResponseBase) -> Page | None:
    """Keep a complete answer that sets no cookie; anything else is for this one visitor."""
    if response.status_code != HttpResponse.status_code or response.streaming or response.cookies:
        return None
    page = Page(
        packed=gzip.compress(cast("HttpResponse", response).content, 9, mtime=0),
        content_type=response.headers["Content-Type"],
        disposition=response.headers.get("Content-Disposition", ""),
    )
    cache.set(f"page:{mark}", page, KEPT)
    return page


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    takes_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = page.packed if takes_packed else gzip.decompress(page.packed)
    response = HttpResponse(body, content_type=page.content_type)
    if takes_packed:
        response.headers["Content-Encoding"] = "gzip"
    if page.disposition:
        response.headers["Content-Disposition"] = page.disposition
    response.headers["Content-Length"] = str(len(response.content))
    return response


def _with_headers(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def _not_kept(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ["Cookie"])
    return response
