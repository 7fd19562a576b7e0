"""The public site in a real browser: what is on, an agenda of one's own, and the copy opened from disk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from program.copying.making import make_copy
from program.models import Award, NewsPost
from tests.factories.program import SessionFactory
from tests.program.edition import accepted, make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_visitor_keeps_an_agenda_and_takes_the_site_from_disk(site, tmp_path, monkeypatch, settings):
    from playwright.sync_api import expect

    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr("program.pdf.programme_pdf", lambda workshop, agenda: b"%PDF-1.7 the programme")
    edition = make_edition()
    accepted(edition.track, title="Rivers of $x^2$ ice", outcome="accept_poster")
    NewsPost.objects.create(
        workshop=edition.workshop, title="Out", body="See it.", published_at=timezone.now()
    )
    Award.objects.create(workshop=edition.workshop, title="Best paper", submission=edition.paper)
    now = timezone.now()
    SessionFactory(
        workshop=edition.workshop,
        title="Going on",
        start=now - timedelta(hours=1),
        end=now + timedelta(hours=1),
    )
    page = site.open(f"{edition.url}programme/")
    page.locator("[data-now]").get_by_role("link", name="Going on").wait_for()
    spotlights = page.locator("[data-session]", has_text="Counting furrows")
    spotlights.get_by_role("button", name="Add to my agenda").click()
    page.reload()
    page.get_by_label("Only my agenda").check()
    expect(page.locator("[data-session]:visible")).to_have_count(1)
    expect(spotlights.get_by_role("button", name="In my agenda")).to_have_attribute("aria-pressed", "true")

    site.complaints.allow("host: file://")
    make_copy(edition.workshop, tmp_path / "copy")
    page.goto((tmp_path / "copy" / "papers" / "index.html").as_uri())
    page.get_by_label("Search").fill("rivers")
    expect(page.locator("[data-paper]:visible")).to_have_count(1)
    expect(page.get_by_text("1 paper", exact=True)).to_be_visible()
    page.get_by_role("link", name="Rivers of").click()
    page.locator("h1 .katex").wait_for()
    page.get_by_role("link", name="Programme").click()
    page.locator("[data-now]").get_by_role("link", name="Going on").wait_for()
