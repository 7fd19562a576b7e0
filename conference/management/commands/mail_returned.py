"""Read from standard input a mail that came back, and mark it in the outbox; for a mail server's alias or pipe."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from conference.mail_returns import read_return
from conference.services.returns import note_return

MOST = 10 * 1024 * 1024
"""Bytes that are read of a mail: a report repeats the mail that it is about at most."""


class Command(BaseCommand):
    help = "Read the report on a mail that came back (RFC 3464) from standard input and mark the mail in the outbox."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        returned = read_return(sys.stdin.buffer.read(MOST))
        try:
            mail = note_return(returned) if returned else None
        except DatabaseError as error:
            # The mail server keeps what is answered so, and tries again later.
            raise CommandError("The database does not answer.", returncode=os.EX_TEMPFAIL) from error
        self.stdout.write(f"Mail {mail.pk} came back." if mail else "Not the return of a mail from here.")
