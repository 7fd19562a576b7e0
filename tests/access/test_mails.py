"""No mail tells its reader who stands on the other side; each goes to one person, and answers go to the contact."""

from __future__ import annotations

import pytest
from django.core import mail

from conference.models import Mail, Workshop
from reviews.models import Assignment, Conflict
from reviews.sight import Info
from tests.access.scene import WORDS, Scene, make_scene

pytestmark = pytest.mark.django_db

AUTHORS = {word for word in WORDS if {Info.AUTHOR_IDENTITIES, Info.AUTHOR_EMAILS} & set(word.infos)}
REVIEWERS = {word for word in WORDS if Info.REVIEWER_IDENTITIES in word.infos}
CONFIDENTIAL = {word for word in WORDS if Info.REVIEWS_FOR_CHAIRS in word.infos}


@pytest.fixture
def outbox(django_capture_on_commit_callbacks):
    """Do something through a page, then return what was sent, by address."""

    def send(scene: Scene, name: str, data: dict[str, object], **changed: object) -> dict[str, str]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            answer = scene.clients["program_chair"].post(scene.url(name, **changed), data)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        assert mail.outbox, "nothing was sent"
        assert all(len(message.to) == 1 and not message.cc + message.bcc for message in mail.outbox)
        assert {tuple(message.reply_to) for message in mail.outbox} == {("chairs@cast.example",)}
        return {
            message.to[0]: message.message().as_string().lower() + _text(message) for message in mail.outbox
        }

    return send


def _text(message: mail.EmailMultiAlternatives) -> str:
    parts = [message.subject, message.body, *(str(part.content) for part in message.alternatives)]
    return "\n".join(parts).lower()


def told(words: set, text: str, *, reader: str) -> set[str]:
    """Return the words in a mail, but for the address of its reader herself."""
    return {word.text for word in words if word.is_in(text.replace(reader, "")) and word.text != reader}


def test_words_are_found_where_they_stand():
    assert told(AUTHORS, "dear ignatius bellweather,", reader="x@y.example") == {"ignatius", "bellweather"}
    assert all((AUTHORS, REVIEWERS, CONFIDENTIAL))


@pytest.mark.enumeration
def test_decisions_go_to_authors_without_reviewers(outbox):
    scene = make_scene("decided")
    version = scene.paper.decision.version

    sent = outbox(scene, "reviews:release", {"paper": f"{scene.paper.number}:{version}"})

    assert set(sent) == {"postbox@tanager.example", "letters@wheatear.example", "both@cast.example"}
    for reader, text in sent.items():
        assert "marigold" in text, "the reviews are in the mail"
        assert "foxglove" in text
        assert told(REVIEWERS | CONFIDENTIAL, text, reader=reader) == set()
    assert told(AUTHORS, sent["both@cast.example"], reader="both@cast.example") == set()


def test_corrected_decision_goes_to_authors_without_reviewers(outbox):
    scene = make_scene("released_rejected")
    data = {"action": "correct", "outcome": "accept_poster", "text": "foxglove after all",
            "version": scene.paper.decision.version}  # fmt: skip

    sent = outbox(scene, "reviews:decision", data)

    assert len(sent) == 3
    assert all("foxglove after all" in text for text in sent.values())
    assert all(not told(REVIEWERS | CONFIDENTIAL, text, reader=reader) for reader, text in sent.items())


def test_assignment_goes_to_reviewers_without_authors(outbox):
    scene = make_scene("submitted")
    run = scene.ids["run"]
    assert Conflict.objects.filter(submission=scene.paper).exists()
    # Everybody of the cast is of one institution: with a conflict of her own the chair would leave the paper to another.
    Workshop.objects.update(conflict_kinds=["declared"])

    sent = outbox(scene, "reviews:run_live", {"version": 1}, pk=run)

    assert set(sent) == {"desk@underhill.example"}
    text = sent["desk@underhill.example"]
    assert "zirkelmoos" in text
    assert told(AUTHORS | {word for word in REVIEWERS if not word.names}, text, reader="") == set()


@pytest.mark.enumeration
def test_assignment_by_hand_goes_to_the_reviewer_alone(outbox):
    scene = make_scene("reviewing")
    spare = scene.cast.people["spare"]

    sent = outbox(scene, "reviews:assign_reviewer", {"reviewer-user": spare.pk})

    assert set(sent) == {spare.email}
    assert "zirkelmoos" in sent[spare.email]
    assert told(AUTHORS | REVIEWERS, sent[spare.email], reader="") == set()


def test_reminders_name_nobody_else(outbox):
    scene = make_scene("reviewing")
    second = Assignment.objects.get(submission=scene.paper, mark="B")
    second.review.delete()

    sent = outbox(scene, "conference:reminder", {}, kind="reviews")

    assert set(sent) == {"quentin@cast.example"}
    others = AUTHORS | {word for word in REVIEWERS if word.names}
    assert told(others, sent["quentin@cast.example"], reader="") == set()


@pytest.mark.enumeration
def test_invitations_name_nobody_but_the_invited(outbox):
    scene = make_scene("reviewing")

    sent = outbox(scene, "conference:give_role", {"email": "guest@people.example", "kind": "area_chair"})

    assert set(sent) == {"guest@people.example"}
    assert told(set(WORDS), sent["guest@people.example"], reader="") == set()


@pytest.mark.enumeration
def test_withdrawal_tells_the_authors_and_no_reviewer(outbox):
    scene = make_scene("reviewing")
    scene.clients["program_chair"] = scene.clients["author"]

    sent = outbox(scene, "submissions:withdraw", {})

    assert "desk@underhill.example" not in sent
    assert "quentin@cast.example" not in sent
    assert "postbox@tanager.example" in sent
    assert all(not told(REVIEWERS, text, reader=reader) for reader, text in sent.items())


def test_every_mail_of_the_season_was_one_row_a_person():
    scene = make_scene("reviewing")
    assert all(
        "," not in email
        for email in Mail.objects.filter(workshop=scene.cast.workshop).values_list("email", flat=True)
    )
