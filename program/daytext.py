"""A day as people write it in a proposal, one line a session, read into sessions: plain rules on plain values.

A line begins with its time: "09:00-09:10 Opening", "10:30 Coffee break", "14:00 Keynote: Name (Affiliation)". The kind
follows from the words. An end that is not given is the start of the next line, or follows from the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

LONGEST = 20_000
MOST_LINES = 200
CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]\.?m\.?)?"
LINE = re.compile(
    rf"^[\s|*•–-]*{CLOCK}(?:\s*(?:-|–|—|to|until)\s*{CLOCK})?\s*[|:,–—-]*\s*(.*?)[\s|]*$", re.IGNORECASE
)
ROOM = re.compile(r"\s*@\s*([^@]{1,80})$")
TIMES = re.compile(r"\(?\b(\d{1,3})\s*[x×]\s*(\d{1,3})\s*(?:min(?:ute)?s?|')\)?", re.IGNORECASE)
EACH = re.compile(r"\(?\b(\d{1,3})\s*min(?:ute)?s? (?:each|a paper|per paper)\)?", re.IGNORECASE)
PERSON = re.compile(r"([^\W\d_][^(),;:]*?)\s*\(((?:[^()]|\([^()]*\))+)\)")
KINDS: tuple[tuple[str, str], ...] = (
    (r"coffee|lunch|break|tea\b", "break"),
    (r"poster", "posters"),
    (r"spotlight|lightning|short talks", "spotlights"),
    (r"oral|contributed|paper talks|long talks", "orals"),
    (r"panel|round ?table|debate", "panel"),
    (r"keynote|invited", "keynote"),
    (r"closing|award|wrap", "closing"),
    (r"opening|welcome|introduct", "opening"),
    (r"social|reception|dinner|drinks|mixer", "social"),
    (r"talk", "talk"),
)
LENGTHS = {
    "opening": 10, "keynote": 45, "panel": 60, "orals": 60, "spotlights": 45, "posters": 60, "talk": 30, "break": 30,
    "social": 120, "closing": 10,
}  # fmt: skip
MINUTES_EACH = {"orals": 15, "spotlights": 3}
UNKNOWN = "?"
NAMED = {"keynote": "speaker", "talk": "speaker", "panel": "panellist"}

USUAL_DAY = """\
09:00-09:10 Opening remarks
09:10-10:00 Keynote
10:00-10:30 Coffee break
10:30-11:15 Paper spotlights (3 minutes each)
11:15-12:15 Poster session
12:15-13:30 Lunch break
13:30-14:20 Keynote
14:20-15:20 Oral talks (15 minutes each)
15:20-15:50 Coffee break
15:50-16:50 Panel discussion
16:50-17:00 Closing remarks
"""


@dataclass(frozen=True)
class Named:
    """A person in a line."""

    name: str
    affiliation: str = ""


@dataclass(frozen=True)
class Planned:
    """A session as it was read; minutes count from midnight and may go beyond the day's end."""

    line: int
    start: int
    end: int
    kind: str
    title: str
    room: str = ""
    minutes_each: int | None = None
    people: tuple[Named, ...] = ()

    @property
    def part(self) -> str:
        return NAMED.get(self.kind, "speaker")

    @property
    def starts(self) -> str:
        return clock_words(self.start)

    @property
    def ends(self) -> str:
        return clock_words(self.end)


@dataclass(frozen=True)
class Trouble:
    """A line that could not be read, with the reason in words."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class DayText:
    sessions: tuple[Planned, ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True)
class Written:
    """A session to be written as a line."""

    start: datetime
    end: datetime
    title: str
    kind: str = ""
    room: str = ""
    minutes_each: int | None = None
    people: tuple[Named, ...] = ()


def read_day(text: str) -> DayText:
    """Read a day; empty lines and headings without a time before the first one are passed over."""
    found: list[tuple[Planned, bool]] = []
    troubles: list[Trouble] = []
    for number, raw in enumerate(text[:LONGEST].splitlines()[:MOST_LINES], start=1):
        line = " ".join(raw.split())
        if not line.strip("|-=*# "):
            continue
        try:
            read = _read(number, line)
        except ValueError as error:
            troubles.append(Trouble(number, line[:120], str(error)))
            continue
        if read is not None:
            found.append(read)
        elif found:
            troubles.append(Trouble(number, line[:120], "It begins with no time, such as 10:30."))
    sessions = _ended(found)
    backwards = [
        Trouble(later.line, f"{later.starts} {later.title}", "It starts before the line above it.")
        for earlier, later in pairwise(sessions)
        if later.start < earlier.start
    ]
    if not sessions and not troubles:
        troubles.append(Trouble(1, "", "There is no line with a time, such as “09:00-09:10 Opening”."))
    return DayText(tuple(sessions), tuple(sorted([*troubles, *backwards], key=lambda item: item.line)))


def write_day(sessions: Iterable[Written]) -> str:
    """Write sessions as lines that ``read_day`` reads back."""
    return "".join(f"{_write(session)}\n" for session in sessions)


def moment(day: date, minutes: int) -> datetime:
    """Return the wall-clock time of a day's minute, which may lie in the night after it."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def clock_words(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def kind_of(words: str) -> str:
    """Return the kind of session that words speak of; a talk where they speak of none."""
    head = words.split(":", 1)[0]
    for text in (head, words):
        for pattern, kind in KINDS:
            if re.search(pattern, text, re.IGNORECASE):
                return kind
    return "talk"


