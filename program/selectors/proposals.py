"""A proposal for the sessions beside what is in them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from conference.errors import NotFound
from conference.models import Track, Workshop
from conference.visibility import Viewer
from program.models import ScheduleProposal, Session, SessionKind
from program.selectors.drafts import draft_states, mark_of
from program.selectors.editor import PlacedPaper, papers_for_viewer


@dataclass(frozen=True)
class Line:
    """One place of a session: which paper stands there now and which would; ``came_from`` names its session of now."""

    mark: str
    now: PlacedPaper | None
    then: PlacedPaper | None
    is_new: bool = False
    came_from: str = ""


@dataclass(frozen=True)
class Compared:
    """A session as it is and as it would be."""

    title: str
    new_title: str
    start: datetime
    is_pinned: bool
    lines: tuple[Line, ...]
    is_changed: bool


@dataclass(frozen=True)
class ProposalPage:
    proposal: ScheduleProposal
    sessions: tuple[Compared, ...]
    proof: str
    obstacles: tuple[str, ...]
    without: tuple[PlacedPaper, ...]
    is_outdated: bool

    @property
    def has_titles(self) -> bool:
        return any(session.new_title for session in self.sessions)

    @property
    def changed(self) -> int:
        return sum(session.is_changed for session in self.sessions)


def proposal_of(workshop: Workshop, pk: int) -> ScheduleProposal:
    """Return a proposal of this workshop, or raise NotFound."""
    found = (
        ScheduleProposal.objects.select_related("workshop", "job").filter(workshop=workshop, pk=pk).first()
    )
    if found is None:
        raise NotFound
    return found


def proposals(workshop: Workshop) -> list[ScheduleProposal]:
    """Return the last proposals, the newest first."""
    return list(ScheduleProposal.objects.filter(workshop=workshop).select_related("created_by", "job")[:8])


def track_choices(workshop: Workshop) -> list[tuple[str, str]]:
    return [(str(track.pk), track.name) for track in Track.objects.filter(workshop=workshop)]


def proposal_page(viewer: Viewer, workshop: Workshop, proposal: ScheduleProposal) -> ProposalPage:
    """Compare a proposal with the draft of now, in a fixed number of queries."""
    papers = papers_for_viewer(viewer, workshop)
    states = draft_states(workshop)
    wanted = set(proposal.result.get("sessions", []))
    sessions = [
        session
        for session in Session.objects.filter(workshop=workshop).prefetch_related("slots")
        if str(session.public_id) in wanted
    ]
    placed = {paper for places in proposal.result.get("places", {}).values() for paper, _ in places}
    return ProposalPage(
        proposal=proposal,
        sessions=tuple(_compared(session, sessions, papers, proposal, workshop) for session in sessions),
        proof=proof_of(proposal),
        obstacles=tuple(proposal.result.get("obstacles", [])),
        without=tuple(paper for pk, paper in papers.items() if pk not in placed) if placed else (),
        is_outdated=proposal.state == ScheduleProposal.State.PROPOSED and mark_of(states) != proposal.mark,
    )


def proof_of(proposal: ScheduleProposal) -> str:
    """Say how good a proposal is proved to be."""
    result = proposal.result
    if result.get("status") == "optimal":
        return "Proved best: no other schedule that keeps the rules brings more papers together by theme."
    if result.get("status") == "feasible":
        share = max(100 * result["gap"], 0.1)
        return f"At most {share:.1f} % from the best: the search ended before it was proved better."
    return ""


def _compared(
    session: Session,
    sessions: list[Session],
    papers: dict[int, PlacedPaper],
    proposal: ScheduleProposal,
    workshop: Workshop,
) -> Compared:
    key = str(session.public_id)
    now = [slot.submission_id for slot in session.slots.all() if slot.submission_id in papers]
    then = {position: paper for paper, position in proposal.result["places"].get(key, []) if paper in papers}
    length = max([len(now), *(position + 1 for position in then)])
    lines = tuple(
        _line(session, sessions, papers, at, now[at] if at < len(now) else None, then.get(at), workshop)
        for at in range(length)
    )
    title = proposal.result["titles"].get(key, "") if not session.is_pinned else ""
    return Compared(
        title=session.title,
        new_title=title if title != session.title else "",
        start=session.start.astimezone(workshop.tz),
        is_pinned=session.is_pinned,
        lines=lines,
        is_changed=any(line.now != line.then for line in lines),
    )


def _line(
    session: Session,
    sessions: list[Session],
    papers: dict[int, PlacedPaper],
    at: int,
    now: int | None,
    then: int | None,
    workshop: Workshop,
) -> Line:
    here = {slot.submission_id for slot in session.slots.all()}
    kinds = (
        {session.kind} if session.kind == SessionKind.POSTERS else {SessionKind.ORALS, SessionKind.SPOTLIGHTS}
    )
    elsewhere = [
        other.title
        for other in sessions
        if other.kind in kinds and any(slot.submission_id == then for slot in other.slots.all())
    ]
    is_new = then is not None and then not in here
    return Line(
        mark=_mark(session, at, workshop),
        now=papers.get(now) if now else None,
        then=papers.get(then) if then else None,
        is_new=is_new,
        came_from=elsewhere[0] if is_new and elsewhere else "",
    )


def _mark(session: Session, at: int, workshop: Workshop) -> str:
    if session.kind == SessionKind.POSTERS or not session.minutes_each:
        return str(at + 1)
    start = session.start + timedelta(minutes=session.minutes_each * at)
    return f"{start.astimezone(workshop.tz):%H:%M}"
