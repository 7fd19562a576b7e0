"""What visitors see, and what they do not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from lxml import html

from conference.models import DateChange, ImportantDate
from submissions.models import PaperFile, PaperLink
from tests.factories.conference import DateFactory, WorkshopFactory
from tests.factories.program import SessionFactory, SessionSpeakerFactory, SpeakerFactory, released
from tests.factories.reviews import DecisionFactory
from tests.factories.submissions import AuthorFactory, PaperFileFactory, SubmissionFactory
from tests.program.edition import accepted

PAGES = (
    "",
    "call/",
    "programme/",
    "programme.ics",
    "programme.pdf",
    "speakers/",
    "speakers/kim-vega/",
    "papers/",
    "papers.bib",
    "papers/1/",
    "people/",
)


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.mark.enumeration
def test_each_page_describes_itself_to_search_engines(edition):
    edition.paper.abstract = ""
    edition.paper.save()
    found = {}
    for page in PAGES:
        if "." not in page:
            html = text(edition.client(), edition.url + page)
            found[page] = re.search(r'<meta name="description" content="([^"]*)">', html)[1]
    assert all("Fields" in words for words in found.values()), found
    assert len(set(found.values())) == len(found)


@pytest.mark.enumeration
@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_a_visitor_and_vanishes_with_the_site(edition, page):
    url = edition.url + page
    visitor = edition.client()
    assert visitor.get(url).status_code == 200
    edition.change(is_public=False)
    assert visitor.get(url).status_code == 404
    assert edition.client(edition.outsider).get(url).status_code == 404
    assert edition.client(edition.editor).get(url).status_code == 200


@pytest.mark.enumeration
@pytest.mark.parametrize("page", PAGES)
def test_a_page_changes_nothing_and_takes_no_post(edition, page):
    assert edition.client().post(edition.url + page).status_code == 405


@pytest.mark.enumeration
def test_the_front_page_has_all_parts(edition):
    page = text(edition.client(), edition.url)
    for part in (
        "Fields 2026",
        "Second Workshop on Fields",
        "CONF 2026",
        "Lisbon",
        "18 July 2026",
        "About fields",
    ):
        assert part in page
    for part in ("Kim Vega", "What soil remembers", "Soil Fund", "chairs@fields.example"):
        assert part in page
    assert "csrf" not in page
    scripts = {'<script src="/static/js/', '<script type="application/ld+json">'}
    assert all(any(tag.startswith(known) for known in scripts) for tag in re.findall(r"<script.*", page))


@pytest.mark.enumeration
def test_an_extended_date_shows_the_old_one_struck_through(edition):
    date = ImportantDate.objects.get(key="submission_deadline")
    DateChange.objects.create(date=date, previous_at=datetime(2099, 1, 24, 11, 59, 59, tzinfo=UTC))
    page = text(edition.client(), edition.url)
    assert "23 January 2099" in page.split("<s ")[1].split("</s>")[0]
    assert "30 January 2099, 23:59 AoE" in page


@pytest.mark.enumeration
def test_a_date_to_be_determined_says_so(edition):
    DateFactory(workshop=edition.workshop, key="camera_ready", label="Camera-ready", at=None)
    assert "TBD" in text(edition.client(), edition.url)


def test_the_call_says_how_long_it_is_open_and_closes_by_itself(edition):
    url = edition.url + "call/"
    deadline = ImportantDate.objects.get(key="submission_deadline")
    with time_machine.travel(deadline.at - timedelta(days=9, hours=2), tick=False):
        page = text(edition.client(), url)
        assert "9 days left" in page
        assert f"{edition.url}submit/" in page
    with time_machine.travel(deadline.at, tick=False):
        assert f"{edition.url}submit/" in text(edition.client(), url)
    with time_machine.travel(deadline.at + timedelta(seconds=1), tick=False):
        page = text(edition.client(), url)
        assert "The call is closed." in page
        assert f"{edition.url}submit/" not in page


def test_the_call_holds_what_an_author_needs(edition):
    edition.track.references_count = False
    edition.track.save()
    page = text(edition.client(), edition.url + "call/")
    for part in ("<strong>honest</strong>", "Full papers", "at most 4 pages", "references", "Soil"):
        assert part in page


@pytest.mark.enumeration
def test_a_draft_programme_is_absent_everywhere(edition):
    visitor = edition.client()
    session = f"{edition.url}programme/{edition.keynote.public_id}.ics"
    assert visitor.get(session).status_code == 200
    assert "What soil remembers" in text(visitor, edition.url + "speakers/kim-vega/")
    edition.change(programme_state="draft")
    for page in ("programme/", "programme.ics", "programme.pdf"):
        assert visitor.get(edition.url + page).status_code == 404
        assert edition.client(edition.chair).get(edition.url + page).status_code == 404
    assert visitor.get(session).status_code == 404
    for page in ("", "speakers/", "speakers/kim-vega/", "papers/1/"):
        found = text(visitor, edition.url + page)
        assert "What soil remembers" not in found
        assert "programme" not in found
    assert visitor.get(f"/api/v1/workshops/{edition.workshop.slug}/programme/").json()["results"] == []


def test_a_preliminary_programme_is_marked(edition):
    visitor = edition.client()
    assert "preliminary" not in text(visitor, edition.url + "programme/").lower()
    edition.change(programme_state="preliminary")
    assert "preliminary" in text(visitor, edition.url + "programme/").lower()
    assert "STATUS:TENTATIVE" in text(visitor, edition.url + "programme.ics")


@pytest.mark.enumeration
@pytest.mark.parametrize("status", ["to_invite", "invited", "declined"])
def test_only_confirmed_speakers_are_public(edition, status):
    guest = SpeakerFactory(workshop=edition.workshop, slug="ines-moor", name="Ines Moor")
    SessionSpeakerFactory(session=edition.keynote, speaker=guest)
    visitor = edition.client()
    pages = [edition.url + page for page in ("", "programme/", "programme.ics", "speakers/")]
    api = f"/api/v1/workshops/{edition.workshop.slug}/"
    pages += [f"{api}speakers/", f"{api}programme/"]
    assert all("Ines Moor" in text(visitor, page) for page in pages)
    assert visitor.get(edition.url + "speakers/ines-moor/").status_code == 200
    guest.status = status
    guest.save()
    assert not any("Ines Moor" in text(visitor, page) for page in pages)
    assert "Kim Vega" in text(visitor, pages[0])
    assert visitor.get(edition.url + "speakers/ines-moor/").status_code == 404


@pytest.mark.enumeration
def test_the_programme_filters_by_kind_and_ignores_an_unknown_one(edition):
    visitor = edition.client()
    page = text(visitor, edition.url + "programme/?kind=keynote")
    assert "What soil remembers" in page
    assert "Counting furrows" not in page
    page = text(visitor, edition.url + "programme/?kind=nonsense")
    assert "What soil remembers" in page
    assert "Counting furrows" in page


@pytest.mark.enumeration
def test_a_full_day_begins_with_all_of_it_on_one_screen(edition):
    at = edition.spotlights.end
    posters = SessionFactory(
        workshop=edition.workshop, kind="posters", title="Boards", start=at, end=at + timedelta(hours=1)
    )
    posters.slots.create(submission=edition.paper, position=1, board=1)
    SessionFactory(
        workshop=edition.workshop, kind="break", title="Tea", start=at + timedelta(hours=1),
        end=at + timedelta(hours=2),
    )  # fmt: skip
    released(edition.workshop)
    page = html.fromstring(text(edition.client(), edition.url + "programme/"))
    (glance,) = page.xpath("//nav[contains(@aria-label, 'at a glance')]")
    lines = [" ".join(line.text_content().split()) for line in glance.xpath(".//li")]
    assert len(lines) == len(page.xpath("//li[@data-session]"))
    assert any("Boards 1 paper" in line for line in lines)
    for aim in glance.xpath(".//a/@href"):
        assert page.get_element_by_id(aim.removeprefix("#")) is not None
    assert "Counting furrows" in page.xpath("//details[contains(@class, 'posters')]")[0].text_content()
    filtered = html.fromstring(text(edition.client(), edition.url + "programme/?kind=keynote"))
    assert not filtered.xpath("//nav[contains(@aria-label, 'at a glance')]")


@pytest.mark.enumeration
def test_each_spotlight_has_its_own_time(edition):
    second = accepted(edition.track, title="Second paper")
    edition.spotlights.slots.create(submission=second, position=2)
    released(edition.workshop)
    page = text(edition.client(), edition.url + "programme/")
    assert (
        page.index("10:00")
        < page.index("Counting furrows")
        < page.index("10:05")
        < page.index("Second paper")
    )


@pytest.mark.enumeration
def test_times_are_those_of_the_workshops_place(edition):
    edition.change(timezone="America/Vancouver")
    page = text(edition.client(), edition.url + "programme/")
    assert 'datetime="2026-07-18T02:00-07:00"' in page
    assert "Saturday, 18 July 2026" in page


def hidden_papers(edition):
    """Papers in every state that visitors must not see, each with a title of its own."""
    track = edition.track
    rejected = SubmissionFactory(track=track, title="Hidden: rejected")
    DecisionFactory(submission=rejected, outcome="reject", released_at=datetime.now(tz=UTC))
    drafted = SubmissionFactory(track=track, title="Hidden: decided, not told")
    DecisionFactory(submission=drafted, outcome="accept_oral")
    SubmissionFactory(track=track, title="Hidden: draft", state="draft")
    SubmissionFactory(track=track, title="Hidden: under review")
    withdrawn = accepted(track, title="Hidden: withdrawn", state="withdrawn")
    edition.spotlights.slots.create(submission=withdrawn, position=2)
    return list(type(rejected).objects.filter(title__startswith="Hidden"))


def test_only_published_papers_are_public(edition):
    visitor = edition.client()
    hidden = hidden_papers(edition)
    assert len(hidden) == 5
    for page in ("papers/", "papers/?q=Hidden", "papers.bib", "programme/", "programme.ics"):
        assert "Hidden" not in text(visitor, edition.url + page).replace('value="Hidden"', "")
    for paper in hidden:
        assert visitor.get(f"{edition.url}papers/{paper.number}/").status_code == 404
        assert visitor.get(f"/api/v1/workshops/fields-2026/papers/{paper.number}/").status_code == 404
    assert visitor.get("/api/v1/workshops/fields-2026/papers/").json()["results"][1:] == []


@pytest.mark.enumeration
def test_before_publication_there_is_no_list_and_sessions_have_no_papers(edition):
    visitor = edition.client()
    assert "Counting furrows" in text(visitor, edition.url + "programme/")
    edition.change(papers_published_at=None)
    for page in ("papers/", "papers/1/", "papers.bib"):
        assert visitor.get(edition.url + page).status_code == 404
        assert edition.client(edition.chair).get(edition.url + page).status_code == 404
    found = text(visitor, edition.url + "programme/")
    assert "Spotlights" in found
    assert "Counting furrows" not in found


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=furrows", True), ("q=lindqvist", True), ("q=furrows+lindqvist", True), ("q=furrows+nobody", False),
     ("track=full", True), ("kind=spotlight", True), ("kind=oral", False), ("q=fields-2026", False)],
)  # fmt: skip
def test_search_and_filters(edition, query, found):
    page = text(edition.client(), f"{edition.url}papers/?{query}")
    assert ("Counting furrows" in page) is found
    assert ("No paper matches" in page) is not found


@pytest.mark.enumeration
def test_an_authors_address_is_nowhere(edition):
    AuthorFactory(
        submission=edition.paper, user=None, name="Zoe Last", email="zoe@secret.example", position=9
    )
    for page in PAGES:
        content = edition.client().get(edition.url + page).content
        assert b"secret.example" not in content
    assert "Zoe Last" in text(edition.client(), edition.url + "papers/1/")


@pytest.mark.enumeration
def test_a_paper_page_has_authors_links_slot_and_citation(edition):
    PaperLink.objects.create(submission=edition.paper, kind="forum", url="https://forum.example/1")
    page = text(edition.client(), edition.url + "papers/1/")
    for part in ("Ada Fiedler", "https://forum.example/1", "10:00", "@inproceedings{fiedler2026counting"):
        assert part in page
    assert '<meta name="citation_title" content="Counting furrows with $n$ lines">' in page
    assert '<meta name="citation_author" content="Bo Lindqvist">' in page


@pytest.mark.enumeration
def test_only_the_final_version_can_be_fetched(edition):
    PaperFileFactory(submission=edition.paper, content=b"%PDF blind")
    url = edition.url + "papers/1/paper.pdf"
    assert edition.client().get(url).status_code == 404
    PaperFileFactory(submission=edition.paper, kind=PaperFile.Kind.FINAL, version=1, content=b"%PDF final")
    response = edition.client().get(url)
    assert b"".join(response.streaming_content) == b"%PDF final"
    assert "/papers/1/paper.pdf" in text(edition.client(), edition.url + "papers/1/")
    edition.change(papers_published_at=None)
    assert edition.client().get(url).status_code == 404


def test_people_are_grouped(edition):
    page = text(edition.client(), edition.url + "people/")
    assert page.index("Olga Organizer") < page.index("Pavel Member") < page.index("chairs@fields.example")


def test_other_editions_show_their_figures_only_when_public(edition):
    other = WorkshopFactory(
        series=edition.workshop.series,
        slug="fields-2025",
        acronym="Fields 2025",
        is_public=True,
        submission_count=45,
        attendees="100+",
    )
    page = text(edition.client(), edition.url)
    assert "Fields 2025" in page
    assert "45" in page
    assert "100+" in page
    other.is_public = False
    other.save()
    assert "Fields 2025" not in text(edition.client(), edition.url)


def test_a_script_in_a_text_does_not_run(edition):
    edition.change(about_text="Hello <script>alert(1)</script>")
    edition.speaker.bio = "<img src=x onerror=alert(2)>"
    edition.speaker.save()
    assert "<script>alert" not in text(edition.client(), edition.url)
    page = text(edition.client(), edition.url + "speakers/kim-vega/")
    assert "<img src=x" not in page


@pytest.mark.enumeration
def test_the_menu_names_only_what_there_is(edition):
    page = text(edition.client(), edition.url)
    assert all(label in page for label in (">Call<", ">Programme<", ">Speakers<", ">Papers<", ">People<"))
    edition.change(programme_state="draft", papers_published_at=None)
    edition.speaker.status = "invited"
    edition.speaker.save()
    page = text(edition.client(), edition.url)
    assert ">Call<" in page
    assert not any(label in page for label in (">Programme<", ">Speakers<", ">Papers<"))


def test_a_photo_is_sent_for_confirmed_speakers_only(edition):
    edition.speaker.photo.save("x.jpg", ContentFile(b"\xff\xd8 jpeg"))
    url = f"{edition.url}speakers/kim-vega/photo/"
    response = edition.client().get(url)
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content) == b"\xff\xd8 jpeg"
    edition.speaker.status = "declined"
    edition.speaker.save()
    assert edition.client().get(url).status_code == 404
