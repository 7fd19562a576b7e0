"""When the presenter of a paper can be there: entered by its authors, or by an organizer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from conference import audit
from conference.concurrency import save_version
from conference.models import User
from program.models import PresenterWish
from submissions.models import Submission


@dataclass(frozen=True)
class WishInput:
    """What was said of a presenter; ``absences`` are pairs of aware moments."""

    time_zone: str
    daytime: str
    absences: Sequence[tuple[datetime, datetime]]


@transaction.atomic
def wish_save(*, paper: Submission, actor: User, part: str, given: WishInput, expected: int) -> None:
    """Keep the wishes; Stale when somebody else changed them meanwhile. ``expected`` is 0 for the first ones."""
    wish, made = PresenterWish.objects.get_or_create(submission=paper)
    wish.time_zone, wish.daytime = given.time_zone, given.daytime
    wish.absences = [[start.isoformat(), end.isoformat()] for start, end in sorted(given.absences)]
    save_version(
        wish, expected=1 if made else expected, fields=["time_zone", "daytime", "absences", "updated_at"]
    )
    audit.record(
        workshop=paper.workshop,
        actor=actor,
        part=part,
        action="presenter_wishes",
        about=paper.ref,
        text=f"Said when the presenter of #{paper.number} can be there.",
        after={"daytime": wish.daytime, "time_zone": wish.time_zone, "absences": wish.absences},
    )
