"""A workshop of any size in the middle of its reviewing, and the time that its chairs' tables take."""

from __future__ import annotations

import random
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.models import Mail, Role, Topic, Track, User, Workshop
from reviews.models import Assignment, Conflict, Decision, PaperTag, Review, ReviewAnswer, Reviewer
from reviews.review_form import Kind
from reviews.services.review_forms import form_for
from submissions.models import Author, PaperFile, Submission

FEW, MANY, ROUNDS = 50, 1000, 15
PAGES = {
    "papers, as it opens": "papers/",
    "papers, words": "papers/?q=forest",
    "papers, a long search": "papers/?q=forest+overall%3A%3E%3D5+-%23travel+OR+re%3A%22Person+3%22",
    "papers, sorted by scores": "papers/?sort=-scores&columns=scores,normalised,tags",
    "decisions": "decisions/",
    "reviews": "reviews/",
    "reviewers": "reviewers/",
    "conflicts": "conflicts/",
    "conflicts, the matrix": "conflicts/matrix/",
    "people": "people/",
    "outbox": "mail/",
}
WORDS = [
    "forest",
    "moss",
    "river",
    "glacier",
    "soil",
    "radar",
    "lidar",
    "harvest",
    "drought",
    "flood",
    "bird",
    "tower",
    "canopy",
    "carbon",
    "wheat",
    "ice",
]


def report() -> None:
    """Fill two workshops, ask for each page, print the medians."""
    clients = {many: filled(many) for many in (FEW, MANY)}
    for label, page in PAGES.items():
        few, some = median(clients[FEW], FEW, page)
        lots, more = median(clients[MANY], MANY, page)
        print(
            f"{label:<26} {few:6.1f} ms at {FEW}, {lots:6.1f} ms at {MANY}: "
            f"{lots / few:4.2f} times, {some} and {more} queries",
            flush=True,
        )


def median(client: Client, many: int, page: str) -> tuple[float, int]:
    """Return the milliseconds of the processor that an answer takes at the median, and its queries."""
    path = f"/bench-{many}/chair/{page}"
    times = []
    for _ in range(ROUNDS + 2):
        started = time.process_time()
        answer = client.get(path)
        times.append(1000 * (time.process_time() - started))
        assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return statistics.median(times[2:]), len(queries)


def filled(many: int) -> Client:
    """Make a workshop with its papers, three reviews each, and a chair who is signed in; return her client."""

    draw = random.Random(4)
    workshop = Workshop.objects.create(slug=f"bench-{many}", acronym=f"Bench {many}", title="Bench")
    track = Track.objects.create(workshop=workshop, key="full", name="Full papers")
    topics = [Topic.objects.create(workshop=workshop, name=word) for word in WORDS[:8]]
    people = [
        User.objects.create(email=f"p{many}-{at}@bench.example", name=f"Person {at}")
        for at in range(many // 5)
    ]
    chair = User.objects.create(email=f"chair{many}@bench.example", name="Chair")
    Role.objects.create(workshop=workshop, user=chair, kind="program_chair")
    papers = Submission.objects.bulk_create(
        Submission(
            workshop=workshop, track=track, number=number, state="submitted", submitted_at=timezone.now(),
            title=" ".join(draw.choices(WORDS, k=6)), abstract=" ".join(draw.choices(WORDS, k=180)),
        )
        for number in range(1, many + 1)
    )  # fmt: skip
    links = Submission.topics.through
    links.objects.bulk_create(links(submission=paper, topic=draw.choice(topics)) for paper in papers)
    Author.objects.bulk_create(
        Author(submission=paper, name=f"Author {at}", position=at) for paper in papers for at in range(3)
    )
    report = {"within_limit": True, "unsure": False, "anonymous": True, "leaks": [], "main_text_pages": 4}
    PaperFile.objects.bulk_create(
        PaperFile(submission=paper, version=1, original_name="x.pdf", size=1, sha256="0", check_state="done",
                  report=report)
        for paper in papers
    )  # fmt: skip
    pairs = Assignment.objects.bulk_create(
        Assignment(submission=paper, user=user, mark=mark)
        for paper in papers
        for user, mark in zip(draw.sample(people, 3), "ABC", strict=True)
    )
    _write_reviews(workshop, pairs, draw)
    Decision.objects.bulk_create(
        Decision(submission=paper, outcome="accept_poster") for paper in papers if paper.number % 3
    )
    PaperTag.objects.bulk_create(
        PaperTag(submission=paper, name="travel") for paper in papers if paper.number % 7 == 0
    )
    Conflict.objects.bulk_create(
        Conflict(submission=paper, user=chair, kind="declared") for paper in papers if paper.number % 11 == 0
    )
    _fill_office(workshop, papers, people)
    client = Client(headers={"host": "127.0.0.1:8000"})
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _fill_office(workshop: Workshop, papers: list[Submission], people: list[User]) -> None:
    """Make everybody a reviewer who has conflicts and got mails."""
    Reviewer.objects.bulk_create(Reviewer(workshop=workshop, user=user, max_load=20) for user in people)
    Role.objects.bulk_create(Role(workshop=workshop, user=user, kind="reviewer") for user in people)
    about = [(paper, people[paper.number * 7 % len(people)]) for paper in papers]
    Conflict.objects.bulk_create(
        Conflict(submission=paper, user=user, kind="declared") for paper, user in about
    )
    Mail.objects.bulk_create(
        Mail(workshop=workshop, template="review_assigned", recipient=user, email=user.email, part="reviewer",
             subject="A paper to review", body="Dear colleague", subject_ref=paper.ref, state="sent",
             sent_at=timezone.now(), dedupe_key=f"assigned:{paper.pk}")
        for paper, user in about
    )  # fmt: skip


def _write_reviews(workshop: Workshop, pairs: list[Assignment], draw: random.Random) -> None:
    """Write a review for each assignment; one in forty says next to nothing."""
    form = form_for(workshop, None)
    reviews = Review.objects.bulk_create(
        Review(assignment=pair, form=form, overall=draw.randint(1, 10), confidence=draw.randint(1, 5),
               state="submitted")
        for pair in pairs
    )  # fmt: skip
    ReviewAnswer.objects.bulk_create(
        ReviewAnswer(
            review=review, question=question, text=" ".join(draw.choices(WORDS, k=3 if at % 40 == 0 else 60))
        )
        for at, review in enumerate(reviews)
        for question in form.questions.filter(kind=Kind.TEXT)
    )
