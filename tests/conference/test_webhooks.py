"""Webhooks: each event once it is in, signed as the specification says, tried again, never beyond its owner's sight."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.urls import resolve
from django.utils import timezone

from conference import audit
from conference.models import AuditEntry, Webhook, WebhookDelivery
from conference.services import webhooks as services
from conference.webhook_rules import WAITS, is_public, signature, target_of, wait_after
from reviews.models import Conflict
from submissions.models.papers import SubmissionState
from tests.conference.receiver import receiving
from tests.factories import RoleFactory, SubmissionFactory, UserFactory

ALL = ["submission.submitted", "submission.updated", "review.submitted", "decision.released"]


@pytest.fixture(scope="module")
def server():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def receiver(server, settings):
    settings.INTERNAL_WEBHOOKS = True
    server.came.clear()
    server.status, server.headers = 204, {}
    return server


@pytest.fixture
def chair(db):
    return RoleFactory()


@pytest.fixture
def act(django_capture_on_commit_callbacks):
    """Do something as a request does it: what waits for the end of the transaction follows."""

    def run(do):
        with django_capture_on_commit_callbacks(execute=True):
            return do()

    return run


def hook_of(chair, receiver, events=ALL):
    return services.add(workshop=chair.workshop, by=chair.user, url=receiver.url, events=events, note="")


def paper_of(chair, **changes):
    return SubmissionFactory(track__workshop=chair.workshop, **changes)


def record(paper, action="paper.submitted"):
    audit.record(workshop=paper.workshop, actor=None, action=action, about=paper.ref, text="It happened")


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Check a message as a receiver does it, from the text of the specification and with nothing of ours."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")


def test_event_arrives_signed_and_says_what_happened_and_nobody(chair, receiver, act):
    hook = hook_of(chair, receiver)
    paper = paper_of(chair, title="A title nobody is told")

    act(lambda: record(paper))

    [(path, headers, body)] = receiver.came
    told = json.loads(body)
    assert (path, told["type"]) == ("/in?from=plenary", "submission.submitted")
    assert told["data"]["paper"] == paper.number
    assert told["data"]["workshop"] == chair.workshop.slug
    api = told["data"]["api"].removeprefix(settings.BASE_URL)
    assert resolve(api).view_name == "api:chair_paper"
    assert told["data"]["page"].endswith(f"/chair/papers/{paper.number}/")
    assert b"nobody is told" not in body
    secret = services.secret_of(hook)
    assert verified(secret, headers, body)
    assert not verified(secret, headers, body.replace(b"submission", b"permission"))
    assert hook.deliveries.get().state == "delivered"


def test_signature_is_that_of_the_specification():
    """Checked with the example of the specification's own documentation."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    found = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_event_of_a_transaction_that_fails_is_not_told_and_one_whose_ring_is_lost_is(chair, receiver, act):
    hook_of(chair, receiver)
    record(paper_of(chair))
    assert receiver.came == [], "nothing goes before the transaction is in"
    WebhookDelivery.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert services.sweep() == 1
    assert len(receiver.came) == 1
    assert services.sweep() == 0


def test_message_of_a_worker_that_died_goes_again_under_the_same_id(chair, receiver, act):
    hook = hook_of(chair, receiver)
    act(lambda: record(paper_of(chair)))
    hook.deliveries.update(state="sending", lease_until=timezone.now() - timedelta(minutes=1),
                           created_at=timezone.now() - timedelta(hours=1))  # fmt: skip
    services.sweep()
    first, second = (headers["webhook-id"] for _, headers, _ in receiver.came)
    assert first == second


