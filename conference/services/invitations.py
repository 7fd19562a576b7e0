"""Inviting people to a part, and their answers. A link carries a secret token; no account is needed to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.errors import Closed, Invalid, NotFound, Refused
from conference.mailing import is_refused, queue_mail, refusing_addresses
from conference.models import Invitation, Role, SuggestedGuest, User, Workshop
from conference.models.people import RoleKind
from conference.services.workshops import add_role

DAYS_TO_ANSWER = 14
REFUSES = "asked for no more invitations, so no mail goes there: ask in person"
Accepted = Callable[[Invitation, User], None]
_on_accept: list[Accepted] = []
_on_decline: list[Accepted] = []


@dataclass(frozen=True)
class Guest:
    """A person to be invited, as a list names her."""

    email: str
    name: str = ""
    affiliation: str = ""
    max_load: int | None = None
    answer_by: date | None = None
    min_load: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """Whom someone who declines would ask instead."""

    name: str
    email: str


def usual_answer_by() -> date:
    """Return the last day for an answer where the chair names none: two weeks from today."""
    return timezone.now().date() + timedelta(days=DAYS_TO_ANSWER)


def on_accept(hook: Accepted) -> Accepted:
    """Register what an app does when someone with an account has taken a part, such as making her a reviewer."""
    _on_accept.append(hook)
    return hook


def on_decline(hook: Accepted) -> Accepted:
    """Register what an app does when someone gives a part back that she had accepted."""
    _on_decline.append(hook)
    return hook


def user_by_email(email: str) -> User | None:
    """Return the person to whom an address belongs: verified, in any case of letters."""
    address = (
        EmailAddress.objects.filter(email__iexact=email.strip(), verified=True).select_related("user").first()
    )
    return address.user if address else None


@transaction.atomic
def invite(*, workshop: Workshop, by: User, kind: str, guests: Iterable[Guest]) -> list[Invitation]:
    """Invite people who were not invited yet and take invitations, one mail each; returns the new invitations."""
    # The workshop's row is held, so that two chairs who send the same list invite nobody twice.
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    known = {
        email.lower()
        for email in Invitation.objects.filter(workshop=workshop, kind=kind).values_list("email", flat=True)
    } | refusing_addresses(workshop)
    made = []
    for guest in guests:
        email = guest.email.strip().lower()
        if email in known:
            continue
        known.add(email)
        invitation = Invitation.objects.create(
            workshop=workshop,
            kind=kind,
            email=email,
            name=guest.name,
            affiliation=guest.affiliation,
            max_load=guest.max_load,
            min_load=guest.min_load,
            answer_by=guest.answer_by,
            invited_by=by,
        )
        send_invitation(invitation=invitation)
        made.append(invitation)
    audit.record_of_workshop(
        workshop, by, "people_invited", f"{len(made)} invited as {RoleKind(kind).label.lower()}"
    )
    return made


def send_invitation(*, invitation: Invitation, again: bool = False) -> None:
    """Queue the invitation's mail; an invitation opened again is sent once a minute at most."""
    turn = f"again-{timezone.now():%Y%m%d%H%M}" if again else "first"
    queue_mail(
        key="invitation",
        email=invitation.email,
        name=invitation.name,
        workshop=invitation.workshop,
        part=invitation.kind,
        about=f"invitation:{invitation.pk}",
        dedupe_key=f"invitation:{invitation.pk}:{turn}",
        values=mail_values(invitation.kind, invitation.token, invitation.answer_by),
    )


def mail_values(kind: str, token: str, answer_by: date | None) -> dict[str, str]:
    """Return what stands in the mail of an invitation; its last day is empty where there is none."""
    return {
        "part": RoleKind(kind).label.lower(),
        "link": settings.BASE_URL + reverse("conference:invitation", args=[token]),
        "by": f" by {answer_by.day} {answer_by:%B %Y}" if answer_by else "",
    }


@transaction.atomic
def invite_again(*, invitation: Invitation, by: User) -> Invitation:
    """Open an invitation once more that was declined, taken back or not answered in time, with a mail."""
    closed = {Invitation.State.DECLINED, Invitation.State.CANCELLED}
    if invitation.state not in closed and not invitation.is_expired:
        raise Refused("This invitation is open or accepted: there is nothing to send again.")
    if is_refused(invitation.email, invitation.workshop):
        raise Refused(f"{invitation} {REFUSES}.")
    invitation.state = Invitation.State.PENDING
    invitation.answered_at = None
    if invitation.answer_by:
        invitation.answer_by = usual_answer_by()
    invitation.save(update_fields=["state", "answered_at", "answer_by"])
    send_invitation(invitation=invitation, again=True)
    audit.record(
        workshop=invitation.workshop,
        actor=by,
        part="chair",
        action="invited_again",
        about=f"invitation:{invitation.pk}",
        text=f"{invitation} invited once more",
    )
    return invitation


def offer_role(*, workshop: Workshop, by: User, email: str, kind: str) -> str:
    """Give a part at once to someone known here, else invite by mail; returns what was done, in words."""
    user = user_by_email(email)
    if user:
        add_role(workshop=workshop, by=by, user=user, kind=kind)
        return f"{user.name} is now {RoleKind(kind).label.lower()}."
    if is_refused(email, workshop):
        return f"{email} {REFUSES}."
    made = invite(workshop=workshop, by=by, kind=kind, guests=[Guest(email=email)])
    return (
        f"{email} was invited by mail." if made else f"{email} was invited before and has not answered yet."
    )


