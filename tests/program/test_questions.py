"""Questions and feedback of visitors: off unless wanted, read by organizers first."""

from __future__ import annotations

import pytest

from program.models import PublicSite, Remark


@pytest.fixture
def asked(edition):
    PublicSite.objects.create(workshop=edition.workshop, takes_questions=True)
    return f"{edition.url}programme/{edition.keynote.public_id}/questions/"


@pytest.mark.enumeration
def test_nobody_can_ask_unless_the_workshop_wants_it(edition):
    address = f"{edition.url}programme/{edition.keynote.public_id}/questions/"
    assert edition.client().get(address).status_code == 404
    assert address not in edition.client().get(f"{edition.url}programme/").content.decode()
    PublicSite.objects.create(workshop=edition.workshop, takes_questions=True)
    assert edition.client().get(address).status_code == 200
    assert address in edition.client().get(f"{edition.url}programme/").content.decode()
    edition.change(programme_state="draft")
    assert edition.client().get(address).status_code == 404


def test_a_question_shows_once_an_organizer_lets_it(edition, asked):
    visitor, editor = edition.client(), edition.client(edition.editor)
    text = "Why <script>alert(1)</script>?"
    assert visitor.post(asked, {"kind": "question", "text": text, "name": "Vic"}).status_code == 302
    assert "Vic" not in edition.client().get(asked).content.decode()
    remark = Remark.objects.get()
    page = editor.get(f"{edition.url}chair/site/questions/").content.decode()
    assert "Why &lt;script&gt;" in page
    door = f"{edition.url}chair/site/questions/{remark.pk}/"
    assert edition.client(edition.outsider).post(door, {"action": "show"}).status_code == 404
    editor.post(door, {"action": "show"})
    assert "Vic" in edition.client().get(asked).content.decode()
    editor.post(door, {"action": "hide"})
    assert "Vic" not in edition.client().get(asked).content.decode()


@pytest.mark.enumeration
def test_feedback_is_never_shown(edition, asked):
    edition.client().post(asked, {"kind": "feedback", "text": "Too fast"})
    remark = Remark.objects.get()
    edition.client(edition.editor).post(f"{edition.url}chair/site/questions/{remark.pk}/", {"action": "show"})
    remark.refresh_from_db()
    assert remark.state == "hidden"
    assert "Too fast" not in edition.client().get(asked).content.decode()


def test_too_many_unread_are_not_taken(edition, asked):
    Remark.objects.bulk_create(Remark(session=edition.keynote, text="Again") for _ in range(200))
    response = edition.client().post(asked, {"kind": "question", "text": "One more"})
    assert response.status_code == 429
    assert "One more" in response.content.decode()
    assert edition.client().post(asked, {"kind": "question", "text": ""}).status_code == 422
