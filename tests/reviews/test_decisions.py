"""Decisions: drafted, checked, previewed, released once with their mails, corrected; hidden from whom they must be."""

import re

import pytest
from django.test import Client

from conference.errors import Stale
from conference.markdown import render_markdown
from conference.models import AuditEntry, Mail
from reviews.models import Assignment, Decision, Review
from reviews.selectors.decisions import decision_table
from reviews.selectors.road import decisions_step
from reviews.services.decisions import release_decisions
from reviews.services.review_forms import form_for
from submissions.models import Author, Submission
from tests.cast import make_cast, retract_review
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    DecisionFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db

TABLE = "/cast-2026/chair/decisions/"
PAPER = f"{TABLE}1/"
RELEASE = f"{TABLE}release/"
MAIL = f"{PAPER}mail/"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def cast():
    return make_cast("discussion")


@pytest.fixture
def chair(cast):
    return client_of(cast.people["program_chair"])


@pytest.fixture
def drafted():
    """The paper with a drafted decision, not released."""
    return make_cast("decided")


def draft(version=0, outcome="accept_oral", text="Well done.", action="save"):
    return {"version": version, "outcome": outcome, "text": text, "action": action}


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


def test_a_draft_review_counts_for_nothing(cast, chair):
    review = cast.paper.assignments.get(mark="B").review
    review.overall = 1
    review.save()
    assert "Scores 7, 1;" in text_of(chair, TABLE)

    retract_review(review)

    shown = text_of(chair, TABLE)
    assert "Scores 7;" in shown
    assert "1 of 2" in shown
    assert ">Too few<" in shown


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


@pytest.mark.parametrize("path", [TABLE, PAPER, RELEASE])
def test_a_conflicted_chair_finds_nothing_of_the_paper(drafted, path):
    seen = text_of(client_of(drafted.people["program_chair"]), path)
    assert drafted.paper.title in seen

    response = client_of(drafted.people["program_chair_conflicted"]).get(path)

    assert response.status_code == (404 if path == PAPER else 200)
    for word in (drafted.paper.title, "foxglove", "Percival", "Scores 7"):
        assert word not in response.content.decode()


def test_counts_leave_out_the_paper_of_a_conflicted_chair(drafted):
    table = decision_table(drafted.viewer("program_chair"), drafted.workshop)
    assert (table.total, table.drafted, table.accepted) == (2, 1, 1)

    table = decision_table(drafted.viewer("program_chair_conflicted"), drafted.workshop)
    assert (table.total, table.drafted, table.accepted) == (1, 0, 0)

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


@pytest.mark.parametrize("path", [PAPER, MAIL])
def test_a_paper_one_has_a_conflict_with_answers_like_a_missing_one(drafted, path):
    client = client_of(drafted.people["program_chair_conflicted"])

    denied, missing = client.get(path), client.get(path.replace("/1/", "/999/"))

    assert (denied.status_code, missing.status_code) == (404, 404)
    assert denied.content == missing.content


# Drafting


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


def test_bulk_keeps_the_texts(drafted):
    client_of(drafted.people["program_chair"]).post(TABLE, {"outcome": "reject", "paper": ["1:1"]})

    decision = Decision.objects.get()
    assert (decision.outcome, decision.text) == ("reject", "Decisionword foxglove")


@pytest.mark.parametrize("papers", ["x:y", "1", "-1:0", f"{10**30}:0", ""])
def test_bulk_of_nonsense_changes_nothing(cast, chair, papers):
    assert chair.post(TABLE, {"outcome": "reject", "paper": papers}).status_code == 302
    assert chair.post(TABLE, {"outcome": "adopt", "paper": "1:0"}).status_code == 422
    assert not Decision.objects.exists()


# Release


def test_release_page_says_how_many_papers_and_mails_and_names_thin_ones(drafted):
    DecisionFactory(submission=drafted.other_paper, outcome="reject")
    chair = client_of(drafted.people["program_chair"])

    shown = text_of(chair, RELEASE)

    assert "<strong>2 papers</strong>" in shown
    assert "<strong>3 mails</strong>" in shown
    assert "Release 2 and send 3 mails" in shown
    assert "2 papers without enough reviews" in shown
    assert f"#{drafted.other_paper.number} {drafted.other_paper.title}</a>: 0 of 3" in shown
    assert "Ottoline" not in shown
    assert not Mail.objects.exists()


