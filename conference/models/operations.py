"""How the installation itself is doing: who works, and which requests failed or took long. Nobody is named here."""

from __future__ import annotations

from django.db import models


class Pulse(models.Model):
    """The last sign of life of a process, which it renews as long as it lives."""

    class Kind(models.TextChoices):
        WORKER = "worker", "Worker"
        BEAT = "beat", "Beat"

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    release = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class Incident(models.Model):
    """A request, job or task that failed, or a request that took long: the route of a request, not its address, and the
    place of an error, not its words.
    """

    class Kind(models.TextChoices):
        ERROR = "error", "Failed"
        SLOW = "slow", "Took long"

    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(auto_now_add=True)
    request = models.CharField(max_length=32, blank=True)
    route = models.CharField(max_length=120)
    method = models.CharField(max_length=10, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "-at"], name="incident_lately")]

    def __str__(self) -> str:
        return f"{self.route}: {self.error or self.milliseconds}"
