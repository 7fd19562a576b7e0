"""What the feeds of a workshop hold."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from conference.models import Workshop
from program.atom import Feed, FeedEntry
from program.projections import PublicPaper
from program.revision import last_change
from program.selectors.papers import all_public_papers


def address(name: str, workshop: Workshop, *parts: object) -> str:
    """Return the full address of a public page."""
    return settings.BASE_URL + reverse(f"program:{name}", args=[workshop.slug, *parts])


def paper_feed(workshop: Workshop) -> Feed:
    """Return the accepted papers as a feed."""
    return Feed(
        title=f"Accepted papers of {workshop.acronym}",
        url=address("papers", workshop),
        own=address("papers_atom", workshop),
        author=workshop.acronym,
        updated=last_change(workshop),
        entries=tuple(_paper(paper, workshop) for paper in all_public_papers(workshop)),
    )


def _paper(paper: PublicPaper, workshop: Workshop) -> FeedEntry:
    url = address("paper", workshop, paper.number)
    published = workshop.papers_published_at or last_change(workshop)
    return FeedEntry(
        ident=url,
        title=paper.title,
        url=url,
        published=published,
        updated=published,
        summary=paper.abstract,
        authors=tuple(author.name for author in paper.authors),
        categories=paper.topics,
    )
