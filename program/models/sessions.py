"""The day: sessions, who speaks in them, and the slots of papers."""

from __future__ import annotations

import uuid

from django.db import models

from conference.models import Workshop
from submissions.models import Submission

from .speakers import Speaker


class SessionKind(models.TextChoices):
    OPENING = "opening", "Opening"
    KEYNOTE = "keynote", "Keynote"
    PANEL = "panel", "Panel"
    ORALS = "orals", "Orals"
    SPOTLIGHTS = "spotlights", "Spotlights"
    POSTERS = "posters", "Posters"
    TALK = "talk", "Talk"
    BREAK = "break", "Break"
    SOCIAL = "social", "Social"
    CLOSING = "closing", "Closing"


class Session(models.Model):
    """A part of the day, with its start and end in UTC. A pinned one keeps its papers when sessions are filled."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="sessions")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=SessionKind)
    title = models.CharField(max_length=200)
    abstract = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    room = models.CharField(max_length=80, blank=True)
    minutes_each = models.PositiveSmallIntegerField("minutes a paper", null=True, blank=True)
    link = models.URLField(blank=True)
    recording_url = models.URLField("recording", blank=True)
    is_pinned = models.BooleanField("pinned", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["start", "end", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="session_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)


class SessionSpeaker(models.Model):
    """A speaker in a session, as speaker, panellist, moderator or session chair."""

    class Part(models.TextChoices):
        SPEAKER = "speaker", "Speaker"
        PANELLIST = "panellist", "Panellist"
        MODERATOR = "moderator", "Moderator"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="sessions")
    part = models.CharField(max_length=10, choices=Part, default=Part.SPEAKER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "speaker"], name="session_speaker_unique")]

    def __str__(self) -> str:
        return f"{self.speaker} in {self.session}"


class Slot(models.Model):
    """An accepted paper in a session: a talk with its minutes, or a poster with its board. A pinned one stays there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="slots")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    board = models.PositiveSmallIntegerField(null=True, blank=True)
    recording_url = models.URLField("recording", blank=True)
    is_pinned = models.BooleanField("pinned", default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "submission"], name="slot_unique")]

    def __str__(self) -> str:
        return f"#{self.submission.number} in {self.session}"
