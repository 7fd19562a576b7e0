"""What a person changes about herself, and what is bound to an address once it is verified."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction

from conference import audit
from conference.errors import NotFound
from conference.models import Publication, User
from conference.publications import Paper

Verified = Callable[[User, str], object]
_on_verified: list[Verified] = []


def on_verified(hook: Verified) -> Verified:
    """Register what an app binds to a person when she has verified an address: invitations, authorships."""
    _on_verified.append(hook)
    return hook


@transaction.atomic
def email_verified(*, user: User, email: str) -> None:
    """Bind everything that waited for this address."""
    for hook in _on_verified:
        hook(user, email)


@transaction.atomic
def add_publications(*, user: User, papers: Iterable[Paper]) -> int:
    """Add the papers of a list that are not there yet; returns how many are new."""
    known = {title.casefold() for title in user.publications.values_list("title", flat=True)}
    new = [paper for paper in papers if paper.title.casefold() not in known]
    Publication.objects.bulk_create(
        Publication(
            user=user,
            title=paper.title,
            year=paper.year,
            venue=paper.venue,
            authors=list(paper.authors),
            abstract=paper.abstract,
        )
        for paper in {paper.title.casefold(): paper for paper in new}.values()
    )
    return len(new)


@transaction.atomic
def remove_second_factor(*, email: str) -> None:
    """Take away what a person's log-in asks for besides the password; raises NotFound for an address of nobody's."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise NotFound("Nobody has an account under this address.")
    Authenticator.objects.filter(user=user).delete()
    audit.record(
        workshop=None,
        actor=None,
        action="second_factor_removed",
        about=f"user:{user.pk}",
        text="Second factor taken away by the operator",
    )
