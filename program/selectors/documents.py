"""What booklet, labels, badges and certificates are made of, as far as the one who makes them may know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import QuerySet
from django.urls import reverse

from conference.dates import format_moment
from conference.hosts import absolute
from conference.models import CommitteeMember, ImportantDate, Sponsor, Workshop
from conference.models.workshops import DateKey
from conference.visibility import Viewer
from program.models import DocumentTexts, Speaker
from program.projections import PublicPaper
from program.selectors.exports import Record, record_of
from program.visibility import public_speakers
from reviews.models import Assignment, Review
from reviews.sight import Info
from reviews.visibility import papers_visible_to

PRESENTATIONS = {"oral": "an oral presentation", "spotlight": "a spotlight", "poster": "a poster"}
BADGE_FIELDS = 3


@dataclass(frozen=True)
class BoardLabel:
    """A poster at its board; ``code`` is the address of its page as a QR code."""

    number: int
    board: int | None
    session: str
    title: str
    authors: tuple[str, ...]
    places: str
    address: str

    @property
    def code(self) -> str:
        return f"qr:///{quote(self.address, safe='')}"


@dataclass(frozen=True)
class Badge:
    name: str
    affiliation: str
    part: str


@dataclass(frozen=True)
class Certified:
    """A person with the values of the placeholders of the certificate."""

    name: str
    values: dict[str, str]


@dataclass(frozen=True)
class Booklet:
    """All that the booklet shows. Speakers come as rows, for their photos are opened from the store."""

    record: Record
    speakers: list[Speaker]
    sponsors: list[Sponsor]
    texts: DocumentTexts

    @property
    def papers(self) -> list[tuple[PublicPaper, list[str]]]:
        """Each paper with where it is shown, in words."""
        return [(paper, _where(self.record, paper)) for paper in self.record.papers.values()]


def texts_of(workshop: Workshop) -> DocumentTexts:
    """Return the texts; the default ones, not stored, where nobody worded any."""
    return DocumentTexts.objects.filter(workshop=workshop).first() or DocumentTexts(workshop=workshop)


def booklet_of(viewer: Viewer, workshop: Workshop) -> Booklet:
    return Booklet(
        record=record_of(viewer, workshop),
        speakers=list(public_speakers(workshop)),
        sponsors=list(Sponsor.objects.filter(workshop=workshop)),
        texts=texts_of(workshop),
    )


def _where(record: Record, paper: PublicPaper) -> list[str]:
    found = []
    for session, talk in record.places.get(paper.number, ()):
        at = talk.start or session.start
        board = f", board {talk.board}" if talk.board else ""
        found.append(f"{session.title}, {at:%-d %B, %H:%M}{board}")
    return found


def board_labels(viewer: Viewer, workshop: Workshop) -> list[BoardLabel]:
    """Return a label for each paper in a poster session, in the order of the boards; those without one come last."""
    record = record_of(viewer, workshop)
    papers = {paper.number: paper for paper in record.papers.values()}
    found = [
        _label(papers[talk.number], talk.board, session.title, workshop)
        for session in record.sessions
        if session.is_poster_session
        for talk in session.talks
    ]
    return sorted(found, key=lambda label: (label.board is None, label.board or 0, label.number))


def _label(paper: PublicPaper, board: int | None, session: str, workshop: Workshop) -> BoardLabel:
    return BoardLabel(
        number=paper.number,
        board=board,
        session=session,
        title=paper.title,
        authors=tuple(author.name for author in paper.authors),
        places=", ".join(dict.fromkeys(author.affiliation for author in paper.authors if author.affiliation)),
        address=absolute(reverse("program:paper", args=[workshop.slug, paper.number])),
    )


def badges(viewer: Viewer, workshop: Workshop) -> list[Badge]:
    """Return a badge for each organizer, confirmed speaker, author of an accepted paper and person added by hand.

    Who is several of these gets one, with the first part.
    """
    organizers = CommitteeMember.objects.filter(workshop=workshop, group=CommitteeMember.Group.ORGANIZER)
    found = [Badge(person.name, person.affiliation, "Organizer") for person in organizers]
    found += [Badge(person.name, person.affiliation, "Speaker") for person in public_speakers(workshop)]
    found += [
        Badge(author.name, author.affiliation, "Author")
        for paper in record_of(viewer, workshop).papers.values()
        for author in paper.authors
    ]
    found += further_badges(texts_of(workshop).more_badges)
    first: dict[str, Badge] = {}
    for badge in found:
        first.setdefault(" ".join(badge.name.casefold().split()), badge)
    return sorted(first.values(), key=lambda badge: (badge.name.split() or [""])[-1].casefold())


def further_badges(text: str) -> list[Badge]:
    """Return the people of a pasted list: name; affiliation; part."""
    rows = ([field.strip() for field in line.split(";")] for line in text.splitlines() if line.strip())
    padded = ((row + [""] * BADGE_FIELDS)[:BADGE_FIELDS] for row in rows)
    return [Badge(name, affiliation, part or "Participant") for name, affiliation, part in padded if name]


def facts_of(workshop: Workshop) -> dict[str, str]:
    """Return the values of the placeholders that all certificates and letters have.

    What is not known has none: its placeholder stays as it is, so that it is seen in the preview.
    """
    day = ImportantDate.objects.filter(workshop=workshop, key=DateKey.WORKSHOP).first()
    days = format_moment(day.at, workshop, zone=day.zone, whole_day=True, until=day.until) if day else ""
    found = {
        "workshop": workshop.acronym,
        "workshop_title": workshop.title,
        "place": workshop.venue,
        "days": days,
    }
    return {name: value for name, value in found.items() if value}


def _reviews_in(workshop: Workshop) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        submission__workshop=workshop,
        part=Assignment.Part.REVIEWER,
        state=Assignment.State.ACTIVE,
        review__state=Review.State.SUBMITTED,
    )


def reviewer_certificates(viewer: Viewer, workshop: Workshop) -> list[Certified]:
    """Return everybody who reviewed, with the number of papers; papers whose reviewers are kept from the viewer don't count."""
    seen = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES).filter(viewer_is_author=False)
    pairs = _reviews_in(workshop).filter(submission__in=seen.values("pk")).select_related("user")
    return _certified_reviewers(pairs, workshop)


