"""Findings before authors and chairs: their pictures, the answers, a chair's word, and what stays hidden behind the blind."""

from __future__ import annotations

import csv
import io

import pytest
from PIL import Image

from conference.models import AuditEntry
from submissions.models import FindingRuling, PaperFile
from submissions.selectors.findings import summary_of
from submissions.services.files import add_file
from submissions.services.findings import answer_finding
from tests.clients import client_of
from tests.factories import RoleFactory, UserFactory
from tests.pdfs import pdf_bytes, upload

pytestmark = pytest.mark.django_db
WORDS = "By Zoe, zoe@lake.example"
ANSWER = "This is another person, a forester."


@pytest.fixture
def paper(call, jobs_run):
    with jobs_run():
        call.complete(pdf_bytes(3, words=WORDS))
    paper = call.workshop.submissions.get()
    paper.state = "submitted"
    paper.save()
    return paper


@pytest.fixture
def chair(call):
    return client_of(RoleFactory(workshop=call.workshop, user=UserFactory(name="Cora Chair")).user)


@pytest.fixture
def finding(paper):
    return summary_of(paper.files.get()).findings[0]


def picture_of(answer):
    assert answer.status_code == 200
    return Image.open(io.BytesIO(answer.content))


def author_picture(call, paper, mark, query=""):
    file = paper.files.order_by("-version").first()
    return call.client.get(
        call.url(f"my-papers/{paper.number}/files/{file.public_id}/pictures/{mark}/{query}")
    )


def chair_path(call, paper, mark):
    return call.url(f"chair/papers/{paper.number}/files/{paper.files.get().public_id}/pictures/{mark}/")


def found_by(chair, call, text):
    """Return the numbers of the papers that a chair's search finds."""
    table = chair.get(call.url("chair/papers/"), {"q": text}).context["table"]
    return table.numbers


def exported(chair, call):
    """Return the cell of the check in a chair's CSV file of a single paper."""
    file = chair.get(call.url("chair/papers/export/papers.csv"), {"columns": "check"}).content.decode(
        "utf-8-sig"
    )
    return next(csv.DictReader(io.StringIO(file)))["PDF"]


def reddish(image):
    """Count the pixels of the frame around a marked place."""
    channels = (channel.tobytes() for channel in image.convert("RGB").split())
    return sum(red > 180 and green < 80 and blue < 110 for red, green, blue in zip(*channels, strict=True))


def test_an_author_sees_the_place_marked_on_its_page(call, paper, finding):
    page = call.client.get(call.url(f"my-papers/{paper.number}/findings/")).content.decode()
    assert f"<q>{WORDS}</q>" in page
    assert f"pictures/{finding.spots[0].mark}/" in page
    assert "The main text ends here, page 3" in page
    assert "The references begin here, page 3" in page

    near = author_picture(call, paper, finding.spots[0].mark)
    assert reddish(picture_of(near)) > 100
    whole = picture_of(author_picture(call, paper, finding.spots[0].mark, "?whole=1"))
    assert whole.height > whole.width > 1000 > picture_of(near).height * 2
    assert (near["Cache-Control"], near["X-Content-Type-Options"]) == ("private, no-cache", "nosniff")
    file = paper.files.get()
    url = call.url(f"my-papers/{paper.number}/files/{file.public_id}/pictures/{finding.spots[0].mark}/")
    assert call.client.get(url, headers={"If-None-Match": near["ETag"]}).status_code == 304
    assert call.client.get(url.replace(finding.spots[0].mark, "nothing-0")).status_code == 404


@pytest.mark.enumeration
def test_nobody_else_gets_an_authors_picture(call, paper, finding, stranger, chair):
    file = paper.files.get()
    url = call.url(f"my-papers/{paper.number}/files/{file.public_id}/pictures/{finding.spots[0].mark}/")
    assert call.client.get(url).status_code == 200

    assert stranger.get(url).status_code == 404
    assert chair.get(url).status_code == 404
    assert stranger.get(call.url(f"my-papers/{paper.number}/findings/")).status_code == 404


