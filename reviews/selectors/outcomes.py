"""Which decisions a paper can get: its track says how papers are presented."""

from __future__ import annotations

from collections.abc import Iterable

from conference.errors import Invalid
from conference.models import Track
from reviews.models import ACCEPTED, Outcome
from submissions.models import Submission


def accepts_of(track: Track) -> tuple[Outcome, ...]:
    """Return how a track's papers can be accepted: as it presents them, in every way where it names none."""
    named = tuple(outcome for outcome in ACCEPTED if _kind(outcome) in track.presentations)
    return named or ACCEPTED


def choices_of(tracks: Iterable[Track], now: str = "") -> list[tuple[str, str]]:
    """Return the outcomes to choose from for papers of some tracks; ``now``, what is decided already, stays one."""
    offered = {outcome for track in tracks for outcome in accepts_of(track)} | {Outcome.REJECT, now}
    return [(outcome.value, str(outcome.label)) for outcome in Outcome if outcome in offered]


def require_offered(paper: Submission, outcome: str, now: str = "") -> None:
    """Raise Invalid for an outcome that the paper's track does not have, unless it is decided like this already."""
    if outcome not in Outcome.values:
        raise Invalid("Choose one of the outcomes.")
    accepts = accepts_of(paper.track)
    if outcome in ACCEPTED and outcome not in accepts and outcome != now:
        raise Invalid(
            f"The track “{paper.track.name}” presents its papers as {' or '.join(map(_kind, accepts))} only, "
            f"so #{paper.number} can’t be accepted as {_kind(outcome)}. Chairs change this under Tracks."
        )


def _kind(outcome: str) -> str:
    return outcome.removeprefix("accept_")
