"""Fixtures for tests that drive a real Chromium against the live server.

A test takes ``page`` (a wide window) and ``live_server``; it fails when the page wrote an error to the console or asked
another host for anything. ``site`` logs in and looks at pages.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.windows import AXE, AXE_SERVED, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AbstractBaseUser
    from playwright.sync_api import ConsoleMessage, Error, Page, Request, ViewportSize
    from pytest_django.live_server_helper import LiveServer

WITHOUT_SCRIPT = "html:not(:has(script[src*='/js/app']))"
BROWSERS_OWN = ("chrome", "chrome-extension")  # the viewer that Chromium shows a PDF in
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


LOAD = """(address) => new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => loaded(script.remove());
    script.onerror = () => failed(new Error(`${address} is not there`));
    document.head.append(script);
})"""


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
    serves_axe: bool

    def open(self, path: str) -> Page:
        """Go to a path of the site and return the page when it has settled."""
        self.page.goto(self.address + path, wait_until="load")
        self.page.locator(f"html[data-enhanced], {WITHOUT_SCRIPT}").wait_for(state="attached")
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
        self._turn(1280, "light")

    def load_axe(self) -> None:
        """Have axe in the open page: as a file of the site, which a window keeps and reads once, wherever we can add one."""
        if self.page.evaluate("() => 'axe' in window"):
            return
        if self.serves_axe:
            self.page.evaluate(LOAD, urljoin(settings.STATIC_URL, AXE_SERVED))
        else:
            self.page.evaluate(AXE.read_text())

    def _turn(self, width: int, scheme: Literal["light", "dark"]) -> None:
        size: ViewportSize = {"width": width, "height": WIDTHS[width]}
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)
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
        self.load_axe()
        # Without preloading: axe would write each imported sheet into a style element, which the policy forbids.
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False, "selectors": False}
        outcome = self.page.evaluate("(options) => axe.run(document, options)", options)
        found = [
            f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
            for violation in outcome["violations"]
            for node in violation["nodes"][:3]
        ]
        assert not found, f"{where}, axe objects:\n" + "\n".join(found)


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """Where the pages are served. A module that looks at another installation overrides it."""
    return live_server.url


@pytest.fixture
def page(window: Page, address: str, complaints: Complaints) -> Iterator[Page]:
    """A page that fails the test for errors on the console, exceptions, and requests to any host but the site's own."""
    own = urlsplit(address).netloc

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about", *BROWSERS_OWN} and address.netloc != own:
            complaints.found.append(f"request to another host: {request.url}")

    def on_exception(error: Error) -> None:
        complaints.found.append(f"exception: {error}")

    window.on("console", on_console)
    window.on("pageerror", on_exception)
    window.on("request", on_request)
    yield window
    window.context.cookies()  # what the browser said until now comes before its answer
    window.remove_listener("console", on_console)
    window.remove_listener("pageerror", on_exception)
    window.remove_listener("request", on_request)
    assert not complaints.left, "the browser complained:\n" + "\n".join(complaints.left)


@pytest.fixture
def site(page: Page, address: str, complaints: Complaints, request: pytest.FixtureRequest) -> Site:
    """The live server in one window: ``open``, ``log_in``, ``look``."""
    folder = request.config.getoption("--screens")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    serves_axe = "live_server" in request.fixturenames
    return Site(page, address, complaints, Path(folder) if folder else None, serves_axe)
