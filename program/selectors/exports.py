"""The accepted papers as organizers take them away: also before they are public, and never one kept from the asker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse

from conference.hosts import absolute
from conference.models import Workshop
from conference.visibility import Viewer
from program.exports import ExportPaper, Person, Place, Sheet
from program.projections import AgendaDay, AgendaSession, AgendaTalk, PublicPaper
from program.selectors.agenda import agenda_sessions, days
from program.selectors.citations import cited_paper, workshop_facts
from program.selectors.drafts import snapshot
from program.selectors.papers import ordered, project, with_public_parts
from program.visibility import accepted_papers
from reviews.models import ACCEPTED, signed_off
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to


@dataclass(frozen=True)
class Record:
    """The accepted papers by their ids in the order of the list, and the days with their drafted places."""

    papers: dict[int, PublicPaper]
    sessions: list[AgendaSession]

    @cached_property
    def days(self) -> list[AgendaDay]:
        return days(self.sessions)

    @cached_property
    def places(self) -> dict[int, list[tuple[AgendaSession, AgendaTalk]]]:
        """Where each paper stands, by its number."""
        found: dict[int, list[tuple[AgendaSession, AgendaTalk]]] = {}
        for session in self.sessions:
            for talk in session.talks:
                found.setdefault(talk.number, []).append((session, talk))
        return found


def named_papers(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the accepted papers, decision released, whose authors the viewer may know."""
    return papers_visible_to(viewer, workshop, Info.AUTHOR_IDENTITIES).filter(
        state="submitted", decision__outcome__in=ACCEPTED, decision__released_at__isnull=False
    )


def exported_papers(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return those of them that may be published: conditions of an acceptance come first."""
    return named_papers(viewer, workshop).filter(signed_off("decision__"))


def on_conditions(viewer: Viewer, workshop: Workshop) -> int:
    """Return how many papers wait for a signature under the conditions of their acceptance."""
    return named_papers(viewer, workshop).exclude(signed_off("decision__")).count()


def kept_back(viewer: Viewer, workshop: Workshop) -> int:
    """Return how many accepted papers the viewer knows of whose authors she may not know yet."""
    named = named_papers(viewer, workshop).values("pk")
    return accepted_papers(viewer, workshop).exclude(pk__in=named).count()


def record_of(viewer: Viewer, workshop: Workshop) -> Record:
    """Return the papers with the drafted programme; the number of queries is fixed."""
    found = list(with_public_parts(ordered(exported_papers(viewer, workshop))))
    draft = snapshot(workshop)
    papers = dict(zip((paper.pk for paper in found), project(found, workshop, states=draft), strict=True))
    return Record(papers, agenda_sessions(draft, papers, workshop))


def export_sheet(viewer: Viewer, workshop: Workshop) -> Sheet:
    """Return what the exports are made of."""
    record = record_of(viewer, workshop)
    facts = workshop_facts(workshop)
    papers = list(record.papers.values())
    return Sheet(
        slug=workshop.slug,
        name=workshop.acronym,
        title=workshop.title,
        papers=tuple(_export(paper, record, workshop) for paper in papers),
        cited=tuple(cited_paper(paper, workshop, facts) for paper in papers),
    )


def _export(paper: PublicPaper, record: Record, workshop: Workshop) -> ExportPaper:
    return ExportPaper(
        number=paper.number,
        title=paper.title,
        authors=tuple(Person(author.name, author.affiliation, author.orcid) for author in paper.authors),
        abstract=paper.abstract,
        keywords=paper.keywords,
        topics=paper.topics,
        track=paper.track,
        kind=paper.kind_label,
        presenter=paper.presenter,
        url=absolute(reverse("program:paper", args=[workshop.slug, paper.number])),
        links=_links(paper),
        places=tuple(_place(*where) for where in record.places.get(paper.number, ())),
    )


def _links(paper: PublicPaper) -> dict[str, str]:
    found: dict[str, str] = {}
    for link in paper.links:
        found.setdefault(link.kind, _whole(link.url))
    return found


def _whole(url: str) -> str:
    return absolute(url) if url.startswith("/") else url


def _place(session: AgendaSession, talk: AgendaTalk) -> Place:
    start = talk.start or session.start
    return Place(
        session=session.title,
        kind=session.kind_label,
        start=start,
        end=talk.start + timedelta(minutes=talk.minutes or 0) if talk.start else session.end,
        room=session.room,
        board=talk.board,
    )
