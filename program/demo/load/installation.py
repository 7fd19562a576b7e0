"""The whole demo in one call, and whom one can log in as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from conference.models import Role, User, Workshop
from conference.models.people import RoleKind
from program.demo import content, lively
from program.demo.load.lively import load_lively
from program.demo.load.people import load_people
from program.demo.load.programme import load_programme
from program.demo.load.season import load_season, paper_makers
from program.demo.load.workshops import load_past_edition, load_workshop

PASSWORD = "plenary-demo"  # noqa: S105 - shown to everyone who loads the demo
CHAIR = "delacroix"
EVERYWHERE = ("terrabytes-2025", "ml4rs-2025")


@dataclass(frozen=True)
class LogIn:
    """A person of the demo to look through the eyes of."""

    key: str
    part: str
    sees: str


LOG_INS = (
    LogIn(CHAIR, "Program chair", "every edition, from set-up to programme"),
    LogIn("wijesooriya", "Area chair", "papers of FieldNotes 2026 with their reviews"),
    LogIn("kirishima", "Reviewer", "papers to review at FieldNotes 2026"),
    LogIn("ruanxiaoman", "Author", "a submission to ML4RS 2026, whose call is open"),
    LogIn("vanrijsbergen", "Site editor", "programme, speakers and public pages"),
)


def is_loaded() -> bool:
    return Workshop.objects.filter(slug="terrabytes-2025").exists()


def load_demo(say: Callable[[str], None]) -> None:
    """Load everything; the database must not hold the demo yet."""
    demo = content.load()
    now = timezone.now()
    users = load_people(demo, PASSWORD)
    workshops = {slug: load_workshop(item, now) for slug, item in demo.workshops.items()}
    for slug, item in reversed(list(demo.workshops.items())):
        say(f"  {item.acronym}")
        load_programme(item, workshops[slug])
        _load_past_editions(item, workshops[slug])
    for slug in EVERYWHERE:
        Role.objects.create(workshop=workshops[slug], user=users[CHAIR], kind=RoleKind.PROGRAM_CHAIR)
        Role.objects.create(workshop=workshops[slug], user=users["vanrijsbergen"], kind=RoleKind.SITE_EDITOR)
    with paper_makers() as makers:
        for season in demo.seasons.values():
            load_season(season, demo, workshops[season.workshop], users, now, makers, say)
    load_lively(lively.load(), users, now)


def log_in_lines() -> list[str]:
    """Return the log-ins as lines for the terminal."""
    demo = content.load()
    people = [(log_in, demo.people[log_in.key]) for log_in in LOG_INS]
    width = max(len(person.email) for _, person in people)
    return [f"{log_in.part:14} {person.email:{width}}  {log_in.sees}" for log_in, person in people]


def any_user() -> bool:
    return User.objects.exists()


def _load_past_editions(item: content.Workshop, workshop: Workshop) -> None:
    for edition in item.previous_editions:
        if not edition.edition and workshop.series:
            load_past_edition(edition, workshop.series, workshop.title)
