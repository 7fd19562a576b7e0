"""Who reviews: becoming a reviewer, and what a reviewer says of load, topics and conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.models import Invitation, Topic, User, Workshop
from conference.models.people import RoleKind
from conference.services import invitations
from reviews.invite_list import Entry
from reviews.models import Assignment, DeclaredConflict, Review, Reviewer
from reviews.selectors.guests import PARTS, GuestState, preview
from reviews.services.assignment import decline_assignment, take_back
from reviews.services.conflicts import recompute_conflicts


@dataclass(frozen=True)
class Declared:
    """A conflict as a reviewer names it: a person by name or address, or an institution by its domain."""

    name: str = ""
    email: str = ""
    domain: str = ""
    note: str = ""


@transaction.atomic
def invite_entries(*, workshop: Workshop, by: User, entries: Iterable[Entry]) -> int:
    """Invite the people of a list who are new here, each to her role; returns how many mails go out."""
    new = [line.entry for line in preview(workshop, entries) if line.state is GuestState.NEW]
    many = 0
    for kind in PARTS:
        guests = [
            invitations.Guest(item.email, item.name, item.affiliation, item.load, item.answer_by, item.least)
            for item in new
            if item.role == kind
        ]
        if guests:
            many += len(invitations.invite(workshop=workshop, by=by, kind=kind, guests=guests))
    return many


def become_reviewer(invitation: Invitation, user: User) -> None:
    """Make the reviewer's row when an invitation to review is bound to an account."""
    if invitation.kind != RoleKind.REVIEWER:
        return
    load = invitation.max_load or invitation.workshop.default_load
    reviewer, created = Reviewer.objects.get_or_create(
        workshop=invitation.workshop,
        user=user,
        defaults={"max_load": load, "min_load": min(invitation.min_load or 0, load)},
    )
    if not created and invitation.max_load:
        reviewer.max_load = invitation.max_load
        least = reviewer.min_load if invitation.min_load is None else invitation.min_load
        reviewer.min_load = min(least, reviewer.max_load)
        reviewer.save(update_fields=["max_load", "min_load"])


def leave(invitation: Invitation, user: User) -> None:
    """Give back the papers of someone who declines after all; her reviews that are in stay."""
    if invitation.kind != RoleKind.REVIEWER:
        return
    for assignment in _unfinished(invitation.workshop, user):
        decline_assignment(assignment=assignment, reason=invitation.message or "Left the committee")


def _unfinished(workshop: Workshop, user: User) -> list[Assignment]:
    mine = Assignment.objects.filter(
        submission__workshop=workshop,
        user=user,
        part=Assignment.Part.REVIEWER,
        state=Assignment.State.ACTIVE,
    ).select_related("submission__workshop", "user")
    return list(mine.exclude(review__state=Review.State.SUBMITTED))


def reviewer_row(workshop: Workshop, user: User) -> Reviewer | None:
    """Return a reviewer's row, made with the usual load if her part was given without an invitation; None for others."""
    if not workshop.roles.filter(user=user, kind=RoleKind.REVIEWER).exists():
        return None
    row, _ = Reviewer.objects.get_or_create(
        workshop=workshop, user=user, defaults={"max_load": workshop.default_load}
    )
    return row


@transaction.atomic
def save_preferences(
    *,
    reviewer: Reviewer,
    max_load: int,
    topics: Iterable[Topic],
    declared: Iterable[Declared],
    emergency_load: int = 0,
    min_load: int = 0,
) -> Reviewer:
    """Store what a reviewer says, and look for her conflicts anew with it."""
    reviewer.max_load, reviewer.min_load, reviewer.emergency_load = max_load, min_load, emergency_load
    reviewer.conflicts_declared_at = timezone.now()
    reviewer.save(update_fields=["max_load", "min_load", "emergency_load", "conflicts_declared_at"])
    reviewer.topics.set(topics)
    _replace_declared(reviewer.workshop, reviewer.user, declared)
    audit.record(
        workshop=reviewer.workshop,
        actor=reviewer.user,
        part="reviewer",
        action="preferences_saved",
        about=f"reviewer:{reviewer.pk}",
        text=f"{reviewer.user.name} confirmed topics, load and conflicts",
    )
    return reviewer


