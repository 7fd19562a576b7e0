"""What search engines read of a page, in schema.org's words (JSON-LD): no Django in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from program.citation import CitedPaper
from program.projections import AgendaSession, PublicPaper, PublicSpeaker

CONTEXT = "https://schema.org"
# As in HTML's own advice: no text inside can end the element or begin a comment.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
ORCID = "https://orcid.org/"


@dataclass(frozen=True)
class EventFacts:
    """What is told of a workshop as an event; ``start`` is unknown while its day is to be determined."""

    name: str
    title: str
    description: str
    url: str
    image: str
    venue: str
    host: str
    host_url: str
    start: date | None
    end: date | None


def as_script_text(data: dict[str, Any]) -> str:
    """Return data as the text of a script element that holds data."""
    return json.dumps(data, ensure_ascii=False).translate(ESCAPES)


def event(
    facts: EventFacts, *, speakers: Sequence[PublicSpeaker] = (), sessions: Sequence[AgendaSession] = ()
) -> dict[str, Any]:
    """Return a workshop as an Event, with its speakers and with its sessions as parts."""
    found = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": f"{facts.name}: {facts.title}" if facts.title else facts.name,
        "description": facts.description,
        "url": facts.url,
        "image": facts.image,
        "startDate": facts.start.isoformat() if facts.start else "",
        "endDate": facts.end.isoformat() if facts.end else "",
        "location": _place(facts.venue),
        "superEvent": _filled({"@type": "Event", "name": facts.host, "url": facts.host_url})
        if facts.host
        else {},
        "performer": [_person(speaker.name, speaker.affiliation) for speaker in speakers],
        "subEvent": [_session(session, facts) for session in sessions if not session.is_pause],
    }
    return _filled(found)


def article(paper: PublicPaper, cited: CitedPaper, *, image: str, day: date | None) -> dict[str, Any]:
    """Return a paper as a ScholarlyArticle."""
    found = {
        "@context": CONTEXT,
        "@type": "ScholarlyArticle",
        "headline": cited.title,
        "name": cited.title,
        "author": [_person(one.name, one.affiliation, one.orcid) for one in paper.authors],
        "abstract": paper.abstract,
        "keywords": list(paper.keywords),
        "about": list(paper.topics),
        "datePublished": day.isoformat() if day else "",
        "isPartOf": {"@type": "PublicationIssue", "name": cited.booktitle},
        "url": cited.url,
        "image": image,
        "encoding": {"@type": "MediaObject", "contentUrl": cited.pdf_url, "encodingFormat": "application/pdf"}
        if cited.pdf_url
        else {},
    }
    return _filled(found)


def _session(session: AgendaSession, facts: EventFacts) -> dict[str, Any]:
    return _filled(
        {
            "@type": "Event",
            "name": session.title,
            "startDate": session.start.isoformat(),
            "endDate": session.end.isoformat(),
            "location": _place(", ".join(part for part in (session.room, facts.venue) if part)),
            "performer": [_person(person.name, person.affiliation) for person in session.people],
        }
    )


def _person(name: str, affiliation: str, orcid: str = "") -> dict[str, Any]:
    place = {"@type": "Organization", "name": affiliation} if affiliation else {}
    return _filled(
        {"@type": "Person", "name": name, "affiliation": place, "sameAs": f"{ORCID}{orcid}" if orcid else ""}
    )


def _place(name: str) -> dict[str, Any]:
    return {"@type": "Place", "name": name, "address": name} if name else {}


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value}
