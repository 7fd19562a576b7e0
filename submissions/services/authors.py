"""Authors and their accounts: an author is linked to the account that has her address verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from conference import audit
from conference.errors import Invalid
from conference.models import User
from submissions.models import Author, Submission
from submissions.selectors.accounts import accounts_of


@dataclass(frozen=True)
class AuthorEntry:
    """An author as the form gives her."""

    name: str
    email: str = ""
    affiliation: str = ""
    country: str = ""
    orcid: str = ""
    is_corresponding: bool = False
    is_presenting: bool = False


def own_entry(user: User) -> AuthorEntry:
    """Return a person as the first author of her draft: herself, with what her account knows."""
    place = user.affiliations.filter(end_year=None).first()
    return AuthorEntry(
        name=user.name,
        email=user.email,
        affiliation=place.institution if place else "",
        country=place.country if place else "",
        orcid=user.orcid,
        is_corresponding=True,
    )


def replace_authors(*, submission: Submission, authors: Sequence[AuthorEntry], by: User) -> None:
    """Write the authors in their order. The person who saves stays among them, or she would lose the paper."""
    accounts = accounts_of(author.email for author in authors)
    if by.pk not in accounts.values():
        raise Invalid(
            f"Keep yourself among the authors, with an address of your account ({by.email}): "
            "otherwise you could not open this paper again. Other addresses can be added in your profile.",
            {"authors": ["You are not among the authors."]},
        )
    kept = {_same(author): author for author in submission.authors.all()}
    rows = []
    for entry in authors:
        found = kept.pop(_same(entry)) if _same(entry) in kept else Author(submission=submission)
        rows.append(_row(found, entry))
    Author.objects.filter(pk__in=[author.pk for author in kept.values()]).delete()
    for position, author in enumerate(rows):
        author.position = position
        author.user_id = accounts.get(author.email.lower())
        if author.user_id == by.pk and author.standing != Author.Standing.CONFIRMED:
            author.standing, author.answered_at = Author.Standing.CONFIRMED, timezone.now()
        author.save()


def _same(author: Author | AuthorEntry) -> tuple[str, str]:
    """Whom a row stands for: an address; without one, a name. Another address is another person, to be asked anew."""
    email = author.email.lower()
    return email, "" if email else author.name


def _row(author: Author, entry: AuthorEntry) -> Author:
    for name, value in vars(entry).items():
        setattr(author, name, value)
    return author


def entries_of(submission: Submission) -> list[AuthorEntry]:
    """Return the authors as they are saved, in order."""
    return [
        AuthorEntry(
            name=author.name,
            email=author.email,
            affiliation=author.affiliation,
            country=author.country,
            orcid=author.orcid,
            is_corresponding=author.is_corresponding,
            is_presenting=author.is_presenting,
        )
        for author in Author.objects.filter(submission=submission)
    ]


def link_authorships(*, user: User, email: str) -> int:
    """Give a person the papers on which her newly verified address stands; the number of papers is returned."""
    with transaction.atomic():
        found = list(
            # In lower case, for that is what there is an index of.
            Author.objects.alias(lower=Lower("email"))
            .filter(lower=email.lower(), user=None)
            .select_related("submission__workshop")
        )
        for author in found:
            author.user = user
            author.save(update_fields=["user"])
            audit.record(
                workshop=author.submission.workshop,
                actor=user,
                part="author",
                action="paper.author_linked",
                about=author.submission.ref,
                text=f"{author.name} confirmed the address on this paper and can now see it",
                names_author=True,
            )
    return len(found)
