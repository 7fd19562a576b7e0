"""Letters of invitation that wait for a chair, for the page Your work."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from conference.due import DueItem
from conference.models import User
from conference.models.people import RoleKind
from conference.prepared import rows_of
from program.models import InvitationLetter
from reviews.models import Conflict
from submissions.models import Author


def letters_to_answer(user: User) -> list[DueItem]:
    """Return one item for each workshop that the person chairs, in one query; her own papers and conflicts apart."""
    return [_item(*row) for row in rows_of(_asked_of, user.pk)]


def _asked_of(user_id: int) -> QuerySet[InvitationLetter, tuple[str, str, int]]:
    here = {"submission": OuterRef("submission"), "user_id": user_id}
    waiting = (
        InvitationLetter.objects.filter(
            state=InvitationLetter.State.ASKED,
            workshop__roles__user=user_id,
            workshop__roles__kind=RoleKind.PROGRAM_CHAIR,
        )
        .exclude(Exists(Author.objects.filter(**here)))
        .exclude(Exists(Conflict.objects.filter(state=Conflict.State.ACTIVE, **here)))
    )
    of_workshops = waiting.order_by().values_list("workshop__acronym", "workshop__slug")
    return of_workshops.annotate(number=Count("pk"))


def _item(acronym: str, slug: str, number: int) -> DueItem:
    asked = "A letter of invitation is" if number == 1 else f"{number} letters of invitation are"
    return DueItem(
        workshop=acronym,
        title=f"{asked} asked for",
        detail="An author waits for it, often for a visa.",
        url=reverse("program:documents", args=[slug]) + "#letters",
        action="Answer",
    )
