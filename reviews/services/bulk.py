"""What a chair does with several papers at once: all of them or none, each with its entry in the history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from conference import audit, mail_texts, mailing
from conference.concurrency import save_version
from conference.errors import Invalid
from conference.models import Track, User, Workshop
from submissions.models import REACHED, Author, Submission
from submissions.services.mails import mail_author, paper_url
from submissions.services.states import lock_paper

NOTE = "note_to_authors"
MARKS = frozenset({"number", "title", "name", "track", "link"})


@dataclass(frozen=True)
class Note:
    """A mail to authors as one of them will read it."""

    number: int
    subject: str
    body: str


@transaction.atomic
def change_track(*, submissions: Iterable[Submission], track: Track, by: User) -> int:
    """Move papers to a track; returns how many were in another one. Their PDFs are checked by their own track's limit."""
    changed = 0
    for submission in submissions:
        paper = lock_paper(submission)
        if paper.track_id == track.pk:
            continue
        before = paper.track.name
        paper.track = track
        save_version(paper, expected=paper.version, fields=["track", "updated_at"])
        audit.record(
            workshop=paper.workshop,
            actor=by,
            part="chair",
            action="paper.track_changed",
            about=paper.ref,
            text=f"#{paper.number}: moved from {before} to {track.name}",
            before={"track": before},
            after={"track": track.name},
        )
        changed += 1
    return changed


def check_note(*texts: str) -> None:
    """Raise Invalid if a text for authors uses a mark that there is not."""
    unknown = sorted({mark for text in texts for mark in mail_texts.MARK.findall(text)} - MARKS)
    if unknown:
        known = ", ".join(f"{{{mark}}}" for mark in sorted(MARKS))
        raise Invalid(f"There is no {{{unknown[0]}}} in this mail. You can use: {known}.")


def preview_note(paper: Submission, *, subject: str, text: str) -> Note:
    """Return the mail to the authors of a paper, addressed to no one, so that no author is named to the chair."""
    values = _values(paper, "(the author's name)", subject, text)
    said, body = mailing.render(NOTE, workshop=paper.workshop, name="(the author's name)", values=values)
    return Note(paper.number, said, body)


def note_recipients(submissions: Iterable[Submission]) -> int:
    """Return how many mails a note to the authors of papers makes."""
    ids = [paper.pk for paper in submissions]
    return Author.objects.filter(REACHED, submission__in=ids).count()


@transaction.atomic
def mail_authors(
    *, workshop: Workshop, submissions: Sequence[Submission], by: User, subject: str, text: str, key: str
) -> int:
    """Send a note to the authors of papers; returns how many mails. The same ``key`` again sends nothing twice."""
    check_note(subject, text)
    papers = {paper.pk: paper for paper in submissions}
    authors = Author.objects.filter(REACHED, submission__in=list(papers)).select_related("user")
    stamp = hashlib.sha256(f"{key}|{subject}|{text}".encode()).hexdigest()[:24]
    many = 0
    for author in authors:
        paper = papers[author.submission_id]
        mail_author(
            key=NOTE,
            author=author,
            paper=paper,
            values=_values(paper, author.name, subject, text),
            dedupe_key=f"{NOTE}:{stamp}:{author.pk}",
        )
        many += 1
    for paper in submissions:
        audit.record(
            workshop=workshop,
            actor=by,
            part="chair",
            action="paper.authors_mailed",
            about=paper.ref,
            text=f"#{paper.number}: mail to its authors, “{subject}”",
        )
    return many


def _values(paper: Submission, name: str, subject: str, text: str) -> dict[str, object]:
    marks: dict[str, object] = {
        "number": paper.number,
        "title": paper.title,
        "name": name,
        "track": paper.track.name,
        "link": paper_url(paper),
    }
    return {
        "subject": mail_texts.fill(subject, marks),
        "text": mail_texts.fill(text, marks),
        "link": paper_url(paper),
    }
