"""News of a workshop, and the awards it gives."""

from __future__ import annotations

from django.db import models

from conference.models import Workshop
from submissions.models import Submission


class NewsPost(models.Model):
    """A piece of news; ``published_at`` is empty while it is a draft."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="news")
    title = models.CharField(max_length=200)
    body = models.TextField("text")
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Award(models.Model):
    """An award for a paper, or for a person named in words; of a paper it is public only once the paper is."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="awards")
    title = models.CharField("award", max_length=120)
    submission = models.ForeignKey(
        Submission,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name="paper",
    )
    person = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(submission__isnull=False) | ~models.Q(person=""), name="award_has_a_winner"
            )
        ]

    def __str__(self) -> str:
        return self.title
