"""Decisions: drafted, checked, previewed; hidden from whom they must be."""

import re

import pytest

from conference.models import Mail, Track
from reviews.models import Decision, Review
from reviews.selectors.road import decisions_step
from submissions.models import Submission
from tests.cast import make_cast, retract_review
from tests.clients import client_of, text_of
from tests.factories import (
    AssignmentFactory,
    DecisionFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)
from tests.reviews.deciding import MAIL, PAPER, RELEASE, TABLE, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast("discussion")


# The table


def test_table_shows_scores_and_how_many_reviews_are_in(cast, chair):
    Review.objects.filter(assignment__mark="A").update(overall=4, confidence=2)
    Review.objects.filter(assignment__mark="B").update(overall=8, confidence=5)

    shown = text_of(chair, TABLE)

    assert cast.paper.title in shown
    assert "Scores 4, 8; mean 6.0 of 10" in shown
    assert ">2.00<" in shown
    assert ">3.50<" in shown
    assert "2 of 2" in shown
    assert "Ottoline" not in shown


@pytest.mark.enumeration
def test_a_draft_review_counts_for_nothing(cast, chair):
    review = cast.paper.assignments.get(mark="B").review
    review.overall = 1
    review.save()
    assert "Scores 7, 1;" in text_of(chair, TABLE)

    retract_review(review)

    shown = text_of(chair, TABLE)
    assert "Scores 7;" in shown
    assert "1 of 2" in shown
    assert ">Too few: 3 wanted<" in shown


def _titles(client, slug, **asked):
    """Return the titles in the table in their order."""
    shown = client.get(f"/{slug}/chair/decisions/", asked).content.decode()
    return re.findall(r'/chair/decisions/\d+/" data-math>([^<]*)<', shown)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("scores", ["b", "c", "a"]),
        ("-scores", ["c", "b", "a"]),
        ("title", ["a", "b", "c"]),
        ("-number", ["c", "b", "a"]),
        ("-reviews", ["b", "c", "a"]),
        ("-normalised", ["c", "b", "a"]),
        ("nonsense", ["c", "b", "a"]),
    ],
)
def test_table_sorts_and_puts_what_has_no_score_last(sort, order):
    track = TrackFactory()
    papers = {title: SubmissionFactory(track=track, title=title) for title in "abc"}
    for title, score in (("b", 3), ("c", 9)):
        ReviewFactory(assignment=AssignmentFactory(submission=papers[title]), overall=score)
    chair = RoleFactory(workshop=track.workshop).user

    assert _titles(client_of(chair), track.workshop.slug, sort=sort) == order


def test_table_filters_by_state_and_by_words(drafted):
    chair = client_of(drafted.people["program_chair"])
    one, two = drafted.paper.title, drafted.other_paper.title

    assert _titles(chair, "cast-2026", q="decision:draft") == [one]
    assert _titles(chair, "cast-2026", q="decision:none") == [two]
    assert _titles(chair, "cast-2026", q="decision:released") == []
    assert _titles(chair, "cast-2026", q="WINTER zirkel") == [one]
    assert _titles(chair, "cast-2026", q="decision:spotlight") == [one]
    assert _titles(chair, "cast-2026", q="zirkel nowhere") == []


@pytest.mark.enumeration
@pytest.mark.parametrize("path", [TABLE, PAPER, RELEASE])
def test_a_conflicted_chair_finds_nothing_of_the_paper(drafted, path):
    seen = text_of(client_of(drafted.people["program_chair"]), path)
    assert drafted.paper.title in seen

    response = client_of(drafted.people["program_chair_conflicted"]).get(path)

    assert response.status_code == (404 if path == PAPER else 200)
    for word in (drafted.paper.title, "foxglove", "Percival", "Scores 7"):
        assert word not in response.content.decode()


def test_counts_leave_out_the_paper_of_a_conflicted_chair(drafted):
    step = decisions_step(drafted.viewer("program_chair"), drafted.workshop)
    assert step.detail == "1 of 2 papers decided, 0 released."
    step = decisions_step(drafted.viewer("program_chair_conflicted"), drafted.workshop)
    assert step.detail == "Begins once reviews are in."


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("path", "data"),
    [
        (PAPER, draft(1, "reject")),
        (TABLE, {"outcome": "reject", "paper": "1:1"}),
        (RELEASE, {"paper": "1:1"}),
    ],
)
@pytest.mark.parametrize(
    "actor",
    [
        "program_chair_conflicted",
        "author_as_chair",
        "reviewer_assigned",
        "area_chair_assigned",
        "author",
        "site_editor",
    ],
)
def test_others_decide_nothing(drafted, path, data, actor):
    if actor == "author_as_chair":
        actor = "author"
        RoleFactory(workshop=drafted.workshop, user=drafted.people["author"], kind="program_chair")

    client_of(drafted.people[actor]).post(path, data)

    decision = drafted.paper.decision
    decision.refresh_from_db()
    assert (decision.outcome, decision.version, decision.released_at) == ("accept_spotlight", 1, None)
    assert not Mail.objects.exists()


@pytest.mark.enumeration
@pytest.mark.parametrize("path", [TABLE, PAPER, RELEASE, MAIL])
@pytest.mark.parametrize(
    "actor", ["author", "reviewer_assigned", "area_chair_assigned", "site_editor", "site_admin"]
)
def test_pages_are_for_chairs(drafted, path, actor):
    assert client_of(drafted.people["program_chair"]).get(path).status_code == 200

    assert client_of(drafted.people[actor]).get(path).status_code == 404


