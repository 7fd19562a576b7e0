"""Fixtures for tests that drive a real Chromium against the live server.

A test takes ``page`` (a wide window) and ``live_server``; it fails when the page wrote an error to the console or asked
another host for anything. ``site`` logs in and looks at pages.
"""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from scripts.machine import ROOT, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AbstractBaseUser
    from django.http import HttpRequest, HttpResponseBase
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
    from pytest_django.live_server_helper import LiveServer

SWITCHED_OFF = (
    # For its address bar each window of Chromium loads two more pages, and it keeps a process spare: dearer than our page.
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
STAYS_FRESH = "max-age=3600"
BROWSERS_OWN = ("chrome", "chrome-extension")  # the viewer that Chromium shows a PDF in
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
OF_COLOURS = ["color-contrast", "link-in-text-block"]
OF_ROOM = [
    "target-size",
    "scrollable-region-focusable",
    "region",
    "button-name",
    "link-name",
    "label",
    "select-name",
]
LOOKS: tuple[tuple[int, Literal["light", "dark"], list[str]], ...] = (
    (1280, "light", ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]),
    (1280, "dark", OF_COLOURS),
    (390, "dark", [*OF_COLOURS, *OF_ROOM]),
)
"""What axe looks for: in another scheme the page has other colours, in a narrow window other parts show, in other places.

Colours are looked at once in each scheme; what shows on a phone alone has those of its scheme in the wide window.
"""


@dataclass
class Complaints:
    """What the browser reported while a test ran. ``allow`` names a part of a message that the test expects."""

    found: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, part: str) -> None:
        self.allowed.append(part)

    @property
    def left(self) -> list[str]:
        return [text for text in self.found if not any(part in text for part in self.allowed)]


@dataclass
class Site:
    """The live server as a person sees it in one browser window."""

    page: Page
    address: str
    complaints: Complaints
    screens: Path | None

    def open(self, path: str) -> Page:
        """Go to a path of the site and return the page when it has settled."""
        self.page.goto(self.address + path, wait_until="load")
        if self.page.locator("script[src*='/js/app']").count():
            self.page.locator("html[data-enhanced]").wait_for(state="attached")
        return self.page

    def log_in(self, user: AbstractBaseUser) -> None:
        """Give this window a session of the user, without the log-in form."""
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address, "httpOnly": True}]
        )

    def log_out(self) -> None:
        self.page.context.clear_cookies()

    def look(self, name: str) -> None:
        """Look at the open page at both widths, light and dark: no sideways scroll, nothing that axe objects to.

        With ``--screens FOLDER`` a picture of each is kept as ``name-width-scheme.png``.
        """
        self.page.wait_for_load_state()  # a click may have brought a page of which nothing is there yet
        for width, scheme, rules in LOOKS:
            self._turn(width, scheme)
            self._assert_no_sideways_scroll(f"{name} at {width}")
            self._assert_accessible(f"{name} at {width}, {scheme}", rules)
        if self.screens:
            self._keep_pictures(self.screens, name)
        self.page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})

    def _turn(self, width: int, scheme: Literal["light", "dark"]) -> None:
        self.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def _keep_pictures(self, folder: Path, name: str) -> None:
        schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
        for width, scheme in itertools.product(WIDTHS, schemes):
            self._turn(width, scheme)
            self.page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)

    def _assert_no_sideways_scroll(self, where: str) -> None:
        wide = self.page.evaluate(
            """() => {
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return [];
                return [...document.body.querySelectorAll("*")]
                    .filter((element) => element.getBoundingClientRect().right > width + 0.5)
                    .slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
            }"""
        )
        assert not wide, f"{where} scrolls sideways: {wide}"

    def _assert_accessible(self, where: str, rules: list[str]) -> None:
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text())
        # Without preloading: axe would write each imported sheet into a style element, which the policy forbids.
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False, "selectors": False}
        outcome = self.page.evaluate("(options) => axe.run(document, options)", options)
        found = [
            f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
            for violation in outcome["violations"]
            for node in violation["nodes"][:3]
        ]
        assert not found, f"{where}, axe objects:\n" + "\n".join(found)


@pytest.fixture(scope="session")
def _files_stay_fresh() -> Iterator[None]:
    """Let a window keep style sheets and scripts from page to page, as it does those of an installation."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    served = StaticFilesHandler.serve

    def serve(self: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = served(self, request)
        answer.headers["Cache-Control"] = STAYS_FRESH
        return answer

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(StaticFilesHandler, "serve", serve)
        yield


@pytest.fixture(scope="session")
def browser(_files_stay_fresh: None) -> Iterator[Browser]:
    """One Chromium for the process. Playwright keeps an event loop in this thread, which Django has to be told."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def context(browser: Browser, complaints: Complaints) -> Iterator[BrowserContext]:
    """A window of its own for each test; closing it fails the test when the browser had complaints."""
    opened = browser.new_context(
        viewport={"width": 1280, "height": WIDTHS[1280]},
        locale="en-GB",
        timezone_id="Europe/Paris",
        reduced_motion="reduce",
    )
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()
    assert not complaints.left, "the browser complained:\n" + "\n".join(complaints.left)


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """Where the pages are served. A module that looks at another installation overrides it."""
    return live_server.url


@pytest.fixture
def page(context: BrowserContext, address: str, complaints: Complaints) -> Page:
    """A page that reports errors on the console, exceptions, and requests to any host but the site's own."""
    own = urlsplit(address).netloc

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about", *BROWSERS_OWN} and address.netloc != own:
            complaints.found.append(f"request to another host: {request.url}")

    opened = context.new_page()
    opened.on("console", on_console)
    opened.on("pageerror", lambda error: complaints.found.append(f"exception: {error}"))
    opened.on("request", on_request)
    return opened


@pytest.fixture
def site(page: Page, address: str, complaints: Complaints, request: pytest.FixtureRequest) -> Site:
    """The live server in one window: ``open``, ``log_in``, ``look``."""
    folder = request.config.getoption("--screens")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Site(page, address, complaints, Path(folder) if folder else None)
