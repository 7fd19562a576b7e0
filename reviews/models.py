"""Reviewing: who reviews, conflicts, proposed and live assignments, reviews, decisions."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from conference.models import Job, Topic, User, Workshop
from submissions.models import Submission


class Reviewer(models.Model):
    """A reviewer's season in one workshop: load, topics, and when she went through her conflicts."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reviewing")
    max_load = models.PositiveSmallIntegerField("papers at most", validators=[MaxValueValidator(100)])
    topics = models.ManyToManyField(Topic, blank=True, related_name="reviewers")
    conflicts_declared_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["user__name"]
        constraints = [models.UniqueConstraint(fields=["workshop", "user"], name="reviewer_unique")]

    def __str__(self) -> str:
        return str(self.user)


class DeclaredConflict(models.Model):
    """A conflict that a member of the committee names: a person, or an institution by its domain."""

    class Kind(models.TextChoices):
        PERSON = "person", "A person"
        INSTITUTION = "institution", "An institution"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="declared_conflicts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="declared_conflicts")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField("e-mail", blank=True)
    domain = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or self.email or self.domain


class Conflict(models.Model):
    """One reason why a member of the committee may not judge a paper, or may have to stay away (a hint)."""

    class Kind(models.TextChoices):
        SELF = "self", "Author"
        INSTITUTION = "institution", "Same institution"
        COAUTHOR = "coauthor", "Co-author"
        RELATION = "relation", "Relation"
        DECLARED = "declared", "Declared"
        CHAIR = "chair", "Set by a chair"

    class State(models.TextChoices):
        ACTIVE = "active", "Counts"
        HINT = "hint", "To be decided"
        DISMISSED = "dismissed", "Dismissed"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    evidence = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["submission__number", "user__name", "kind"]
        constraints = [models.UniqueConstraint(fields=["submission", "user", "kind"], name="conflict_unique")]
        indexes = [models.Index(fields=["user", "state"])]

    def __str__(self) -> str:
        return f"{self.user} and #{self.submission.number}: {self.get_kind_display()}"


class AssignmentRun(models.Model):
    """A proposal of the solver, kept until it is made live or thrown away."""

    class State(models.TextChoices):
        SOLVING = "solving", "Being solved"
        PROPOSED = "proposed", "Proposed"
        FAILED = "failed", "No assignment found"
        LIVE = "live", "Live"
        DISCARDED = "discarded", "Discarded"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="assignment_runs")
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
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["assignment__submission__number", "assignment__mark"]

    def __str__(self) -> str:
        return f"Review of {self.assignment}"


class Outcome(models.TextChoices):
    ACCEPT_ORAL = "accept_oral", "Accept as oral"
    ACCEPT_SPOTLIGHT = "accept_spotlight", "Accept as spotlight"
    ACCEPT_POSTER = "accept_poster", "Accept as poster"
    REJECT = "reject", "Reject"


ACCEPTED = (Outcome.ACCEPT_ORAL, Outcome.ACCEPT_SPOTLIGHT, Outcome.ACCEPT_POSTER)


class Decision(models.Model):
    """The decision on a paper: drafted, then released to its authors; a change after release is in the history."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=20, choices=Outcome)
    text = models.TextField("text for the authors", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["submission__number"]
        indexes = [models.Index(fields=["outcome", "released_at"])]

    def __str__(self) -> str:
        return f"#{self.submission.number}: {self.get_outcome_display()}"

    @property
    def is_accept(self) -> bool:
        return self.outcome in ACCEPTED
