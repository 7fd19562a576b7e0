"""The table of papers in a real browser: search as one types, columns, tags on many, a file; and the look of its pages."""

import pytest

from reviews.models import PaperTag
from tests.factories import AssignmentFactory, PaperFileFactory, ReviewFactory
from tests.reviews.committee_room import make_room

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room():
    room = make_room()
    for at, title in enumerate(("Firs from above", "Mosses in winter", "Rivers at night")):
        paper = room.paper(title=title)
        PaperFileFactory(submission=paper)
        ReviewFactory(assignment=AssignmentFactory(submission=paper), overall=9 - 2 * at)
    return room


def test_a_chair_searches_chooses_columns_tags_and_takes_a_file(room, site):
    from playwright.sync_api import expect

    site.log_in(room.chair)
    page = site.open(room.url("papers/"))
    rows = page.locator(".paper-table tbody tr")
    assert rows.count() == 3

    page.get_by_label("Search", exact=True).press_sequentially("overall:>=7")
    page.get_by_text("2 in all").wait_for()
    assert "q=overall" in page.url
    page.get_by_text("How to search").click()
    page.get_by_role("link", name="missing:review").click()
    page.wait_for_function("document.querySelector('#q').value.endsWith('missing:review')")
    page.wait_for_url("**missing**")
    site.look("papers-search-help")
    page.get_by_text("How to search").click()

    page.get_by_text("Columns", exact=True).click()
    page.get_by_label("Normalised").check()
    page.get_by_role("button", name="Show these").click()
    page.get_by_role("link", name="Normalised").wait_for()
    assert page.get_by_label("Search", exact=True).input_value() == "overall:>=7 missing:review"

    tag = page.get_by_role("button", name="Tag", exact=True)
    expect(tag).to_be_disabled()
    page.get_by_label("Choose all on this page").check()
    page.get_by_label("Tag", exact=True).fill("travel")
    tag.click()
    page.locator(".paper-tag").first.wait_for()
    assert sorted(PaperTag.objects.values_list("submission__number", "name")) == [
        (1, "travel"),
        (2, "travel"),
    ]

    with page.expect_download() as file:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert b"Firs from above" in file.value.path().read_bytes()


def test_the_pages_of_the_tables_look_right(room, site):
    site.log_in(room.chair)
    for name, path in (
        ("papers-wrong", "papers/?q=firs+overall:high&panel=filter"),
        ("decisions-ranked", "decisions/?columns=scores,weighted,normalised,reviewers,tags,decision"),
        ("what-if", "decisions/what-if/?rule=normalised&accept_oral=1&accept_poster=1&rest=reject"),
        ("import", "papers/import/"),
    ):
        site.open(room.url(path))
        site.look(name)