def test_refused_message_is_tried_again_later_and_then_given_up_and_its_owner_told(chair, receiver, act):
    hook = hook_of(chair, receiver)
    receiver.status = 503
    act(lambda: record(paper_of(chair)))
    delivery = hook.deliveries.get()
    assert delivery.state == "waiting"
    assert timedelta(seconds=25) < delivery.next_at - timezone.now() <= WAITS[0]
    assert "503" in delivery.log[0]["said"]
    assert not services.deliver(delivery.pk), "before its time"

    hook.deliveries.update(attempts=len(WAITS), next_at=timezone.now())
    act(lambda: services.deliver(delivery.pk))

    delivery.refresh_from_db()
    assert delivery.state == "failed"
    assert [(message.to, "503" in message.body) for message in mail.outbox] == [([chair.user.email], True)]
    assert "from=plenary" not in mail.outbox[0].body, "the address may hold a secret"


def test_webhook_that_fails_for_days_is_switched_off_with_a_mail(chair, receiver, act):
    hook = hook_of(chair, receiver)
    receiver.status = 500
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=6))
    act(lambda: record(paper_of(chair)))
    hook.refresh_from_db()
    assert (hook.is_on, hook.deliveries.get().state) == (False, "failed")
    assert "switched off" in mail.outbox[0].subject
    act(lambda: record(paper_of(chair)))
    assert hook.deliveries.count() == 1, "what is off is told nothing"


def test_receiver_that_says_gone_ends_it_at_once(chair, receiver, act):
    hook = hook_of(chair, receiver)
    receiver.status = 410
    act(lambda: record(paper_of(chair)))
    hook.refresh_from_db()
    assert not hook.is_on


def test_redirect_is_not_followed(chair, receiver, act):
    hook = hook_of(chair, receiver)
    receiver.status, receiver.headers = 307, {"Location": "/elsewhere"}
    act(lambda: record(paper_of(chair)))
    assert [path for path, _, _ in receiver.came] == ["/in?from=plenary"]
    assert "not followed" in hook.deliveries.get().log[0]["said"]


def test_events_come_in_order_and_only_those_that_were_chosen(chair, receiver, act):
    hook_of(chair, receiver, ["submission.submitted"])
    papers = [paper_of(chair) for _ in range(3)]

    def all_of_it():
        for paper in papers:
            record(paper)
            record(paper, "review_submitted")

    act(all_of_it)
    assert [json.loads(body)["data"]["paper"] for *_, body in receiver.came] == [p.number for p in papers]


def test_later_message_waits_for_an_earlier_one_whoever_rings_first(chair, receiver, act):
    hook = hook_of(chair, receiver)
    for _ in range(3):
        record(paper_of(chair))
    first, second, third = (delivery.pk for delivery in hook.deliveries.order_by("pk"))
    assert not services.deliver(third)
    act(lambda: services.deliver(first))
    assert [json.loads(body)["data"]["paper"] for *_, body in receiver.came] == [1, 2, 3]
    assert not services.deliver(second), "it went already"


def test_drafts_and_papers_in_conflict_are_not_told_though_others_are(chair, receiver, act):
    hook = hook_of(chair, receiver)
    draft = paper_of(chair, state=SubmissionState.DRAFT)
    hidden, shown = paper_of(chair), paper_of(chair)
    Conflict.objects.create(submission=hidden, user=chair.user, kind="declared", state="active")

    def all_of_it():
        record(draft, "paper.edited")
        record(hidden, "review_submitted")
        record(shown, "review_submitted")

    act(all_of_it)

    assert [json.loads(body)["data"]["paper"] for *_, body in receiver.came] == [shown.number]
    assert hook.deliveries.count() == 1, "no row tells of it either"


