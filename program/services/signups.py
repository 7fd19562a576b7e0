"""Lists with places: made by chairs, filled by people who confirm their address, first come first served."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.deadlines import is_past
from conference.errors import Closed
from conference.mailing import queue_mail
from conference.models import User
from program.models import Signup, SignupList
from program.revision import bump

FIELDS = ["title", "body", "seats", "choices", "question", "closes_at", "is_open"]


@transaction.atomic
def signup_list_save(*, signup_list: SignupList, actor: User, expected: int) -> SignupList:
    """Keep a list; places that are new go to those who waited. Stale when somebody saved it meanwhile."""
    if signup_list.pk:
        save_version(signup_list, expected=expected, fields=FIELDS)
    else:
        signup_list.save()
    _move_up(signup_list)
    _record(signup_list, actor, "signup_list_saved", f"Saved the list “{signup_list.title}”.")
    return signup_list


@transaction.atomic
def signup_list_delete(*, signup_list: SignupList, actor: User) -> None:
    """Delete a list with everybody on it."""
    _record(signup_list, actor, "signup_list_deleted", f"Deleted the list “{signup_list.title}”.")
    signup_list.delete()


def takes_names(signup_list: SignupList) -> bool:
    return signup_list.is_open and not (
        signup_list.closes_at and is_past(signup_list.closes_at, timezone.now())
    )


@transaction.atomic
def sign_up(*, signup_list: SignupList, name: str, email: str, choice: str = "", answer: str = "") -> None:
    """Put a name on a list once its address is confirmed; one that is on it gets the link to its own page again."""
    if not takes_names(signup_list):
        raise Closed("This list is closed.")
    found = Signup.objects.filter(signup_list=signup_list, email__iexact=email).first()
    if found is None:
        found = Signup(signup_list=signup_list, email=email)
    if found.state == Signup.State.ASKED:
        found.name, found.choice, found.answer = name, choice, answer
        found.save()
    _mail(found, "signup", dedupe=f"signup:{found.pk}:{timezone.now():%Y-%m-%d}")


@transaction.atomic
def confirm(*, signup: Signup) -> Signup:
    """Give a confirmed address its place, or a place among those who wait."""
    held = SignupList.objects.select_for_update().get(pk=signup.signup_list_id)
    if not takes_names(held):
        raise Closed("This list is closed.")
    signup.refresh_from_db()
    if signup.state == Signup.State.ASKED:
        free = held.seats is None or _taken(held) < held.seats
        signup.state = Signup.State.IN if free else Signup.State.WAITING
        signup.confirmed_at = timezone.now()
        signup.save(update_fields=["state", "confirmed_at"])
    return signup


@transaction.atomic
def give_up(*, signup: Signup) -> None:
    """Take a name off its list; the first who waits gets the place."""
    held = SignupList.objects.select_for_update().get(pk=signup.signup_list_id)
    signup.delete()
    _move_up(held)


def own_page(signup: Signup) -> str:
    """Return the private address at which a place is confirmed and given up."""
    return settings.BASE_URL + reverse("program:signup_own", args=[signup.token])


def _taken(signup_list: SignupList) -> int:
    return signup_list.signups.filter(state=Signup.State.IN).count()


def _move_up(signup_list: SignupList) -> None:
    waiting = signup_list.signups.filter(state=Signup.State.WAITING).order_by("confirmed_at", "pk")
    if signup_list.seats is not None:
        waiting = waiting[: max(0, signup_list.seats - _taken(signup_list))]
    for one in list(waiting):
        one.state = Signup.State.IN
        one.save(update_fields=["state"])
        _mail(one, "signup_place", dedupe=f"signup_place:{one.pk}")


def _mail(signup: Signup, key: str, *, dedupe: str) -> None:
    queue_mail(
        key=key,
        email=signup.email,
        name=signup.name,
        workshop=signup.signup_list.workshop,
        values={"list": signup.signup_list.title, "link": own_page(signup)},
        part="guest",
        dedupe_key=dedupe,
    )


def _record(signup_list: SignupList, actor: User, action: str, text: str) -> None:
    bump(signup_list.workshop_id)
    audit.record(
        workshop=signup_list.workshop,
        actor=actor,
        part="chair",
        action=action,
        about=f"workshop:{signup_list.workshop_id}",
        text=text,
    )
