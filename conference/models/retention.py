"""How long an edition keeps what was written in confidence."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from conference.models.workshops import Workshop


class Retention(models.Model):
    """The term that the chairs set, in months after the workshop; empty keeps everything. ``deleted_at`` is the end of it."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="retention")
    months = models.PositiveSmallIntegerField(
        "delete reviews after",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Retention of {self.workshop}"
