import pytest
from django.test import Client

from conference.audit import record
from conference.due import due_items
from conference.road import steps
from conference.visibility import NOBODY, viewer_of
from submissions import panels
from submissions.services import papers
from submissions.visibility import is_author
from tests.factories import (
    AuthorFactory,
    DateFactory,
    PaperFileFactory,
    RoleFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.enumeration
def test_list_shows_ones_own_papers_and_what_to_do(call, jobs_run):
    with jobs_run():
        call.complete()
    SubmissionFactory(track=call.track, title="A stranger's paper")

    page = call.client.get(call.url("my-papers/")).content.decode()

    assert "Counting trees" in page
    assert "PDF checked" in page
    assert ">Submit</a>" in page
    assert "stranger" not in page


@pytest.mark.enumeration
def test_list_says_what_was_not_submitted_in_time(call):
    call.begin()
    call.close()

    page = call.client.get(call.url("my-papers/")).content.decode()

    assert "Was not submitted in time" in page
    assert "/edit/" not in page


def test_empty_list_says_what_to_do_next(call):
    assert "No papers yet" in call.client.get(call.url("my-papers/")).content.decode()


@pytest.mark.enumeration
def test_paper_shows_its_facts_to_its_authors_only(call, stranger, client):
    paper = call.begin()
    paper.title, paper.abstract = "Counting trees", "We count <b>trees</b>."
    paper.save()
    url = call.url(f"my-papers/{paper.number}/")
    page = call.client.get(url).content.decode()

    assert "Counting trees" in page
    assert "&lt;b&gt;trees" in page
    assert "Began a draft" in page
    assert "This is a draft" in page
    assert stranger.get(url).status_code == 404
    assert stranger.get(url).content == stranger.get(call.url("my-papers/99/")).content.replace(
        b"/my-papers/99/", f"/my-papers/{paper.number}/".encode()
    )
    assert client.get(url).status_code == 302


@pytest.mark.enumeration
def test_number_counts_in_its_own_workshop_only(call):
    elsewhere = SubmissionFactory(number=1, title="Another workshop's paper")
    AuthorFactory(submission=elsewhere, user=call.author)

    assert call.client.get(f"/{elsewhere.workshop.slug}/my-papers/1/").status_code == 200
    assert call.client.get(call.url("my-papers/1/")).status_code == 404


@pytest.mark.enumeration
def test_chair_does_not_find_it_by_the_authors_door(call):
    paper = call.begin()
    chair = Client()
    chair.force_login(RoleFactory(workshop=call.workshop).user)

    assert chair.get(call.url(f"my-papers/{paper.number}/")).status_code == 404


@pytest.mark.enumeration
def test_history_keeps_to_itself_what_others_do(call):
    paper = call.begin()
    reviewer = UserFactory(name="Reviewer Secret")
    record(
        workshop=call.workshop,
        actor=reviewer,
        part="chair",
        action="assignment.live",
        about=paper.ref,
        text="Assigned to Reviewer Secret",
    )

    page = call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()

    assert "Zoë O’Brien-Nuñez: Began a draft" in page
    assert "Secret" not in page


@pytest.mark.enumeration
def test_after_the_deadline_everything_is_read_only_with_the_reason(call, jobs_run):
    with jobs_run():
        paper = call.complete()
    papers.submit(submission=paper, by=call.author)
    url = call.url(f"my-papers/{paper.number}/")
    assert "/edit/" in call.client.get(url).content.decode()
    call.close()

    page = call.client.get(url).content.decode()

    assert "It can no longer be changed" in page
    assert "closed on" in page
    assert "/edit/" not in page
    assert "/withdraw/" in page


@pytest.mark.enumeration
def test_panels_of_other_apps_stand_on_the_page(call, monkeypatch):
    paper = call.begin()
    monkeypatch.setattr(panels, "_loaders", [])
    panels.register("components/notice.html", lambda viewer, submission: {"seen": submission.number}, order=1)

    response = call.client.get(call.url(f"my-papers/{paper.number}/"))

    assert [panel.context for panel in response.context["panels"]] == [{"seen": paper.number}]


@pytest.mark.enumeration
def test_due_names_drafts_and_refused_files_until_the_deadline(call, jobs_run):
    paper = call.begin()
    [draft] = [item for item in due_items(call.author) if "/edit/" in item.url]
    assert (draft.detail, draft.action) == ("Draft, not submitted yet", "Finish and submit")
    assert draft.until == "30 January 2099, 23:59 AoE"
    assert ">30 January 2099, 23:59 AoE</time>" in call.client.get("/me/").content.decode()
    PaperFileFactory(submission=paper)
    PaperFileFactory(submission=paper, check_state="refused")
    assert [item.detail for item in due_items(call.author) if "/edit/" in item.url] == [
        "The last PDF can’t be taken as it is; version 1 stands"
    ]

    call.close()

    assert [item for item in due_items(call.author) if "/edit/" in item.url] == []


@pytest.mark.enumeration
def test_submitted_paper_is_not_due(call, jobs_run):
    with jobs_run():
        paper = call.complete()
    papers.submit(submission=paper, by=call.author)

    assert [item for item in due_items(call.author) if "/edit/" in item.url] == []


def test_is_author(call):
    paper = call.begin()

    assert is_author(viewer_of(call.author), paper)
    assert not is_author(viewer_of(UserFactory()), paper)
    assert not is_author(NOBODY, paper)


@pytest.mark.enumeration
def test_road_counts_what_came_in(call):
    SubmissionFactory(track=call.track)
    SubmissionFactory(track=call.track, state="draft")
    SubmissionFactory(track=call.track, state="withdrawn")
    DateFactory(key="notification", label="Notification")
    viewer = viewer_of(RoleFactory(workshop=call.workshop).user)

    road = {step.title: step for step in steps(viewer, call.workshop)}

    assert road["Papers"].detail == "1 submission, 1 withdrawn"
    assert road["Call for papers"].detail.startswith("Open until 30 January 2099, 23:59 AoE, ")
    call.workshop.is_public = False
    assert (
        next(step for step in steps(viewer, call.workshop) if step.title == "Call for papers").action
        == "Open the call"
    )


def test_road_of_a_closed_call(call):
    call.workshop.dates.update(at="2026-01-31T11:59:59Z")

    road = {step.title: step for step in steps(NOBODY, call.workshop)}

    assert road["Call for papers"].detail == "Closed on 30 January 2026, 23:59 AoE"
    assert road["Papers"].state == "attention"
