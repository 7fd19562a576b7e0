"""What the authors answer to the reviews of their paper."""

from __future__ import annotations

from django.db import models

from conference.models import User
from reviews.models.reviews import Review
from submissions.models import Submission


class Rebuttal(models.Model):
    """The answer of a paper's authors: a draft among them until ``sent_at``, read by the committee from then on."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="rebuttal")
    text = models.TextField("to all reviewers", blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["submission__number"]

    def __str__(self) -> str:
        return f"Rebuttal of #{self.submission.number}"


class RebuttalAnswer(models.Model):
    """What the authors answer to one review."""

    rebuttal = models.ForeignKey(Rebuttal, on_delete=models.CASCADE, related_name="answers")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="rebuttal_answers")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["review__assignment__mark"]
        constraints = [models.UniqueConstraint(fields=["rebuttal", "review"], name="rebuttal_answer_unique")]

    def __str__(self) -> str:
        return f"{self.rebuttal}, to {self.review}"
