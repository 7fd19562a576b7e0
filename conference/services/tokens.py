"""Tokens for the API: made, shown once, revoked; and the answers that are kept for a day swept away."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.errors import Invalid
from conference.mailing import queue_mail
from conference.models import ApiToken, KeptAnswer, User, Workshop
from conference.scopes import Scope

MARK = "plenary_"
SHOWN = len(MARK) + 6
MOST_LIVE = 50
LONGEST_LIFE = timedelta(days=366)
KEPT_FOR = timedelta(days=1)
USED_EVERY = timedelta(minutes=10)
MAIL = "api_token"


def digest_of(secret: str) -> str:
    """Return what is kept of a token. It is 256 random bits, so one round of a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    *,
    user: User,
    name: str,
    scopes: Collection[Scope],
    expires_at: datetime,
    workshop: Workshop | None = None,
) -> tuple[ApiToken, str]:
    """Make a token and tell its holder by mail; returns its row and the secret, which is nowhere else."""
    now = timezone.now()
    if not scopes:
        raise Invalid("Say what the token may be used for.", {"scopes": ["Tick at least one."]})
    if not now < expires_at <= now + LONGEST_LIFE:
        raise Invalid("A token lasts at most a year.", {"lasts": ["Choose a shorter time."]})
    User.objects.select_for_update().get(pk=user.pk)
    if user.api_tokens.filter(revoked_at=None, expires_at__gt=now).count() >= MOST_LIVE:
        raise Invalid(f"You have {MOST_LIVE} tokens. Revoke one that you no longer use.")
    secret = MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        prefix=secret[:SHOWN],
        digest=digest_of(secret),
        scopes=[scope.value for scope in Scope if scope in scopes],
        workshop=workshop,
        expires_at=expires_at,
    )
    _record(token, "api_token_made", f"Made the API token {token}")
    _tell(token)
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken) -> None:
    """End a token at once. A second call does nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _record(token, "api_token_revoked", f"Revoked the API token {token}")


def note_use(token: ApiToken, now: datetime) -> None:
    """Remember when a token was used, to some minutes: not each request is worth a write."""
    if token.last_used_at is None or now - token.last_used_at > USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def sweep_answers() -> int:
    """Forget the kept answers of yesterday."""
    return KeptAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _record(token: ApiToken, action: str, text: str) -> None:
    after = {"scopes": token.scopes, "workshop": token.workshop.slug if token.workshop else None}
    audit.record(
        workshop=None, actor=token.user, action=action, about=f"api_token:{token.pk}", text=text, after=after
    )


def _tell(token: ApiToken) -> None:
    user = token.user
    queue_mail(
        key=MAIL,
        email=user.email,
        name=user.name,
        workshop=None,
        recipient=user,
        dedupe_key=f"{MAIL}:{token.pk}",
        values={
            "token": token.name,
            "begins": token.prefix,
            "scopes": "\n".join(f"- {Scope(scope).words}" for scope in token.scopes),
            "until": f"{token.expires_at:%-d %B %Y}",
            "link": settings.BASE_URL + reverse("conference:tokens"),
        },
    )
