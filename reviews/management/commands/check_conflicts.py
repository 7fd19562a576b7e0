"""Answer cases of conflicts of interest from a file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from reviews.conflict_cases import CaseError, read_cases

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Say for each case in FILE whether the reviewer and the paper are in conflict, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object: conflict, hint and kinds by case"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            cases = read_cases(
                json.loads(options["file"].read_text("utf-8")), dt.datetime.now(tz=dt.UTC).date()
            )
        except (OSError, CaseError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({case.id: case.answer() for case in cases}, indent=1))
            return
        for case in cases:
            self.stdout.write(f"{case.id}: {_verdict(case.answer())}")
            for reason in case.reasons():
                self.stdout.write(f"  {reason.kind}{' (possible)' if reason.hint else ''}: {reason.evidence}")


def _verdict(answer: dict[str, Any]) -> str:
    if answer["conflict"]:
        return "conflict"
    return "possible conflict" if answer["hint"] else "no conflict"
