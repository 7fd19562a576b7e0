"""Webhooks as a chair sees them: her own with their messages, those of other chairs by host and owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from conference.errors import NotFound
from conference.models import Webhook, WebhookDelivery, Workshop
from conference.refs import ref_sight
from conference.visibility import Viewer


@dataclass(frozen=True)
class HookRow:
    """A webhook in the list; ``url`` is empty for those of others, whose addresses may hold secrets."""

    pk: int
    host: str
    url: str
    note: str
    owner: str
    is_own: bool
    is_on: bool
    off_reason: str
    failing_since: datetime | None
    failed: int
    events: int


def hooks_of(viewer: Viewer, workshop: Workshop) -> list[HookRow]:
    """Return all webhooks of a workshop, with how many messages of her own were given up."""
    lost = Q(deliveries__state=WebhookDelivery.State.FAILED)
    hidden = Q(deliveries__about__in=ref_sight(viewer, workshop).hidden)
    hooks = (
        Webhook.objects.filter(workshop=workshop)
        .select_related("owner")
        .annotate(failed=Count("deliveries", filter=lost & ~hidden))
        .order_by("pk")
    )
    return [_row(hook, is_own=hook.owner_id == viewer.user_id) for hook in hooks]


def _row(hook: Webhook, *, is_own: bool) -> HookRow:
    return HookRow(
        pk=hook.pk,
        host=hook.host,
        url=hook.url if is_own else "",
        note=hook.note,
        owner=hook.owner.name,
        is_own=is_own,
        is_on=hook.is_on,
        off_reason=hook.off_reason,
        failing_since=hook.failing_since,
        failed=hook.failed if is_own else 0,  # type: ignore[attr-defined]
        events=len(hook.events),
    )


def access_hook(viewer: Viewer, workshop: Workshop, pk: int, *, own: bool = True) -> Webhook:
    """Return a webhook of the workshop, by default only one of the viewer's own, or raise NotFound."""
    hooks = Webhook.objects.filter(workshop=workshop, pk=pk).select_related("workshop", "owner")
    found = (hooks.filter(owner_id=viewer.user_id) if own else hooks).first()
    if found is None:
        raise NotFound
    return found


def deliveries_of(viewer: Viewer, hook: Webhook) -> QuerySet[WebhookDelivery]:
    """Return the messages of a webhook of one's own, newest first, without what one may not know now."""
    hidden = ref_sight(viewer, hook.workshop).hidden
    return WebhookDelivery.objects.filter(webhook=hook).exclude(about__in=hidden)
