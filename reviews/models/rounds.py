"""Further rounds of reviewing, for papers that need more reviews by a date of their own."""

from __future__ import annotations

from django.db import models

from conference.models import User, Workshop


class ReviewRound(models.Model):
    """A round after the first: the reviews asked in it are due by ``due_at`` and not by the workshop's date."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="review_rounds")
    number = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="review_round_number_unique")
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"
