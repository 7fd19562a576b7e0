"""What this app's tables, and those of the log-in, hold of a person."""

from __future__ import annotations

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session

from conference import models
from conference.personal_data import declare, former_name, nobody_at, nothing_in


def declare_all() -> None:
    """Declare every table; called once when the app is ready."""
    _account()
    _told_of_oneself()
    _log_ins()
    _parts()
    _office()
    _mails()
    _kept_by_the_house()
    _of_the_workshop()


def _account() -> None:
    declare(
        models.User,
        "Account",
        user="pk",
        told="email name orcid homepage time_zone date_joined last_login",
        emptied={
            "email": nobody_at,
            "name": lambda row: former_name(row.pk),
            "password": lambda _row: make_password(None),
            "orcid": "",
            "homepage": "",
            "time_zone": "",
            "last_login": None,
            "is_active": False,
            "is_staff": False,
            "is_superuser": False,
        },
    )
    declare(models.User.groups.through, user="user", is_deleted=True)
    declare(models.User.user_permissions.through, user="user", is_deleted=True)


def _told_of_oneself() -> None:
    declare(
        models.Affiliation,
        "Affiliations",
        user="user",
        is_deleted=True,
        told="institution domain country position start_year end_year",
    )
    declare(
        models.Relation,
        "Close ties",
        user="user",
        is_deleted=True,
        told="kind name email start_year end_year",
    )
    # A tie that somebody else declared is her own word, and keeps her from judging; the address goes, the name stays.
    declare(models.Relation, email="email", emptied={"email": ""})
    declare(
        models.Publication,
        "Publications",
        user="user",
        is_deleted=True,
        told="title abstract year venue authors",
    )
    declare(models.Leaving, "Wish to close the account", user="user", is_deleted=True, told="asked_at due_at")


def _log_ins() -> None:
    declare(EmailAddress, "E-mail addresses", user="user", is_deleted=True, told="email verified primary")
    declare(EmailConfirmation, user="email_address__user", is_deleted=True, untold="key")
    declare(
        Authenticator,
        "Second factors",
        user="user",
        is_deleted=True,
        told="type created_at last_used_at",
        untold="data",
    )
    declare(
        SocialAccount,
        "Log-ins by another site",
        user="user",
        is_deleted=True,
        told="provider uid last_login date_joined extra_data",
    )
    declare(SocialToken, user="account__user", is_deleted=True, untold="token token_secret")
    declare(
        UserSession,
        "Sessions",
        user="user",
        is_deleted=True,
        told="created_at ip last_seen_at user_agent",
        untold="session_key data",
    )
    declare(
        models.ApiToken,
        "API tokens",
        user="user",
        is_deleted=True,
        told="name prefix scopes created_at expires_at last_used_at",
        untold="digest",
    )
    declare(models.KeptAnswer, user="token__user", is_deleted=True, untold="key fingerprint body")
    nothing_in(Session, "session_key session_data")  # those of an account are ended by their keys


def _parts() -> None:
    declare(
        models.Role,
        "Parts in workshops",
        user="user",
        is_deleted=True,
        told="workshop__acronym kind created_at",
        workshop="workshop",
    )
    declare(
        models.Invitation,
        "Invitations",
        user="user",
        email="email",
        name="name",
        is_deleted=True,
        told="workshop__acronym kind email name affiliation max_load min_load state message created_at answered_at",
        untold="token",
        traces="invited_by",
        workshop="workshop",
    )
    declare(models.SuggestedGuest, email="email", is_deleted=True, untold="name")
    declare(
        models.CommitteeMember,
        "Lists of organizers and committee",
        user="user",
        name="name",
        told="workshop__acronym group name affiliation url",
        emptied={"url": ""},
        traces="user",
        public="name affiliation",
        workshop="workshop",
    )
    declare(models.Contact, email="email", emptied={"email": ""}, plain="label url", workshop="workshop")


def _office() -> None:
    declare(
        models.AuditEntry,
        "What you did",
        user="actor",
        told="at workshop__acronym action",
        traces="actor",
        scrubbed="text before after",
        plain="actor_part about",
        workshop="workshop",
    )
    declare(
        models.Job,
        "Jobs",
        user="owner",
        told="title state created_at finished_at",
        traces="owner",
        scrubbed="title message error arguments result",
        plain="kind",
        workshop="workshop",
    )


def _mails() -> None:
    declare(
        models.Mail,
        "Mails to you",
        user="recipient",
        email="email",
        is_deleted=True,
        told="workshop__acronym subject body state created_at sent_at",
        untold="template calendar part subject_ref leave_url dedupe_key error provider_id",
        scrubbed="subject body calendar error",
        workshop="workshop",
    )
    declare(models.MailRefusal, "Mails you want no more", email="email", is_deleted=True, told="email at")
    declare(models.DeadAddress, email="email", is_deleted=True, untold="reason")
    nothing_in(models.MailRules, "")
    declare(
        models.Webhook,
        "Webhooks",
        user="owner",
        is_deleted=True,
        told="workshop__acronym url events note created_at",
        untold="off_reason",
        workshop="workshop",
    )
    declare(
        models.WebhookDelivery,
        scrubbed="body log",
        plain="event about",
        workshop="webhook__workshop",
    )
    nothing_in(models.MailTemplate, "key subject body")
    nothing_in(models.ReminderRule, "kind days")


def _kept_by_the_house() -> None:
    nothing_in(models.Pulse, "name release")
    nothing_in(models.Incident, "request route method error place")


def _of_the_workshop() -> None:
    nothing_in(models.Retention, "")
    nothing_in(models.Series, "slug name")
    nothing_in(
        models.Workshop,
        "slug acronym title theme description host_conference host_url recordings_url venue timezone about_text"
        " call_text notice accent logo style_name style_url conflict_kinds attendees",
    )
    nothing_in(models.Track, "key name description presentations checklist")
    nothing_in(models.OptIn, "key label note conditions")
    nothing_in(models.Topic, "name")
    nothing_in(models.ImportantDate, "label note")
    nothing_in(models.DateChange, "", traces="changed_by")
    nothing_in(models.StyleProfile, "name numbers", traces="made_by")
    nothing_in(models.Sponsor, "name kind url logo")
    nothing_in(SocialApp, "provider provider_id name client_id secret key settings")
    nothing_in(Group, "name")
    nothing_in(Permission, "name codename")
    nothing_in(ContentType, "app_label model")
