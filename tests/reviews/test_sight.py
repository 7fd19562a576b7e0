import pytest
from django.utils import timezone

from conference.visibility import NOBODY, viewer_of
from reviews.sight import Info
from reviews.visibility import papers_visible_to, rights, with_facts
from submissions.models import Submission
from tests.factories import AssignmentFactory, AuthorFactory, DecisionFactory, RoleFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def test_nobody_is_no_author_of_a_paper_whose_authors_have_no_account():
    paper = SubmissionFactory()
    AuthorFactory(submission=paper, user=None, name="Ada Unregistered")

    seen = with_facts(Submission.objects.all(), NOBODY, paper.workshop).get()

    assert not rights(seen, NOBODY, paper.workshop).sees(Info.PAPER_EXISTENCE)
    assert list(papers_visible_to(NOBODY, paper.workshop)) == []


def test_published_paper_is_public():
    paper = SubmissionFactory()
    DecisionFactory(submission=paper, released_at=timezone.now())
    paper.workshop.papers_published_at = timezone.now()
    paper.workshop.save()

    assert [p.number for p in papers_visible_to(NOBODY, paper.workshop, Info.AUTHOR_IDENTITIES)] == [
        paper.number
    ]


def test_chair_who_is_author_is_only_author():
    paper = SubmissionFactory()
    role = RoleFactory(workshop=paper.workshop)
    AuthorFactory(submission=paper, user=role.user)
    AssignmentFactory(submission=paper)
    viewer = viewer_of(role.user)

    seen = papers_visible_to(viewer, paper.workshop).get()

    assert rights(seen, viewer, paper.workshop).sees(Info.AUTHOR_IDENTITIES)
    assert not rights(seen, viewer, paper.workshop).sees(Info.REVIEWER_IDENTITIES)
