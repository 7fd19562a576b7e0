"""Mails to the authors of a paper: one to each author with an address."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from conference.mailing import queue_mail
from submissions.models import Author, Submission
from submissions.selectors.season import season_of


def paper_url(submission: Submission) -> str:
    """Return the full address of the authors' page of a paper."""
    path = reverse("submissions:paper", args=[submission.workshop.slug, submission.number])
    return f"{settings.BASE_URL}{path}"


def common_values(submission: Submission, names: Iterable[str]) -> dict[str, object]:
    """Return what all mails about a paper can say; ``names`` are its authors' as the reader may know them."""
    season = season_of(submission.workshop).at_paper(submission)
    return {
        "paper_number": submission.number,
        "paper_title": submission.title or "Untitled draft",
        "paper_url": paper_url(submission),
        "track": submission.track.name,
        "authors": ", ".join(names),
        "deadline": season.until or "the deadline, which is still to be announced",
    }


def mail_author(
    *,
    key: str,
    author: Author,
    paper: Submission,
    values: Mapping[str, object],
    dedupe_key: str | None = None,
) -> None:
    """Queue a kind of mail about a paper to one of its authors."""
    queue_mail(
        key=key,
        email=author.email,
        name=author.name,
        workshop=paper.workshop,
        recipient=author.user,
        part="author",
        about=paper.ref,
        dedupe_key=dedupe_key,
        values=values,
    )


def mail_authors(*, key: str, submission: Submission, moment: datetime, **values: object) -> int:
    """Queue a kind of mail to every author with an address; the same kind and moment again sends nothing twice."""
    return mail_some_authors(
        key=key, submission=submission, moment=moment, only=lambda _author: True, **values
    )


def mail_some_authors(
    *,
    key: str,
    submission: Submission,
    moment: datetime,
    only: Callable[[Author], bool],
    **values: object,
) -> int:
    """Do the same for those authors whom ``only`` lets through."""
    authors = list(Author.objects.filter(submission=submission).select_related("user"))
    common = {**common_values(submission, [author.name for author in authors]), **values}
    reached = [author for author in authors if author.is_reached and only(author)]
    for author in reached:
        mail_author(
            key=key,
            author=author,
            paper=submission,
            values=common,
            dedupe_key=_once(key, submission, moment, author.email),
        )
    return len(reached)


def _once(key: str, submission: Submission, moment: datetime, email: str) -> str:
    address = hashlib.sha256(email.lower().encode()).hexdigest()[:16]
    return f"{key}:{submission.pk}:{moment.timestamp():.0f}:{address}"