@pytest.mark.enumeration
@pytest.mark.parametrize("path", [PAPER, MAIL])
def test_a_paper_one_has_a_conflict_with_answers_like_a_missing_one(drafted, path):
    client = client_of(drafted.people["program_chair_conflicted"])

    denied, missing = client.get(path), client.get(path.replace("/1/", "/999/"))

    assert (denied.status_code, missing.status_code) == (404, 404)
    assert denied.content == missing.content


# Drafting


@pytest.mark.enumeration
def test_a_decision_is_drafted_with_its_text_and_its_mail_is_shown(cast, chair):
    response = chair.post(PAPER, draft(), follow=True)

    decision = Decision.objects.get(submission=cast.paper)
    assert (decision.outcome, decision.text, decision.released_at) == ("accept_oral", "Well done.", None)
    shown = response.content.decode()
    assert "an oral presentation" in shown
    assert "Otherreviewword marigold" in shown
    assert "Dear (the author’s name)" in shown
    assert "Ottoline" not in shown
    assert not Mail.objects.exists()


def test_only_the_ways_in_which_a_track_presents_papers_are_offered(cast, chair):
    Track.objects.filter(pk=cast.paper.track_id).update(presentations=["poster"])
    for path in (PAPER, TABLE):
        shown = chair.get(path).content.decode()
        assert 'value="accept_poster"' in shown
        assert 'value="accept_oral"' not in shown
    refused = chair.post(PAPER, draft())
    assert refused.status_code == 422
    assert "not presented in this way" in refused.content.decode()
    refused = chair.post(TABLE, {"outcome": "accept_oral", "paper": ["1:0"]})
    assert "presents its papers as poster only, so #1 can’t be accepted as oral" in refused.content.decode()
    assert not Decision.objects.exists()
    DecisionFactory(submission=cast.paper, outcome="accept_oral")
    assert 'value="accept_oral"' in chair.get(PAPER).content.decode()
    assert chair.post(PAPER, draft(1, text="Said before the track changed.")).status_code == 302


@pytest.mark.enumeration
def test_an_outcome_is_needed_and_the_text_is_kept(cast, chair):
    response = chair.post(PAPER, draft(outcome="", text="Typed already"))

    assert response.status_code == 422
    assert "Choose one of the outcomes." in response.content.decode()
    assert "Typed already" in response.content.decode()
    assert not Decision.objects.exists()


def test_two_chairs_on_one_paper_the_second_is_told_and_loses_nothing(cast, chair):
    other = client_of(RoleFactory(workshop=cast.workshop, user=UserFactory()).user)
    other.post(PAPER, draft(text="By the other chair", outcome="reject"))

    response = chair.post(PAPER, draft(text="By this chair"))

    shown = response.content.decode()
    assert response.status_code == 409
    assert "By the other chair" in shown
    assert "By this chair" in shown
    assert 'name="version" value="1"' in shown
    assert Decision.objects.get().text == "By the other chair"
    assert chair.post(PAPER, draft(1, text="By this chair")).status_code == 302
    assert Decision.objects.get().text == "By this chair"


@pytest.mark.enumeration
def test_a_draft_is_taken_back(drafted):
    chair = client_of(drafted.people["program_chair"])
    assert chair.post(PAPER, draft(7, action="clear")).status_code == 409
    assert Decision.objects.exists()

    assert chair.post(PAPER, draft(1, action="clear")).status_code == 302

    assert not Decision.objects.exists()


def test_an_unknown_action_is_no_page(cast, chair):
    assert chair.post(PAPER, draft(action="publish")).status_code == 404
    assert not Decision.objects.exists()


@pytest.mark.parametrize("state", ["withdrawn", "desk_rejected"])
def test_nothing_is_decided_on_a_paper_that_is_out(cast, chair, state):
    Submission.objects.filter(pk=cast.paper.pk).update(state=state)

    assert "there is nothing to decide" in text_of(chair, PAPER)
    assert chair.post(PAPER, draft()).status_code == 422
    assert not Decision.objects.exists()


def test_one_outcome_is_drafted_for_the_ticked_papers(cast, chair):
    third = SubmissionFactory(track=cast.paper.track)

    response = chair.post(TABLE, {"outcome": "accept_poster", "paper": ["1:0", f"{third.number}:0"]})

    assert response.status_code == 302
    assert {row.submission_id for row in Decision.objects.filter(outcome="accept_poster")} == {
        cast.paper.pk,
        third.pk,
    }


def test_a_stale_row_stops_the_whole_bulk_and_keeps_the_ticks(cast, chair):
    DecisionFactory(submission=cast.paper, outcome="reject")

    response = chair.post(TABLE, {"outcome": "accept_oral", "paper": ["1:0", "2:0"]})

    shown = response.content.decode()
    assert response.status_code == 409
    assert "Another chair changed" in shown
    assert re.search(r'value="2:0"[^>]*checked', shown)
    assert list(Decision.objects.values_list("outcome", flat=True)) == ["reject"]


@pytest.mark.enumeration
def test_bulk_keeps_the_texts(drafted):
    client_of(drafted.people["program_chair"]).post(TABLE, {"outcome": "reject", "paper": ["1:1"]})

    decision = Decision.objects.get()
    assert (decision.outcome, decision.text) == ("reject", "Decisionword foxglove")


@pytest.mark.enumeration
@pytest.mark.parametrize("papers", ["x:y", "1", "-1:0", f"{10**30}:0", ""])
def test_bulk_of_nonsense_changes_nothing(cast, chair, papers):
    assert chair.post(TABLE, {"outcome": "reject", "paper": papers}).status_code == 302
    assert chair.post(TABLE, {"outcome": "adopt", "paper": "1:0"}).status_code == 422
    assert not Decision.objects.exists()
