"""The form of a review as chairs compose it. A change makes a new version: answers keep the wording they were given to."""

from __future__ import annotations

from django.db import models

from conference.models import Track, User, Workshop
from reviews.review_form import Audience, Kind, Question, Role


class ReviewForm(models.Model):
    """One version of the form of a workshop, or of one of its tracks; the highest number holds."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="review_forms")
    track = models.ForeignKey(
        Track, on_delete=models.CASCADE, null=True, blank=True, related_name="review_forms"
    )
    number = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["workshop", "track", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "number"],
                condition=models.Q(track=None),
                name="review_form_unique_of_workshop",
            ),
            models.UniqueConstraint(
                fields=["track", "number"],
                condition=models.Q(track__isnull=False),
                name="review_form_unique_of_track",
            ),
        ]

    def __str__(self) -> str:
        return f"Review form {self.number}"


class ReviewQuestion(models.Model):
    """A question of one version. ``key`` links it to the same question of other versions."""

    class Kinds(models.TextChoices):
        TEXT = Kind.TEXT.value, "Text"
        SCALE = Kind.SCALE.value, "Scale"
        CHOICE = Kind.CHOICE.value, "One of several answers"
        CHOICES = Kind.CHOICES.value, "Any of several answers"
        YES_NO = Kind.YES_NO.value, "Yes or no"

    class Roles(models.TextChoices):
        OVERALL = Role.OVERALL.value, "Overall score"
        CONFIDENCE = Role.CONFIDENCE.value, "Confidence"
        ETHICS = Role.ETHICS.value, "Ethics flag"

    class Audiences(models.TextChoices):
        AUTHORS = Audience.AUTHORS.value, "Authors, reviewers and chairs"
        COMMITTEE = Audience.COMMITTEE.value, "Reviewers, area chair and chairs"
        CHAIRS = Audience.CHAIRS.value, "Area chair and chairs only"

    form = models.ForeignKey(ReviewForm, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kinds, default=Kinds.TEXT)
    role = models.CharField(max_length=10, choices=Roles, blank=True)
    audience = models.CharField(max_length=10, choices=Audiences, default=Audiences.AUTHORS)
    help_text = models.CharField(max_length=500, blank=True)
    options = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    words_from = models.PositiveSmallIntegerField(null=True, blank=True)
    words_to = models.PositiveSmallIntegerField(null=True, blank=True)
    missing = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="review_question_key_unique")]

    def __str__(self) -> str:
        return self.label

    @property
    def spec(self) -> Question:
        """Return the question as the rules read it."""
        return Question(
            key=self.key,
            label=self.label,
            kind=Kind(self.kind),
            role=Role(self.role),
            audience=Audience(self.audience),
            help_text=self.help_text,
            options=tuple((value, words) for value, words in self.options),
            required=self.required,
            words_from=self.words_from,
            words_to=self.words_to,
            missing=self.missing,
        )
