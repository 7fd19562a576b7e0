"""A workshop is one edition; a series links editions. Tracks, topics and dates are its own."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from conference.models.accounts import User
from conference.models.styles import StyleProfile

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "A colour has the form #1a6b54.")


class Presentation(models.TextChoices):
    ORAL = "oral", "Oral"
    SPOTLIGHT = "spotlight", "Spotlight"
    POSTER = "poster", "Poster"


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
