"""What a person reads before she takes her data along or closes her account."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from conference.models import Job, Leaving, Role, User, Workshop
from conference.models.people import RoleKind

KIND = "personal_export"


@dataclass(frozen=True)
class OwnData:
    """The state of the page: an export on its way or ready, a wish to leave, and what keeps her from it."""

    making: Job | None
    made: Job | None
    leaving: Leaving | None
    only_chair_of: tuple[str, ...]


def own_data(user: User) -> OwnData:
    """Return the state of a person's page."""
    waiting = [Job.State.WAITING, Job.State.RUNNING]
    return OwnData(
        making=Job.objects.filter(owner=user, kind=KIND, state__in=waiting).first(),
        made=exports_of(user).first(),
        leaving=Leaving.objects.filter(user=user).first(),
        only_chair_of=tuple(workshop.acronym for workshop in only_chair_of(user)),
    )


def only_chair_of(user: User) -> list[Workshop]:
    """Return the workshops that would be left without a program chair: those that are archived need none."""
    chaired = Workshop.objects.filter(
        roles__user=user, roles__kind=RoleKind.PROGRAM_CHAIR, archived_at__isnull=True
    )
    others = Role.objects.filter(workshop=OuterRef("pk"), kind=RoleKind.PROGRAM_CHAIR).exclude(user=user)
    return list(chaired.filter(~Exists(others)).order_by("acronym"))


def exports_of(user: User) -> QuerySet[Job]:
    """Return the exports that a person can fetch, the newest first."""
    return Job.objects.filter(owner=user, kind=KIND, state=Job.State.DONE, result__has_key="file")
