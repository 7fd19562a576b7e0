"""The behaviours of static/js in a real browser, under the policy that the product sends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import expect

from tests.conference import look_examples

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request, Route

    from tests.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POLICY = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY.items())


def html_page(body: str) -> str:
    request = RequestFactory().get("/part/")
    source = (
        '{% extends "base.html" %}{% block title %}Part{% endblock %}{% block main %}<h1>Part</h1>'
        + body
        + "{% endblock %}"
    )
    return Template(source).render(Context({"request": request, **look_examples.context(), "workshop": None}))


def answer(route: Route, html: str) -> None:
    route.fulfill(
        body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
    )


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


FORM = '<form method="post" action="/post/" data-submit-once><button class="btn" name="go" value="1">Send</button></form>'


CLICKS = """async () => {
  const form = document.querySelector("main form");
  const button = form.querySelector("button");
  let sent = 0;
  form.addEventListener("submit", (event) => (sent += event.defaultPrevented ? 0 : 1));
  button.click();
  button.click();
  await new Promise((resolve) => setTimeout(resolve, 20));
  button.click();
  return [sent, button.disabled];
}"""


def test_a_second_click_sends_nothing_more(part: Callable[[str], Page]) -> None:
    page = part(FORM.replace("/post/", "/slow/"))
    page.route("**/slow/", lambda _: None)
    assert page.evaluate(CLICKS) == [1, True]


def test_the_button_that_was_pressed_is_named_in_what_is_sent(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(FORM)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert [request.post_data for request in posted] == ["go=1"]


def test_a_question_is_asked_before_and_can_be_declined(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(
        FORM.replace("<button", '<button data-confirm="Send 48 mails now?" data-confirm-label="Send them"')
    )
    page.get_by_role("button", name="Send").click()
    dialog = page.get_by_role("alertdialog", name="Send 48 mails now?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    assert not posted
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Send them").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert [request.post_data for request in posted] == ["go=1"]


AUTOSAVE = """
<form method="post" action="/post/" data-autosave data-autosave-url="/save/">
  <input type="hidden" name="version" value="1">
  <label>Summary <textarea name="summary"></textarea></label>
  <span data-save-state></span><button>Submit</button>
