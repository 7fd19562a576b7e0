"""Profiles of paper styles that a workshop made itself."""

from __future__ import annotations

from django.db import models

from conference.models.accounts import User


class StyleProfile(models.Model):
    """What a workshop's own style asks of the typesetting; ``numbers`` are those of the PDF check, in points."""

    workshop = models.ForeignKey(
        "conference.Workshop", on_delete=models.CASCADE, related_name="style_profiles"
    )
    name = models.CharField(max_length=60)
    numbers = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "name"], name="style_profile_unique")]

    def __str__(self) -> str:
        return self.name