def access_invitation(token: str) -> Invitation:
    """Return the invitation of a link, or raise NotFound."""
    found = Invitation.objects.select_related("workshop", "user").filter(token=token).first()
    if found is None or found.state == Invitation.State.CANCELLED:
        raise NotFound("This invitation does not exist or was taken back. Please write to the organizers.")
    return found


@transaction.atomic
def accept(
    *,
    invitation: Invitation,
    max_load: int | None = None,
    min_load: int | None = None,
    user: User | None = None,
) -> Invitation:
    """Take the part, with the account of who is logged in or else of who owns the invited address.

    Someone without an account gets it when she signs up with that address.
    """
    if invitation.is_over:
        raise Closed("The time to answer this invitation is over. Please write to the organizers.")
    invitation.state = Invitation.State.ACCEPTED
    invitation.answered_at = timezone.now()
    if max_load is not None:
        invitation.max_load = max_load
    if min_load is not None:
        invitation.min_load = min_load
    invitation.save(update_fields=["state", "answered_at", "max_load", "min_load"])
    owner = invitation.user or user or user_by_email(invitation.email)
    if owner:
        claim(invitation=invitation, user=owner)
    _record_answer(invitation, "invitation_accepted")
    return invitation


@transaction.atomic
def decline(
    *, invitation: Invitation, message: str = "", suggestions: Iterable[Suggestion] | None = None
) -> Invitation:
    """Turn the part down; a decline after an accept takes the part back.

    ``suggestions`` replace those made before; chairs see them, and nobody is written to.
    """
    invitation.state = Invitation.State.DECLINED
    invitation.message = message[:2000]
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["state", "message", "answered_at"])
    if invitation.user:
        Role.objects.filter(workshop=invitation.workshop, user=invitation.user, kind=invitation.kind).delete()
        for hook in _on_decline:
            hook(invitation, invitation.user)
    if suggestions is not None:
        _keep_suggestions(invitation, suggestions)
    _record_answer(invitation, "invitation_declined")
    return invitation


def _keep_suggestions(invitation: Invitation, suggestions: Iterable[Suggestion]) -> None:
    invitation.suggestions.all().delete()
    wanted = {item.email.lower(): item for item in suggestions if item.email.lower() != invitation.email}
    SuggestedGuest.objects.bulk_create(
        SuggestedGuest(invitation=invitation, name=item.name, email=email) for email, item in wanted.items()
    )


@transaction.atomic
def invite_suggested(*, suggestion: SuggestedGuest, by: User) -> Invitation:
    """Invite someone whom another suggested, to the same part, with the usual time to answer."""
    asked = suggestion.invitation
    if is_refused(suggestion.email, asked.workshop):
        raise Refused(f"{suggestion.name} {REFUSES}.")
    guest = Guest(suggestion.email, suggestion.name, answer_by=usual_answer_by())
    made = invite(workshop=asked.workshop, by=by, kind=asked.kind, guests=[guest])
    if not made:
        raise Refused(f"{suggestion.name} was invited before.")
    return made[0]


def set_suggestion_aside(*, suggestion: SuggestedGuest, by: User) -> None:
    """Take a suggestion off the list without asking anybody."""
    SuggestedGuest.objects.filter(pk=suggestion.pk).update(set_aside=True)
    audit.record(
        workshop=suggestion.invitation.workshop,
        actor=by,
        part="chair",
        action="suggestion_set_aside",
        about=f"invitation:{suggestion.invitation_id}",
        text=f"{suggestion.name}, suggested by {suggestion.invitation}, is not asked",
    )


@transaction.atomic
def claim(*, invitation: Invitation, user: User) -> None:
    """Bind an accepted invitation to a person's account and give her the part."""
    if invitation.state != Invitation.State.ACCEPTED:
        raise Refused("This invitation has not been accepted.")
    if invitation.user_id and invitation.user_id != user.pk:
        raise Refused("This invitation was accepted from another account.")
    invitation.user = user
    invitation.save(update_fields=["user"])
    Role.objects.get_or_create(workshop=invitation.workshop, user=user, kind=invitation.kind)
    for hook in _on_accept:
        hook(invitation, user)


def claim_for(user: User, email: str) -> int:
    """Bind what was accepted for an address that a person has now verified; returns how many."""
    accepted = Invitation.objects.filter(state=Invitation.State.ACCEPTED, user=None)
    # In lower case, for that is what there is an index of.
    waiting = accepted.alias(lower=Lower("email")).filter(lower=email.lower()).select_related("workshop")
    for invitation in waiting:
        claim(invitation=invitation, user=user)
    return len(waiting)


@transaction.atomic
def cancel(*, invitation: Invitation, by: User) -> None:
    """Take back an invitation that was not answered."""
    if invitation.state != Invitation.State.PENDING:
        raise Invalid("This invitation was answered already.")
    invitation.state = Invitation.State.CANCELLED
    invitation.save(update_fields=["state"])
    audit.record(
        workshop=invitation.workshop,
        actor=by,
        part="chair",
        action="invitation_cancelled",
        about=f"invitation:{invitation.pk}",
        text=f"Invitation of {invitation} taken back",
    )


def _record_answer(invitation: Invitation, action: str) -> None:
    audit.record(
        workshop=invitation.workshop,
        actor=invitation.user,
        part=invitation.kind,
        action=action,
        about=f"invitation:{invitation.pk}",
        text=f"{invitation}: {invitation.get_state_display().lower()}",
    )
