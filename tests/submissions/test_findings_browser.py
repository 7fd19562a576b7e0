"""The stretch of a file in a real browser: an upload that breaks off goes on by itself, a finding is seen and answered."""

from __future__ import annotations

import pytest

from submissions.models import Upload
from tests.factories import AuthorFactory, DateFactory, SubmissionFactory, TrackFactory, UserFactory
from tests.pdfs import pdf_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_upload_goes_on_where_it_broke_off_and_its_finding_is_answered(site, tmp_path):
    from playwright.sync_api import expect

    workshop = DateFactory().workshop
    author = UserFactory(name="Zoë O’Brien-Nuñez", email="zoe@lake.example")
    paper = SubmissionFactory(
        track=TrackFactory(workshop=workshop), submitter=author, title="Counting trees", state="draft"
    )
    AuthorFactory(submission=paper, user=author, is_corresponding=True)
    content = pdf_bytes(3, words="By Zoe, zoe@lake.example")
    content = content.replace(b"%%EOF", b"%" * 9_000_000 + b"\n%%EOF")
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    site.log_in(author)
    page = site.open(f"/{workshop.slug}/my-papers/{paper.number}/edit/")
    page.wait_for_load_state("networkidle")
    site.complaints.allow("ERR_FAILED")
    offsets = []

    def break_the_second_part(route):
        request = route.request
        if request.method != "PATCH":
            return route.continue_()
        offsets.append(int(request.headers["upload-offset"]))
        return route.abort() if len(offsets) == 2 else route.continue_()

    page.route("**/uploads/**", break_the_second_part)
    page.get_by_label("The paper as a PDF").set_input_files(file)
    page.get_by_role("button", name="Upload").first.click()
    expect(page.get_by_text("1 place may tell who you are")).to_be_visible(timeout=20_000)

    part = offsets[1]
    assert offsets[:3] == [0, part, part]
    assert Upload.objects.get().taken_as.size == len(content)
    page.get_by_role("link", name="See each place on its page, and answer").click()
    picture = page.get_by_role("img", name="An e-mail address, page 1")
    picture.scroll_into_view_if_needed()
    page.wait_for_function(
        "image => image.complete && image.naturalWidth > 500", arg=picture.element_handle()
    )
    page.get_by_text("Answer", exact=True).click()
    page.get_by_label("Your answer to the chairs").fill("This is another person.")
    page.get_by_role("button", name="Keep the answer").click()

    expect(page.get_by_text("Your answer is kept.")).to_be_visible()
    expect(page.locator(".finding-said")).to_contain_text("This is another person.")
    site.look("findings")
