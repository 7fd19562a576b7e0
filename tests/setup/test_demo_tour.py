"""docs/tour.md in a real browser, on the demo that `make run` serves: from the open call to the published programme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from program.demo.load import PASSWORD
from tests.setup.guide import Guide

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser import Site
    from tests.setup.running import Starts

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("run"), pytest.mark.timeout(600)]

TITLE = "Hedgerows Counted Twice"
JOB = 60_000  # what a worker does may take a while on a busy machine


@pytest.fixture
def address(starts: Starts) -> str:
    """Where `make run` serves the demo."""
    return starts.running().address


@dataclass
class Walker:
    """Somebody who does what the tour says: each label comes from the text of the present step."""

    site: Site
    guide: Guide

    @property
    def page(self) -> Page:
        return self.site.page

    def be(self, email: str) -> None:
        """Log in as this person, where the page asks for it or anew."""
        if "/accounts/login/" not in self.page.url:
            self.log_out()
            self.page.get_by_role("link", name="Log in").first.click()
        self.page.locator("input[name=login]").fill(self.guide(email))
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)

    def log_out(self) -> None:
        """By the menu at the top right."""
        self.page.locator(".topbar .menu-end summary").click()
        self.page.get_by_role("button", name="Log out").click()
        self.page.wait_for_url(f"{self.site.address}/")

    def open(self, path: str) -> None:
        self.site.open(self.guide(path))

    def follow(self, label: str, *, where: str = "main") -> None:
        """Follow the first link of this name in a part of the page."""
        self.page.locator(where).get_by_role("link", name=self.guide(label), exact=True).first.click()

    def go(self, label: str) -> None:
        """Take an entry of the chair's road."""
        self.page.locator(".road").get_by_role("link", name=re.compile(f"^{self.guide(label)}")).click()
        self.page.get_by_role("heading", level=1).wait_for()

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=self.guide(label), exact=True).first.click()

    def see(self, label: str) -> None:
        self.page.locator("main").get_by_text(self.guide(label)).filter(visible=True).first.wait_for()

    def workshop(self, acronym: str) -> None:
        """Open one of **Your workshops**."""
        self.page.locator("section", has_text=self.guide("Your workshops")).get_by_role(
            "link", name=self.guide(acronym), exact=True
        ).first.click()


def test_tour(site: Site, tmp_path: Path) -> None:
    walker = Walker(site, Guide.read())
    for heading, take in STEPS.items():
        with walker.guide.step(heading):
            take(walker)
    assert not walker.guide.steps, "steps that nobody walked"


def open_the_call(walker: Walker) -> None:
    tour, page = walker.guide, walker.page
    walker.open("/")
    page.locator("section", has_text=tour("Open calls")).get_by_role(
        "link", name=tour("ML4RS 2026")
    ).first.click()
    walker.follow("Call for papers")
    page.get_by_text("days left").first.wait_for()
    walker.site.look("tour-call")


def submit_a_paper(walker: Walker) -> None:
    tour, page = walker.guide, walker.page
    walker.follow("Submit a paper")
    walker.be("ruan.xiaoman@yunling.example")
    page.get_by_label(tour("Workshop paper track")).check()
    walker.press("Begin a draft")
    draft = page.url
    walker.follow("My papers", where="body")
    page.get_by_role("link", name=re.compile("Do Precomputed Embeddings Expire")).first.click()
    files = page.locator("section", has=page.get_by_role("heading", name=tour("Files")))
    with page.expect_download() as download:
        files.get_by_role("link").first.click(modifiers=["Alt"])
    pdf = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": download.value.path().read_bytes()}

    page.goto(draft)
    page.locator("html[data-enhanced]").wait_for(state="attached")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Abstract", exact=True).fill("Hedgerows are narrow. We count them twice and compare.")
    page.get_by_text(re.compile("^Saved")).first.wait_for()
    word = {"name": "paper.docx", "mimeType": "application/msword", "buffer": b"PK" + bytes(2000)}
    walker.site.complaints.allow("422")
    for file, words in ((word, "is not a PDF"), (pdf, "Anonymity")):
        page.locator("#id_file").set_input_files(files=[file])
        page.get_by_role("button", name="Upload").first.click()
        page.get_by_text(words).first.wait_for(timeout=JOB)
    walker.site.look("tour-draft")
    box = page.get_by_label(tour("I have looked at these places"))
    if box.count():
        box.check()
    walker.press("Submit the paper")
    page.get_by_text("Submitted", exact=True).first.wait_for()


def see_the_road_as_a_chair(walker: Walker) -> None:
    walker.be("marguerite.aubin@haute-plaine.example")
    walker.see("Your work")
    walker.workshop("ML4RS 2026")
    walker.see("The road")
    walker.site.look("tour-road")
    walker.go("Outbox")
    walker.page.get_by_text(TITLE).first.wait_for(timeout=JOB)
    assert "ruan.xiaoman" not in walker.page.content()


