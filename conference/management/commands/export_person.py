"""Write everything that is held of a person into a ZIP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference.models import User
from conference.services.personal_export import write_export


class Command(BaseCommand):
    help = "Write everything that is held of a person into a ZIP: what she gets on her page Your data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="an address of her account")
        parser.add_argument("file", type=Path, help="the ZIP to write")

    def handle(self, *args: Any, **options: Any) -> None:
        user = account_at(options["email"])
        target: Path = options["file"]
        try:
            target.touch(mode=0o600)
            with target.open("wb") as written:
                write_export(user, written)
        except OSError as error:
            raise CommandError(f"{target} can’t be written: {error}") from error
        self.stdout.write(f"{target}: what is held of account {user.pk}. Hand it to nobody else.")


def account_at(email: str) -> User:
    """Return the account with an address, primary or verified; a CommandError where there is none."""
    address = email.strip()
    found = (
        User.objects.filter(email__iexact=address).first()
        or User.objects.filter(emailaddress__email__iexact=address, emailaddress__verified=True).first()
    )
    if found is None:
        raise CommandError(f"There is no account with the address {address}.")
    return found
