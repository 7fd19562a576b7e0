"""The look and what reads along with the page, in a real browser: themes, times, formulas, menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import expect

from tests.conference import look_examples
from tests.conference.look_parts import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request

    from tests.browser import Site


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_style_guide_is_good_at_both_widths_and_in_both_schemes(site: Site) -> None:
    html = render_to_string("styleguide.html", look_examples.context(), RequestFactory().get("/styleguide/"))
    site.page.route("**/styleguide/", lambda route: answer(route, html))
    site.page.route(
        "**/slowsense/theme.css",
        lambda route: route.fulfill(body=":root{--accent:#b4531a}", content_type="text/css"),
    )
    site.open("/styleguide/").wait_for_load_state("networkidle")
    site.look("styleguide")


def test_a_chosen_theme_outlives_the_page(part: Callable[[str], Page]) -> None:
    page = part("")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Auto").click()
    assert page.evaluate(paper) == light


def test_formulas_are_set_and_money_is_left_alone(part: Callable[[str], Page]) -> None:
    page = part("<p data-math>At $n \\ge 3$ it costs $5 or $10, never \\(x^2\\). <code>$a$</code></p>")
    expect(page.locator("main .katex")).to_have_count(2)
    expect(page.locator("main p")).to_contain_text("$5 or $10")
    expect(page.locator("main code")).to_have_text("$a$")
    font = page.locator("main .katex").first.evaluate("(element) => getComputedStyle(element).fontFamily")
    assert "KaTeX" in font


def test_a_page_without_formulas_fetches_no_formula_setter(part: Callable[[str], Page], site: Site) -> None:
    asked: list[str] = []

    def on_request(request: Request) -> None:
        asked.append(request.url)

    site.page.on("request", on_request)
    part("<p data-math>Plain words.</p>")
    site.page.remove_listener("request", on_request)
    assert any("js/math.js" in url for url in asked)
    assert not any("katex" in url for url in asked)


def test_times_to_come_are_also_told_in_the_readers_zone(part: Callable[[str], Page], site: Site) -> None:
    site.page.clock.set_fixed_time("2026-02-02T12:00:00Z")
    page = part(
        '<p id="past"><time data-local datetime="2026-01-31T09:00-05:00">31 January 2026, 09:00</time></p>'
        '<p id="far"><time data-local datetime="2026-02-03T23:59-12:00">3 February 2026, 23:59 AoE</time></p>'
        '<p id="near"><time data-local="time" datetime="2026-02-03T09:00-05:00">09:00</time></p>'
        '<p id="same"><time data-local datetime="2026-02-03T09:00+01:00">09:00</time></p>'
    )
    expect(page.locator("#far .local-time")).to_have_text("Wed 4 Feb, 12:59 your time")
    expect(page.locator("#near .local-time")).to_have_text("15:00 your time")
    expect(page.locator("#same .local-time")).to_have_count(0)
    expect(page.locator("#past .local-time")).to_have_count(0)


def test_a_countdown_says_how_long_still(part: Callable[[str], Page], site: Site) -> None:
    site.page.clock.set_fixed_time("2026-02-01T12:00:00Z")
    page = part(
        '<time id="days" data-countdown datetime="2026-02-09T12:00Z"></time>'
        '<time id="hours" data-countdown datetime="2026-02-01T17:12Z"></time>'
        '<time id="past" data-countdown data-over="closed" datetime="2026-01-01T00:00Z"></time>'
    )
    expect(page.locator("#days")).to_have_text("8 days left")
    expect(page.locator("#hours")).to_have_text("5 h 12 min left")
    expect(page.locator("#past")).to_have_text("closed")


def test_a_menu_closes_on_escape_and_gives_the_focus_back(part: Callable[[str], Page]) -> None:
    page = part(
        '<details class="menu" data-menu><summary>Account</summary><div class="menu-panel"><a href="#">Profile</a></div></details>'
    )
    page.get_by_text("Account").click()
    page.get_by_role("link", name="Profile").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Profile")).to_be_hidden()
    expect(page.locator("summary")).to_be_focused()


def test_a_link_is_copied(part: Callable[[str], Page], site: Site) -> None:
    site.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = part('<button data-copy="https://slowsense.example/call">Copy link</button>')
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://slowsense.example/call"


def test_long_work_reports_until_it_is_done(part: Callable[[str], Page], site: Site) -> None:
    done = render_to_string("components/job.html", {"job": {"label": "Sending 48 mails", "state": "done"}})
    site.page.route("**/jobs/7/", lambda route: answer(route, done))
    page = part('{% include "components/job.html" with job=job url="/jobs/7/" %}')
    expect(page.get_by_text("Done.")).to_be_visible()


ACCENTS = (
    "#000000",
    "#ffffff",
    "#ffff00",
    "#32ff32",
    "#ff99ff",
    "#e50039",
    "#1f5a8c",
    "#808080",
    "#00e5ff",
    "#3b0a45",
)

CONTRAST = """(accent) => {
  const box = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement("i"));
  document.documentElement.style.setProperty("--accent", accent);
  const light = (name) => {
    probe.style.color = `var(${name})`;
    box.fillStyle = getComputedStyle(probe).color;
    box.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...box.getImageData(0, 0, 1, 1).data].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  return Math.min(ratio("--accent-ink", "--paper"), ratio("--accent-ink", "--accent-tint"), ratio("--accent-ink", "--wash"),
    ratio("--on-accent", "--accent-fill"), ratio("--on-accent", "--accent-hover"), ratio("--ink-2", "--accent-tint"));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_is_readable(scheme: str, part: Callable[[str], Page]) -> None:
    page = part("")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    weakest = {accent: page.evaluate(CONTRAST, accent) for accent in ACCENTS}
    assert all(ratio >= 4.5 for ratio in weakest.values()), weakest
