"""Close an account and erase its person."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference.errors import Refused
from conference.management.commands.export_person import account_at
from conference.selectors.own_data import only_chair_of
from conference.services.erasure import erase


class Command(BaseCommand):
    help = "Close an account and erase what is held of its person, at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="an address of the account")
        parser.add_argument(
            "--withdraw-name", action="store_true", help="take the name off published pages too"
        )
        parser.add_argument("--yes", action="store_true", help="do it; without this nothing is changed")

    def handle(self, *args: Any, **options: Any) -> None:
        user = account_at(options["email"])
        alone = ", ".join(workshop.acronym for workshop in only_chair_of(user))
        if alone:
            raise CommandError(
                f"This is the only program chair of {alone}. There has to be another one first."
            )
        if not options["yes"]:
            self.stdout.write(f"Account {user.pk} would be erased, for good. Add --yes to do it.")
            return
        try:
            erase(user=user, withdraws_name=options["withdraw_name"])
        except Refused as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            f"Account {user.pk} is erased. Archives made before hold it still: see to their end, "
            "and repeat this after restoring one."
        )
