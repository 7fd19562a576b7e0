"""What visitors ask and say about a session; the organizers read it before anybody else does."""

from __future__ import annotations

from django.db import models

from .sessions import Session


class Remark(models.Model):
    """A question, shown to all once an organizer lets it, or feedback, which stays with the organizers."""

    class Kind(models.TextChoices):
        QUESTION = "question", "A question, for all to read"
        FEEDBACK = "feedback", "Feedback, for the organizers alone"

    class State(models.TextChoices):
        NEW = "new", "New"
        SHOWN = "shown", "Shown"
        HIDDEN = "hidden", "Set aside"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.QUESTION)
    text = models.TextField(max_length=1000)
    name = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.NEW)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="feedback", state="shown"), name="feedback_is_never_shown"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
