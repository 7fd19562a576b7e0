"""A workshop is one edition; a series links editions. Its tracks and dates have files of their own."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "A colour has the form #1a6b54.")


class AbstractFreeze(models.TextChoices):
    """What can no longer change between the abstract deadline and the deadline of the paper."""

    NOTHING = "nothing", "Nothing: all can change until the paper is due"
    AUTHORS = "authors", "The list of authors"
    ALL = "all", "Title, abstract and the list of authors"


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", "Draft, seen by organizers only"
    PRELIMINARY = "preliminary", "Public, marked as preliminary"
    FINAL = "final", "Public"


class PaperSize(models.TextChoices):
    LETTER = "letter", "US letter"
    A4 = "a4", "A4"
    ANY = "any", "Any"


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError("No such time zone. Examples: America/Vancouver, Asia/Singapore, UTC.")


class ConflictKind(models.TextChoices):
    """The ties that a workshop may count as conflicts; that nobody judges a paper of her own is no choice."""

    INSTITUTION = "institution", "The same institution"
    COAUTHOR = "coauthor", "A paper written together"
    RELATION = "relation", "Adviser, advisee, family, close collaborator"
    DECLARED = "declared", "What reviewers or authors declare"


def all_conflict_kinds() -> list[str]:
    return list(ConflictKind.values)


class Series(models.Model):
    """What links the editions of one workshop over the years."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "series"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Workshop(models.Model):
    """One edition of a workshop, with its settings; ``version`` guards against two chairs saving over one another."""

    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="workshops"
    )
    slug = models.SlugField("address", unique=True, help_text="The last part of the site's address.")
    acronym = models.CharField(max_length=60, help_text="With the year, such as TerraBytes 2025.")
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=200, blank=True)
    description = models.CharField(
        max_length=300, blank=True, help_text="One sentence for search engines and lists."
    )
    host_conference = models.CharField(max_length=120, blank=True)
    host_url = models.URLField("page at the host conference", blank=True)
    recordings_url = models.URLField("recordings", blank=True)
    venue = models.CharField("place", max_length=200, blank=True)
    timezone = models.CharField("time zone", max_length=64, default="UTC", validators=[validate_time_zone])
    about_text = models.TextField("about", blank=True)
    call_text = models.TextField("call for papers", blank=True)
    notice = models.CharField(
        max_length=300, blank=True, help_text="One line shown at the top of the public site."
    )
    accent = models.CharField("accent colour", max_length=7, default="#1f6f5c", validators=[COLOUR])
    logo = models.ImageField(upload_to="logos", blank=True)

    style_name = models.CharField("style", max_length=120, blank=True)
    style_url = models.URLField("style files", blank=True)
    paper_size = models.CharField(max_length=10, choices=PaperSize, default=PaperSize.ANY)

    grace_minutes = models.PositiveSmallIntegerField(
        "grace in minutes",
        default=0,
        validators=[MaxValueValidator(1440)],
        help_text="How long after a deadline papers are still taken. Authors are not told.",
    )
    abstract_freeze = models.CharField(
        "fixed after the abstract deadline",
        max_length=10,
        choices=AbstractFreeze,
        default=AbstractFreeze.AUTHORS,
    )
    papers_per_author = models.PositiveSmallIntegerField(
        "papers an author at most",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Counts submitted papers of one person, under whatever address. Empty: no limit.",
    )

    is_public = models.BooleanField("site is public", default=False)
    bidding_open = models.BooleanField(default=False)
    reviews_per_paper = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1)])
    default_load = models.PositiveSmallIntegerField(
        "papers a reviewer", default=4, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    affiliation_years = models.PositiveSmallIntegerField(
        "years that a former institution counts", default=3, validators=[MaxValueValidator(50)]
    )
    coauthor_years = models.PositiveSmallIntegerField(
        "years that a joint paper or collaboration counts", default=3, validators=[MaxValueValidator(50)]
    )
    ignore_internships = models.BooleanField(
        "internships and visits don't count", default=False, help_text="Told by the position in the profile."
    )
    conflict_kinds = models.JSONField("what counts as a conflict", default=all_conflict_kinds)
    authors_shown_after_release = models.BooleanField(
        default=False,
        help_text="Reviewers learn who wrote the papers they reviewed once decisions are released.",
    )
    reviewers_see_one_another = models.BooleanField(
        default=False,
        help_text="Reviewers of one paper learn one another's names once their own review is in.",
    )
    chairs_need_second_factor = models.BooleanField(
        "chairs need a second factor",
        default=False,
        help_text="Program chairs, area chairs and site editors log in with a code from their phone besides the password. "
        "Who has none yet is led to set it up before her pages open, you too.",
    )
    assignments_live_at = models.DateTimeField(null=True, blank=True, editable=False)
    discussion_opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    rebuttal_opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    rebuttal_words = models.PositiveSmallIntegerField(
        "words of an answer at most", default=600, validators=[MinValueValidator(50)], editable=False
    )
    decisions_released_at = models.DateTimeField(null=True, blank=True, editable=False)
    papers_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    programme_state = models.CharField(max_length=12, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    submission_count = models.PositiveIntegerField(
        "submissions", null=True, blank=True, help_text="For an edition that was not run here."
    )
    accepted_count = models.PositiveIntegerField(
        "accepted papers", null=True, blank=True, help_text="For an edition that was not run here."
    )
    attendees = models.CharField(max_length=40, blank=True)

    version = models.PositiveIntegerField(default=1, editable=False)
    revision = models.PositiveBigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["is_public", "-created_at"], name="workshop_public")]

    def __str__(self) -> str:
        return self.acronym

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)

    @cached_property
    def rebuttal_until(self) -> datetime | None:
        """Until when authors may answer their reviews once that is open: read once, for sight asks at every paper."""
        return self.dates.filter(key=DateKey.REBUTTAL).values_list("at", flat=True).first()

    @cached_property
    def mail_delay_minutes(self) -> int:
        """How long mails to many wait before they go: read once, for each of them asks."""
        rules = getattr(self, "mail_rules", None)
        return rules.delay_minutes if rules else 0

    @cached_property
    def told_events(self) -> frozenset[str]:
        """The kinds of events of which a webhook wants to hear: read once, for every entry of the history asks."""
        chosen = self.webhooks.filter(is_on=True).values_list("events", flat=True)
        return frozenset(event for events in chosen for event in events)


class Topic(models.Model):
    """A subject of the call; a topic under another one is a part of it."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="topics")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "name"], name="topic_name_unique")]

    def __str__(self) -> str:
        return self.name


class DateKey(models.TextChoices):
    """Dates that the software acts on; any other date is ``other`` and only shown."""

    ABSTRACT = "abstract_deadline", "Abstract deadline"
    SUBMISSION = "submission_deadline", "Submission deadline"
    BIDS = "bid_deadline", "Bids due"
    REVIEWS = "review_deadline", "Reviews due"
    REBUTTAL = "rebuttal_deadline", "Authors’ answers due"
    DISCUSSION = "discussion_end", "Discussion ends"
    NOTIFICATION = "notification", "Acceptance notification"
    CAMERA_READY = "camera_ready", "Camera-ready"
    VIDEO = "video_deadline", "Videos due"
    WORKSHOP = "workshop", "Workshop"
    OTHER = "other", "Other date"
