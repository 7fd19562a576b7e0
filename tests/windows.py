"""One Chromium for the process, and one window of it that each test finds as new.

A window of its own would cost each test more than the pages that most of them open. It is the headless Chromium, which
shows pages as the whole one does and has no more than pages: a quarter less to do. What needs the viewer of PDFs is marked.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from django.conf import settings

from conference.statics import joined
from scripts.machine import ROOT, chromium, headless_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

    from django.http import HttpRequest, HttpResponseBase
    from playwright.sync_api import Browser, Page, Playwright

SWITCHED_OFF = (
    # For its address bar each window of the whole Chromium loads two more pages, and it keeps a process spare.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "SpareRendererForSitePerProcess",
    # What Playwright switches off: of two such flags Chromium reads the last.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
FLAGS = (
    f"--disable-features={','.join(SWITCHED_OFF)}",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",  # what draws has little to do here: in a process of its own it costs a tenth more
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
WIDTHS = {1280: 900, 390: 844}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_SERVED = "axe.js"
NOTHING = "nothing"
STAYS_FRESH = "max-age=3600"


@pytest.fixture(scope="session")
def _files_stay_fresh() -> Iterator[None]:
    """Serve static files as an installation does: sheets joined, and kept by a window from page to page.

    Of pages and what else the product makes a window keeps nothing: the next test has another workshop at that address.
    """
    from django.contrib.staticfiles import finders
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.http import HttpResponse

    served, called = StaticFilesHandler.serve, StaticFilesHandler.__call__

    def read(name: str) -> str:
        return Path(finders.find(name) or name).read_text()

    def serve(self: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        name = self.file_path(request.path).replace(os.sep, "/").lstrip("/")
        answer: HttpResponseBase
        if name == NOTHING:
            answer = HttpResponse()
        elif name == AXE_SERVED:
            answer = HttpResponse(AXE.read_bytes(), content_type="text/javascript")
        elif name.endswith(".css"):
            answer = HttpResponse(joined(name, read), content_type="text/css")
        else:
            answer = served(self, request)
        answer.headers["Cache-Control"] = STAYS_FRESH
        return answer

    def call(self: StaticFilesHandler, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *more: object) -> Callable[[bytes], object]:
            kept = [(name, "no-store" if "max-age" in value else value) for name, value in headers]
            return start(status, kept, *more)  # type: ignore[arg-type]

        is_file = self._should_handle(environ["PATH_INFO"])
        return called(self, environ, start if is_file else begin)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(StaticFilesHandler, "serve", serve)
        patched.setattr(StaticFilesHandler, "__call__", call)
        yield


@pytest.fixture(scope="session")
def driver(_files_stay_fresh: None) -> Iterator[Playwright]:
    """What drives Chromium. It keeps an event loop in this thread, which Django has to be told."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """One Chromium for the process, without what surrounds a page."""
    with _launched(driver, headless_chromium()) as running:
        yield running


@pytest.fixture(scope="session")
def whole_browser(driver: Playwright) -> Iterator[Browser]:
    """Chromium as people have it, for what needs its viewer of PDFs."""
    with _launched(driver, chromium()) as running:
        yield running


@contextlib.contextmanager
def _launched(driver: Playwright, program: str | None) -> Iterator[Browser]:
    running = driver.chromium.launch(executable_path=program, args=list(FLAGS))
    yield running
    running.close()


@pytest.fixture(scope="session")
def _kept(browser: Browser) -> list[Page]:
    """The page that goes from test to test, as long as each leaves it so that it can."""
    return []


@pytest.fixture
def window(
    browser: Browser, _kept: list[Page], address: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The page that the test before had, as new, or a new one; one of the whole browser for a test marked ``viewer``."""
    if request.node.get_closest_marker("viewer"):
        page = _opened(request.getfixturevalue("whole_browser"))
        yield page
        page.context.close()
        return
    page = _kept.pop() if _kept else _opened(browser)
    yield page
    if _is_as_new(page, address):
        _kept.append(page)
    else:
        page.context.close()


def _opened(browser: Browser) -> Page:
    context = browser.new_context(
        viewport={"width": 1280, "height": WIDTHS[1280]},
        locale="en-GB",
        timezone_id="Europe/Paris",
        reduced_motion="reduce",
    )
    context.set_default_timeout(20_000)
    return context.new_page()


def _is_as_new(page: Page, address: str) -> bool:
    """Take from a window all that a test left in it; return whether that was possible."""
    from playwright.sync_api import Error

    context = page.context
    try:
        for other in context.pages:
            if other is not page:
                other.close()
        # What the page still sends as it is left comes from nobody: no test finds it in its tables.
        context.clear_cookies()
        page.unroute_all(behavior="ignoreErrors")
        page.goto(urljoin(address, f"{settings.STATIC_URL}{NOTHING}"))
        has_own_clock = page.evaluate(LEFT)
        context.clear_permissions()
        page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
    except Error:
        return False
    return bool(has_own_clock)


LEFT = """() => {
    localStorage.clear();
    sessionStorage.clear();
    return performance.getEntriesByType("navigation").length > 0;
}"""
"""Clears what a page keeps; tells whether its clock is its own. One that a test put there stays, and knows of no navigation."""
