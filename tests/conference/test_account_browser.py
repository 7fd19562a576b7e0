"""The pages of an account and of the operator in a real browser: log-in, tokens, reference, second factor, own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.api import token_for
from tests.factories import RoleFactory, UserFactory
from tests.factories.conference import PASSWORD

if TYPE_CHECKING:
    from tests.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {
    "tokens": "/me/tokens/",
    "own-data": "/me/data/",
    "second-factor": "/accounts/2fa/",
    "operator": "/operator/",
}
UNSURE = """
async () => {
    const found = await axe.run(document, { runOnly: ["color-contrast"] });
    return found.incomplete.flatMap((rule) => rule.nodes.map((node) => node.html));
}
"""

OPEN_THE_LONGEST = """
() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    if (new Set(ids).size !== ids.length) throw new Error("an id is there twice");
    const told = [...document.querySelectorAll("main details")];
    const length = (operation) => operation.querySelectorAll("*").length;
    told.sort((one, other) => length(other) - length(one))[0].open = true;
    for (const closed of told.slice(1)) closed.querySelector("summary ~ *").remove();
    return told.length;
}
"""
"""Shows of the reference all that is open and its longest operation. What is closed nobody sees, axe no more than we, but it
walks through it again and again: there are fifteen thousand elements."""


def test_account_operator_and_reference_are_good_at_both_widths_and_in_both_schemes(site: Site) -> None:
    page = site.open("/accounts/login/")
    site.load_axe()
    assert page.evaluate(UNSURE) == []
    site.open("/api/")
    assert page.evaluate(OPEN_THE_LONGEST) > 300
    site.look("api-reference")
    person = UserFactory(is_superuser=True, is_staff=True)
    RoleFactory(user=person)
    token_for(person)
    site.log_in(person)
    for name, path in PAGES.items():
        assert site.open(path).locator("h1").count() == 1
        site.look(name)
    site.open("/accounts/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_label("code", exact=False).first).to_be_visible()
    site.look("second-factor-code")