def read_papers_without_their_authors(walker: Walker) -> None:
    tour, page = walker.guide, walker.page
    walker.go("Papers")
    page.get_by_role("link", name=TITLE).first.click()
    assert "Xiaoman" not in page.locator("main").inner_text()
    section = page.locator("section", has=page.get_by_role("heading", name=tour("Authors and original file")))
    section.get_by_role("textbox").fill("A duplicate is suspected")
    walker.press("Show the authors")
    page.get_by_text("Ruan Xiaoman").first.wait_for()
    walker.go("History")
    page.get_by_text("A duplicate is suspected").first.wait_for()


def invite_a_reviewer(walker: Walker) -> None:
    tour, page = walker.guide, walker.page
    walker.go("Reviewers")
    walker.follow("Invite reviewers")
    page.locator("textarea[name=text]").fill(tour("Jane Doe <jane@hill.example>, Hill College, 3"))
    walker.press("Read the list")
    walker.site.look("tour-invite")
    page.get_by_role("button", name="Send 1 mail").click()
    page.get_by_role("heading", name="Reviewers", exact=True).wait_for()
    walker.go("Outbox")
    page.locator("tr", has_text="jane@hill.example").first.get_by_role("link").first.click()
    invitation = page.locator("a[href*='/invitations/']").first.get_attribute("href")
    assert invitation
    assert page.context.browser
    private = page.context.browser.new_page()
    private.goto(invitation)
    private.get_by_role("button", name=tour("Yes, with pleasure")).click()
    private.get_by_role("heading", name="Thank you").wait_for()
    private.close()
    walker.go("Reviewers")
    page.locator("tr", has_text="Jane Doe").get_by_text("Accepted").first.wait_for()


def look_at_the_conflicts(walker: Walker) -> None:
    walker.go("Conflicts")
    walker.site.look("tour-conflicts")
    walker.press("Look again")
    walker.page.locator("td", has_text="Same institution").first.wait_for(timeout=JOB)


def assign_the_papers(walker: Walker) -> None:
    tour, page = walker.guide, walker.page
    walker.go("Assignment")
    page.get_by_role("spinbutton", name="Reviews a paper").fill("1")
    walker.press("Solve")
    live = page.get_by_role("link", name=tour("Make live"))
    live.wait_for(timeout=JOB)
    walker.site.look("tour-proposal")
    page.get_by_role("link", name=re.compile(f"^{tour('Change')}")).first.click()
    page.get_by_role("link", name=re.compile(f"^{tour('Why')}")).first.click()
    page.get_by_role("heading", name=re.compile("^Why ")).wait_for()
    page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link").last.click()
    live.click()
    page.get_by_role("button", name=re.compile("Make live and send [0-9]+ mails")).click()
    page.get_by_text("These papers are with their reviewers").wait_for()
    walker.go("Outbox")


def write_a_review(walker: Walker) -> None:
    tour, page = walker.guide, walker.page
    walker.be("tomoe.kirishima@setouchi-obs.example")
    walker.see("Your work")
    page.locator("tr", has_text="FieldNotes 2026").get_by_role("link").first.click()
    others = page.locator("section", has=page.get_by_role("heading", name=tour("Other reviews"), exact=True))
    assert "Reviewer" not in others.inner_text()
    page.get_by_label("Weaknesses").fill("One winter only, and one valley.")
    page.get_by_role("group", name="Overall").get_by_role("radio").nth(2).check(force=True)
    page.get_by_role("group", name="Confidence").get_by_role("radio").nth(1).check(force=True)
    page.get_by_text(re.compile("^Saved")).first.wait_for()
    walker.site.look("tour-review")
    walker.press("Submit the review")
    others.get_by_role("heading", name=re.compile("^Reviewer [A-Z]")).first.wait_for()


def chase_the_late_ones(walker: Walker) -> None:
    page = walker.page
    walker.be("marguerite.aubin@haute-plaine.example")
    walker.workshop("FieldNotes 2026")
    walker.go("Reviews")
    walker.site.look("tour-reviews")
    papers = {number: page.locator(f'main tr a[href*="/{number}/"]').count() for number in (6, 7, 8, 26)}
    assert [number for number, links in papers.items() if links] == [6, 8], papers
    walker.follow("Remind those who owe")
    page.get_by_role("button", name=re.compile("^Send")).wait_for()


def decide_and_release(walker: Walker) -> None:
    tour, page = walker.guide, walker.page
    walker.go("Camera-ready")
    page.locator('main a[href*="/16/"]').first.wait_for()
    walker.go("Decisions")
    page.locator("main").get_by_role("link", name=re.compile(f"^{tour('Undecided')}")).last.click()
    walker.site.look("tour-decisions")
    page.get_by_label("Choose all").check()
    page.get_by_label("Outcome", exact=True).select_option(label="Accept as poster")
    walker.press("Draft for the chosen")
    page.get_by_role("link", name=re.compile(f"^{tour('Check and release')}")).click()
    page.get_by_role("link", name=re.compile(f"^{tour('Read the mail')}")).first.click()
    page.get_by_text("FieldNotes 2026").first.wait_for()
    page.go_back()
    page.get_by_role("button", name=re.compile("^Release")).first.click()
    page.get_by_role("alertdialog").get_by_role("button").last.click()
    page.wait_for_url(re.compile(r"/chair/decisions/$"))
    walker.go("Papers")
    page.get_by_text("Katharina Brüggenthies").first.wait_for()