def test_the_mail_that_was_previewed_is_the_one_that_is_sent(drafted):
    chair = client_of(drafted.people["program_chair"])
    shown = text_of(chair, MAIL)
    assert "Decisionword foxglove" in shown
    assert "Ottoline" not in shown

    chair.post(RELEASE, {"paper": "1:1"})

    mail = Mail.objects.get(email="ignatius@bellweather.example")
    assert render_markdown(mail.body.replace("Ignatius Bellweather", "(the author's name)")) in shown
    assert mail.subject in shown.replace("&quot;", '"')


def test_release_tells_authors_once_and_nobody_else(drafted):
    chair = client_of(drafted.people["program_chair"])
    author = client_of(drafted.people["author"])
    assert "foxglove" not in text_of(author, "/cast-2026/my-papers/1/")

    first = chair.post(RELEASE, {"paper": "1:1"})
    second = chair.post(RELEASE, {"paper": "1:1"}, follow=True)

    assert first.status_code == 302
    assert "released already; no mail was sent again" in second.content.decode()
    assert sorted(Mail.objects.values_list("email", flat=True)) == [
        "author@cast.example",
        "ignatius@bellweather.example",
    ]
    assert AuditEntry.objects.filter(action="decision_released").count() == 1
    assert "Decisionword foxglove" in text_of(author, "/cast-2026/my-papers/1/")
    assert "decision released" in text_of(author, "/cast-2026/my-papers/1/")
    for mail in Mail.objects.all():
        assert "Otherreviewword marigold" in mail.body
        for word in ("Percival", "Quentin", "gentian", "hellebore"):
            assert word not in mail.body


def test_a_draft_that_changed_since_it_was_looked_at_is_not_released(drafted):
    DecisionFactory(submission=drafted.other_paper, outcome="reject")
    chair = client_of(drafted.people["program_chair"])
    chair.post(PAPER, draft(1, "reject", "Changed meanwhile"))

    response = chair.post(RELEASE, {"paper": ["1:1", "2:1"]})

    assert response.status_code == 409
    assert "no mail was sent" in response.content.decode()
    assert not Mail.objects.exists()
    assert not Decision.objects.filter(released_at__isnull=False).exists()
    drafted.workshop.refresh_from_db()
    assert drafted.workshop.decisions_released_at is None


def test_release_takes_no_paper_that_the_chair_may_not_decide_on(drafted):
    DecisionFactory(submission=drafted.other_paper, outcome="reject")

    client_of(drafted.people["program_chair_conflicted"]).post(RELEASE, {"paper": ["1:1", "2:1"]})

    assert [row.submission_id for row in Decision.objects.filter(released_at__isnull=False)] == [
        drafted.other_paper.pk
    ]


def test_mails_of_a_release_stay_hidden_from_a_conflicted_chair(drafted):
    client_of(drafted.people["program_chair"]).post(RELEASE, {"paper": "1:1"})
    outbox, history = "/cast-2026/chair/mail/", "/cast-2026/chair/history/"
    chair, conflicted = (
        client_of(drafted.people[name]) for name in ("program_chair", "program_chair_conflicted")
    )
    assert drafted.paper.title in text_of(chair, outbox)
    assert "decision released" in text_of(chair, history)

    assert drafted.paper.title not in text_of(conflicted, outbox)
    assert "decision released" not in text_of(conflicted, history)


def test_an_empty_release_page_leads_back(cast, chair):
    assert "Nothing to release" in text_of(chair, RELEASE)
    assert chair.get(MAIL).status_code == 404


