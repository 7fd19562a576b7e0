"""The form of a review: composed by chairs, kept in versions, filled in on the page or in a text file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conference.due import due_items
from conference.models import Workshop
from reviews.models import Review, ReviewForm
from reviews.review_file import Sheet, read, write
from reviews.review_form import (
    DEFAULT,
    Audience,
    Kind,
    Question,
    Role,
    missing,
    problems_of,
    read_options,
    thin,
    words_of,
)
from reviews.selectors.review_forms import answers_of
from tests.cast import retract_review
from tests.clients import client_of
from tests.factories import DecisionFactory

FORM = "/cast-2026/chair/reviews/form/"
PAGE = "/cast-2026/reviewing/1/"
ETHICS = Question("ethics", "Is there an ethical concern?", Kind.YES_NO, Role.ETHICS, Audience.CHAIRS)


def rows_of(client, path=FORM):
    """Return what the browser would send of the form as it is shown."""
    rows = client.get(path).context["rows"]
    sent = {f"question-{name}": value for name, value in
            (("TOTAL_FORMS", len(rows)), ("INITIAL_FORMS", len(rows)))}  # fmt: skip
    for place, form in enumerate(rows):
        given = {name: value for name, value in form.initial.items() if value not in (None, False)}
        sent |= {f"question-{place}-{name}": value for name, value in given.items()}
        sent[f"question-{place}-ORDER"] = place + 1
    return sent | {"version": client.get(path).context["expected"], "action": "save"}


def with_row(sent, **fields):
    place = sent["question-TOTAL_FORMS"]
    row = {"audience": "authors", "ORDER": place + 1, **fields}
    return {**sent, "question-TOTAL_FORMS": place + 1} | {
        f"question-{place}-{name}": value for name, value in row.items()
    }


# The rules, without a database


def test_what_a_form_needs():
    assert not problems_of(DEFAULT)
    assert "no overall score" in problems_of(DEFAULT[:2]).general[0]
    twice = (*DEFAULT, DEFAULT[0])
    assert problems_of(twice).by_place == {7: ["Another question has this wording."]}
    bad = Question("s", "Scale", Kind.SCALE, options=((1, "one"),))
    assert "at least two" in problems_of((*DEFAULT, bad)).by_place[7][0]
    open_flag = Question("e", "Ethics", Kind.YES_NO, Role.ETHICS)
    assert "not for the authors" in problems_of((*DEFAULT, open_flag)).by_place[7][0]


def test_answers_are_read_with_their_numbers_or_numbered():
    assert read_options("5: Certain\n\n1 - A guess") == ((5, "Certain"), (1, "A guess"))
    assert read_options("Yes, fully\nIn part") == ((1, "Yes, fully"), (2, "In part"))


def test_missing_and_thin_reviews_are_named():
    answers = {"summary": "one two", "strengths": "a b c d e f", "weaknesses": " ", "overall": 7}
    assert set(missing(DEFAULT, answers)) == {"weaknesses", "confidence"}
    assert thin(DEFAULT, words_of(answers)) == ("8 words in all", "Summary: 2 words", "Weaknesses: 0 words")
    long = " ".join(["word"] * 30)
    full = {"summary": long, "strengths": long, "weaknesses": long, "for_chairs": "x"}
    assert thin(DEFAULT, words_of(full)) == ()
    hinted = Question("summary", "Summary", words_from=40)
    assert thin((hinted,), {"summary": 39})[-1] == "Summary: 39 words"


SEVERAL = Question("fits", "Fits", Kind.CHOICES, options=((1, "Theory"), (2, "Data"), (3, "Code")))
QUESTIONS = (*DEFAULT, ETHICS, SEVERAL)


def test_a_file_gives_back_what_was_written_into_it():
    answers = {
        "summary": "--- not a question\n# a heading\n#: no hint\n=== nor a paper\n\\ a backslash",
        "overall": 7,
        "ethics": 0,
        "fits": [1, 3],
        "strengths": "",
    }
    text = write([Sheet(12, "Trees\nfrom above", QUESTIONS, answers)], "Reviews")
    reading = read(text, {12: QUESTIONS})
    assert reading.problems == []
    found = reading.sheets[0].answers
    assert {key: found[key] for key in answers} == answers
    assert found["confidence"] is None


def test_a_file_names_the_line_of_what_it_cannot_take():
    lines = (
        "stray", "=== Paper 3", "lost text", "--- [overall] Score", "11", "--- [gone] Old", "--- [ethics] E", "maybe",
        "=== Paper 9", "--- [overall] Score", "5", "=== Paper 3",
    )  # fmt: skip
    text = "\n".join(lines)
    problems = {problem.line: problem.text for problem in read(text, {3: QUESTIONS}).problems}
    assert set(problems) == {3, 5, 6, 8, 9, 12}
    assert "is none of 1, 2" in problems[5]
    assert "yes or no" in problems[8]
    assert read("", {3: QUESTIONS}).problems[0].line == 1


# The pages

pytestmark = pytest.mark.django_db


def test_a_change_of_the_form_leaves_reviews_that_are_in_and_takes_drafts_along(cast):
    chair, reviewer = client_of(cast.people["program_chair"]), client_of(cast.people["reviewer_assigned"])
    other = Review.objects.get(assignment__mark="B")
    retract_review(cast.paper.assignments.get(mark="A").review)
    sent = rows_of(chair)
    sent["question-0-label"] = "Abridgement"
    sent["question-1-DELETE"] = "on"
    sent = with_row(sent, label="Is the data open?", kind="choice", options="Yes\nNo", required="on")

    preview = chair.post(FORM, {**sent, "action": "preview"}).content.decode()
    assert "As reviewers get it" in preview
    assert ReviewForm.objects.count() == 1
    assert chair.post(FORM, sent).status_code == 302

    page = reviewer.get(PAGE).content.decode()
    assert "Abridgement" in page
    assert "Ownreviewword larkspur" in page
    assert "From an earlier form" in page
    assert "A clear protocol" in page
    shown = chair.get("/cast-2026/papers/1/discussion/").content.decode()
    assert "Strengths" in shown
    assert "Abridgement" not in shown
    assert answers_of(Review.objects.get(pk=other.pk))["strengths"]

    form = reviewer.get(PAGE).context["form"]
    filled = {
        name: value for name, value in form.initial.items() if name in form.fields and value is not None
    }
    refused = reviewer.post(PAGE, {**filled, "action": "submit"})
    assert "Is the data open?: choose an answer." in refused.content.decode()
    version = Review.objects.get(assignment__mark="A").version
    done = reviewer.post(PAGE, {**filled, "version": version, "is_the_data_open": "2", "action": "submit"})
    assert done.status_code == 302
    review = Review.objects.get(assignment__mark="A")
    assert (review.state, review.form.number) == ("submitted", 2)
    assert answers_of(review)["is_the_data_open"] == 2


def test_two_chairs_composing_at_once_lose_nothing(cast):
    first, second = (
        client_of(cast.people["program_chair"]),
        client_of(cast.people["program_chair_conflicted"]),
    )
    one, other = rows_of(first), rows_of(second)
    one["question-0-label"], other["question-0-label"] = "From the first", "From the second"
    assert first.post(FORM, one).status_code == 302
    answer = second.post(FORM, other)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "From the first" in shown
    assert "From the second" in shown
    assert ReviewForm.objects.order_by("number").last().questions.first().label == "From the first"


@pytest.mark.enumeration
@pytest.mark.django_db
def test_rows_that_nobody_can_count_are_refused_in_words(cast):
    chair = client_of(cast.people["program_chair"])
    sent = rows_of(chair)
    answer = chair.post(FORM, {**sent, "question-TOTAL_FORMS": "en-XX"})
    assert answer.status_code == 422
    assert chair.get(FORM).context["rows"].initial_form_count() == sent["question-TOTAL_FORMS"]


@pytest.mark.enumeration
@pytest.mark.django_db
def test_a_form_that_cannot_be_used_is_refused_with_everything_kept(cast):
    chair = client_of(cast.people["program_chair"])
    sent = rows_of(chair)
    sent["question-4-DELETE"] = "on"
    answer = chair.post(FORM, with_row(sent, label="Colour", kind="choice", options="red"))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "There is no overall score" in shown
    assert "at least two answers" in shown
    assert 'value="Colour"' in shown
    assert ReviewForm.objects.count() == 1


def test_a_track_has_a_form_of_its_own_until_it_is_dropped(cast):
    chair, reviewer = client_of(cast.people["program_chair"]), client_of(cast.people["reviewer_assigned"])
    retract_review(cast.paper.assignments.get(mark="A").review)
    path = f"{FORM}?track={cast.paper.track.key}"
    sent = rows_of(chair, path)
    sent["question-0-label"] = "In your own words"
    assert chair.post(path, sent).status_code == 302
    assert "In your own words" in reviewer.get(PAGE).content.decode()
    assert "In your own words" not in chair.get(FORM).content.decode()
    assert chair.post(path, {"action": "drop"}).status_code == 302
    assert "In your own words" not in reviewer.get(PAGE).content.decode()
    assert chair.get(f"{FORM}?track=no-such").status_code == 404


def test_parts_reach_only_those_they_are_meant_for(cast):
    """The second reviewer's strengths are made a part among reviewers and chairs."""
    Review.objects.get(assignment__mark="B").form.questions.filter(key="strengths").update(
        audience="committee"
    )
    Review.objects.get(assignment__mark="B").answers.filter(question__key="strengths").update(
        text="Amongus yarrow"
    )
    cast.workshop.discussion_opened_at = cast.workshop.created_at
    cast.workshop.save()
    seen = client_of(cast.people["reviewer_assigned"]).get(PAGE).content.decode()
    assert "Amongus yarrow" in seen
    released = make_release(cast)
    shown = client_of(released).get("/cast-2026/my-papers/1/").content.decode()
    assert "Otherreviewword marigold" in shown
    assert "Amongus yarrow" not in shown


