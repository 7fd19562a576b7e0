"""The submission and its authors, and what a person typed on its form and has not saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.functions import Lower

from conference.models import OptIn, Topic, Track, User, Workshop
from conference.models.accounts import ORCID
from submissions.models.fields import FoldedTextField


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
    published_before = models.BooleanField("already published", default=False)
    declared_conflicts = models.TextField(
        blank=True, help_text="One a line: a person's name or e-mail, or an institution's domain."
    )
    search_text = FoldedTextField(sources=("title", "abstract", "keywords"))
    state = models.CharField(max_length=14, choices=SubmissionState, default=SubmissionState.DRAFT)
    submitter = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="submitted_papers")
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    desk_reason = models.TextField("reason of the desk rejection", blank=True)
    deadline_at = models.DateTimeField(
        "own deadline", null=True, blank=True, help_text="Set by a chair for this paper alone."
    )
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

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save, and with a text that is searched the copy of it that searches look into."""
        if update_fields is not None and {"title", "abstract", "keywords"} & set(update_fields):
            update_fields = {*update_fields, "search_text"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def ref(self) -> str:
        """The name of this paper in the history and in mails."""
        return f"submission:{self.pk}"


class Author(models.Model):
    """An author of a paper, in order, with or without an account; ``standing`` is her own word on it."""

    class Standing(models.TextChoices):
        WAITING = "waiting", "Not confirmed yet"
        CONFIRMED = "confirmed", "Confirmed"
        DENIED = "denied", "Says that this is a mistake"

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
    is_presenting = models.BooleanField("presenting author", default=False)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)

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

    @property
    def is_reached(self) -> bool:
        """Say whether mails on the paper go to her: not where she says that she is no author of it."""
        return bool(self.email) and self.standing != self.Standing.DENIED


REACHED = ~models.Q(email="") & ~models.Q(standing=Author.Standing.DENIED)
"""The condition on authors that ``Author.is_reached`` is."""


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
