"""The browser fixtures themselves: what they are there to notice, they notice."""

from __future__ import annotations

import time

import pytest

from tests.factories import WorkshopFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def add_sheet(page, text):
    page.evaluate(
        """(text) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(text);
            document.adoptedStyleSheets.push(sheet);
        }""",
        text,
    )


def test_log_in_page_is_good_to_look_at(site):
    site.open("/accounts/login/")
    site.look("log-in")


def test_request_to_another_host_is_noticed(site):
    site.open("/accounts/login/")
    site.page.evaluate("() => { new Image().src = 'https://pictures.example/a.png'; }")
    site.page.wait_for_timeout(300)
    assert any("pictures.example" in text for text in site.complaints.left)
    site.complaints.allow("pictures.example")


def test_error_on_the_console_is_noticed(site):
    site.open("/accounts/login/")
    site.page.evaluate("() => console.error('a fault of ours')")
    assert len(site.complaints.left) == 1
    site.complaints.allow("a fault of ours")


def test_sideways_scroll_and_missing_label_are_noticed(site):
    site.open("/accounts/login/")
    site.page.evaluate("() => { document.body.insertAdjacentHTML('beforeend', '<p id=wide>wide</p>'); }")
    site.page.evaluate("() => { document.getElementById('wide').style.inlineSize = '3000px'; }")
    with pytest.raises(AssertionError, match="scrolls sideways"):
        site.look("wide")
    site.page.evaluate(
        "() => { document.getElementById('wide').outerHTML = '<main><input type=text></main>'; }"
    )
    with pytest.raises(AssertionError, match="axe objects"):
        site.look("unlabelled")


def test_words_that_vanish_in_the_dark_are_noticed(site):
    page = site.open("/accounts/login/")
    add_sheet(page, "@media (prefers-color-scheme: dark) { h1 { color: #202225 !important; } }")
    with pytest.raises(AssertionError, match=r"dark, axe objects:\n\s*color-contrast"):
        site.look("log-in")


@pytest.mark.parametrize(
    ("width", "at"), [("min-width: 1000px", "1280, dark"), ("max-width: 500px", "390, dark")]
)
def test_words_that_vanish_in_the_dark_at_one_width_are_noticed(site, width, at):
    """What shows at the other width is good, and so is this part in the light."""
    page = site.open("/accounts/login/")
    page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=part>Here</p>')"
    )
    add_sheet(
        page,
        f"#part {{ display: none }} @media ({width}) {{ #part {{ display: block }} }} "
        "@media (prefers-color-scheme: dark) { #part { color: #202225 } }",
    )
    with pytest.raises(AssertionError, match=rf"{at}, axe objects:\n\s*color-contrast.*Here"):
        site.look("log-in")


def test_targets_too_small_on_a_phone_are_noticed(site):
    page = site.open("/accounts/login/")
    page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<p><button id=a>1</button><button id=b>2</button></p>')"
    )
    add_sheet(
        page,
        "@media (max-width: 500px) { #a, #b { all: unset; display: inline-block; inline-size: 12px; block-size: 12px } }",
    )
    with pytest.raises(AssertionError, match=r"390, dark, axe objects:\n\s*target-size"):
        site.look("log-in")


def test_sideways_scroll_on_a_phone_is_noticed(site):
    page = site.open("/accounts/login/")
    add_sheet(page, "@media (max-width: 500px) { h1 { inline-size: 600px } }")
    with pytest.raises(AssertionError, match="at 390 scrolls sideways"):
        site.look("log-in")


LEFT_BEHIND = """(now) => [localStorage.length, sessionStorage.length, innerWidth, Math.abs(Date.now() - now) < 60000,
    performance.getEntriesByType("navigation").length, matchMedia("(prefers-color-scheme: dark)").matches]"""

PERMISSION = "() => navigator.permissions.query({ name: 'geolocation' }).then((found) => found.state)"


@pytest.mark.parametrize(
    "turn", ["first", "with a clock", "after it", "with a clock that runs", "after that"]
)
def test_a_test_finds_its_window_as_new(site, turn):
    """Each follows on one that left in it what it could."""
    page, context = site.page, site.page.context
    assert context.cookies() == []
    assert [page] == context.pages
    site.open("/accounts/login/")
    assert page.locator("h1").count() == 1
    assert page.evaluate(LEFT_BEHIND, 1000 * time.time()) == [0, 0, 1280, True, 1, False]
    assert page.evaluate(PERMISSION) != "granted"
    context.grant_permissions(["geolocation"])
    context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.evaluate("() => { localStorage.left = 1; sessionStorage.left = 1; document.cookie = 'left=1'; }")
    page.route("**/login/", lambda route: route.fulfill(body="of the test before"))
    if turn == "with a clock":
        page.clock.set_fixed_time("2026-02-02T12:00:00Z")
    if turn == "with a clock that runs":
        page.clock.install()


def test_what_another_test_had_from_an_address_is_not_shown_again(site):
    workshop = WorkshopFactory(accent="#123456")
    page = site.open("/accounts/login/")
    asked = "(path) => fetch(path).then((answer) => answer.text())"
    assert "#123456" in page.evaluate(asked, f"/{workshop.slug}/theme.css")
    workshop.accent = "#654321"
    workshop.save()
    assert "#654321" in page.evaluate(asked, f"/{workshop.slug}/theme.css")
