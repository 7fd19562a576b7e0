"""News and new papers by mail: asked for, confirmed, told once, left with one click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference.hosts import absolute
from conference.mailing import queue_mail
from conference.models import Workshop
from program.models import NewsPost, Subscription, Told
from program.projections import PublicPaper
from program.selectors.feeds import address
from program.selectors.news import news_address, public_news
from program.selectors.papers import project, with_public_parts
from program.visibility import public_papers

MOST_LISTED = 60


@transaction.atomic
def subscribe(*, workshop: Workshop, email: str, news: bool, papers: bool) -> None:
    """Ask an address whether it wants to hear of the workshop.

    Whoever types the address learns nothing of it: one that is confirmed is told by mail that it is, at most once a day.
    """
    found = Subscription.objects.filter(workshop=workshop, email__iexact=email).first()
    if found is None:
        found = Subscription.objects.create(
            workshop=workshop, email=email, wants_news=news, wants_papers=papers
        )
    elif found.confirmed_at is None:
        found.wants_news, found.wants_papers = news, papers
        found.save(update_fields=["wants_news", "wants_papers"])
    queue_mail(
        key="subscription",
        email=found.email,
        name="",
        workshop=workshop,
        values={"link": own_page(found)},
        part="subscriber",
        dedupe_key=f"subscription:{found.pk}:{timezone.now():%Y-%m-%d}",
    )


def own_page(subscription: Subscription) -> str:
    """Return the private address at which a subscription is confirmed, changed and ended."""
    return settings.BASE_URL + reverse("program:subscription", args=[subscription.token])


@transaction.atomic
def keep_subscription(*, subscription: Subscription, news: bool, papers: bool) -> None:
    """Confirm a subscription, or change what it is for."""
    subscription.wants_news, subscription.wants_papers = news, papers
    subscription.confirmed_at = subscription.confirmed_at or timezone.now()
    subscription.save(update_fields=["wants_news", "wants_papers", "confirmed_at"])


@transaction.atomic
def leave(*, subscription: Subscription) -> None:
    """End a subscription and forget the address."""
    subscription.delete()


def tell_subscribers() -> int:
    """Tell every workshop's subscribers what is new, each thing once; return the number of mails."""
    return sum(_tell(workshop) for workshop in Workshop.objects.filter(is_public=True).order_by("pk"))


@transaction.atomic
def _tell(workshop: Workshop) -> int:
    """Tell the subscribers of one workshop; what came before they confirmed is not new to them."""
    now = timezone.now()
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    posts, papers = _new_posts(workshop), _new_papers(workshop)
    if not posts and not papers:
        return 0
    _mark(workshop, Told.Kind.NEWS, [post.pk for post in posts], now)
    _mark(workshop, Told.Kind.PAPER, [paper.number for paper in papers], now)
    count = 0
    for one in Subscription.objects.filter(workshop=workshop, confirmed_at__isnull=False):
        wanted = [post for post in posts if one.wants_news and _is_new(post, one)]
        body = _body(workshop, wanted, papers if one.wants_papers else [])
        if body:
            count += 1
            _send(workshop, one, body, now)
    return count


def _is_new(post: NewsPost, subscription: Subscription) -> bool:
    return bool(
        post.published_at and subscription.confirmed_at and post.published_at > subscription.confirmed_at
    )


def _new_posts(workshop: Workshop) -> list[NewsPost]:
    told = Told.objects.filter(workshop=workshop, kind=Told.Kind.NEWS).values("number")
    return list(public_news(workshop).exclude(pk__in=told).order_by("published_at", "pk"))


def _new_papers(workshop: Workshop) -> list[PublicPaper]:
    told = Told.objects.filter(workshop=workshop, kind=Told.Kind.PAPER).values("number")
    new = public_papers(workshop).exclude(number__in=told).order_by("number")
    return project(with_public_parts(new), workshop)


def _mark(workshop: Workshop, kind: Told.Kind, numbers: Sequence[int], now: datetime) -> None:
    Told.objects.bulk_create(
        Told(workshop=workshop, kind=kind, number=number, told_at=now) for number in numbers
    )


def _body(workshop: Workshop, posts: Sequence[NewsPost], papers: Sequence[PublicPaper]) -> str:
    """Return the digest in Markdown; empty where there is nothing for this reader."""
    parts = [
        f"## {post.title}\n\n{post.body}\n\n{absolute(news_address(workshop, post.pk))}" for post in posts
    ]
    if papers:
        lines = [
            f"- [{_plain(paper.title)}]({address('paper', workshop, paper.number)}), {_plain(paper.author_line)}"
            for paper in papers[:MOST_LISTED]
        ]
        if len(papers) > MOST_LISTED:
            lines.append(f"- and {len(papers) - MOST_LISTED} more: {address('papers', workshop)}")
        parts.append("## New papers\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    """Return text in which no sign is taken for Markdown's own."""
    return "".join(f"\\{sign}" if sign in "\\[]*_`<>" else sign for sign in text)


def _send(workshop: Workshop, subscription: Subscription, body: str, now: datetime) -> None:
    leaving = settings.BASE_URL + reverse("program:leave", args=[subscription.token])
    queue_mail(
        key="digest",
        email=subscription.email,
        name="",
        workshop=workshop,
        values={"news": body, "link": own_page(subscription)},
        part="subscriber",
        dedupe_key=f"digest:{subscription.pk}:{now.timestamp():.3f}",
        leave_url=leaving,
    )
