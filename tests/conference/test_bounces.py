"""A mail provider's reports: what came back is told in the outbox, and its address waits for a chair's word."""

from __future__ import annotations

import base64

import pytest
from anymail.signals import tracking

from conference import bounces
from conference.models import DeadAddress, Mail, MailRefusal
from tests.factories import WorkshopFactory

pytestmark = pytest.mark.django_db
SECRET = "reports:a-long-password"


@pytest.fixture
def report(client, settings):
    """What Postmark posts, with the secret or another one."""
    settings.ROOT_URLCONF = "tests.conference.bounce_urls"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    bounces.connect()

    def send(secret=SECRET, **data):
        given = {"MessageID": "abc-1", "Email": "Ada@lab.example", **data}
        basic = base64.b64encode(secret.encode()).decode()
        return client.post("/mail-reports/postmark/tracking/", given, content_type="application/json",
                           headers={"authorization": f"Basic {basic}"})  # fmt: skip

    yield send
    tracking.disconnect(dispatch_uid="plenary.bounces")


@pytest.fixture
def sent():
    return Mail.objects.create(
        workshop=WorkshopFactory(), template="invitation", email="ada@lab.example", state="sent", provider_id="abc-1"
    )  # fmt: skip


BOUNCE = {"RecordType": "Bounce", "Type": "HardBounce", "Details": "smtp;550 5.1.1 no such user"}


def test_bounce_is_told_with_its_mail_and_marks_the_address(report, sent):
    other = Mail.objects.create(
        template="invitation", email="ada@lab.example", state="sent", provider_id="abc-2"
    )
    for _ in range(2):
        assert report(**BOUNCE).status_code == 200
    sent.refresh_from_db()
    other.refresh_from_db()
    assert (sent.state, other.state) == ("bounced", "sent")
    assert "5.1.1 no such user" in sent.error
    assert DeadAddress.objects.get().email == "ada@lab.example"


def test_complaint_ends_invitations_everywhere(report, sent):
    report(RecordType="SpamComplaint", Type="SpamComplaint")
    assert MailRefusal.objects.get(workshop=None).email == "ada@lab.example"
    sent.refresh_from_db()
    assert (sent.state, "unwanted" in sent.error) == ("sent", True)


def test_report_without_the_secret_changes_nothing(report, sent):
    assert report(secret="reports:guess", **BOUNCE).status_code == 400
    sent.refresh_from_db()
    assert (sent.state, DeadAddress.objects.exists()) == ("sent", False)


def test_provider_is_chosen_by_settings(monkeypatch):
    from conference import env

    monkeypatch.setenv("PLENARY_EMAIL_PROVIDER", "postmark")
    monkeypatch.setenv("PLENARY_EMAIL_PROVIDER_KEYS", "POSTMARK_SERVER_TOKEN=a=b")
    assert env.email() == {
        "EMAIL_BACKEND": "anymail.backends.postmark.EmailBackend",
        "ANYMAIL": {"POSTMARK_SERVER_TOKEN": "a=b", "WEBHOOK_SECRET": ""},
    }
