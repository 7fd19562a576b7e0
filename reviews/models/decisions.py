"""The decision on a paper."""

from __future__ import annotations

from django.db import models

from conference.models import User
from submissions.models import Submission


class Outcome(models.TextChoices):
    ACCEPT_ORAL = "accept_oral", "Accept as oral"
    ACCEPT_SPOTLIGHT = "accept_spotlight", "Accept as spotlight"
    ACCEPT_POSTER = "accept_poster", "Accept as poster"
    REJECT = "reject", "Reject"


ACCEPTED = (Outcome.ACCEPT_ORAL, Outcome.ACCEPT_SPOTLIGHT, Outcome.ACCEPT_POSTER)


class Decision(models.Model):
    """The decision on a paper: drafted, then released to its authors; a change after release is in the history."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=20, choices=Outcome)
    text = models.TextField("text for the authors", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["submission__number"]
        indexes = [models.Index(fields=["outcome", "released_at"])]

    def __str__(self) -> str:
        return f"#{self.submission.number}: {self.get_outcome_display()}"

    @property
    def is_accept(self) -> bool:
        return self.outcome in ACCEPTED
