"""The reviewing season in a real browser: the PDF beside the form, autosave, two windows, the look of each page."""

import pytest

from reviews.models import MetaReview, Rebuttal, Review
from reviews.selectors.review_forms import answers_of
from tests.cast import make_cast, retract_review
from tests.factories import DecisionFactory
from tests.pdfs import pdf_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/cast-2026/reviewing/1/"


def give_pdf(paper):
    """Put a real PDF in the place of the reviewers' copy."""
    file = paper.files.get()
    with file.reviewer_copy.open("wb") as copy:
        copy.write(pdf_bytes(2))


@pytest.fixture
def cast():
    found = make_cast("reviewing")
    give_pdf(found.paper)
    retract_review(found.paper.assignments.get(mark="A").review)
    return found


@pytest.mark.viewer
def test_the_paper_opens_beside_the_form_without_a_complaint(cast, site):
    site.log_in(cast.people["reviewer_assigned"])
    page = site.page

    with (
        page.expect_response(lambda response: "/file/" in response.url) as answer,
        page.expect_request("chrome-extension://**") as viewer,
    ):
        page.goto(site.address + PAGE, wait_until="domcontentloaded")

    assert viewer.value.frame.parent_frame
    assert answer.value.status == 200
    assert answer.value.headers["content-type"] == "application/pdf"
    frame, form = page.locator("iframe").bounding_box(), page.locator("#review").bounding_box()
    assert frame["x"] + frame["width"] <= form["x"]
    assert page.locator(".beside-instead").is_hidden()

    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator("iframe").is_hidden()
    assert page.get_by_text("Abstractword quillfern.").is_visible()


def test_what_is_typed_saves_itself_and_a_second_window_is_told(cast, site, complaints):
    complaints.allow("409")
    site.log_in(cast.people["reviewer_assigned"])
    first, second = site.page, site.page.context.new_page()
    for window in (first, second):
        window.goto(site.address + PAGE, wait_until="domcontentloaded")
        window.locator("[data-save-state].save-state").wait_for(state="attached")

    first.get_by_label("Summary").fill("From the first window")
    first.locator("[data-save-state][data-state=saved]").wait_for()
    first.get_by_label("Strengths").fill("Once more from the first window")
    first.get_by_text("Saving").or_(first.get_by_text("Not saved yet")).wait_for()
    first.locator("[data-save-state][data-state=saved]").wait_for()
    second.get_by_label("Summary").fill("From the second window")
    second.get_by_text("another window").wait_for()

    second.get_by_role("button", name="Save the draft").click()
    second.get_by_text("What is saved now", exact=True).wait_for()
    assert second.get_by_text("From the first window", exact=True).is_visible()
    assert second.get_by_label("Summary").input_value() == "From the second window"
    answers = answers_of(Review.objects.get(assignment__mark="A"))
    assert (answers["summary"], answers["strengths"]) == (
        "From the first window",
        "Once more from the first window",
    )


def test_pages_of_reviewers_are_good_at_both_widths(cast, site):
    site.log_in(cast.people["reviewer_assigned"])
    for name, path in (
        ("reviewing", "/cast-2026/reviewing/"),
        ("give-back", f"{PAGE}give-back/"),
        ("sub-reviewer", f"{PAGE}sub-reviewer/"),
    ):
        site.open(path)
        site.look(name)
    # The browser's own viewer of PDFs is no part of the page.
    cast.paper.files.update(reviewer_copy="")
    site.open(PAGE)
    site.look("review")


def test_pages_of_chairs_are_good_at_both_widths(cast, site):
    DecisionFactory(submission=cast.paper, outcome="accept_oral")
    site.log_in(cast.people["program_chair"])
    for name, path in (
        ("progress", "reviews/"),
        ("progress-people", "reviews/?view=people"),
        ("remind", "mail/reminders/reviews/"),
        ("reminders", "mail/reminders/"),
        ("rounds", "reviews/rounds/?papers=1"),
        ("expertise", "reviewers/expertise/"),
        ("discussion", "reviews/discussion/"),
        ("decisions", "decisions/"),
        ("decision", "decisions/1/"),
        ("decision-mail", "decisions/1/mail/"),
        ("release", "decisions/release/"),
    ):
        site.open(f"/cast-2026/chair/{path}")
        site.look(name)


