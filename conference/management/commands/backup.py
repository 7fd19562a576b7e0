"""Save everything in one archive, while Plenary runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from conference.recovery import save


class Command(BaseCommand):
    help = "Save database, files and their checksums in one archive, while Plenary runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "archive", nargs="?", type=Path, help="where to (default: plenary-DATE-TIME.tar, here)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        target: Path = options["archive"] or Path(f"plenary-{now:%Y-%m-%d-%H%M%S}.tar")
        try:
            manifest = save(target.absolute())
        except OSError as error:
            raise CommandError(f"No archive was made: {error}") from error
        for name in manifest.missing:
            self.stderr.write(f"Missing, and so not saved: {name}")
        rows, size = sum(manifest.rows.values()), filesizeformat(sum(manifest.sizes.values()))
        self.stdout.write(
            f"{target}: {rows} rows, {len(manifest.files)} files ({size}). Keep it as safe as the reviews in it."
        )
