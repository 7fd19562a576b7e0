"""The released versions of the schedule: what visitors see, and what each version changed."""

from __future__ import annotations

from django.db import models

from conference.models import User, Workshop


class ScheduleRelease(models.Model):
    """A version of the schedule. ``sessions`` is all that was in it, ``changes`` what is new against the one before."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="schedule_releases")
    name = models.CharField("version", max_length=40)
    note = models.TextField(blank=True)
    sessions = models.JSONField()
    changes = models.JSONField(default=list)
    released_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "name"], name="schedule_release_name")]

    def __str__(self) -> str:
        return f"Version {self.name} of {self.workshop.acronym}"
