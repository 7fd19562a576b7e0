"""A mail is stored with what causes it and sent once; its wording is the workshop's own where there is one."""

from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from conference import mail_texts, mailing
from conference.errors import Invalid
from conference.models import Contact, DeadAddress, Mail, MailTemplate
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
    assert "**" not in message.body
    assert message.body.count(VALUES["link"]) == 1
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


class AwayServer(EmailBackend):
    """A mail server that can't be reached."""

    def open(self):
        raise ConnectionRefusedError("the server is away")


class Refusing(EmailBackend):
    """A mail server that answers as the test says."""

    answer: Exception

    def send_messages(self, messages):
        raise self.answer


def test_mail_waits_longer_each_time_for_a_server_that_is_away_and_is_then_given_up(settings):
    settings.EMAIL_BACKEND = f"{__name__}.AwayServer"
    queued = queue(WorkshopFactory())
    waits = []
    for _ in range(mailing.MOST_ATTEMPTS):
        Mail.objects.filter(pk=queued.pk).update(not_before=None)
        mailing.send(queued.pk)
        queued.refresh_from_db()
        waits.append(queued.not_before)
    assert (queued.state, queued.attempts) == ("failed", mailing.MOST_ATTEMPTS)
    assert "could not be reached" in queued.error
    assert "Given up after" in queued.error.splitlines()[0]
    assert queued.error.splitlines()[1] == "the server is away"
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[-2] - waits[0] > timedelta(hours=10)


@pytest.mark.parametrize(
    ("answer", "state", "says"),
    [
        (
            SMTPRecipientsRefused({"ada@lab.example": (550, b"5.1.1 no such user")}),
            "failed",
            "for good: it may be mistyped or closed. Ask for another one.\n550 5.1.1",
        ),
        (
            SMTPRecipientsRefused({"ada@lab.example": (450, b"4.2.0 greylisted")}),
            "queued",
            "at the moment. It is tried again by itself.\n450 4.2.0",
        ),
        (SMTPDataError(554, b"5.7.1 looks like spam"), "failed", "plainer text may pass.\n554"),
        (SMTPAuthenticationError(535, b"5.7.8 no"), "queued", "does not accept our log-in"),
        (SMTPServerDisconnected("gone"), "failed", "may have arrived"),
        (ValueError("odd address"), "failed", "then send it again.\nodd address"),
    ],
)
def test_what_a_mail_server_answers_is_told_in_words(settings, monkeypatch, answer, state, says):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(Refusing, "answer", answer, raising=False)
    queued = queue(WorkshopFactory())
    assert not mailing.send(queued.pk)
    queued.refresh_from_db()
    assert queued.state == state
    assert says in queued.error
    assert DeadAddress.objects.filter(email="ada@lab.example").exists() == ("5.1.1" in says)


def test_line_break_in_an_address_sends_nothing():
    queued = queue(WorkshopFactory(), email="ada@lab.example\nBcc: all@world.example")
    assert not mailing.send(queued.pk)
    queued.refresh_from_db()
    assert queued.state == "failed"
    assert mail.outbox == []


def test_answers_go_to_a_chair_where_there_is_no_contact():
    chair = RoleFactory()
    mailing.send(queue(chair.workshop).pk)
    assert mail.outbox[0].reply_to == [chair.user.email]


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


@pytest.mark.enumeration
def test_outbox_counts_in_as_many_queries_at_10_and_at_200_mails(client, django_assert_num_queries):
    chair = RoleFactory()
    client.force_login(chair.user)
    address = f"/{chair.workshop.slug}/chair/mail/"
    for many in (10, 190):
        for _ in range(many):
            queue(chair.workshop)
        client.get(address)
        with django_assert_num_queries(14):
            client.get(address)
