"""A reviewer's season: the list, the paper beside its form, autosave, giving back; what each may not see."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from conference.due import due_items
from conference.models import AuditEntry
from reviews.models import Assignment, MetaReview, Review
from reviews.selectors.review_forms import answers_of
from tests.cast import make_cast, retract_review
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DateFactory,
    DecisionFactory,
    InvitationFactory,
    PaperFileFactory,
    ReviewerFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/cast-2026/reviewing/"
PAGE = "/cast-2026/reviewing/1/"
AUTOSAVE = "/cast-2026/reviewing/1/autosave/"
OTHERS = ("Otherreviewword marigold", "Othersecret hellebore", "Quentin Blackadder")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def reviews_due(user):
    return [item for item in due_items(user) if item.url == PAGE]


def typed(review, **changes):
    """What the browser sends of the form, as the review is saved, with some changes."""
    names = (
        "version",
        "overall",
        "confidence",
        "summary",
        "strengths",
        "weaknesses",
        "questions",
        "for_chairs",
    )
    sent = {"version": review.version, **answers_of(review)}
    assert set(names) == set(sent)
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


@pytest.fixture
def cast():
    return make_cast("reviewing")


@pytest.fixture
def review(cast):
    """The assigned reviewer's review, put back to a draft."""
    found = cast.paper.assignments.get(mark="A").review
    retract_review(found)
    return found


@pytest.fixture
def reviewer(cast):
    return client_of(cast.people["reviewer_assigned"])


# The list


def test_list_shows_own_papers_with_what_is_due(cast, review, reviewer):
    DateFactory(
        workshop=cast.workshop,
        key="review_deadline",
        label="Reviews due",
        at=datetime(2030, 3, 1, 11, 59, 59, tzinfo=UTC),
        whole_day=True,
    )

    shown = text_of(reviewer, LIST)

    assert cast.paper.title in shown
    assert "Draft" in shown
    assert "0 of 1" in shown
    assert "28 February 2030, 23:59 AoE" in shown
    assert 'datetime="2030-02-28T23:59:59-12:00"' in shown
    assert f'href="{PAGE}"' in shown
    assert cast.other_paper.title not in shown


@pytest.mark.parametrize(
    ("seconds", "words", "other"), [(0, "Until <time", "Was due on"), (1, "Was due on", "Until <time")]
)
def test_list_says_late_from_the_second_after_the_deadline(cast, review, reviewer, seconds, words, other):
    at = datetime(2030, 3, 1, 11, 59, 59, tzinfo=UTC)
    DateFactory(workshop=cast.workshop, key="review_deadline", label="Reviews due", at=at)

    with time_machine.travel(at + timedelta(seconds=seconds), tick=False):
        reviewer = client_of(cast.people["reviewer_assigned"])
        shown = text_of(reviewer, LIST)

    assert words in shown
    assert other not in shown
    assert ("Late, draft" in shown) == (seconds == 1)


def test_list_says_so_while_the_deadline_is_open(cast, review, reviewer):
    assert "still to be determined" in text_of(reviewer, LIST)


def test_a_review_that_is_in_stands_under_done(cast, reviewer):
    shown = text_of(reviewer, LIST)

    assert "All your reviews are in" in shown
    assert "1 of 1" in shown


def test_a_conflict_that_comes_up_takes_the_paper_from_the_list(cast, reviewer):
    assert cast.paper.title in text_of(reviewer, LIST)

    ConflictFactory(submission=cast.paper, user=cast.people["reviewer_assigned"])

    assert cast.paper.title not in text_of(reviewer, LIST)
    assert reviewer.get(PAGE).status_code == 404


def test_a_hint_of_a_conflict_leaves_the_paper(cast, reviewer):
    ConflictFactory(submission=cast.paper, user=cast.people["reviewer_assigned"], state="hint")

    assert cast.paper.title in text_of(reviewer, LIST)


