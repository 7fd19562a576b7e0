"""The wish of a person to close her account, while she can still take it back."""

from __future__ import annotations

from django.db import models

from conference.models.accounts import User


class Leaving(models.Model):
    """Somebody who asked to be erased: at ``due_at`` it is done, and this row goes with the rest."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="leaving")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=True)
    withdraws_name = models.BooleanField("take my name off published pages too", default=False)

    class Meta:
        verbose_name_plural = "leavings"

    def __str__(self) -> str:
        return f"{self.user} leaves on {self.due_at:%Y-%m-%d}"
