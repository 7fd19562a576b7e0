"""Around the call: links that let somebody submit late, and papers that look alike."""

from __future__ import annotations

from django.db import models

from conference.models import Track, User, Workshop
from submissions.models.papers import Submission


class LateLink(models.Model):
    """A chair's leave to begin one paper in a track after its deadline; whoever holds the link may use it once."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="late_links")
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField("e-mail", max_length=254, blank=True)
    note = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField("valid until")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    submission = models.OneToOneField(
        Submission, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="late_link"
    )

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"A late paper in {self.track}"


class Twin(models.Model):
    """Two papers that look alike. ``submission`` was compared when it came in; the scores go from 0 to 100."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="twins")
    other = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="twins_of")
    title_score = models.PositiveSmallIntegerField()
    abstract_score = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-title_score", "-abstract_score", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "other"], name="twin_unique")]

    def __str__(self) -> str:
        return f"{self.submission_id} and {self.other_id}"
