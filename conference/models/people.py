"""Who does what in a workshop, who is invited to, and who is listed on its pages."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time, timedelta

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from conference.models.accounts import User
from conference.models.workshops import Workshop

BEHIND_UTC = timedelta(hours=12)  # Anywhere on Earth a day ends last at UTC-12


class RoleKind(models.TextChoices):
    PROGRAM_CHAIR = "program_chair", "Program chair"
    AREA_CHAIR = "area_chair", "Area chair"
    REVIEWER = "reviewer", "Reviewer"
    SITE_EDITOR = "site_editor", "Site editor"
    SUB_REVIEWER = "sub_reviewer", "Sub-reviewer"


class Role(models.Model):
    """A part that a person has in one workshop."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "user__name"]
        constraints = [models.UniqueConstraint(fields=["workshop", "user", "kind"], name="role_unique")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def last_open_day() -> date:
    """Return the first day of an answer that has not ended anywhere on Earth yet: earlier ones are over."""
    return (timezone.now() - BEHIND_UTC).date()


class Invitation(models.Model):
    """An invitation to a role; its token lets the invited person answer without an account first."""

    class State(models.TextChoices):
        PENDING = "pending", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        CANCELLED = "cancelled", "Cancelled"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=20, choices=RoleKind, default=RoleKind.REVIEWER)
    email = models.EmailField("e-mail", max_length=254)
    name = models.CharField(max_length=200, blank=True)
    affiliation = models.CharField(max_length=200, blank=True)
    max_load = models.PositiveSmallIntegerField("papers at most", null=True, blank=True)
    min_load = models.PositiveSmallIntegerField("papers at least", null=True, blank=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    answer_by = models.DateField(
        null=True, blank=True, help_text="The last day for an answer, anywhere on Earth; empty for no end."
    )
    message = models.TextField(blank=True, help_text="What the person wrote back.")
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint("workshop", "kind", Lower("email"), name="invitation_unique"),
        ]
        indexes = [models.Index(Lower("email"), name="invitation_email")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def answer_until(self) -> datetime | None:
        """The moment at which the last day for an answer is over everywhere."""
        if self.answer_by is None:
            return None
        return datetime.combine(self.answer_by, time(), UTC) + timedelta(days=1) + BEHIND_UTC

    @property
    def is_over(self) -> bool:
        """Whether the time for a yes is over: it was not given, and the last day is past."""
        late = self.answer_by is not None and self.answer_by < last_open_day()
        return late and self.state in {self.State.PENDING, self.State.DECLINED}

    @property
    def is_expired(self) -> bool:
        """Whether nobody answered before the last day was over."""
        return self.state == self.State.PENDING and self.is_over

    @property
    def can_be_sent_again(self) -> bool:
        """Say whether it was declined, taken back or not answered in time."""
        return self.state in {self.State.DECLINED, self.State.CANCELLED} or self.is_expired


class SuggestedGuest(models.Model):
    """Someone whom a person who declined would ask instead. Nobody writes to her before a chair does."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="suggestions")
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail", max_length=254)
    set_aside = models.BooleanField(default=False, help_text="A chair does not want to ask her.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("invitation", Lower("email"), name="suggestion_unique")]

    def __str__(self) -> str:
        return self.name


class CommitteeMember(models.Model):
    """A person listed on the public pages, with or without an account here."""

    class Group(models.TextChoices):
        ORGANIZER = "organizer", "Organizers"
        PROGRAM_COMMITTEE = "program_committee", "Program committee"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="committee")
    group = models.CharField(max_length=20, choices=Group, default=Group.ORGANIZER)
    name = models.CharField(max_length=200)
    affiliation = models.CharField(max_length=200, blank=True)
    url = models.URLField("home page", blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["group", "position", "name"]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """Whom to write to, as shown on the public pages."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="contacts")
    label = models.CharField(max_length=120)
    email = models.EmailField("e-mail", blank=True)
    url = models.URLField("link", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class Sponsor(models.Model):
    """Who supports the workshop."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="sponsors")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=60, blank=True, help_text="Such as funding, prizes or travel grants.")
    url = models.URLField("link", blank=True)
    logo = models.ImageField(upload_to="sponsors", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
