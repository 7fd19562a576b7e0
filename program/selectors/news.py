"""News and awards as visitors see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from conference.errors import NotFound
from conference.models import Workshop
from program.models import Award, NewsPost, Subscription
from program.visibility import public_papers

ON_THE_FRONT_PAGE = 3


@dataclass(frozen=True)
class PublicAward:
    """An award with its winner: a public paper, or a person in words."""

    title: str
    note: str
    person: str
    number: int | None
    paper_title: str
    authors: str


def public_news(workshop: Workshop) -> QuerySet[NewsPost]:
    """Return what is published, the newest first."""
    return NewsPost.objects.filter(workshop=workshop, published_at__isnull=False)


def drafted_news(workshop: Workshop) -> QuerySet[NewsPost]:
    """Return what is written and not published, for editors."""
    return NewsPost.objects.filter(workshop=workshop, published_at__isnull=True)


def access_news(workshop: Workshop, pk: int) -> NewsPost:
    """Return a piece of news, be it a draft, for editors; else NotFound."""
    found = NewsPost.objects.filter(workshop=workshop, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def count_subscribers(workshop: Workshop) -> int:
    return Subscription.objects.filter(workshop=workshop, confirmed_at__isnull=False).count()


def news_address(workshop: Workshop, pk: int) -> str:
    return f"{reverse('program:news', args=[workshop.slug])}#news-{pk}"


def public_awards(workshop: Workshop) -> list[PublicAward]:
    """Return the awards whose winners may be named."""
    papers = public_papers(workshop)
    rows = (
        Award.objects.filter(workshop=workshop)
        .filter(Q(submission__isnull=True) | Q(submission__in=papers.values("pk")))
        .select_related("submission")
        .prefetch_related("submission__authors")
    )
    return [_award(row) for row in rows]


def awards_by_paper(workshop: Workshop) -> dict[int, tuple[str, ...]]:
    """Return the awards of public papers, by number."""
    found: dict[int, list[str]] = defaultdict(list)
    papers = public_papers(workshop).values("pk")
    for number, title in Award.objects.filter(workshop=workshop, submission__in=papers).values_list(
        "submission__number", "title"
    ):
        if number is not None:
            found[number].append(title)
    return {number: tuple(titles) for number, titles in found.items()}


def _award(row: Award) -> PublicAward:
    paper = row.submission
    return PublicAward(
        title=row.title,
        note=row.note,
        person=row.person,
        number=paper.number if paper else None,
        paper_title=paper.title if paper else "",
        authors=", ".join(author.name for author in paper.authors.all()) if paper else "",
    )
