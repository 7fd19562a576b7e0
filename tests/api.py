"""Programs that use the API: a client with somebody's token."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from conference.models import ApiToken
from conference.scopes import Scope
from conference.services.tokens import MARK, digest_of

V1 = "/api/v1/workshops/"


def token_for(user, *scopes, workshop=None, **fields):
    """Return the row and the secret of a token; without scopes it holds all of them."""
    secret = f"{MARK}{user.pk}-{ApiToken.objects.count()}"
    now = timezone.now()
    row = ApiToken.objects.create(
        **{
            "user": user, "name": "A test", "prefix": secret[:14], "digest": digest_of(secret), "workshop": workshop,
            "scopes": [str(scope) for scope in scopes or Scope], "expires_at": now + timedelta(days=1),
            "last_used_at": now, **fields,
        }
    )  # fmt: skip
    return row, secret


def caller(user, *scopes, **fields):
    """Return a client that sends a token of somebody's with each request."""
    return Client(headers={"Authorization": f"Bearer {token_for(user, *scopes, **fields)[1]}"})


def send(client, method, path, body=None, **headers):
    """Send a body as JSON; headers by their names with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(path, body, content_type="application/json", headers=named)