@transaction.atomic
def declare_conflicts(*, workshop: Workshop, user: User, declared: Iterable[Declared]) -> None:
    """Store the conflicts of a member of the committee who reviews nothing herself, and look for hers anew."""
    _replace_declared(workshop, user, declared)
    audit.record(
        workshop=workshop,
        actor=user,
        part="area_chair",
        action="conflicts_declared",
        about=f"workshop:{workshop.pk}",
        text=f"{user.name} went through the conflicts",
    )


def _replace_declared(workshop: Workshop, user: User, declared: Iterable[Declared]) -> None:
    DeclaredConflict.objects.filter(workshop=workshop, user=user).delete()
    DeclaredConflict.objects.bulk_create(
        DeclaredConflict(
            workshop=workshop,
            user=user,
            kind=DeclaredConflict.Kind.INSTITUTION if item.domain else DeclaredConflict.Kind.PERSON,
            name=item.name,
            email=item.email,
            domain=item.domain,
            note=item.note,
        )
        for item in declared
    )
    recompute_conflicts(workshop=workshop, person=user)


@transaction.atomic
def set_senior(*, reviewer: Reviewer, senior: bool, by: User) -> None:
    """Say whether a reviewer is a senior, of whom each paper can be given one."""
    reviewer.is_senior = senior
    reviewer.save(update_fields=["is_senior"])
    word = "is a senior reviewer" if senior else "is no senior reviewer any more"
    _record_of(reviewer, by, "reviewer_senior", f"{reviewer.user.name} {word}")


@transaction.atomic
def set_loads(*, reviewer: Reviewer, most: int, least: int, by: User) -> None:
    """Set how many papers a reviewer takes, in a chair's word; the least is met as far as it can be."""
    reviewer.max_load, reviewer.min_load = most, least
    reviewer.save(update_fields=["max_load", "min_load"])
    at_least = f", {least} at least" if least else ""
    _record_of(reviewer, by, "reviewer_load", f"{reviewer.user.name} takes {most} papers at most{at_least}")


@transaction.atomic
def set_emergency_load(*, reviewer: Reviewer, load: int, by: User) -> None:
    """Note how many late reviews a reviewer takes beyond her load, as she told a chair."""
    reviewer.emergency_load = load
    reviewer.save(update_fields=["emergency_load"])
    _record_of(reviewer, by, "emergency_load", f"{reviewer.user.name} takes {load} late reviews")


def _record_of(reviewer: Reviewer, by: User, action: str, text: str) -> None:
    about = f"reviewer:{reviewer.pk}"
    audit.record(workshop=reviewer.workshop, actor=by, part="chair", action=action, about=about, text=text)


@transaction.atomic
def remove_reviewer(*, reviewer: Reviewer, by: User) -> None:
    """Take a reviewer off the committee; papers whose reviews are not in are taken back, reviews that are in stay."""
    workshop: Workshop = reviewer.workshop
    for assignment in _unfinished(workshop, reviewer.user):
        take_back(assignment=assignment, by=by, reason="No longer on the committee")
    Invitation.objects.filter(workshop=workshop, user=reviewer.user, kind=RoleKind.REVIEWER).update(
        state=Invitation.State.CANCELLED
    )
    workshop.roles.filter(user=reviewer.user, kind=RoleKind.REVIEWER).delete()
    name = reviewer.user.name
    reviewer.delete()
    audit.record_of_workshop(workshop, by, "reviewer_removed", f"{name} no longer reviews")


def register() -> None:
    """Bind an accepted invitation to review to a reviewer's row, and a declined one to the papers given back."""
    invitations.on_accept(become_reviewer)
    invitations.on_decline(leave)
