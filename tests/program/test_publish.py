"""Making things public, one click each."""

from __future__ import annotations

import pytest

from conference.models import AuditEntry, Workshop
from program.models import Session
from program.selectors.citations import workshop_facts
from reviews.models import Decision
from submissions.models import Submission
from tests.factories.program import SessionSpeakerFactory, SpeakerFactory
from tests.factories.submissions import PaperFileFactory


@pytest.fixture
def hidden(edition):
    edition.change(is_public=False, papers_published_at=None, programme_state="draft")
    return edition


def make(edition, change, user=None, **data):
    edition.workshop.refresh_from_db()
    url = f"{edition.url}chair/publish/"
    return edition.client(user or edition.chair).post(
        url, {"change": change, "version": edition.workshop.version, **data}
    )


@pytest.mark.enumeration
def test_only_organizers(hidden):
    url = f"{hidden.url}chair/publish/"
    assert hidden.client(hidden.editor).get(url).status_code == 200
    assert hidden.client(hidden.outsider).get(url).status_code == 404
    assert make(hidden, "site-on", hidden.outsider).status_code == 404
    assert not Workshop.objects.get().is_public


def test_looking_at_a_change_makes_none(hidden):
    url = f"{hidden.url}chair/publish/"
    for change in ("site-on", "papers-on", "programme-preliminary", "programme-final"):
        page = hidden.client(hidden.chair).get(f"{url}?change={change}").content.decode()
        assert "Visitors will then see" in page
    unset = "the day of the workshop as to be determined"
    assert unset not in page
    hidden.workshop.dates.filter(key="workshop").update(at=None)
    page = hidden.client(hidden.chair).get(f"{url}?change=programme-final").content.decode()
    assert unset in page
    assert f"{workshop_facts(hidden.workshop).year}" in hidden.workshop.acronym
    hidden.workshop.refresh_from_db()
    assert (hidden.workshop.is_public, hidden.workshop.programme_state) == (False, "draft")
    assert "Visitors will then see" not in hidden.client(hidden.chair).get(f"{url}?change=x").content.decode()


def test_papers_without_their_final_version_are_counted(hidden):
    url = f"{hidden.url}chair/publish/?change=papers-on"
    editor = hidden.client(hidden.editor)
    page = editor.get(url).content.decode()
    assert "1 of them has no final PDF yet" in page
    assert "1 paper of these without a PDF" in page
    paper = Submission.objects.get(decision__outcome__startswith="accept")
    PaperFileFactory(submission=paper, kind="final", check_state="done")
    assert "final PDF" not in editor.get(url).content.decode()


def test_the_site_the_papers_the_programme_and_back(hidden):
    visitor = hidden.client()
    pages = {"": "site", "papers/": "papers", "programme/": "programme"}
    seen = lambda: {name for page, name in pages.items() if visitor.get(hidden.url + page).status_code == 200}  # noqa: E731
    assert seen() == set()
    for change, expected in (
        ("site-on", {"site"}),
        ("papers-on", {"site", "papers"}),
        ("programme-preliminary", {"site", "papers", "programme"}),
        ("programme-final", {"site", "papers", "programme"}),
        ("programme-draft", {"site", "papers"}),
        ("papers-off", {"site"}),
        ("site-off", set()),
    ):
        assert make(hidden, change).status_code == 302, change
        assert seen() == expected, change
    assert AuditEntry.objects.filter(actor=hidden.chair, about=f"workshop:{hidden.workshop.pk}").count() == 7


@pytest.mark.enumeration
def test_the_list_needs_released_decisions(hidden):
    Decision.objects.update(released_at=None)
    response = make(hidden, "papers-on")
    assert response.status_code == 422
    assert "release the decisions" in response.content.decode()
    assert Workshop.objects.get().papers_published_at is None


@pytest.mark.enumeration
def test_an_empty_programme_cannot_be_published(hidden):
    Session.objects.all().delete()
    response = make(hidden, "programme-final")
    assert response.status_code == 422
    assert Workshop.objects.get().programme_state == "draft"


@pytest.mark.enumeration
def test_who_has_not_confirmed_is_named_before(hidden):
    SessionSpeakerFactory(
        session=hidden.keynote,
        speaker=SpeakerFactory(workshop=hidden.workshop, name="Ines", status="invited"),
    )
    url = f"{hidden.url}chair/publish/?change=programme-final"
    assert "have not confirmed: Ines" in hidden.client(hidden.chair).get(url).content.decode()


def test_the_second_of_two_is_told(hidden):
    assert make(hidden, "site-on").status_code == 302
    response = make(hidden, "site-off", version=1)
    assert response.status_code == 409
    assert Workshop.objects.get().is_public


@pytest.mark.enumeration
def test_an_unknown_change_is_missing(hidden):
    assert make(hidden, "everything-on").status_code == 404
    assert make(hidden, "programme-nonsense").status_code == 404
