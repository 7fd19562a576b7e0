"""Take away the second factor of somebody who lost the phone and the recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference.errors import NotFound
from conference.services.accounts import remove_second_factor


class Command(BaseCommand):
    help = "Take away the second factor of a person who can't use it any more; first make sure that it is she who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            remove_second_factor(email=options["email"])
        except NotFound as error:
            raise CommandError(error.message) from error
        self.stdout.write("The second factor is taken away. The password alone lets in now.")
