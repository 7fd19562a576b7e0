"""Words and places that look like the end of the main text and are not, or are and do not look like it."""

from __future__ import annotations

import pikepdf
import pytest

from submissions.pdfcheck import check_pdf

from .sheets import Sheets, paper
from .test_main_text import pages


def ended(sheets: Sheets) -> Sheets:
    sheets.heading("References")
    sheets.entries()
    return sheets


@pytest.mark.parametrize("row", ["Appendix 0.62 0.84", "References 12 0.31", "Appendix 11 31"])
def test_a_row_of_a_table_is_no_heading(check, row):
    sheets = paper(2)
    sheets.line("Ours 0.81 0.90", indent=120)
    sheets.line(row, indent=120)
    sheets.prose_to(3)
    assert pages(check(ended(sheets))) == (3, 3, None)


def test_where_all_text_is_bold_a_line_of_it_is_no_heading(check):
    sheets = Sheets()
    sheets.title()
    for _ in range(60):
        sheets.line("The coast moves a little every year, and what we see of that in the", font="bold")
    sheets.line("Appendix.", font="bold")
    for _ in range(20):
        sheets.line("archive of images shows by how much it does, as the gauges tell us.", font="bold")
    last = len(sheets.pages)
    sheets.new_page()
    sheets.heading("References", size=13)
    sheets.entries()
    assert pages(check(sheets)) == (last, last + 1, None)


def test_a_paragraph_that_begins_with_the_word_does_not_open_a_list_far_behind_it(check):
    sheets = paper(2)
    sheets.text("References. We follow the habit of earlier surveys and name only what we used ourselves.")
    sheets.prose_to(2)
    sheets.new_page()
    sheets.line("references", indent=180)
    sheets.down(12)
    sheets.entries()
    assert pages(check(sheets)) == (2, 3, None)


def test_a_list_that_goes_on_in_the_line_of_its_heading(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.text("References. [1] " + " ".join(sheets.words.__next__() for _ in range(4)))
    sheets.entries(label="[{}] ")
    assert pages(check(sheets)) == (2, 3, None)


@pytest.mark.parametrize("label", ["{} ", "({}) ", "{}. "])
def test_entries_that_begin_with_a_number(check, label):
    sheets = paper(2)
    sheets.new_page()
    sheets.line("Cited Literature", indent=160)
    sheets.down(4)
    sheets.entries(4, label)
    sheets.heading("Limitations")
    sheets.prose(1)
    assert pages(check(sheets)) == (2, 3, None)


def test_headings_in_the_middle_of_their_line_need_no_other_type(check):
    """A manuscript set with two lines' room throughout, its headings centred and otherwise like its text."""
    sheets = Sheets()
    sheets.title()

    def centred(words):
        sheets.line(words, font="mono", indent=204 - 3 * len(words))
        sheets.down(12)

    for words in ("Introduction", "Results", "Discussion"):
        centred(words)
        for _ in range(20):
            sheets.line("The coast moves a little every year, and we see this in the maps of", font="mono")
            sheets.down(12)
    last = len(sheets.pages)
    centred("References")
    sheets.entries()
    sheets.new_page()
    centred("A Additional Results")
    for _ in range(9):
        sheets.line("There is no reason to think that the same holds for rivers and lakes", font="mono")
    report = check(sheets)
    assert pages(report) == (last, last, len(sheets.pages))
    assert report.evidence.parts[-1].words == "A Additional Results"


def test_a_subsection_a_of_a_paper_without_numbers_is_no_appendix(check):
    sheets = Sheets()
    sheets.title()
    for words in ("Introduction", "Experiments"):
        sheets.heading(words)
        sheets.prose(6)
    sheets.heading("A. Training")
    sheets.prose(4)
    sheets.heading("Conclusion")
    sheets.prose(2)
    last = len(sheets.pages)
    assert pages(check(ended(sheets)))[::2] == (last, None)


def test_the_few_line_numbers_of_a_last_page_are_not_text(check):
    sheets = paper(2, line_numbers=True, numbers_at=90)
    ended(sheets)
    sheets.new_page()
    sheets.heading("Reproducibility Statement")
    sheets.line("All settings stand in the text.")
    assert pages(check(sheets)) == (2, 2, None)


def test_letters_set_apart_are_put_together_into_words(check):
    sheets = ended(paper(2))
    sheets.heading("SUPPLEMENTARY  MATERIAL", size=10, spacing=4)
    sheets.prose(2)
    report = check(sheets)
    assert [part.part for part in report.evidence.parts] == ["references", "appendix"]
    assert report.evidence.parts[-1].words == "SUPPLEMENTARY MATERIAL"


@pytest.mark.parametrize("heading", ["Online Supplement", "A.1 Derivations"])
def test_an_appendix_before_the_references(check, heading):
    sheets = paper(2)
    sheets.heading(heading)
    sheets.prose_to(3)
    assert pages(check(ended(sheets))) == (2, 3, 2)


def test_a_page_that_its_file_turns_is_read_line_by_line(check, tmp_path):
    sheets = paper(2)
    sheets.down(20)
    sheets.put("R", sheets.left, sheets.y, 12)
    sheets.put("EFERENCES", sheets.left + 8.5, sheets.y, 9.6)
    sheets.down(20)
    sheets.entries(3)
    assert pages(check(sheets)) == (2, 2, None)
    with pikepdf.open(tmp_path / "paper.pdf", allow_overwriting_input=True) as document:
        for page in document.pages:
            page.Rotate = 180
        document.save(tmp_path / "paper.pdf")
    report = check_pdf(tmp_path / "paper.pdf", page_limit=2)
    assert pages(report) == (2, 2, None)
    assert report.evidence.parts[0].words == "R EFERENCES"
