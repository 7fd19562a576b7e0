"""What pages, exports and the API show: plain values, made by selectors, that hold nothing else.

A paper that is not public has no projection here, so that no template can show what it may not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Link:
    """A link with the word it is shown by; ``kind`` is the stored word (pdf, video, recording, ...)."""

    kind: str
    label: str
    url: str


@dataclass(frozen=True)
class PublicAuthor:
    name: str
    affiliation: str
    orcid: str


@dataclass(frozen=True)
class PaperSlot:
    """Where and when a paper is shown: its session, its own times when it has some, its poster board."""

    session_id: str
    session_title: str
    session_kind: str
    start: datetime
    end: datetime
    room: str
    board: int | None
    recording_url: str


@dataclass(frozen=True)
class PublicPaper:
    """An accepted paper whose publication is out."""

    number: int
    title: str
    abstract: str
    keywords: tuple[str, ...]
    track: str
    track_key: str
    kind: str
    kind_label: str
    topics: tuple[str, ...]
    authors: tuple[PublicAuthor, ...]
    links: tuple[Link, ...]
    has_file: bool
    presenter: str = ""
    slots: tuple[PaperSlot, ...] = ()

    @property
    def author_line(self) -> str:
        return ", ".join(author.name for author in self.authors)


@dataclass(frozen=True)
class AgendaPerson:
    """A confirmed speaker in a session."""

    slug: str
    name: str
    affiliation: str
    part: str
    part_label: str


@dataclass(frozen=True)
class AgendaTalk:
    """A public paper in a session, with its own time where the session says how long each one is."""

    number: int
    title: str
    authors: str
    start: datetime | None
    minutes: int | None
    board: int | None
    recording_url: str
    links: tuple[Link, ...]
    presenter: str = ""


@dataclass(frozen=True)
class AgendaSession:
    """A session in the workshop's own zone."""

    public_id: str
    kind: str
    kind_label: str
    title: str
    abstract: str
    note: str
    start: datetime
    end: datetime
    room: str
    link: str
    recording_url: str
    version: int
    people: tuple[AgendaPerson, ...] = ()
    talks: tuple[AgendaTalk, ...] = ()

    @property
    def is_pause(self) -> bool:
        return self.kind == "break"

    @property
    def is_poster_session(self) -> bool:
        return self.kind == "posters"

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def speakers(self) -> tuple[AgendaPerson, ...]:
        return tuple(person for person in self.people if person.part == "speaker")

    @property
    def panel(self) -> tuple[AgendaPerson, ...]:
        return tuple(person for person in self.people if person.part != "speaker")


@dataclass(frozen=True)
class AgendaDay:
    day: date
    sessions: tuple[AgendaSession, ...]


@dataclass(frozen=True)
class PublicSpeaker:
    """A confirmed speaker with the sessions of the public programme."""

    slug: str
    name: str
    affiliation: str
    url: str
    bio: str
    photo: str
    sessions: tuple[AgendaSession, ...] = ()
    slides: str = ""

    @property
    def is_keynote(self) -> bool:
        return any(
            person.slug == self.slug and person.part == "speaker"
            for s in self.sessions
            for person in s.people
        )


@dataclass(frozen=True)
class DateRow:
    """An important date in words; ``iso`` is set when it is a moment and not a whole day or a range."""

    key: str
    label: str
    text: str
    iso: str
    old: tuple[str, ...]
    note: str
    state: str
    at: datetime | None


@dataclass(frozen=True)
class CallState:
    """Whether papers can be sent in now, and how long still ("" when the end is to be determined)."""

    is_open: bool
    left: str = ""
    until: DateRow | None = None


@dataclass(frozen=True)
class Edition:
    """Another edition of the series with its figures."""

    slug: str
    acronym: str
    host_conference: str
    venue: str
    year: int | None
    submissions: int | None
    accepted: int | None
    attendees: str


@dataclass(frozen=True)
class TopicRow:
    name: str
    children: tuple[str, ...] = field(default_factory=tuple)
