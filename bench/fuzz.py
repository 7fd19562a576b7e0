"""10,000 odd requests of visitors, authors, reviewers and chairs to every address: none may end in an error of ours."""

from __future__ import annotations

import logging
import os
import time

from django.db import transaction
from django.test.utils import setup_test_environment

from tests.access.scene import make_scene
from tests.odd import Oddities

SEED = 20261121
PHASES = ("draft", "reviewing", "released_accepted")
WHO = ("visitor", "author", "author", "reviewer_assigned", "program_chair")


def report() -> None:
    """Send them, a third in each of three phases, and print how many of each status, and each error."""
    many = int(os.environ.get("BENCH_REQUESTS", "10000"))
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    started = time.process_time()
    failed = 0
    for place, phase in enumerate(PHASES):
        with transaction.atomic():
            found = Oddities(make_scene(phase), SEED + place, WHO).send(many // len(PHASES))
            transaction.set_rollback(True)
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(found.kinds.items()))
        statuses = ", ".join(f"{count} times {status}" for status, count in sorted(found.statuses.items()))
        print(
            f"fuzz, {phase}: {sum(found.statuses.values()):,} odd requests ({kinds}): {statuses}", flush=True
        )
        failed += found.failed
        for error, request in found.errors.items():
            print(f"  {error}\n    {request}")
    print(
        f"fuzz: {failed} of {many:,} ended with a status of 500 or more; {time.process_time() - started:.0f} s of processor"
    )
