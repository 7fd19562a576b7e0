"""The whole road in a real browser, the steps of docs/tour.md one after the other on a workshop made from nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from conference.models import User, Workshop
from program.demo.papers import PaperAuthor, make_paper
from reviews.models import Assignment
from submissions.models import Submission
from tests.browser import Site
from tests.factories import (
    AffiliationFactory,
    AuthorFactory,
    PaperFileFactory,
    PublicationFactory,
    SubmissionFactory,
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
        "first": "Mateus Quaresma",
        "second": "Sukarno",
        "third": "Aoife O’Brien",
    }
    found = {
        key: UserFactory(name=name, email=f"{key}@{key}-institute.example") for key, name in names.items()
    }
    for key, user in found.items():
        AffiliationFactory(
            user=user, institution=f"{key.title()} Institute", domain=f"{key}-institute.example"
        )
    for key in ("first", "second", "third"):
        PublicationFactory(user=found[key], title="Narrow landscape elements in satellite images")
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


def test_tour(site: Site, people: dict[str, User], paper: Path, leaking_paper: Path) -> None:
    workshop = _set_up(site, people["chair"])
    _submit(site, people["author"], leaking_paper, paper)
    _others_submit(workshop)
    _close_the_call(workshop)
    _recruit(site, people)
    _assign(site, people["chair"], workshop)
    for assignment in Assignment.objects.filter(submission__workshop=workshop).select_related(
        "user", "submission"
    ):
        _review(site, assignment)
    _author_sees_nothing(site, people["author"])
    _decide(site, people["chair"], workshop)
    _author_reads_the_decision(site, people["author"])
    _make_the_programme(site, people["chair"])
    _visit(site)


def _set_up(site: Site, chair: User) -> Workshop:
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
    return Workshop.objects.get(slug="hedges-2027")


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
    page.locator("input[type=file]").set_input_files(leaking)
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("Björk Þórsdóttir").last.wait_for()
    page.locator("input[type=file]").set_input_files(good)
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("version 2").first.wait_for()
    page.get_by_text("Nothing was found that tells").wait_for()
    site.look("paper-form")
    page.get_by_role("button", name="Submit the paper").click()
    page.get_by_text("Submitted", exact=True).first.wait_for()
    site.look("own-paper")
    assert TITLE in mail.outbox[-1].body


def _others_submit(workshop: Workshop) -> None:
    for title in ("Field Margins in Radar Time Series", "A Dataset of Stone Walls"):
        other = SubmissionFactory(track=workshop.tracks.get(), title=title)
        AuthorFactory(submission=other)
        PaperFileFactory(submission=other)


def _close_the_call(workshop: Workshop) -> None:
    workshop.dates.filter(key="submission_deadline").update(at=timezone.now() - timedelta(hours=1))


def _recruit(site: Site, people: dict[str, User]) -> None:
    site.log_in(people["chair"])
    page = site.open("/hedges-2027/chair/reviewers/")
    page.get_by_role("link", name="Invite reviewers").first.click()
    lines = [f"{people[key].name} <{people[key].email}>" for key in ("first", "second", "third")]
    page.locator("textarea[name=text]").fill("\n".join(lines))
    page.get_by_role("button", name="Read the list").click()
    site.look("invite-preview")
    page.get_by_role("button", name="Send 3 mails").click()
    page.get_by_role("heading", name="Reviewers").wait_for()
    for key in ("first", "second", "third"):
        message = next(m for m in reversed(mail.outbox) if m.to == [people[key].email])
        link = re.search(r"(/invitations/[^/]+/)", message.body)
        assert link
        site.log_out()
        page = site.open(link[1])
        page.get_by_role("button", name="Yes, with pleasure").click()
        page.get_by_role("heading", name="Thank you").wait_for()
        site.log_in(people[key])
        page = site.open("/hedges-2027/reviewing/preferences/")
        page.get_by_label("Hedgerows").check()
        page.get_by_role("button", name="Confirm").click()
    site.look("reviewing")


def _assign(site: Site, chair: User, workshop: Workshop) -> None:
    site.log_in(chair)
    page = site.open("/hedges-2027/chair/conflicts/")
    site.look("conflicts")
    page = site.open("/hedges-2027/chair/assignment/")
    page.get_by_role("button", name="Solve").click()
    page.get_by_role("link", name="Make live").wait_for()
    site.look("proposal")
    assert not Assignment.objects.exists()
    page.get_by_role("link", name="Make live").click()
    page.get_by_role("button", name=re.compile("Make live and send")).click()
    page.get_by_role("heading", name=re.compile("Proposal")).first.wait_for()
    assert Assignment.objects.filter(submission__workshop=workshop).count() == 6


def _review(site: Site, assignment: Assignment) -> None:
    site.log_in(assignment.user)
    page = site.open("/hedges-2027/reviewing/")
    page.get_by_role("link", name=re.compile("^(Review|Write|Begin)")).first.wait_for()
    page = site.open(f"/hedges-2027/reviewing/{assignment.submission.number}/")
    assert "Þórsdóttir" not in page.content()
    page.get_by_label("Summary").fill("The paper counts narrow things.")
    page.get_by_label("Strengths").fill("Ten years of images.")
    page.get_by_label("Weaknesses").fill("One country only.")
    page.get_by_role("group", name="Overall").get_by_role("radio").nth(2).check(force=True)
    page.get_by_role("group", name="Confidence").get_by_role("radio").nth(1).check(force=True)
    if assignment.submission.title == TITLE and assignment.mark == "A":
        site.look("review")
    page.get_by_role("button", name="Submit the review").click()
    page.get_by_role("button", name="Save changes").wait_for()


def _author_sees_nothing(site: Site, author: User) -> None:
    site.log_in(author)
    page = site.open(f"/hedges-2027/my-papers/{Submission.objects.get(title=TITLE).number}/")
    assert "counts narrow things" not in page.content()


def _decide(site: Site, chair: User, workshop: Workshop) -> None:
    site.log_in(chair)
    page = site.open("/hedges-2027/chair/decisions/")
    page.get_by_label("Choose all").check()
    page.get_by_label("Outcome", exact=True).select_option(label="Accept as spotlight")
    page.get_by_role("button", name="Draft for the chosen").click()
    page.get_by_role("link", name="Check and release 3").wait_for()
    site.look("decisions")
    page.get_by_role("link", name="Check and release 3").click()
    page.get_by_role("link", name=re.compile("Read the mail")).first.click()
    page.get_by_text("spotlight talk").first.wait_for()
    site.look("decision-mail")
    before = len(mail.outbox)
    page = site.open("/hedges-2027/chair/decisions/release/")
    page.get_by_role("button", name=re.compile("Release")).first.click()
    page.get_by_role("alertdialog").get_by_role("button").last.click()
    page.wait_for_url(re.compile(r"/chair/decisions/$"))
    assert len(mail.outbox) - before == 3
    workshop.refresh_from_db()
    assert workshop.decisions_released_at


def _author_reads_the_decision(site: Site, author: User) -> None:
    site.log_in(author)
    page = site.open(f"/hedges-2027/my-papers/{Submission.objects.get(title=TITLE).number}/")
    page.get_by_text("counts narrow things").first.wait_for()
    assert "Quaresma" not in page.content()
    site.look("own-paper-decided")


def _make_the_programme(site: Site, chair: User) -> None:
    site.log_in(chair)
    page = site.open("/hedges-2027/chair/programme/")
    page.locator("#id_day").fill("2027-05-14")
    page.get_by_role("button", name="Lay out this day").click()
    page.locator("#unplaced").wait_for()
    for kind, button in (("spotlights", "Fill with all unplaced spotlights"), ("posters", "Fill with all")):
        page = site.open("/hedges-2027/chair/programme/")
        session = Workshop.objects.get(slug="hedges-2027").sessions.filter(kind=kind).first()
        assert session
        page.locator(f"#session-{session.public_id}").get_by_role("link").first.click()
        page.get_by_role("button", name=button).click()
        page.get_by_text(TITLE).first.wait_for()
    site.look("session")

    page = site.open("/hedges-2027/chair/speakers/")
    page.get_by_role("link", name="Add a speaker").first.click()
    page.locator("input[name=name]").fill("Ngozi Achterberg")
    page.locator("select[name=status]").select_option(label="Confirmed")
    page.get_by_role("button", name="Add the speaker").click()
    page.get_by_text("Ngozi Achterberg").first.wait_for()

    for change in ("Publish the accepted papers", "Publish as final"):
        page = site.open("/hedges-2027/chair/publish/")
        page.get_by_role("link", name=change).click()
        page.get_by_role("button", name=change).click()
        page.get_by_role("heading", name="Publish", exact=True).wait_for()
    site.look("publish")


def _visit(site: Site) -> None:
    site.log_out()
    page = site.open("/hedges-2027/")
    site.look("public-home")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Programme").click()
    page.get_by_text(TITLE).first.wait_for()
    site.look("public-programme")
    calendar = page.request.get(f"{site.address}/hedges-2027/programme.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in calendar.text()
    pdf = page.request.get(f"{site.address}/hedges-2027/programme.pdf")
    assert pdf.body().startswith(b"%PDF")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Papers").click()
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_text("Björk Þórsdóttir").first.wait_for()
    site.look("public-paper")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Speakers").click()
    page.get_by_text("Ngozi Achterberg").first.wait_for()
