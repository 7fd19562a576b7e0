"""Links that people enter for visitors: one that can lead nobody anywhere is refused in words. Nothing is fetched."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from conference.domains import is_public_host


def validate_leads_somewhere(address: str) -> None:
    """Refuse a host that the public internet can't have: a name of one network, a number, a mistyped ending."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return  # That it is no address at all is said by the field
    if host and not is_public_host(host):
        raise ValidationError(
            "This link leads nowhere: “%(host)s” is no name on the public internet.",
            code="nowhere",
            params={"host": host},
        )
