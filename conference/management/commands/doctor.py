"""Say what is wrong with this installation."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError

from conference.doctor import Health, examine


class Command(BaseCommand):
    help = "Say in words what is wrong with this installation; exits with 1 where something is."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quick", action="store_true", help="ask neither the worker nor the mail server")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            findings = examine(quick=options["quick"])
        except OperationalError as error:
            self.stdout.write(f"{Health.WRONG:<6} database     It does not answer: {error}")
            sys.exit(1)
        for finding in findings:
            self.stdout.write(f"{finding.health:<6} {finding.subject:<12} {finding.text}")
        if any(finding.health is Health.WRONG for finding in findings):
            sys.exit(1)
