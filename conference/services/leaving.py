"""Closing one's account: asked for, waited for while it can be taken back, then done."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.errors import Refused
from conference.mailing import queue_mail
from conference.models import Leaving, User
from conference.services.erasure import erase, require_free_to_go

log = logging.getLogger(__name__)

WAIT = timedelta(days=14)


@transaction.atomic
def ask_to_leave(*, user: User, withdraws_name: bool) -> Leaving:
    """Note that a person wants her account closed, and write to her how to take it back. Raises Refused for an only chair."""
    User.objects.select_for_update().get(pk=user.pk)
    require_free_to_go(user)
    leaving, is_new = Leaving.objects.update_or_create(
        user=user,
        defaults={"withdraws_name": withdraws_name},
        create_defaults={"withdraws_name": withdraws_name, "due_at": timezone.now() + WAIT},
    )
    if is_new:
        _tell(leaving)
        _record(user, "account_closing", "Asked to close the account")
    return leaving


@transaction.atomic
def stay(*, user: User) -> bool:
    """Take the wish to leave back; False where there is none."""
    gone, _ = Leaving.objects.filter(user=user).delete()
    if gone:
        _record(user, "account_kept", "Keeps the account")
    return bool(gone)


def run_due(now: datetime | None = None) -> int:
    """Erase those whose time is over; one who has become an only chair meanwhile waits until there is another."""
    done = 0
    for leaving in Leaving.objects.filter(due_at__lte=now or timezone.now()).select_related("user"):
        try:
            erase(user=leaving.user, withdraws_name=leaving.withdraws_name)
        except Refused as error:
            log.info("Account %s is not closed yet: %s", leaving.user_id, error.message)
        else:
            done += 1
    return done


def _tell(leaving: Leaving) -> None:
    queue_mail(
        key="account_closing",
        email=leaving.user.email,
        name=leaving.user.name,
        workshop=None,
        recipient=leaving.user,
        about=f"user:{leaving.user_id}",
        values={
            "day": f"{leaving.due_at:%-d %B %Y}",
            "link": settings.BASE_URL + reverse("conference:data"),
        },
    )


def _record(user: User, action: str, text: str) -> None:
    audit.record(workshop=None, actor=user, action=action, about=f"user:{user.pk}", text=text)
