"""What organizers settle about their public site beside the workshop itself: its banner, its sections, who may embed it."""

from __future__ import annotations

import uuid

from django.db import models

from conference.models import Workshop


def banner_path(_instance: models.Model, _name: str) -> str:
    """Where a banner lies: a name of our own."""
    return f"banners/{uuid.uuid4().hex}.jpg"


class PublicSite(models.Model):
    """Settings of the public site; a workshop without a row has the defaults."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="public_site")
    banner = models.ImageField(upload_to=banner_path, blank=True)
    banner_alt = models.CharField("what the banner shows", max_length=200, blank=True)
    embed_hosts = models.TextField("sites that may show the programme and the papers", blank=True)

    takes_questions = models.BooleanField("visitors can ask about sessions", default=False)

    def __str__(self) -> str:
        return f"Site of {self.workshop}"

    @property
    def hosts(self) -> list[str]:
        return self.embed_hosts.split()


class SiteSection(models.Model):
    """A section of the front page, in the order of positions: a part that every site has, or a text of its own."""

    class Kind(models.TextChoices):
        ABOUT = "about", "About, with the dates"
        NEWS = "news", "News"
        SPEAKERS = "speakers", "Speakers"
        AWARDS = "awards", "Awards"
        SPONSORS = "sponsors", "Sponsors"
        EDITIONS = "editions", "Other editions"
        CONTACTS = "contacts", "Contact"
        TEXT = "text", "A text"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="site_sections")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    title = models.CharField(max_length=120, blank=True)
    body = models.TextField("text", blank=True)
    is_shown = models.BooleanField("shown", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
