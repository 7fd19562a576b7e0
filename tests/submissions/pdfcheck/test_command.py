"""`manage.py check_pdf`."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from .sheets import paper

KEYS = {
    "total_pages",
    "main_text_pages",
    "references_start_page",
    "appendix_start_page",
    "within_limit",
    "unsure",
    "page_size",
    "anonymous",
    "leaks",
    "errors",
    "evidence",
    "format",
    "format_findings",
}


@pytest.fixture
def file(tmp_path):
    sheets = paper(2)
    sheets.text("Zoë Brännström drew the labels.")
    sheets.heading("References")
    sheets.entries()
    return str(sheets.save(tmp_path / "paper.pdf"))


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("check_pdf", *arguments, stdout=out)
    return out.getvalue()


def test_one_json_object(file):
    answer = json.loads(
        run(file, "--page-limit", "1", "--author", "Zoë Brännström", "--author", "Ann Other", "--json")
    )
    assert set(answer) == KEYS
    assert (answer["total_pages"], answer["main_text_pages"], answer["references_start_page"]) == (2, 2, 2)
    assert (answer["within_limit"], answer["unsure"], answer["anonymous"]) == (False, False, False)
    assert [(leak["kind"], leak["page"]) for leak in answer["leaks"]] == [("author_name", 2)]
    assert answer["errors"] == []


def test_text_for_people(file):
    said = run(file, "--page-limit", "2")
    assert "Main text ends on page 2: within the limit" in said
    assert "Anonymous: yes" in said


def test_a_track_s_counts_and_style_can_be_asked_for(file):
    answer = json.loads(run(file, "--page-limit", "2", "--style", "ICLR", "--count", "references", "--json"))
    assert "fonts_not_embedded" in {finding["kind"] for finding in answer["format_findings"]}
    assert answer["evidence"]["counted_pages"] == 2
    assert "Format: These fonts" in run(file, "--page-limit", "2", "--style", "free")


def test_a_file_that_cannot_be_accepted_is_an_answer(tmp_path):
    path = tmp_path / "empty.pdf"
    path.touch()
    answer = json.loads(run(str(path), "--page-limit", "2", "--json"))
    assert [error["kind"] for error in answer["errors"]] == ["empty"]


def test_a_missing_file(tmp_path):
    with pytest.raises(CommandError, match="can't be opened"):
        run(str(tmp_path / "nothing.pdf"), "--page-limit", "2")
