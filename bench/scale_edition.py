"""One workshop with everything its lists show: the pattern of which an installation of any size is made."""

from __future__ import annotations

import os
import random
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from bench.large_season import WORDS
from conference.models import (
    AuditEntry,
    CommitteeMember,
    ImportantDate,
    Invitation,
    Job,
    Mail,
    Role,
    Topic,
    Track,
    User,
    Workshop,
)
from conference.models.workshops import DateKey
from program.models import Session, SessionSpeaker, Slot, Speaker
from program.services.releases import release_create
from reviews.models import Assignment, Bid, Conflict, Decision, PaperTag, Review, ReviewAnswer, Reviewer
from reviews.review_form import Kind
from reviews.services.review_forms import form_for
from submissions.models import Author, PaperFile, Submission

SLUG = "scale"
PAPERS = int(os.environ.get("BENCH_PAPERS", "200"))
REVIEWERS = 40
REPORT = {"within_limit": True, "unsure": False, "anonymous": True, "leaks": [], "main_text_pages": 4}


def fill() -> None:
    """Make the pattern: 200 papers in the middle of their decisions, some of them published, and a programme."""
    draw = random.Random(7)
    now = timezone.now()
    workshop = Workshop.objects.create(
        slug=SLUG,
        acronym="Scale",
        title="A workshop among many",
        about_text="Text. " * 100,
        is_public=True,
        papers_published_at=now,
        programme_state="final",
    )
    track = Track.objects.create(workshop=workshop, key="full", name="Full papers")
    for key, days in ((DateKey.SUBMISSION, -40), (DateKey.WORKSHOP, 30)):
        ImportantDate.objects.create(workshop=workshop, key=key, at=now + timedelta(days=days))
    people = _people(workshop)
    papers = _papers(workshop, track, people["author"], draw)
    _reviewing(workshop, papers, people["reviewer"], draw)
    _decisions(papers, people["chair"][0])
    _office(workshop, papers, people)
    _programme(workshop, papers, now)


def words(draw: random.Random, many: int) -> str:
    return " ".join(draw.choices(WORDS, k=many))


def _people(workshop: Workshop) -> dict[str, list[User]]:
    made = {}
    for part, many in (("chair", 1), ("reviewer", REVIEWERS), ("author", PAPERS)):
        users = [User(email=f"{part}{at}@people.example", name=f"{part.title()} {at}") for at in range(many)]
        made[part] = User.objects.bulk_create(users)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
        )
    Role.objects.create(workshop=workshop, user=made["chair"][0], kind="program_chair")
    Role.objects.bulk_create(Role(workshop=workshop, user=user, kind="reviewer") for user in made["reviewer"])
    Reviewer.objects.bulk_create(
        Reviewer(workshop=workshop, user=user, max_load=12) for user in made["reviewer"]
    )
    Invitation.objects.bulk_create(
        Invitation(workshop=workshop, email=user.email, name=user.name, kind="reviewer")
        for user in made["reviewer"]
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(workshop=workshop, name=f"Member {at}", affiliation="University") for at in range(30)
    )
    return made


def _papers(workshop: Workshop, track: Track, authors: list[User], draw: random.Random) -> list[Submission]:
    topics = [Topic.objects.create(workshop=workshop, name=word) for word in WORDS[:8]]
    papers = Submission.objects.bulk_create(
        Submission(
            workshop=workshop, track=track, number=number, state="submitted", submitted_at=timezone.now(),
            title=words(draw, 6), abstract=words(draw, 90), submitter=authors[number - 1],
        )
        for number in range(1, PAPERS + 1)
    )  # fmt: skip
    links = Submission.topics.through
    links.objects.bulk_create(links(submission=paper, topic=draw.choice(topics)) for paper in papers)
    first = [
        Author(submission=paper, user=user, name=user.name, email=user.email, is_corresponding=True)
        for paper, user in zip(papers, authors, strict=True)
    ]
    others = [Author(submission=paper, name=f"Other {at}", position=at) for paper in papers for at in (1, 2)]
    Author.objects.bulk_create([*first, *others])
    PaperFile.objects.bulk_create(
        PaperFile(submission=paper, version=1, original_name="x.pdf", size=1, sha256="0", check_state="done",
                  report=REPORT)
        for paper in papers
    )  # fmt: skip
    return papers