def test_own_review_of_a_withdrawn_paper_is_kept_without_the_paper():
    cast = make_cast("withdrawn")
    shown = text_of(client_of(cast.people["reviewer_assigned"]), LIST)

    assert "Ownreviewword larkspur" in shown
    assert cast.paper.title not in shown
    assert "Abstractword" not in shown
    assert "#1" not in shown
    for word in OTHERS:
        assert word not in shown


def test_area_chair_sees_the_papers_she_handles(cast):
    shown = text_of(client_of(cast.people["area_chair_assigned"]), LIST)
    assert cast.paper.title in shown
    assert "2 of 2" in shown

    unassigned = text_of(client_of(cast.people["area_chair_unassigned"]), LIST)
    assert cast.paper.title not in unassigned


def test_a_conflicted_area_chair_loses_paper_and_counts_even_when_it_is_public():
    cast = make_cast("published_accepted")
    chair = cast.people["area_chair_assigned"]
    assert "2 of 2" in text_of(client_of(chair), LIST)

    ConflictFactory(submission=cast.paper, user=chair)

    assert "2 of 2" not in text_of(client_of(chair), LIST)


def test_an_empty_list_says_what_comes_next(cast):
    assert "No papers are assigned to you yet" in text_of(client_of(cast.people["reviewer_unassigned"]), LIST)


def test_the_season_stands_in_one_list_with_what_is_next(cast, review, reviewer):
    def steps(client):
        found = re.findall(r'data-state="(\w+)">\s*<div>\s*<h3>([^<]+?)\s*<', text_of(client, LIST))
        return {title: state for state, title in found}

    InvitationFactory(
        workshop=cast.workshop,
        user=cast.people["reviewer_assigned"],
        state="accepted",
        answered_at=timezone.now(),
    )
    DateFactory(workshop=cast.workshop, key="notification", at=timezone.now() + timedelta(days=9))
    DateFactory(workshop=cast.workshop, key="discussion_end", at=timezone.now() + timedelta(days=5))
    assert steps(reviewer) == {
        "Invitation": "done",
        "Topics, load and conflicts": "now",
        "Bids": "now",
        "Reviews": "now",
        "Discussion": "later",
        "Decisions": "later",
    }
    cast.people["reviewer_assigned"].reviewing.update(conflicts_declared_at=timezone.now())
    review.state, review.submitted_at = "submitted", timezone.now()
    review.save()
    cast.workshop.discussion_opened_at = timezone.now()
    cast.workshop.save()
    assert steps(reviewer) == {
        "Invitation": "done",
        "Topics, load and conflicts": "done",
        "Bids": "now",
        "Reviews": "done",
        "Authors’ answers": "now",
        "Discussion": "now",
        "Decisions": "later",
    }
    area_chair = client_of(cast.people["area_chair_assigned"])
    assert steps(area_chair)["Recommendations"] == "done"
    MetaReview.objects.all().delete()
    assert steps(area_chair)["Recommendations"] == "now"


@pytest.mark.enumeration
@pytest.mark.parametrize("actor", ["author", "other_author", "program_chair", "site_editor", "site_admin"])
def test_list_is_for_those_who_review(cast, reviewer, actor):
    assert reviewer.get(LIST).status_code == 200

    assert client_of(cast.people[actor]).get(LIST).status_code == 404


# The paper beside its form


def test_page_shows_the_paper_beside_the_form(cast, review, reviewer):
    shown = text_of(reviewer, PAGE)
    file = cast.paper.files.get()

    assert f'<iframe src="/cast-2026/papers/1/file/{file.public_id}/#' in shown
    assert f'<a class="file" href="/cast-2026/papers/1/file/{file.public_id}/"' in shown
    assert "Abstractword quillfern" in shown
    assert "8: Clear accept" in shown
    assert "Never shown to authors or other reviewers." in shown
    assert "Ownreviewword larkspur" in shown


