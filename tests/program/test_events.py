"""What the product does is what webhooks hear of: each kind of event comes from the service that does the thing."""

from __future__ import annotations

import pytest

from conference import events
from conference.models import Webhook, WebhookDelivery
from program.models import NewsPost
from program.services.publish import papers_set_public
from program.services.releases import release_create
from program.services.site import news_save
from reviews.models import Review
from reviews.services.decisions import correct_decision, release_decisions
from reviews.services.reviews import submit_review
from submissions.models.papers import SubmissionState
from submissions.services.desk import restore_for_authors, take_up_again
from submissions.services.papers import desk_reject, withdraw
from submissions.services.states import record_author_act, set_submitted
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    DecisionFactory,
    ReviewFactory,
    RoleFactory,
    SessionFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    found = RoleFactory()
    Webhook.objects.create(
        workshop=found.workshop,
        owner=found.user,
        url="https://hooks.example/in",
        events=[kind.key for kind in events.kinds()],
    )
    return found


def heard():
    return list(WebhookDelivery.objects.order_by("pk").values_list("event", flat=True))


def test_way_of_a_paper(chair):
    draft = SubmissionFactory(track__workshop=chair.workshop, state=SubmissionState.DRAFT)
    author = AuthorFactory(submission=draft).user
    record_author_act(draft, author, "paper.edited", "Changed title")
    assert heard() == [], "of drafts chairs know nothing"
    set_submitted(paper=draft, by=author, moment=draft.created_at, text="Submitted")
    record_author_act(draft, author, "paper.edited", "Changed title")
    withdraw(submission=draft, by=author)
    restore_for_authors(submission=draft, by=chair.user)
    desk_reject(submission=draft, by=chair.user, reason="Out of scope")
    take_up_again(submission=draft, by=chair.user)
    assert heard() == [
        "submission.submitted",
        "submission.updated",
        "submission.withdrawn",
        "submission.restored",
        "submission.desk_rejected",
        "submission.restored",
    ]
    assert set(heard()) == {kind.key for kind in events.kinds() if kind.key.startswith("submission.")}


def test_from_the_review_to_the_site(chair):
    workshop, by = chair.workshop, chair.user
    paper = SubmissionFactory(track__workshop=workshop)
    AuthorFactory(submission=paper)
    review = ReviewFactory(assignment=AssignmentFactory(submission=paper))
    Review.objects.update(state=Review.State.DRAFT)
    submit_review(assignment=review.assignment, expected=review.version, values={})
    decision = DecisionFactory(submission=paper)
    release_decisions(workshop=workshop, by=by, seen={paper.pk: decision.version})
    decision.refresh_from_db()
    correct_decision(submission=paper, by=by, outcome="accept_oral", text="", expected=decision.version)
    workshop.refresh_from_db()
    papers_set_public(workshop=workshop, actor=by, public=True, expected=workshop.version)
    SessionFactory(workshop=workshop)
    release_create(workshop=workshop, actor=by)
    post = news_save(
        post=NewsPost(workshop=workshop), actor=by, title="Hello", body="World", expected=1, published=True
    )
    news_save(post=post, actor=by, title="Hello again", body="World", expected=post.version)
    assert heard() == [
        "review.submitted",
        "decision.released",
        "decision.corrected",
        "papers.published",
        "schedule.released",
        "news.published",
    ]
    assert all(paper.title not in body for body in WebhookDelivery.objects.values_list("body", flat=True))
