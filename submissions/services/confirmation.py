"""Each author is asked by mail whether she is one; her link answers without an account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.errors import Invalid, NotFound
from conference.mailing import queue_mail
from conference.models import Role, User, Workshop
from conference.models.people import RoleKind
from submissions.author_links import author_token, read_token
from submissions.models import Author, Submission, SubmissionState
from submissions.services.mails import common_values, mail_author, mail_some_authors

LIVE = frozenset({SubmissionState.DRAFT, SubmissionState.SUBMITTED})


def confirmation_url(author: Author) -> str:
    path = reverse("submissions:confirm", args=[author.submission.workshop.slug, author_token(author)])
    return f"{settings.BASE_URL}{path}"


def access_by_token(workshop: Workshop, token: str) -> Author:
    """Return the author whose link this is, or raise NotFound."""
    found = read_token(token)
    if found is None:
        raise NotFound(GONE)
    pk, email = found
    authors = Author.objects.select_related("submission__workshop", "submission__track", "user")
    author = authors.filter(pk=pk, email__iexact=email, submission__workshop=workshop).first()
    if author is None or author.submission.state not in LIVE:
        raise NotFound(GONE)
    return author


def access_own(paper: Submission, user: User) -> Author:
    """Return somebody's own place among the authors of a paper that is under way, or raise NotFound."""
    author = (
        Author.objects.filter(submission=paper, user=user)
        .select_related("submission__workshop", "user")
        .first()
    )
    if author is None or paper.state not in LIVE:
        raise NotFound
    return author


GONE = "This link no longer leads to a paper: you are not listed on it any more, or it was taken back."


def ask_authors(*, paper: Submission, again: bool = False, key: str = "author_invitation") -> frozenset[int]:
    """Ask the authors who have not answered, each once; ``again`` reminds those who were asked on another day.

    Returns the ids of those who get a mail, of the kind ``key``. The caller holds the paper.
    """
    now = timezone.now()
    authors = Author.objects.filter(submission=paper).select_related("user", "submission__workshop")
    due = [author for author in authors if _is_to_be_asked(author, now, again)]
    facts = _facts(paper, authors) if due else {}
    for author in due:
        values = {**facts, "link": confirmation_url(author)}
        mail_author(key=key, author=author, paper=paper, values=values)
        author.invited_at = now
        author.save(update_fields=["invited_at"])
    return frozenset(author.pk for author in due)


def _is_to_be_asked(author: Author, now: datetime, again: bool) -> bool:
    if not author.email or author.standing != Author.Standing.WAITING:
        return False
    return author.invited_at is None or (again and author.invited_at.date() != now.date())


def remind_authors(*, submission: Submission, by: User) -> int:
    """Ask the co-authors who have not confirmed, at an author's wish, at most once a day each."""
    with transaction.atomic():
        paper = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("workshop")
            .get(pk=submission.pk)
        )
        if paper.state not in LIVE:
            raise Invalid("This paper is not under way any more, so nobody needs to confirm.")
        asked = len(ask_authors(paper=paper, again=True))
        if asked:
            _record(paper, by, "paper.authors_asked", f"Asked {asked} co-authors to confirm")
    return asked


def confirm(*, author: Author, by: User | None) -> None:
    """Note that an author stands by the paper. A second click does nothing."""
    _answer(author, by, Author.Standing.CONFIRMED, "paper.author_confirmed", "confirmed to be an author")


def deny(*, author: Author, by: User | None) -> None:
    """Note that somebody is no author of the paper, and tell the corresponding authors and the chairs."""
    with transaction.atomic():
        if _answer(author, by, Author.Standing.DENIED, "paper.author_denied", "says not to be an author"):
            paper = author.submission
            mail_some_authors(
                key="author_denied",
                submission=paper,
                moment=timezone.now(),
                only=lambda other: (
                    other.pk != author.pk and (other.is_corresponding or other.user_id == paper.submitter_id)
                ),
                denied_name=author.name,
                denied_email=author.email,
            )
            _tell_chairs(paper)


def _answer(author: Author, by: User | None, standing: Author.Standing, action: str, words: str) -> bool:
    with transaction.atomic():
        fresh = Author.objects.filter(pk=author.pk).exclude(standing=standing)
        if not fresh.update(standing=standing, answered_at=timezone.now()):
            return False
        _record(author.submission, by or author.user, action, f"{author.name} {words}")
    return True


def _tell_chairs(paper: Submission) -> None:
    """Tell the chairs that there is a doubt, not about whom: they may not know the authors. Of drafts they know nothing."""
    if paper.state == SubmissionState.DRAFT:
        return
    roles = Role.objects.filter(workshop=paper.workshop, kind=RoleKind.PROGRAM_CHAIR).select_related("user")
    for role in roles:
        queue_mail(
            key="author_denied_chair",
            email=role.user.email,
            name=role.user.name,
            workshop=paper.workshop,
            recipient=role.user,
            part="chair",
            about=paper.ref,
            values={
                "paper_number": paper.number,
                "paper_title": paper.title,
                "paper_url": f"{settings.BASE_URL}/{paper.workshop.slug}/chair/papers/{paper.number}/",
            },
        )


def _facts(paper: Submission, authors: Iterable[Author]) -> dict[str, object]:
    return {
        **common_values(paper, [author.name for author in authors]),
        "profile_url": f"{settings.BASE_URL}{reverse('conference:profile')}",
    }


def _record(paper: Submission, by: User | None, action: str, text: str) -> None:
    audit.record(
        workshop=paper.workshop,
        actor=by,
        part="author",
        action=action,
        about=paper.ref,
        text=text,
        names_author=True,
    )