def make_release(cast):
    DecisionFactory(submission=cast.paper, released_at=timezone.now())
    Workshop.objects.update(decisions_released_at=timezone.now())
    return cast.people["author"]


def test_an_ethics_flag_is_something_to_do_for_chairs_without_a_conflict(cast):
    chair = cast.people["program_chair"]
    client = client_of(chair)
    Review.objects.filter(assignment__mark="B").update(ethics_flag=True)
    flags = [item for item in due_items(chair) if "ethics" in item.detail]
    assert [item.url for item in flags] == ["/cast-2026/papers/1/discussion/"]
    assert not [
        item for item in due_items(cast.people["program_chair_conflicted"]) if "ethics" in item.detail
    ]
    assert "Ethics flag" in client.get(flags[0].url).content.decode()
    pk = Review.objects.get(assignment__mark="B").pk
    client.post(f"/cast-2026/chair/papers/1/reviews/{pk}/", {"action": "settle"})
    assert not [item for item in due_items(chair) if "ethics" in item.detail]


@pytest.mark.enumeration
def test_a_rating_is_for_chairs_alone(cast):
    review = Review.objects.get(assignment__mark="A")
    client = client_of(cast.people["program_chair"])
    client.post(f"/cast-2026/chair/papers/1/reviews/{review.pk}/", {"rating": "3"})
    assert 'aria-pressed="true">Outstanding' in client.get("/cast-2026/papers/1/discussion/").content.decode()
    assert "3.0" in client.get("/cast-2026/chair/reviews/?view=people").content.decode()
    for actor, path in (
        ("reviewer_assigned", PAGE),
        ("area_chair_assigned", "/cast-2026/papers/1/discussion/"),
    ):
        assert "utstanding" not in client_of(cast.people[actor]).get(path).content.decode()


