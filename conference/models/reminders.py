"""When reminders go by themselves."""

from __future__ import annotations

from django.db import models

from conference.models.workshops import Workshop


class ReminderRule(models.Model):
    """A chair's word on one kind of reminder; without it the usual days hold. 7 is a week before a date, -1 a day after."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="reminder_rules")
    kind = models.SlugField(max_length=40)
    is_on = models.BooleanField("goes by itself", default=True)
    days = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "kind"], name="reminder_rule_unique")]

    def __str__(self) -> str:
        return self.kind
