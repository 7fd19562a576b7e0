"""Papers accepted in another system come in as accepted ones."""

from __future__ import annotations

import pytest

from conference.models import AuditEntry, Mail
from program.elsewhere import Usual, read_papers, without
from reviews.models import Decision
from submissions.models import Submission
from tests.factories.conference import RoleFactory, TopicFactory, TrackFactory, WorkshopFactory
from tests.factories.submissions import SubmissionFactory

USUAL = Usual({"full": "Full papers", "short": "Short papers"}, "full", "poster", ("Soil",))
ROWS = """\
Title | Authors | Track | Presentation | Link | Topics
Furrows, seen from above | Ada Fiedler (Uni North, Oslo); Bo Lindqvist | short | Spotlight | https://forum.example/1?id=x | soil
Fields that move | Cy Ode, Di Penn and Ed Quill | | | |
"""


@pytest.fixture
def workshop(db):
    made = WorkshopFactory(slug="fields-2024")
    TrackFactory(workshop=made, key="full", name="Full papers")
    TrackFactory(workshop=made, key="short", name="Short papers")
    TopicFactory(workshop=made, name="Soil")
    return made


@pytest.fixture
def chair(workshop, client):
    client.force_login(RoleFactory(workshop=workshop, kind="program_chair").user)
    return client


def send(client, text, action="take"):
    return client.post(
        "/fields-2024/chair/publish/elsewhere/",
        {"track": "full", "presentation": "poster", "text": text, "action": action},
    )


def test_a_table_is_read():
    first, second = read_papers(ROWS, USUAL).papers
    assert [(author.name, author.affiliation) for author in first.authors] == [
        ("Ada Fiedler", "Uni North, Oslo"),
        ("Bo Lindqvist", ""),
    ]
    assert (first.track, first.presentation, first.topics) == ("short", "spotlight", ("Soil",))
    assert first.links == (("forum", "https://forum.example/1?id=x"),)
    assert second.author_line == "Cy Ode, Di Penn, Ed Quill"
    assert (second.track, second.presentation, second.links) == ("full", "poster", ())


def test_lines_without_a_head_and_bibtex_are_read():
    (line,) = read_papers(
        "Furrows, Ada Fiedler; Bo Lindqvist, short, oral, https://forum.example/1", USUAL
    ).papers
    assert (line.title, line.author_line, line.presentation) == (
        "Furrows",
        "Ada Fiedler, Bo Lindqvist",
        "oral",
    )
    entry = "@misc{x, title={The {Furrow} of $n$}, author={Fiedler, Ada and Bo Lindqvist}, url={https://a.example/}}"
    (entry,) = read_papers(entry, USUAL).papers
    assert (entry.title, entry.author_line) == ("The Furrow of $n$", "Ada Fiedler, Bo Lindqvist")
    assert entry.links == (("forum", "https://a.example/"),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("| Ada", "title is missing"),
        ("A title |", "authors are missing"),
        ("A title | Ada (", "can’t be read as an author"),
        ("A title | Ada | long", "no track “long”"),
        ("A title | Ada | full | talk", "none of oral"),
        ("A title | Ada | full | oral | javascript:alert(1)", "https://"),
        ("fields  THAT move! | Ada", "twice"),
        ("x" * 301 + " | Ada", "300 characters"),
        ('"A title | Ada', "quotation mark"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row, reason):
    read = read_papers(f"Fields that move | Cy Ode\n{row}", USUAL)
    assert [paper.title for paper in read.papers] == ["Fields that move"]
    (broken,) = read.broken
    assert reason in broken.reason


def test_an_empty_list_says_so():
    assert read_papers("\n", USUAL).broken[0].reason == "There is no paper in this list."
    assert "BibTeX" in read_papers("@misc{x, title={", USUAL).broken[0].reason


def test_what_is_there_already_is_left_as_it_is():
    new, known = without(read_papers(ROWS, USUAL), ["furrows seen from above"])
    assert ([paper.title for paper in new.papers], known) == (["Fields that move"], 1)


def test_papers_come_in_accepted_and_told_to_nobody(chair, workshop):
    assert "Furrows, seen from above" in send(chair, ROWS, "read").content.decode()
    assert not Submission.objects.exists()
    assert send(chair, ROWS).status_code == 302
    decisions = Decision.objects.filter(released_at__isnull=False).order_by("submission__number")
    assert [(one.submission.number, one.outcome) for one in decisions] == [
        (1, "accept_spotlight"),
        (2, "accept_poster"),
    ]
    assert not Mail.objects.exists()
    assert AuditEntry.objects.get(action="papers_taken_in").text == "Took in 2 papers accepted elsewhere."
    again = send(chair, ROWS)
    assert again.status_code == 422
    assert "2 of them are here already" in again.content.decode()
    workshop.refresh_from_db()
    workshop.is_public, workshop.papers_published_at = True, workshop.decisions_released_at
    workshop.save()
    page = chair.get("/fields-2024/papers/1/").content.decode()
    assert all(word in page for word in ("Ada Fiedler", "Uni North, Oslo", "https://forum.example/1?id=x"))


def test_papers_that_wait_for_a_decision_here_go_on_waiting(chair, workshop):
    SubmissionFactory(track=workshop.tracks.get(key="full"))
    assert send(chair, ROWS).status_code == 302
    workshop.refresh_from_db()
    assert workshop.decisions_released_at is None


def test_a_list_with_a_broken_row_is_taken_in_not_at_all(chair):
    response = send(chair, f"{ROWS}No authors |\n")
    assert response.status_code == 422
    assert "No authors" in response.content.decode()
    assert not Submission.objects.exists()


def test_only_chairs_take_papers_in(client, workshop):
    client.force_login(RoleFactory(workshop=workshop, kind="site_editor").user)
    assert client.get("/fields-2024/chair/publish/").status_code == 200
    assert send(client, ROWS).status_code == 404
    assert not Submission.objects.exists()
