"""What somebody has to do is shown to that person alone."""

import pytest
from django.utils import timezone

from reviews.models import Review
from submissions.author_links import author_token
from tests.cast import make_cast
from tests.clients import client_of, text_of
from tests.factories import AuthorFactory, RoleFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


def own_work(user):
    return text_of(client_of(user), "/me/")


def test_a_confirmation_is_asked_of_the_author_who_was_invited():
    zoe, other = UserFactory(), UserFactory()
    paper = SubmissionFactory(state="submitted")
    link = author_token(
        AuthorFactory(submission=paper, user=zoe, standing="waiting", invited_at=timezone.now())
    )
    AuthorFactory(submission=paper, user=other, standing="confirmed", position=1)
    assert link in own_work(zoe)
    assert link not in own_work(other)


def test_a_final_version_is_asked_of_the_papers_authors():
    cast = make_cast("released_accepted")
    link = f"/my-papers/{cast.paper.number}/camera-ready/"
    assert link in own_work(cast.people["author"])
    for other in ("other_author", "reviewer_assigned", "program_chair"):
        assert link not in own_work(cast.people[other])


def test_an_ethics_flag_is_shown_to_chairs_of_its_workshop():
    cast = make_cast("reviewing")
    Review.objects.filter(assignment__mark="B").update(ethics_flag=True, state="submitted")
    link = f"/papers/{cast.paper.number}/discussion/"
    assert link in own_work(cast.people["program_chair"])
    assert link not in own_work(RoleFactory().user)
    assert link not in own_work(cast.people["reviewer_unassigned"])
