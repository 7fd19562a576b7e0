"""What organizers word for the printed things, and the letters of invitation that authors asked for."""

from __future__ import annotations

import uuid

from django.db import models

from conference.models import User, Workshop
from submissions.models import Submission

REVIEWER_TEXT = """This is to certify that

## {name}

served on the programme committee of {workshop_title} ({workshop}) and reviewed {papers}.

The organizers are grateful for this work."""

PRESENTER_TEXT = """This is to certify that

## {name}

presented the paper

*{paper}*

as {presentation} at {workshop_title} ({workshop}), {place}, {days}."""

LETTER_TEXT = """Dear {name},

We are pleased to invite you to {workshop_title} ({workshop}), which takes place in {place} on {days}. Your paper
*{paper}* was accepted there as {presentation}, and we would be glad to see you present it in person.

The workshop does not cover travel, accommodation or insurance.

With kind regards"""


def map_path(_instance: models.Model, _name: str) -> str:
    """Where the picture of a map lies: a name of our own, the uploader's names nothing on disk."""
    return f"maps/{uuid.uuid4().hex}.jpg"


class DocumentTexts(models.Model):
    """What a workshop's booklet, badges, certificates and letters say, in Markdown with placeholders."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="document_texts")
    signed_by = models.TextField(
        blank=True, help_text="Who signs certificates and letters: name and part, a line each."
    )
    reviewer_text = models.TextField("certificate of a reviewer", default=REVIEWER_TEXT)
    presenter_text = models.TextField("certificate of a presenter", default=PRESENTER_TEXT)
    letter_text = models.TextField("letter of invitation", default=LETTER_TEXT)
    booklet_notes = models.TextField(
        "notes in the booklet", blank=True, help_text="Markdown: how to get there, Wi-Fi, lunch, whom to ask."
    )
    booklet_map = models.ImageField("map in the booklet", upload_to=map_path, blank=True)
    more_badges = models.TextField(
        "further badges",
        blank=True,
        help_text="One person a line: name; affiliation; part. Organizers, speakers and authors have theirs.",
    )
    certificates_released_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "texts of documents"

    def __str__(self) -> str:
        return f"Documents of {self.workshop}"


class InvitationLetter(models.Model):
    """A letter that an author asked for; once granted, ``text`` is what it says, whatever is reworded later."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked for"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="letters")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="letters")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="letters")
    name = models.CharField("name as in the passport", max_length=200)
    address = models.TextField(
        blank=True, help_text="As it shall stand on the letter, such as your institution’s."
    )
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    text = models.TextField(blank=True)
    answer = models.CharField("reason", max_length=400, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "user"],
                condition=~models.Q(state="refused"),
                name="one_letter_a_paper",
            )
        ]

    def __str__(self) -> str:
        return f"Letter for {self.name}"
