"""Bids: which papers a reviewer would like to review."""

from __future__ import annotations

from django.db import models

from conference.models import User
from submissions.models import Submission


class Bid(models.Model):
    """What one reviewer says of one paper while bidding is open; a conflict counts at once and keeps the paper away."""

    class Value(models.TextChoices):
        EAGER = "eager", "Eager"
        WILLING = "willing", "Willing"
        PINCH = "pinch", "In a pinch"
        NOT = "not", "Not for me"
        CONFLICT = "conflict", "Conflict"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="bids")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bids")
    value = models.CharField(max_length=10, choices=Value)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["submission__number", "user__name"]
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="bid_unique")]
        indexes = [models.Index(fields=["user", "value"])]

    def __str__(self) -> str:
        return f"{self.user} on #{self.submission.number}: {self.get_value_display()}"
