"""Moves on the grid: a session to another time or room, longer or shorter; a paper to another place; what is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from conference.concurrency import save_version
from conference.errors import Invalid, Stale
from conference.models import User, Workshop
from program.models import Session, SessionKind, Slot
from program.services.schedule import facts_of, record, renumber
from program.services.steps import recorded
from submissions.models import Submission

SHORTEST, LONGEST = 5, 16 * 60
TIMED = frozenset({SessionKind.ORALS, SessionKind.SPOTLIGHTS})
HOLDING = TIMED | {SessionKind.POSTERS}


def session_move(*, session: Session, actor: User, start: datetime, room: str, expected: int) -> None:
    """Let a session begin at another moment, in another room; it stays as long as it is, in true minutes."""
    before = facts_of(session)
    local = start.astimezone(session.workshop.tz)
    text = f"Moved “{session.title}” to {local:%-d %B, %H:%M}" + (f", {room}." if room else ".")
    with recorded(workshop=session.workshop, actor=actor, text=text, only=[session]):
        session.start, session.end = start, start + (session.end - session.start)
        session.room = room
        _save(session, expected, ["start", "end", "room"])
        record(session, actor, "session_moved", text, before=before, after=facts_of(session))


def session_resize(*, session: Session, actor: User, minutes: int, expected: int) -> None:
    """Make a session as long as said; what follows stays where it is."""
    if not SHORTEST <= minutes <= LONGEST:
        raise Invalid(f"A session lasts from {SHORTEST} minutes to {LONGEST // 60} hours.")
    before = facts_of(session)
    text = f"Made “{session.title}” {minutes} minutes long."
    with recorded(workshop=session.workshop, actor=actor, text=text, only=[session]):
        session.end = session.start + timedelta(minutes=minutes)
        _save(session, expected, ["end"])
        record(session, actor, "session_resized", text, before=before, after=facts_of(session))


def session_fit(*, session: Session, actor: User, questions: int, expected: int) -> int:
    """Make a session as long as its papers take, and ``questions`` minutes more; return its minutes."""
    if session.kind not in TIMED:
        raise Invalid("Only orals and spotlights have a length that follows from their papers.")
    minutes = [slot.minutes or session.minutes_each for slot in session.slots.all()]
    if not minutes:
        raise Invalid("No paper is in this session yet.")
    if None in minutes:
        raise Invalid("Say how many minutes a paper has; then the length follows.")
    length = sum(each for each in minutes if each) + questions
    session_resize(session=session, actor=actor, minutes=length, expected=expected)
    return length


def session_pin(*, session: Session, actor: User, pinned: bool, expected: int) -> None:
    """Keep the papers of a session as they are when sessions are filled, or let them go."""
    text = f"{'Pinned' if pinned else 'Unpinned'} the papers of “{session.title}”."
    with recorded(workshop=session.workshop, actor=actor, text=text, only=[session]):
        session.is_pinned = pinned
        _save(session, expected, ["is_pinned"])


def paper_pin(*, session: Session, actor: User, paper: Submission, pinned: bool, expected: int) -> None:
    """Keep one paper at its place when sessions are filled, or let it go."""
    text = f"{'Pinned' if pinned else 'Unpinned'} #{paper.number} in “{session.title}”."
    with recorded(workshop=session.workshop, actor=actor, text=text, only=[session]):
        _save(session, expected, [])
        session.slots.filter(submission=paper).update(is_pinned=pinned)


def paper_move(
    *,
    workshop: Workshop,
    actor: User,
    paper: Submission,
    source: Session | None,
    target: Session | None,
    position: int,
    expected: tuple[int, int],
) -> None:
    """Move a paper to a position (from 0) of a session, from another one or from none; without a target it is taken out.

    ``expected`` are the versions of source and target that the person saw.
    """
    if source is None and target is None:
        raise Invalid("The paper is in no session.")
    if target and target.kind not in HOLDING:
        raise Invalid(f"“{target.title}” takes no papers: it is neither orals, spotlights nor posters.")
    moved = [session for session in (source, target) if session]
    text = _words(paper, source, target)
    with recorded(workshop=workshop, actor=actor, text=text, only=moved) as step:
        slot = _taken_out(paper, source, target, expected[0]) if source else Slot(submission=paper)
        if target:
            _put_in(slot, target, position, stale=None if target == source else expected[1])
        subject = target or source
        if subject:
            record(subject, actor, "paper_moved", step.text)


def _taken_out(paper: Submission, source: Session, target: Session | None, expected: int) -> Slot:
    _save(source, expected, [])
    slot = source.slots.filter(submission=paper).first()
    if slot is None:
        raise Stale(f"#{paper.number} is no longer in “{source.title}”. Below is how it stands now.")
    if target != source:
        slot.delete()
        if source.kind == SessionKind.POSTERS:
            renumber(source)  # Elsewhere the order is all that counts
        slot.pk = None
        slot.is_pinned = False
    return slot


def _put_in(slot: Slot, target: Session, position: int, *, stale: int | None) -> None:
    if stale is not None:
        _save(target, stale, [])
    order = [other for other in target.slots.all() if slot.pk is None or other.pk != slot.pk]
    place = min(max(position, 0), len(order))
    if stale is not None:
        if any(other.submission_id == slot.submission_id for other in order):
            raise Invalid(f"#{slot.submission.number} is in “{target.title}” already.")
        _save_in(slot, target, place)
    order.insert(place, slot)
    renumber(target, order)


def _save_in(slot: Slot, target: Session, place: int) -> None:
    """Store a slot that was in no session or in another one."""
    slot.session, slot.position, slot.board = target, place + 1, None
    if target.kind == SessionKind.POSTERS:
        slot.minutes, slot.board = None, place + 1
    slot.save()


def _save(session: Session, expected: int, fields: list[str]) -> None:
    """Save a version, and say in words of the grid that somebody was quicker."""
    try:
        save_version(session, expected=expected, fields=fields)
    except Stale:
        raise Stale(
            f"Somebody else changed “{session.title}” meanwhile, so this move was not made. "
            "Below is how it stands now."
        ) from None


def _words(paper: Submission, source: Session | None, target: Session | None) -> str:
    if target is None:
        return f"Took #{paper.number} out of “{source.title}”." if source else ""
    if source is None:
        return f"Put #{paper.number} into “{target.title}”."
    if source == target:
        return f"Moved #{paper.number} within “{target.title}”."
    return f"Moved #{paper.number} from “{source.title}” to “{target.title}”."
