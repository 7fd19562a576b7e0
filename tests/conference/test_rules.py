"""Rules without a database: time, Markdown, lists of publications."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conference.deadlines import AOE, DatedFact, contradictions, end_of_day, is_past, remaining, to_utc
from conference.markdown import plain, render_markdown
from conference.publications import UnreadableError, read_publications

NOON = datetime(2026, 2, 7, 11, 59, 59, tzinfo=UTC)


def test_end_of_a_day_anywhere_on_earth():
    assert end_of_day(date(2026, 2, 6), AOE) == NOON


def test_deadline_counts_to_its_last_second():
    assert not is_past(NOON, NOON)
    assert not is_past(NOON, NOON + timedelta(microseconds=999_999))
    assert is_past(NOON, NOON + timedelta(seconds=1))
    assert not is_past(None, NOON)


def test_wall_clock_that_is_skipped_moves_forward():
    skipped = to_utc(datetime(2026, 3, 29, 2, 30), ZoneInfo("Europe/Berlin"))
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(days=12, hours=5), "12 days"),
        (timedelta(days=1, hours=2), "1 day 2 hours"),
        (timedelta(hours=3, minutes=1), "3 hours 1 minute"),
        (timedelta(seconds=20), "1 minute"),
        (timedelta(seconds=-1), "over"),
    ],
)
def test_time_left_in_words(ahead, words):
    assert remaining(NOON + ahead, NOON) == words


def fact(key, *ymd):
    return DatedFact(key, key.capitalize(), datetime(*ymd, tzinfo=UTC))


def test_season_over_the_turn_of_the_year_is_no_contradiction():
    dates = [
        fact("submission_deadline", 2026, 11, 6),
        fact("review_deadline", 2026, 12, 1),
        fact("notification", 2026, 12, 20),
        fact("workshop", 2027, 4, 26),
    ]
    assert contradictions(dates) == []


def test_wrong_year_and_wrong_order_are_named():
    dates = [
        fact("submission_deadline", 2026, 2, 6),
        fact("notification", 2026, 3, 1),
        fact("workshop", 2025, 4, 26),
    ]
    assert contradictions(dates) == [
        "Workshop (26 April 2025) comes before Notification (1 March 2026).",
        "Workshop is in 2025, while most dates are in 2026.",
    ]


def test_markdown_is_safe():
    hostile = (
        "# Hi <script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)> <b>bold</b>"
    )
    html = render_markdown(hostile)
    assert html.startswith("<h2>Hi")
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_highest_heading_of_a_text_is_of_level_two_whatever_its_writer_began_with():
    assert "<h2>One</h2>" in render_markdown("## One\n\n### Two")
    assert "<h3>Two</h3>" in render_markdown("## One\n\n### Two")
    assert render_markdown("# One\n\n## Two") == render_markdown("## One\n\n### Two")


def test_markdown_is_read_without_html_too():
    text = "Your paper **Moss & _moss_** waits: [http://x.example/a_b/](http://x.example/a_b/)\n\n- [A \\[b\\]](http://y.example), 2 ** 3\n<http://z.example>"
    assert plain(text) == (
        "Your paper Moss & _moss_ waits: http://x.example/a_b/\n\n- A [b]: http://y.example, 2 ** 3\nhttp://z.example"
    )


def test_markdown_does_what_a_call_needs():
    html = render_markdown(
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n- *one*\n- ~~two~~\n\n[site](https://x.example)"
    )
    assert "<table>" in html
    assert "<em>one</em>" in html
    assert "<s>two</s>" in html
    assert 'href="https://x.example"' in html


def test_bibtex_is_read():
    papers = read_publications(
        r"""@inproceedings{a, title={Trees {from} Above}, year=2024, booktitle={Proc. of Forests},
        author={M{\"u}ller, Anna and Ngata, Ada}}"""
    )
    assert [(p.title, p.year, p.venue, p.authors) for p in papers] == [
        ("Trees from Above", 2024, "Proc. of Forests", ("Anna Müller", "Ada Ngata"))
    ]


def test_plain_lines_are_read():
    papers = read_publications("Trees from above; 2024; Anna Müller, Ada Ngata\n\nSoils")
    assert [(p.title, p.year, p.authors) for p in papers] == [
        ("Trees from above", 2024, ("Anna Müller", "Ada Ngata")),
        ("Soils", None, ()),
    ]


def test_broken_bibtex_is_refused_whole():
    with pytest.raises(UnreadableError, match="can't be read"):
        read_publications("@article{a, title={Open} year=2024}\n@article{b, title={Fine}}")
