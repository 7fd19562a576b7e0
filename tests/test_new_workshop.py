"""A workshop made from nothing, in a real browser: its set-up, its first paper and its first reviewer.

The rest of the road is walked on the demo, in tests/setup/test_demo_tour.py.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from conference.models import User
from program.demo.papers import PaperAuthor, make_paper
from tests.browser import Site
from tests.factories import (
    AffiliationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

TITLE = "Counting Hedgerows From Orbit"
ABSTRACT = "Hedgerows are narrow and satellites see them badly. We count them from ten years of images."


@pytest.fixture
def people() -> dict[str, User]:
    names = {
        "chair": "Ines Okonkwo-Lind",
        "author": "Björk Þórsdóttir",
        "reviewer": "Aoife O’Brien",
    }
    found = {
        key: UserFactory(name=name, email=f"{key}@{key}-institute.example") for key, name in names.items()
    }
    for key, user in found.items():
        AffiliationFactory(
            user=user, institution=f"{key.title()} Institute", domain=f"{key}-institute.example"
        )
    return found


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "þórsdóttir final (2).pdf"
    path.write_bytes(make_paper(TITLE, ABSTRACT, "hedgerows", pages=3, style="iclr"))
    return path


@pytest.fixture
def leaking_paper(tmp_path: Path) -> Path:
    author = PaperAuthor("Björk Þórsdóttir", "author@author-institute.example")
    path = tmp_path / "draft.pdf"
    path.write_bytes(
        make_paper(TITLE, ABSTRACT, "hedgerows", pages=3, style="iclr", leak="name", authors=[author])
    )
    return path


def test_new_workshop_takes_its_first_paper_and_its_first_reviewer(
    site: Site, people: dict[str, User], paper: Path, leaking_paper: Path
) -> None:
    _set_up(site, people["chair"])
    _submit(site, people["author"], leaking_paper, paper)
    _recruit(site, people["chair"], people["reviewer"])


def _set_up(site: Site, chair: User) -> None:
    site.log_in(chair)
    page = site.open("/new/")
    page.get_by_label("Acronym").fill("Hedges 2027")
    page.get_by_label("Title").fill("Workshop on Hedges and Edges")
    page.get_by_label("Address").fill("hedges-2027")
    page.get_by_label("Time zone").fill("Europe/Lisbon")
    deadline = (timezone.now() + timedelta(days=9)).date()
    page.get_by_label("Submission deadline").fill(deadline.isoformat())
    site.look("new-workshop")
    page.get_by_role("button", name="Create the workshop").click()
    page.get_by_role("heading", name="Hedges 2027").wait_for()
    site.look("road")

    page.get_by_role("link", name="Topics").click()
    page.get_by_label("Topics").fill("Landscape elements\n- Hedgerows\n- Field margins\nTime series")
    page.get_by_role("button", name="Save topics").click()
    page.get_by_text("Topics saved.").wait_for()

    page.get_by_role("link", name="Settings").click()
    page.get_by_label("About").fill("Hedges are **edges** where two fields meet.")
    page.get_by_label("Call for papers").fill("Send us what you counted.")
    page.get_by_label("Reviews per paper").fill("2")
    page.get_by_role("button", name="Save settings").click()
    page.get_by_text("Saved.").wait_for()

    page.get_by_role("link", name="Publish").click()
    page.get_by_role("link", name="Make the site public").click()
    page.get_by_role("button", name="Make the site public").click()
    page.get_by_text("The site is public.").wait_for()


def _submit(site: Site, author: User, leaking: Path, good: Path) -> None:
    site.log_out()
    page = site.open("/hedges-2027/")
    page.get_by_role("link", name="Call for papers").first.click()
    site.look("call")
    page.get_by_role("link", name="Submit a paper").first.click()
    page.locator("input[name=login]").fill(author.email)
    page.locator("input[name=password]").fill("correct horse battery")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Submit a paper").wait_for()
    page.get_by_label("Papers").first.check()
    page.get_by_role("button", name="Begin a draft").click()

    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Abstract", exact=True).fill(ABSTRACT)
    page.get_by_label("Hedgerows").check()
    page.get_by_text(re.compile("^Saved")).first.wait_for()
    page.locator("#id_file").set_input_files(leaking)
    page.get_by_role("button", name="Upload").first.click()
    page.get_by_text("Björk Þórsdóttir").last.wait_for()
    page.locator("#id_file").set_input_files(good)
    page.get_by_role("button", name="Upload").first.click()
    page.get_by_text("version 2").first.wait_for()
    page.get_by_text("Nothing was found that tells").wait_for()
    site.look("paper-form")
    page.get_by_role("button", name="Submit the paper").click()
    page.get_by_text("Submitted", exact=True).first.wait_for()
    site.look("own-paper")
    assert TITLE in mail.outbox[-1].body


def _recruit(site: Site, chair: User, reviewer: User) -> None:
    site.log_in(chair)
    page = site.open("/hedges-2027/chair/reviewers/")
    page.get_by_role("link", name="Invite reviewers").first.click()
    page.locator("textarea[name=text]").fill(f"{reviewer.name} <{reviewer.email}>")
    page.get_by_role("button", name="Read the list").click()
    page.get_by_role("button", name="Send 1 mail").click()
    page.get_by_role("heading", name="Reviewers").wait_for()
    message = next(message for message in reversed(mail.outbox) if message.to == [reviewer.email])
    link = re.search(r"(/invitations/[^/]+/)", message.body)
    assert link
    site.log_out()
    page = site.open(link[1])
    page.get_by_role("button", name="Yes, with pleasure").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    site.log_in(reviewer)
    page = site.open("/hedges-2027/reviewing/preferences/")
    page.get_by_label("Hedgerows").check()
    site.look("preferences")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("Thank you, this is noted.").wait_for()
    site.open("/hedges-2027/reviewing/")
    site.look("reviewing-empty")
