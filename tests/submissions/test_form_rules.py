"""The plain rules: answers and their words, shares of one person, papers that look alike, what is open when."""

from datetime import UTC, datetime, timedelta

import pytest

from conference.deadlines import (
    CallDates,
    announced_end,
    is_frozen,
    may_begin,
    may_change,
    reminder_point,
)
from submissions.answers import Question, complaint, count_words, in_words, tidy, unanswered
from submissions.shares import in_words as share_in_words
from submissions.shares import over_share
from submissions.twins import Text, find_twins

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one", 1), ("state-of-the-art — done", 2), ("  a\n\tb  3.5 % ", 3), ("木 森", 2)],
)
def test_words_are_what_holds_a_letter_or_digit(text, words):
    assert count_words(text) == words


def test_an_answer_over_its_word_limit_is_told_both_numbers():
    question = Question(1, "text", "Impact", word_limit=3)
    assert complaint(question, "one two three") == ""
    assert complaint(question, "one two three four") == "This has 4 words; at most 3 words can be taken."


def test_only_offered_choices_and_those_made_earlier_are_taken():
    question = Question(1, "choices", "Continents", options=("Asia", "Europe"))
    assert complaint(question, ["Asia"]) == ""
    assert "Atlantis" in complaint(question, ["Asia", "Atlantis"])
    assert complaint(question, ["Asia", "Atlantis"], kept=["Atlantis"]) == ""
    assert complaint(Question(2, "number", "Sites"), 1e300)


def test_no_and_zero_are_answers_and_an_empty_box_is_none():
    asked = [
        Question(1, "yes_no", "Student?", required=True),
        Question(2, "number", "Sites", required=True),
        Question(3, "agreement", "Policy", required=True),
        Question(4, "line", "Code"),
    ]
    assert unanswered(asked, {1: False, 2: 0, 3: False}) == ["Agree to “Policy”."]
    assert unanswered(asked, {3: True}) == ["Answer “Student?”.", "Answer “Sites”."]
    assert (tidy("number", 3.0), tidy("agreement", False), in_words(["a", "b"]), in_words(False)) == (
        3, None, "a, b", "No",
    )  # fmt: skip


def test_a_share_counts_papers_once_a_person():
    papers = [{"ada", "bo"}, {"ada"}, ["cy", "cy"]]
    assert over_share({"ada", "bo", "cy"}, papers, most=2) == {"ada"}
    assert over_share({"ada", "bo", "cy"}, papers, most=3) == set()
    assert "You are" in share_in_words(own=True, most=1)
    assert "One of your co-authors" in share_in_words(own=False, most=2)


def test_copies_are_found_and_papers_on_one_subject_are_not():
    paper = Text(
        "Counting trees from above",
        "We count trees in aerial images of one forest and compare with foresters.",
    )
    copy = Text("Trees from above: counting $them$", paper.abstract + " A short report.")
    renamed = Text("Crowns in pictures", paper.abstract)
    same_title = Text("Counting Trees, from Above!", "A wholly different text on lakes and rivers in spring.")
    subject = Text(
        "Mapping crops", "We map crops in satellite images of many fields and compare with farmers."
    )
    empty = Text("", "")

    found = find_twins(paper, [subject, copy, empty, renamed, same_title])

    assert {match.place for match in found} == {1, 3, 4}
    assert next(match for match in found if match.place == 4).title_score == 100
    assert find_twins(empty, [paper, empty]) == []


def test_the_last_second_counts_and_grace_is_added_to_it():
    dates = CallDates(paper=NOON)
    assert may_change(dates, NOON)
    assert not may_change(dates, NOON + SECOND)
    lenient = CallDates(paper=NOON, grace=5 * MINUTE)
    assert may_change(lenient, NOON + 5 * MINUTE)
    assert not may_change(lenient, NOON + 5 * MINUTE + SECOND)
    assert announced_end(lenient) == NOON


def test_a_track_has_its_own_deadline_and_a_paper_the_later_one():
    late, early = NOON + timedelta(days=2), NOON - timedelta(days=2)
    assert announced_end(CallDates(paper=NOON, track=early)) == early
    assert announced_end(CallDates(paper=NOON, own=late)) == late
    assert announced_end(CallDates(paper=NOON, own=early)) == NOON
    assert announced_end(CallDates(paper=None, own=late)) is None
    assert may_change(CallDates(paper=NOON, own=late), late)


def test_abstract_deadline_ends_beginning_and_freezes_until_the_paper_is_due():
    dates = CallDates(paper=NOON, abstract=NOON - timedelta(days=7))
    before, between = NOON - timedelta(days=8), NOON - timedelta(days=1)
    assert (may_begin(dates, before), is_frozen(dates, before)) == (True, False)
    assert (may_begin(dates, between), may_change(dates, between), is_frozen(dates, between)) == (
        False, True, True,
    )  # fmt: skip
    leave = CallDates(paper=NOON, abstract=dates.abstract, own=NOON + timedelta(days=1))
    assert not is_frozen(leave, between)


def test_each_reminder_has_its_turn_and_none_goes_long_after_it():
    hours = (80, 72, 25, 24, 0, -23, -24, -71, -73)
    turns = [reminder_point(NOON, (3, 1, -1), NOON - timedelta(hours=hour)) for hour in hours]
    assert turns == [None, 3, 3, 1, None, None, -1, -1, None]
    assert reminder_point(NOON, (7, 1), NOON - timedelta(days=4)) is None
