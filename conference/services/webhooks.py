"""Webhooks: a chair's addresses, what they are told, and how each message gets there."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from conference import audit, doorbell
from conference.concurrency import save_version
from conference.errors import Invalid
from conference.events import EventKind
from conference.mailing import queue_mail
from conference.models import AuditEntry, User, Webhook, WebhookDelivery, Workshop
from conference.refs import ref_sight
from conference.visibility import viewer_of
from conference.webhook_calls import Outcome, call
from conference.webhook_rules import GONE, OFF_AFTER, shown_secret, signature, wait_after

TEST = "webhook.test"
MOST_HOOKS = 20
LEASE = timedelta(minutes=2)
GRACE = timedelta(seconds=10)
BOTH_SECRETS = timedelta(days=1)
KEPT = timedelta(days=30)
KEPT_TRIES = 20
State = WebhookDelivery.State


@transaction.atomic
def add(*, workshop: Workshop, by: User, url: str, events: Iterable[str], note: str) -> Webhook:
    """Add an address of a chair's own."""
    if Webhook.objects.filter(workshop=workshop).count() >= MOST_HOOKS:
        raise Invalid(f"A workshop has {MOST_HOOKS} webhooks at most.")
    hook = Webhook.objects.create(workshop=workshop, owner=by, url=url, events=list(events), note=note)
    _record(hook, by, "added")
    return hook


@transaction.atomic
def change(*, hook: Webhook, by: User, url: str, events: Iterable[str], note: str, expected: int) -> None:
    """Change where it goes and what it is told."""
    hook.url, hook.events, hook.note = url, list(events), note
    save_version(hook, expected=expected, fields=["url", "events", "note"])
    _record(hook, by, "changed")


@transaction.atomic
def switch(*, hook: Webhook, by: User, on: bool) -> None:
    """Switch it on or off. What was not delivered while it was off can be sent again by hand."""
    hook.is_on, hook.off_reason, hook.failing_since = on, "", None
    hook.save(update_fields=["is_on", "off_reason", "failing_since"])
    if not on:
        _give_up_waiting(hook)
    _record(hook, by, "switched on" if on else "switched off")


@transaction.atomic
def remove(*, hook: Webhook, by: User) -> None:
    """Delete it with all that is known of its messages."""
    _record(hook, by, "removed")
    hook.delete()


@transaction.atomic
def renew_secret(*, hook: Webhook, by: User) -> str:
    """Give it a new secret and return that; for a day messages carry a signature by the old one too."""
    hook.secret_turn += 1
    hook.secret_changed_at = timezone.now()
    hook.save(update_fields=["secret_turn", "secret_changed_at"])
    _record(hook, by, "got a new secret")
    return secret_of(hook)


def secret_of(hook: Webhook) -> str:
    """Return the secret as its owner sees it once. It is not stored: it follows from the installation's key."""
    return shown_secret(_key(hook, hook.secret_turn))


@transaction.atomic
def send_test(*, hook: Webhook) -> WebhookDelivery:
    """Send a message that says nothing but that it is a test."""
    return _queue(hook, TEST, "", {})


@transaction.atomic
def redeliver(*, delivery: WebhookDelivery) -> bool:
    """Send a message again, with the same id and new tries; False while it is on its way."""
    again = WebhookDelivery.objects.filter(pk=delivery.pk, state__in=[State.DELIVERED, State.FAILED]).update(
        state=State.WAITING, attempts=0, next_at=None, delivered_at=None
    )
    if again:
        transaction.on_commit(lambda: ring(delivery.pk))
    return bool(again)


def hear(kind: EventKind, entry: AuditEntry) -> None:
    """Write down what the webhooks of a workshop are to be told of an entry of its history, in its transaction."""
    if entry.workshop is None or kind.key not in entry.workshop.told_events:
        return
    hooks = Webhook.objects.filter(workshop=entry.workshop, is_on=True).select_related("workshop")
    told = [hook for hook in hooks if kind.key in hook.events]
    facts = kind.facts(entry) if told else None
    if facts is not None:
        for hook in told:
            _queue(hook, kind.key, entry.about, dict(facts))


