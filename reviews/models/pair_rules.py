"""Pairs that the chairs settle before anything is solved."""

from __future__ import annotations

from django.db import models

from conference.models import User, Workshop
from submissions.models import Submission


class PairRule(models.Model):
    """A chair's word on one pair for every proposal of reviewers: always together, or never. It is no conflict."""

    class Kind(models.TextChoices):
        FIXED = "fixed", "Always together"
        FORBIDDEN = "forbidden", "Never together"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="pair_rules")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="pair_rules")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    note = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["submission__number", "user__name"]
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="pair_rule_unique")]

    def __str__(self) -> str:
        return f"{self.user} and #{self.submission.number}: {self.get_kind_display()}"
