"""The product's settings in another environment, and pieces of pages in a browser."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest

from conference import settings as product
from tests.conference.look_parts import answer, html_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Request, Route

    from tests.browser import Site


@pytest.fixture
def settings_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., dict[str, object]]:
    """Return the product's settings as an environment makes them: ``settings_with(TRUST_PROXY="true")``."""

    def made(**variables: str) -> dict[str, object]:
        for name, value in {"DATA_DIR": str(tmp_path), **variables}.items():
            monkeypatch.setenv(f"PLENARY_{name}", value)
        return runpy.run_path(product.__file__)

    return made


@pytest.fixture
def part(site: Site) -> Callable[[str], Page]:
    """Show a piece of template source as a page of its own at /part/."""

    def show(body: str) -> Page:
        site.page.route("**/part/*", lambda route: answer(route, html_page(body)))
        page = site.open("/part/?")
        page.wait_for_load_state("networkidle")
        return page

    return show


@pytest.fixture
def posted(site: Site) -> list[Request]:
    """What was posted to /post/, which answers with a page that says so."""
    requests: list[Request] = []

    def on_post(route: Route) -> None:
        requests.append(route.request)
        answer(route, html_page("<p>Taken.</p>"))

    site.page.route("**/post/", on_post)
    return requests
