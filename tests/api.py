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


def missing(room, method, path, gone, body=None):
    """Ask as those who may not, at an address and at one where nothing is, and expect one answer; and with a token that only reads."""
    assert room.chairs.get(path).status_code in {200, 405}, (
        "there is something, as what follows this shows too"
    )
    for outsider in room.outsiders:
        asked = [send(outsider, method, where, body or {}, If_Match="*") for where in (path, gone)]
        assert [answer.status_code for answer in asked] == [404, 404]
        assert asked[0].content == asked[1].content
    if method != "get":
        refused = send(caller(room.chair, "chair:read"), method, path, body or {}, If_Match="*")
        assert refused.json()["type"].endswith("#lacks-scope")
