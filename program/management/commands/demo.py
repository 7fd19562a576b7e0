"""Load the demo, or show whom one can log in as."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from program.demo.load import PASSWORD, is_loaded, load_demo
from program.demo.load.installation import any_user, log_in_lines


class Command(BaseCommand):
    help = "Load the demo: three real editions and an invented one, with people to log in as."
    requires_system_checks: list[str] = []  # `migrate`, which comes first, has made them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--show", action="store_true", help="only print the log-ins, load nothing")
        parser.add_argument("--if-empty", action="store_true", help="load only where there is no account yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show"]:
            self._show()
            return
        if options["if_empty"] and any_user():
            return
        if is_loaded():
            raise CommandError("The demo is loaded already. `manage.py demo --show` prints its log-ins.")
        self.stdout.write("Loading the demo")
        with transaction.atomic():
            load_demo(self.stdout.write)
        self._show()

    def _show(self) -> None:
        self.stdout.write(f"\nLog-ins of the demo, all with the password {PASSWORD}:\n")
        for line in log_in_lines():
            self.stdout.write(f"  {line}")
