"""Webhooks: addresses of a chair's own programs that are told what happens, and each telling as a row."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from django.db import models

from conference.models.accounts import User
from conference.models.workshops import Workshop


class Webhook(models.Model):
    """An address that one chair added. What it is told is what she may know; nobody else changes it.

    Its secret is not stored: it follows from the installation's key, ``public_id`` and ``secret_turn``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="webhooks")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField("address", max_length=500)
    events = models.JSONField(default=list)
    note = models.CharField(max_length=120, blank=True, help_text="What it is for, for you.")
    is_on = models.BooleanField(default=True)
    off_reason = models.CharField(max_length=300, blank=True)
    secret_turn = models.PositiveIntegerField(default=1)
    secret_changed_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.url

    @property
    def host(self) -> str:
        """The host it goes to: the rest of the address may be a secret."""
        return urlsplit(self.url).hostname or ""


class WebhookDelivery(models.Model):
    """One event for one webhook: written in the transaction of what happened, delivered afterwards, tried again.

    ``body`` is what is signed and sent, byte for byte; ``log`` has a line for each try.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Given up"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True, help_text="What it is about, as in the history.")
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    log = models.JSONField(default=list)
    next_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "webhook deliveries"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["webhook", "-created_at"]),
            models.Index(fields=["state", "next_at"], name="delivery_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.public_id}"

    @property
    def tone(self) -> str:
        return "ok" if self.state == self.State.DELIVERED else ""
