"""What an accepted paper's authors hand in after acceptance, beside its files: who presents, how, under which licence."""

from __future__ import annotations

from django.db import models

from conference.models import OptIn, User
from submissions.models.papers import Author, Submission


class Attendance(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online"


class Licence(models.TextChoices):
    """Under which terms the workshop may show the files; ``WITHHELD`` keeps them off the public site."""

    CC_BY = "cc-by-4.0", "Creative Commons Attribution 4.0 (CC BY 4.0)"
    CC_BY_NC = "cc-by-nc-4.0", "Creative Commons Attribution-NonCommercial 4.0 (CC BY-NC 4.0)"
    CC_BY_NC_ND = (
        "cc-by-nc-nd-4.0",
        "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 (CC BY-NC-ND 4.0)",
    )
    SITE = "site", "The workshop may show the files on its site; all other rights stay with the authors"
    WITHHELD = "withheld", "Don’t publish the files here: only title, authors and abstract"


class CameraReady(models.Model):
    """The answers of one accepted paper; an empty value is not answered yet. ``extended_until`` is a chair's word."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="camera_ready")
    presenter = models.ForeignKey(
        Author, on_delete=models.SET_NULL, null=True, blank=True, related_name="presents"
    )
    registered_author = models.ForeignKey(
        Author, on_delete=models.SET_NULL, null=True, blank=True, related_name="registered_for"
    )
    attendance = models.CharField(max_length=10, choices=Attendance, blank=True)
    attendance_reason = models.CharField(max_length=400, blank=True)
    wants_travel_grant = models.BooleanField(null=True, blank=True)
    travel_grant_reason = models.TextField(blank=True)
    licence = models.CharField(max_length=20, choices=Licence, blank=True)
    video_length = models.PositiveSmallIntegerField("length of the video in seconds", null=True, blank=True)
    extended_until = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "camera-ready answers"

    def __str__(self) -> str:
        return f"Camera-ready of #{self.submission.number}"


class AuthorChange(models.Model):
    """A wish to change the authors of an accepted paper, for a chair to decide; ``authors`` is the whole new list."""

    class State(models.TextChoices):
        OPEN = "open", "Waiting for a chair"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Taken back"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="author_changes")
    authors = models.JSONField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=400, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(state="open"), name="one_open_author_change"
            )
        ]

    def __str__(self) -> str:
        return f"Authors of #{self.submission.number}: {self.get_state_display()}"


class OptInAgreement(models.Model):
    """That the authors of a paper agreed to an opt-in: its label and conditions as they read then, by whom and when."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="agreements")
    opt_in = models.ForeignKey(OptIn, on_delete=models.SET_NULL, null=True, related_name="agreements")
    label = models.CharField(max_length=200)
    wording = models.TextField(blank=True)
    agreed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-agreed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "opt_in"],
                condition=models.Q(ended_at=None),
                name="one_agreement_an_opt_in",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.submission.number}: {self.label}"
