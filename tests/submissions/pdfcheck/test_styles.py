"""A paper's typesetting against a style, and a style made from its own sample."""

from __future__ import annotations

from dataclasses import replace

import pytest

from submissions.pdfcheck import (
    STYLES,
    Style,
    compare_format,
    profile_from,
    report_from_json,
    style_from_json,
)

from .sheets import paper


def sample(**options):
    sheets = paper(3, **options)
    sheets.heading("References")
    sheets.entries()
    return sheets


@pytest.fixture
def measured(check):
    """The measures of a plain paper, its fonts taken as embedded."""
    report = check(sample())
    return replace(report.format, fonts_not_embedded=())


def kinds(measured, style):
    return [finding.kind for finding in compare_format(measured, style)]


def test_a_paper_keeps_the_style_of_its_own_sample(measured):
    style = profile_from(measured, name="Ours")
    assert (style.columns, style.text_size, style.line_spacing) == (1, 10.0, 12.0)
    assert kinds(measured, style) == []
    assert style_from_json(style.to_json()) == style


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"papers": ((595.3, 841.9),)}, "paper_size"),
        ({"columns": 2}, "columns"),
        ({"text_width": 300.0}, "margins"),
        ({"text_height": 400.0}, "margins"),
        ({"text_size": 11.0}, "text_size"),
        ({"line_spacing": 14.0}, "line_spacing"),
    ],
)
def test_each_departure_is_told_with_its_numbers(measured, change, kind):
    style = replace(profile_from(measured, name="Ours"), **change)
    (finding,) = compare_format(measured, style)
    assert finding.kind == kind
    assert finding.measured
    assert finding.measured in finding.text
    assert finding.expected in finding.text


def test_small_type_in_the_text_is_told_but_not_in_captions(check):
    sheets = paper(2)
    for _ in range(3):
        sheets.text("We set these lines in smaller type to save some room on the page. " * 6, 8.5)
        sheets.prose(1)
    sheets.heading("References")
    sheets.entries()
    report = check(sheets, style=replace(STYLES["free"], text_size=10.0))
    small = next(finding for finding in report.format_findings if finding.kind == "small_text")
    assert small.page == report.format.small_passages[0].page
    assert small.bbox is not None

    sheets = paper(2)
    for number in (1, 2, 3):
        sheets.down(20)
        sheets.text(f"Figure {number}: We set captions in smaller type as every style does. " * 4, 8.5)
        sheets.down(20)
        sheets.prose(1)
    sheets.heading("References")
    sheets.entries()
    report = check(sheets, style=replace(STYLES["free"], text_size=10.0))
    assert [finding.kind for finding in report.format_findings] == ["fonts_not_embedded"]


def test_columns_and_paper_are_measured(check):
    report = check(sample(columns=2), style=STYLES["ICML"])
    assert "columns" not in {finding.kind for finding in report.format_findings}
    report = check(sample(width=595.3, height=841.9), style=STYLES["ICLR"])
    assert {"paper_size"} <= {finding.kind for finding in report.format_findings}


def test_any_style_asks_for_embedded_fonts_only(check):
    report = check(sample(), style=STYLES["free"])
    assert [finding.kind for finding in report.format_findings] == ["fonts_not_embedded"]
    assert report_from_json(report.to_json()) == report
    assert check(sample()).format_findings == ()


def test_a_style_without_rules_finds_nothing(measured):
    assert kinds(measured, Style("None")) == []