def own_reviewer_certificate(user_id: int, workshop: Workshop) -> Certified | None:
    """Return the certificate of one reviewer, of all that she reviewed; None if she did not."""
    pairs = _reviews_in(workshop).filter(user=user_id).select_related("user")
    return next(iter(_certified_reviewers(pairs, workshop)), None)


def _certified_reviewers(pairs: QuerySet[Assignment], workshop: Workshop) -> list[Certified]:
    people = {pair.user_id: pair.user for pair in pairs}
    counts = Counter(pair.user_id for pair in pairs)
    facts = facts_of(workshop)
    return [
        Certified(person.name, {**facts, "name": person.name, "papers": papers_in_words(counts[pk])})
        for pk, person in sorted(people.items(), key=lambda item: item[1].name.casefold())
    ]


def papers_in_words(count: int) -> str:
    return "one paper" if count == 1 else f"{count} papers"


def presenter_certificates(viewer: Viewer, workshop: Workshop) -> tuple[list[Certified], list[str]]:
    """Return a certificate for each presenter, and the papers that name none."""
    facts = facts_of(workshop)
    found, without = [], []
    for paper in record_of(viewer, workshop).papers.values():
        if paper.presenter:
            found.append(certified_presenter(paper.presenter, paper.title, paper.kind, facts))
        else:
            without.append(f"#{paper.number} {paper.title}: its authors have not said who presents it")
    return found, without


def certified_presenter(name: str, title: str, kind: str, facts: dict[str, str]) -> Certified:
    return Certified(
        name, {**facts, "name": name, "paper": title, "presentation": PRESENTATIONS.get(kind, "a talk")}
    )
