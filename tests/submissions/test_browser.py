"""The author's form in a real browser: it saves as one types, uploads with progress, refreshes the check by itself."""

import re

import pytest

from submissions.models import Submission
from submissions.services.files import add_file
from tests.factories import DateFactory, OptInFactory, TopicFactory, TrackFactory, UserFactory
from tests.pdfs import pdf_bytes, upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workshop():
    workshop = DateFactory().workshop
    track = TrackFactory(workshop=workshop, description="Finished work with evidence.")
    TrackFactory(workshop=workshop, name="Tiny papers", page_limit=2, references_count=True)
    OptInFactory(track=track)
    for name in ("Remote sensing", "Food", "Biodiversity"):
        TopicFactory(workshop=workshop, name=name)
    return workshop


@pytest.fixture
def author(site):
    person = UserFactory(name="Zoë O’Brien-Nuñez", email="zoe@lake.example")
    site.log_in(person)
    return person


def begin(site, workshop):
    page = site.open(f"/{workshop.slug}/submit/")
    page.get_by_label("Full papers").check()
    page.get_by_role("button", name="Begin a draft").click()
    return page


def test_first_submission(site, workshop, author, tmp_path):
    from playwright.sync_api import expect

    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf_bytes(3))
    page = begin(site, workshop)
    page.get_by_label("Title").fill("Counting trees")
    page.get_by_label("Abstract").fill("We count $n^2$ trees.")
    expect(page.locator("[data-preview-count]")).to_have_text("4")
    expect(page.locator("[data-save-state]")).to_have_text(re.compile("Saved"))
    page.get_by_role("button", name="Add author").click()
    page.locator('[name="authors-1-name"]').fill("Suharto")
    page.locator("[data-row]").nth(1).get_by_role("button", name="Move up").click()

    page.get_by_label("The paper as a PDF").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("within the limit of 4 pages")).to_be_visible()
    page.get_by_role("button", name="Submit the paper").click()

    expect(page.get_by_text("Your paper is submitted.")).to_be_visible()
    paper = Submission.objects.get()
    assert (paper.state, paper.title) == ("submitted", "Counting trees")
    assert [one.name for one in paper.authors.all()] == ["Suharto", "Zoë O’Brien-Nuñez"]


def test_refused_file_is_said_beside_what_was_typed(site, workshop, author, tmp_path):
    from playwright.sync_api import expect

    site.complaints.allow("422")
    file = tmp_path / "paper.pdf"
    file.write_bytes(b"PK\x03\x04 a document")
    page = begin(site, workshop)
    page.get_by_label("Title").fill("Counting trees")
    page.get_by_label("The paper as a PDF").set_input_files(file)
    page.get_by_role("button", name="Upload").click()

    expect(page.get_by_text("it looks like a Word document")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Counting trees")


def test_pages_look_right(site, workshop, author):
    page = begin(site, workshop)
    site.look("submission-form-empty")
    paper = Submission.objects.get()
    page.get_by_label("Title").fill("Counting trees")
    page.get_by_label("Abstract").fill("We count trees.")
    page.get_by_role("button", name="Save the draft").click()
    add_file(
        kind="paper",
        submission=paper,
        uploaded_file=upload(pdf_bytes(3, words="By zoe@lake.example")),
        by=author,
    )
    for name, path in (
        ("submit", "submit/"),
        ("my-papers", "my-papers/"),
        ("submission-form", "my-papers/1/edit/"),
        ("my-paper", "my-papers/1/"),
        ("withdraw", "my-papers/1/withdraw/"),
        ("discard", "my-papers/1/discard/"),
    ):
        site.open(f"/{workshop.slug}/{path}")
        site.look(name)
