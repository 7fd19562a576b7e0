"""Checks the demo's content as a whole: every reference resolves, every text has its length, no address is real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from program.demo.content import Demo, Review, Season, Slot, Submission, Workshop

STAGES: Final = {"published", "planned", "call open", "in review"}
OUTCOMES: Final = {"oral", "spotlight", "poster", "reject"}
WORDS: Final = {
    "about": (120, 200),
    "bio": (60, 100),
    "talk abstract": (80, 120),
    "accepted abstract": (90, 140),
    "submitted abstract": (100, 150),
    "review": (60, 150),
}
_MAX_SCORE: Final = 10
_MAX_CONFIDENCE: Final = 5


class ContentError(ValueError):
    """The demo's content contradicts itself; the message lists every problem."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def check(demo: Demo) -> None:
    """Raise ContentError with all problems of ``demo``, if there are any."""
    problems = list(_people(demo))
    for workshop in demo.workshops.values():
        problems += [f"{workshop.slug}: {problem}" for problem in _workshop(workshop)]
    for season in demo.seasons.values():
        problems += [f"{season.workshop}: {problem}" for problem in _season(season, demo)]
    if problems:
        raise ContentError(problems)


def minutes(slot: Slot) -> int:
    """Length of a slot."""
    (from_hour, from_minute), (to_hour, to_minute) = (
        map(int, clock.split(":")) for clock in (slot.start, slot.end)
    )
    return (to_hour - from_hour) * 60 + to_minute - from_minute


def _length(kind: str, text: str, whose: str) -> Iterator[str]:
    low, high = WORDS[kind]
    words = len(text.split())
    if not low <= words <= high:
        yield f"{kind} of {whose} has {words} words, not {low} to {high}"


def _unknown(what: str, wanted: tuple[str, ...], known: set[str]) -> Iterator[str]:
    for key in wanted:
        if key not in known:
            yield f"{what} {key} does not exist"


def _people(demo: Demo) -> Iterator[str]:
    addresses: set[str] = set()
    for person in demo.people.values():
        domains = [person.email.rpartition("@")[2], *(a.domain for a in person.affiliations)]
        if not all(domain.endswith(".example") for domain in domains):
            yield f"{person.key} has a domain outside .example"
        if person.email in addresses:
            yield f"{person.email} is used twice"
        addresses.add(person.email)
        for publication in person.publications:
            if person.name not in publication.authors:
                yield f"{person.key} is no author of {publication.title}"


def _workshop(workshop: Workshop) -> Iterator[str]:
    yield from _length("about", workshop.about, workshop.slug)
    if workshop.stage not in STAGES:
        yield f"unknown stage {workshop.stage}"
    for contact in workshop.contacts:
        if not contact.email.endswith(".example"):
            yield f"{contact.role} has an address outside .example"
    for speaker in workshop.speakers:
        yield from _length("bio", speaker.bio, speaker.name)
        yield from _length("talk abstract", speaker.talk_abstract, speaker.name)
    yield from _program(workshop)
    yield from _accepted(workshop)


def _program(workshop: Workshop) -> Iterator[str]:
    known = {speaker.name for speaker in workshop.speakers}
    for slot, following in zip(workshop.program, workshop.program[1:], strict=False):
        if slot.end > following.start:
            yield f"{slot.key} overlaps {following.key}"
    for slot in workshop.program:
        yield from _unknown("speaker", slot.speakers, known)
        if minutes(slot) <= 0:
            yield f"{slot.key} ends before it starts"


