"""Bidding in a real browser: by keyboard, each bid saved at once, the look of both pages."""

import pytest

from reviews.models import Bid
from tests.factories import PublicationFactory, TopicFactory
from tests.reviews.committee_room import make_room

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUBJECTS = ("glaciers", "forests", "rivers", "deserts")


def test_a_reviewer_bids_by_keyboard(site):
    room = make_room()
    room.workshop.bidding_open = True
    room.workshop.save()
    for at, subject in enumerate(SUBJECTS):
        topic = TopicFactory(workshop=room.workshop, name=subject.title())
        abstract = f"We watch {subject} from orbit, and count with $n = {at + 5}$ images what changes. " * 3
        room.paper(title=f"Watching {subject} from orbit", abstract=abstract).topics.add(topic)
    user = room.reviewer("Rita Reviewer", max_load=1)
    PublicationFactory(user=user, title="A survey of rivers", abstract="On rivers and little else.")
    site.log_in(user)

    page = site.open(f"/{room.workshop.slug}/reviewing/bids/")
    page.locator(".katex").first.wait_for()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "paper-3"
    page.keyboard.press("1")
    page.locator("#paper-3 [data-state=saved]").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("4")
    page.locator(".bid-paper:focus [data-state=saved]").wait_for()
    assert page.locator("[data-bids-count] .num").get_by_text("2 of 4").is_visible()
    assert sorted(Bid.objects.values_list("value", flat=True)) == ["eager", "not"]
    page.keyboard.press("k")
    page.keyboard.press("1")
    page.locator("#paper-3").get_by_text("Taken back").wait_for()
    assert list(Bid.objects.values_list("value", flat=True)) == ["not"]
    page.get_by_role("group", name="Your bid on #3").get_by_role("button", name="Willing").click()
    page.locator("#paper-3").get_by_text("Saved").wait_for()
    page.reload()
    assert page.locator("#paper-3 [aria-pressed=true]").inner_text() == "Willing"
    site.look("bids")

    site.log_in(room.chair)
    site.open(room.url("bids/"))
    site.look("chair-bids")
