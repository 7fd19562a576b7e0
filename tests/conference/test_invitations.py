"""Invited people answer by their link, with or without an account."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from conference.models import Invitation, Role
from conference.services import accounts, invitations
from reviews.models import Reviewer
from tests.factories import DateFactory, InvitationFactory, RoleFactory, UserFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def invite(workshop, email, **changes):
    guest = invitations.Guest(email=email, name="Ada Ngata", **changes)
    chair = RoleFactory(workshop=workshop).user
    made = invitations.invite(workshop=workshop, by=chair, kind="reviewer", guests=[guest])
    return made[0] if made else None


def test_invitation_goes_out_once_with_its_link(django_capture_on_commit_callbacks):
    workshop = WorkshopFactory()
    with django_capture_on_commit_callbacks(execute=True):
        first = invite(workshop, "Ada@Lab.example")
        second = invite(workshop, "ada@lab.example")
    assert second is None
    assert [message.to for message in mail.outbox] == [["ada@lab.example"]]
    assert f"/invitations/{first.token}/" in mail.outbox[0].body


def test_person_without_account_accepts_and_gets_the_part_when_she_verifies_the_address(client):
    invitation = invite(WorkshopFactory(), "ada@lab.example")
    page = f"/invitations/{invitation.token}/"
    due = {"workshop": invitation.workshop, "key": "review_deadline", "at": datetime(2099, 3, 2, tzinfo=UTC)}
    DateFactory(**due, zone="local", whole_day=True)
    assert "2 March 2099" in client.get(page).content.decode()

    client.post(page, {"answer": "accept", "max_load": "2"})

    invitation.refresh_from_db()
    assert (invitation.state, invitation.user) == ("accepted", None)
    assert "Papers at least" not in client.get(page).content.decode()  # nobody asked for a least
    assert "Create an account" in client.get(page).content.decode()
    user = UserFactory(email="ada@lab.example", verified=False)
    EmailAddress.objects.create(user=user, email="ada@lab.example", verified=True, primary=True)
    accounts.email_verified(user=user, email="ADA@lab.example")
    assert Role.objects.filter(user=user, kind="reviewer").exists()
    assert Reviewer.objects.get(user=user).max_load == 2


def test_person_with_account_is_reviewer_at_once(client):
    user = UserFactory(email="ada@lab.example")
    invitation = invite(WorkshopFactory(), "ada@lab.example", max_load=5, min_load=4)
    page = f"/invitations/{invitation.token}/"
    assert "Papers at least" in client.get(page).content.decode()
    client.post(page, {"answer": "accept"})
    loads = Reviewer.objects.filter(user=user, workshop=invitation.workshop).values_list(
        "max_load", "min_load"
    )
    assert loads.get() == (5, 4)
    client.post(page, {"answer": "accept", "max_load": "5", "min_load": "1"})
    assert loads.get() == (5, 1)
    client.post(page, {"answer": "accept", "max_load": "2", "min_load": ""})
    assert loads.get() == (2, 0)


@pytest.mark.enumeration
def test_answer_can_be_changed_by_the_same_link(client):
    user = UserFactory(email="ada@lab.example")
    invitation = invite(WorkshopFactory(), "ada@lab.example")
    page = f"/invitations/{invitation.token}/"
    client.post(page, {"answer": "accept"})
    assert Role.objects.filter(user=user).exists()

    client.post(page, {"answer": "decline", "message": "Field work"})

    invitation.refresh_from_db()
    assert (invitation.state, invitation.message) == ("declined", "Field work")
    assert not Role.objects.filter(user=user).exists()


def test_unknown_and_cancelled_links_look_the_same(client):
    cancelled = InvitationFactory(state=Invitation.State.CANCELLED)
    alive = InvitationFactory()
    assert client.get(f"/invitations/{alive.token}/").status_code == 200
    gone = client.get(f"/invitations/{cancelled.token}/")
    missing = client.get("/invitations/nothing/")
    assert (
        (gone.status_code, gone.content) == (missing.status_code, missing.content) == (404, missing.content)
    )


def test_looking_changes_nothing(client):
    invitation = InvitationFactory()
    client.get(f"/invitations/{invitation.token}/?answer=accept")
    invitation.refresh_from_db()
    assert invitation.state == "pending"
