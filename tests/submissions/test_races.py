"""Two requests at the same moment, in two threads with connections of their own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from conference.errors import PlenaryError, Stale
from conference.models import Mail
from submissions.models import Submission
from submissions.services import papers
from submissions.services.files import add_file
from tests.factories import (
    AuthorFactory,
    DateFactory,
    PaperFileFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)
from tests.pdfs import pdf_bytes, upload

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(*calls):
    """Start all calls at the same moment; their results, or the errors they raised."""
    barrier = threading.Barrier(len(calls))

    def one(call):
        try:
            barrier.wait()
            return call()
        except PlenaryError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


@pytest.fixture
def track():
    return TrackFactory(workshop=DateFactory().workshop)


def submission(track):
    paper = SubmissionFactory(track=track, state="draft")
    AuthorFactory(submission=paper, user=UserFactory(), is_corresponding=True)
    PaperFileFactory(submission=paper)
    return paper


def test_papers_begun_at_once_get_numbers_of_their_own(track):
    people = [UserFactory() for _ in range(AT_ONCE)]

    begun = together(
        *(
            lambda person=person: papers.create_draft(workshop=track.workshop, track=track, by=person)
            for person in people
        )
    )

    assert sorted(paper.number for paper in begun) == [1, 2, 3, 4]


def test_second_click_at_the_same_moment_submits_once(track, settings):
    paper = submission(track)
    author = paper.authors.get().user
    PaperFileFactory._meta.model.objects.update(checked_for=papers.check_basis(paper))

    together(*[lambda: papers.submit(submission=paper, by=author)] * AT_ONCE)

    assert Submission.objects.get().state == "submitted"
    assert Mail.objects.filter(template__startswith="submission_received").count() == 1


def test_two_co_authors_at_the_same_moment_lose_nothing_unnoticed(track):
    paper = submission(track)
    first = paper.authors.get().user
    second = UserFactory()
    AuthorFactory(submission=paper, user=second, position=1)
    authors = tuple(papers.entries_of(paper))

    def saving(person, title):
        entry = papers.PaperEntry(track=track, title=title, authors=authors)
        return lambda: papers.save_draft(submission=paper, by=person, expected=1, entry=entry)

    outcomes = together(saving(first, "One title"), saving(second, "Another title"))

    assert sorted(type(outcome) for outcome in outcomes if isinstance(outcome, Stale)) == [Stale]
    assert Submission.objects.get().version == 2


def test_uploads_at_the_same_moment_are_versions_of_their_own(track):
    paper = submission(track)
    author = paper.authors.get().user

    together(
        *(
            lambda pages=pages: add_file(
                kind="paper", submission=paper, uploaded_file=upload(pdf_bytes(pages)), by=author
            )
            for pages in (1, 2, 3)
        )
    )

    assert sorted(file.version for file in paper.files.all()) == [1, 2, 3, 4]
