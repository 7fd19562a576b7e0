"""The history: who did what, when, before and after. Rows are only ever added."""

from __future__ import annotations

from django.db import models

from conference.models.accounts import User
from conference.models.workshops import Workshop


class AuditEntry(models.Model):
    """One change that matters.

    ``about`` names the thing ("submission:12"); ``names_author`` marks an entry from which an author could be told,
    which counts as an author's identity wherever entries are shown.
    """

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, null=True, blank=True, related_name="history"
    )
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor_part = models.CharField(
        max_length=20, blank=True, help_text="In which part the actor acted: author, chair."
    )
    action = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    names_author = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["workshop", "-at"]), models.Index(fields=["about", "-at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.about}"
