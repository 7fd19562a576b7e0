"""The day of an edition: speakers, sessions, and the accepted papers of a past edition in them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils.text import slugify

from conference.deadlines import to_utc
from conference.models import Workshop
from conference.models.workshops import ProgrammeState
from program.demo import content
from program.models import Session, SessionKind, SessionSpeaker, Slot, Speaker
from program.services.releases import release_create
from reviews.models import Decision, Outcome
from submissions.models import Author, PaperLink, Submission, SubmissionState

OUTCOMES = {
    "oral": Outcome.ACCEPT_ORAL,
    "spotlight": Outcome.ACCEPT_SPOTLIGHT,
    "poster": Outcome.ACCEPT_POSTER,
    "reject": Outcome.REJECT,
}
STATUS = {"confirmed": Speaker.Status.CONFIRMED, "invited": Speaker.Status.INVITED}
UNSET_DAY = date(2025, 4, 27)  # a day for the drafted schedule of an edition whose day is not fixed yet
RELEASED = datetime(2025, 6, 9, 12, tzinfo=UTC)


def load_programme(item: content.Workshop, workshop: Workshop) -> None:
    """Make speakers and sessions; a published edition gets its papers, decisions and slots too."""
    speakers = _load_speakers(item, workshop)
    sessions = _load_sessions(item, workshop, speakers)
    if item.accepted_papers:
        _load_papers(item, workshop, sessions)
        workshop.decisions_released_at = workshop.papers_published_at = RELEASED
        workshop.save()
    if workshop.programme_state != ProgrammeState.DRAFT:
        release_create(workshop=workshop, actor=None)


def _load_speakers(item: content.Workshop, workshop: Workshop) -> dict[str, Speaker]:
    people: dict[str, tuple[str, str, str]] = {
        given.name: (given.affiliation, given.status, given.bio) for given in item.speakers
    }
    panelists = [given for slot in item.program for given in slot.panelists]
    for panelist in [*panelists, *item.potential_panelists]:
        people.setdefault(panelist.name, (panelist.affiliation, panelist.status, ""))
    return {
        name: Speaker.objects.create(
            workshop=workshop,
            slug=slugify(name),
            name=name,
            affiliation=affiliation,
            bio=bio,
            status=STATUS.get(status, Speaker.Status.TO_INVITE),
            position=position,
        )
        for position, (name, (affiliation, status, bio)) in enumerate(people.items())
    }


def _load_sessions(
    item: content.Workshop, workshop: Workshop, speakers: dict[str, Speaker]
) -> dict[str, Session]:
    day = date.fromisoformat(item.date) if item.date else UNSET_DAY
    abstracts = {given.talk_title: given.talk_abstract for given in item.speakers}
    sessions = {}
    for slot in item.program:
        session = Session.objects.create(
            workshop=workshop,
            kind=slot.kind if slot.kind in SessionKind.values else SessionKind.TALK,
            title=slot.title,
            abstract=slot.description or abstracts.get(slot.title, ""),
            note="" if slot.note.startswith(("the page gives", "others to be")) else slot.note,
            start=_at(day, slot.start, workshop),
            end=_at(day, slot.end, workshop),
            minutes_each=slot.minutes_each,
            link=slot.link,
            recording_url=slot.recording,
        )
        sessions[slot.key] = session
        named = [(name, SessionSpeaker.Part.SPEAKER) for name in slot.speakers]
        named += [(panelist.name, SessionSpeaker.Part.PANELLIST) for panelist in slot.panelists]
        SessionSpeaker.objects.bulk_create(
            SessionSpeaker(session=session, speaker=speakers[name], part=part, position=position)
            for position, (name, part) in enumerate(named)
        )
    return sessions


def _at(day: date, clock: str, workshop: Workshop) -> datetime:
    return to_utc(datetime.combine(day, datetime.strptime(clock, "%H:%M").time()), workshop.tz)  # noqa: DTZ007 - a wall clock


def _load_papers(item: content.Workshop, workshop: Workshop, sessions: dict[str, Session]) -> None:
    tracks = {track.key: track for track in workshop.tracks.all()}
    topics = dict(zip([given.key for given in item.topics], workshop.topics.filter(parent=None), strict=True))
    posters = next(session for session in sessions.values() if session.kind == SessionKind.POSTERS)
    for number, given in enumerate(item.accepted_papers, start=1):
        paper = Submission.objects.create(
            workshop=workshop,
            number=number,
            track=tracks[given.track],
            title=given.title,
            abstract=given.abstract,
            state=SubmissionState.SUBMITTED,
            submitted_at=RELEASED,
        )
        paper.topics.set([topics[key] for key in given.topics])
        Author.objects.bulk_create(
            Author(submission=paper, name=name, position=position)
            for position, name in enumerate(given.authors)
        )
        PaperLink.objects.create(submission=paper, kind=PaperLink.Kind.FORUM, url=given.openreview)
        Decision.objects.create(submission=paper, outcome=OUTCOMES[given.outcome], released_at=RELEASED)
        _place(paper, given, sessions, posters)


def _place(
    paper: Submission, given: content.AcceptedPaper, sessions: dict[str, Session], posters: Session
) -> None:
    Slot.objects.create(session=posters, submission=paper, board=given.board, position=given.board)
    if given.spotlight:
        Slot.objects.create(
            session=sessions[given.spotlight.session],
            submission=paper,
            position=given.spotlight.order,
            minutes=given.spotlight.minutes,
        )
