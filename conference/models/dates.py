"""The dates of a workshop, and what they were before they were moved."""

from __future__ import annotations

from django.db import models

from conference.models.accounts import User
from conference.models.workshops import DateKey, Workshop


class ImportantDate(models.Model):
    """A date of the workshop: ``at`` in UTC, empty while it is to be determined.

    ``whole_day``: only the day is announced and ``at`` is its last second in ``zone``. ``until`` ends a range of
    days (the workshop's days, or the days of which one is still to be chosen: the note says which).
    """

    class Zone(models.TextChoices):
        AOE = "aoe", "Anywhere on Earth"
        LOCAL = "local", "The workshop's time zone"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="dates")
    key = models.CharField(max_length=30, choices=DateKey, default=DateKey.OTHER)
    label = models.CharField(max_length=120)
    at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    whole_day = models.BooleanField(default=False)
    zone = models.CharField(max_length=10, choices=Zone, default=Zone.AOE)
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "key"], condition=~models.Q(key="other"), name="date_key_unique"
            )
        ]
        indexes = [models.Index(fields=["key", "at"], name="date_of_kind")]

    def __str__(self) -> str:
        return self.label


class DateChange(models.Model):
    """What a date was before it was moved: an extension stays visible, struck through."""

    date = models.ForeignKey(ImportantDate, on_delete=models.CASCADE, related_name="changes")
    previous_at = models.DateTimeField(null=True)
    previous_whole_day = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.date}: was {self.previous_at}"
