"""Every list answers in as many queries at 200 papers as at 10."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.models import AuditEntry, CommitteeMember, Contact, Job, Mail, User, Workshop
from program.models import Session, SessionSpeaker, Slot, Speaker
from reviews.models import Assignment, AssignmentRun, Conflict, Decision, ProposedAssignment, Review
from reviews.services.review_forms import form_for
from submissions.models import Author, PaperFile, Submission
from tests.access.scene import BACKEND
from tests.api import caller
from tests.factories import (
    DateFactory,
    InvitationFactory,
    PaperFileFactory,
    ReviewerFactory,
    RoleFactory,
    SubmissionFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
)
from tests.factories.program import released

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 200
NOON, HALF_AN_HOUR = datetime(2026, 7, 18, 12, tzinfo=UTC), timedelta(minutes=30)

PUBLIC = (
    "", "papers/", "papers/3/", "papers.bib", "programme/", "programme.ics", "people/", "speakers/", "call/",
)  # fmt: skip
CHAIRS = (
    "chair/", "chair/people/", "chair/mail/", "chair/jobs/", "chair/history/", "chair/papers/",
    "chair/papers/?sort=-reviews&q=trees",
    "chair/papers/?q=overall:>5+OR+re:Reviewer+-%23a&columns=scores,normalised,topics,reviewers,area_chairs,recommended,comments,theme",
    "chair/papers/export/papers.csv", "chair/decisions/what-if/", "chair/papers/1/", "chair/reviewers/", "chair/conflicts/",
    "chair/conflicts/matrix/", "chair/assignment/", "chair/assignment/{run}/", "chair/assignment/{run}/live/", "chair/assignment/pairs/",
    "chair/assignment/emergency/", "chair/assignment/area-chairs/", "chair/reviews/",
    "chair/reviews/?view=people", "chair/reviews/?view=look", "chair/decisions/", "chair/decisions/?sort=title", "chair/decisions/release/",
    "chair/programme/", "chair/programme/{session}/", "chair/programme/presenters/", "chair/programme/releases/", "chair/speakers/", "chair/publish/",
)  # fmt: skip
EVERYONE = ("/", "/me/", "/new/", "/api/v1/workshops/")
API = ("papers/", "programme/", "speakers/", "dates/")
API_CHAIRS = (
    "chair/papers/?columns=scores,reviewers,check,topics,authors,decision&sort=-scores", "chair/reviewers/", "chair/conflicts/",
    "chair/papers/1/", "chair/decisions/release/", "chair/tracks/", "chair/sessions/", "mails/", "people/",
    "chair/invitations/", "chair/reminders/", "chair/camera-ready/", "chair/emergency/", "chair/rounds/", "chair/history/",
    "chair/presenters/", "chair/listed-people/",
)  # fmt: skip


class Edition:
    """A workshop whose author, reviewer and chair have something of everything, in a chosen number."""

    def __init__(self) -> None:
        self.track = TrackFactory(
            workshop__papers_published_at=timezone.now(), workshop__programme_state="final"
        )
        self.workshop: Workshop = self.track.workshop
        DateFactory(workshop=self.workshop)
        self.topic = TopicFactory(workshop=self.workshop)
        self.author: User = UserFactory()
        self.chair: User = RoleFactory(workshop=self.workshop).user
        self.run = AssignmentRun.objects.create(
            workshop=self.workshop, state="proposed", summary={},
            parameters={"text": 0.7, "topics": 0.3, "reviews_per_paper": 2, "fair": False},
        )  # fmt: skip
        self.reviewers = [ReviewerFactory(workshop=self.workshop, max_load=100).user for _ in range(2)]
        self.area_chair: User = RoleFactory(workshop=self.workshop, kind="area_chair").user
        self.session = Session.objects.create(
            workshop=self.workshop, kind="posters", title="Posters", start=NOON, end=NOON + 2 * HALF_AN_HOUR
        )
        Contact.objects.create(workshop=self.workshop, label="Chairs", email="chairs@field.example")
        self.held = PaperFileFactory(submission=SubmissionFactory(track=self.track))

    def grow(self, many: int) -> None:
        """Add papers with everything that belongs to them, a few people and an edition each, up to a number."""
        first = self.number_in() + 1
        numbers = range(first, many + 1)
        papers = Submission.objects.bulk_create(
            Submission(
                workshop=self.workshop, track=self.track, number=number, title=f"Counting trees {number}",
                abstract="We count trees.", state="submitted", submitted_at=timezone.now(),
            )
            for number in numbers
        )  # fmt: skip
        self._papers(papers)
        self._drafts(papers)
        self._reviewing(papers)
        self._people([str(number) for number in numbers])
        released(self.workshop)

    def number_in(self) -> int:
        return Submission.objects.filter(workshop=self.workshop, state="submitted").count()

    def _papers(self, papers: list[Submission]) -> None:
        through = Submission.topics.through
        through.objects.bulk_create(through(submission=paper, topic=self.topic) for paper in papers)
        Author.objects.bulk_create(
            author
            for paper in papers
            for author in (
                Author(submission=paper, user=self.author, name="Ada Field", email="ada@field.example"),
                Author(submission=paper, name="Bo Field", email="bo@field.example", position=1),
            )
        )
        PaperFile.objects.bulk_create(
            PaperFile(
                submission=paper, version=1, file=self.held.file.name, reviewer_copy=self.held.reviewer_copy.name,
                original_name="x.pdf", size=1, sha256="0", check_state="done", report=self.held.report,
            )
            for paper in papers
        )  # fmt: skip
        Slot.objects.bulk_create(
            Slot(session=self.session, submission=paper, board=paper.number) for paper in papers
        )

    def _drafts(self, papers: list[Submission]) -> None:
        """Add a draft of the author for each paper, with a PDF that was refused."""
        drafts = Submission.objects.bulk_create(
            Submission(workshop=self.workshop, track=self.track, number=1000 + paper.number, state="draft")
            for paper in papers
        )
        Author.objects.bulk_create(
            Author(submission=draft, user=self.author, name="Ada Field") for draft in drafts
        )
        PaperFile.objects.bulk_create(
            PaperFile(
                submission=draft, version=1, file=self.held.file.name, original_name="x.pdf", size=1, sha256="0",
                check_state="refused", report={"errors": []},
            )
            for draft in drafts
        )  # fmt: skip

    def _reviewing(self, papers: list[Submission]) -> None:
        pairs = [
            (paper, user, mark) for paper in papers for user, mark in zip(self.reviewers, "AB", strict=True)
        ]
        live = Assignment.objects.bulk_create(
            Assignment(submission=paper, user=user, mark=mark) for paper, user, mark in pairs
        )
        Assignment.objects.bulk_create(
            Assignment(submission=paper, user=self.area_chair, part="area_chair") for paper in papers
        )
        form = form_for(self.workshop, self.track)
        Review.objects.bulk_create(
            Review(assignment=row, form=form, overall=7, confidence=4, state="submitted",
                   submitted_at=timezone.now())
            for row in live
        )  # fmt: skip
        ProposedAssignment.objects.bulk_create(
            ProposedAssignment(run=self.run, submission=paper, user=user, score=0.5)
            for paper, user, _ in pairs
        )
        Conflict.objects.bulk_create(
            Conflict(submission=paper, user=self.author, kind="declared", state="hint") for paper in papers
        )
        # Half are released and public, half wait to be released, so that each table has rows.
        Decision.objects.bulk_create(
            Decision(
                submission=paper,
                outcome="accept_poster",
                released_at=timezone.now() if paper.number % 2 else None,
            )
            for paper in papers
        )
        AuditEntry.objects.bulk_create(
            AuditEntry(workshop=self.workshop, actor=self.author, actor_part="author", action="x",
                       about=paper.ref, text="Something")
            for paper in papers
        )  # fmt: skip
        Mail.objects.bulk_create(
            Mail(workshop=self.workshop, template="decision_accept", email="a@field.example", subject="Yes",
                 body="Yes", part="author", subject_ref=paper.ref)
            for paper in papers
        )  # fmt: skip

    def _people(self, marks: list[str]) -> None:
        for name in marks[: len(marks) // 10]:
            user = UserFactory(name=f"Reviewer {name}")
            ReviewerFactory(workshop=self.workshop, user=user).topics.add(self.topic)
            InvitationFactory(workshop=self.workshop, user=user, state="accepted")
            RoleFactory(workshop=self.workshop, kind="area_chair")
        Job.objects.bulk_create(
            Job(workshop=self.workshop, owner=self.chair, kind="assign", title="Assignment", state="done")
            for _ in marks
        )
        CommitteeMember.objects.bulk_create(
            CommitteeMember(workshop=self.workshop, name=f"Member {mark}") for mark in marks
        )
        speakers = Speaker.objects.bulk_create(
            Speaker(workshop=self.workshop, slug=f"s{mark}", name=f"Speaker {mark}", status="confirmed")
            for mark in marks
        )
        talks = Session.objects.bulk_create(
            Session(
                workshop=self.workshop,
                kind="keynote",
                title=f"Talk {mark}",
                start=NOON,
                end=NOON + HALF_AN_HOUR,
            )
            for mark in marks
        )
        SessionSpeaker.objects.bulk_create(
            SessionSpeaker(session=talk, speaker=speaker)
            for talk, speaker in zip(talks, speakers, strict=True)
        )
        others = Workshop.objects.bulk_create(
            Workshop(slug=f"other-{mark}", acronym=f"Other {mark}", title="Another", is_public=True)
            for mark in marks[: len(marks) // 5]
        )
        assert all(other.pk for other in others)

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    def pages(self) -> list[tuple[Client, str]]:
        """Return the list pages, each with who reads it."""
        visitor, chair = Client(), self.client(self.chair)
        author, reviewer = self.client(self.author), self.client(self.reviewers[0])
        here = f"/{self.workshop.slug}/"
        return [
            *((visitor, here + page) for page in PUBLIC),
            *((visitor, f"/api/v1/workshops{here}{page}") for page in API),
            *((caller(self.chair), f"/api/v1/workshops{here}{page}") for page in API_CHAIRS),
            (caller(self.author), f"/api/v1/workshops{here}my-papers/"),
            (caller(self.reviewers[0]), f"/api/v1/workshops{here}reviewing/"),
            *(
                (chair, here + page.format(run=self.run.pk, session=self.session.public_id))
                for page in CHAIRS
            ),
            *((person, page) for person in (chair, author, reviewer) for page in EVERYONE),
            (author, here + "my-papers/"),
            (author, here + "submit/"),
            (reviewer, here + "reviewing/"),
            (reviewer, here + "reviewing/?q=overall:>3"),
            (reviewer, here + "reviewing/preferences/"),
            (self.client(self.area_chair), here + "reviewing/"),
        ]


def counted(client: Client, path: str) -> int:
    """Return the queries of a visit to a page that is made anew."""
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    assert answer.content
    return len(queries)


@pytest.mark.enumeration
def test_no_list_asks_more_for_more_rows():
    edition = Edition()
    edition.grow(FEW)
    pages = edition.pages()
    for client, path in dict(pages).items():
        counted(client, path)  # what a session, or the workshop's first page of a kind, makes once
    few = [counted(client, path) for client, path in pages]

    edition.grow(MANY)
    many = [counted(client, path) for client, path in pages]

    grown = [
        f"{path}: {before} queries at {FEW} papers, {after} at {MANY}"
        for (_, path), before, after in zip(pages, few, many, strict=True)
        if before != after
    ]
    assert not grown, "\n".join(grown)
    assert edition.number_in() == MANY
