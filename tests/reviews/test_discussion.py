"""Discussion, recommendation and the authors' answer: who writes what to whom, and when."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from conference.models import Workshop
from reviews.models import Comment, DiscussionFollower, MetaReview, Rebuttal
from tests.cast import make_cast, retract_review
from tests.clients import client_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/cast-2026/papers/1/discussion/"
META = "/cast-2026/reviewing/1/meta-review/"
ANSWER = "/cast-2026/my-papers/1/answer/"
WINDOW = "/cast-2026/chair/reviews/rebuttal/"


@pytest.fixture
def cast():
    found = make_cast("discussion")
    Rebuttal.objects.all().delete()
    MetaReview.objects.all().delete()
    return found


@pytest.fixture
def clients(cast):
    return {actor: client_of(user) for actor, user in cast.people.items()}


def send(client, text, audience="committee", **more):
    return client.post(PAGE, {"text": text, "audience": audience, **more})


# Comments


@pytest.mark.enumeration
def test_a_comment_reaches_those_its_button_names(clients):
    assert "Send to area chair and chairs only" in text_of(clients["reviewer_assigned"], PAGE)
    assert send(clients["program_chair"], "Quietword vetch", "chairs").status_code == 302
    assert send(clients["area_chair_assigned"], "Openword clover").status_code == 302
    assert "Quietword vetch" in text_of(clients["area_chair_assigned"], PAGE)
    seen = text_of(clients["reviewer_assigned"], PAGE)
    assert "Openword clover" in seen
    assert "Quietword vetch" not in seen
    for name in ("Quentin Blackadder", "Program Chair Vandermeer", "Area Chair Assigned"):
        assert name not in seen
    assert "Reviewer B" in seen
    assert "Quentin Blackadder" in text_of(clients["area_chair_assigned"], PAGE)


def test_an_answer_stays_among_those_who_read_what_it_answers(clients):
    secret = Comment.objects.get(text="Chairsword monkshood")
    refused = send(clients["area_chair_assigned"], "Out it goes", "committee", reply_to=secret.pk)
    assert refused.status_code == 422
    assert "Out it goes" in refused.content.decode()
    unseen = send(clients["reviewer_assigned"], "About the secret", reply_to=secret.pk)
    assert unseen.status_code == 422
    assert send(clients["area_chair_assigned"], "Kept", "chairs", reply_to=secret.pk).status_code == 302


def test_nobody_writes_before_her_own_review_is_in_or_after_the_release(cast, clients):
    assert "Commentword wolfsbane" in text_of(clients["reviewer_assigned"], PAGE)
    review = cast.paper.assignments.get(mark="A").review
    retract_review(review)
    assert clients["reviewer_assigned"].get(PAGE).status_code == 404
    assert send(clients["reviewer_assigned"], "Too early").status_code == 404
    from tests.factories import DecisionFactory

    DecisionFactory(submission=cast.paper, released_at=timezone.now())
    assert send(clients["program_chair"], "Too late").status_code == 403
    assert not Comment.objects.filter(text__startswith="Too").exists()


@pytest.mark.enumeration
def test_a_comment_is_changed_for_a_short_time_and_chairs_read_what_it_said(clients):
    send(clients["reviewer_assigned"], "First wording")
    comment = Comment.objects.get(text="First wording")
    edit = f"{PAGE}{comment.pk}/"
    assert clients["area_chair_assigned"].get(edit).status_code == 404
    assert (
        clients["reviewer_assigned"].post(edit, {"version": 1, "text": "Second wording"}).status_code == 302
    )
    assert clients["reviewer_assigned"].post(edit, {"version": 1, "text": "Third"}).status_code == 409
    assert "First wording" in text_of(clients["area_chair_assigned"], PAGE)
    seen = text_of(clients["reviewer_assigned"], PAGE)
    assert "Second wording" in seen
    assert "First wording" not in seen
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        late = client_of(comment.author)
        assert late.post(edit, {"version": 2, "text": "Much later"}).status_code == 403
    comment.refresh_from_db()
    assert comment.text == "Second wording"


def test_what_is_new_is_marked_until_it_is_read(clients):
    reviewer = clients["reviewer_assigned"]
    assert "1 new" in text_of(reviewer, PAGE)
    assert "1 new comment" in text_of(reviewer, "/cast-2026/reviewing/")
    reviewer.post(f"{PAGE}read/", {"last": Comment.objects.last().pk})
    assert "1 new" not in text_of(reviewer, PAGE)
    assert "new comment" not in text_of(reviewer, "/cast-2026/reviewing/")
    send(clients["area_chair_assigned"], "Between us", "chairs")
    assert "1 new" not in text_of(reviewer, PAGE)
    send(clients["area_chair_assigned"], "For all")
    assert "1 new" in text_of(reviewer, PAGE)


def test_mails_are_off_then_one_until_it_is_read_without_names_or_text(
    cast, clients, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(clients["area_chair_assigned"], "Unannounced")
    assert mail.outbox == []
    assert clients["reviewer_assigned"].post(f"{PAGE}follow/", {"on": "1"}).status_code == 302
    for actor in ("author", "reviewer_unassigned", "reviewer_conflicted", "program_chair_conflicted"):
        assert clients[actor].post(f"{PAGE}follow/", {"on": "1"}).status_code == 404
        # Someone who asked for mails elsewhere in the workshop hears of this paper no more than she may read of it.
        DiscussionFollower.objects.create(workshop=cast.workshop, user=cast.people[actor])
    with django_capture_on_commit_callbacks(execute=True):
        send(client_of(cast.paper.assignments.get(mark="B").user), "Announced bryony")
        send(clients["area_chair_assigned"], "Once more")
        send(clients["area_chair_assigned"], "Chairs only", "chairs")
    assert [message.to for message in mail.outbox] == [["reviewer_assigned@cast.example"]]
    told = mail.outbox[0].message().as_string()
    assert "Reviewer B" in told
    for hidden in ("Quentin", "Blackadder", "bryony"):
        assert hidden not in told
    clients["reviewer_assigned"].post(f"{PAGE}follow/", {"on": "0"})
    assert not DiscussionFollower.objects.filter(user=cast.people["reviewer_assigned"]).exists()


# Recommendations


def test_a_recommendation_is_a_draft_until_it_is_submitted_and_complete(clients):
    area_chair = clients["area_chair_assigned"]
    given = {"version": 1, "recommendation": "accept_oral", "text": "", "for_chairs": "Privateword rue"}
    refused = area_chair.post(META, {**given, "action": "submit"})
    assert refused.status_code == 422
    assert "Say in a few sentences" in refused.content.decode()
    assert "Privateword rue" in refused.content.decode()
    assert "Privateword rue" not in text_of(clients["program_chair"], PAGE)

    version = MetaReview.objects.get().version
    done = area_chair.post(META, {**given, "version": version, "text": "Sumword sorrel", "action": "submit"})
    assert done.status_code == 302
    shown = text_of(clients["program_chair"], PAGE)
    assert "Sumword sorrel" in shown
    assert "Privateword rue" in shown
    assert "Sumword sorrel" not in text_of(clients["reviewer_assigned"], PAGE)
    assert (
        area_chair.post(META, {**given, "version": 1, "text": "Other", "action": "save"}).status_code == 409
    )
    saved = area_chair.post(f"{META}?autosave=1", {**given, "version": 99, "text": "Sumword sorrel"})
    assert saved.json() == {"fields": {"version": MetaReview.objects.get().version}}
    assert clients["area_chair_unassigned"].get(META).status_code == 404


# The authors' answer


def open_window(clients, **changes):
    until = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    return clients["program_chair"].post(WINDOW, {"until": until, "words": 100, "action": "open", **changes})


def test_authors_read_and_answer_their_reviews_while_the_rebuttal_is_open(
    cast, clients, django_capture_on_commit_callbacks
):
    author = clients["author"]
    assert author.get(ANSWER).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert open_window(clients).status_code == 302
    assert {message.to[0] for message in mail.outbox} == {
        "author@cast.example",
        "ignatius@bellweather.example",
    }
    shown = text_of(author, ANSWER)
    assert "Otherreviewword marigold" in shown
    for hidden in ("hellebore", "gentian", "Quentin", "Underhill", "wolfsbane"):
        assert hidden not in shown
    assert clients["other_author"].get(ANSWER).status_code == 404

    given = {"version": 0, "text": "Thanksword borage", "to_B": "Winterword anise"}
    saved = author.post(f"{ANSWER}?autosave=1", given).json()["fields"]["version"]
    assert "Thanksword borage" not in text_of(clients["program_chair"], PAGE)
    long = author.post(ANSWER, {**given, "version": saved, "to_A": "word " * 100, "action": "send"})
    assert long.status_code == 422
    assert "104 words in all, and 100 are allowed" in long.content.decode()
    saved = Rebuttal.objects.get().version
    assert author.post(ANSWER, {**given, "version": saved, "action": "send"}).status_code == 302
    for actor in ("reviewer_assigned", "area_chair_assigned", "program_chair"):
        read = text_of(clients[actor], PAGE)
        assert "Thanksword borage" in read
        assert "Winterword anise" in read
        assert "Ottoline" not in read
    assert clients["program_chair_conflicted"].get(PAGE).status_code == 404


@pytest.mark.enumeration
def test_the_rebuttal_ends_with_its_last_second_and_reviews_wait_again(cast, clients):
    open_window(clients)
    workshop = Workshop.objects.get(pk=cast.workshop.pk)
    with time_machine.travel(workshop.rebuttal_until, tick=False):
        assert client_of(cast.people["author"]).get(ANSWER).status_code == 200
    with time_machine.travel(workshop.rebuttal_until + timedelta(seconds=1), tick=False):
        author = client_of(cast.people["author"])
        assert author.get(ANSWER).status_code == 404
        assert "marigold" not in text_of(author, "/cast-2026/my-papers/1/")


@pytest.mark.enumeration
def test_answers_come_before_decisions(cast, clients):
    decision = {"version": 0, "outcome": "reject", "text": "", "action": "save"}
    path = "/cast-2026/chair/decisions/1/"
    open_window(clients)
    refused = clients["program_chair"].post(path, decision)
    assert "Close the rebuttal" in refused.content.decode()
    assert clients["program_chair"].post(WINDOW, {"action": "close"}).status_code == 302
    assert clients["program_chair"].post(path, decision).status_code == 302
    again = open_window(clients)
    assert again.status_code == 403
    assert "take the drafts back first" in again.content.decode()


def test_a_rebuttal_needs_the_discussion_and_a_moment_to_come(cast, clients):
    past = open_window(clients, until="2020-01-01T10:00")
    assert "Choose a moment to come." in past.content.decode()
    Workshop.objects.filter(pk=cast.workshop.pk).update(discussion_opened_at=None)
    assert "Open the discussion first" in open_window(clients).content.decode()
