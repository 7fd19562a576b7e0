"""Decisions released once with their mails, and corrected."""

import pytest

from conference.errors import Stale
from conference.markdown import render_markdown
from conference.models import AuditEntry, Mail
from reviews.models import Decision
from reviews.services.decisions import release_decisions
from tests.cast import make_cast
from tests.clients import client_of, text_of
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    DecisionFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    WorkshopFactory,
)
from tests.reviews.deciding import MAIL, PAPER, RELEASE, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast("discussion")


# Release


@pytest.mark.enumeration
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


@pytest.mark.enumeration
def test_the_mail_that_was_previewed_is_the_one_that_is_sent(drafted):
    chair = client_of(drafted.people["program_chair"])
    shown = text_of(chair, MAIL)
    assert "Decisionword foxglove" in shown
    assert "Ottoline" not in shown

    chair.post(RELEASE, {"paper": "1:1"})

    mail = Mail.objects.get(email="ignatius@bellweather.example")
    assert render_markdown(mail.body.replace("Ignatius Bellweather", "(the author's name)")) in shown
    assert mail.subject in shown.replace("&quot;", '"')


@pytest.mark.enumeration
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


@pytest.mark.enumeration
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


@pytest.mark.enumeration
def test_an_empty_release_page_leads_back(cast, chair):
    assert "Nothing to release" in text_of(chair, RELEASE)
    assert chair.get(MAIL).status_code == 404


@pytest.mark.enumeration
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


@pytest.mark.enumeration
def test_correcting_nothing_sends_nothing(released):
    chair = client_of(released.people["program_chair"])

    response = chair.post(PAPER, draft(1, "reject", "Decisionword foxglove", action="correct"))

    assert response.status_code == 422
    assert "nothing was sent" in response.content.decode()
    assert not Mail.objects.exists()


@pytest.mark.enumeration
@pytest.mark.parametrize("action", ["save", "clear"])
def test_a_released_decision_is_not_drafted_over_or_taken_back(released, action):
    chair = client_of(released.people["program_chair"])

    assert chair.post(PAPER, draft(1, "accept_oral", action=action)).status_code == 403

    assert Decision.objects.get().outcome == "reject"


@pytest.mark.enumeration
def test_a_draft_is_not_corrected(drafted):
    chair = client_of(drafted.people["program_chair"])

    assert chair.post(PAPER, draft(1, action="correct")).status_code == 403
    assert Decision.objects.get().outcome == "accept_spotlight"
    assert not Mail.objects.exists()
