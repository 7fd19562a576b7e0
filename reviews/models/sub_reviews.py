"""Whom a reviewer asks to help with one paper; the review stays hers."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from conference.models import User
from conference.models.people import new_token
from reviews.models.assignment import Assignment


class SubReview(models.Model):
    """A sub-reviewer of one assignment. She writes in the reviewer's draft until it is submitted.

    ``listed`` is her word on being named in public as one who helped; nobody is named without it.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Not answered"
        ACCEPTED = "accepted", "Helps"
        HANDED = "handed", "Handed over"
        DECLINED = "declined", "Declined"
        ENDED = "ended", "Ended"

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sub_reviews")
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail", max_length=254)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="sub_reviews"
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    listed = models.BooleanField(default=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("assignment", Lower("email"), name="sub_review_unique")]
        indexes = [models.Index(fields=["user", "state"])]

    def __str__(self) -> str:
        return self.name


WORKING = (SubReview.State.ACCEPTED, SubReview.State.HANDED)