def test_release_takes_the_same_number_of_reads_for_two_papers_and_for_twelve(django_assert_max_num_queries):
    """A mail is looked up, worded and stored, the decision is saved, and so is an entry of the history."""
    per_paper, fixed = 7, 12
    for many in (2, 12):
        track = TrackFactory(workshop=WorkshopFactory(slug=f"many-{many}"))
        seen = {}
        for _ in range(many):
            paper = SubmissionFactory(track=track)
            AuthorFactory(submission=paper)
            ReviewFactory(assignment=AssignmentFactory(submission=paper))
            seen[paper.pk] = DecisionFactory(submission=paper).version
        chair = RoleFactory(workshop=track.workshop).user
        with django_assert_max_num_queries(fixed + per_paper * many):
            assert release_decisions(workshop=track.workshop, by=chair, seen=seen) == many


def test_release_of_a_stale_version_raises(drafted):
    with pytest.raises(Stale):
        release_decisions(
            workshop=drafted.workshop, by=drafted.people["program_chair"], seen={drafted.paper.pk: 4}
        )


# Corrections


@pytest.fixture
def released():
    return make_cast("released_rejected")


def test_a_correction_is_previewed_then_sent_once(released):
    chair = client_of(released.people["program_chair"])
    change = draft(1, "accept_poster", "We were wrong.")
    shown = chair.post(PAPER, {**change, "action": "preview"})
    text = shown.content.decode()
    assert "accepted for a poster" in text
    assert "We were wrong." in text
    assert not Mail.objects.exists()
    assert Decision.objects.get().outcome == "reject"

    first = chair.post(PAPER, {**change, "action": "correct"})
    second = chair.post(PAPER, {**change, "action": "correct"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert Mail.objects.filter(template="decision_corrected").count() == 2
    mail = Mail.objects.get(email="author@cast.example")
    assert "not accepted" in mail.body
    assert "**accepted for a poster**" in mail.body
    entry = AuditEntry.objects.get(action="decision_corrected")
    assert (entry.before["outcome"], entry.after["outcome"]) == ("reject", "accept_poster")
    assert "Accepted as a poster" in text_of(client_of(released.people["author"]), "/cast-2026/my-papers/1/")


def test_correcting_nothing_sends_nothing(released):
    chair = client_of(released.people["program_chair"])

    response = chair.post(PAPER, draft(1, "reject", "Decisionword foxglove", action="correct"))

    assert response.status_code == 422
    assert "nothing was sent" in response.content.decode()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("action", ["save", "clear"])
def test_a_released_decision_is_not_drafted_over_or_taken_back(released, action):
    chair = client_of(released.people["program_chair"])

    assert chair.post(PAPER, draft(1, "accept_oral", action=action)).status_code == 403

    assert Decision.objects.get().outcome == "reject"


def test_a_draft_is_not_corrected(drafted):
    chair = client_of(drafted.people["program_chair"])

    assert chair.post(PAPER, draft(1, action="correct")).status_code == 403
    assert Decision.objects.get().outcome == "accept_spotlight"
    assert not Mail.objects.exists()


# Size


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.parametrize(("path", "queries"), [("", 24), ("release/", 13)])
@pytest.mark.enumeration
def test_the_number_of_queries_does_not_grow(many, path, queries, django_assert_num_queries):
    workshop = WorkshopFactory(slug="many-2026")
    papers = SubmissionFactory.create_batch(many, track=TrackFactory(workshop=workshop))
    reviewers = UserFactory.create_batch(5)
    Assignment.objects.bulk_create(
        Assignment(submission=paper, user=reviewers[(at + mark) % 5], mark="ABC"[mark])
        for at, paper in enumerate(papers)
        for mark in range(3)
    )
    form = form_for(workshop, None)
    Review.objects.bulk_create(
        Review(assignment=row, form=form, overall=5, confidence=3, state="submitted")
        for row in Assignment.objects.all()
    )
    Author.objects.bulk_create(
        Author(submission=paper, name="A", email=f"a{paper.pk}@x.example") for paper in papers
    )
    Decision.objects.bulk_create(
        Decision(submission=paper, outcome="reject") for paper in papers[: many // 2]
    )
    client = client_of(RoleFactory(workshop=workshop, user=UserFactory()).user)

    with django_assert_num_queries(queries):
        shown = client.get(f"/many-2026/chair/decisions/{path}").content.decode()

    assert papers[0].title in shown
