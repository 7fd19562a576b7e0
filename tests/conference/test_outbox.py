"""The chairs' outbox: read, changed, held, sent, taken back; who refuses is left in peace; what comes back is told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from conference import mailing
from conference.models import AuditEntry, DeadAddress, Mail, MailRefusal, MailRules
from reviews.models import Conflict
from tests.factories import RoleFactory, SubmissionFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
VALUES = {"part": "reviewer", "link": "http://127.0.0.1:8000/invitations/x/"}


def queue(workshop, **changes):
    given = {"key": "invitation", "email": "ada@lab.example", "name": "Ada Ngata", "values": VALUES}
    return mailing.queue_mail(workshop=workshop, **{**given, **changes})


@pytest.fixture
def chair():
    return RoleFactory()


@pytest.fixture
def office(client, chair, django_capture_on_commit_callbacks):
    """The chair's browser below /chair/mail/; what waits for the end of the transaction follows."""
    client.force_login(chair.user)

    def go(path, data=None):
        address = f"/{chair.workshop.slug}/chair/mail/{path}"
        if data is None:
            return client.get(address)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data)

    return go


def state_of(one):
    one.refresh_from_db()
    return one.state


def test_mail_on_hold_does_not_go_and_goes_when_sent(office, chair):
    held, other = queue(chair.workshop), queue(chair.workshop, email="other@lab.example")
    office("act/", {"action": "hold", "mail": [held.pk]})
    assert (state_of(held), state_of(other)) == ("held", "queued")
    assert not mailing.send(held.pk)
    assert mailing.send(other.pk)
    office("act/", {"action": "send", "mail": [held.pk, other.pk]})
    assert [message.to for message in mail.outbox] == [["other@lab.example"], ["ada@lab.example"]], (
        "once each"
    )
    assert AuditEntry.objects.get(action="mails_send").text == "1 mail sent by hand"


def test_mail_that_was_taken_back_does_not_go(office, chair):
    one = queue(chair.workshop)
    office("act/", {"action": "take_back", "mail": [one.pk]})
    assert state_of(one) == "cancelled"
    assert not mailing.send(one.pk)
    Mail.objects.update(created_at=timezone.now() - timedelta(hours=1))
    mailing.sweep_mails()
    assert mail.outbox == []
    office("act/", {"action": "send", "mail": [one.pk]})
    assert state_of(one) == "sent"


def test_all_that_were_found_can_be_taken_back_at_once(office, chair):
    many = [queue(chair.workshop, email=f"p{n}@lab.example") for n in range(3)]
    kept = queue(chair.workshop, key="late_link", values={"track": "A", "until": "soon", "link": "x"})
    office("act/", {"action": "take_back", "every": "1", "kind": "invitation", "state": "queued"})
    assert {state_of(one) for one in many} == {"cancelled"}
    assert state_of(kept) == "queued"


def test_hold_of_all_mail_keeps_everything_until_it_ends_but_what_is_sent_by_hand(office, chair):
    office("rules/", {"held": "on", "delay_minutes": "0"})
    one, two = queue(chair.workshop), queue(chair.workshop, email="two@lab.example")
    elsewhere = queue(WorkshopFactory(), email="else@lab.example")
    assert not mailing.send(one.pk)
    assert mailing.send(elsewhere.pk)
    assert "All mail is on hold" in office("").content.decode()
    office("act/", {"action": "send", "mail": [one.pk]})
    assert state_of(one) == "sent"
    Mail.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert mailing.sweep_mails() == 0
    office("rules/", {"delay_minutes": "0"})
    assert state_of(two) == "sent"


def test_mails_to_many_wait_where_the_chair_wants_it_and_receipts_do_not(office, chair):
    office("rules/", {"delay_minutes": "10"})
    many = queue(chair.workshop)
    prompt = queue(chair.workshop, key="late_link", values={"track": "A", "until": "soon", "link": "x"})
    assert timedelta(minutes=9) < many.not_before - timezone.now() <= timedelta(minutes=10)
    assert prompt.not_before is None
    assert not mailing.send(many.pk)
    assert "goes " in office("").content.decode()
    Mail.objects.filter(pk=many.pk).update(not_before=timezone.now())
    mailing.sweep_mails()
    assert state_of(many) == "sent"


