"""Write the published papers of a workshop into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference.models import Workshop
from conference.visibility import NOBODY
from program.exports import FORMATS
from program.selectors.exports import export_sheet


class Command(BaseCommand):
    help = "Write the published papers of a workshop in one of the formats of the page Exports."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("workshop", help="the last part of the site's address")
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        workshop = Workshop.objects.filter(slug=options["workshop"]).first()
        if workshop is None:
            raise CommandError("There is no such workshop.")
        sheet = export_sheet(NOBODY, workshop)
        options["file"].write_bytes(FORMATS[options["format"]].write(sheet))
        self.stdout.write(f"{len(sheet.papers)} papers")