@pytest.mark.enumeration
def test_a_file_is_read_shown_and_saved(cast):
    review = cast.paper.assignments.get(mark="A").review
    retract_review(review)
    client = client_of(cast.people["reviewer_assigned"])
    text = client.get("/cast-2026/reviewing/reviews.txt").content.decode()
    assert "Ownreviewword larkspur" in text
    assert "marigold" not in text
    changed = text.replace("Ownreviewword larkspur", "Written on the train").replace("\n7\n", "\n9\n")
    upload = "/cast-2026/reviewing/upload/"

    answer = client.post(upload, {"file": SimpleUploadedFile("r.txt", changed.encode()), "step": "preview"})
    shown = answer.content.decode()
    assert "Written on the train" in shown
    assert "Save 1 review" in shown
    assert answers_of(Review.objects.get(pk=review.pk))["summary"] == "Ownreviewword larkspur"

    seen = f"1:{review.version}"
    assert client.post(upload, {"text": changed, "seen": seen, "step": "save"}).status_code == 302
    saved = Review.objects.get(pk=review.pk)
    assert (answers_of(saved)["summary"], saved.overall, saved.state) == ("Written on the train", 9, "draft")

    late = changed.replace("on the train", "on the plane")
    stale = client.post(upload, {"text": late, "seen": seen, "step": "save"})
    assert stale.status_code == 422
    assert "another window" in stale.content.decode()
    assert "on the plane" in stale.content.decode()


@pytest.mark.enumeration
def test_a_file_that_is_no_text_is_refused(cast):
    client = client_of(cast.people["reviewer_assigned"])
    answer = client.post(
        "/cast-2026/reviewing/upload/", {"file": SimpleUploadedFile("r.txt", b"\xff\xfe\x00")}
    )
    assert answer.status_code == 422
    assert "not a text file" in answer.content.decode()
    other = client_of(cast.people["reviewer_unassigned"])
    assert "=== Paper" not in other.get("/cast-2026/reviewing/reviews.txt").content.decode()
    assert other.get("/cast-2026/reviewing/1/review.txt").status_code == 404