def ring(delivery_id: int) -> None:
    """Tell the workers that a message waits."""
    from conference.tasks import deliver_webhook  # noqa: PLC0415 - tasks import this module

    doorbell.ring(deliver_webhook, delivery_id)


def deliver(delivery_id: int) -> bool:
    """Claim a message and send it; False when it was not there to be sent or was not taken.

    One message of a webhook is on its way at a time, the earliest first, so that they come in order and a slow receiver
    holds up one worker.
    """
    now = timezone.now()
    others = WebhookDelivery.objects.filter(webhook=OuterRef("webhook"))
    on_its_way = Q(state=State.SENDING, lease_until__gte=now)
    earlier = Q(_free(now), state=State.WAITING, pk__lt=OuterRef("pk"))
    on = Webhook.objects.filter(is_on=True)
    mine = WebhookDelivery.objects.filter(_free(now), pk=delivery_id, state=State.WAITING, webhook__in=on)
    if not mine.filter(~Exists(others.filter(on_its_way | earlier))).update(
        state=State.SENDING, attempts=F("attempts") + 1, lease_until=now + LEASE
    ):
        return False
    delivery = WebhookDelivery.objects.select_related("webhook__workshop", "webhook__owner").get(
        pk=delivery_id
    )
    if not _may_still_know(delivery):
        return False
    outcome = call(
        delivery.webhook.url,
        headers=_headers(delivery),
        body=delivery.body.encode(),
        internal=settings.INTERNAL_WEBHOOKS,
    )
    _settle(delivery, outcome)
    return outcome.is_success


def sweep() -> int:
    """Ring again for messages that wait; those whose worker died are sent again under the same id."""
    now = timezone.now()
    WebhookDelivery.objects.filter(state=State.SENDING, lease_until__lt=now).update(
        state=State.WAITING, next_at=None, lease_until=None
    )
    due = Q(next_at__lte=now) | Q(next_at=None, created_at__lt=now - GRACE)
    waiting = WebhookDelivery.objects.filter(due, state=State.WAITING, webhook__is_on=True).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True)[:200])
    for delivery_id in ids:
        ring(delivery_id)
    return len(ids)


def forget_old() -> int:
    """Delete messages that are over since a month; returns how many."""
    over = WebhookDelivery.objects.filter(
        created_at__lt=timezone.now() - KEPT, state__in=[State.DELIVERED, State.FAILED]
    )
    return over.delete()[0]


def _queue(hook: Webhook, event: str, about: str, facts: dict[str, Any]) -> WebhookDelivery:
    data = {
        "workshop": hook.workshop.slug,
        "api": f"{settings.BASE_URL}/api/v1/workshops/{hook.workshop.slug}/",
        **facts,
    }
    message = {"type": event, "timestamp": timezone.now().isoformat(timespec="seconds"), "data": data}
    delivery = WebhookDelivery.objects.create(
        webhook=hook, event=event, about=about, body=json.dumps(message, separators=(",", ":"))
    )
    transaction.on_commit(lambda: ring(delivery.pk))
    return delivery


def _may_still_know(delivery: WebhookDelivery) -> bool:
    """Drop what the owner may not know of; end the webhook of who is no chair any more."""
    hook = delivery.webhook
    viewer = viewer_of(hook.owner)
    if not viewer.is_chair(hook.workshop):
        _put_off(hook, "Who added it is not a chair of this workshop any more.")
        return False
    if delivery.about and delivery.about in ref_sight(viewer, hook.workshop).hidden:
        delivery.delete()
        _ring_next(hook)
        return False
    return True


def _headers(delivery: WebhookDelivery) -> dict[str, str]:
    hook, message_id, moment = delivery.webhook, f"msg_{delivery.public_id.hex}", int(time.time())
    turns = [hook.secret_turn]
    if hook.secret_changed_at and timezone.now() - hook.secret_changed_at < BOTH_SECRETS:
        turns.append(hook.secret_turn - 1)
    signatures = [signature(_key(hook, turn), message_id, moment, delivery.body) for turn in turns]
    return {
        "Content-Type": "application/json",
        "User-Agent": "Plenary-Webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": " ".join(signatures),
    }


