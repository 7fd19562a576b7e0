"""Citations that other programs read back as they were meant."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from program import citation
from program.citation import CitedPaper

PAPER = CitedPaper(
    title="GeoAI for 50% of fields: a study of $\\alpha_{i}$ & Kenya",
    authors=("Ludwig van Beethoven", "Marc Rußwurm", "Plato", "Rolls and Royce Ltd"),
    booktitle="Second Workshop on Fields at CONF 2026",
    year=2026,
    url="https://fields.example/papers/1/",
    month="July",
    address="Lisbon, Portugal",
)


def entry(text):
    [found] = parse_string(text, "bibtex").entries.values()
    return found


def test_an_entry_reads_back():
    found = entry(citation.bibtex(PAPER, "key2026"))
    assert found.type == "inproceedings"
    assert found.fields["year"] == "2026"
    assert found.fields["url"] == PAPER.url
    names = [
        (" ".join(p.first_names), " ".join(p.prelast_names), " ".join(p.last_names))
        for p in found.persons["author"]
    ]
    assert names[0] == ("Ludwig", "van", "Beethoven")
    assert names[1] == ("Marc", "", "Rußwurm")
    assert names[2][2] == "Plato"
    assert len(names) == 4


def test_titles_keep_formulas_escape_signs_and_protect_names():
    title = entry(citation.bibtex(PAPER, "k")).fields["title"]
    assert "$\\alpha_{i}$" in title
    assert "50\\%" in title
    assert "\\&" in title
    assert "{GeoAI}" in title
    assert "{Kenya}" in title, "in a title in sentence case a capital is a name"
    assert (
        citation.protect("Counting Trees in Large Images with GeoAI")
        == "Counting Trees in Large Images with {GeoAI}"
    )


def test_money_is_not_a_formula():
    assert citation.escape("costs $5 and $10") == r"costs \$5 and \$10"


def test_keys_are_told_apart_and_plain():
    papers = [
        PAPER,
        CitedPaper("GeoAI again", PAPER.authors, "B", 2026, "u"),
        CitedPaper("The Łódź map", ("Żofia Ćwik",), "B", 2025, "u"),
    ]
    assert citation.keys(papers) == ["vanbeethoven2026geoaia", "vanbeethoven2026geoaib", "cwik2025lodz"]


def test_a_bibliography_has_each_paper_once():
    found = parse_string(citation.bibliography([PAPER, PAPER, PAPER]), "bibtex").entries
    assert len(found) == 3


def test_what_is_unknown_is_left_out():
    bare = CitedPaper("A title", ("A One",), "Book", None, "https://x.example")
    fields = entry(citation.bibtex(bare, "k")).fields
    assert set(fields) == {"title", "booktitle", "url"}
    assert citation.sentence(bare) == "A One. A title. In Book."


def test_a_sentence_names_the_year_once():
    assert citation.sentence(PAPER).endswith("In Second Workshop on Fields at CONF 2026.")
    assert (
        citation.sentence(CitedPaper("Why?", ("A", "B"), "Book", 2024, "u")) == "A and B. Why? In Book, 2024."
    )


def test_tags_for_scholarly_search():
    tags = citation.tags(PAPER)
    assert tags[0] == ("citation_title", PAPER.title)
    assert [value for name, value in tags if name == "citation_author"] == list(PAPER.authors)
    assert ("citation_publication_date", "2026") in tags
    assert "citation_pdf_url" not in dict(tags)


@given(st.text(alphabet=string.printable + "éß$\\{}%&#_~^", max_size=80))
def test_any_title_gives_an_entry_that_parses(title):
    paper = CitedPaper(title or "x", ("A One",), "Book", 2026, "https://x.example")
    assert entry(citation.bibtex(paper, "k")).fields["booktitle"] == "Book"
