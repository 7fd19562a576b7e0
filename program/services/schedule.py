"""Making the day: sessions, who is in them, which papers they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max

from conference import audit
from conference.concurrency import save_version
from conference.deadlines import to_utc
from conference.errors import Invalid
from conference.models import User, Workshop
from program.models import Session, SessionKind, SessionSpeaker, Slot, Speaker
from submissions.models import Submission

FIELDS = [
    "kind", "title", "abstract", "note", "start", "end", "room", "minutes_each", "link", "recording_url",
]  # fmt: skip

TEMPLATE: tuple[tuple[str, str, str, str, int | None], ...] = (
    ("09:00", "09:10", SessionKind.OPENING, "Opening remarks", None),
    ("09:10", "10:00", SessionKind.KEYNOTE, "Keynote", None),
    ("10:00", "10:30", SessionKind.BREAK, "Coffee break", None),
    ("10:30", "11:15", SessionKind.SPOTLIGHTS, "Paper spotlights", 3),
    ("11:15", "12:15", SessionKind.POSTERS, "Poster session", None),
    ("12:15", "13:30", SessionKind.BREAK, "Lunch", None),
    ("13:30", "14:20", SessionKind.KEYNOTE, "Keynote", None),
    ("14:20", "15:20", SessionKind.ORALS, "Oral talks", 15),
    ("15:20", "15:50", SessionKind.BREAK, "Coffee break", None),
    ("15:50", "16:50", SessionKind.PANEL, "Panel discussion", None),
    ("16:50", "17:00", SessionKind.CLOSING, "Closing remarks", None),
)


@dataclass(frozen=True)
class SessionInput:
    """What a chair says of a session; times are aware."""

    kind: str
    title: str
    start: datetime
    end: datetime
    abstract: str = ""
    note: str = ""
    room: str = ""
    minutes_each: int | None = None
    link: str = ""
    recording_url: str = ""


People = Sequence[tuple[Speaker, str]]


@transaction.atomic
def session_create(*, workshop: Workshop, actor: User, given: SessionInput, people: People = ()) -> Session:
    """Add a session to the day."""
    session = Session(workshop=workshop)
    _take(session, given)
    session.save()
    _set_people(session, people)
    _record(
        session, actor, "session_created", f"Added “{session.title}” to the programme.", after=_facts(session)
    )
    return session


@transaction.atomic
def session_change(
    *, session: Session, actor: User, given: SessionInput, people: People, expected: int
) -> Session:
    """Change a session and who is in it; Stale when somebody else changed it meanwhile."""
    before = _facts(session)
    _take(session, given)
    save_version(session, expected=expected, fields=FIELDS)
    _set_people(session, people)
    if session.kind != SessionKind.POSTERS:
        session.slots.exclude(board=None).update(board=None)
    else:
        _number_boards(session)
    _record(
        session,
        actor,
        "session_changed",
        f"Changed “{session.title}” in the programme.",
        before=before,
        after=_facts(session),
    )
    return session


@transaction.atomic
def session_delete(*, session: Session, actor: User) -> None:
    """Take a session out of the day; its papers become unplaced."""
    _record(
        session,
        actor,
        "session_deleted",
        f"Took “{session.title}” out of the programme.",
        before=_facts(session),
    )
    session.delete()


@transaction.atomic
def day_create(*, workshop: Workshop, actor: User, day: date) -> int:
    """Fill a day that has no session with the usual ones; return how many were made."""
    sessions = [
        Session(
            workshop=workshop,
            kind=kind,
            title=title,
            minutes_each=minutes,
            start=_at(day, start, workshop),
            end=_at(day, end, workshop),
        )
        for start, end, kind, title, minutes in TEMPLATE
    ]
    begins, ends = _at(day, "00:00", workshop), _at(day, "23:59", workshop)
    if Session.objects.filter(workshop=workshop, start__lte=ends, end__gte=begins).exists():
        raise Invalid(f"{day:%-d %B %Y} has sessions already. Change them, or choose another day.")
    for session in sessions:
        session.save()
    audit.record(
        workshop=workshop,
        actor=actor,
        part="chair",
        action="day_created",
        about=f"workshop:{workshop.pk}",
        text=f"Laid out {day:%-d %B %Y} with {len(sessions)} sessions.",
    )
    return len(sessions)


@transaction.atomic
def papers_place(*, session: Session, actor: User, papers: Sequence[Submission], expected: int) -> int:
    """Put papers at the end of a session, leaving out those that are in it; return how many were put."""
    save_version(session, expected=expected, fields=[])
    present = set(session.slots.values_list("submission_id", flat=True))
    last = session.slots.aggregate(last=Max("position"))["last"] or 0
    fresh = [paper for paper in papers if paper.pk not in present]
    for position, paper in enumerate(fresh, start=last + 1):
        Slot.objects.create(session=session, submission=paper, position=position)
    _renumber(session)
    numbers = ", ".join(f"#{paper.number}" for paper in fresh)
    if fresh:
        _record(session, actor, "papers_placed", f"Put {numbers} into “{session.title}”.")
    return len(fresh)


@transaction.atomic
def slot_remove(*, session: Session, actor: User, slot_id: int, expected: int) -> None:
    """Take a paper out of a session."""
    save_version(session, expected=expected, fields=[])
    found = session.slots.select_related("submission").filter(pk=slot_id).first()
    if found is None:
        return
    found.delete()
    _renumber(session)
    _record(session, actor, "paper_removed", f"Took #{found.submission.number} out of “{session.title}”.")


@transaction.atomic
def slot_move(*, session: Session, slot_id: int, step: int, expected: int) -> None:
    """Move a paper ``step`` places down (up when negative) in its session; at the end it stays."""
    save_version(session, expected=expected, fields=[])
    order = list(session.slots.all())
    place = next((index for index, slot in enumerate(order) if slot.pk == slot_id), None)
    if place is None:
        return
    target = min(max(place + step, 0), len(order) - 1)
    order.insert(target, order.pop(place))
    _renumber(session, order)


def _at(day: date, clock: str, workshop: Workshop) -> datetime:
    return to_utc(datetime.combine(day, time.fromisoformat(clock)), workshop.tz)


def _take(session: Session, given: SessionInput) -> None:
    if given.end <= given.start:
        raise Invalid("A session ends after it starts.", {"end": ["The end is before the start."]})
    for name in FIELDS:
        setattr(session, name, getattr(given, name))


def _set_people(session: Session, people: People) -> None:
    """Make the people of a session those given, in their order; nothing is written where nothing changed."""
    wanted = [(speaker.pk, part) for speaker, part in people]
    if wanted == list(session.speakers.values_list("speaker_id", "part")):
        return
    if len({speaker_id for speaker_id, _part in wanted}) < len(wanted):
        raise Invalid("Each person can be in a session once.")
    session.speakers.all().delete()
    for position, (speaker_id, part) in enumerate(wanted):
        SessionSpeaker.objects.create(session=session, speaker_id=speaker_id, part=part, position=position)


def _renumber(session: Session, order: Sequence[Slot] | None = None) -> None:
    """Number positions from 1 in their order and, in a poster session, the boards as well."""
    is_poster_session = session.kind == SessionKind.POSTERS
    for position, slot in enumerate(order if order is not None else list(session.slots.all()), start=1):
        board = position if is_poster_session else None
        if (slot.position, slot.board) != (position, board):
            slot.position, slot.board = position, board
            slot.save(update_fields=["position", "board"])


def _number_boards(session: Session) -> None:
    if session.slots.filter(board=None).exists():
        _renumber(session)


def _facts(session: Session) -> dict[str, str]:
    return {
        "kind": session.kind,
        "title": session.title,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "room": session.room,
    }


def _record(
    session: Session,
    actor: User,
    action: str,
    text: str,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    audit.record(
        workshop=session.workshop,
        actor=actor,
        part="chair",
        action=action,
        about=f"session:{session.pk}",
        text=text,
        before=before,
        after=after,
    )
