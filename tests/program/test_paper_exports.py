"""The accepted papers taken away, each format read back by a program that is not ours."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
import yaml
from django.core.management import CommandError, call_command
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from conference.models import AuditEntry
from program.exports import FORMATS
from program.models import ProceedingsVolume
from program.pmlr import Volume, bibliography, lacking
from program.selectors.volume import volume_of
from program.services.packages import consented_reviews
from submissions.models import PaperLink
from tests.factories import (
    AssignmentFactory,
    ConflictFactory,
    DecisionFactory,
    PaperFileFactory,
    ReviewFactory,
    SlotFactory,
    SubmissionFactory,
)
from tests.program.edition import accepted

pytestmark = pytest.mark.django_db
TITLE = "Counting furrows with $n$ lines"


@pytest.fixture
def day(edition):
    """Two papers: one with everything that a paper can have, one whose title could do harm in a table."""
    PaperFileFactory(submission=edition.paper, kind="final", version=1, content=b"%PDF-1.7 x")
    PaperLink.objects.create(submission=edition.paper, kind="code", url="https://code.example/furrows")
    edition.paper.keywords = "soil, lines"
    edition.paper.save()
    edition.second = accepted(
        edition.track, title="=Sum_of [fields] & 100 %", outcome="accept_poster", authors=("Zoë O’Nuñez",)
    )
    edition.change(programme_state="draft", papers_published_at=None)
    return edition


def fetch(edition, kind, user=None):
    return edition.client(user or edition.editor).get(f"{edition.url}chair/publish/exports/{kind}/")


@pytest.mark.enumeration
def test_markdown_shows_titles_letter_by_letter(day):
    text = fetch(day, "markdown").content.decode()
    html = MarkdownIt().render(text)
    assert f"{TITLE}</a>" in html
    assert ">=Sum_of [fields] &amp; 100 %</a>" in html
    assert 'href="https://code.example/furrows">Code</a>' in html
    assert "<h2>Full papers</h2>" in html


@pytest.mark.enumeration
def test_a_jekyll_site_gets_pages_whose_front_matter_is_yaml(day):
    answer = fetch(day, "jekyll")
    assert answer.content == fetch(day, "jekyll").content, "the same papers make the same file"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert len(archive.namelist()) == 3
    _, front, body = archive.read("_papers/001-counting-furrows-with-n-lines.md").decode().split("---\n")
    read = yaml.safe_load(front)
    assert (read["title"], read["layout"], read["sessions"][0]["start"]) == (
        TITLE, "paper", "2026-07-18T10:00+00:00",
    )  # fmt: skip
    assert body.strip() == "We count furrows from above."
    second = next(name for name in archive.namelist() if "sum-of" in name)
    assert (
        yaml.safe_load(archive.read(second).decode().split("---\n")[1])["authors"][0]["name"] == "Zoë O’Nuñez"
    )


@pytest.mark.enumeration
def test_tables_have_places_and_links_and_no_formula(day):
    header, first, second = csv.reader(io.StringIO(fetch(day, "csv").content.decode("utf-8-sig")))
    read = dict(zip(header, first, strict=True))
    assert (read["Session"], read["Start"], read["End"]) == (
        "Spotlights", "2026-07-18 10:00", "2026-07-18 10:05",
    )  # fmt: skip
    assert read["PDF"].endswith("/fields-2026/papers/1/paper.pdf")
    assert read["Code"] == "https://code.example/furrows"
    assert second[1] == "'=Sum_of [fields] & 100 %"
    sheet = openpyxl.load_workbook(io.BytesIO(fetch(day, "xlsx").content)).active
    assert [cell.value for cell in sheet[1]] == header
    assert sheet.cell(3, 2).value == "'=Sum_of [fields] & 100 %"


@pytest.mark.enumeration
def test_a_virtual_conference_gets_its_columns(day):
    board = SlotFactory(submission=day.second, session=day.spotlights, board=7)
    day.spotlights.kind = "posters"
    day.spotlights.save()
    rows = list(csv.DictReader(io.StringIO(fetch(day, "virtual").content.decode("utf-8-sig"))))
    first = rows[0]
    assert list(first)[:6] == ["UID", "title", "authors", "abstract", "keywords", "sessions"]
    assert (first["UID"], first["authors"], first["keywords"]) == (
        "fields-2026-1", "Ada Fiedler|Bo Lindqvist", "soil|lines",
    )  # fmt: skip
    assert (first["start"], first["end"]) == ("2026-07-18T10:00:00Z", "2026-07-18T10:30:00Z")
    assert rows[1]["board"] == str(board.board)


@pytest.mark.enumeration
def test_json_bibtex_and_latex_read_back(day):
    papers = json.loads(fetch(day, "json").content)["papers"]
    assert [paper["number"] for paper in papers] == [1, 2]
    assert papers[0]["links"]["code"] == "https://code.example/furrows"
    entries = parse_string(fetch(day, "bibtex").content.decode(), "bibtex").entries
    assert {entry.fields["title"] for entry in entries.values()} == {TITLE, r"{=Sum\_of} [fields] \& 100 \%"}
    latex = fetch(day, "latex").content.decode("ascii")
    assert r"=Sum\_of [fields] \& 100 \%" in latex
    assert r"Zo{\"e}" in latex
    assert latex.count(r"\begin{itemize}") == latex.count(r"\end{itemize}") == 1


@pytest.mark.enumeration
def test_the_page_previews_each_format_and_refuses_others(day):
    url = f"{day.url}chair/publish/exports/"
    for key, made in FORMATS.items():
        page = day.client(day.editor).get(f"{url}?format={key}")
        assert (page.status_code, page.context["chosen"]) == (200, made)
        assert "furrows" in page.context["preview"]
    for path in ("", "csv/", "volume/"):
        assert day.client(day.outsider).get(url + path).status_code == 404
    assert fetch(day, "word").status_code == 404
    assert day.client(day.editor).get(url + "volume/").status_code == 404, "the volume is the chairs'"
    assert day.client(day.editor).get(f"{day.url}chair/publish/").context["tabs"][1].url == url


@pytest.mark.enumeration
def test_a_paper_kept_from_a_chair_is_in_none_of_her_files(day):
    assert TITLE in fetch(day, "csv", day.chair).content.decode("utf-8-sig")
    ConflictFactory(submission=day.paper, user=day.chair)
    for kind in FORMATS:
        content = fetch(day, kind, day.chair).content
        assert b"Fiedler" not in content
        assert b"urrows" not in content
    page = day.client(day.chair).get(f"{day.url}chair/publish/exports/").text
    assert "One accepted paper is left out" in page
    day.change(papers_published_at=day.workshop.decisions_released_at)
    assert b"Fiedler" in fetch(day, "csv", day.chair).content, "what all may see she may see"


def test_nothing_undecided_or_rejected_goes_out(day):
    SubmissionFactory(track=day.track, title="Still waiting")
    rejected = SubmissionFactory(track=day.track, title="Sent away")
    DecisionFactory(submission=rejected, outcome="reject", released_at=day.workshop.decisions_released_at)
    held = SubmissionFactory(track=day.track, title="Not told yet")
    DecisionFactory(submission=held, outcome="accept_oral")
    assert len(json.loads(fetch(day, "json", day.chair).content)["papers"]) == 2


@pytest.mark.enumeration
def test_exports_take_as_many_queries_for_200_papers_as_for_10(day, django_assert_num_queries):
    client = day.client(day.editor)
    client.get(f"{day.url}chair/publish/exports/csv/")
    for size in (10, 200):
        for _ in range(day.workshop.submissions.count(), size):
            accepted(day.track, authors=("One Author",))
        with django_assert_num_queries(17):
            assert client.get(f"{day.url}chair/publish/exports/csv/").status_code == 200


def test_the_command_writes_what_visitors_may_have(day, tmp_path, capsys):
    file = tmp_path / "papers.json"
    call_command("export_papers", "fields-2026", "json", file)
    assert json.loads(file.read_text())["papers"] == [], "nothing is published"
    day.change(papers_published_at=day.workshop.decisions_released_at)
    call_command("export_papers", "fields-2026", "json", file)
    assert [paper["number"] for paper in json.loads(file.read_text())["papers"]] == [1, 2]
    with pytest.raises(CommandError):
        call_command("export_papers", "nothing", "json", file)


VOLUME = {
    "title": "Proceedings of Fields", "name": "Second Workshop on Fields", "short_name": "Fields", "series": "PMLR",
    "number": "262", "conference_number": "2", "editors": "Olga Organizer\n\nJan van der Berg\n", "start": "2026-07-18",
    "end": "2026-07-19", "address": "Hall, Lisbon, Portugal", "preface": "Welcome.",
}  # fmt: skip


def test_the_facts_of_the_volume_are_entered_once(day):
    url = f"{day.url}chair/publish/exports/volume/"
    client = day.client(day.chair)
    form = client.get(url).context["form"]
    assert (form["editors"].value(), form["short_name"].value()) == ("Olga Organizer", "Fields")
    assert volume_of(day.workshop).volume == ""
    assert client.post(url, {**VOLUME, "seen": "0"}).status_code == 302
    found = volume_of(day.workshop)
    assert (found.volume, found.editors) == ("262", ("Olga Organizer", "Jan van der Berg"))
    assert (found.end.isoformat(), found.number, found.series) == ("2026-07-19", "2", "PMLR")
    assert AuditEntry.objects.filter(action="volume_changed").count() == 1
    stale = client.post(url, {**VOLUME, "seen": "0", "preface": "Typed in vain?"})
    assert (stale.status_code, "Typed in vain?" in stale.text) == (409, True)
    wrong = client.post(url, {**VOLUME, "seen": "1", "end": "2026-07-01", "number": "two"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"end", "number"})
    assert ProceedingsVolume.objects.get().version == 1


def test_the_bibtex_of_a_volume_says_what_was_entered():
    volume = Volume(
        name="Workshop on Fields", shortname="Fields", booktitle="Proceedings of Fields", editors=("Jan van der Berg",),
        start=date(2026, 7, 18), end=date(2026, 7, 19), address="Lisbon", url="https://x.example/", volume="262",
        series="Proceedings of Machine Learning Research", number="2",
    )  # fmt: skip
    entry = parse_string(bibliography(volume, [], []), "bibtex").entries["fields2026"]
    wanted = {"volume": "262", "series": "Proceedings of Machine Learning Research", "conference_number": "2",
              "start": "2026-07-18", "end": "2026-07-19", "address": "Lisbon"}  # fmt: skip
    assert {name: entry.fields[name] for name in wanted} == wanted
    assert str(entry.persons["editor"][0]) == "van der Berg, Jan"
    assert lacking(volume) == []


@pytest.mark.enumeration
def test_consented_reviews_take_as_many_queries_for_one_paper_as_for_many(day, django_assert_num_queries):
    for paper in (day.paper, day.second):
        for _ in range(2):
            ReviewFactory(assignment=AssignmentFactory(submission=paper), forward_consent=True)
    for papers in ([day.paper], [day.paper, day.second]):
        with django_assert_num_queries(4):
            found = consented_reviews(papers)
        assert [len(found[paper.pk]) for paper in papers] == [2] * len(papers)
        assert found[day.paper.pk][1].startswith("Review 2")
