"""Who is looking: made once a request, asked by every app. What a viewer may see of papers is answered in ``reviews``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from conference.models import Role, User, Workshop
from conference.models.people import RoleKind
from conference.prepared import rows_of

NO_ROLES: frozenset[str] = frozenset()
CHAIRS: frozenset[str] = frozenset({RoleKind.PROGRAM_CHAIR, RoleKind.AREA_CHAIR, RoleKind.SITE_EDITOR})
"""The parts for which a workshop may ask for a second factor."""


@dataclass(frozen=True)
class Viewer:
    """A person as the rules see her: who, in which parts of which workshop (by its id), or nobody.

    ``withheld`` are the workshops in which she has a part of chairs that asks for a second factor, and she has none yet:
    until she has, that part is not among her roles, whatever door she comes by.
    """

    user_id: int | None = None
    roles: Mapping[int, frozenset[str]] = field(default_factory=dict)
    is_site_admin: bool = False
    withheld: frozenset[int] = frozenset()

    def parts(self, workshop: Workshop) -> frozenset[str]:
        return self.roles.get(workshop.pk, NO_ROLES)

    def is_chair(self, workshop: Workshop) -> bool:
        return RoleKind.PROGRAM_CHAIR in self.parts(workshop)

    def is_editor(self, workshop: Workshop) -> bool:
        """Say whether she may edit public pages, speakers and the programme."""
        return bool(self.parts(workshop) & {RoleKind.PROGRAM_CHAIR, RoleKind.SITE_EDITOR})

    def is_reviewer(self, workshop: Workshop) -> bool:
        return RoleKind.REVIEWER in self.parts(workshop)

    def is_sub_reviewer(self, workshop: Workshop) -> bool:
        return RoleKind.SUB_REVIEWER in self.parts(workshop)

    def is_area_chair(self, workshop: Workshop) -> bool:
        return RoleKind.AREA_CHAIR in self.parts(workshop)


NOBODY = Viewer()


def _roles_of(user_id: int) -> QuerySet[Role, tuple[int, str, bool]]:
    held = Role.objects.filter(user_id=user_id).order_by()
    return held.values_list("workshop_id", "kind", "workshop__chairs_need_second_factor")


def viewer_of(user: User | AnonymousUser) -> Viewer:
    """Load the viewer for a signed-in user in one query, two where a second factor is asked; anyone else is nobody."""
    if not user.is_authenticated:
        return NOBODY
    roles: dict[int, set[str]] = {}
    guarded: set[int] = set()
    for workshop_id, kind, asks in rows_of(_roles_of, user.pk):
        roles.setdefault(workshop_id, set()).add(kind)
        if asks and kind in CHAIRS:
            guarded.add(workshop_id)
    withheld = guarded if guarded and not has_second_factor(user) else set()
    return Viewer(
        user_id=user.pk,
        roles={
            workshop_id: frozenset(kinds - CHAIRS if workshop_id in withheld else kinds)
            for workshop_id, kinds in roles.items()
        },
        is_site_admin=user.is_staff,
        withheld=frozenset(withheld),
    )


def has_second_factor(user: User) -> bool:
    """Say whether a log-in of this person asks for more than the password."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def workshops_visible_to(viewer: Viewer) -> QuerySet[Workshop]:
    """Return the workshops whose site the viewer may open: the public ones and those of her own roles."""
    return Workshop.objects.filter(Q(is_public=True) | Q(pk__in=list(viewer.roles)))


def can_see_workshop(viewer: Viewer, workshop: Workshop) -> bool:
    """Say the same of one workshop."""
    return workshop.is_public or workshop.pk in viewer.roles
