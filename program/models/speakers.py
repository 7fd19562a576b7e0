"""Keynote speakers and panellists, and the private link that opens the page of each."""

from __future__ import annotations

import secrets
import uuid

from django.db import models

from conference.models import Workshop
from conference.models.workshops import validate_time_zone
from submissions.models import Attendance


def new_token() -> str:
    return secrets.token_urlsafe(32)


def photo_path(_instance: models.Model, _name: str) -> str:
    """Where a photo lies: a name of our own, the uploader's names nothing on disk."""
    return f"photos/{uuid.uuid4().hex}.jpg"


def slides_path(_instance: models.Model, _name: str) -> str:
    """Where slides lie, by a name of our own too."""
    return f"slides/{uuid.uuid4().hex}.pdf"


class Speaker(models.Model):
    """A keynote speaker or panellist; only confirmed ones are public. ``token`` opens the speaker's own page."""

    class Status(models.TextChoices):
        TO_INVITE = "to_invite", "To invite"
        INVITED = "invited", "Invited"
        CONFIRMED = "confirmed", "Confirmed"
        DECLINED = "declined", "Declined"

    class Recording(models.TextChoices):
        PUBLIC = "public", "Yes, and the recording may be public"
        ATTENDEES = "attendees", "Yes, for those who take part only"
        NO = "no", "No"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="speakers")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail", blank=True)
    affiliation = models.CharField(max_length=200, blank=True)
    url = models.URLField("home page", blank=True)
    bio = models.TextField(blank=True)
    photo = models.ImageField(upload_to=photo_path, blank=True)
    talk_title = models.CharField("title of the talk", max_length=200, blank=True)
    talk_abstract = models.TextField("abstract of the talk", blank=True)
    slides = models.FileField(upload_to=slides_path, blank=True)
    slides_url = models.URLField("slides elsewhere", blank=True)
    slides_public = models.BooleanField("slides may stand on the site", default=False)
    time_zone = models.CharField(max_length=64, blank=True, validators=[validate_time_zone])
    attendance = models.CharField("comes", max_length=10, choices=Attendance, blank=True)
    arrives = models.DateField("arrives on", null=True, blank=True)
    leaves = models.DateField("leaves on", null=True, blank=True)
    recording = models.CharField("may be recorded", max_length=10, choices=Recording, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.TO_INVITE)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["workshop", "slug"], name="speaker_slug_unique")]

    def __str__(self) -> str:
        return self.name
