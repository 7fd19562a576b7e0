"""Accepting on conditions: somebody of the committee looks whether the authors met them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from conference.models import User
from reviews.models.decisions import Decision


class Shepherding(models.Model):
    """The conditions of an acceptance and who signs them off. ``remark`` is the shepherd's last word to the authors."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="shepherding")
    shepherd = models.ForeignKey(User, on_delete=models.PROTECT, related_name="shepherds")
    conditions = models.TextField()
    remark = models.TextField(blank=True)
    remarked_at = models.DateTimeField(null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "shepherdings"
        ordering = ["decision__submission__number"]

    def __str__(self) -> str:
        return f"Conditions of #{self.decision.submission.number}"


def signed_off(path: str = "") -> Q:
    """Decisions without conditions, or whose conditions are signed off; ``path`` leads to the decision."""
    return Q(**{f"{path}shepherding": None}) | Q(**{f"{path}shepherding__signed_off_at__isnull": False})


def waits_for_signature(decision: Decision) -> bool:
    """Say whether nobody has signed the conditions of a decision off: till then its paper is neither complete nor public."""
    found: Shepherding | None = getattr(decision, "shepherding", None)
    return found is not None and found.signed_off_at is None
