"""A mail is stored with what causes it and sent once; its wording is the workshop's own where there is one."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from conference import mail_texts, mailing
from conference.errors import Invalid
from conference.models import Contact, Mail, MailTemplate
from tests.factories import RoleFactory, SubmissionFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
VALUES = {"part": "reviewer", "link": "http://127.0.0.1:8000/invitations/x/"}


def queue(workshop, **changes):
    given = {"key": "invitation", "email": "ada@lab.example", "name": "Ada Ngata", "values": VALUES}
    return mailing.queue_mail(workshop=workshop, **{**given, **changes})


def test_mail_goes_out_once_though_the_task_runs_twice():
    queued = queue(WorkshopFactory())
    assert mailing.send(queued.pk)
    assert not mailing.send(queued.pk)
    assert len(mail.outbox) == 1
    queued.refresh_from_db()
    assert queued.state == "sent"


def test_same_reason_gives_the_same_mail():
    workshop = WorkshopFactory()
    assert queue(workshop, dedupe_key="a") == queue(workshop, dedupe_key="a")
    assert Mail.objects.count() == 1


def test_mail_has_one_recipient_text_html_and_replies_to_the_contact():
    workshop = WorkshopFactory(acronym="Trees 2026")
    Contact.objects.create(workshop=workshop, label="Chairs", email="chairs@trees.example")
    mailing.send(queue(workshop).pk)
    message = mail.outbox[0]
    assert (message.to, message.cc, message.bcc, message.reply_to) == (
        ["ada@lab.example"],
        [],
        [],
        ["chairs@trees.example"],
    )
    assert "Dear Ada Ngata" in message.body
    assert "<strong>Trees 2026</strong>" in message.alternatives[0][0]


def test_line_break_in_a_title_makes_no_header():
    workshop = WorkshopFactory(acronym="Trees\r\nBcc: all@world.example")
    mailing.send(queue(workshop).pk)
    assert "\n" not in mail.outbox[0].subject
    assert "Bcc" not in mail.outbox[0].message()


def test_own_wording_is_used_and_unknown_placeholders_are_refused():
    workshop = WorkshopFactory()
    MailTemplate.objects.create(
        workshop=workshop, key="invitation", subject="Join {workshop}", body="Hi {name}, {part}?"
    )
    subject, body = mailing.render("invitation", workshop=workshop, name="Ada", values=VALUES)
    assert (subject, body) == (f"Join {workshop.acronym}", "Hi Ada, reviewer?")
    with pytest.raises(Invalid, match=r"no placeholder \{salary\}"):
        mail_texts.check_text("invitation", "You get {salary}")


def test_failed_mail_is_tried_again_and_then_named(monkeypatch):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError("the server is away")

    monkeypatch.setattr("conference.mailing.EmailMultiAlternatives.send", refuse)
    queued = queue(WorkshopFactory())
    for _ in range(mailing.MOST_ATTEMPTS):
        Mail.objects.filter(pk=queued.pk).update(not_before=None)
        mailing.send(queued.pk)
    queued.refresh_from_db()
    assert (queued.state, queued.error) == ("failed", "the server is away")
    assert mailing.retry_mail(mail=queued)


def test_sweep_sends_what_nobody_rang_for_and_names_what_was_interrupted():
    workshop = WorkshopFactory()
    lost, broken = queue(workshop), queue(workshop)
    long_ago = timezone.now() - timedelta(hours=1)
    Mail.objects.filter(pk=lost.pk).update(created_at=long_ago)
    Mail.objects.filter(pk=broken.pk).update(state="sending", lease_until=long_ago)
    assert mailing.sweep_mails() == 1
    broken.refresh_from_db()
    assert broken.state == "failed"
    assert "may have arrived" in broken.error
    assert len(mail.outbox) == 1


@pytest.mark.enumeration
@pytest.mark.parametrize("key", [kind.key for kind in mail_texts.kinds()])
def test_every_kind_has_a_text_that_uses_only_its_placeholders(key):
    subject, body = mail_texts.default_text(key)
    assert subject
    mail_texts.check_text(key, subject, body)


def test_outbox_keeps_an_authors_address_from_the_chair_until_release(client):
    chair = RoleFactory()
    paper = SubmissionFactory(track__workshop=chair.workshop)
    queue(chair.workshop, email="secret@author.example", name="Secret Author", part="author", about=paper.ref)
    queue(chair.workshop, email="open@reviewer.example", part="reviewer")
    client.force_login(chair.user)
    page = client.get(f"/{chair.workshop.slug}/chair/mail/").content.decode()
    assert "open@reviewer.example" in page
    assert "secret@author.example" not in page
    assert "Secret Author" not in page


def test_outbox_counts_in_as_many_queries_at_10_and_at_200_mails(client, django_assert_num_queries):
    chair = RoleFactory()
    client.force_login(chair.user)
    address = f"/{chair.workshop.slug}/chair/mail/"
    for many in (10, 190):
        for _ in range(many):
            queue(chair.workshop)
        client.get(address)
        with django_assert_num_queries(10):
            client.get(address)
