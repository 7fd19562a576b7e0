"""A chair's webhooks: where they go, what they are told, what became of each message."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from conference import events
from conference.api import office_shapes as shapes
from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.api.setup import READ, WRITE
from conference.errors import NotFound, Refused
from conference.forms.reading import require_valid, shown_values
from conference.forms.webhooks import WebhookForm
from conference.models import Webhook
from conference.selectors import webhooks as selectors
from conference.services import webhooks as services

TAG = "Chairs: webhooks"
OWN: dict[str, Any] = {
    "id": 4,
    "version": 1,
    "url": "https://hooks.terrabytes.example/plenary",
    "events": ["submission.submitted"],
    "note": "Our channel",
    "is_on": True,
    "off_reason": "",
    "failing_since": None,
}
ROW = {
    **{name: OWN[name] for name in ("id", "url", "note", "is_on", "off_reason", "failing_since")},
    "host": "hooks.terrabytes.example",
    "owner": "Marguerite Aubin",
    "is_own": True,
    "failed": 0,
}
MESSAGE = {
    "id": 90,
    "public_id": "0f5f0c3e-6a5b-4a6f-9f43-0d3a1c0b8e55",
    "event": "submission.submitted",
    "state": "delivered",
    "attempts": 1,
    "next_at": None,
    "created_at": "2026-04-20T20:30:00Z",
    "delivered_at": "2026-04-20T20:30:01Z",
    "body": '{"type":"submission.submitted"}',
    "log": [{"at": "2026-04-20T20:30:01Z", "said": "200 OK", "ms": 84}],
}


class HookDoor(Door):
    """An address of webhooks. What a chair may know is told to her own alone."""

    allowed = chairs

    def hook(self, pk: int, *, own: bool = True) -> Webhook:
        return selectors.access_hook(self.viewer, self.workshop, pk, own=own)

    def given(self, hook: Webhook) -> dict[str, Any]:
        """Return a webhook as it would be with what was sent; the form of the page reads it."""
        kept = {**shown_values(WebhookForm(instance=hook)), "version": hook.version}
        form = WebhookForm({**kept, **self.sent()}, instance=hook)
        require_valid(form)
        return {name: form.cleaned_data[name] for name in ("url", "events", "note")}

    def show(self, hook: Webhook) -> Response:
        return self.answer(hook, version=hook.version)


class Events(Door):
    """The kinds of events."""

    allowed = chairs

    @operation(
        "list_events", "What a webhook can be told", tag=TAG, scope=READ, paged=True,
        answers=shapes.EventSerializer, example={"key": "submission.submitted", "title": "A paper is submitted"},
    )  # fmt: skip
    def get(self) -> Response:
        """List the kinds of events that a webhook can be told."""
        return self.page(self.part.of_rows(events.kinds()))


class Webhooks(HookDoor):
    """The webhooks of a workshop."""

    @operation(
        "list_webhooks", "The webhooks", tag=TAG, scope=READ, paged=True, answers=shapes.HookSerializer,
        example=ROW,
    )  # fmt: skip
    def get(self) -> Response:
        """List all webhooks of the workshop, those of other chairs without their addresses."""
        return self.page(
            self.part.of_rows(selectors.hooks_of(self.viewer, self.workshop), lambda row: row.pk)
        )

    @operation(
        "add_webhook", "Add a webhook", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.NewHookSerializer, sent={"url": OWN["url"], "events": OWN["events"]},
        answers=shapes.OwnHookSerializer, example=OWN,
    )  # fmt: skip
    def post(self) -> Response:
        """Add an address that is told what happens. Ask for its secret next: messages are signed with it."""
        given = self.given(Webhook(workshop=self.workshop))
        return self.show(services.add(workshop=self.workshop, by=self.user, **given))


class OneWebhook(HookDoor):
    """A webhook."""

    @operation(
        "read_webhook", "A webhook of your own", tag=TAG, scope=READ, answers=shapes.OwnHookSerializer,
        example=OWN,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read where a webhook of your own goes and what it is told."""
        return self.show(self.hook(pk))

    @operation(
        "change_webhook", "Change a webhook", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeHookSerializer, sent={"note": "Our channel"}, answers=shapes.OwnHookSerializer,
        example=OWN | {"version": 2},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of a webhook of your own; the rest stays."""
        hook = self.hook(pk)
        expected = self.seen(hook.version)
        services.change(hook=hook, by=self.user, expected=expected, **self.given(hook))
        return self.show(hook)

    @operation("remove_webhook", "Remove a webhook", tag=TAG, scope=WRITE, status=204)
    def delete(self, pk: int) -> Response:
        """Remove a webhook of your own with its messages. One of another chair can be switched off."""
        services.remove(hook=self.hook(pk), by=self.user)
        return self.nothing()


class SwitchWebhook(HookDoor):
    """Whether a webhook is on."""

    @operation(
        "switch_webhook", "Switch a webhook on or off", tag=TAG, scope=WRITE, takes=shapes.SwitchSerializer,
        sent={"on": False}, status=204,
    )  # fmt: skip
    def put(self, pk: int) -> Response:
        """Switch a webhook of your own on or off, or one of another chair off."""
        on = self.sent()["on"]
        services.switch(hook=self.hook(pk, own=on), by=self.user, on=on)
        return self.nothing()


class WebhookSecret(HookDoor):
    """The secret of a webhook."""

    @operation(
        "renew_webhook_secret", "Get a new secret", tag=TAG, scope=WRITE, answers=shapes.SecretSerializer,
        example={"secret": "whsec_…"},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Get a new secret of a webhook of your own. For a day messages carry a signature by the old one too."""
        return self.answer({"secret": services.renew_secret(hook=self.hook(pk), by=self.user)})


class Messages(HookDoor):
    """The messages of a webhook."""

    @operation(
        "list_webhook_messages", "The messages of a webhook", tag=TAG, scope=READ, paged=True,
        answers=shapes.DeliverySerializer, example=MESSAGE,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """List what a webhook of your own was sent, the newest first, with what came back."""
        return self.page(self.part.newest_first(selectors.deliveries_of(self.viewer, self.hook(pk)), list))

    @operation(
        "test_webhook", "Send a test", tag=TAG, scope=WRITE, keyed=True, status=201,
        answers=shapes.DeliverySerializer,
        example=MESSAGE | {"event": "webhook.test", "state": "waiting", "attempts": 0, "delivered_at": None, "log": []},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Send a message that says nothing but that it is a test."""
        hook = self.hook(pk)
        if not hook.is_on:
            raise Refused("This webhook is off. Switch it on first.")
        return self.answer(services.send_test(hook=hook))


class MessageAgain(HookDoor):
    """A message of a webhook once more."""

    @operation(
        "send_webhook_message_again", "Send a message again", tag=TAG, scope=WRITE,
        answers=shapes.DeliverySerializer, example=MESSAGE | {"state": "waiting", "delivered_at": None},
    )  # fmt: skip
    def post(self, pk: int, delivery: int) -> Response:
        """Send a message again, under the same id and with new tries."""
        hook = self.hook(pk)
        found = selectors.deliveries_of(self.viewer, hook).filter(pk=delivery).first()
        if found is None:
            raise NotFound
        if not hook.is_on or not services.redeliver(delivery=found):
            raise Refused("It is on its way already." if hook.is_on else "Switch the webhook on first.")
        found.refresh_from_db()
        return self.answer(found)