def read_the_decision_as_its_author(walker: Walker) -> None:
    walker.be("katharina.bruggenthies@rheinauen.example")
    walker.open("/fieldnotes-2026/my-papers/1/")
    walker.page.get_by_role("heading", name=walker.guide("Decision")).wait_for()
    walker.page.get_by_role("heading", name=walker.guide("Reviews")).wait_for()
    walker.site.look("tour-own-paper")


def make_the_programme_and_publish_it(walker: Walker) -> None:
    tour, page = walker.guide, walker.page
    walker.be("noor.smit@northsea.example")
    walker.workshop("FieldNotes 2026")
    walker.go("Programme")
    page.get_by_role("link", name=tour("Lay out a day")).first.click()
    page.get_by_role("link", name="the usual day").click()
    page.get_by_label("Day").fill("2027-01-14")
    walker.press("Lay out this day")
    for session in ("Oral talks", "Paper spotlights", "Poster session"):
        page.locator(".plan-day").get_by_role("link", name=tour(session)).first.click()
        fill = tour("Fill with all unplaced orals") if session == "Oral talks" else "Fill with all"
        page.get_by_role("button", name=fill).click()
        walker.go("Programme")
    page.locator(".notice-warn").get_by_text("need").first.wait_for()
    page.locator(".plan-day").get_by_role("link", name="Oral talks").first.click()
    page.get_by_role("heading", name="Oral talks").wait_for()
    walker.site.look("tour-session")

    walker.go("Speakers")
    walker.follow("Add a speaker")
    page.locator("input[name=name]").fill("Ngozi Achterberg")
    page.locator("select[name=status]").select_option(label=tour("Confirmed"))
    page.get_by_role("button", name="Add the speaker").click()
    walker.go("Programme")
    page.locator(".plan-day").get_by_role("link", name="Keynote").first.click()
    page.get_by_label("Person").first.select_option(label="Ngozi Achterberg")
    page.get_by_role("button", name="Save", exact=True).click()

    for change in ("Publish the accepted papers", "Publish as final"):
        walker.go("Publish")
        walker.follow(change)
        walker.press(change)
        page.get_by_role("heading", name="Publish", exact=True).wait_for()


def visit_the_published_workshop(walker: Walker) -> None:
    page = walker.page
    walker.log_out()
    walker.open("/fieldnotes-2026/")
    walker.site.look("tour-site")
    for section in ("Programme", "Speakers", "Papers"):
        walker.follow(section, where="nav[aria-label=Sections]")
    page.get_by_text("Katharina Brüggenthies").first.wait_for()

    tour, base = walker.guide, walker.site.address
    walker.open("/terrabytes-2025/")
    walker.follow("Accepted papers")
    bibliography = page.get_by_role("link", name=tour("BibTeX of all")).get_attribute("href")
    assert "@inproceedings" in page.request.get(f"{base}{bibliography}").text()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Programme").click()
    page.get_by_role("link", name="Recording").first.wait_for()
    calendar = page.get_by_role("link", name=tour("Calendar file"), exact=True).get_attribute("href")
    assert "BEGIN:VEVENT" in page.request.get(f"{base}{calendar}").text()
    printed = page.get_by_role("link", name=tour("PDF"), exact=True).get_attribute("href")
    assert page.request.get(f"{base}{printed}").body().startswith(b"%PDF")
    walker.follow("People", where="nav[aria-label=Sections]")
    page.get_by_role("heading", name="Program committee").wait_for()
    papers = page.request.get(base + tour("/api/v1/workshops/terrabytes-2025/papers/")).json()
    assert len(papers["results"]) == 24


STEPS: dict[str, Callable[[Walker], None]] = {
    "1. Open the call": open_the_call,
    "2. Submit a paper": submit_a_paper,
    "3. See the road as a chair": see_the_road_as_a_chair,
    "4. Read papers without their authors": read_papers_without_their_authors,
    "5. Invite a reviewer": invite_a_reviewer,
    "6. Look at the conflicts": look_at_the_conflicts,
    "7. Assign the papers": assign_the_papers,
    "8. Write a review": write_a_review,
    "9. Chase the late ones": chase_the_late_ones,
    "10. Decide and release": decide_and_release,
    "11. Read the decision as its author": read_the_decision_as_its_author,
    "12. Make the programme and publish it": make_the_programme_and_publish_it,
    "13. Visit the published workshop": visit_the_published_workshop,
}
