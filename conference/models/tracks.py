"""Tracks: the kinds of submission of a workshop, and what their authors may choose."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from conference.models.styles import StyleProfile
from conference.models.workshops import Workshop


class Presentation(models.TextChoices):
    ORAL = "oral", "Oral"
    SPOTLIGHT = "spotlight", "Spotlight"
    POSTER = "poster", "Poster"


class PaperStyle(models.TextChoices):
    """Styles that a paper's typesetting is compared with; the names are those of the PDF check."""

    ICML = "ICML", "ICML"
    ICLR = "ICLR", "ICLR"
    NEURIPS = "NeurIPS", "NeurIPS"
    IEEE = "IEEE", "IEEE"
    ACM = "ACM", "ACM"
    LNCS = "LNCS", "LNCS"
    FREE = "free", "Any style"


class Corrections(models.TextChoices):
    """What authors may change of an accepted paper's record."""

    NOTHING = "nothing", "Nothing"
    TEXT = "text", "Title and abstract"
    AUTHORS = "authors", "Title and abstract; the authors with a chair’s consent"


class Track(models.Model):
    """A kind of submission with its own limits and ways of presentation."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="tracks")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    page_limit = models.PositiveSmallIntegerField(default=4, validators=[MinValueValidator(1)])
    references_count = models.BooleanField("references count as pages", default=False)
    appendix_counts = models.BooleanField("appendices count as pages", default=False)
    acknowledgements_count = models.BooleanField("acknowledgements count as pages", default=False)
    impact_statement_count = models.BooleanField("impact and ethics statements count as pages", default=False)
    style = models.CharField(
        max_length=20,
        blank=True,
        choices=PaperStyle,
        help_text="Papers are compared with its paper, margins, columns, type and line spacing.",
    )
    profile = models.ForeignKey(
        StyleProfile,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tracks",
        verbose_name="style profile of your own",
        help_text="Counts before the style.",
    )
    presentations = models.JSONField(default=list, blank=True)
    supplement_mb = models.PositiveSmallIntegerField(
        "supplementary files up to",
        default=50,
        help_text="Megabytes for each, a supplementary file and a code archive; 0 if the track takes none.",
    )
    previously_published_allowed = models.BooleanField("already published work is welcome", default=False)
    is_open = models.BooleanField("takes submissions", default=True)
    deadline_at = models.DateTimeField(
        "deadline of this track", null=True, blank=True, help_text="In place of the workshop’s."
    )
    position = models.PositiveSmallIntegerField(default=0)
    final_extra_pages = models.PositiveSmallIntegerField("extra pages in the final version", default=1)
    final_corrections = models.CharField(
        "authors may correct", max_length=10, choices=Corrections, default=Corrections.AUTHORS
    )
    checklist = models.JSONField(
        default=dict,
        blank=True,
        help_text="What an accepted paper is asked for, where it is not the default.",
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "key"], name="track_key_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def uncounted(self) -> str:
        """The parts that don't count toward the page limit, in words; "" where all of a paper counts."""
        words = [
            word
            for word, counts in (
                ("references", self.references_count),
                ("appendices", self.appendix_counts),
                ("acknowledgements", self.acknowledgements_count),
                ("statements", self.impact_statement_count),
            )
            if not counts
        ]
        return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


class OptIn(models.Model):
    """Something an author may choose for a paper of a track, such as a proceedings volume.

    ``conditions`` is what the authors agree to by choosing it; the wording they saw is kept with their agreement.
    ``closes_at`` ends the choice; without it the choice ends with the camera-ready deadline.
    """

    class Kind(models.TextChoices):
        PROCEEDINGS = "proceedings", "Proceedings volume"
        JOURNAL = "journal", "Journal"
        SPECIAL_ISSUE = "special_issue", "Special issue"
        OTHER = "other", "Something else"

    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="opt_ins")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=200)
    note = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.OTHER)
    conditions = models.TextField(blank=True)
    original_only = models.BooleanField("only for work not published before", default=False)
    closes_at = models.DateTimeField("open until", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["track", "key"], name="opt_in_key_unique")]

    def __str__(self) -> str:
        return self.label
