"""Papers that lie on their side as a whole are read like upright ones; turned tables in an upright paper stay as they are."""

from __future__ import annotations

import dataclasses

import pikepdf
import pytest

from submissions.pdfcheck import check_pdf, render_page

from .sheets import paper

AUTHOR = "Olga Quistgaard"
MATRICES = {1: "0 -1 1 0 0 {w}", 2: "-1 0 0 -1 {w} {h}", 3: "0 1 -1 0 {h} 0"}
"""What turns the content of a page clockwise by so many quarters and puts it back onto the sheet."""


def turned_by_flag(path, quarters):
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for page in document.pages:
            page.Rotate = 90 * quarters
        document.save(path)


def turned_by_content(path, quarters):
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for page in document.pages:
            width, height = (float(side) for side in page.MediaBox[2:])
            matrix = MATRICES[quarters].format(w=width, h=height)
            page.contents_add(f"q {matrix} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            if quarters % 2:
                page.MediaBox = [0, 0, height, width]
        document.save(path)


@pytest.fixture
def upright(check, tmp_path):
    """A paper with an author's name on it, its report, and a picture of its first page."""
    sheets = paper(2)
    sheets.text(f"This is the work of {AUTHOR}.")
    sheets.heading("References")
    sheets.entries()
    report = check(sheets, page_limit=2, authors=[AUTHOR])
    assert (report.main_text_pages, report.references_start_page, report.unsure) == (2, 2, False)
    assert [leak.kind for leak in report.leaks] == ["author_name"]
    return report, tmp_path / "paper.pdf"


@pytest.mark.parametrize("turn", [turned_by_flag, turned_by_content])
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_paper_that_lies_on_its_side_is_read_as_if_it_stood(upright, turn, quarters):
    expected, path = upright
    leak = expected.leaks[0]
    picture = render_page(path, leak.page, width=300, mark=leak.bbox)
    turn(path, quarters)
    found = check_pdf(path, page_limit=2, authors=[AUTHOR])

    assert found.errors == ()
    for name in ("main_text_pages", "references_start_page", "within_limit", "unsure", "page_size"):
        assert getattr(found, name) == getattr(expected, name), name
    assert found.leaks[0].bbox == pytest.approx(leak.bbox, abs=0.5)
    assert dataclasses.replace(found.leaks[0], bbox=None) == dataclasses.replace(leak, bbox=None)
    again = render_page(path, leak.page, width=300, mark=found.leaks[0].bbox)
    assert again[:24] == picture[:24], "the same size, in the head of the PNG"


def test_a_turned_table_in_an_upright_paper_is_left_as_it_lies(check, tmp_path):
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries()
    sheets.new_page()
    table = " ".join(f"{number}.5" for number in range(80))
    sheets.pages[-1].append(f"BT /roman 9 Tf 0 1 -1 0 300 100 Tm ({table}) Tj ET")
    report = check(sheets, page_limit=2)
    assert (report.main_text_pages, report.references_start_page, report.total_pages) == (2, 2, 3)
    wide, high = (
        int.from_bytes(render_page(tmp_path / "paper.pdf", 3, width=300)[at : at + 4]) for at in (16, 20)
    )
    assert high > wide