def test_words_of_one_mail_can_be_changed_until_it_goes(office, chair):
    one = queue(chair.workshop)
    page = office(f"{one.pk}/").content.decode()
    assert "Ada Ngata" in page
    given = {"subject": "Come\r\nBcc: all@world.example", "body": "Dear *Ada*, please.", "version": 1}
    assert office(f"{one.pk}/", given).status_code == 302
    clash = office(f"{one.pk}/", {**given, "body": "My other words."})
    text = clash.content.decode()
    assert clash.status_code == 409
    assert "My other words." in text
    assert "Dear <em>Ada</em>" in text, "what is saved now"
    assert 'name="version" value="2"' in text
    mailing.send(one.pk)
    assert mail.outbox[0].subject == "Come Bcc: all@world.example"
    assert "<em>Ada</em>" in mail.outbox[0].alternatives[0][0]
    late = office(f"{one.pk}/", {**given, "body": "Too late.", "version": 2})
    assert late.status_code == 403
    assert "Too late." in late.content.decode()
    entry = AuditEntry.objects.get(action="mail_edited")
    assert "Ada Ngata" in entry.before["body"]
    assert office(f"{queue(chair.workshop).pk}/", {**given, "body": " "}).status_code == 422


def test_mail_to_a_hidden_author_can_be_held_but_neither_read_nor_changed_nor_found(office, chair):
    paper = SubmissionFactory(track__workshop=chair.workshop)
    one = queue(chair.workshop, email="secret@author.example", name="Secret", part="author", about=paper.ref)
    page = office(f"{one.pk}/").content.decode()
    assert "secret" not in page.lower()
    assert office(f"{one.pk}/", {"subject": "x", "body": "x", "version": 1}).status_code == 403
    assert "No mail fits" in office("?q=secret@author.example").content.decode()
    office("act/", {"action": "hold", "mail": [one.pk]})
    assert state_of(one) == "held"
    queue(chair.workshop, email="shown@lab.example")
    assert "shown@lab.example" in office("?q=shown@lab").content.decode()


def test_mails_of_other_workshops_stay_as_they_are(office):
    foreign = queue(WorkshopFactory())
    assert office(f"{foreign.pk}/").status_code == 404
    office("act/", {"action": "take_back", "mail": [foreign.pk]})
    assert state_of(foreign) == "queued"


def test_one_click_ends_invitations_of_a_workshop_and_no_others(client, chair, office):
    mailing.send(queue(chair.workshop).pk)
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").replace("\n ", "")
    assert address in mail.outbox[0].body
    path = re.sub(r"^https?://[^/]+", "", address)
    assert "ada@lab.example" in client.get(path).content.decode()
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200

    again = queue(chair.workshop)
    assert again.state == "cancelled"
    assert "no more invitations" in again.error
    office("act/", {"action": "send", "mail": [again.pk]})
    assert state_of(again) == "cancelled", "whoever presses"
    people = f"/{chair.workshop.slug}/chair/people/"
    offered = client.post(f"{people}roles/", {"email": "Ada@lab.example", "kind": "site_editor"}, follow=True)
    assert "asked for no more invitations" in offered.content.decode()
    assert not chair.workshop.invitations.exists()
    assert queue(WorkshopFactory()).state == "queued"
    receipt = queue(chair.workshop, key="late_link", values={"track": "A", "until": "soon", "link": "x"})
    assert receipt.state == "queued", "what she asked for still comes"
    client.post(path, {"wish": "none"})
    assert queue(WorkshopFactory()).state == "cancelled"
    client.post(path, {"wish": "again"})
    assert not MailRefusal.objects.exists()
    assert client.get(path[:-3] + "x/").status_code == 404


def test_mail_to_an_address_that_is_dead_waits_for_a_chairs_word(office, chair):
    DeadAddress.objects.create(email="ada@lab.example", reason="550 5.1.1 no such user")
    one = queue(chair.workshop, email="Ada@lab.example")
    assert not mailing.send(one.pk)
    assert state_of(one) == "held"
    assert "5.1.1" in one.error
    office("act/", {"action": "send", "mail": [one.pk]})
    assert state_of(one) == "sent"
    assert not DeadAddress.objects.exists()


def test_road_says_that_mails_did_not_arrive_but_of_hidden_papers_nothing(client, office, chair):
    road = f"/{chair.workshop.slug}/chair/"
    paper = SubmissionFactory(track__workshop=chair.workshop)
    Conflict.objects.create(submission=paper, user=chair.user, kind="declared", state="active")
    queue(chair.workshop, part="reviewer", about=paper.ref)
    Mail.objects.update(state="failed")
    assert "did not arrive" not in client.get(road).content.decode()
    queue(chair.workshop)
    Mail.objects.update(state="bounced")
    assert "Mails did not arrive:" in client.get(road).content.decode()


def test_rules_are_checked(office):
    assert office("rules/", {"delay_minutes": "99999"}).status_code == 422
    assert not MailRules.objects.exists()


@pytest.mark.enumeration
def test_unknown_act_is_refused_in_words(client, office, chair):
    one = queue(chair.workshop)
    office("act/", {"action": "burn", "mail": [one.pk]})
    assert "Choose what to do" in office("").content.decode()
    assert state_of(one) == "queued"
