"""What an area chair recommends."""

from __future__ import annotations

from django.db import models

from reviews.models.assignment import Assignment
from reviews.models.decisions import Outcome


class MetaReview(models.Model):
    """An area chair's recommendation on a paper of hers; a draft until ``submitted_at``."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="meta_review")
    recommendation = models.CharField(max_length=20, choices=Outcome, blank=True)
    text = models.TextField("text for the authors", blank=True)
    for_chairs = models.TextField("text for the chairs", blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["assignment__submission__number", "pk"]

    def __str__(self) -> str:
        return f"Meta-review of {self.assignment}"
