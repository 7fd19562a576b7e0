"""Which figures of a workshop the public sees."""

from __future__ import annotations

from django.db import models

from conference.models import Workshop


class PublicFigures(models.Model):
    """The keys of the figures that the chairs show on the site."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="public_figures")
    shown = models.JSONField(default=list, blank=True)
    kept = models.JSONField(
        default=dict,
        blank=True,
        help_text="Figures of reviewing, and who is thanked, from before the reviews of the edition were deleted.",
    )

    class Meta:
        verbose_name_plural = "public figures"

    def __str__(self) -> str:
        return f"Public figures of {self.workshop}"
