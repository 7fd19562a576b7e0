"""The outbox: every mail is a row before it is sent, one recipient a row, sent once."""

from __future__ import annotations

from django.db import models

from conference.models.accounts import User
from conference.models.workshops import Workshop


class MailTemplate(models.Model):
    """A workshop's own wording of one kind of mail; where there is none the default text serves."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="mail_templates")
    key = models.SlugField(max_length=60)
    subject = models.CharField(max_length=200)
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "key"], name="mail_template_unique")]

    def __str__(self) -> str:
        return self.key


class Mail(models.Model):
    """One mail to one person. ``dedupe_key`` makes asking for the same mail twice a no-op."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    template = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    email = models.EmailField("to", max_length=254)
    subject = models.CharField(max_length=255)
    body = models.TextField()
    calendar = models.TextField(blank=True, help_text="A calendar (iCal) that goes with it as a file.")
    part = models.CharField(
        max_length=20, blank=True, help_text="In which part the recipient gets it: author, reviewer."
    )
    subject_ref = models.CharField(
        max_length=60, blank=True, help_text="What the mail is about, as in the history."
    )
    leave_url = models.URLField(
        blank=True, help_text="Where one click ends this kind of mail, for mails that somebody asked for."
    )
    dedupe_key = models.CharField(max_length=160, unique=True, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["workshop", "-created_at"]),
            models.Index(fields=["state", "not_before"], name="mail_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.email}"