def test_webhook_of_who_is_chair_no_more_ends(chair, receiver, act):
    hook = hook_of(chair, receiver)
    chair.delete()
    act(lambda: record(paper_of(chair)))
    hook.refresh_from_db()
    assert (hook.is_on, receiver.came) == (False, [])


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://hooks.example/in", "https"),
        ("https://10.0.0.4/in", "public internet"),
        ("https://[::ffff:127.0.0.1]/", "public internet"),
        ("https://user:word@hooks.example/", "password"),
        ("ftp://hooks.example/", "https"),
        ("https:///in", "https"),
        ("https://hooks.example:99999/", "web address"),
    ],
)
def test_addresses_that_no_webhook_may_have(url, says):
    with pytest.raises(ValueError, match=says):
        target_of(url, internal=False)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"],
)  # fmt: skip
def test_addresses_of_inner_networks_are_told(address):
    assert not is_public(address)
    assert is_public("93.184.215.14")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def test_waits_grow_and_end():
    waits = [wait_after(tries) for tries in range(1, len(WAITS) + 2)]
    assert waits[:-1] == sorted(WAITS)
    assert waits[-1] is None


def test_name_that_leads_inside_is_not_called(chair, server, settings, act, monkeypatch):
    server.came.clear()
    settings.INTERNAL_WEBHOOKS = False
    url = f"https://hooks.example:{server.port}/"
    inside = [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("127.0.0.1", server.port))]
    monkeypatch.setattr("conference.webhook_calls.socket.getaddrinfo", lambda *_, **__: inside)
    hook = services.add(workshop=chair.workshop, by=chair.user, url=url, events=ALL, note="")
    act(lambda: services.send_test(hook=hook))
    assert "public internet" in hook.deliveries.get().log[0]["said"]
    assert server.came == []


def test_pages_add_try_rotate_and_send_again(client, chair, receiver, act):
    client.force_login(chair.user)
    pages = f"/{chair.workshop.slug}/chair/settings/webhooks/"
    refused = client.post(pages, {"url": "gopher://x.example", "events": ALL, "version": 1})
    assert refused.status_code == 422
    made = client.post(pages, {"url": receiver.url, "events": ALL, "note": "Robot", "version": 1})
    hook = Webhook.objects.get()
    secret = services.secret_of(hook)
    assert secret in made.content.decode()
    assert secret not in client.get(f"{pages}{hook.pk}/").content.decode(), "shown once"

    act(lambda: client.post(f"{pages}{hook.pk}/act/", {"action": "test"}))
    _, headers, body = receiver.came[-1]
    assert json.loads(body)["type"] == "webhook.test"
    newer = client.post(f"{pages}{hook.pk}/act/", {"action": "secret"}).content.decode()
    hook.refresh_from_db()
    assert services.secret_of(hook) in newer
    act(lambda: client.post(f"{pages}{hook.pk}/messages/{hook.deliveries.get().pk}/"))
    _, headers, body = receiver.came[-1]
    assert verified(secret, headers, body), "for a day"
    assert verified(services.secret_of(hook), headers, body)
    assert len(receiver.came) == 2

    stale = client.post(f"{pages}{hook.pk}/", {"url": receiver.url, "events": ALL, "version": 9})
    assert (stale.status_code, Webhook.objects.get().version) == (409, 1)
    client.post(f"{pages}{hook.pk}/", {"url": receiver.url, "events": ALL[:1], "version": 1})
    assert Webhook.objects.get().events == ALL[:1]


def test_other_chairs_see_host_and_owner_and_can_only_end_it(client, chair, receiver):
    hook = hook_of(chair, receiver)
    other = RoleFactory(workshop=chair.workshop)
    client.force_login(other.user)
    pages = f"/{chair.workshop.slug}/chair/settings/webhooks/"
    listed = client.get(pages).content.decode()
    assert "127.0.0.1" in listed
    assert "from=plenary" not in listed
    assert client.get(f"{pages}{hook.pk}/").status_code == 404
    assert client.post(f"{pages}{hook.pk}/act/", {"action": "secret"}).status_code == 404
    client.post(f"{pages}{hook.pk}/act/", {"action": "off"})
    hook.refresh_from_db()
    assert not hook.is_on
    client.force_login(UserFactory())
    assert client.get(pages).status_code == 404
    assert "127.0.0.1" in AuditEntry.objects.filter(action="webhook").latest("pk").text
