"""What authors answer to a finding of the check, and what chairs hold of it."""

from __future__ import annotations

from django.db import models

from conference.models import User
from submissions.models.files import PaperFile
from submissions.models.papers import Submission


class FindingAnswer(models.Model):
    """An author's answer. ``key`` names the finding whatever the version, so an answer stands where it comes again."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="finding_answers")
    file = models.ForeignKey(PaperFile, on_delete=models.CASCADE, related_name="finding_answers")
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "key"], name="finding_answer_unique")]

    def __str__(self) -> str:
        return f"Answer to {self.key} of #{self.submission.number}"


class FindingRuling(models.Model):
    """A chair's word on a finding: settled, or to be mended by the authors."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="finding_rulings")
    file = models.ForeignKey(PaperFile, on_delete=models.CASCADE, related_name="finding_rulings")
    key = models.CharField(max_length=40)
    settled = models.BooleanField()
    word = models.CharField(max_length=300, blank=True)
    ruled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    ruled_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "key"], name="finding_ruling_unique")]

    def __str__(self) -> str:
        return f"{'Settled' if self.settled else 'Open'}: {self.key} of #{self.submission.number}"
