"""Mails that come back by plain mail: the report of a mail server, on the command's standard input."""

from __future__ import annotations

import io
import random
import sys
from email.mime.text import MIMEText
from types import SimpleNamespace

import pytest
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from conference import mailing
from conference.mail_returns import read_return
from conference.models import DeadAddress, Mail
from conference.refusals import CAME_BACK
from tests.factories import WorkshopFactory

REPORT = """\
From: MAILER-DAEMON@mail.plenary.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge-of-report"

--edge-of-report
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--edge-of-report
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.plenary.example

Final-Recipient: rfc822; ada@gone.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <ada@gone.example>:
    no such mailbox

--edge-of-report
Content-Type: {kind}
Content-Transfer-Encoding: 8bit

"""


def report(original, action="failed", status="5.1.1", *, head_only=False):
    """Return a report as Postfix writes it, on a mail of which it holds all or the head."""
    kind = "text/rfc822-headers" if head_only else "message/rfc822"
    whole = original.as_bytes()
    held = whole.partition(b"\n\n")[0] + b"\n" if head_only else whole
    return REPORT.format(action=action, status=status, kind=kind).encode() + held + b"\n--edge-of-report--\n"


def hear(content, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    call_command("mail_returned")
    return capsys.readouterr().out.strip()


@pytest.fixture
def sent(db):
    """A mail that went out, as its row and as it went."""
    row = mailing.queue_mail(
        key="invitation", email="ada@gone.example", name="Ada", workshop=WorkshopFactory(),
        values={"part": "reviewer", "link": "http://127.0.0.1:8000/invitations/x/"},
    )  # fmt: skip
    mailing.send(row.pk)
    row.refresh_from_db()
    assert row.state == "sent"
    return SimpleNamespace(row=row, message=outbox.outbox[-1].message())


def test_a_mail_that_came_back_is_marked_once_and_its_address_is_no_good(sent, monkeypatch, capsys):
    assert hear(report(sent.message), monkeypatch, capsys) == f"Mail {sent.row.pk} came back."
    sent.row.refresh_from_db()
    assert (sent.row.state, sent.row.error) == (
        "bounced", f"{CAME_BACK}\n550 5.1.1 <ada@gone.example>: no such mailbox",
    )  # fmt: skip
    assert DeadAddress.objects.get().email == "ada@gone.example"
    Mail.objects.update(state="queued")
    hear(report(sent.message), monkeypatch, capsys)
    assert Mail.objects.get().state == "queued"


def test_the_head_of_the_mail_is_enough_and_a_full_mailbox_spoils_no_address(sent, monkeypatch, capsys):
    hear(report(sent.message, status="5.2.2", head_only=True), monkeypatch, capsys)
    assert Mail.objects.get().state == "bounced"
    assert not DeadAddress.objects.exists()


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "said", [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("failed", "4.4.7"), ("expanded", "")]
)
def test_what_is_no_return_for_good_changes_nothing(said, sent, monkeypatch, capsys):
    assert hear(report(sent.message, *said), monkeypatch, capsys) == "Not the return of a mail from here."
    assert Mail.objects.get().state == "sent"


def test_only_an_id_made_here_marks_a_mail_and_only_its_last_try(sent, monkeypatch, capsys):
    genuine = sent.message["Message-ID"]
    for forged in (
        f"<{sent.row.pk}.1@localhost>",
        genuine.replace(".1.", ".2.", 1),
        "<x@y.example>",
        "",
        "<",
    ):
        sent.message.replace_header("Message-ID", forged)
        hear(report(sent.message), monkeypatch, capsys)
        assert Mail.objects.get().state == "sent", forged
    sent.message.replace_header("Message-ID", genuine)
    Mail.objects.update(attempts=2)
    hear(report(sent.message), monkeypatch, capsys)
    assert Mail.objects.get().state == "sent"


def test_the_mail_server_is_told_to_come_again_while_the_database_is_away(sent, monkeypatch, capsys):
    def away(returned):
        raise DatabaseError

    monkeypatch.setattr("conference.management.commands.mail_returned.note_return", away)
    with pytest.raises(CommandError) as raised:
        hear(report(sent.message), monkeypatch, capsys)
    assert raised.value.returncode == 75


def test_odd_input_is_passed_over():
    message = MIMEText("Dear Ada")
    message["Message-ID"] = "<7.1.abc@plenary.example>"
    whole = report(message)
    assert read_return(whole).message_id == "<7.1.abc@plenary.example>"
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
    for odd in (
        b"",
        b"\0\xff",
        deep,
        whole.replace(b"message/delivery-status", b"text/plain"),
        b"Subject: Hello\n\nAda",
    ):
        assert read_return(odd) is None
    for ending in (b"base64", b"uuencode", b"quoted-printable", b"\xff\xfe"):
        read_return(whole.replace(b"8bit", ending))
    dice = random.Random(3464)
    for _ in range(300):
        torn = bytearray(whole)
        for _ in range(dice.randrange(1, 30)):
            torn[dice.randrange(len(torn))] = dice.randrange(256)
        read_return(bytes(torn[dice.randrange(40) : dice.randrange(len(torn))]))
