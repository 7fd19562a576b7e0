"""The discussion of a paper among those who judge it."""

from __future__ import annotations

from django.db import models

from conference.models import User, Workshop
from submissions.models import Submission


class Comment(models.Model):
    """What someone wrote on a paper. ``part`` is the part she wrote in: by it and her mark others know her."""

    class Part(models.TextChoices):
        REVIEWER = "reviewer", "Reviewer"
        AREA_CHAIR = "area_chair", "Area chair"
        CHAIR = "chair", "Chair"

    class Audience(models.TextChoices):
        COMMITTEE = "committee", "Reviewers, area chair and chairs"
        CHAIRS = "chairs", "Area chair and chairs only"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part)
    audience = models.CharField(max_length=10, choices=Audience)
    reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    text = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["submission", "audience"])]

    def __str__(self) -> str:
        return f"Comment on #{self.submission.number}"


class CommentEdit(models.Model):
    """What a comment said before it was changed."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="edits")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment}, before {self.at}"


class DiscussionSeen(models.Model):
    """The last comment on a paper that a person has read: what came later is new to her."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    last = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="discussion_seen_unique")]

    def __str__(self) -> str:
        return f"{self.user} has read #{self.submission.number}"


class DiscussionFollower(models.Model):
    """Someone who asked for a mail when something new is written on her papers; nobody gets one unasked."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "user"], name="discussion_follower_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.workshop}"
