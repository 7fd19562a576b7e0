"""A worker that is killed while a webhook's receiver has the message: it comes again, in its order and signed, and nothing sticks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db.models import F

from conference.models import Webhook, WebhookDelivery
from conference.services import webhooks
from tests.factories import RoleFactory
from tests.servers import HOST

pytestmark = [pytest.mark.faults, pytest.mark.servers]
MESSAGES = 3


class Receiver(ThreadingHTTPServer):
    """What came, in its order; while ``slow`` is set no message is answered."""

    daemon_threads = True

    def __init__(self):
        super().__init__((HOST, 0), Taking)
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.slow = threading.Event()
        self.goes_on = threading.Event()

    def handle_error(self, request, client_address):
        """The sender was killed while it waited for the answer: that is what is tested."""


class Taking(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((dict(self.headers), body))
        if self.server.slow.is_set():
            self.server.goes_on.wait(30)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def receiver():
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.goes_on.set()
        server.shutdown()


def is_genuine(secret, headers, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"


def test_messages_come_at_least_once_in_their_order_and_signed(house, receiver, figure):
    role = RoleFactory()
    url = f"http://{HOST}:{receiver.server_address[1]}/in"
    hook = Webhook.objects.create(workshop=role.workshop, owner=role.user, url=url)
    receiver.slow.set()
    sent = [webhooks.send_test(hook=hook) for _ in range(MESSAGES)]

    house.until(lambda: receiver.came)
    house.kill_pool()
    assert WebhookDelivery.objects.get(pk=sent[0].pk).state == "sending"
    receiver.slow.clear()
    # Nobody waits two minutes here: the killed worker's lease, and the grace of those behind it, are put back by so much.
    back = webhooks.LEASE + timedelta(seconds=1)
    WebhookDelivery.objects.filter(state="sending").update(lease_until=F("lease_until") - back)
    WebhookDelivery.objects.update(created_at=F("created_at") - back)
    over = WebhookDelivery.objects.filter(state="delivered")
    took = house.until(lambda: over.count() == MESSAGES, sweeping=True)

    ids = [headers["webhook-id"] for headers, _ in receiver.came]
    expected = [f"msg_{delivery.public_id.hex}" for delivery in sent]
    assert list(dict.fromkeys(ids)) == expected
    assert ids.count(expected[0]) == 2
    assert ids == sorted(ids, key=expected.index)
    assert all(is_genuine(webhooks.secret_of(hook), headers, body) for headers, body in receiver.came)
    assert set(WebhookDelivery.objects.values_list("lease_until", "next_at")) == {(None, None)}
    figure(
        f"worker killed while a webhook's receiver had the first of {MESSAGES} messages: all {MESSAGES} delivered "
        f"{took:.1f} s after the lease, in order and signed; the first came {ids.count(expected[0])} times under one id"
    )
