"""Bring an archive back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference.recovery import Damaged, NotEmpty, OtherVersion, restore


class Command(BaseCommand):
    help = "Bring an archive of `backup` back, on SQLite or PostgreSQL, whichever it was taken on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="even where there are accounts: all of it goes"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["archive"], replace=options["replace"])
        except NotEmpty as error:
            raise CommandError(
                "There are accounts or workshops here. --replace deletes all of it first; take a backup before."
            ) from error
        except OtherVersion as error:
            raise CommandError(f"{error} Restore it with that version, then upgrade.") from error
        except (Damaged, OSError) as error:
            raise CommandError(f"Nothing was changed in the database. {error}") from error
        rows = sum(manifest.rows.values())
        self.stdout.write(
            f"Restored {rows} rows and {len(manifest.files)} files as of {manifest.taken_at}. "
            "Start Plenary again; everybody has to log in anew."
        )