def _read(number: int, line: str) -> tuple[Planned, bool] | None:
    """Return a session and whether its end was given; None for a line without a time. Raises ValueError with the reason."""
    match = LINE.match(line)
    if match is None or (match[2] is None and match[3] is None):
        return None
    start = _minutes(match[1], match[2], match[3])
    has_end = match[4] is not None
    end = _minutes(match[4], match[5], match[6]) if has_end else 0
    if has_end and match[5] is None and match[6] is None:
        raise ValueError("Write the end with minutes, such as 10:30.")
    if has_end and end <= start:
        end += 24 * 60 if start >= 18 * 60 and end <= 6 * 60 else 0
        if end <= start:
            raise ValueError("It ends before it starts.")
    if not match[7]:
        raise ValueError("It has a time and no words.")
    return _planned(number, start, end, match[7]), has_end


def _minutes(hours: str, minutes: str | None, half: str | None) -> int:
    hour = int(hours)
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of a half day
            raise ValueError(f"{hour} is no hour with am or pm.")
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    minute = int(minutes or 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the clock
        raise ValueError(f"{hours}:{minute:02} is no time of the day.")
    return 60 * hour + minute


def _planned(number: int, start: int, end: int, words: str) -> Planned:
    room = ""
    found = ROOM.search(words)
    if found:
        room, words = found[1].strip(), words[: found.start()]
    kind = kind_of(words)
    each = TIMES.search(words) or EACH.search(words)
    minutes_each = int(each[each.lastindex or 1]) if each else MINUTES_EACH.get(kind)
    if each:
        count = int(each[1]) if each.re is TIMES else 0
        words = " ".join((words[: each.start()] + words[each.end() :]).split()).rstrip(" ,;")
        end = end or (start + count * (minutes_each or 0) if count else 0)
    title, people = _people(kind, words)
    return Planned(number, start, end, kind, title[:200], room, minutes_each or None, people)


def _people(kind: str, words: str) -> tuple[str, tuple[Named, ...]]:
    """Return the title and the people named after a colon, or each with an affiliation in brackets."""
    head, colon, rest = words.partition(":")
    if kind not in NAMED or not colon or not rest.strip():
        return words.strip(), ()
    quoted = re.search(r"[“\"]([^”\"]+)[”\"]", rest)
    if quoted:
        rest = f"{rest[: quoted.start()]} {rest[quoted.end() :]}".strip(" ,;.")
    people = tuple(
        Named(name.strip(" ,;"), "" if place.strip() == UNKNOWN else place.strip())
        for name, place in PERSON.findall(_joined(rest))
    )
    if not people and kind != "panel" and _is_a_name(rest):
        people = (Named(rest.strip()),)
    if not people:
        return words.strip(), ()
    title = quoted[1].strip() if quoted else head.strip() or words.strip()
    return title, people


def _joined(words: str) -> str:
    return re.sub(r"\)\s+and\s+", "), ", words)


def _is_a_name(words: str) -> bool:
    """A name alone: two to four words that each begin with a capital."""
    parts = words.split()
    return 2 <= len(parts) <= 4 and all(part[0].isupper() for part in parts)  # noqa: PLR2004 - words of a name


def _ended(found: Sequence[tuple[Planned, bool]]) -> list[Planned]:
    ended = []
    for index, (session, has_end) in enumerate(found):
        if has_end or session.end:
            ended.append(session)
            continue
        following = found[index + 1][0].start if index + 1 < len(found) else 0
        end = following if following > session.start else session.start + LENGTHS[session.kind]
        ended.append(replace(session, end=end))
    return ended


def _write(session: Written) -> str:
    words = session.title
    people = ", ".join(f"{person.name} ({person.affiliation or UNKNOWN})" for person in session.people)
    if people:
        head = {"keynote": "Keynote", "panel": "Panel"}.get(session.kind, "Talk")
        words = f"{head}: {people}, “{session.title}”"
    elif session.kind and kind_of(words) != session.kind:
        words = f"{session.kind.capitalize()}: {words}"
    each = f" ({session.minutes_each} minutes each)" if session.minutes_each else ""
    room = f" @ {session.room}" if session.room else ""
    return f"{session.start:%H:%M}-{session.end:%H:%M} {words}{each}{room}"