def _key(hook: Webhook, turn: int) -> bytes:
    return salted_hmac("plenary.webhook", f"{hook.public_id}.{turn}", algorithm="sha256").digest()


@transaction.atomic
def _settle(delivery: WebhookDelivery, outcome: Outcome) -> None:
    now = timezone.now()
    line = {"at": now.isoformat(timespec="seconds"), "said": outcome.words, "ms": outcome.milliseconds}
    delivery.log = [*delivery.log, line][-KEPT_TRIES:]
    delivery.lease_until = None
    hook = delivery.webhook
    if outcome.is_success:
        delivery.state, delivery.delivered_at, delivery.next_at = State.DELIVERED, now, None
        delivery.save(update_fields=["state", "delivered_at", "next_at", "log", "lease_until"])
        Webhook.objects.filter(pk=hook.pk).update(failing_since=None)
        _ring_next(hook)
        return
    wait = wait_after(delivery.attempts)
    delivery.state = State.WAITING if wait else State.FAILED
    delivery.next_at = now + wait if wait else None
    delivery.save(update_fields=["state", "next_at", "log", "lease_until"])
    Webhook.objects.filter(pk=hook.pk, failing_since=None).update(failing_since=now)
    if outcome.status == GONE:
        _put_off(hook, "The receiver answered 410: it wants no more messages.")
    elif hook.failing_since and now - hook.failing_since > OFF_AFTER:
        _put_off(hook, f"No message was taken for {OFF_AFTER.days} days. The last try: {outcome.words}")
    elif wait is None:
        _mail(hook, "webhook_failed", event=delivery.event, reason=outcome.words)
    else:
        # One that fails holds up the others of its webhook, not the workers.
        others = WebhookDelivery.objects.filter(webhook=hook, state=State.WAITING)
        others.filter(Q(next_at=None) | Q(next_at__lt=now + wait)).update(next_at=now + wait)


def _free(now: datetime) -> Q:
    return Q(next_at=None) | Q(next_at__lte=now)


def _ring_next(hook: Webhook) -> None:
    waiting = WebhookDelivery.objects.filter(_free(timezone.now()), webhook=hook, state=State.WAITING)
    following = waiting.order_by("pk").values_list("pk", flat=True).first()
    if following:
        transaction.on_commit(lambda: ring(following))


@transaction.atomic
def _put_off(hook: Webhook, reason: str) -> None:
    """Switch a webhook off that nobody hears, and tell its owner."""
    if Webhook.objects.filter(pk=hook.pk, is_on=True).update(is_on=False, off_reason=reason[:300]):
        _give_up_waiting(hook)
        _mail(hook, "webhook_off", reason=reason)


def _give_up_waiting(hook: Webhook) -> None:
    WebhookDelivery.objects.filter(webhook=hook, state__in=[State.WAITING, State.SENDING]).update(
        state=State.FAILED, next_at=None, lease_until=None
    )


def _mail(hook: Webhook, key: str, **values: str) -> None:
    """Tell the owner, at most once a day; of the address only the host, for the rest may be a secret."""
    workshop = hook.workshop
    queue_mail(
        key=key,
        email=hook.owner.email,
        name=hook.owner.name,
        workshop=workshop,
        recipient=hook.owner,
        part="chair",
        dedupe_key=f"{key}:{hook.pk}:{timezone.now():%Y-%m-%d}",
        values={
            "host": hook.host,
            "link": settings.BASE_URL + reverse("conference:webhook", args=[workshop.slug, hook.pk]),
            **values,
        },
    )


def _record(hook: Webhook, by: User, what: str) -> None:
    audit.record_of_workshop(hook.workshop, by, "webhook", f"Webhook to {hook.host} {what}")