@pytest.mark.enumeration
@pytest.mark.parametrize("path", [PAGE, "/cast-2026/reviewing/1/give-back/"])
@pytest.mark.parametrize(
    "actor",
    [
        "author",
        "other_author",
        "reviewer_unassigned",
        "reviewer_conflicted",
        "area_chair_unassigned",
        "program_chair",
        "program_chair_conflicted",
        "site_editor",
        "site_admin",
    ],
)
def test_others_get_the_same_answer_as_for_a_number_that_is_not_taken(cast, reviewer, path, actor):
    assert reviewer.get(path).status_code == 200
    client = client_of(cast.people[actor])

    denied, missing = client.get(path), client.get(path.replace("/1/", "/999/"))

    assert (denied.status_code, missing.status_code) == (404, 404)
    assert denied.content == missing.content
    assert dict(denied.headers) == dict(missing.headers)


@pytest.mark.parametrize("path", [PAGE, AUTOSAVE, "/cast-2026/reviewing/1/give-back/"])
def test_others_change_nothing(cast, review, path):
    client = client_of(cast.people["reviewer_unassigned"])

    denied = client.post(path, typed(review, summary="Written by a stranger", reason="None of mine"))

    assert denied.status_code == 404
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "Ownreviewword larkspur"
    assert review.assignment.state == Assignment.State.ACTIVE


def test_a_visitor_is_sent_to_log_in(cast):
    response = Client().get(PAGE)

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_an_author_who_is_also_assigned_gets_no_review_page(cast, reviewer):
    assert reviewer.get(PAGE).status_code == 200

    AuthorFactory(submission=cast.paper, user=cast.people["reviewer_assigned"])

    assert reviewer.get(PAGE).status_code == 404
    assert cast.paper.title not in text_of(reviewer, LIST)


def test_area_chair_reads_names_and_confidence_and_has_no_form(cast):
    client = client_of(cast.people["area_chair_assigned"])

    shown = text_of(client, PAGE)

    for word in (*OTHERS, "Percival Underhill", "Ownsecret gentian"):
        assert word in shown
    assert "Ottoline" not in shown
    assert "<textarea" not in shown
    assert client.post(PAGE, {"version": 1}).status_code == 404
    assert client.post(AUTOSAVE, {"version": 1}).status_code == 404


def test_no_page_of_a_reviewer_names_an_author(cast, reviewer):
    for path in (LIST, PAGE):
        shown = text_of(reviewer, path)
        for word in ("Ottoline", "ottoline", "Bellweather", "Marshwiggle"):
            assert word not in shown


# Saving and submitting


def test_a_draft_is_saved_incomplete(cast, review, reviewer):
    response = reviewer.post(
        PAGE, typed(review, summary="Half a thought\r\nand more", overall="", strengths="", action="save")
    )

    assert response.status_code == 302
    review.refresh_from_db()
    assert (answers_of(review)["summary"], review.overall, review.state) == (
        "Half a thought\nand more",
        None,
        "draft",
    )
    assert review.version == 2


def test_submitting_names_what_is_missing_and_keeps_the_rest(cast, review, reviewer):
    sent = typed(review, summary="New summary", overall="", weaknesses="  ", action="submit")

    response = reviewer.post(PAGE, sent)

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Choose an overall score." in shown
    assert "Name its weaknesses." in shown
    assert "Name its strengths." not in shown
    assert "New summary" in shown
    review.refresh_from_db()
    assert (review.state, answers_of(review)["summary"]) == ("draft", "New summary")
    again = reviewer.post(
        PAGE, {**sent, "version": review.version, "overall": 6, "weaknesses": "One forest."}
    )
    assert again.status_code == 302


def test_the_page_after_a_refusal_carries_the_version_that_is_saved(cast, review, reviewer):
    response = reviewer.post(PAGE, typed(review, summary="New summary", overall="", action="submit"))

    assert 'name="version" value="2"' in response.content.decode()


