"""What organizers write for the papers' way out: the facts of the proceedings volume."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from conference.models import Workshop

SERIES = "Proceedings of Machine Learning Research"
VOLUME_NUMBER = RegexValidator(r"^\d{1,5}$", "A volume’s number is a number, such as 262.")


class ProceedingsVolume(models.Model):
    """The facts of a volume, entered once: for the PMLR package and for the proceedings as one PDF."""

    class Sections(models.TextChoices):
        NONE = "", "None: one list"
        TRACK = "track", "The tracks"
        PRESENTATION = "presentation", "Orals, spotlights, posters"

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="volume")
    title = models.CharField("title of the volume", max_length=300)
    name = models.CharField("name of the workshop", max_length=300)
    short_name = models.CharField(max_length=60, help_text="Without the year, such as TerraBytes.")
    series = models.CharField(max_length=200, blank=True, default=SERIES)
    number = models.CharField(
        "volume",
        max_length=5,
        blank=True,
        validators=[VOLUME_NUMBER],
        help_text="The number that the publisher gives; empty while there is none.",
    )
    conference_number = models.PositiveSmallIntegerField(
        "edition",
        null=True,
        blank=True,
        help_text="Such as 3 for the third workshop; empty if it is not counted.",
    )
    editors = models.TextField(help_text="One name a line, in the order of the title page.")
    start = models.DateField("first day")
    end = models.DateField("last day")
    address = models.CharField("place", max_length=200, help_text="Venue, city, country.")
    sections = models.CharField(
        max_length=12,
        choices=Sections,
        blank=True,
        default=Sections.NONE,
        help_text="How PMLR groups the papers on the volume’s page.",
    )
    preface = models.TextField(blank=True, help_text="Markdown. Stands before the table of contents.")
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": "The last day comes before the first."})

    @property
    def editor_names(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.editors.splitlines() if line.strip())
