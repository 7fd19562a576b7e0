"""A paper's files with their versions and what the check found, and the links that belong to it."""

from __future__ import annotations

import uuid

from django.db import models

from conference.models import Job, User
from submissions.models.papers import Submission


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
        SUPPLEMENT = "supplement", "Supplementary file"
        CODE = "code", "Code archive"
        ANSWER = "answer", "File of a question"
        FINAL = "final", "Final version"
        SOURCE = "source", "Source"
        POSTER = "poster", "Poster"
        SLIDES = "slides", "Slides"
        VIDEO = "video", "Video"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAPER)
    slot = models.CharField(
        max_length=40,
        blank=True,
        default="",
        help_text="Tells files of one kind apart, such as the question that a file answers.",
    )
    format = models.CharField(max_length=10, default="pdf", help_text="A key of submissions.kinds.FORMATS.")
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
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="When an author took an optional file out; it is kept."
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "kind", "slot", "version"], name="file_version_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.version}"


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
