"""The chairs' page of reviewers: inviting by list, reminding, taking back, and the table."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conference.models import Invitation, Mail
from conference.services import invitations
from reviews.models import Assignment, Reviewer
from tests.cast import make_cast
from tests.clients import body_of, client_of
from tests.factories import (
    AssignmentFactory,
    ConflictFactory,
    InvitationFactory,
    ReviewFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "Jane Doe <jane@hill.example>, Hill College, 3\nbo@hill.example\n"


def csv_file(text, encoding="utf-8"):
    return SimpleUploadedFile("reviewers.csv", text.encode(encoding), content_type="text/csv")


@pytest.mark.enumeration
def test_a_list_is_shown_with_a_sample_before_anything_is_sent(room):
    url = room.url("reviewers/invite/")
    text = body_of(room.client.post(url, {"text": LIST, "step": "preview"}))
    assert "2 invitations to send" in text
    assert "Dear Jane Doe" in text
    assert "Hill College" in text
    assert not Mail.objects.exists()
    assert room.client.post(url, {"text": LIST, "step": "send"}).status_code == 302
    found = {row.email: (row.name, row.affiliation, row.max_load) for row in Invitation.objects.all()}
    assert found == {"jane@hill.example": ("Jane Doe", "Hill College", 3), "bo@hill.example": ("", "", None)}
    assert Mail.objects.filter(template="invitation").count() == 2


def test_what_the_preview_hands_on_is_what_is_sent(room):
    url = room.url("reviewers/invite/")
    response = room.client.post(
        url, {"file": csv_file('name,email\n"Doe, José",jose@hill.example\n', "latin-1"), "step": "preview"}
    )
    room.client.post(url, {"text": response.context["text"], "step": "send"})
    assert Invitation.objects.get().name == "Doe, José"


@pytest.mark.enumeration
def test_a_broken_row_57_stops_all_of_it_and_is_named_with_the_text_kept(room):
    rows = ["name,email,affiliation,load", *(f"Person {n},p{n}@hill.example,Hill,3" for n in range(2, 101))]
    rows[56] = "Person 57,p57 at hill,Hill,3"
    for data in ({"text": "\n".join(rows)}, {"file": csv_file("\n".join(rows))}):
        response = room.client.post(room.url("reviewers/invite/"), {**data, "step": "send"})
        text = body_of(response, 422)
        assert '<td class="num" data-label="Row">57</td>' in text
        assert "“p57 at hill” is not an e-mail address." in text
        assert "Nobody was invited" in text
        assert "Person 99,p99@hill.example,Hill,3" in text
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_an_empty_list_and_a_huge_file_are_refused_in_words(room):
    url = room.url("reviewers/invite/")
    assert "Paste at least one line" in body_of(room.client.post(url, {"text": " "}), 422)
    huge = SimpleUploadedFile("x.csv", b"a@b.example\n" * 100_000)
    assert "at most 1 MB" in body_of(room.client.post(url, {"file": huge}), 422)


def test_who_was_invited_or_reviews_gets_no_second_mail(room):
    InvitationFactory(workshop=room.workshop, email="jane@hill.example")
    member = room.reviewer("Mia Member")
    text = body_of(
        room.client.post(room.url("reviewers/invite/"), {"text": f"{LIST}{member.email}", "step": "preview"})
    )
    assert "1 invitation to send" in text
    assert "was invited before and has not answered" in text
    assert "reviews here already" in text
    room.client.post(room.url("reviewers/invite/"), {"text": f"{LIST}{member.email}", "step": "send"})
    assert [mail.email for mail in Mail.objects.all()] == ["bo@hill.example"]


def test_the_table_says_how_far_each_is(room):
    ready = room.reviewer("Rea Ready", max_load=5, conflicts_declared_at=timezone.now())
    Reviewer.objects.get(user=ready).topics.add(TopicFactory(workshop=room.workshop))
    room.reviewer("Nora Notyet")
    InvitationFactory(workshop=room.workshop, name="Will Wait")
    InvitationFactory(workshop=room.workshop, name="Dora Declined", state="declined", message="On leave")
    InvitationFactory(workshop=room.workshop, name="Axel Accepted", state="accepted", max_load=2)
    paper = room.paper()
    ReviewFactory(assignment=AssignmentFactory(submission=paper, user=ready))
    lines = {line.name: line for line in room.client.get(room.url("reviewers/")).context["page"]}
    assert {name: line.standing.value for name, line in lines.items()} == {
        "Rea Ready": "ready", "Nora Notyet": "accepted", "Will Wait": "waiting",
        "Dora Declined": "declined", "Axel Accepted": "no_account",
    }  # fmt: skip
    line = lines["Rea Ready"]
    assert (line.load, line.topics, line.assigned, line.done) == (5, 1, 1, 1)
    assert lines["Dora Declined"].message == "On leave"


def test_search_state_and_order_narrow_the_table(room):
    room.reviewer("Anna Fir", max_load=2)
    room.reviewer("Bert Fir", max_load=6)
    InvitationFactory(workshop=room.workshop, name="Carl Oak", affiliation="Fir Institute")

    def names(**query):
        return [line.name for line in room.client.get(room.url("reviewers/"), query).context["page"]]

    assert names(q="fir") == ["Anna Fir", "Bert Fir", "Carl Oak"]
    assert names(q="oak") == ["Carl Oak"]
    assert names(standing="accepted") == ["Anna Fir", "Bert Fir"]
    assert names(sort="-load", standing="accepted") == ["Bert Fir", "Anna Fir"]
    assert names(sort="-name") == ["Carl Oak", "Bert Fir", "Anna Fir"]
    assert names(sort="nonsense", standing="nonsense") == ["Anna Fir", "Bert Fir", "Carl Oak"]


@pytest.mark.enumeration
def test_counts_leave_out_papers_kept_from_the_chair(room):
    reviewer = room.reviewer("Rita")
    paper = room.paper()
    AssignmentFactory(submission=paper, user=reviewer)
    other = room.another_chair()

    def assigned():
        return [line.assigned for line in client_of(other).get(room.url("reviewers/")).context["page"]]

    assert assigned() == [1]
    ConflictFactory(submission=paper, user=other)
    assert assigned() == [0]


def test_only_those_who_have_not_answered_are_reminded_and_once_a_day(room):
    waiting = InvitationFactory(workshop=room.workshop)
    for state in ("accepted", "declined", "cancelled"):
        InvitationFactory(workshop=room.workshop, state=state)
    InvitationFactory()
    url = room.url("mail/reminders/invitation/")
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
        room.client.post(url)
        room.client.post(url)
    assert [mail.email for mail in Mail.objects.filter(template="invitation_reminder")] == [waiting.email]
    with time_machine.travel("2026-03-02T12:00:00Z", tick=False):
        room.client.post(room.url(f"reviewers/invitations/{waiting.pk}/remind/"))
    assert Mail.objects.filter(template="invitation_reminder").count() == 2


def test_an_invitation_is_taken_back_and_sent_again(room):
    found = InvitationFactory(workshop=room.workshop)
    link = f"/invitations/{found.token}/"
    assert room.client.get(link).status_code == 200
    room.client.post(room.url(f"reviewers/invitations/{found.pk}/cancel/"))
    assert room.client.get(link).status_code == 404
    room.client.post(room.url(f"reviewers/invitations/{found.pk}/again/"))
    assert room.client.get(link).status_code == 200
    assert Mail.objects.get().email == found.email
    again = room.client.post(room.url(f"reviewers/invitations/{found.pk}/again/"), follow=True)
    assert "nothing to send again" in body_of(again)


def test_another_workshops_invitation_is_out_of_reach(room):
    other = InvitationFactory()
    for act in ("cancel", "again"):
        assert room.client.post(room.url(f"reviewers/invitations/{other.pk}/{act}/")).status_code == 404


def test_a_removed_reviewer_gives_her_papers_back_and_her_reviews_stay(room):
    reviewer = room.reviewer("Rita Reviewer")
    done = ReviewFactory(assignment=AssignmentFactory(submission=room.paper(), user=reviewer)).assignment
    open_one = AssignmentFactory(submission=room.paper(), user=reviewer)
    row = Reviewer.objects.get(user=reviewer)
    room.client.post(room.url(f"reviewers/{row.pk}/remove/"))
    assert not Reviewer.objects.filter(pk=row.pk).exists()
    assert Assignment.objects.get(pk=done.pk).state == "active"
    assert Assignment.objects.get(pk=open_one.pk).state == "removed"
    assert client_of(reviewer).get(f"/{room.workshop.slug}/reviewing/preferences/").status_code == 404


def test_someone_who_declines_after_all_gives_her_papers_back(room):
    user = UserFactory()
    found = InvitationFactory(workshop=room.workshop, email=user.email, max_load=3)
    invitations.accept(invitation=found)
    assert Reviewer.objects.get(user=user).max_load == 3
    row = AssignmentFactory(submission=room.paper(), user=user)
    found.refresh_from_db()
    invitations.decline(invitation=found, message="Ill")
    row.refresh_from_db()
    assert (row.state, row.ended_reason) == ("declined", "Ill")


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "actor", ["author", "reviewer_assigned", "area_chair_assigned", "site_editor", "site_admin"]
)
def test_nobody_but_chairs_comes_in(actor):
    cast = make_cast("submitted")
    for rest in ("reviewers/", "reviewers/invite/"):
        url = f"/{cast.workshop.slug}/chair/{rest}"
        assert client_of(cast.people["program_chair"]).get(url).status_code == 200
        assert client_of(cast.people[actor]).get(url).status_code == 404
    assert (
        client_of(cast.people[actor])
        .post(f"/{cast.workshop.slug}/chair/reviewers/invite/", {"text": LIST, "step": "send"})
        .status_code
        == 404
    )
    assert not Invitation.objects.exists()
