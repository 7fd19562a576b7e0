"""Whose account an address belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower


def accounts_of(emails: Iterable[str]) -> dict[str, int]:
    """Return the accounts that have these addresses verified: address in lower case to the user's id."""
    wanted = {email.lower() for email in emails if email}
    rows = EmailAddress.objects.filter(verified=True).annotate(low=Lower("email")).filter(low__in=wanted)
    return dict(rows.values_list("low", "user_id"))
