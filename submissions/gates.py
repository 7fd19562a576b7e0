"""Which kinds of files are taken now, how large, and who looks at them: each kind has a gate, set by whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conference.errors import Closed, NotFound
from conference.models import User
from submissions.models import PaperFile, Submission

Check = Callable[[PaperFile, User | None], None]


@dataclass(frozen=True)
class Gate:
    """The rule of one kind. Both questions get the paper and the slot.

    ``why_closed`` says why no file is taken now, or nothing; NotFound where the asker is not to know of the kind. ``most_bytes`` is the largest size, 0 where none is asked
    for. ``check`` asks for the check of a new version inside the transaction that keeps it; without one it stands at once.
    """

    why_closed: Callable[[Submission, str], str]
    most_bytes: Callable[[Submission, str], int]
    check: Check | None = None


_gates: dict[str, Gate] = {}
_reopened: dict[str, list[Callable[[Submission], bool]]] = {}
_closed: list[Callable[[Submission], bool]] = []


def register(kind: str, gate: Gate) -> None:
    """Open a kind; called once, when an app is ready."""
    _gates[kind] = gate


def reopen(kind: str, opens: Callable[[Submission], bool]) -> None:
    """Let a later part of the season take a kind again for some papers, such as a revision that was asked for."""
    _reopened.setdefault(kind, []).append(opens)


def close(closes: Callable[[Submission], bool]) -> None:
    """Let a later part of the season close a paper to changes by its authors though the call is open, such as a decision."""
    _closed.append(closes)


def is_closed(submission: Submission) -> bool:
    return any(closes(submission) for closes in _closed)


def gate_of(kind: str) -> Gate:
    """Return the gate of a kind; one that nobody asks for is not there."""
    if kind not in _gates:
        raise NotFound
    return _gates[kind]


def limit_of(kind: str, submission: Submission, slot: str = "") -> int:
    """Return the largest size in bytes that is taken now; raises Closed with the reason where none is."""
    gate = gate_of(kind)
    reason = gate.why_closed(submission, slot)
    if reason and not any(opens(submission) for opens in _reopened.get(kind, ())):
        raise Closed(reason)
    most = gate.most_bytes(submission, slot)
    if not most:
        raise Closed("No file of this kind is asked for here.")
    return most
