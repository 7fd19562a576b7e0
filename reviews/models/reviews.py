"""Reviews and their answers."""

from __future__ import annotations

from django.db import models

from conference.models import User
from reviews.models.assignment import Assignment
from reviews.models.review_forms import ReviewForm, ReviewQuestion
from reviews.review_form import words_in


class Review(models.Model):
    """A review of one assignment. It saves itself as a draft; ``submitted_at`` is when it came in.

    Score, confidence and ethics flag are columns, for decisions, lists and chairs read them; all other answers are
    rows of ``ReviewAnswer``. ``form`` is the version it was written to.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"

    class Rating(models.IntegerChoices):
        OUTSTANDING = 3, "Outstanding"
        GOOD = 2, "Good"
        POOR = 1, "Of little help"

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="review")
    form = models.ForeignKey(ReviewForm, on_delete=models.RESTRICT, related_name="reviews")
    overall = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    ethics_flag = models.BooleanField(null=True, blank=True)
    ethics_settled_at = models.DateTimeField(null=True, blank=True)
    forward_consent = models.BooleanField(
        "may go to the journal",
        null=True,
        blank=True,
        help_text="Whether the text may be handed to a journal, without the reviewer’s name; empty while unanswered.",
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True, choices=Rating)
    rated_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["assignment__submission__number", "assignment__mark"]

    def __str__(self) -> str:
        return f"Review of {self.assignment}"


class WordCount(models.PositiveIntegerField[int, int]):
    """How many words the text of the same row has, counted whenever the row is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> int:  # noqa: ARG002 - Django's signature
        many = words_in(model_instance.text)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, many)
        return many


class ReviewAnswer(models.Model):
    """What a review says to one question: a text, or the numbers of the chosen answers."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(ReviewQuestion, on_delete=models.RESTRICT, related_name="answers")
    text = models.TextField(blank=True)
    words = WordCount(default=0, editable=False)
    chosen = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["review", "question__position"]
        constraints = [models.UniqueConstraint(fields=["review", "question"], name="review_answer_unique")]

    def __str__(self) -> str:
        return f"{self.review}: {self.question}"
