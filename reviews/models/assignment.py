"""Proposed and live assignments."""

from __future__ import annotations

from django.db import models

from conference.models import Job, User, Workshop
from reviews.models.rounds import ReviewRound
from submissions.models import Submission


class AssignmentRun(models.Model):
    """A proposal of the solver, kept until it is made live or thrown away."""

    class State(models.TextChoices):
        SOLVING = "solving", "Being solved"
        PROPOSED = "proposed", "Proposed"
        FAILED = "failed", "No assignment found"
        LIVE = "live", "Live"
        DISCARDED = "discarded", "Discarded"

    class Kind(models.TextChoices):
        REVIEWERS = "reviewers", "Reviewers"
        REPAIR = "repair", "Repair"
        AREA_CHAIRS = "area_chairs", "Area chairs"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="assignment_runs")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REVIEWERS)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.SOLVING)
    parameters = models.JSONField(default=dict)
    summary = models.JSONField(default=dict, blank=True)
    problem = models.TextField(blank=True, help_text="Why there is no assignment, in words.")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    live_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Proposal {self.pk}"

    @property
    def waiting(self) -> list[int]:
        """The papers, by id, that the chair who made it live has a conflict with: another one makes theirs live."""
        found: list[int] = self.summary.get("waiting", [])
        return found

    @property
    def is_repair(self) -> bool:
        return self.kind == self.Kind.REPAIR

    @property
    def is_for_area_chairs(self) -> bool:
        return self.kind == self.Kind.AREA_CHAIRS

    @property
    def part(self) -> str:
        """The part in which its people get their papers."""
        return Assignment.Part.AREA_CHAIR if self.is_for_area_chairs else Assignment.Part.REVIEWER


class ProposedAssignment(models.Model):
    """A pair in a proposal, with the parts of its score."""

    run = models.ForeignKey(AssignmentRun, on_delete=models.CASCADE, related_name="pairs")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(default=0)
    parts = models.JSONField(default=dict, blank=True)
    is_manual = models.BooleanField(default=False)

    class Meta:
        ordering = ["submission__number", "-score"]
        constraints = [
            models.UniqueConstraint(fields=["run", "submission", "user"], name="proposed_pair_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user} for #{self.submission.number}"


class ProposedPaper(models.Model):
    """Why a paper of a proposal has its reviewers: who could review it, and what speaks for each, as it was when solved.

    ``candidates``: rows of user, score, barred, text, topics, bid, the best first. ``evidence``: by user, the closest of her
    own papers with the shared terms.
    """

    run = models.ForeignKey(AssignmentRun, on_delete=models.CASCADE, related_name="papers")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    candidates = models.JSONField(default=list)
    evidence = models.JSONField(default=dict)

    class Meta:
        ordering = ["submission__number"]
        constraints = [models.UniqueConstraint(fields=["run", "submission"], name="proposed_paper_unique")]

    def __str__(self) -> str:
        return f"#{self.submission.number} in {self.run}"


class Assignment(models.Model):
    """A live assignment. ``mark`` ("A", "B") names the reviewer to others; it is drawn at random for each paper."""

    class Part(models.TextChoices):
        REVIEWER = "reviewer", "Reviewer"
        AREA_CHAIR = "area_chair", "Area chair"

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        DECLINED = "declined", "Declined by the reviewer"
        REMOVED = "removed", "Taken back"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    part = models.CharField(max_length=12, choices=Part, default=Part.REVIEWER)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    mark = models.CharField(max_length=3, blank=True)
    score = models.FloatField(default=0)
    round = models.ForeignKey(
        ReviewRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        help_text="The further round in which the review is asked; empty for the first.",
    )
    assigned_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    assigned_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["submission__number", "mark"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "user", "part"], name="assignment_unique"),
            models.UniqueConstraint(
                fields=["submission", "mark"],
                condition=models.Q(part="reviewer"),
                name="assignment_mark_unique",
            ),
        ]
        indexes = [models.Index(fields=["user", "state"])]

    def __str__(self) -> str:
        return f"{self.user} for #{self.submission.number}"
