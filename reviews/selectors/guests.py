"""Whom chairs may invite: the people of a list, of an earlier edition, and those whom others suggested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from conference.mailing import refusing_addresses
from conference.models import Invitation, Role, SuggestedGuest, Workshop
from conference.models.people import RoleKind
from conference.visibility import Viewer
from reviews.invite_list import Entry
from reviews.models import Reviewer

PARTS = (RoleKind.AREA_CHAIR, RoleKind.REVIEWER)


class GuestState(StrEnum):
    """What an entry of a new list means for someone."""

    NEW = "new"
    WAITING = "waiting"
    ANSWERED = "answered"
    MEMBER = "member"
    REFUSES = "refuses"


@dataclass(frozen=True)
class GuestLine:
    """An entry of a list that is about to be sent, and why it gets no mail where it gets none."""

    entry: Entry
    part: str
    state: GuestState
    note: str


def preview(workshop: Workshop, entries: Iterable[Entry]) -> list[GuestLine]:
    """Return the entries with what would happen to each, in a fixed number of queries."""
    invited = {
        (row.kind, row.email.lower()): row
        for row in Invitation.objects.filter(workshop=workshop, kind__in=PARTS)
    }
    members = {
        (kind, email.lower())
        for kind, email in Role.objects.filter(
            workshop=workshop, kind__in=PARTS, user__emailaddress__verified=True
        ).values_list("kind", "user__emailaddress__email")
    }
    refusing = refusing_addresses(workshop)
    return [
        _guest(entry, invited.get((entry.role, entry.email)), (entry.role, entry.email) in members, refusing)
        for entry in entries
    ]


def _guest(entry: Entry, invitation: Invitation | None, member: bool, refusing: frozenset[str]) -> GuestLine:
    part = RoleKind(entry.role).label
    if member:
        return GuestLine(
            entry,
            part,
            GuestState.MEMBER,
            "reviews here already" if entry.role == RoleKind.REVIEWER else "is area chair here already",
        )
    if invitation is None and entry.email in refusing:
        return GuestLine(entry, part, GuestState.REFUSES, "asked for no more invitations")
    if invitation is None:
        return GuestLine(entry, part, GuestState.NEW, "")
    if invitation.is_expired:
        note = "was invited before and did not answer in time: invite her again on the page of reviewers"
        return GuestLine(entry, part, GuestState.WAITING, note)
    if invitation.state == Invitation.State.PENDING:
        note = "was invited before and has not answered: remind instead"
        return GuestLine(entry, part, GuestState.WAITING, note)
    answer = invitation.get_state_display().lower()
    return GuestLine(entry, part, GuestState.ANSWERED, f"was invited before: {answer}")


@dataclass(frozen=True)
class EarlierPerson:
    """Someone of an earlier edition's committee; ``pk`` is her account's, ``load`` None for an area chair."""

    pk: int
    name: str
    email: str
    role: str
    part: str
    load: int | None


def earlier_editions(viewer: Viewer, workshop: Workshop) -> QuerySet[Workshop]:
    """Return the other editions of the series that the viewer chaired: their committees are known to her."""
    return (
        Workshop.objects.filter(
            series=workshop.series_id, roles__user=viewer.user_id, roles__kind=RoleKind.PROGRAM_CHAIR
        )
        .exclude(series=None)
        .exclude(pk=workshop.pk)
        .order_by("-created_at", "-pk")
    )


def earlier_people(workshop: Workshop, edition: Workshop) -> list[EarlierPerson]:
    """Return reviewers and area chairs of an edition who have no part in this workshop and were not invited to it."""
    here = Role.objects.filter(workshop=workshop).values("user_id")
    asked = Invitation.objects.filter(workshop=workshop)
    addresses = {email.lower() for email in asked.values_list("email", flat=True)}
    loads = dict(Reviewer.objects.filter(workshop=edition).values_list("user_id", "max_load"))
    roles = (
        Role.objects.filter(workshop=edition, kind__in=PARTS)
        .exclude(user__in=here)
        .exclude(user__in=asked.exclude(user=None).values("user_id"))
        .select_related("user")
        .prefetch_related("user__emailaddress_set")
        .order_by("user__name", "user_id", "kind")
    )
    found: dict[int, EarlierPerson] = {}
    for role in roles:
        user = role.user
        known = {user.email.lower(), *(row.email.lower() for row in user.emailaddress_set.all())}  # type: ignore[attr-defined]
        if user.pk in found or known & addresses:
            continue
        load = loads.get(user.pk) if role.kind == RoleKind.REVIEWER else None
        found[user.pk] = EarlierPerson(
            user.pk, user.name, user.email.lower(), role.kind, role.get_kind_display(), load
        )
    return list(found.values())


def suggested(workshop: Workshop) -> list[SuggestedGuest]:
    """Return those whom people who declined would ask instead and who were not asked, in two queries."""
    asked = {
        (kind, email.lower())
        for kind, email in Invitation.objects.filter(workshop=workshop).values_list("kind", "email")
    }
    rows = SuggestedGuest.objects.filter(
        invitation__workshop=workshop, invitation__kind__in=PARTS, set_aside=False
    ).select_related("invitation")
    return [row for row in rows if (row.invitation.kind, row.email) not in asked]
