"""A person's publications come from a file of ORCID, of DBLP or BibTeX, and are shown before they are saved."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

URL = "/me/profile/publications/"
WORK = {
    "title": {"title": {"value": "Counting Larches"}},
    "publication-date": {"year": {"value": "2023"}},
    "journal-title": {"value": "Forest Notes"},
    "contributors": {"contributor": [{"credit-name": {"value": "Ada Ngata"}}]},
}
ORCID_JSON = json.dumps(
    {
        "activities-summary": {
            "works": {"group": [{"work-summary": [WORK, WORK]}]},
            "fundings": {"group": [{"funding-summary": [{"title": {"title": {"value": "A grant"}}}]}]},
        }
    }
)
ORCID_XML = """<?xml version="1.0"?>
<activities:works xmlns:activities="http://www.orcid.org/ns/activities" xmlns:work="http://www.orcid.org/ns/work"
  xmlns:common="http://www.orcid.org/ns/common"><activities:group><work:work-summary>
  <work:title><common:title>Counting Larches</common:title></work:title>
  <work:journal-title>Forest Notes</work:journal-title>
  <work:contributors><work:contributor><work:credit-name>Ada Ngata</work:credit-name></work:contributor></work:contributors>
  <common:publication-date><common:year>2023</common:year></common:publication-date>
</work:work-summary></activities:group></activities:works>"""
DBLP_XML = """<?xml version="1.0"?><dblpperson name="Ada Ngata"><person><author>Ada Ngata</author></person>
<r><article key="x"><author pid="1">Ada Ngata 0001</author><title>Counting <i>Larches</i>.</title><year>2023</year>
<journal>Forest Notes</journal></article></r></dblpperson>"""
BIBTEX = "@article{a, title={Counting {Larches}}, author={Ngata, Ada}, year=2023, journal={Forest Notes}}"
ENTITIES = """<!DOCTYPE dblp [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><dblp><article><title>&b;</title></article></dblp>"""


def upload(client, text):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(URL, {"file": SimpleUploadedFile("works", data)})


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "text", [ORCID_JSON, ORCID_XML, DBLP_XML, BIBTEX], ids=["json", "orcid", "dblp", "bib"]
)
def test_a_file_is_shown_and_then_saved(client, text):
    user = UserFactory()
    client.force_login(user)
    shown = upload(client, text)
    assert "1 publication to add" in shown.content.decode()
    assert not user.publications.exists()
    assert client.post(URL, {"read": shown.context["read"]}).status_code == 302
    paper = user.publications.get()
    assert (paper.title, paper.year, paper.venue, paper.authors) == (
        "Counting Larches", 2023, "Forest Notes", ["Ada Ngata"],
    )  # fmt: skip


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<dblp><article>", "The XML can&#x27;t be read"),
        (ENTITIES, "The XML can&#x27;t be read"),
        ("{broken", "The JSON can&#x27;t be read"),
        ("[" * 200_000, "The JSON can&#x27;t be read"),
        ("{}", "There is no publication in this file"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"x" * 2_000_001, "at most 2 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(client, text, words):
    user = UserFactory()
    client.force_login(user)
    answer = upload(client, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not user.publications.exists()


def test_what_was_not_shown_is_not_saved(client):
    user = UserFactory()
    client.force_login(user)
    read = upload(client, BIBTEX).context["read"]
    assert client.post(URL, {"read": read[:-3] + "xyz"}).status_code == 422
    assert client.post(URL, {}).status_code == 422
    assert not user.publications.exists()