def test_submitting_brings_the_review_in_once(cast, review, reviewer):
    sent = typed(review, action="submit")

    first = reviewer.post(PAGE, sent)
    review.refresh_from_db()
    came_in = review.submitted_at
    second = reviewer.post(PAGE, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    review.refresh_from_db()
    assert review.state == "submitted"
    assert came_in is not None
    assert review.submitted_at == came_in
    assert AuditEntry.objects.filter(action="review_submitted").count() == 1


def test_a_review_begun_from_nothing_comes_in(cast):
    paper = SubmissionFactory(track=cast.paper.track)
    PaperFileFactory(submission=paper)
    AssignmentFactory(submission=paper, user=cast.people["reviewer_assigned"])
    path = f"/cast-2026/reviewing/{paper.number}/"
    reviewer = client_of(cast.people["reviewer_assigned"])
    assert not Review.objects.filter(assignment__submission=paper).exists()

    reviewer.get(path)
    assert not Review.objects.filter(assignment__submission=paper).exists()
    response = reviewer.post(
        path,
        {
            "version": 1,
            "overall": 10,
            "confidence": 1,
            "summary": "s",
            "strengths": "s",
            "weaknesses": "w",
            "action": "submit",
        },
    )

    assert response.status_code == 302
    assert Review.objects.get(assignment__submission=paper).state == "submitted"


def test_a_score_off_the_scale_is_refused(cast, review, reviewer):
    for value in ("11", "0", "-1", "seven"):
        assert reviewer.post(PAGE, typed(review, overall=value)).status_code == 422
    review.refresh_from_db()
    assert review.overall == 7


def test_a_submitted_review_can_be_changed_and_the_change_of_a_score_is_recorded(cast, reviewer):
    review = cast.paper.assignments.get(mark="A").review
    came_in = review.submitted_at

    reviewer.post(PAGE, typed(review, overall=3, action="save"))

    review.refresh_from_db()
    assert (review.overall, review.state, review.submitted_at) == (3, "submitted", came_in)
    entry = AuditEntry.objects.get(action="review_changed")
    assert (entry.before, entry.after) == ({"overall": 7}, {"overall": 3})


def test_changes_of_wording_of_a_submitted_review_make_one_entry_an_hour(cast, reviewer):
    review = cast.paper.assignments.get(mark="A").review
    for version, words in enumerate(("one", "one two", "one two three"), start=1):
        reviewer.post(AUTOSAVE, typed(review, summary=words, version=version))

    review.refresh_from_db()
    assert answers_of(review)["summary"] == "one two three"
    assert AuditEntry.objects.filter(action="review_changed").count() == 1


def test_a_submitted_review_stays_complete(cast, reviewer):
    review = cast.paper.assignments.get(mark="A").review

    response = reviewer.post(PAGE, typed(review, summary="", strengths="Kept on the page", action="save"))

    assert response.status_code == 422
    assert "Summarize the paper." in response.content.decode()
    assert "Kept on the page" in response.content.decode()
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "Ownreviewword larkspur"
    assert answers_of(review)["strengths"] != "Kept on the page"


def test_a_released_decision_closes_the_review():
    cast = make_cast("released_accepted")
    reviewer = client_of(cast.people["reviewer_assigned"])
    review = cast.paper.assignments.get(mark="A").review

    shown = text_of(reviewer, PAGE)
    response = reviewer.post(PAGE, typed(review, summary="Too late", action="save"))

    assert "can’t be changed any more" in shown
    assert "<textarea" not in shown
    assert "Ownreviewword larkspur" in shown
    assert response.status_code == 403
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "Ownreviewword larkspur"


def test_a_late_review_is_still_taken(cast, review, reviewer):
    DateFactory(workshop=cast.workshop, key="review_deadline", at=timezone.now() - timedelta(days=3))

    assert "A late review still helps" in text_of(reviewer, PAGE)
    assert reviewer.post(PAGE, typed(review, action="submit")).status_code == 302


# Autosave, and two windows


def test_autosave_saves_and_hands_out_the_next_version(cast, review, reviewer):
    first = reviewer.post(AUTOSAVE, typed(review, summary="one"))
    second = reviewer.post(
        AUTOSAVE, typed(review, summary="one two", version=first.json()["fields"]["version"])
    )

    assert (first.status_code, second.status_code) == (200, 200)
    assert (first.json(), second.json()) == ({"fields": {"version": 2}}, {"fields": {"version": 3}})
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "one two"


def test_a_second_window_is_told_and_overwrites_nothing(cast, review, reviewer):
    opened = typed(review)
    reviewer.post(AUTOSAVE, {**opened, "summary": "From the first window"})

    response = reviewer.post(AUTOSAVE, {**opened, "summary": "From the second window"})

    assert response.status_code == 409
    assert "another window" in response.json()["message"]
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "From the first window"


def test_a_stale_save_keeps_the_text_shows_what_is_saved_and_goes_through_next_time(cast, review, reviewer):
    opened = typed(review)
    reviewer.post(AUTOSAVE, {**opened, "summary": "From the first window"})

    response = reviewer.post(PAGE, {**opened, "summary": "From the second window", "action": "save"})

    shown = response.content.decode()
    assert response.status_code == 409
    assert "From the first window" in shown
    assert "From the second window" in shown
    assert 'name="version" value="2"' in shown
    again = reviewer.post(
        PAGE, {**opened, "summary": "From the second window", "version": 2, "action": "save"}
    )
    assert again.status_code == 302
    review.refresh_from_db()
    assert answers_of(review)["summary"] == "From the second window"


def test_a_button_pressed_while_its_text_saves_itself_goes_through(cast, review, reviewer):
    opened = typed(review, summary="Typed once")
    reviewer.post(AUTOSAVE, opened)

    response = reviewer.post(PAGE, {**opened, "action": "submit"})

    assert response.status_code == 302
    review.refresh_from_db()
    assert (review.state, answers_of(review)["summary"]) == ("submitted", "Typed once")


def test_autosave_says_what_it_cannot_take(cast, review, reviewer):
    too_long = reviewer.post(AUTOSAVE, typed(review, summary="x" * 20_001))
    assert too_long.status_code == 422
    assert too_long.json()["message"].startswith("Not saved: ")

    DecisionFactory(submission=cast.paper, released_at=timezone.now())
    closed = reviewer.post(AUTOSAVE, typed(review, summary="Too late"))
    assert closed.status_code == 403
    assert "released" in closed.json()["message"]


def test_autosave_takes_posts_only(cast, reviewer):
    assert reviewer.get(AUTOSAVE).status_code == 405


def test_forged_posts_are_refused(cast, review):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["reviewer_assigned"])

    for path in (PAGE, AUTOSAVE, "/cast-2026/reviewing/1/give-back/"):
        assert client.post(path, typed(review)).status_code == 403


