"""A chair composes the form, an author submits with a co-author and declarations: in a real browser."""

import re

import pytest

from conference.models import Mail
from submissions.models import Answer, FormField
from tests.factories import (
    AuthorFactory,
    DateFactory,
    PaperFileFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def compose(site, workshop):
    from playwright.sync_api import expect

    page = site.open(f"/{workshop.slug}/chair/form/new/")
    page.get_by_label("Question").fill("Data and code")
    page.get_by_role("button", name="Add to the form").click()
    page.get_by_role("link", name="Dual submission").click()
    expect(page.get_by_label("What authors declare")).to_have_value(re.compile("not under review elsewhere"))
    page.get_by_role("button", name="Add to the form").click()
    page.get_by_role("button", name="Move up: This paper is not under review elsewhere").click()
    page.get_by_role("button", name="Save the order").click()
    expect(page.locator("[data-row]").first).to_contain_text("not under review elsewhere")
    site.look("chair-form")


def test_chair_composes_and_author_submits_with_declarations(site):
    from playwright.sync_api import expect

    workshop = DateFactory().workshop
    track = TrackFactory(workshop=workshop)
    site.complaints.allow("422")
    site.log_in(RoleFactory(workshop=workshop).user)
    compose(site, workshop)
    assert [field.is_policy for field in FormField.objects.all()] == [True, False]
    site.open(f"/{workshop.slug}/chair/deadlines/")
    site.look("chair-deadlines")

    author = UserFactory(name="Zoë O’Brien-Nuñez", email="zoe@lake.example")
    paper = SubmissionFactory(track=track, state="draft", title="Counting trees", submitter=author)
    AuthorFactory(submission=paper, user=author, is_corresponding=True)
    PaperFileFactory(submission=paper)
    site.log_out()
    site.log_in(author)
    page = site.open(f"/{workshop.slug}/my-papers/1/edit/")
    page.get_by_role("button", name="Add author").click()
    page.locator('[name="authors-1-name"]').fill("Suharto")
    page.locator('[name="authors-1-email"]').fill("suharto@lake.example")
    page.locator('[name="authors-1-affiliation"]').press_sequentially("Oslo")
    expect(page.locator("#institutions option")).to_have_count(1)
    page.get_by_label("Data and code").fill("https://code.example/oak")
    page.get_by_role("button", name="Submit the paper").click()
    expect(
        page.get_by_role("alert").or_(page.get_by_text("The paper is not ready yet.")).first
    ).to_be_visible()
    expect(page.get_by_label("Data and code")).to_have_value("https://code.example/oak")
    page.get_by_label("This paper is not under review elsewhere").check()
    page.get_by_role("button", name="Submit the paper").click()

    expect(page.get_by_text("Not confirmed yet")).to_be_visible()
    site.look("my-paper-with-answers")
    assert set(Answer.objects.values_list("field__label", flat=True)) == {
        "Data and code", "This paper is not under review elsewhere",
    }  # fmt: skip
    assert Mail.objects.get(template="submission_received_question").email == "suharto@lake.example"
