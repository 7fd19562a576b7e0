"""What the feeds of a workshop hold."""

from __future__ import annotations

from django.urls import reverse

from conference.hosts import absolute
from conference.markdown import render_markdown
from conference.models import Workshop
from program.atom import Feed, FeedEntry
from program.models import NewsPost
from program.projections import PublicPaper
from program.revision import last_change
from program.selectors.news import news_address, public_news
from program.selectors.papers import all_public_papers


def address(name: str, workshop: Workshop, *parts: object) -> str:
    """Return the full address of a public page."""
    return absolute(reverse(f"program:{name}", args=[workshop.slug, *parts]))


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


def news_feed(workshop: Workshop) -> Feed:
    """Return the published news as a feed."""
    posts = list(public_news(workshop))
    return Feed(
        title=f"News of {workshop.acronym}",
        url=address("site", workshop),
        own=address("news_atom", workshop),
        author=workshop.acronym,
        updated=max((post.changed_at for post in posts), default=workshop.created_at),
        entries=tuple(_news(post, workshop) for post in posts),
    )


def _news(post: NewsPost, workshop: Workshop) -> FeedEntry:
    url = absolute(news_address(workshop, post.pk))
    return FeedEntry(
        ident=url,
        title=post.title,
        url=url,
        published=post.published_at or post.changed_at,
        updated=post.changed_at,
        html=render_markdown(post.body),
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
