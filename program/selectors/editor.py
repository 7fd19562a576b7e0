"""The day as its makers see it: everything that is in it, what is not placed yet, and what may be wrong."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from conference.errors import NotFound
from conference.models import ImportantDate, Workshop
from conference.models.workshops import DateKey
from conference.visibility import Viewer
from program.models import Session, SessionKind, Slot, Speaker
from program.selectors.papers import KINDS, ordered
from program.selectors.presenters import AuthorLine, absences_of, author_lines, person_key, presenter_among
from program.visibility import accepted_rows
from program.warnings import DayWarning, PresenterFacts, SessionFacts, SpeakerFacts, check_day
from reviews.models import Outcome
from reviews.sight import Info
from reviews.visibility import rights

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper

TALKS = frozenset({SessionKind.ORALS, SessionKind.SPOTLIGHTS})
LONG = ("abstract", "search_text", "keywords", "declared_conflicts", "desk_reason")
"""Texts of a paper that no one needs who only puts it somewhere."""
HOLDING_PAPERS = TALKS | {SessionKind.POSTERS}


@dataclass(frozen=True)
class PlacedPaper:
    """An accepted paper as organizers see it; ``authors`` is empty where the viewer may not know them.

    ``person`` is a number that two papers share which one person presents; ``away`` is when that person can't.
    """

    pk: int
    number: int
    title: str
    authors: str
    kind: str
    kind_label: str
    person: int = 0
    away: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True)
class EditorSlot:
    """A paper in a session; ``paper`` is None when it is no longer accepted."""

    pk: int
    paper: PlacedPaper | None
    start: datetime | None
    minutes: int | None
    board: int | None
    is_pinned: bool = False


@dataclass(frozen=True)
class EditorPerson:
    name: str
    part_label: str
    status: str
    status_label: str


@dataclass(frozen=True)
class EditorSession:
    """A session in the workshop's zone with everything in it and what may be wrong with it."""

    pk: int
    public_id: str
    kind: str
    kind_label: str
    title: str
    note: str
    start: datetime
    end: datetime
    room: str
    version: int
    people: tuple[EditorPerson, ...]
    slots: tuple[EditorSlot, ...]
    warnings: tuple[str, ...] = ()
    minutes_each: int | None = None
    is_pinned: bool = False

    @property
    def from_midnight(self) -> int:
        """Minutes on the clock since the day began."""
        return self.start.hour * 60 + self.start.minute

    @property
    def places(self) -> int | None:
        """How many papers have time in it; None for boards and where the papers' length is not said."""
        return self.minutes // self.minutes_each if self.kind in TALKS and self.minutes_each else None

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def is_pause(self) -> bool:
        return self.kind == SessionKind.BREAK

    @property
    def is_timed(self) -> bool:
        return self.kind in TALKS

    @property
    def holds_papers(self) -> bool:
        return self.kind in HOLDING_PAPERS


