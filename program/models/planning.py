"""What the making of the day remembers: wishes of presenters, proposals to fill sessions, steps that can be undone."""

from __future__ import annotations

from django.db import models

from conference.models import Job, User, Workshop
from conference.models.workshops import validate_time_zone
from submissions.models import Submission


class PresenterWish(models.Model):
    """When the presenter of a paper can be there.

    ``absences`` holds pairs of moments in ISO format, at which the presenter can't; ``daytime`` is a wish.
    """

    class Daytime(models.TextChoices):
        ANY = "", "Any time of the day"
        MORNING = "morning", "Only in the morning"
        AFTERNOON = "afternoon", "Only in the afternoon"

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="presenter_wish")
    time_zone = models.CharField(max_length=64, blank=True, validators=[validate_time_zone])
    daytime = models.CharField(max_length=10, choices=Daytime, blank=True)
    absences = models.JSONField(default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Wishes for #{self.submission.number}"


class ScheduleProposal(models.Model):
    """Papers put into sessions by the solver, looked at beside what is there, then taken or thrown away.

    ``mark`` names the draft for which it was made: a proposal for another draft can't be taken.
    """

    class State(models.TextChoices):
        SOLVING = "solving", "Being made"
        PROPOSED = "proposed", "Proposed"
        IMPOSSIBLE = "impossible", "No schedule keeps all rules"
        TAKEN = "taken", "Taken"
        DISCARDED = "discarded", "Thrown away"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="schedule_proposals")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.SOLVING)
    options = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    mark = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Proposal {self.pk} for {self.workshop.acronym}"


class ScheduleStep(models.Model):
    """One change of the draft, with the sessions it touched as they were before and after: what undo goes back to."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="schedule_steps")
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()
    is_undone = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["workshop", "is_undone"])]

    def __str__(self) -> str:
        return self.text