@pytest.mark.enumeration
def test_behind_the_blind_a_chair_gets_no_picture_that_names_an_author(call, paper, finding, chair, stranger):
    page = chair.get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    assert "An e-mail address" in page
    assert "zoe@lake" not in page.lower()
    assert finding.spots[0].mark not in page
    named, end = chair_path(call, paper, finding.spots[0].mark), chair_path(call, paper, "end")
    assert chair.get(named).status_code == 404
    assert chair.get(end).status_code == 200
    assert stranger.get(end).status_code == 404

    looked = chair.post(
        call.url(f"chair/papers/{paper.number}/look/"),
        {"look-reason": "A suspected double", "what": "authors"},
    ).content.decode()
    assert "zoe@lake.example" in looked
    look = looked.partition(f"{named}?look=")[2].partition('"')[0]
    assert reddish(picture_of(chair.get(f"{named}?look={look}"))) > 100
    other = client_of(RoleFactory(workshop=call.workshop, user=UserFactory()).user)
    assert other.get(f"{named}?look={look}").status_code == 404


@pytest.mark.enumeration
def test_what_would_name_an_author_is_painted_over(call, paper, finding, chair):
    """The page that a chair may see has the place of a finding on it: the first line of a one-page paper."""
    file = paper.files.get()
    report = file.report
    report["evidence"]["main_text_end"] |= {"page": 1}
    file.report = report
    file.save()
    box = finding.spots[0].box

    def ink(answer):
        page = picture_of(answer).convert("L")
        scale = page.width / 612
        place = page.crop(tuple(round(side * scale) for side in box))
        return sum(place.histogram()[:120])

    assert ink(author_picture(call, paper, "end", "?whole=1")) > 50
    assert ink(chair.get(chair_path(call, paper, "end") + "?whole=1")) == 0


@pytest.mark.enumeration
def test_an_answer_stands_beside_its_finding_in_later_versions_too(call, paper, finding, chair, jobs_run):
    url = call.url(f"my-papers/{paper.number}/files/{paper.files.get().public_id}/answer/")
    answer = call.client.post(url, {"key": finding.key, "text": ANSWER}, follow=True).content.decode()
    assert ANSWER in answer
    with jobs_run():
        add_file(
            kind="paper", submission=paper, uploaded_file=upload(pdf_bytes(2, words=WORDS)), by=call.author
        )

    page = call.client.get(call.url(f"my-papers/{paper.number}/findings/")).content.decode()
    assert "Version 2" in page
    assert ANSWER in page
    assert ANSWER in chair.get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    assert AuditEntry.objects.filter(action="paper.finding_answered").count() == 1


@pytest.mark.enumeration
def test_an_answer_that_names_an_author_waits_too(call, paper, finding, chair):
    answer_finding(
        file=paper.files.get(), key=finding.key, text="Ms O'Brien-Nunez is my aunt.", by=call.author
    )

    page = chair.get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    assert "names an author; it is kept until authors may be known" in page
    assert "aunt" not in page


@pytest.mark.enumeration
def test_answers_are_refused_where_they_make_no_sense(call, paper, finding, stranger):
    url = call.url(f"my-papers/{paper.number}/files/{paper.files.get().public_id}/answer/")
    long = call.client.post(url, {"key": finding.key, "text": "long " * 100})
    assert long.status_code == 422
    assert "long long" in long.content.decode()
    assert call.client.post(url, {"key": "no-such", "text": "x"}).status_code == 404
    assert stranger.post(url, {"key": finding.key, "text": "x"}).status_code == 404
    paper.state = "withdrawn"
    paper.save()
    assert call.client.post(url, {"key": finding.key, "text": "x"}).status_code == 403


@pytest.mark.enumeration
def test_answered_findings_need_no_tick(call, jobs_run):
    with jobs_run():
        paper = call.complete(pdf_bytes(3, words=WORDS))
    edit = call.edit_url(paper)
    refused = call.client.post(edit, call.form(paper, step="submit"))
    assert "Look at them" in refused.content.decode()

    file = paper.files.get()
    for found in summary_of(file).findings:
        answer_finding(file=file, key=found.key, text=ANSWER, by=call.author)
    paper.refresh_from_db()
    call.client.post(edit, call.form(paper, step="submit"))
    paper.refresh_from_db()
    assert paper.state == "submitted"