# Colleagues


def test_a_colleague_is_hidden_until_the_discussion_and_until_ones_own_is_in():
    cast = make_cast("discussion")
    reviewer = client_of(cast.people["reviewer_assigned"])
    shown = text_of(reviewer, PAGE)
    assert "Otherreviewword marigold" in shown
    assert "Reviewer B" in shown
    assert "Quentin Blackadder" not in shown
    assert "Othersecret hellebore" not in shown

    retract_review(cast.paper.assignments.get(mark="A").review)

    waiting = text_of(reviewer, PAGE)
    assert "once your own is in" in waiting
    for word in (*OTHERS, "Reviewer B"):
        assert word not in waiting


def test_colleagues_are_hidden_while_reviews_are_written(cast, reviewer):
    shown = text_of(reviewer, PAGE)

    assert "once the chairs have opened the discussion" in shown
    for word in (*OTHERS, "Reviewer B"):
        assert word not in shown


def test_colleagues_are_named_where_the_workshop_says_so():
    cast = make_cast("discussion")
    cast.workshop.reviewers_see_one_another = True
    cast.workshop.save()

    shown = text_of(client_of(cast.people["reviewer_assigned"]), PAGE)

    assert "Quentin Blackadder" in shown
    assert "Othersecret hellebore" not in shown


