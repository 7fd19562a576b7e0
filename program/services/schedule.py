"""Making the day: sessions, who is in them, which papers they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from conference import audit
from conference.concurrency import save_version
from conference.errors import Invalid
from conference.models import User, Workshop
from program.models import Session, SessionKind, SessionSpeaker, Slot, Speaker
from program.services.steps import recorded
from submissions.models import Submission

FIELDS = [
    "kind", "title", "abstract", "note", "start", "end", "room", "minutes_each", "link", "recording_url",
]  # fmt: skip


OWN = SessionSpeaker.Part.SPEAKER
NAMELESS = frozenset({"keynote", "invited talk", "talk"})


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


def session_create(*, workshop: Workshop, actor: User, given: SessionInput, people: People = ()) -> Session:
    """Add a session to the day."""
    session = Session(workshop=workshop)
    _take(session, given)
    text = f"Added “{session.title}” to the programme."
    with recorded(workshop=workshop, actor=actor, text=text):
        session.save()
        set_people(session, people)
        take_worded_talk(session)
        record(session, actor, "session_created", text, after=facts_of(session))
    return session


def session_change(
    *, session: Session, actor: User, given: SessionInput, people: People, expected: int
) -> Session:
    """Change a session and who is in it; Stale when somebody else changed it meanwhile."""
    before = facts_of(session)
    _take(session, given)
    text = f"Changed “{session.title}” in the programme."
    with recorded(workshop=session.workshop, actor=actor, text=text):
        save_version(session, expected=expected, fields=FIELDS)
        if set_people(session, people):
            take_worded_talk(session)
        if session.kind != SessionKind.POSTERS:
            session.slots.exclude(board=None).update(board=None)
        else:
            _number_boards(session)
        record(session, actor, "session_changed", text, before=before, after=facts_of(session))
    return session


def session_delete(*, session: Session, actor: User) -> None:
    """Take a session out of the day; its papers become unplaced."""
    text = f"Took “{session.title}” out of the programme."
    with recorded(workshop=session.workshop, actor=actor, text=text):
        record(session, actor, "session_deleted", text, before=facts_of(session))
        session.delete()


def papers_place(*, session: Session, actor: User, papers: Sequence[Submission], expected: int) -> int:
    """Put papers at the end of a session, leaving out those that are in it; return how many were put."""
    with recorded(workshop=session.workshop, actor=actor, text="") as step:
        save_version(session, expected=expected, fields=[])
        present = set(session.slots.values_list("submission_id", flat=True))
        last = session.slots.aggregate(last=Max("position"))["last"] or 0
        fresh = [paper for paper in papers if paper.pk not in present]
        for position, paper in enumerate(fresh, start=last + 1):
            Slot.objects.create(session=session, submission=paper, position=position)
        renumber(session)
        numbers = ", ".join(f"#{paper.number}" for paper in fresh)
        step.text = f"Put {numbers} into “{session.title}”."
        if fresh:
            record(session, actor, "papers_placed", step.text)
    return len(fresh)


def slot_remove(*, session: Session, actor: User, slot_id: int, expected: int) -> None:
    """Take a paper out of a session."""
    with recorded(workshop=session.workshop, actor=actor, text="") as step:
        save_version(session, expected=expected, fields=[])
        found = session.slots.select_related("submission").filter(pk=slot_id).first()
        if found is None:
            return
        found.delete()
        renumber(session)
        step.text = f"Took #{found.submission.number} out of “{session.title}”."
        record(session, actor, "paper_removed", step.text)


def slot_move(*, session: Session, actor: User, slot_id: int, step: int, expected: int) -> None:
    """Move a paper ``step`` places down (up when negative) in its session; at the end it stays."""
    text = f"Changed the order of “{session.title}”."
    with recorded(workshop=session.workshop, actor=actor, text=text):
        save_version(session, expected=expected, fields=[])
        order = list(session.slots.all())
        place = next((index for index, slot in enumerate(order) if slot.pk == slot_id), None)
        if place is None:
            return
        target = min(max(place + step, 0), len(order) - 1)
        order.insert(target, order.pop(place))
        renumber(session, order)


def _take(session: Session, given: SessionInput) -> None:
    if given.end <= given.start:
        raise Invalid("A session ends after it starts.", {"end": ["The end is before the start."]})
    for name in FIELDS:
        setattr(session, name, getattr(given, name))


def set_people(session: Session, people: People) -> bool:
    """Make the people of a session those given, in their order; say whether they are others now."""
    wanted = [(speaker.pk, part) for speaker, part in people]
    if wanted == list(session.speakers.values_list("speaker_id", "part")):
        return False
    if len({speaker_id for speaker_id, _part in wanted}) < len(wanted):
        raise Invalid("Each person can be in a session once.")
    session.speakers.all().delete()
    for position, (speaker_id, part) in enumerate(wanted):
        SessionSpeaker.objects.create(session=session, speaker_id=speaker_id, part=part, position=position)
    return True


def take_worded_talk(session: Session) -> None:
    """Give a session that has no words of its own those that its one speaker wrote before it was there."""
    own = [part.speaker for part in session.speakers.select_related("speaker") if part.part == OWN]
    names_nothing = session.title.casefold() in {*NAMELESS, session.get_kind_display().casefold()}
    if len(own) != 1 or not names_nothing or session.abstract or not own[0].talk_title:
        return
    session.title, session.abstract = own[0].talk_title, own[0].talk_abstract
    session.save(update_fields=["title", "abstract"])


def renumber(session: Session, order: Sequence[Slot] | None = None) -> None:
    """Number positions from 1 in their order and, in a poster session, the boards as well: one query for all."""
    is_poster_session = session.kind == SessionKind.POSTERS
    fields = ["position", "board"] if is_poster_session else ["position"]
    changed = []
    for position, slot in enumerate(order if order is not None else list(session.slots.all()), start=1):
        board = position if is_poster_session else None
        if (slot.position, slot.board) != (position, board):
            slot.position, slot.board = position, board
            changed.append(slot)
    Slot.objects.bulk_update(changed, fields)


def _number_boards(session: Session) -> None:
    if session.slots.filter(board=None).exists():
        renumber(session)


def facts_of(session: Session) -> dict[str, str]:
    return {
        "kind": session.kind,
        "title": session.title,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "room": session.room,
    }


def record(
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