def _accepted(workshop: Workshop) -> Iterator[str]:
    slots = {slot.key: slot for slot in workshop.program}
    tracks, topics = {track.key for track in workshop.tracks}, {topic.key for topic in workshop.topics}
    used: dict[str, int] = {}
    for paper in workshop.accepted_papers:
        yield from _length("accepted abstract", paper.abstract, paper.key)
        yield from _unknown("track", (paper.track,), tracks)
        yield from _unknown("topic", paper.topics, topics)
        if (paper.outcome == "spotlight") != (paper.spotlight is not None):
            yield f"outcome and talk of {paper.key} differ"
        if paper.spotlight:
            yield from _unknown("session", (paper.spotlight.session,), set(slots))
            used[paper.spotlight.session] = used.get(paper.spotlight.session, 0) + paper.spotlight.minutes
    for key, spent in used.items():
        if key in slots and spent > minutes(slots[key]):
            yield f"talks of {key} take {spent} of {minutes(slots[key])} minutes"
    boards = [paper.board for paper in workshop.accepted_papers]
    if len(set(boards)) != len(boards):
        yield "a board is used twice"


def _season(season: Season, demo: Demo) -> Iterator[str]:
    people, workshop = set(demo.people), demo.workshops.get(season.workshop)
    if workshop is None:
        yield "the workshop does not exist"
        return
    yield from _unknown("person", tuple(role.person for role in season.roles), people)
    yield from _unknown("person", tuple(reviewer.person for reviewer in season.reviewers), people)
    topics = {topic.key for topic in workshop.topics}
    for reviewer in season.reviewers:
        yield from _unknown("topic", reviewer.topics, topics)
    members = {reviewer.person for reviewer in season.reviewers}
    for conflict in season.conflicts:
        yield from _unknown("reviewer", (conflict.reviewer,), members)
        yield from _unknown("person", (conflict.person,), people)
    for paper in season.submissions:
        for problem in (*_submission(paper, workshop, people), *_reviews(paper, season)):
            yield f"submission {paper.number}: {problem}"


def _submission(paper: Submission, workshop: Workshop, people: set[str]) -> Iterator[str]:
    yield from _length("submitted abstract", paper.abstract, paper.title)
    yield from _unknown("author", paper.authors, people)
    yield from _unknown("author", (paper.corresponding,), set(paper.authors))
    tracks = {track.key: track for track in workshop.tracks}
    yield from _unknown("track", (paper.track,), set(tracks))
    yield from _unknown("topic", paper.topics, {topic.key for topic in workshop.topics})
    if paper.track in tracks:
        yield from _unknown("opt-in", paper.opt_ins, {opt_in.key for opt_in in tracks[paper.track].opt_ins})
    if paper.state not in {"draft", "submitted", "withdrawn"}:
        yield f"unknown state {paper.state}"
    if paper.state == "submitted" and paper.pdf is None:
        yield "submitted without a PDF"
    if paper.decision and paper.decision.outcome not in OUTCOMES:
        yield f"unknown outcome {paper.decision.outcome}"


def _reviews(paper: Submission, season: Season) -> Iterator[str]:
    accepted = {reviewer.person for reviewer in season.reviewers if reviewer.status == "accepted"}
    chairs = {role.person for role in season.roles}
    declared = {(conflict.reviewer, conflict.person) for conflict in season.conflicts}
    yield from _unknown("area chair", (paper.area_chair,) if paper.area_chair else (), chairs)
    yield from _unknown("reviewer", tuple(review.reviewer for review in paper.reviews), accepted)
    if len({review.reviewer for review in paper.reviews}) != len(paper.reviews):
        yield "a reviewer is assigned twice"
    for review in paper.reviews:
        if any((review.reviewer, author) in declared for author in paper.authors):
            yield f"{review.reviewer} declared a conflict"
        yield from _review(review)


def _review(review: Review) -> Iterator[str]:
    if review.state == "missing":
        if review.score is not None or review.summary:
            yield f"the missing review of {review.reviewer} has content"
        return
    text = f"{review.summary} {review.strengths} {review.weaknesses} {review.questions}"
    yield from _length("review", text, review.reviewer)
    if (review.state == "submitted") != (review.submitted is not None):
        yield f"state and time of the review of {review.reviewer} differ"
    if review.score is None or not 1 <= review.score <= _MAX_SCORE:
        yield f"the score of {review.reviewer} is {review.score}"
    if review.confidence is None or not 1 <= review.confidence <= _MAX_CONFIDENCE:
        yield f"the confidence of {review.reviewer} is {review.confidence}"