@dataclass(frozen=True)
class EditorDay:
    day: date
    sessions: tuple[EditorSession, ...]

    @property
    def columns(self) -> list[tuple[str, list[EditorSession]]]:
        """The rooms of the day, those without one first, each with its sessions."""
        rooms = sorted({session.room for session in self.sessions})
        return [(room, [session for session in self.sessions if session.room == room]) for room in rooms]

    @property
    def first(self) -> int:
        """The full hour at which the grid begins, in minutes."""
        return max(min(session.from_midnight for session in self.sessions) // 60 - 1, 0) * 60

    @property
    def last(self) -> int:
        """The full hour at which it ends, in minutes."""
        ends = max(session.from_midnight + session.minutes for session in self.sessions)
        return (-(-ends // 60) + 1) * 60


@dataclass(frozen=True)
class Board:
    """The whole programme for its makers: days, warnings, papers without the place they were promised."""

    days: tuple[EditorDay, ...]
    warnings: tuple[DayWarning, ...]
    unplaced: tuple[PlacedPaper, ...]

    @property
    def holding(self) -> list[EditorSession]:
        """The sessions that hold papers, in the order of the days."""
        return [
            session for day in self.days for session in day.sessions if session.holds_papers or session.slots
        ]

    @property
    def mark(self) -> str:
        """What names the board as this viewer sees it: it changes with anything on it."""
        return hashlib.blake2b(repr(self).encode(), digest_size=12).hexdigest()


def programme_board(viewer: Viewer, workshop: Workshop) -> Board:
    """Return the draft; the number of queries does not depend on how much is in it."""
    sessions = list(_loaded(workshop))
    days = {session.start.astimezone(workshop.tz).date() for session in sessions}
    papers = papers_for_viewer(viewer, workshop, days)
    unplaced = missing_a_place(papers.values(), sessions)
    found = check_day([_facts(session, papers, workshop) for session in sessions], unplaced=len(unplaced))
    texts = _texts(found)
    listed = [
        _session(session, papers, workshop, tuple(texts[str(session.public_id)])) for session in sessions
    ]
    return Board(
        days=tuple(
            EditorDay(day, tuple(group)) for day, group in groupby(listed, lambda item: item.start.date())
        ),
        warnings=tuple(found),
        unplaced=tuple(unplaced),
    )


def editor_session(viewer: Viewer, workshop: Workshop, public_id: UUID) -> EditorSession:
    """Return one session of the draft with its warnings, or raise NotFound."""
    for day in programme_board(viewer, workshop).days:
        for session in day.sessions:
            if session.public_id == str(public_id):
                return session
    raise NotFound


def session_of(workshop: Workshop, public_id: UUID) -> Session:
    """Return a session of this workshop to be changed, or raise NotFound."""
    found = Session.objects.filter(workshop=workshop, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def papers_for_viewer(
    viewer: Viewer, workshop: Workshop, days: Iterable[date] = ()
) -> dict[int, PlacedPaper]:
    """Return the accepted papers by id, in the order of the list, with authors only where the viewer sees them.

    ``days`` are those for which it is said when presenters are away.
    """
    papers = accepted_rows(viewer, workshop, ordered, _to_place)
    authors = author_lines(papers)
    people: dict[str, int] = {}
    found = {}
    for paper in papers:
        listed = authors.get(paper.pk, [])
        presenter = presenter_among(listed, paper)
        person = people.setdefault(person_key(presenter), len(people) + 1) if presenter else 0
        away = tuple(absences_of(paper, (presenter and presenter.account_zone) or "", workshop, days))
        found[paper.pk] = replace(_paper(paper, listed, viewer, workshop), person=person, away=away)
    return found


def _to_place(papers: QuerySet[SeenPaper]) -> QuerySet[SeenPaper]:
    return papers.select_related("decision", "camera_ready", "presenter_wish").defer(*LONG)


def candidates(viewer: Viewer, workshop: Workshop, session: Session) -> list[PlacedPaper]:
    """Return the papers that could go into a session: those that no session of its sort holds yet."""
    kinds = TALKS if session.kind in TALKS else {session.kind}
    held = set(
        Slot.objects.filter(session__workshop=workshop, session__kind__in=kinds).values_list(
            "submission_id", flat=True
        )
    )
    papers = [paper for pk, paper in papers_for_viewer(viewer, workshop).items() if pk not in held]
    return (
        sorted(papers, key=lambda paper: paper.kind != wanted_kind(session))
        if wanted_kind(session)
        else papers
    )


def wanted_kind(session: Session) -> str:
    """Return the kind of paper a session is made for; a poster session takes all."""
    return {SessionKind.ORALS: "oral", SessionKind.SPOTLIGHTS: "spotlight"}.get(SessionKind(session.kind), "")


def missing_a_place(papers: Iterable[PlacedPaper], sessions: Iterable[Session]) -> list[PlacedPaper]:
    """Return the papers that do not have what was decided: a talk for orals and spotlights, a place for posters."""
    talks: set[int] = set()
    anywhere: set[int] = set()
    for session in sessions:
        ids = {slot.submission_id for slot in session.slots.all()}
        anywhere |= ids
        talks |= ids if session.kind in TALKS else set()
    return [paper for paper in papers if paper.pk not in (anywhere if paper.kind == "poster" else talks)]


def likely_day(workshop: Workshop) -> date | None:
    """Return the day on which a new session would lie: the last one in the programme, else the workshop's date."""
    last = (
        Session.objects.filter(workshop=workshop).order_by("-start").values_list("start", flat=True).first()
    )
    if last:
        return last.astimezone(workshop.tz).date()
    at = (
        ImportantDate.objects.filter(workshop=workshop, key=DateKey.WORKSHOP)
        .values_list("at", flat=True)
        .first()
    )
    return at.astimezone(workshop.tz).date() if at else None


def speaker_choices(workshop: Workshop) -> list[tuple[str, str]]:
    """Return the speakers to choose from, with where they stand; those who declined are left out."""
    speakers = Speaker.objects.filter(workshop=workshop).exclude(status=Speaker.Status.DECLINED)
    return [
        (
            str(speaker.pk),
            speaker.name
            if speaker.status == Speaker.Status.CONFIRMED
            else f"{speaker.name} ({speaker.get_status_display().lower()})",
        )
        for speaker in speakers
    ]


def _loaded(workshop: Workshop) -> Iterable[Session]:
    return Session.objects.filter(workshop=workshop).prefetch_related("speakers__speaker", "slots")


def _paper(
    paper: SeenPaper, authors: Iterable[AuthorLine], viewer: Viewer, workshop: Workshop
) -> PlacedPaper:
    kind, label = KINDS[Outcome(paper.decision.outcome)]
    sees_authors = rights(paper, viewer, workshop).sees(Info.AUTHOR_IDENTITIES)
    return PlacedPaper(
        pk=paper.pk,
        number=paper.number,
        title=paper.title,
        authors=", ".join(author.name for author in authors) if sees_authors else "",
        kind=kind,
        kind_label=label,
    )


def _facts(session: Session, papers: dict[int, PlacedPaper], workshop: Workshop) -> SessionFacts:
    slots = list(session.slots.all())
    return SessionFacts(
        key=str(session.public_id),
        kind=session.kind,
        title=session.title,
        start=session.start.astimezone(workshop.tz),
        end=session.end.astimezone(workshop.tz),
        room=session.room,
        speakers=tuple(
            SpeakerFacts(part.speaker.name, part.speaker.status == Speaker.Status.CONFIRMED)
            for part in session.speakers.all()
        ),
        paper_minutes=tuple(
            slot.minutes or session.minutes_each for slot in slots if slot.submission_id in papers
        ),
        gone_papers=sum(slot.submission_id not in papers for slot in slots),
        presenters=tuple(_presenters(session, papers)),
    )


def _presenters(session: Session, papers: dict[int, PlacedPaper]) -> Iterable[PresenterFacts]:
    begins = session.start
    for slot in session.slots.all():
        minutes = (slot.minutes or session.minutes_each) if session.kind in TALKS else None
        start, end = (
            (begins, begins + timedelta(minutes=minutes)) if minutes else (session.start, session.end)
        )
        begins = end if minutes else begins
        paper = papers.get(slot.submission_id)
        if paper and paper.person:
            is_away = any(gone < end and start < back for gone, back in paper.away)
            yield PresenterFacts(str(paper.person), f"#{paper.number}", start, end, is_away)


def _texts(found: Iterable[DayWarning]) -> defaultdict[str, list[str]]:
    """Return what the warnings say of each session, by its key."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for warning in found:
        for key in warning.sessions:
            texts[key].append(warning.text)
    return texts


def _session(
    session: Session, papers: dict[int, PlacedPaper], workshop: Workshop, warnings: tuple[str, ...]
) -> EditorSession:
    return EditorSession(
        pk=session.pk,
        public_id=str(session.public_id),
        kind=session.kind,
        kind_label=session.get_kind_display(),
        title=session.title,
        note=session.note,
        start=session.start.astimezone(workshop.tz),
        end=session.end.astimezone(workshop.tz),
        room=session.room,
        version=session.version,
        people=tuple(
            EditorPerson(
                part.speaker.name,
                part.get_part_display(),
                part.speaker.status,
                part.speaker.get_status_display(),
            )
            for part in session.speakers.all()
        ),
        slots=tuple(_slots(session, papers, workshop)),
        warnings=warnings,
        minutes_each=session.minutes_each,
        is_pinned=session.is_pinned,
    )


def _slots(session: Session, papers: dict[int, PlacedPaper], workshop: Workshop) -> Iterable[EditorSlot]:
    begins: datetime | None = session.start.astimezone(workshop.tz) if session.kind in TALKS else None
    for slot in session.slots.all():
        minutes = (slot.minutes or session.minutes_each) if session.kind in TALKS else None
        yield EditorSlot(
            pk=slot.pk,
            paper=papers.get(slot.submission_id),
            start=begins if minutes else None,
            minutes=minutes,
            board=slot.board,
            is_pinned=slot.is_pinned,
        )
        begins = begins + timedelta(minutes=minutes) if begins and minutes else None