def test_a_chair_settles_a_finding_and_it_nags_no_more(call, paper, finding, chair, stranger):
    assert found_by(chair, call, "check:open") == [paper.number]
    url = call.url(f"chair/papers/{paper.number}/findings/")
    given = {"key": finding.key, "ruling": "settled", "word": "A forester, not an author."}
    assert stranger.post(url, given).status_code == 404
    assert chair.post(url, {**given, "key": "no-such"}).status_code == 404
    assert not FindingRuling.objects.exists()

    for found in summary_of(paper.files.get()).findings:
        chair.post(url, {**given, "key": found.key})

    assert found_by(chair, call, "check:open") == []
    page = chair.get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    assert "Settled by the chairs" in page
    assert "Settled: An e-mail address (A forester, not an author.)" in page
    own = call.client.get(call.url(f"my-papers/{paper.number}/findings/")).content.decode()
    assert "A forester, not an author." in own
    assert "Cora Chair" not in own
    chair.post(url, {**given, "ruling": "open"})
    assert found_by(chair, call, "check:open") == [paper.number]


def test_the_table_says_what_is_open_what_is_answered_and_what_is_settled(call, paper, chair):
    """Of two findings one is answered and then settled; the other is held open by the chair and answered anew."""
    file = paper.files.get()
    file.report["leaks"].append({"kind": "affiliation", "text": "Lake University", "page": 2})
    file.save()
    first, second = summary_of(file).findings
    url = call.url(f"chair/papers/{paper.number}/findings/")
    words = ("open", "answered", "settled", "names", "good")

    def holds():
        return [word for word in words if found_by(chair, call, f"check:{word}")]

    assert holds() == ["open", "names"]
    answer_finding(file=file, key=first.key, text=ANSWER, by=call.author)
    assert holds() == ["open", "answered", "names"]
    assert "1 answered" in exported(chair, call)
    page = chair.get(call.url("chair/papers/")).content.decode()
    assert "1 finding open, 1 answered" in page
    own = call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()
    assert "1 open, 1 answered" in own

    chair.post(url, {"key": first.key, "ruling": "settled"})
    chair.post(url, {"key": second.key, "ruling": "open"})
    assert holds() == ["open", "settled", "names"]
    answer_finding(file=file, key=second.key, text="Mended in the next version.", by=call.author)
    assert holds() == ["answered", "settled", "names"]
    chair.post(url, {"key": second.key, "ruling": "settled"})
    assert holds() == ["settled", "good"]
    assert "2 findings settled" in exported(chair, call)
    assert (
        "The chairs settled what was found"
        in call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()
    )


def test_an_unsure_length_is_decided_for_that_file_only(call, paper, chair, jobs_run):
    def make_unsure():
        file = PaperFile.objects.order_by("-version").first()
        file.report |= {"unsure": True, "leaks": []}
        file.report["evidence"]["doubts"] = [{"reason": "No heading before the references", "page": 3}]
        file.save()
        return file

    key = summary_of(make_unsure()).unsure.key
    page = chair.get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    assert "Counts as within the limit" in page
    chair.post(call.url(f"chair/papers/{paper.number}/findings/"), {"key": key, "ruling": "settled"})
    assert found_by(chair, call, "unsure:") == found_by(chair, call, "check:length") == []
    assert "settled" in exported(chair, call)

    with jobs_run():
        add_file(kind="paper", submission=paper, uploaded_file=upload(pdf_bytes(4)), by=call.author)
    make_unsure()
    assert found_by(chair, call, "unsure:") == found_by(chair, call, "check:length") == [paper.number]


@pytest.mark.enumeration
def test_what_changed_between_versions_is_said(call, paper, jobs_run):
    with jobs_run():
        add_file(kind="paper", submission=paper, uploaded_file=upload(pdf_bytes(3)), by=call.author)

    page = call.client.get(call.url(f"my-papers/{paper.number}/findings/")).content.decode()
    assert "Since version 1" in page
    assert "Gone: An e-mail address, page 1" in page
    assert "1 gone" in call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()
