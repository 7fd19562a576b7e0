"""Accepted papers as the public sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.urls import reverse

from conference.errors import NotFound
from conference.models import Topic, Workshop
from program.models import Slot
from program.projections import Link, PaperSlot, PublicAuthor, PublicPaper
from program.visibility import programme_is_public, public_papers
from reviews.models import Outcome
from submissions.checklist import Item
from submissions.models import Author, CheckState, PaperFile
from submissions.selectors.camera_ready import answers_of, name_of, public_files

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper

KINDS = {
    Outcome.ACCEPT_ORAL: ("oral", "Oral"),
    Outcome.ACCEPT_SPOTLIGHT: ("spotlight", "Spotlight"),
    Outcome.ACCEPT_POSTER: ("poster", "Poster"),
}
KIND_LABELS = dict(KINDS.values())
FILE_LINKS = {
    Item.FINAL: ("pdf", "PDF"),
    Item.POSTER: ("poster", "Poster"),
    Item.SLIDES: ("slides", "Slides"),
    Item.VIDEO: ("video", "Video"),
}
FILE_LABELS = [item.value for item in FILE_LINKS]


@dataclass(frozen=True)
class PaperFilter:
    """What a visitor looks for: words anywhere, a track by its key, a kind of presentation, a topic by its name."""

    q: str = ""
    track: str = ""
    kind: str = ""
    topic: str = ""


def ordered(papers: QuerySet[SeenPaper]) -> QuerySet[SeenPaper]:
    """Order papers by track, then orals, spotlights and posters, then number."""
    rank = Case(
        *(When(decision__outcome=outcome, then=Value(place)) for place, outcome in enumerate(KINDS)),
        default=Value(len(KINDS)),
        output_field=IntegerField(),
    )
    found: QuerySet[SeenPaper] = papers.annotate(kind_rank=rank).order_by(
        "track__position", "track_id", "kind_rank", "number"
    )
    return found


def papers_matching(workshop: Workshop, chosen: PaperFilter) -> QuerySet[SeenPaper]:
    """Return the public papers that a visitor looks for, in their order; search sees nothing that is not public."""
    papers = public_papers(workshop)
    for word in chosen.q.split():
        by_author = Author.objects.filter(submission=OuterRef("pk"), name__icontains=word)
        papers = papers.filter(
            Q(title__icontains=word)
            | Q(abstract__icontains=word)
            | Q(keywords__icontains=word)
            | Exists(by_author)
        )
    if chosen.track:
        papers = papers.filter(track__key=chosen.track)
    if chosen.kind:
        papers = papers.filter(
            decision__outcome__in=[outcome for outcome, (kind, _) in KINDS.items() if kind == chosen.kind]
        )
    if chosen.topic:
        named = Topic.objects.filter(workshop=workshop, name=chosen.topic)
        papers = papers.filter(Exists(named.filter(submissions=OuterRef("pk"))))
    return ordered(papers)


def with_public_parts(
    papers: QuerySet[SeenPaper], workshop: Workshop, *, drafted: bool = False
) -> QuerySet[SeenPaper]:
    """Load what a projection is made of: a fixed number of queries, whatever the number of papers.

    ``drafted`` loads places in a programme that is not public yet, for its makers.
    """
    finals = PaperFile.objects.filter(kind__in=FILE_LABELS, check_state=CheckState.DONE, removed_at=None)
    slots = Slot.objects.select_related("session").order_by("session__start", "position")
    if not drafted and not programme_is_public(workshop):
        slots = slots.none()
    return papers.select_related("track", "decision", "camera_ready").prefetch_related(
        "authors",
        "links",
        "topics",
        Prefetch("files", finals, to_attr="final_files"),
        Prefetch("slots", slots),
    )


def project(papers: Iterable[Any], workshop: Workshop) -> list[PublicPaper]:
    """Turn papers that ``with_public_parts`` loaded into what may be shown."""
    return [_project(paper, workshop) for paper in papers]


def public_paper(workshop: Workshop, number: int) -> PublicPaper:
    """Return one public paper with its times, or raise NotFound."""
    found = with_public_parts(public_papers(workshop).filter(number=number), workshop).first()
    if found is None:
        raise NotFound
    return _project(found, workshop)


def all_public_papers(workshop: Workshop) -> list[PublicPaper]:
    """Return every public paper, in the order of the list."""
    return project(with_public_parts(ordered(public_papers(workshop)), workshop), workshop)


def public_file(workshop: Workshop, number: int, kind: str = "final") -> PaperFile:
    """Return the newest good file of a kind of a public paper, or raise NotFound; its licence may keep it back."""
    papers = public_papers(workshop).filter(number=number)
    found = with_public_parts(papers, workshop).first()
    files = {item.value: file for item, file in public_files(found).items()} if found else {}
    if kind not in files:
        raise NotFound
    return files[kind]


def _project(paper: Any, workshop: Workshop) -> PublicPaper:
    kind, kind_label = KINDS[Outcome(paper.decision.outcome)]
    return PublicPaper(
        number=paper.number,
        title=paper.title,
        abstract=paper.abstract,
        keywords=tuple(word.strip() for word in paper.keywords.split(",") if word.strip()),
        track=paper.track.name,
        track_key=paper.track.key,
        kind=kind,
        kind_label=kind_label,
        topics=tuple(topic.name for topic in paper.topics.all()),
        authors=tuple(
            PublicAuthor(author.name, author.affiliation, author.orcid) for author in paper.authors.all()
        ),
        links=_links(paper, workshop),
        has_file=Item.FINAL in public_files(paper),
        presenter=name_of(paper, answers_of(paper).presenter_id),
        slots=tuple(_slot(slot, workshop) for slot in paper.slots.all()),
    )


def _links(paper: Any, workshop: Workshop) -> tuple[Link, ...]:
    files = public_files(paper)
    own = [
        Link(kind, label, _file_address(kind, workshop, paper.number))
        for item, (kind, label) in FILE_LINKS.items()
        if item in files and not (item is Item.VIDEO and _has_link(paper, "video"))
    ]
    shown = {link.kind for link in own}
    given = [
        Link(link.kind, link.get_kind_display(), link.url)
        for link in paper.links.all()
        if link.kind not in shown
    ]
    recordings = [
        Link("recording", "Recording", slot.recording_url) for slot in paper.slots.all() if slot.recording_url
    ]
    return (*own, *given, *recordings)


def _has_link(paper: Any, kind: str) -> bool:
    return any(link.kind == kind for link in paper.links.all())


def _file_address(kind: str, workshop: Workshop, number: int) -> str:
    if kind == "pdf":
        return reverse("program:paper_pdf", args=[workshop.slug, number])
    return reverse("program:paper_file", args=[workshop.slug, number, kind])


def _slot(slot: Slot, workshop: Workshop) -> PaperSlot:
    session = slot.session
    return PaperSlot(
        session_id=str(session.public_id),
        session_title=session.title,
        session_kind=session.get_kind_display(),
        start=session.start.astimezone(workshop.tz),
        end=session.end.astimezone(workshop.tz),
        room=session.room,
        board=slot.board,
        recording_url=slot.recording_url,
    )
