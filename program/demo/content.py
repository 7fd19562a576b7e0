"""The content of the demo as frozen dataclasses, read from ``data/`` and checked as a whole.

Facts of real editions (titles, names, times, links) are kept as they were published; every other sentence
was written for the demo. People of ``people.json`` and everything that they wrote are invented.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from program.demo.structuring import structure

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA: Final = Path(__file__).parent / "data"
WORKSHOP_FILES: Final = ("terrabytes_2025", "ml4rs_2025", "ml4rs_2026", "fieldnotes_2026")
SEASON_FILES: Final = ("season_2026", "fieldnotes_2026")
_SEASON_KEYS: Final = ("roles", "submissions", "reviewers", "conflicts")


@dataclass(frozen=True, slots=True)
class Offset:
    """A moment relative to the one at which the demo is loaded; ``time`` is local to the date's zone."""

    offset_days: int = 0
    offset_hours: int = 0
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    institution: str
    domain: str
    country: str
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Publication:
    title: str
    year: int
    venue: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; ``role`` says what the demo mainly uses them for."""

    key: str
    name: str
    role: str
    email: str
    affiliations: tuple[Affiliation, ...]
    topics: tuple[str, ...]
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class OptIn:
    key: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """``page_limit`` is None where the call has not fixed it yet."""

    key: str
    name: str
    page_limit: int | None
    references_count: bool
    presentation: tuple[str, ...] = ()
    previously_published_allowed: bool | None = None
    proceedings_opt_in: str = ""
    opt_ins: tuple[OptIn, ...] = ()
    audience: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperFormat:
    style: str
    paper_size: str
    columns: int
    style_url: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    name: str
    sub: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkshopDate:
    """``at``: one moment, several possible days, relative to the loading of the demo, or None (to be determined)."""

    key: str
    label: str
    at: str | tuple[str, ...] | Offset | None
    tz: str = ""
    previously: tuple[str | Offset, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panelist:
    name: str
    affiliation: str
    status: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One row of the workshop day; start and end are local times, ``talks`` the number of talks planned."""

    key: str
    start: str
    end: str
    kind: str
    title: str
    description: str = ""
    speakers: tuple[str, ...] = ()
    panelists: tuple[Panelist, ...] = ()
    recording: str = ""
    link: str = ""
    talks: int | None = None
    minutes_each: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    affiliation: str
    status: str
    bio: str
    talk_title: str
    talk_abstract: str


@dataclass(frozen=True, slots=True)
class Member:
    """A real person as the edition's page names them: organizer or member of the programme committee."""

    name: str
    affiliation: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sponsor:
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    role: str
    email: str


@dataclass(frozen=True, slots=True)
class PreviousEdition:
    """``edition`` is the slug where the demo holds that edition itself."""

    year: int
    place: str
    edition: str = ""
    submissions: int | None = None
    accepted: int | None = None
    accepted_posters: int | None = None
    accepted_orals: int | None = None
    attendees: str = ""
    travel_grants: int | None = None
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spotlight:
    """Where a paper is presented: key of the slot, place in it, length."""

    session: str
    order: int
    minutes: int


@dataclass(frozen=True, slots=True)
class AcceptedPaper:
    key: str
    title: str
    track: str
    authors: tuple[str, ...]
    openreview: str
    abstract: str
    topics: tuple[str, ...]
    outcome: str
    board: int
    spotlight: Spotlight | None


@dataclass(frozen=True, slots=True)
class Workshop:
    """An edition; ``stage`` is one of published, planned, call open, in review."""

    slug: str
    acronym: str
    series: str
    title: str
    description: str
    accent: str
    stage: str
    host_conference: str
    venue: str
    timezone: str
    review_model: str
    archival: bool
    about: str
    call: str
    contacts: tuple[Contact, ...]
    tracks: tuple[Track, ...]
    topics: tuple[Topic, ...]
    dates: tuple[WorkshopDate, ...]
    date: str | None = None
    theme: str = ""
    recording_index: str = ""
    host_schedule_url: str = ""
    min_reviews_per_submission: int | None = None
    dual_submission: str = ""
    anonymity_rules: tuple[str, ...] = ()
    expected_attendance: tuple[int, ...] = ()
    format: PaperFormat | None = None
    rules: tuple[str, ...] = ()
    site_sections: tuple[str, ...] = ()
    program: tuple[Slot, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    potential_panelists: tuple[Panelist, ...] = ()
    organizers: tuple[Member, ...] = ()
    program_committee: tuple[Member, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    previous_editions: tuple[PreviousEdition, ...] = ()
    outcomes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    accepted_papers: tuple[AcceptedPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Pdf:
    """What to ask ``papers.make_paper`` for; ``leak`` gives the first author away."""

    pages: int
    style: Literal["icml", "iclr"]
    leak: Literal["name", "email"] | None


@dataclass(frozen=True, slots=True)
class Review:
    """``state``: submitted, draft, or missing (assigned and not begun); scores are 1-10, confidence 1-5."""

    reviewer: str
    assigned: Offset
    state: str
    submitted: Offset | None
    summary: str
    strengths: str
    weaknesses: str
    questions: str
    note: str
    score: int | None
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A chair's draft: outcome is oral, spotlight, poster or reject."""

    outcome: str
    rationale: str


@dataclass(frozen=True, slots=True)
class Submission:
    """``state``: draft, submitted or withdrawn; authors and corresponding are keys of people."""

    number: int
    title: str
    abstract: str
    keywords: tuple[str, ...]
    track: str
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    corresponding: str
    state: str
    saved: Offset
    pdf: Pdf | None
    opt_ins: tuple[str, ...]
    area_chair: str | None = None
    reviews: tuple[Review, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """An invitation to review and its answer: accepted, invited (pending) or declined."""

    person: str
    status: str
    max_load: int | None
    topics: tuple[str, ...]
    invited: Offset
    answered: Offset | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Declared by the reviewer against a person."""

    reviewer: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class Role:
    person: str
    role: str


@dataclass(frozen=True, slots=True)
class Season:
    """The invented life inside a workshop: who runs it, what was submitted, who reviews."""

    workshop: str
    roles: tuple[Role, ...]
    submissions: tuple[Submission, ...]
    reviewers: tuple[Reviewer, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    people: Mapping[str, Person]
    workshops: Mapping[str, Workshop]
    seasons: Mapping[str, Season]


def _read(name: str, folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return data


def _workshop(name: str, folder: Path) -> Workshop:
    data = _read(name, folder)
    return structure(Workshop, {key: value for key, value in data.items() if key not in _SEASON_KEYS}, name)


def _season(name: str, folder: Path) -> Season:
    data = _read(name, folder)
    inside = {key: data[key] for key in _SEASON_KEYS}
    return structure(Season, {"workshop": data.get("workshop", data.get("slug")), **inside}, name)


def read(folder: Path = DATA) -> Demo:
    """Read the files of ``folder`` without checking what refers to what; StructureError names a wrong key."""
    people = [structure(Person, entry, "people") for entry in _read("people", folder)["people"]]
    workshops = [_workshop(name, folder) for name in WORKSHOP_FILES]
    seasons = [_season(name, folder) for name in SEASON_FILES]
    return Demo(
        people=MappingProxyType({person.key: person for person in people}),
        workshops=MappingProxyType({workshop.slug: workshop for workshop in workshops}),
        seasons=MappingProxyType({season.workshop: season for season in seasons}),
    )


@cache
def load() -> Demo:
    """The demo's content, complete and consistent, or ContentError with every problem found."""
    from program.demo.checking import check  # noqa: PLC0415 - checking reads these shapes

    demo = read()
    check(demo)
    return demo
