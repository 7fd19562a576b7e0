"""Who reviews."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models

from conference.models import Topic, User, Workshop


class Reviewer(models.Model):
    """A reviewer's season in one workshop: load, topics, and when she went through her conflicts."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reviewing")
    max_load = models.PositiveSmallIntegerField("papers at most", validators=[MaxValueValidator(100)])
    min_load = models.PositiveSmallIntegerField(
        "papers at least",
        default=0,
        validators=[MaxValueValidator(100)],
        help_text="As far as it can be; a proposal names whom it gives fewer.",
    )
    is_senior = models.BooleanField("senior", default=False, help_text="As the chairs see it.")
    emergency_load = models.PositiveSmallIntegerField(
        "late reviews at short notice",
        default=0,
        validators=[MaxValueValidator(20)],
        help_text="How many more she takes when somebody drops out.",
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="reviewers")
    conflicts_declared_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["user__name"]
        constraints = [models.UniqueConstraint(fields=["workshop", "user"], name="reviewer_unique")]

    def __str__(self) -> str:
        return str(self.user)