def test_the_authors_page_with_its_decision_is_good_at_both_widths(site):
    cast = make_cast("released_accepted")
    site.log_in(cast.people["author"])
    page = site.open("/cast-2026/my-papers/1/")
    assert page.get_by_text("Accepted as a spotlight").first.is_visible()
    site.look("author-decision")


def test_a_release_asks_first(cast, site):
    DecisionFactory(submission=cast.paper, outcome="accept_oral")
    site.log_in(cast.people["program_chair"])
    page = site.open("/cast-2026/chair/decisions/release/")
    page.wait_for_load_state("networkidle")

    page.get_by_role("button", name="Release 1 and send 2 mails").click()
    page.get_by_text("Release 1 decision and send 2 mails now?").wait_for()
    page.get_by_role("button", name="Cancel").click()
    cast.paper.decision.refresh_from_db()
    assert cast.paper.decision.released_at is None

    page.get_by_role("button", name="Release 1 and send 2 mails").click()
    page.locator("dialog").get_by_role("button", name="Release 1 and send 2 mails").click()
    page.get_by_text("1 decision is released").wait_for()


def test_from_the_form_to_the_recommendation(site):
    """A chair composes, a reviewer reviews and comments, authors answer, the area chair recommends."""
    cast = make_cast("discussion")
    Rebuttal.objects.all().delete()
    MetaReview.objects.all().delete()
    retract_review(cast.paper.assignments.get(mark="A").review)
    cast.paper.files.update(reviewer_copy="")

    site.log_in(cast.people["program_chair"])
    page = site.open("/cast-2026/chair/reviews/form/")
    page.get_by_role("button", name="Add a question").click()
    page.get_by_role("textbox", name="Question", exact=True).last.fill("Is the data open?")
    page.get_by_label("Answered by").last.select_option("yes_no")
    page.get_by_label("Needed").last.check()
    site.look("review-form")
    page.get_by_role("button", name="Save the form").click()
    page.get_by_text("The form is saved").wait_for()
    page = site.open("/cast-2026/chair/reviews/rebuttal/")
    page.get_by_label("Open until").fill("2090-01-01T12:00")
    page.get_by_role("button", name="Open the rebuttal and send the mails").click()
    page.get_by_text("The rebuttal is open.").wait_for()

    site.log_in(cast.people["reviewer_assigned"])
    page = site.open(PAGE)
    page.get_by_role("group", name="Is the data open?").get_by_label("Yes").check()
    page.get_by_role("button", name="Submit the review").click()
    page.get_by_text("Your review is in. Thank you.").wait_for()
    page = site.open("/cast-2026/papers/1/discussion/")
    page.get_by_label("Your comment").fill("I would take it.")
    site.look("discuss")
    page.get_by_role("button", name="Send to reviewers, area chair and chairs").click()
    page.get_by_text("Sent to reviewers").wait_for()

    site.log_in(cast.people["author"])
    page = site.open("/cast-2026/my-papers/1/answer/")
    page.get_by_label("To Reviewer B").fill("The counts fall by a tenth in winter.")
    page.locator("[data-save-state][data-state=saved]").wait_for()
    page.get_by_role("button", name="Send to reviewers and chairs").click()
    page.get_by_text("Your answer is sent").wait_for()
    site.look("rebuttal")

    site.log_in(cast.people["area_chair_assigned"])
    page = site.open("/cast-2026/reviewing/1/meta-review/")
    assert page.get_by_text("The counts fall by a tenth in winter.").is_visible()
    page.get_by_label("Accept as poster").check()
    page.get_by_label("Text for the authors").fill("Sound and useful.")
    page.get_by_role("button", name="Submit to the chairs").click()
    page.get_by_text("Your recommendation is in.").wait_for()
    site.look("meta-review")
