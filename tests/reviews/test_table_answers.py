"""Answers to the questions of the form as columns, conditions and cells of a file."""

import csv
import io

import pytest
from openpyxl import load_workbook

from tests.clients import client_of
from tests.factories import AnswerFactory, ConflictFactory, FieldFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(room):
    """Three papers that answered four questions; one question is asked no more, one answer is a formula."""
    asked = {
        "grant": FieldFactory(workshop=room.workshop, label="Travel grant", kind="yes_no"),
        "kind": FieldFactory(
            workshop=room.workshop, label="Kind of work", kind="choice", options=["Theory", "Field work"]
        ),
        "plots": FieldFactory(workshop=room.workshop, label="=Plots", kind="number", audience="reviewers"),
        "old": FieldFactory(workshop=room.workshop, label="Where from", retired_at="2026-01-01T00:00:00Z"),
    }
    given = {
        "grant": (True, False, True),
        "kind": ("Theory", "Field work", "Field work"),
        "plots": (40, 9, 100),
        "old": ("=HYPERLINK(1)", "A marsh", "A field"),
    }
    papers = [room.paper(title=title) for title in ("Firs", "Mosses", "Rivers")]
    for key, values in given.items():
        for paper, value in zip(papers, values, strict=True):
            AnswerFactory(submission=paper, field=asked[key], value=value)
    return {key: f"answer-{field.pk}" for key, field in asked.items()}


def table(room, client=None, **query):
    return (client or room.client).get(room.url("papers/"), query).context["table"]


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_answers_are_columns_to_choose_to_sort_by_and_to_take_away(room, form):
    page = room.client.get(room.url("papers/")).content.decode()
    assert f'name="column" value="{form["grant"]}"' in page
    assert "Travel grant" in page
    assert table(room, sort=form["plots"]).numbers == [2, 1, 3]
    assert table(room, sort=f"-{form['plots']}").numbers == [3, 1, 2]
    assert table(room, sort=form["kind"]).numbers == [1, 2, 3]
    chosen = ",".join(form.values())
    shown = room.client.get(room.url("papers/"), {"columns": chosen}).content.decode()
    assert "A marsh" in shown
    assert 'data-label="Where from"' in shown

    rows = rows_of(room.client.get(room.url("papers/export/papers.csv"), {"columns": chosen}))
    assert rows[0] == ["No.", "Paper", "Track", "Travel grant", "Kind of work", "'=Plots", "Where from"]
    assert rows[1][3:] == ["Yes", "Theory", "40", "'=HYPERLINK(1)"]
    book = room.client.get(room.url("papers/export/papers.xlsx"), {"columns": chosen})
    cells = list(load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
    assert cells[3][3:] == ("Yes", "Field work", 100, "A field")
    assert cells[1][6] == "'=HYPERLINK(1)"


def test_chosen_answers_are_remembered_and_a_question_that_is_none_is_passed_over(room, form):
    chosen = {"column": [form["grant"], "answer-999999", "state"]}
    there = room.client.post(room.url("papers/columns/papers/"), chosen, follow=True)
    labels = ["No.", "Paper", "State", "Travel grant"]
    assert [column.label for column in there.context["table"].columns] == labels
    assert [column.label for column in table(room).columns] == labels


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("search", "numbers"),
    [
        ("answer:marsh", [2]),
        ("answer:theory", [1]),
        ('answer:"travel grant=yes"', [1, 3]),
        ('answer:"kind=field work"', [2, 3]),
        ('answer:"kind=field"', []),
        ('answer:"where=a"', [2, 3]),
        ('-answer:"travel grant=yes"', [2]),
        ('answer:"no such question=yes"', []),
    ],
)
def test_papers_are_found_by_their_answers(room, form, search, numbers):
    found = table(room, q=search).numbers
    assert (found if "where" not in search else [n for n in found if n != 1]) == numbers


@pytest.mark.enumeration
def test_the_choices_of_a_question_are_filters(room, form):
    filters = {group.label: group for group in room.client.get(room.url("papers/")).context["filters"]}
    conditions = {choice.label: choice.condition for choice in filters["Kind of work"].choices}
    assert table(room, q=conditions["Field work"]).numbers == [2, 3]
    assert set(conditions) == {"Theory", "Field work"}
    assert "Where from" not in filters


@pytest.mark.enumeration
def test_answers_of_a_kept_paper_are_kept(room, form):
    """A chair with a conflict finds the paper by no answer, and its cells are empty in page and file."""
    assert table(room, q="answer:marsh").numbers == [2]
    ConflictFactory(submission=room.workshop.submissions.get(number=2), user=room.chair)
    assert table(room, q="answer:marsh OR -answer:marsh").numbers == [1, 3]
    assert table(room, sort=form["plots"]).numbers[-1] == 2
    rows = rows_of(
        room.client.get(room.url("papers/export/papers.csv"), {"columns": ",".join(form.values())})
    )
    assert rows[2][3:] == ["", "", "", ""]
    other = client_of(room.another_chair(name="Olga Other"))
    assert table(room, other, q="answer:marsh").numbers == [2]
