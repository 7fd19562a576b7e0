"""The demo's invented people, with accounts to log in with."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from conference.models import Affiliation, Publication, User
from program.demo import content


def load_people(demo: content.Demo, password: str) -> dict[str, User]:
    """Make an account for everyone; returns them by key."""
    hashed = make_password(password)
    users = {
        key: User.objects.create(email=person.email, name=person.name, password=hashed)
        for key, person in demo.people.items()
    }
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users.values()
    )
    Affiliation.objects.bulk_create(
        Affiliation(
            user=users[key],
            institution=item.institution,
            domain=item.domain,
            country=item.country,
            start_year=item.start,
            end_year=item.end,
        )
        for key, person in demo.people.items()
        for item in person.affiliations
    )
    Publication.objects.bulk_create(
        Publication(
            user=users[key], title=item.title, year=item.year, venue=item.venue, authors=list(item.authors)
        )
        for key, person in demo.people.items()
        for item in person.publications
    )
    return users
