"""The chairs' table of papers: what it shows, finds, counts, and keeps from whom."""

import re

import pytest
from django.utils import timezone

from tests.cast import make_cast
from tests.clients import client_of
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DecisionFactory,
    PaperFileFactory,
    ReviewFactory,
    SubmissionFactory,
    TopicFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db


def page(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def table_of(text):
    """Return the rows alone: the panels beside the table name everything that one could look for."""
    return text.partition("<tbody>")[2].partition("</tbody>")[0]


def numbers(text):
    return [int(number) for number in re.findall(r"/chair/papers/(\d+)/\"", text)]


@pytest.mark.enumeration
def test_the_table_says_what_there_is_of_each_paper(room):
    topic = TopicFactory(workshop=room.workshop, name="Forests")
    paper = room.paper(title="Counting firs")
    paper.topics.add(topic)
    PaperFileFactory(submission=paper)
    ReviewFactory(assignment=AssignmentFactory(submission=paper))
    AssignmentFactory(submission=paper)
    DecisionFactory(submission=paper, outcome="accept_spotlight")
    text = page(room.client, room.url("papers/"))
    for shown in ("Counting firs", "Decided", "4 of 4 pages", "Anonymous", "1 of 2", "Spotlight"):
        assert shown in table_of(text)
    assert "Forests" not in table_of(text)
    assert "Forests" in table_of(page(room.client, room.url("papers/"), columns="topics"))


def test_search_finds_title_abstract_and_number_and_never_an_author(room):
    room.paper("Ottoline Karamazova", title="Firs", abstract="from above")
    room.paper(title="Spruces", abstract="seen from a glider")
    assert numbers(page(room.client, room.url("papers/"), q="firs")) == [1]
    assert numbers(page(room.client, room.url("papers/"), q="glider")) == [2]
    assert numbers(page(room.client, room.url("papers/"), q="#2")) == [2]
    assert numbers(page(room.client, room.url("papers/"), q="from glider")) == [2]
    nothing = page(room.client, room.url("papers/"), q="Karamazova")
    assert numbers(nothing) == []
    assert "No paper fits" in nothing


def test_filters_sorting_and_pages_live_in_the_address(room):
    other = TrackFactory(workshop=room.workshop, name="Tiny papers")
    parent = TopicFactory(workshop=room.workshop, name="Vegetation")
    child = TopicFactory(workshop=room.workshop, name="Forests", parent=parent)
    first, second = room.paper(title="B"), SubmissionFactory(track=other, title="A")
    second.topics.add(child)
    third = room.paper(title="C", state="withdrawn")
    PaperFileFactory(
        submission=first, report={"within_limit": False, "anonymous": True, "main_text_pages": 6}
    )
    leak = {"kind": "email", "text": "zoe@lake.example", "page": 1}
    PaperFileFactory(submission=second, report={"within_limit": True, "anonymous": False, "leaks": [leak]})
    url = room.url("papers/")

    def found(text):
        return numbers(page(room.client, url, q=text))

    assert found("is:withdrawn") == [third.number]
    assert found(f"track:{other.key}") == found('track:"tiny papers"') == [second.number]
    assert found("topic:vegetation") == [second.number]
    assert found("check:length") == found("over:limit") == [first.number]
    assert found("check:names") == found("leak:") == [second.number]
    assert found("check:missing") == found("missing:pdf") == [third.number]
    assert found("check:good") == []
    assert found("title:b OR is:withdrawn") == [1, 3]
    assert numbers(page(room.client, url, sort="title")) == [2, 1, 3]
    assert numbers(page(room.client, url, sort="-title")) == [3, 1, 2]
    assert numbers(page(room.client, url, sort="; drop table", page="99", columns="x")) == [1, 2, 3]


def test_a_name_in_a_supplement_is_told_beside_the_check_of_the_paper(room):
    paper, other = room.paper(title="Dunes"), room.paper(title="Fens")
    for each in (paper, other):
        PaperFileFactory(submission=each)
    url = room.url("papers/")
    assert numbers(page(room.client, url, q="check:good")) == [1, 2]

    leak = {"kind": "email", "text": "zoe@lake.example", "page": 1}
    sent = PaperFileFactory(submission=paper, kind="supplement", report={"anonymous": False, "leaks": [leak]})
    assert numbers(page(room.client, url, q="check:good")) == [2]
    for search in ("check:open", "check:names", "leak:email"):
        assert numbers(page(room.client, url, q=search)) == [1]
    shown = table_of(page(room.client, url))
    assert shown.count("Beside it: 1 open") == 1
    assert "zoe@lake" not in shown

    # A later version of it has no name in it, or the authors take it out.
    mended = PaperFileFactory(submission=paper, kind="supplement", version=9, report={"leaks": []})
    assert numbers(page(room.client, url, q="check:good")) == [1, 2]
    mended.delete()
    sent.removed_at = timezone.now()
    sent.save()
    assert "Beside it" not in table_of(page(room.client, url))


@pytest.mark.enumeration
def test_a_paper_has_too_few_reviews_only_once_reviewing_has_begun(room):
    room.paper(title="Dunes")
    url = room.url("papers/")
    assert "Too few" not in table_of(page(room.client, url))
    room.workshop.assignments_live_at = timezone.now()
    room.workshop.save()
    shown = table_of(page(room.client, url))
    assert "0 of 0" in shown
    assert "Too few" in shown


def test_accents_and_capitals_are_one(room):
    room.paper(title="Über MÜLLER’s Žižkov meadows", abstract="")
    assert numbers(page(room.client, room.url("papers/"), q="muller uber zizkov")) == [1]
    assert numbers(page(room.client, room.url("papers/"), q="title:Müller")) == [1]
    assert numbers(page(room.client, room.url("papers/"), q="abstract:Müller")) == []
    paper = room.paper(title="x")
    paper.title = "Čapek"
    paper.save(update_fields=["title"])
    assert numbers(page(room.client, room.url("papers/"), q="capek")) == [2]


def test_a_search_that_cant_be_read_says_where(room):
    room.paper(title="Firs")
    text = page(room.client, room.url("papers/"), q="firs overall:high")
    assert "takes a number" in text
    assert "<mark>overall:high</mark>" in text
    assert numbers(text) == []


def test_a_filter_adds_its_condition_to_the_search_and_takes_it_out(room):
    room.paper(title="Firs")
    text = page(room.client, room.url("papers/"), q="firs")
    assert 'href="?q=firs%20missing%3Apdf&amp;panel=filter"' in text
    again = page(room.client, room.url("papers/"), q="firs missing:pdf")
    assert 'href="?q=firs&amp;panel=filter" aria-current="true"' in again
    assert numbers(again) == [1]


def test_drafts_are_neither_counted_nor_listed(room):
    room.paper(title="Half a thought", state="draft")
    room.paper(title="A whole one")
    text = page(room.client, room.url("papers/"))
    assert "draft" not in table_of(text).lower()
    assert "Half a thought" not in text
    assert "A whole one" in text


def test_authors_show_once_decisions_are_released(room):
    paper = room.paper("Ottoline Karamazova")
    decision = DecisionFactory(submission=paper)
    assert "Karamazova" not in page(room.client, room.url("papers/"))
    decision.released_at = timezone.now()
    decision.save()
    assert "Karamazova" in page(room.client, room.url("papers/"))


@pytest.mark.enumeration
def test_a_chair_with_a_conflict_sees_the_row_and_nothing_of_reviewing(room):
    paper = room.paper(title="Her friend's paper")
    PaperFileFactory(submission=paper)
    ReviewFactory(assignment=AssignmentFactory(submission=paper))
    DecisionFactory(submission=paper, outcome="accept_oral")
    free = table_of(page(room.client, room.url("papers/")))
    assert "Decided" in free
    assert "Oral<" in free
    assert "1 of 1" in free
    other = room.another_chair()
    ConflictFactory(submission=paper, user=other)
    kept = table_of(page(client_of(other), room.url("papers/")))
    assert "Her friend&#x27;s paper" in kept
    assert "Under review" in kept
    for hidden in ("Decided", "Oral<", "1 of 1", "4 of 4 pages", "Anonymous"):
        assert hidden not in kept
    assert numbers(page(client_of(other), room.url("papers/"), q="is:decided")) == []
    assert numbers(page(client_of(other), room.url("papers/"), q="check:good")) == []


def test_order_by_reviews_tells_a_conflicted_chair_nothing(room):
    other = room.another_chair()
    busy, idle, kept = room.paper(), room.paper(), room.paper()
    ReviewFactory(assignment=AssignmentFactory(submission=busy))
    for _ in range(2):
        ReviewFactory(assignment=AssignmentFactory(submission=kept))
    assert numbers(page(room.client, room.url("papers/"), sort="-reviews")) == [3, 1, 2]
    ConflictFactory(submission=kept, user=other)
    assert numbers(page(client_of(other), room.url("papers/"), sort="-reviews")) == [1, 2, 3]
    assert numbers(page(client_of(other), room.url("papers/"), sort="reviews")) == [2, 1, 3]
    assert idle.number == 2


@pytest.mark.enumeration
def test_a_chairs_own_paper_is_not_a_row_of_hers(room):
    paper = room.paper(title="My own work")
    assert "My own work" in page(room.client, room.url("papers/"))
    AuthorFactory(submission=paper, user=room.chair)
    assert "My own work" not in page(room.client, room.url("papers/"))
    assert room.client.get(room.url("papers/1/")).status_code == 404


@pytest.mark.enumeration
def test_a_chairs_own_draft_is_in_none_of_her_tables(room):
    draft = room.paper(title="Half a thought of mine", state="draft")
    AuthorFactory(submission=draft, user=room.chair)
    room.paper(title="Firs")
    assert numbers(page(room.client, room.url("papers/"))) == [2]
    assert numbers(page(room.client, room.url("papers/"), q="-is:withdrawn")) == [2]


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "actor", ["author", "reviewer_assigned", "area_chair_assigned", "site_editor", "site_admin"]
)
def test_nobody_but_chairs_comes_in(actor):
    cast = make_cast("reviewing")
    for rest in ("papers/", "papers/1/"):
        url = f"/{cast.workshop.slug}/chair/{rest}"
        assert client_of(cast.people["program_chair"]).get(url).status_code == 200
        assert client_of(cast.people[actor]).get(url).status_code == 404
