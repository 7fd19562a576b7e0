"""Where the main text ends and where references and appendix begin."""

from __future__ import annotations

import pytest

from submissions.pdfcheck import Counts

from .sheets import ENTRIES, paper


def pages(report):
    return report.main_text_pages, report.references_start_page, report.appendix_start_page


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "REFERENCES",
        "R EFERENCES",
        "4  References",
        "IV. REFERENCES",
        "References:",
        "Bibliography",
        "Literature Cited",
        "Works Cited",
        "References and Notes",
    ],
)
def test_references_are_found_by_their_heading(check, heading):
    sheets = paper(2)
    sheets.heading(heading)
    sheets.entries()
    report = check(sheets)
    assert pages(report) == (2, 2, None)
    assert not report.unsure
    assert report.evidence.parts[0].words == " ".join(heading.split())


def test_a_letter_spaced_heading_is_read_as_one_word(check):
    sheets = paper(2)
    sheets.heading("REFERENCES", spacing=5)
    sheets.entries()
    assert pages(check(sheets)) == (2, 2, None)


def test_references_without_a_heading_begin_with_their_first_entry(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.entries()
    report = check(sheets)
    assert pages(report) == (2, 3, None)
    assert report.evidence.parts[0].words.startswith("N. Aldmoor")
    assert "no heading" in report.evidence.parts[0].reason


def test_references_and_appendix_both_without_a_heading(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.entries()
    sheets.new_page()
    sheets.prose(4)
    assert pages(check(sheets)) == (2, 3, 4)


def test_two_entries_without_a_heading_before_an_appendix(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.entries(2)
    sheets.new_page()
    sheets.heading("Appendix")
    sheets.prose(3)
    assert pages(check(sheets)) == (2, 3, 4)


def test_the_word_in_a_sentence_is_no_heading(check):
    sheets = paper(2)
    sheets.text("We thank the keepers of the gauges for their lists, which are given below with the other")
    sheets.text("references.")
    sheets.prose_to(3)
    sheets.heading("References")
    sheets.entries()
    assert pages(check(sheets)) == (3, 3, None)


def test_a_heading_at_the_foot_of_a_page_counts_there(check):
    sheets = paper(2)
    sheets.prose_to(2, 130)
    sheets.y = 90
    sheets.heading("References")
    sheets.new_page()
    sheets.entries()
    assert pages(check(sheets)) == (2, 2, None)


def test_a_list_that_begins_in_the_second_column(check):
    sheets = paper(3, columns=2)
    sheets.heading("References")
    sheets.entries(label="[{}] ", size=8)
    report = check(sheets)
    assert pages(report) == (3, 3, None)
    assert report.format.columns == 2


@pytest.mark.parametrize(
    "heading", ["A  Proofs", "Appendix", "Appendix A: Proofs", "Supplementary Material", "Additional Results"]
)
def test_an_appendix_after_the_references(check, heading):
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries()
    sheets.new_page()
    sheets.heading(heading)
    sheets.prose(4)
    assert pages(check(sheets)) == (2, 2, 4 if len(sheets.pages) > 3 else 3)


def test_an_appendix_before_the_references(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading("A  Proofs")
    sheets.prose(4)
    sheets.heading("References")
    sheets.entries()
    assert pages(check(sheets)) == (2, 3, 3)


def test_an_appendix_without_a_heading_is_told_by_its_text(check):
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries(6)
    sheets.new_page()
    sheets.prose(4)
    assert pages(check(sheets)) == (2, 2, 3)


@pytest.mark.parametrize(
    "heading",
    [
        "Impact Statement",
        "Ethics Statement",
        "Reproducibility Statement",
        "Limitations",
        "Acknowledgments",
        "Data Availability",
    ],
)
def test_statements_before_the_references_are_not_main_text(check, heading):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading(heading)
    sheets.text("Nothing in this survey can be used to harm the people who live by the sea.")
    sheets.heading("References")
    sheets.entries()
    assert pages(check(sheets)) == (2, 3, None)


def test_a_numbered_section_on_limitations_is_main_text(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading("4  Limitations")
    sheets.prose(1)
    sheets.heading("References")
    sheets.entries()
    assert pages(check(sheets)) == (3, 3, None)


def test_an_appendix_behind_a_statement(check):
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries(4)
    sheets.heading("Ethics Statement")
    sheets.text("Nothing in this survey can be used to harm the people who live by the sea.")
    sheets.new_page()
    sheets.heading("Omitted Proofs")
    sheets.prose(3)
    assert pages(check(sheets)) == (2, 2, len(sheets.pages))


def test_a_numbered_statement_that_decides_is_left_to_a_person(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading("4  Broader Impact")
    sheets.prose(1)
    sheets.heading("References")
    sheets.entries()
    report = check(sheets, page_limit=2)
    assert report.unsure
    assert "Broader Impact" in report.evidence.doubts[0].reason
    assert not check(sheets, page_limit=3).unsure


def test_a_checklist_after_the_references_is_no_appendix(check):
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries()
    sheets.new_page()
    sheets.heading("Paper Checklist")
    for number in range(1, 6):
        sheets.text(f"{number}. Question: Do the claims reflect what was found? Answer: Yes.")
    assert pages(check(sheets)) == (2, 2, None)


def test_line_numbers_and_running_heads_are_left_out(check):
    sheets = paper(3, line_numbers=True, head="Under review at a workshop")
    sheets.heading("References")
    sheets.entries()
    report = check(sheets)
    assert pages(report) == (3, 3, None)
    assert report.evidence.main_text_end.words[0].isalpha()


def test_heads_that_differ_on_left_and_right_pages(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading("References")
    sheets.entries()
    sheets.new_page()
    sheets.entries(3)
    for number, head in enumerate(
        ["", "Anonymous Author(s)", "A Survey of Shorelines in Dry Summers", "Anonymous Author(s)"]
    ):
        sheets.pages[number].insert(
            0, f"BT /roman 10 Tf 1 0 0 1 108 752 Tm ({head.replace('(', '').replace(')', '')}) Tj ET"
        )
    report = check(sheets)
    assert pages(report) == (2, 3, None)


def test_lists_at_the_top_of_two_pages_are_no_running_heads(check):
    sheets = paper(2)
    for heading in ("References", "Appendix", "References"):
        sheets.new_page()
        sheets.heading(heading)
        if heading == "Appendix":
            sheets.prose(3)
        else:
            sheets.entries(4)
    assert pages(check(sheets)) == (2, 3, 4)


def test_a_blank_page_before_the_references(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.pages[-1].clear()
    sheets.new_page()
    sheets.heading("References")
    sheets.entries()
    assert pages(check(sheets)) == (2, 4, None)


def test_a_caption_on_top_of_the_references_page_is_no_main_text(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.down(150)
    sheets.text("Figure 3: The harbour at low water.")
    sheets.down(20)
    sheets.heading("References")
    sheets.entries()
    report = check(sheets, page_limit=2)
    assert pages(report) == (2, 3, None)
    assert report.unsure
    assert "Figures" in report.evidence.doubts[0].reason


def test_the_limit_counts_the_main_text_only(check):
    sheets = paper(3)
    sheets.new_page()
    sheets.heading("References")
    sheets.entries()
    kept, broken = check(sheets, page_limit=3), check(sheets, page_limit=2)
    assert (kept.within_limit, broken.within_limit) == (True, False)
    assert kept.evidence.first_line_beyond is None
    assert broken.evidence.first_line_beyond.page == 3
    assert broken.evidence.first_line_beyond.bbox is not None


def test_a_track_may_count_references_and_appendix(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading("References")
    sheets.entries()
    sheets.new_page()
    sheets.heading("Appendix")
    sheets.prose(2)
    report = check(sheets, page_limit=3, counts=Counts(references=True))
    assert (report.evidence.counted_pages, report.within_limit) == (3, True)
    report = check(sheets, page_limit=3, counts=Counts(references=True, appendix=True))
    assert (report.evidence.counted_pages, report.within_limit) == (4, False)


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        ("acknowledgements", "Acknowledgements"),
        ("impact_statement", "Impact Statement"),
        ("impact_statement", "Ethics Statement"),
    ],
)
def test_a_track_may_count_statements(check, part, heading):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading(heading)
    sheets.text("These lines are left out while the paper is under review.")
    sheets.heading("References")
    sheets.entries()
    assert check(sheets, page_limit=2).within_limit
    report = check(sheets, page_limit=2, counts=Counts(**{part: True}))
    assert (report.main_text_pages, report.evidence.counted_pages, report.within_limit) == (2, 3, False)
    other = "impact_statement" if part == "acknowledgements" else "acknowledgements"
    assert check(sheets, page_limit=2, counts=Counts(**{other: True})).within_limit


@pytest.mark.parametrize(
    "heading",
    ["Cited References", "Literaturverzeichnis", "8  Notes and References", "Works consulted", "Referencias"],
)
def test_more_names_of_the_list(check, heading):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading(heading)
    sheets.entries()
    assert pages(check(sheets)) == (2, 3, None)


def test_a_figure_and_a_footnote_between_the_entries(check):
    """Floats and notes stand where there was room; the list begins before them and is no appendix after them."""
    sheets = paper(2)
    sheets.prose_to(2, 190)
    sheets.heading("References")
    sheets.entries(1)
    sheets.put("1See the references of the survey and the appendix of the maps.", 108, 76, 7)
    sheets.new_page()
    sheets.down(120)
    for line in (
        "Figure 2: We show that the model is stable and that it does not",
        "depend on the weather of the day.",
    ):
        sheets.line(line)
    sheets.down(20)
    sheets.entries(6)
    assert pages(check(sheets)) == (2, 2, None)


def test_a_list_run_on_in_one_paragraph(check):
    sheets = paper(2)
    sheets.down(6)
    sheets.text("References. " + " ".join(f"[{n}] {entry}" for n, entry in enumerate(ENTRIES, 1)), 9)
    assert pages(check(sheets)) == (2, 2, None)


def test_a_line_that_opens_many_pages_is_no_running_head(check):
    sheets = paper(1)
    for _ in range(3):
        sheets.new_page()
        sheets.line("where the symbols are as above.")
        sheets.prose_to(len(sheets.pages))
    sheets.new_page()
    sheets.heading("References")
    sheets.entries()
    report = check(sheets)
    assert pages(report) == (4, 5, None)


def test_text_after_a_page_break_behind_a_statement_is_an_appendix(check):
    sheets = paper(2)
    sheets.new_page()
    sheets.heading("References")
    sheets.entries()
    sheets.heading("Acknowledgements")
    sheets.text("Left out for review.")
    sheets.new_page()
    sheets.prose(3)
    assert pages(check(sheets)) == (2, 3, 4)


def test_a_paper_without_references_is_not_judged_where_it_matters(check):
    sheets = paper(3)
    assert not check(sheets, page_limit=3).unsure
    report = check(sheets, page_limit=2)
    assert report.unsure
    assert report.references_start_page is None
    assert "No references" in report.evidence.doubts[0].reason


def test_paper_sizes_and_measures(check):
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries()
    report = check(sheets)
    assert report.page_size == "letter"
    assert report.format.text_size == pytest.approx(10, abs=0.2)
    assert report.format.line_spacing == pytest.approx(12, abs=0.2)
    assert report.format.margin_left == pytest.approx(108, abs=2)
    tall = paper(2, width=595.3, height=841.9)
    tall.heading("References")
    tall.entries()
    assert check(tall).page_size == "a4"
