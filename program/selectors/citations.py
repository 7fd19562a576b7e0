"""What the citations of a workshop's papers are made of."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from conference.hosts import absolute
from conference.models import ImportantDate, Workshop
from conference.models.workshops import DateKey
from program import citation
from program.citation import CitedPaper
from program.projections import PublicPaper
from program.selectors.papers import ordered
from program.visibility import public_papers


@dataclass(frozen=True)
class WorkshopFacts:
    """What all papers of a workshop share in a citation."""

    booktitle: str
    year: int | None
    month: str
    address: str


def workshop_facts(workshop: Workshop) -> WorkshopFacts:
    """Return the shared part of a citation; the year is that of the workshop's day, else the one in its acronym."""
    at = (
        ImportantDate.objects.filter(workshop=workshop, key=DateKey.WORKSHOP)
        .values_list("at", flat=True)
        .first()
    )
    day = at.astimezone(workshop.tz) if at else None
    host = f" at {workshop.host_conference}" if workshop.host_conference else ""
    return WorkshopFacts(
        booktitle=f"{workshop.title}{'' if workshop.host_conference in workshop.title else host}",
        year=day.year if day else citation.year_in(workshop.acronym),
        month=f"{day:%B}" if day else "",
        address=workshop.venue,
    )


def cited_paper(paper: PublicPaper, workshop: Workshop, facts: WorkshopFacts) -> CitedPaper:
    """Return a paper as a citation names it, with addresses that hold outside this site."""
    pdf = next((link.url for link in paper.links if link.kind == "pdf"), "")
    return CitedPaper(
        title=paper.title,
        authors=tuple(author.name for author in paper.authors),
        booktitle=facts.booktitle,
        year=facts.year,
        url=absolute(reverse("program:paper", args=[workshop.slug, paper.number])),
        pdf_url=absolute(pdf) if pdf.startswith("/") else pdf,
        month=facts.month,
        address=facts.address,
    )


def key_of(paper: PublicPaper, workshop: Workshop, facts: WorkshopFacts) -> str:
    """Return the key under which a paper stands in the whole bibliography, so that both are the same entry."""
    listed = ordered(public_papers(workshop)).prefetch_related("authors")
    numbers, cited = [], []
    for other in listed:
        numbers.append(other.number)
        authors = tuple(author.name for author in other.authors.all())
        cited.append(CitedPaper(other.title, authors, facts.booktitle, facts.year, ""))
    return citation.keys(cited)[numbers.index(paper.number)]
