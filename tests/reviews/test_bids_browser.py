"""Bids and proposals in a real browser: bids by keyboard, weights moved, two proposals compared, one made live."""

import pytest

from reviews.models import Assignment, Bid
from reviews.services.proposals import solve_proposal
from tests.factories import PublicationFactory, TopicFactory
from tests.reviews.committee_room import make_room

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUBJECTS = ("glaciers", "forests", "rivers", "deserts")


@pytest.fixture
def room():
    """Four papers, a reviewer who works on the third one's subject, and open bidding."""
    found = make_room()
    found.workshop.bidding_open = True
    found.workshop.save()
    for at, subject in enumerate(SUBJECTS):
        topic = TopicFactory(workshop=found.workshop, name=subject.title())
        abstract = f"We watch {subject} from orbit, and count with $n = {at + 5}$ images what changes. " * 3
        found.paper(title=f"Watching {subject} from orbit", abstract=abstract).topics.add(topic)
    user = found.reviewer("Rita Reviewer", max_load=1)
    PublicationFactory(user=user, title="A survey of rivers", abstract="On rivers and little else.")
    return found


def bid(site, room):
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


def propose(site, room, weight):
    """Ask for a proposal with a weight of bids, and have it solved."""
    page = site.open(room.url("assignment/"))
    slider = page.get_by_role("slider", name="Weight of bids")
    slider.fill(str(weight))
    assert page.get_by_label("Weight of bids").last.input_value() == str(weight)
    page.get_by_label("Reviews a paper").fill("1")
    if weight:
        assert page.locator("output").last.inner_text() == "50\N{NO-BREAK SPACE}% of the score"
        site.look("ask")
    page.get_by_role("button", name="Solve").click()
    page.wait_for_url("**/assignment/*/")
    job = room.workshop.assignment_runs.latest("pk").job
    solve_proposal(job, lambda *_: None)


def test_bids_by_keyboard_become_an_assignment(site, room):
    user = room.workshop.reviewers.get().user
    site.log_in(user)
    bid(site, room)

    site.log_in(room.chair)
    site.open(room.url("bids/"))
    site.look("chair-bids")
    room.reviewer("Rob Reviewer", max_load=4)
    Bid.objects.filter(submission__number=1).update(value="eager")
    page = site.page
    for weight in (0, 100):
        propose(site, room, weight)
    newest = room.workshop.assignment_runs.latest("pk")
    site.open(room.url(f"assignment/{newest.pk}/"))
    site.look("proposal")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="Two proposals side by side").wait_for()
    site.look("compared")
    site.open(room.url(f"assignment/{newest.pk}/papers/1/?why={user.pk}"))
    site.look("why")
    site.open(room.url(f"assignment/{newest.pk}/live/"))
    page.get_by_role("button", name="Make live").click()
    page.get_by_text("These papers are with their reviewers").wait_for()
    assert Assignment.objects.get(submission__number=1).user == user
