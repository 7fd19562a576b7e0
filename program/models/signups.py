"""Lists that people put their names on: a dinner, mentoring, who comes in person."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from conference.models import Workshop

from .subscriptions import new_secret


class SignupList(models.Model):
    """A list with places. Whoever comes when all are taken waits, and moves up when somebody leaves."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="signup_lists")
    title = models.CharField(max_length=120)
    body = models.TextField("what it is", blank=True)
    seats = models.PositiveIntegerField("places", null=True, blank=True)
    choices = models.TextField("choices, one a line", blank=True)
    question = models.CharField("a question", max_length=200, blank=True)
    closes_at = models.DateTimeField("open until", null=True, blank=True)
    is_open = models.BooleanField("open", default=False)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def options(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class Signup(models.Model):
    """A person on a list; an address counts once it is confirmed. ``token`` opens the person's own page."""

    class State(models.TextChoices):
        ASKED = "asked", "Not confirmed"
        IN = "in", "Has a place"
        WAITING = "waiting", "Waits"

    signup_list = models.ForeignKey(SignupList, on_delete=models.CASCADE, related_name="signups")
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail", max_length=254)
    choice = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    token = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [models.UniqueConstraint("signup_list", Lower("email"), name="signup_unique")]

    def __str__(self) -> str:
        return self.name
