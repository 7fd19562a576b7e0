"""Whom the mails about papers would reach: authors, nameless as long as they are hidden, and the committee."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from conference import previews
from conference.models import User, Workshop
from conference.previews import HIDDEN_NAME, MOST_READERS, Reader
from conference.visibility import Viewer
from reviews.models import Assignment, Decision, Outcome
from reviews.services.assignment import AREA_CHAIR_MAIL, EMERGENCY_MAIL, MOVED_MAIL, due_text
from reviews.services.author_changes import ANSWERED as CHANGE_ANSWERED
from reviews.services.bids import MAIL as BIDS
from reviews.services.bulk import NOTE
from reviews.services.decisions import KEYS, values_of, with_mail_content
from reviews.services.discussion import NOTICE
from reviews.services.rebuttals import OPENED
from reviews.services.shepherding import ANSWERED, ASKED
from reviews.services.sub_reviews import MAIL as HELP
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import Author, Submission, SubmissionState
from submissions.services.mails import common_values, paper_url

DECISIONS = ("decision_accept", "decision_reject")
STATES = {
    "submission_desk_rejected": (SubmissionState.DESK_REJECTED, SubmissionState.SUBMITTED),
    "submission_withdrawn": (SubmissionState.WITHDRAWN, SubmissionState.SUBMITTED),
}
TO_AUTHORS = (
    "submission_received", "submission_received_question", "submission_withdrawn", "submission_not_taken",
    "file_not_taken", "submission_desk_rejected", "submission_taken_up_again", "submission_restored", "paper_extended",
    "author_invitation", "author_denied", "letter_granted", "letter_refused", "decision_corrected",
    NOTE, OPENED, ANSWERED, CHANGE_ANSWERED,
)  # fmt: skip
TO_REVIEWERS = ("assignment", EMERGENCY_MAIL, AREA_CHAIR_MAIL, MOVED_MAIL, BIDS, NOTICE, ASKED, HELP)


def register() -> None:
    previews.register(authors, *TO_AUTHORS)
    previews.register(decided, *DECISIONS)
    previews.register(committee, *TO_REVIEWERS)


def authors(viewer: Viewer, workshop: Workshop, key: str) -> list[Reader]:
    """Return the authors of each paper of which a chair may read the history, as one reader."""
    states = STATES.get(key, (SubmissionState.SUBMITTED,))
    papers = _papers(viewer, workshop).filter(state__in=states)[:MOST_READERS]
    named = _named(viewer, workshop)
    return [
        _author_reader(paper, named, partial(_paper_values, paper, paper.pk in named)) for paper in papers
    ]


def decided(viewer: Viewer, workshop: Workshop, key: str) -> list[Reader]:
    """Return the authors of the papers that have such a decision, drafted or released, with what it says."""
    decided_ones = papers_visible_to(viewer, workshop, Info.DECISION).values("pk")
    with_reviews = _papers(viewer, workshop, Info.REVIEWS_FOR_AUTHORS).filter(pk__in=decided_ones)
    papers = {paper.pk: paper for paper in with_reviews}
    outcomes = [outcome for outcome in Outcome.values if KEYS[Outcome(outcome)] == key]
    decisions = Decision.objects.filter(submission__in=list(papers), outcome__in=outcomes)
    named = _named(viewer, workshop)
    return [
        _author_reader(papers[decision.submission_id], named, partial(_decision_values, decision.pk))
        for decision in decisions.order_by("submission__number")[:MOST_READERS]
    ]


def committee(viewer: Viewer, workshop: Workshop, key: str) -> list[Reader]:
    """Return those who judge papers, each with the papers that the chair may know to be hers."""
    part = Assignment.Part.AREA_CHAIR if key == AREA_CHAIR_MAIL else Assignment.Part.REVIEWER
    shown = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES).filter(viewer_is_author=False)
    live = Assignment.objects.filter(
        submission__in=shown.values("pk"), part=part, state=Assignment.State.ACTIVE
    ).select_related("user", "submission")
    papers: dict[User, list[Submission]] = defaultdict(list)
    for pair in live.order_by("user__name", "submission__number"):
        papers[pair.user].append(pair.submission)
    return [
        Reader(str(user.pk), user.name, user.name, partial(_committee_values, workshop, mine))
        for user, mine in papers.items()
    ]


def _papers(viewer: Viewer, workshop: Workshop, info: Info = Info.AUDIT_ENTRIES) -> QuerySet[SeenPaper]:
    """Return the papers whose mails the outbox shows to a chair; not her own."""
    shown = papers_visible_to(viewer, workshop, info).filter(viewer_is_author=False)
    return shown.select_related("workshop", "track").order_by("number")


def _named(viewer: Viewer, workshop: Workshop) -> dict[int, Author]:
    """Return, for the papers whose authors a chair may know, one author whom mails reach."""
    known = papers_visible_to(viewer, workshop, Info.AUTHOR_IDENTITIES).filter(viewer_is_author=False)
    rows = Author.objects.filter(submission__in=known.values("pk")).order_by("-is_corresponding", "position")
    found: dict[int, Author] = {}
    for author in rows:
        if author.is_reached:
            found.setdefault(author.submission_id, author)
    return found


def _author_reader(paper: Submission, named: dict[int, Author], values: Any) -> Reader:
    author = named.get(paper.pk)
    label = f"#{paper.number} {paper.title}"
    if author is None:
        return Reader(str(paper.number), f"{label}: its authors", HIDDEN_NAME, values)
    return Reader(str(paper.number), f"{label}: {author.name}", author.name, values)


def _paper_values(paper: Submission, authors_known: bool) -> dict[str, object]:
    url = paper_url(paper)
    names = [author.name for author in paper.authors.all()] if authors_known else ["(the authors' names)"]
    return {
        **common_values(paper, names),
        "number": paper.number,
        "title": paper.title,
        "paper": paper.title,
        "link": url,
        "profile_url": settings.BASE_URL + reverse("conference:profile"),
        "words": paper.workshop.rebuttal_words,
    }


def _decision_values(pk: int) -> dict[str, Any]:
    return values_of(with_mail_content(Decision.objects.filter(pk=pk)).get())


def _committee_values(workshop: Workshop, papers: list[Submission]) -> dict[str, object]:
    return {
        "papers": "\n".join(f"- #{paper.number} {paper.title}" for paper in papers),
        "number": papers[0].number,
        "title": papers[0].title,
        "due": due_text(workshop),
        "link": settings.BASE_URL + reverse("reviews:reviewing", args=[workshop.slug]),
    }