</form>"""


def test_typing_is_saved_and_the_next_save_carries_the_new_version(
    part: Callable[[str], Page], site: Site
) -> None:
    saved: list[str] = []

    def on_save(route: Route) -> None:
        saved.append(route.request.post_data or "")
        route.fulfill(
            body=json.dumps({"fields": {"version": str(len(saved) + 1)}}), content_type="application/json"
        )

    site.page.route("**/save/", on_save)
    page = part(AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_have_text("Not saved yet")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")
    page.get_by_label("Summary").fill("Sound, and short.")
    expect(page.locator("[name=version]")).to_have_value("3")
    assert [("Sound" in body, f'name="version"\r\n\r\n{n}' in body) for n, body in enumerate(saved, 1)] == [
        (True, True)
    ] * 2


def test_a_submit_waits_for_the_save_under_way(part: Callable[[str], Page], posted: list[Request]) -> None:
    page = part(AUTOSAVE)
    held: list[Route] = []
    page.route("**/save/", lambda route: held.append(route))  # noqa: PLW0108 - playwright can't wrap a list's method
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_have_text("Saving")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_timeout(100)
    assert not posted
    held[0].fulfill(body=json.dumps({"fields": {"version": "2"}}), content_type="application/json")
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert [parsed(request)["version"] for request in posted] == ["2"]


def test_a_refused_save_says_why(part: Callable[[str], Page], site: Site) -> None:
    site.complaints.allow("409")
    reason = "Another chair changed this meanwhile."
    site.page.route(
        "**/save/",
        lambda route: route.fulfill(
            status=409, body=json.dumps({"message": reason}), content_type="application/json"
        ),
    )
    page = part(AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_have_text(reason)


def test_without_a_connection_the_text_stays_and_the_reader_is_told(
    part: Callable[[str], Page], site: Site
) -> None:
    site.complaints.allow("ERR_FAILED")
    site.page.route("**/save/", lambda route: route.abort())
    page = part(AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_contain_text("no connection")
    expect(page.get_by_label("Summary")).to_have_value("Sound.")


def test_a_file_is_sent_and_the_answer_takes_the_pages_place(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(
        '<form method="post" action="/post/" enctype="multipart/form-data" data-upload data-submit-once>'
        '<input type="file" name="paper" aria-label="Paper"><button>Upload</button></form>'
    )
    page.get_by_label("Paper").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert page.url.endswith("/post/")
    assert len(posted) == 1
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(
        '<form method="post" action="/post/" enctype="multipart/form-data" data-upload>'
        '<div class="drop" data-drop data-max-bytes="10"><input type="file" name="paper" aria-label="Paper">'
        "<p data-drop-note></p></div><button>Upload</button></form>"
    )
    page.get_by_label("Paper").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 long"}
    )
    page.get_by_role("button", name="Upload").click()
    assert "a.pdf has 1 kB" in page.get_by_label("Paper").evaluate("(input) => input.validationMessage")
    assert not posted


def test_filtering_swaps_the_list_and_keeps_the_address(site: Site) -> None:
    def on_list(route: Route) -> None:
        query = route.request.url.partition("?")[2]
        answer(route, html_page(f"""
            <form method="get" data-live-filter="#results"><label>Search <input name="q"></label>
            <label>State <select name="s"><option value="">Any</option><option>draft</option></select></label></form>
            <div id="results" data-results>asked: {query}</div>"""))  # fmt: skip

    site.page.route("**/list/*", on_list)
    page = site.open("/list/?")
    page.wait_for_load_state("networkidle")
    page.get_by_label("Search").fill("dunes & sand")
    expect(page.locator("#results")).to_have_text("asked: q=dunes+%26+sand")
    page.get_by_label("State").select_option("draft")
    expect(page.locator("#results")).to_have_text("asked: q=dunes+%26+sand&s=draft")
    assert page.url.endswith("/list/?q=dunes+%26+sand&s=draft")
    expect(page.get_by_label("Search")).to_have_value("dunes & sand")


def test_rows_are_chosen_together_and_nothing_chosen_means_no_action(part: Callable[[str], Page]) -> None:
    boxes = "".join(f'<input type="checkbox" data-select aria-label="Row {n}">' for n in range(1, 6))
    page = part(
        '<form method="post"><div data-bulk><span data-bulk-count>0</span><button type="submit">Remind</button></div>'
        f'<input type="checkbox" data-select-all aria-label="All">{boxes}</form>'
    )
    remind, count = page.get_by_role("button", name="Remind"), page.locator("[data-bulk-count]")
    expect(remind).to_be_disabled()
    page.get_by_label("Row 2").click()
    page.get_by_label("Row 4").click(modifiers=["Shift"])
    expect(count).to_have_text("3")
    expect(remind).to_be_enabled()
    page.get_by_label("All").click()
    expect(count).to_have_text("5")
    page.get_by_label("All").click()
    expect(remind).to_be_disabled()


ROWS = """<form method="post" action="/post/">
  {% include "components/formset_rows.html" with formset=authors noun="author" %}<button>Save</button></form>"""


def parsed(request: Request) -> dict[str, str]:
    from urllib.parse import parse_qsl

    return dict(parse_qsl(request.post_data or "", keep_blank_values=True))


def test_authors_are_added_removed_and_put_in_order(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(ROWS)
    rows = page.locator("[data-row]:visible")
    rows.nth(2).get_by_role("button", name="Move up").click()
    rows.nth(0).get_by_role("button", name="Remove author").click()
    page.get_by_role("button", name="Add author").click()
    expect(page.locator("[name=authors-3-name]")).to_be_focused()
    page.keyboard.type("Aino Lehtovaara")
    page.locator("[name=authors-3-email]").fill("aino@north.example")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    sent = parsed(posted[0])
    assert sent["authors-TOTAL_FORMS"] == "4"
    assert sent["authors-0-DELETE"] == "on"
    order = {sent[f"authors-{n}-name"]: sent[f"authors-{n}-ORDER"] for n in (1, 2, 3)}
    assert order == {"Eun-ji Bae": "1", "Rahul Vaswani": "2", "Aino Lehtovaara": "3"}


def test_authors_can_be_dragged_into_place(part: Callable[[str], Page], posted: list[Request]) -> None:
    page = part(ROWS)
    grips = page.locator("[data-row-grip]")
    grips.nth(0).drag_to(grips.nth(2))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert parsed(posted[0])["authors-0-ORDER"] == "3"


def test_formulas_are_set_and_money_is_left_alone(part: Callable[[str], Page]) -> None:
    page = part("<p data-math>At $n \\ge 3$ it costs $5 or $10, never \\(x^2\\). <code>$a$</code></p>")
    expect(page.locator("main .katex")).to_have_count(2)
    expect(page.locator("main p")).to_contain_text("$5 or $10")
    expect(page.locator("main code")).to_have_text("$a$")
    font = page.locator("main .katex").first.evaluate("(element) => getComputedStyle(element).fontFamily")
    assert "KaTeX" in font


def test_a_page_without_formulas_fetches_no_formula_setter(part: Callable[[str], Page], site: Site) -> None:
    asked: list[str] = []
    site.page.on("request", lambda request: asked.append(request.url))
    part("<p data-math>Plain words.</p>")
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


def test_without_scripts_authors_can_still_be_ordered_and_removed(site: Site) -> None:
    context = site.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.route("**/part/", lambda route: answer(route, html_page(ROWS)))
    page.goto(f"{site.address}/part/")
    expect(page.locator("[name=authors-0-ORDER]")).to_be_visible()
    expect(page.locator("[name=authors-0-DELETE]")).to_be_visible()
    expect(page.get_by_role("button", name="Add author")).to_be_hidden()
    context.close()
