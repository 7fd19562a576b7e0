"""Accepted papers as the public sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.urls import reverse

from conference.errors import NotFound
from conference.models import Topic, Workshop
from conference.prepared import only, rows_of
from program.models import SessionKind, Slot
from program.projections import Link, PaperSlot, PublicAuthor, PublicPaper
from program.visibility import public_papers, released_schedule
from reviews.models import Outcome
from submissions.checklist import Item
from submissions.models import Author, CheckState, PaperFile, PaperLink
from submissions.selectors.camera_ready import answers_of, name_of, public_files

if TYPE_CHECKING:
    from uuid import UUID

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
Recordings = dict[tuple[str, int], str]
"""The address of a recording by session and submission."""


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


def with_public_parts(papers: QuerySet[SeenPaper]) -> QuerySet[SeenPaper]:
    """Load what a projection is made of: a fixed number of queries, whatever the number of papers."""
    finals = PaperFile.objects.filter(kind__in=FILE_LABELS, check_state=CheckState.DONE, removed_at=None)
    return papers.select_related("track", "decision", "camera_ready").prefetch_related(
        "authors",
        "links",
        "topics",
        Prefetch("files", finals, to_attr="final_files"),
    )


def project(
    papers: Iterable[Any], workshop: Workshop, *, states: list[dict[str, Any]] | None = None
) -> list[PublicPaper]:
    """Turn papers that ``with_public_parts`` loaded into what may be shown.

    Their places are those of the released programme, else of the ``states``, for the makers of a draft.
    """
    shown = list(papers)
    if not shown:
        return []
    slots = slots_in(released_schedule(workshop) if states is None else states, workshop)
    return [_project(paper, workshop, slots.get(paper.pk, ())) for paper in shown]


def slots_in(states: Iterable[dict[str, Any]], workshop: Workshop) -> dict[int, tuple[PaperSlot, ...]]:
    """Return when and where each paper is shown in a version of the programme, by the id of the submission."""
    states = [state for state in states if state["slots"]]
    recordings = recordings_now(workshop) if states else {}
    found: dict[int, tuple[PaperSlot, ...]] = {}
    for state in states:
        for slot in state["slots"]:
            paper = slot["submission_id"]
            recording = recordings.get((state["key"], paper), slot["recording_url"])
            found[paper] = (*found.get(paper, ()), _slot(state, slot, recording, workshop))
    return found


def recordings_now(workshop: Workshop) -> Recordings:
    """Return the recordings of papers, which come after the release, by session and submission."""
    return {(str(key), paper): url for key, paper, url in rows_of(_recorded_in, workshop.pk)}


def _recorded_in(workshop_id: int) -> QuerySet[Slot, tuple[UUID, int, str]]:
    slots = Slot.objects.filter(session__workshop_id=workshop_id).exclude(recording_url="").order_by()
    return slots.values_list("session__public_id", "submission_id", "recording_url")


def public_paper(workshop: Workshop, number: int) -> PublicPaper:
    """Return one public paper with its times, or raise NotFound."""
    found = only(with_public_parts(public_papers(workshop).filter(number=number)))
    if found is None:
        raise NotFound
    return project([found], workshop)[0]


def all_public_papers(workshop: Workshop) -> list[PublicPaper]:
    """Return every public paper, in the order of the list."""
    return project(with_public_parts(ordered(public_papers(workshop))), workshop)


def public_file(workshop: Workshop, number: int, kind: str = "final") -> PaperFile:
    """Return the newest good file of a kind of a public paper, or raise NotFound; its licence may keep it back."""
    found = only(with_public_parts(public_papers(workshop).filter(number=number)))
    files = {item.value: file for item, file in public_files(found).items()} if found else {}
    if kind not in files:
        raise NotFound
    return files[kind]


def _project(paper: Any, workshop: Workshop, slots: tuple[PaperSlot, ...]) -> PublicPaper:
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
        links=_links(paper, workshop, slots),
        has_file=Item.FINAL in public_files(paper),
        presenter=name_of(paper, answers_of(paper).presenter_id),
        slots=slots,
    )


def _links(paper: Any, workshop: Workshop, slots: tuple[PaperSlot, ...]) -> tuple[Link, ...]:
    files = public_files(paper)
    own = [
        Link(kind, label, _file_address(kind, workshop, paper.number))
        for item, (kind, label) in FILE_LINKS.items()
        if item in files and not (item is Item.VIDEO and _has_link(paper, "video"))
    ]
    shown = {link.kind for link in own}
    given = [Link(link.kind, _label(link), link.url) for link in paper.links.all() if link.kind not in shown]
    recordings = [Link("recording", "Recording", slot.recording_url) for slot in slots if slot.recording_url]
    return (*own, *given, *recordings)


def _label(link: PaperLink) -> str:
    """Return the word of a link; a forum that readers know by its name is called so."""
    if link.kind == PaperLink.Kind.FORUM and is_openreview(link.url):
        return "OpenReview"
    return link.get_kind_display()


def is_openreview(url: str) -> bool:
    return (urlsplit(url).hostname or "").removeprefix("www.") == "openreview.net"


def _has_link(paper: Any, kind: str) -> bool:
    return any(link.kind == kind for link in paper.links.all())


def _file_address(kind: str, workshop: Workshop, number: int) -> str:
    if kind == "pdf":
        return reverse("program:paper_pdf", args=[workshop.slug, number])
    return reverse("program:paper_file", args=[workshop.slug, number, kind])


def _slot(state: dict[str, Any], slot: dict[str, Any], recording: str, workshop: Workshop) -> PaperSlot:
    start, end = (datetime.fromisoformat(state[name]).astimezone(workshop.tz) for name in ("start", "end"))
    return PaperSlot(
        session_id=state["key"],
        session_title=state["title"],
        session_kind=SessionKind(state["kind"]).label,
        start=start,
        end=end,
        room=state["room"],
        board=slot["board"],
        recording_url=recording,
    )
