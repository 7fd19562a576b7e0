"""Bring an installation up to date before its processes start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from conference import env, statics


class Command(BaseCommand):
    help = "Bring the tables up to date and collect the static files: what has to be done before web, worker and beat start."
    # Django's checks of the code take longer than to see that the tables are up to date, and `make check` makes them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo",
            action="store_true",
            help="also load the demo into a new database, and print its log-ins",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verbosity = options["verbosity"]
        # A mark beside the database: a first start that is interrupted loads the demo at the next one.
        mark = settings.DATA_DIR / "demo-to-come"
        if options["demo"] and _is_to_be_made():
            mark.touch()
        call_command("migrate", interactive=False, verbosity=verbosity)
        statics.collect(verbosity=verbosity)
        if not options["demo"]:
            return
        if mark.exists():
            call_command("demo", stdout=sys.stderr)  # how far it is, which is no answer
            mark.unlink()
        call_command("demo", show=True, stdout=self.stdout)


def _is_to_be_made() -> bool:
    """Tell whether the database is our own file, and not there yet."""
    return not env.read("PLENARY_DATABASE_URL") and not Path(settings.DATABASES["default"]["NAME"]).exists()
