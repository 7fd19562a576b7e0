"""The pictures of the README: taken from a running installation that holds the demo.

``python -m scripts.screens BASE_URL FOLDER``; nothing is started or changed here but the sessions of those who log in.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from scripts.machine import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "plenary-demo"  # noqa: S105 - the demo's, shown to everyone who loads it
CHAIR = "marguerite.aubin@haute-plaine.example"
REVIEWER = "tomoe.kirishima@setouchi-obs.example"
AUTHOR = "ruan.xiaoman@yunling.example"
WIDTH, HEIGHT = 1280, 860
COLOURS = 128
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Screen:
    """A picture: its file, the page, who looks (nobody: a visitor), and what is scrolled to the top."""

    name: str
    path: str
    who: str = ""
    scroll_to: str = ""


SCREENS = (
    Screen("site", "/terrabytes-2025/"),
    Screen("programme", "/terrabytes-2025/programme/"),
    Screen("submission", "/ml4rs-2026/my-papers/19/edit/", AUTHOR),
    Screen("review", "/fieldnotes-2026/reviewing/27/", REVIEWER),
    Screen("road", "/fieldnotes-2026/chair/", CHAIR),
    Screen("decisions", "/fieldnotes-2026/chair/decisions/", CHAIR),
)


def main(base: str, folder: Path) -> None:
    """Take every picture and write it as a small PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for who in dict.fromkeys(screen.who for screen in SCREENS):
            page = _window(browser, base.rstrip("/"), who)
            for screen in SCREENS:
                if screen.who == who:
                    _take(page, base.rstrip("/"), screen, folder)
            page.context.close()
        browser.close()


def _window(browser: Browser, base: str, who: str) -> Page:
    """Open a window of its own and log in there."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme="light",
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if who:
        page.goto(f"{base}/accounts/login/")
        page.locator("input[name=login]").fill(who)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda address: "/accounts/login/" not in address)
    return page


def _take(page: Page, base: str, screen: Screen, folder: Path) -> None:
    answer = page.goto(f"{base}{screen.path}", wait_until="networkidle")
    if answer is None or not answer.ok:
        raise SystemExit(
            f"{screen.path} answers {answer.status if answer else 'nothing'}; does it hold the demo?"
        )
    if screen.scroll_to:
        page.locator(screen.scroll_to).first.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(folder / f"{screen.name}.png", optimize=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004 - the command's own name counts
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]))
