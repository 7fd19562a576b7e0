"""Papers: the submission, its authors, its files with their versions, what the check found, what was opted for."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Lower

from conference.models import Job, OptIn, Topic, Track, User, Workshop
from conference.models.accounts import ORCID
from conference.models.workshops import Presentation

__all__ = [
    "Author",
    "CheckState",
    "PaperFile",
    "PaperLink",
    "Presentation",
    "Submission",
    "SubmissionState",
    "WorkingCopy",
]


class SubmissionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DESK_REJECTED = "desk_rejected", "Desk rejected"


class Submission(models.Model):
    """A paper sent, or about to be sent, to a workshop; ``number`` counts from 1 in each workshop."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveIntegerField()
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="submissions")
    title = models.CharField(max_length=300)
    abstract = models.TextField(blank=True)
    keywords = models.CharField(max_length=300, blank=True, help_text="Separated by commas.")
    topics = models.ManyToManyField(Topic, blank=True, related_name="submissions")
    opt_ins = models.ManyToManyField(OptIn, blank=True, related_name="submissions")
    published_elsewhere = models.CharField(
        "already published at",
        max_length=300,
        blank=True,
        help_text="Where, if it was; leave empty otherwise.",
    )
    declared_conflicts = models.TextField(
        blank=True, help_text="One a line: a person's name or e-mail, or an institution's domain."
    )
    state = models.CharField(max_length=14, choices=SubmissionState, default=SubmissionState.DRAFT)
    submitter = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="submitted_papers")
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    submit_asked_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When an author asked to submit while the PDF was still being checked.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="submission_number_unique")
        ]
        indexes = [models.Index(fields=["workshop", "state", "number"])]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}"

    @property
    def ref(self) -> str:
        """The name of this paper in the history and in mails."""
        return f"submission:{self.pk}"


class Author(models.Model):
    """An author of a paper, in order, with or without an account."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="authors")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail", max_length=254, blank=True)
    affiliation = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=80, blank=True)
    orcid = models.CharField("ORCID", max_length=19, blank=True, validators=[ORCID])
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="authorships"
    )
    is_corresponding = models.BooleanField("corresponding author", default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                "submission", Lower("email"), condition=~models.Q(email=""), name="author_email_unique"
            )
        ]
        indexes = [models.Index(Lower("email"), name="author_email")]

    def __str__(self) -> str:
        return self.name


def file_path(instance: PaperFile, _name: str) -> str:
    """Where a file lies: a name of our own, so that an uploader's file name names nothing on disk."""
    return f"papers/{instance.submission.workshop_id}/{uuid.uuid4().hex}"


class CheckState(models.TextChoices):
    WAITING = "waiting", "Being checked"
    DONE = "done", "Checked"
    REFUSED = "refused", "Refused"


class PaperFile(models.Model):
    """One uploaded version of a file. Versions are never overwritten; the highest of a kind that was not refused counts."""

    class Kind(models.TextChoices):
        PAPER = "paper", "Paper"
        FINAL = "final", "Final version"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAPER)
    version = models.PositiveIntegerField()
    file = models.FileField(upload_to=file_path, max_length=200)
    reviewer_copy = models.FileField(upload_to=file_path, max_length=200, blank=True)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    check_state = models.CharField(max_length=10, choices=CheckState, default=CheckState.WAITING)
    checked_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict, blank=True, help_text="As the check_pdf command prints it.")
    checked_for = models.JSONField(
        default=dict, blank=True, help_text="The limit and the people that the report was made for."
    )
    check_job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    findings_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind", "version"], name="file_version_unique")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.version}"


class WorkingCopy(models.Model):
    """What a person typed on the form of a paper and that is not saved in it: kept so that nothing typed is ever lost."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="working_copies")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(help_text="The form's fields as they were sent: name to list of values.")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "working copies"
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="working_copy_unique")]

    def __str__(self) -> str:
        return f"What {self.user} typed for #{self.submission.number}"


class PaperLink(models.Model):
    """A link that belongs to an accepted paper: its forum page, code, video, poster or slides."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        FORUM = "forum", "Forum"
        CODE = "code", "Code"
        VIDEO = "video", "Video"
        POSTER = "poster", "Poster"
        SLIDES = "slides", "Slides"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=Kind)
    url = models.URLField(max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "kind"], name="paper_link_unique")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.url}"
