"""Reviews and the scales they use."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from reviews.models.assignment import Assignment

SCORES: tuple[tuple[int, str], ...] = (
    (10, "Award quality"),
    (9, "Strong accept"),
    (8, "Clear accept"),
    (7, "Accept"),
    (6, "Marginally above the bar"),
    (5, "Marginally below the bar"),
    (4, "Not good enough"),
    (3, "Clear reject"),
    (2, "Strong reject"),
    (1, "Wrong or known"),
)


CONFIDENCES: tuple[tuple[int, str], ...] = (
    (5, "Certain: I know this work closely"),
    (4, "Confident"),
    (3, "Fairly confident"),
    (2, "Willing to defend, but may have missed something"),
    (1, "An educated guess"),
)


class Review(models.Model):
    """A review of one assignment. It saves itself as a draft; ``submitted_at`` is when it came in."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="review")
    overall = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=SCORES, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    confidence = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=CONFIDENCES, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    summary = models.TextField(blank=True, help_text="What the paper does and claims, in your own words.")
    strengths = models.TextField(blank=True)
    weaknesses = models.TextField(blank=True)
    questions = models.TextField("questions for the authors", blank=True)
    for_chairs = models.TextField(
        "confidential remarks to the chairs",
        blank=True,
        help_text="Never shown to authors or other reviewers.",
    )
    forward_consent = models.BooleanField(
        "may go to the journal",
        null=True,
        blank=True,
        help_text="Whether the text may be handed to a journal, without the reviewer’s name; empty while unanswered.",
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["assignment__submission__number", "assignment__mark"]

    def __str__(self) -> str:
        return f"Review of {self.assignment}"
