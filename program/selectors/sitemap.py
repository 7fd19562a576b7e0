"""The pages of a public site, one by one."""

from __future__ import annotations

from django.urls import reverse

from conference.models import Workshop
from program.visibility import public_papers, public_speakers, sections


def pages_of(workshop: Workshop) -> list[str]:
    """Return the paths of all pages that visitors can read, the front page first."""
    found = sections(workshop)
    names = ["site"] + [
        name
        for name in ("call", "programme", "speakers", "papers", "people", "news", "figures")
        if getattr(found, name)
    ]
    paths = [reverse(f"program:{name}", args=[workshop.slug]) for name in names]
    speakers = public_speakers(workshop).values_list("slug", flat=True)
    numbers = public_papers(workshop).order_by("number").values_list("number", flat=True)
    return [
        *paths,
        *(reverse("program:speaker", args=[workshop.slug, slug]) for slug in speakers),
        *(reverse("program:paper", args=[workshop.slug, number]) for number in numbers),
    ]
