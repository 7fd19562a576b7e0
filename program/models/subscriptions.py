"""Who asked to hear of a workshop by mail, and what has been told already."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models.functions import Lower

from conference.models import Workshop


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class Subscription(models.Model):
    """An address that asked for news; nothing is sent to it before it confirmed. ``token`` opens its own page."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField("e-mail", max_length=254)
    token = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    wants_news = models.BooleanField("news", default=True)
    wants_papers = models.BooleanField("new papers", default=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("workshop", Lower("email"), name="subscription_unique")]

    def __str__(self) -> str:
        return self.email


class Told(models.Model):
    """A piece of news or a paper that subscribers were told of at a moment; it is told once."""

    class Kind(models.TextChoices):
        NEWS = "news", "News"
        PAPER = "paper", "Paper"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    number = models.PositiveIntegerField(help_text="The id of the news, the number of the paper.")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "kind", "number"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
