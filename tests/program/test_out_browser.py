"""What goes out, in a real browser: exports, documents, figures, a person's own documents."""

from __future__ import annotations

import pytest

from submissions.models import CameraReady, Submission
from tests.factories import AuthorFactory, UserFactory
from tests.program.edition import at, make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_of_what_goes_out_are_good_to_look_at(site):
    edition = make_edition()
    presenter = AuthorFactory(submission=edition.paper, user=UserFactory(name="Priya Presents"), position=9)
    CameraReady.objects.create(submission=edition.paper, presenter=presenter)
    Submission.objects.update(submitted_at=at("09:00"))
    site.log_in(presenter.user)
    page = site.open(f"{edition.url}documents/")
    page.get_by_label("Your name as in the passport").fill("PRIYA PRESENTS")
    page.get_by_role("button", name="Ask for the letter").click()
    page.get_by_text("the chairs have not answered yet").wait_for()
    site.look("own-documents")
    site.log_in(edition.chair)
    for name, path in (
        ("exports", "exports/?format=virtual"),
        ("documents", "documents/"),
        ("figures", "figures/"),
    ):
        site.open(f"{edition.url}chair/publish/{path}")
        site.look(name)
    page.get_by_role("checkbox", name="Submissions and acceptance by track").check()
    page.get_by_role("button", name="Save the choice").click()
    page.get_by_role("link", name="See them as visitors do").click()
    site.look("public-figures")
