"""What this app puts into the registries when it is ready."""

from __future__ import annotations

from allauth.account.signals import email_confirmed, user_signed_up
from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from conference import events, jobs, mail_texts, navigation, personal, previews, reminders, retention, road
from conference.models import User, Workshop
from conference.personal_data import on_leaving
from conference.selectors import mail_readers
from conference.selectors.own_data import KIND as EXPORT
from conference.selectors.workshops import date_problems, deadline_of
from conference.services import (
    accounts,
    archive,
    erasure,
    examinations,
    invitation_reminders,
    invitations,
    personal_export,
    tokens,
    webhooks,
)
from conference.visibility import Viewer

SETUP = "Set-up"
SETUP_PAGES = (
    ("Settings", "settings"),
    ("Dates", "dates"),
    ("Tracks", "tracks"),
    ("Topics", "topics"),
    ("People", "people"),
    ("Sponsors and contacts", "sponsors"),
)
OFFICE = "Office"
OFFICE_PAGES = (
    ("Outbox", "outbox"),
    ("Wording of mails", "mail_texts"),
    ("Jobs", "jobs"),
    ("History", "history"),
)


def register_all() -> None:
    """Fill the registries; called once."""
    _add_to_menus()
    _mails_of_invitations()
    _mails_of_webhooks()
    mail_texts.register_personal(
        tokens.MAIL,
        "An API token was made",
        token="its name",  # noqa: S106 - no secret
        begins="how it begins",
        scopes="what it may be used for, as a list",
        until="its last day",
        link="the page of one’s tokens",
    )
    previews.register(mail_readers.invited, "invitation")
    previews.register(mail_readers.chairs, "author_denied_chair")
    previews.register(mail_readers.hook_owners, "webhook_failed", "webhook_off")
    jobs.job_kind(examinations.KIND)(examinations.do_examination)
    events.on_event(webhooks.hear)
    reminders.register(invitation_reminders.KIND, order=10)
    road.register(_setup_step, order=10)
    accounts.on_verified(invitations.claim_for)
    _register_leaving()
    if settings.EMAIL_REPORTS:
        from conference import bounces  # noqa: PLC0415 - its library is loaded only where it serves

        bounces.connect()


def _add_to_menus() -> None:
    navigation.register("chair", "The road", "conference:chair", order=0, shown=navigation.for_chairs)
    for group, first, step, entries in ((SETUP, 100, 10, SETUP_PAGES), (OFFICE, 900, 1, OFFICE_PAGES)):
        for place, (label, name) in enumerate(entries):
            navigation.register(
                "chair",
                label,
                f"conference:{name}",
                order=first + step * place,
                group=group,
                shown=navigation.for_chairs,
            )


def _mails_of_invitations() -> None:
    values = {
        "part": "the part, such as reviewer",
        "link": "the personal link to answer",
        "by": "the last day for an answer, such as “ by 5 May 2026”, or nothing",
    }
    mail_texts.register("invitation", "Invitation to a part", **values)
    mail_texts.register("invitation_reminder", "Reminder of an invitation", **values)
    mail_texts.register(
        "part_given",
        "A part was given",
        part="the part, such as area chair",
        link="the page with all work of a person",
    )
    mail_texts.to_many("invitation", "invitation_reminder")
    mail_texts.refusable("invitation", "invitation_reminder")


def _mails_of_webhooks() -> None:
    values = {
        "host": "the host it goes to",
        "reason": "what went wrong, in a sentence",
        "link": "the page of the webhook",
    }
    mail_texts.register(
        "webhook_failed", "A webhook’s message could not be delivered", **values, event="what it was about"
    )
    mail_texts.register("webhook_off", "A webhook was switched off", **values)


def _register_leaving() -> None:
    personal.declare_all()
    on_leaving(erasure.tell_of_parts, order=5)
    retention.on_forget(archive.forget_office, order=40)
    mail_texts.register(
        "reviews_deleted_soon",
        "Reviews of an edition will be deleted",
        day="the day on which it is done",
        link="the page on which the term can be changed",
    )
    jobs.job_kind(EXPORT)(personal_export.make_export)
    mail_texts.register_personal(
        "account_closing",
        "An account will be closed",
        day="the day on which it is done",
        link="the page on which it can be taken back",
    )
    mail_texts.register(
        "member_left",
        "A member has closed the account, to the chairs",
        what="what was handed back, line by line",
        link="the chairs' road",
    )


def _setup_step(viewer: Viewer, workshop: Workshop) -> road.Step:
    missing = []
    if not workshop.call_text:
        missing.append("the call's text")
    if deadline_of(workshop) is None:
        missing.append("the submission deadline")
    if not workshop.topics.exists():
        missing.append("topics")
    problems = date_problems(workshop)
    if problems:
        detail, state = problems[0], road.StepState.ATTENTION
    elif missing:
        detail, state = f"Still missing: {', '.join(missing)}.", road.StepState.NOW
    else:
        detail, state = "Texts, tracks, topics and dates are there.", road.StepState.DONE
    return road.Step(
        "Set-up", detail, reverse("conference:settings", args=[workshop.slug]), "Open settings", state
    )


@receiver(email_confirmed)
def _email_confirmed(sender: object, email_address: object, **_kwargs: object) -> None:
    user: User = email_address.user  # type: ignore[attr-defined]
    accounts.email_verified(user=user, email=email_address.email)  # type: ignore[attr-defined]


@receiver(user_signed_up)
def _signed_up(sender: object, user: User, **_kwargs: object) -> None:
    for address in user.emailaddress_set.filter(verified=True):  # type: ignore[attr-defined]
        accounts.email_verified(user=user, email=address.email)
