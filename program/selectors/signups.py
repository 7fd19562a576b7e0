"""Sign-up lists: how full each is, who is on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from conference.errors import NotFound
from conference.models import Workshop
from program.models import Signup, SignupList


@dataclass(frozen=True)
class OpenList:
    """A list to join; ``left`` is how many places are free, None where there is no limit."""

    list: SignupList
    left: int | None


def signup_lists(workshop: Workshop) -> QuerySet[SignupList]:
    """Return all lists with ``taken`` places and how many are ``waiting``."""
    counts = {
        "taken": Count("signups", filter=Q(signups__state=Signup.State.IN)),
        "waiting": Count("signups", filter=Q(signups__state=Signup.State.WAITING)),
    }
    return SignupList.objects.filter(workshop=workshop).annotate(**counts)


def open_lists(workshop: Workshop) -> list[OpenList]:
    """Return the lists that visitors can join."""
    taken = Count("signups", filter=Q(signups__state=Signup.State.IN))
    rows = SignupList.objects.filter(workshop=workshop, is_open=True).annotate(taken=taken)
    return [OpenList(row, max(0, row.seats - row.taken) if row.seats is not None else None) for row in rows]


def access_list(workshop: Workshop, pk: int, *, must_be_open: bool = False) -> SignupList:
    """Return a list, else NotFound."""
    found = SignupList.objects.filter(workshop=workshop, pk=pk).first()
    if found is None or (must_be_open and not found.is_open):
        raise NotFound
    return found


def people_on(signup_list: SignupList) -> QuerySet[Signup]:
    """Return who is on a list or waits; those who have not confirmed are not counted."""
    if signup_list.pk is None:
        return Signup.objects.none()
    return signup_list.signups.exclude(state=Signup.State.ASKED)


def access_signup(token: str) -> Signup:
    """Return a person's place by its token, on a site that is public; else NotFound."""
    places = Signup.objects.select_related("signup_list__workshop")
    found = places.filter(token=token, signup_list__workshop__is_public=True).first()
    if found is None:
        raise NotFound
    return found
