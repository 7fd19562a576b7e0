"""Tokens for the API, and the answers kept for requests that are sent twice."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from conference.models.accounts import User
from conference.models.workshops import Workshop


class ApiToken(models.Model):
    """A person's key to the API. Only its digest is kept; ``prefix`` is enough to recognise it and opens nothing."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80, help_text="What it is for, such as the script that uses it.")
    prefix = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="The only workshop that it opens; empty for all of its holder's.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    def is_live(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class KeptAnswer(models.Model):
    """The answer to a request with an ``Idempotency-Key``: sent again with the same key, it is given again."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(
        max_length=64, help_text="Of method, address and body of the first request."
    )
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="kept_answer_unique")]

    def __str__(self) -> str:
        return self.key
