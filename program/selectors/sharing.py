"""What a link to a page carries with it: its picture, and the facts that search engines read."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from conference.dates import format_days
from conference.hosts import absolute
from conference.models import ImportantDate, Workshop
from conference.models.workshops import DateKey
from program.cards import Card
from program.linked_data import EventFacts
from program.projections import PublicPaper

MOST_NAMES = 6


def workshop_days(workshop: Workshop) -> tuple[date | None, date | None]:
    """Return the first and the last day of the workshop in its own zone, unknown while they are to be determined."""
    row = ImportantDate.objects.filter(workshop=workshop, key=DateKey.WORKSHOP).first()
    if row is None or row.at is None:
        return None, None
    start = row.at.astimezone(workshop.tz).date()
    return start, row.until.astimezone(workshop.tz).date() if row.until else start


def when_and_where(workshop: Workshop) -> str:
    """Return day, place and conference in a sentence, as far as they are known; empty where nothing is."""
    start, end = workshop_days(workshop)
    parts = [
        f"on {format_days(start, end or start)}" if start else "",
        f"in {workshop.venue}" if workshop.venue else "",
        f"with {workshop.host_conference}" if workshop.host_conference else "",
    ]
    known = ", ".join(part for part in parts if part)
    return f"It takes place {known}." if known else ""


def event_facts(workshop: Workshop) -> EventFacts:
    start, end = workshop_days(workshop)
    return EventFacts(
        name=workshop.acronym,
        title=workshop.title,
        description=workshop.description or workshop.title,
        url=absolute(reverse("program:site", args=[workshop.slug])),
        image=absolute(reverse("program:site_card", args=[workshop.slug])),
        venue=workshop.venue,
        host=workshop.host_conference,
        host_url=workshop.host_url,
        start=start,
        end=end,
    )


def card_address(workshop: Workshop, number: int) -> str:
    return absolute(reverse("program:paper_card", args=[workshop.slug, number]))


def paper_card(paper: PublicPaper, workshop: Workshop) -> Card:
    names = [author.name for author in paper.authors]
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return Card(
        title=paper.title,
        below=", ".join(names[:MOST_NAMES]) + more,
        foot=_foot(workshop),
        accent=workshop.accent,
    )


def site_card(workshop: Workshop) -> Card:
    start, end = workshop_days(workshop)
    day = format_days(start, end or start) if start else ""
    below = ", ".join(part for part in (day, workshop.venue) if part)
    return Card(
        title=workshop.title or workshop.acronym, below=below, foot=_foot(workshop), accent=workshop.accent
    )


def _foot(workshop: Workshop) -> str:
    return " · ".join(part for part in (workshop.acronym, workshop.host_conference) if part)