def test_a_chair_who_reviews_too_reads_no_colleague_before_her_own_is_in(cast):
    chair = cast.people["program_chair"]
    ReviewerFactory(workshop=cast.workshop, user=chair)
    AssignmentFactory(submission=cast.paper, user=chair, mark="Q")

    shown = text_of(client_of(chair), PAGE)

    assert "<textarea" in shown
    for word in (*OTHERS, "Ownreviewword"):
        assert word not in shown


@pytest.mark.parametrize("phase", ["decided", "released_rejected"])
def test_a_reviewer_learns_the_outcome_with_the_release(phase):
    cast = make_cast(phase)
    label = cast.paper.decision.get_outcome_display()

    shown = text_of(client_of(cast.people["reviewer_assigned"]), PAGE)

    assert (label in shown) == (phase == "released_rejected")
    assert "Decisionword foxglove" not in shown
    assert label in text_of(client_of(cast.people["area_chair_assigned"]), PAGE)


# Giving back


def test_a_paper_is_given_back_with_a_reason(cast, review, reviewer):
    path = "/cast-2026/reviewing/1/give-back/"
    assert cast.paper.title in text_of(reviewer, path)
    assert reviewer.post(path, {"reason": " "}).status_code == 422

    response = reviewer.post(path, {"reason": "I wrote the code that they use."})

    assert response.status_code == 302
    review.assignment.refresh_from_db()
    assert (review.assignment.state, review.assignment.ended_reason) == (
        "declined",
        "I wrote the code that they use.",
    )
    assert cast.paper.title not in text_of(reviewer, LIST)
    assert reviewer.get(PAGE).status_code == 404


def test_a_paper_whose_review_is_in_stays(cast, reviewer):
    response = reviewer.post("/cast-2026/reviewing/1/give-back/", {"reason": "No time"})

    assert response.status_code == 403
    assert "Your review is in already." in response.content.decode()
    assert cast.paper.assignments.get(mark="A").state == "active"


# One's own page


def test_what_is_due_stands_on_ones_own_page(cast, review):
    item = reviews_due(cast.people["reviewer_assigned"])[0]
    assert (item.title, item.url, item.detail) == (cast.paper.title, PAGE, "Review begun")

    stranger = ConflictFactory(submission=cast.paper).user
    assert reviews_due(stranger) == []
    assert reviews_due(cast.people["reviewer_assigned"])

    ConflictFactory(submission=cast.paper, user=cast.people["reviewer_assigned"])
    assert reviews_due(cast.people["reviewer_assigned"]) == []


def test_a_hint_beside_anothers_conflict_takes_nothing_off_the_list(cast, review):
    ConflictFactory(submission=cast.paper, user=cast.people["reviewer_assigned"], state="hint")

    assert [item.title for item in reviews_due(cast.people["reviewer_assigned"])] == [cast.paper.title]


def test_nothing_is_due_after_the_release(cast, review):
    assert reviews_due(cast.people["reviewer_assigned"])

    DecisionFactory(submission=cast.paper, released_at=timezone.now())

    assert reviews_due(cast.people["reviewer_assigned"]) == []


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.enumeration
def test_the_number_of_queries_does_not_grow(many, django_assert_num_queries):
    track = TrackFactory(workshop=WorkshopFactory(slug="many-2026"))
    reviewer = ReviewerFactory(workshop=track.workshop).user
    RoleFactory(workshop=track.workshop, user=reviewer, kind="area_chair")
    handled = SubmissionFactory.create_batch(many, track=track)
    papers = SubmissionFactory.create_batch(many, track=track)
    Assignment.objects.bulk_create(
        [Assignment(submission=paper, user=reviewer, mark="A") for paper in papers]
        + [Assignment(submission=paper, user=reviewer, part="area_chair") for paper in handled]
    )
    for assignment in Assignment.objects.filter(part="reviewer")[: many // 2]:
        ReviewFactory(assignment=assignment)
    client = client_of(reviewer)

    with django_assert_num_queries(29):
        shown = client.get("/many-2026/reviewing/").content.decode()

    assert all(paper.title in shown for paper in (papers[0], papers[-1], handled[0], handled[-1]))
