"""The browser fixtures themselves: what they are there to notice, they notice."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("@media (prefers-color-scheme: dark) { h1 { color: #202225 !important; } }");
            document.adoptedStyleSheets.push(sheet);
        }"""
    )
    with pytest.raises(AssertionError, match=r"dark, axe objects:\n\s*color-contrast"):
        site.look("log-in")
