"""Authors and their accounts: an author is linked to the account that has her address verified."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower

from conference import audit
from conference.errors import Invalid
from conference.models import User
from submissions.models import Author, Submission


@dataclass(frozen=True)
class AuthorEntry:
    """An author as the form gives her."""

    name: str
    email: str = ""
    affiliation: str = ""
    country: str = ""
    orcid: str = ""
    is_corresponding: bool = False


def accounts_of(emails: Iterable[str]) -> dict[str, int]:
    """Return the accounts that have these addresses verified: address in lower case to the user's id."""
    wanted = {email.lower() for email in emails if email}
    rows = EmailAddress.objects.filter(verified=True).annotate(low=Lower("email")).filter(low__in=wanted)
    return dict(rows.values_list("low", "user_id"))


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
    submission.authors.all().delete()
    Author.objects.bulk_create(
        Author(
            submission=submission,
            position=position,
            name=author.name,
            email=author.email,
            affiliation=author.affiliation,
            country=author.country,
            orcid=author.orcid,
            is_corresponding=author.is_corresponding,
            user_id=accounts.get(author.email.lower()),
        )
        for position, author in enumerate(authors)
    )


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
        )
        for author in Author.objects.filter(submission=submission)
    ]


def link_authorships(*, user: User, email: str) -> int:
    """Give a person the papers on which her newly verified address stands; the number of papers is returned."""
    with transaction.atomic():
        found = list(
            Author.objects.filter(email__iexact=email, user=None).select_related("submission__workshop")
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
