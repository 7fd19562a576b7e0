"""``manage.py export_site WORKSHOP DIR``: the public site of a workshop as files that need no server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference.errors import Invalid
from conference.models import Workshop
from program.copying.folder import replaced
from program.copying.making import make_copy


class Command(BaseCommand):
    help = "Write the public site of a workshop into a folder, as files that any host can serve or a browser can open."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("workshop", help="the workshop's address, such as terrabytes-2025")
        parser.add_argument(
            "folder", type=Path, help="made if it is missing; an earlier copy in it is replaced"
        )
        parser.add_argument(
            "--address",
            default="",
            help="where the copy will lie, such as https://name.github.io/workshop/: for canonical links and feeds",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        workshop = Workshop.objects.filter(slug=options["workshop"]).first()
        if workshop is None:
            raise CommandError(f"There is no workshop “{options['workshop']}”.")
        folder: Path = options["folder"].resolve()
        try:
            with replaced(folder) as fresh:
                count = make_copy(workshop, fresh, address=options["address"])
        except Invalid as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{count} files of {workshop.acronym} are in {folder}.")
