"""Conflicts of interest: those that were declared, and those that count for a paper."""

from __future__ import annotations

from django.db import models

from conference.models import User, Workshop
from submissions.models import Submission


class DeclaredConflict(models.Model):
    """A conflict that a member of the committee names: a person, or an institution by its domain."""

    class Kind(models.TextChoices):
        PERSON = "person", "A person"
        INSTITUTION = "institution", "An institution"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="declared_conflicts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="declared_conflicts")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField("e-mail", blank=True)
    domain = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or self.email or self.domain


class Conflict(models.Model):
    """One reason why a member of the committee may not judge a paper, or may have to stay away (a hint)."""

    class Kind(models.TextChoices):
        SELF = "self", "Author"
        INSTITUTION = "institution", "Same institution"
        COAUTHOR = "coauthor", "Co-author"
        RELATION = "relation", "Relation"
        DECLARED = "declared", "Declared"
        CHAIR = "chair", "Set by a chair"

    class State(models.TextChoices):
        ACTIVE = "active", "Counts"
        HINT = "hint", "To be decided"
        DISMISSED = "dismissed", "Dismissed"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    evidence = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["submission__number", "user__name", "kind"]
        constraints = [models.UniqueConstraint(fields=["submission", "user", "kind"], name="conflict_unique")]
        indexes = [models.Index(fields=["user", "state"])]

    def __str__(self) -> str:
        return f"{self.user} and #{self.submission.number}: {self.get_kind_display()}"
