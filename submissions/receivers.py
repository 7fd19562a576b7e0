"""What happens here when something happens to an account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.signals import post_save
from django.dispatch import receiver

from submissions.services.authors import link_authorships


@receiver(post_save, sender=EmailAddress)
def link_verified_address(instance: EmailAddress, **_kwargs: Any) -> None:
    """Link authorships once an address is verified, by whatever way: a confirmation, or a log-in provider that vouches."""
    if instance.verified:
        link_authorships(user=instance.user, email=instance.email)