def _reviewing(
    workshop: Workshop, papers: list[Submission], reviewers: list[User], draw: random.Random
) -> None:
    pairs = Assignment.objects.bulk_create(
        Assignment(submission=paper, user=user, mark=mark)
        for paper in papers
        for user, mark in zip(draw.sample(reviewers, 2), "AB", strict=True)
    )
    form = form_for(workshop, None)
    done = [pair for pair in pairs if draw.random() < 0.9]
    reviews = Review.objects.bulk_create(
        Review(assignment=pair, form=form, overall=draw.randint(1, 10), confidence=3, state="submitted")
        for pair in done
    )
    question = form.questions.filter(kind=Kind.TEXT).first()
    ReviewAnswer.objects.bulk_create(
        ReviewAnswer(review=review, question=question, text=words(draw, 60)) for review in reviews
    )
    Bid.objects.bulk_create(
        Bid(
            submission=paper,
            user=draw.choice(reviewers),
            value=Bid._meta.get_field("value").flatchoices[0][0],
        )
        for paper in papers
    )
    Conflict.objects.bulk_create(
        Conflict(submission=paper, user=draw.choice(reviewers), kind="declared") for paper in papers[::9]
    )


def _decisions(papers: list[Submission], chair: User) -> None:
    now = timezone.now()
    Decision.objects.bulk_create(
        Decision(submission=paper, outcome="accept_poster", released_at=now if paper.number % 2 else None)
        for paper in papers
        if paper.number % 3
    )
    PaperTag.objects.bulk_create(PaperTag(submission=paper, name="travel") for paper in papers[::7])
    Conflict.objects.bulk_create(
        Conflict(submission=paper, user=chair, kind="declared") for paper in papers[::31]
    )


def _office(workshop: Workshop, papers: list[Submission], people: dict[str, list[User]]) -> None:
    now = timezone.now()
    Mail.objects.bulk_create(
        Mail(
            workshop=workshop, template="submission_received", recipient=user, email=user.email, part="author",
            subject="Your paper is in", body="Dear colleague, thank you. " * 8, subject_ref=paper.ref,
            state="sent", sent_at=now, dedupe_key=f"received:{paper.pk}",
        )
        for paper, user in zip(papers, people["author"], strict=True)
    )  # fmt: skip
    AuditEntry.objects.bulk_create(
        AuditEntry(
            workshop=workshop, actor=people["chair"][0], action=action, about=paper.ref, text=f"{action} it"
        )
        for paper in papers
        for action in ("paper.submitted", "paper.checked")
    )
    Job.objects.bulk_create(
        Job(
            workshop=workshop,
            owner=people["chair"][0],
            kind="solve_assignment",
            title=f"Job {at}",
            state="done",
        )
        for at in range(20)
    )


def _programme(workshop: Workshop, papers: list[Submission], now: object) -> None:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=30)
    sessions = [
        Session.objects.create(
            workshop=workshop, kind="posters" if at % 2 else "keynote", title=f"Session {at}",
            start=start + timedelta(hours=at), end=start + timedelta(hours=at + 1), room="Hall",
        )
        for at in range(6)
    ]  # fmt: skip
    for at in range(0, 6, 2):
        speaker = Speaker.objects.create(
            workshop=workshop, slug=f"speaker-{at}", name=f"Speaker {at}", status="confirmed"
        )
        SessionSpeaker.objects.create(session=sessions[at], speaker=speaker)
    out = [paper for paper in papers if paper.number % 3 and paper.number % 2]
    Slot.objects.bulk_create(
        Slot(session=sessions[1 + 2 * (at % 3)], submission=paper, position=at)
        for at, paper in enumerate(out)
    )
    release_create(workshop=workshop, actor=None)
