"""The outbox: every mail is a row before it is sent, one recipient a row, sent once."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower

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
    """One mail to one person. ``dedupe_key`` makes asking for the same mail twice a no-op.

    ``version`` guards its words against two chairs who change them.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENDING = "sending", "Being sent"
        HELD = "held", "On hold"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        BOUNCED = "bounced", "Came back"
        CANCELLED = "cancelled", "Not sent"

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
    version = models.PositiveIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    by_hand = models.BooleanField(
        default=False, help_text="A chair said that this one goes, whatever is on hold."
    )
    provider_id = models.CharField(
        max_length=255, blank=True, help_text="By which a mail provider names it in what it reports."
    )
    not_before = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["workshop", "-created_at"]),
            models.Index(fields=["state", "not_before"], name="mail_waiting"),
            models.Index(fields=["provider_id"], name="mail_provider", condition=~models.Q(provider_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.email}"


class MailRules(models.Model):
    """When the mails of a workshop go; without a row they go at once."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="mail_rules")
    held = models.BooleanField(
        "hold all mail",
        default=False,
        help_text="Nothing goes out but what you send by hand: no receipt, no reminder, no link to confirm.",
    )
    delay_minutes = models.PositiveSmallIntegerField(
        "minutes that mails to many wait",
        default=0,
        validators=[MaxValueValidator(1440)],
        help_text="Such as 10: until then you can still read, change and take back decisions, invitations, "
        "assignments, reminders and notes. 0: they go at once.",
    )

    class Meta:
        verbose_name_plural = "mail rules"

    def __str__(self) -> str:
        return f"mail rules of {self.workshop_id}"


class MailRefusal(models.Model):
    """An address whose owner wants no more invitations: of one workshop, or of any here where none is named."""

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, null=True, blank=True, related_name="mail_refusals"
    )
    email = models.EmailField(max_length=254)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("workshop", Lower("email"), name="mail_refusal_unique"),
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(workshop=None), name="mail_refusal_of_all_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.email


class DeadAddress(models.Model):
    """An address from which mails came back for good. What is written to it waits until a chair says otherwise."""

    email = models.EmailField(max_length=254)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "dead addresses"
        constraints = [models.UniqueConstraint(Lower("email"), name="dead_address_unique")]

    def __str__(self) -> str:
        return self.email
