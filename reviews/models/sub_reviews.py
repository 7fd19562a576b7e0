"""Drafts of reviews that reviewers pass to somebody else."""

from __future__ import annotations

import secrets

from django.db import models

from reviews.models.assignment import Assignment


def new_token() -> str:
    return secrets.token_urlsafe(32)


class SubReview(models.Model):
    """A request to draft a review, sent by mail. The reviewer submits it and answers for it; the helper gets credit."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        DRAFTING = "drafting", "Writing"
        HANDED_BACK = "handed_back", "Handed back"
        DECLINED = "declined", "Declined"
        ENDED = "ended", "Taken back"

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sub_reviews")
    name = models.CharField(max_length=120)
    email = models.EmailField("e-mail")
    affiliation = models.CharField(max_length=200, blank=True)
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    handed_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=models.Q(state__in=["asked", "drafting", "handed_back"]),
                name="sub_review_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.assignment}"
