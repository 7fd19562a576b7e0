"""The committee's publications from one file, and a person's own from PDFs: seen before they are saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.models import AuditEntry
from conference.publications import UnreadableError
from reviews.expertise_list import read_expertise
from tests.clients import client_of
from tests.factories import UserFactory
from tests.submissions.pdfcheck.sheets import Sheets

BIBTEX = """
@article{a, title={Moss on north walls}, author={Keller, Jörg}, year={2023}, abstract={We measure moss.}}
@article{b, title={Lichens by phone}, author={Someone Else}, reviewer={ann.other@lake.example}}
@article{c, title={Nobody's paper}, author={Stranger, Sam}}
@article{d, title={Known already}, author={Jorg Keller and Lee Ann}}
"""


def test_each_entry_says_whose_it_is_and_a_broken_file_is_refused_whole():
    found = read_expertise("Reviewer;Title;Year;Authors\nann@lake.example;On ferns;2021;A. One; B. Two\n")
    assert [(item.row, item.who, item.paper.title, item.paper.year) for item in found] == [
        (2, ("ann@lake.example",), "On ferns", 2021)
    ]
    assert [item.by_authors for item in read_expertise(BIBTEX)] == [True, False, True, True]
    for text, words in (
        ("reviewer,title\nann@lake.example,\n", "Row 2 lacks"),
        ("who,what\na,b\n", "name the columns"),
        ("", "name the columns"),
        ("@article{a, title={x", "BibTeX can't be read"),
        ("reviewer,title\n", "no publication"),
    ):
        with pytest.raises(UnreadableError, match=words):
            read_expertise(text)


@pytest.mark.django_db
def test_a_file_is_matched_with_the_committee_and_adds_only_what_is_new(room):
    jorg, ann = room.reviewer("Jörg Keller"), room.reviewer("Ann Other")
    room.reviewer("Nora Nothing")
    ann.emailaddress_set.create(email="ann.other@lake.example", verified=True)
    jorg.publications.create(title="Known already")
    url = room.url("reviewers/expertise/")
    assert "Ann Other, Nora Nothing" in room.client.get(url).content.decode()

    file = SimpleUploadedFile("papers.bib", BIBTEX.encode())
    seen = room.client.post(url, {"file": file}).content.decode()
    assert "2 publications to add" in seen
    assert "None of its authors is on the committee" in seen
    assert "Still without any publication: Nora Nothing." in seen
    assert ann.publications.count() == 0

    for _ in range(2):
        room.client.post(url, {"text": BIBTEX, "step": "add"})
    assert set(jorg.publications.values_list("title", "abstract")) == {
        ("Moss on north walls", "We measure moss."),
        ("Known already", ""),
    }
    assert [row.title for row in ann.publications.all()] == ["Lichens by phone"]
    assert AuditEntry.objects.get(action="expertise_added").text.startswith("2 publications")


@pytest.mark.django_db
def test_two_of_one_name_are_not_guessed_and_strangers_stay_out(room):
    first, second = room.reviewer("Wei Zhang"), room.reviewer("Wei Zhang")
    url = room.url("reviewers/expertise/")
    seen = room.client.post(url, {"text": "reviewer,title\nWei Zhang,On rice\n"}).content.decode()
    assert "Two of the committee have this name" in seen
    assert "Nothing new" in seen
    assert room.client.post(url, {"text": "nonsense"}).status_code == 422
    assert client_of(first).get(url).status_code == 404
    assert not second.publications.exists()


@pytest.mark.django_db
def test_own_papers_come_from_pdfs_with_their_abstracts(tmp_path):
    user = UserFactory()
    client = client_of(user)
    sheets = Sheets()
    sheets.line("Counting Moss on North Walls", 17, "bold")
    sheets.line("Jane Doe, Hill College")
    sheets.heading("Abstract")
    sheets.text("We count moss with a phone and a ruler. The ruler wins.")
    sheets.heading("1 Introduction")
    sheets.prose(3)
    pdf = sheets.save(tmp_path / "moss.pdf").read_bytes()
    paper = SimpleUploadedFile("moss.pdf", pdf, "application/pdf")
    seen = client.post("/me/profile/publications/", {"pdfs": [paper]})
    text = seen.content.decode()
    assert "Counting Moss on North Walls" in text
    sealed = text.partition('name="read" value="')[2].partition('"')[0]
    client.post("/me/profile/publications/", {"read": sealed})
    assert user.publications.get().abstract == "We count moss with a phone and a ruler. The ruler wins."

    broken = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 nothing", "application/pdf")
    refused = client.post("/me/profile/publications/", {"pdfs": [broken]})
    assert refused.status_code == 422
    assert "scan.pdf:" in refused.content.decode()
    many = [SimpleUploadedFile(f"{at}.pdf", b"%PDF-1.4") for at in range(6)]
    assert client.post("/me/profile/publications/", {"pdfs": many}).status_code == 422
