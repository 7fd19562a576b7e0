"""Who asks: a token in the header ``Authorization``, and nothing else.

A browser's session opens nothing here. Its cookie goes along with whatever another site makes the browser send, so taking it
would ask for CSRF tokens and make every address a target; a header has to be set on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from conference.api.problems import NoToken
from conference.models import ApiToken, User, Workshop
from conference.prepared import row_of
from conference.scopes import is_public_only
from conference.services.tokens import digest_of, note_use
from conference.visibility import NOBODY, Viewer, viewer_of

SCHEME = "bearer"


def _tokens_of(digest: str) -> QuerySet[ApiToken]:
    return ApiToken.objects.select_related("user", "workshop").filter(digest=digest).order_by()


class TokenAuthentication(BaseAuthentication):
    """Find the token of a request. One that can't be used is refused, not passed over: its holder should know."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = request.headers.get("Authorization", "").strip().partition(" ")
        if scheme.lower() != SCHEME:
            return None
        token = row_of(_tokens_of, digest_of(secret.strip()))
        now = timezone.now()
        if token is None or not token.user.is_active:
            raise NoToken("This token is not known here.")
        if not token.is_live(now):
            ended = "was revoked" if token.revoked_at else f"ended on {token.expires_at:%-d %B %Y}"
            raise NoToken(f"This token {ended}. Make a new one on the page “API tokens” of your account.")
        note_use(token, now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        return 'Bearer realm="Plenary"'


@dataclass(frozen=True)
class Asker:
    """Who asks, through which token: none for the public part."""

    token: ApiToken | None
    viewer: Viewer

    def may_enter(self, workshop: Workshop) -> bool:
        """Say whether the token opens more of a workshop than what is public."""
        return self.token is not None and self.token.workshop_id in {None, workshop.pk}


def asker_of(token: ApiToken | None) -> Asker:
    """Return who asks: with a token that opens the public part only, nobody in particular.

    A token for one workshop carries its holder's parts in that workshop alone.
    """
    if token is None or is_public_only(token.scopes):
        return Asker(token, NOBODY)
    viewer = viewer_of(token.user)
    if token.workshop_id is None:
        return Asker(token, viewer)
    roles = {key: parts for key, parts in viewer.roles.items() if key == token.workshop_id}
    return Asker(token, Viewer(viewer.user_id, roles, viewer.is_site_admin))
