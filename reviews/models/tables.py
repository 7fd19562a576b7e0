"""What chairs keep beside the papers in their tables: tags, the columns they chose, the places that may be filled."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models

from conference.models import User, Workshop
from reviews.models.decisions import Outcome
from submissions.models import Submission


class PaperTag(models.Model):
    """A chairs' word on a paper. With an ``owner`` it is hers alone and its name begins with a tilde."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "name"], condition=models.Q(owner=None), name="paper_tag_unique"
            ),
            models.UniqueConstraint(fields=["submission", "name", "owner"], name="own_paper_tag_unique"),
        ]

    def __str__(self) -> str:
        return f"#{self.name}"


class ChosenColumns(models.Model):
    """The columns that a person chose for one of a workshop's tables."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=20)
    columns = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "chosen columns"
        constraints = [
            models.UniqueConstraint(fields=["workshop", "user", "table"], name="chosen_columns_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.table}"


class Places(models.Model):
    """How many papers a workshop can take in one way of presenting."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="places")
    outcome = models.CharField(max_length=20, choices=Outcome)
    many = models.PositiveSmallIntegerField(validators=[MaxValueValidator(9999)])

    class Meta:
        verbose_name_plural = "places"
        constraints = [models.UniqueConstraint(fields=["workshop", "outcome"], name="places_unique")]

    def __str__(self) -> str:
        return f"{self.many} x {self.get_outcome_display()}"
