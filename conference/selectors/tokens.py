"""A person's tokens as her page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from conference.models import ApiToken, User
from conference.scopes import Scope


@dataclass(frozen=True)
class TokenRow:
    """A token: ``state`` is live, ended or revoked."""

    pk: int
    name: str
    begins: str
    opens: tuple[str, ...]
    where: str
    expires_at: datetime
    last_used_at: datetime | None
    state: str
    state_label: str

    @property
    def is_live(self) -> bool:
        return self.state == "live"


LABELS = {"live": "In use", "ended": "Ended", "revoked": "Revoked"}


def token_rows(user: User) -> list[TokenRow]:
    """Return a person's tokens, the live ones first, in one query."""
    now = timezone.now()
    rows = [_row(token, now) for token in user.api_tokens.select_related("workshop")]
    return sorted(rows, key=lambda row: not row.is_live)


def _row(token: ApiToken, now: datetime) -> TokenRow:
    state = "revoked" if token.revoked_at else "live" if token.is_live(now) else "ended"
    return TokenRow(
        pk=token.pk,
        name=token.name,
        begins=token.prefix,
        opens=tuple(Scope(scope).words for scope in token.scopes),
        where=token.workshop.acronym if token.workshop else "All workshops",
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        state=state,
        state_label=LABELS[state],
    )
