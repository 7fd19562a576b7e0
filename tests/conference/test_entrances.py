"""Whatever part a person has, the links that lead her on open: on her own page, in the menu, in the switcher."""

from __future__ import annotations

import re

import pytest

from tests.cast import make_cast

pytestmark = pytest.mark.django_db
BEGINS = {
    "program_chair": "/cast-2026/chair/",
    "site_editor": "/cast-2026/chair/programme/",
    "area_chair_assigned": "/cast-2026/reviewing/",
    "reviewer_assigned": "/cast-2026/reviewing/",
}


@pytest.mark.enumeration
@pytest.mark.parametrize(("part", "begins"), BEGINS.items())
def test_every_part_has_a_way_in_and_no_dead_end(client, part, begins):
    client.force_login(make_cast("reviewing").people[part])
    assert begins in links(client, "/me/", "main")
    inside = links(client, begins, "header") | links(client, begins, "nav")
    assert begins in inside
    for path in inside:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("chair/", "chair/"),
        ("chair/mail/", "chair/mail/"),
        ("chair/mail/texts/", "chair/mail/texts/"),
        ("chair/mail/texts/assignment/", "chair/mail/texts/"),
        ("chair/papers/1/", "chair/papers/"),
        ("call/", "call/"),
    ],
)
@pytest.mark.enumeration
def test_one_entry_of_the_menu_is_current(client, page, current):
    client.force_login(make_cast("decided").people["program_chair"])
    shown = client.get(f"/cast-2026/{page}").content.decode()
    menu = "".join(re.findall(r"<nav\b.*?</nav>", shown, re.DOTALL))
    marked = [link for link in re.findall(r"<a [^>]*>", menu) if "aria-current" in link]
    leads = {re.search(r'href="([^"]*)"', link)[1] for link in marked}
    assert {link for link in leads if link.startswith("/")} == {f"/cast-2026/{current}"}


def links(client, path, element):
    """Return the addresses of the workshop to which the elements of a page lead."""
    page = client.get(path).content.decode()
    parts = re.findall(rf"<{element}\b.*?</{element}>", page, re.DOTALL)
    return set(re.findall(r'href="(/cast-2026/[^"#?]*)"', "".join(parts)))


@pytest.mark.enumeration
def test_what_is_not_there_leads_back_to_the_workshop_that_one_may_see(client):
    cast = make_cast("reviewing")
    workshop, chair = cast.workshop, cast.people["program_chair"]
    for nowhere in ("/no-such-2026/papers/", "/a%00b/papers/1/", "/%F0%9F%8C%BF/", "/"):
        absent = client.get(f"{nowhere}no-such-page/")
        assert (absent.status_code, b"Front page of" in absent.content) == (404, False)
    for path in ("/cast-2026/nowhere/at/all/", "/cast-2026/speakers/nobody/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert f'href="/cast-2026/">Front page of {workshop.acronym}<' in answer.content.decode()
    client.force_login(cast.people["other_author"])
    assert client.get("/cast-2026/chair/").content == client.get("/cast-2026/chair/nowhere/").content

    workshop.is_public = False
    workshop.save()
    hidden, missing = client.get("/cast-2026/nowhere/"), client.get("/no-such-2026/nowhere/")
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    client.force_login(chair)
    assert "Front page of" in client.get("/cast-2026/nowhere/").content.decode()
