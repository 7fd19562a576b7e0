"""The chairs' part of the API on the committee: invitations, reviewers, those whom others suggested."""

from __future__ import annotations

from types import SimpleNamespace

from django.db import transaction
from django.db.models import QuerySet
from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import NotFound, Refused
from conference.forms.reading import require_valid
from conference.models import Invitation, SuggestedGuest
from conference.reminders import kind_of
from conference.services import invitations as services
from conference.services import reminders
from conference.services.invitation_reminders import owed_answer
from reviews.api import examples
from reviews.api.chairs import READ, WRITE, ChairDoor
from reviews.forms.preferences import LoadForm
from reviews.forms.reviewers import read_guests
from reviews.models import Reviewer
from reviews.selectors import guests
from reviews.selectors import reviewers as people
from reviews.selectors.sub_reviews import sub_review_lines
from reviews.serializers import recruiting as shapes
from reviews.serializers.chairs import ReviewerQuerySerializer, ReviewerSerializer
from reviews.services import committee

TAG = "Chairs: people"
INVITATION = {
    "id": 18,
    "email": "tomoe.kirishima@setouchi-obs.example",
    "name": "Tomoe Kirishima",
    "affiliation": "Setouchi Observatory",
    "role": "reviewer",
    "state": "pending",
    "is_expired": False,
    "load": 4,
    "at_least": None,
    "answer_by": "2026-01-26",
    "message": "",
    "invited_at": "2026-01-12T09:00:00Z",
    "answered_at": None,
}
INVITED = {
    "sent": 1,
    "people": [
        {
            "email": "tomoe.kirishima@setouchi-obs.example",
            "name": "Tomoe Kirishima",
            "role": "reviewer",
            "state": "new",
            "note": "",
        }
    ],
    "repeated": [],
}
SUGGESTION = {
    "id": 4,
    "name": "Imre Halmos",
    "email": "imre@halmos.example",
    "role": "reviewer",
    "suggested_by": "Tomoe Kirishima",
}
SUB_REVIEWER = {
    "name": "Imre Halmos",
    "email": "imre@halmos.example",
    "reviewer": "Tomoe Kirishima",
    "number": 12,
    "state": "accepted",
    "listed": True,
}


class InvitationDoor(ChairDoor):
    """An address of the invitations to the committee."""

    def invitations(self) -> QuerySet[Invitation]:
        rows = Invitation.objects.filter(workshop=self.workshop, kind__in=guests.PARTS)
        return rows.select_related("workshop", "user")

    def found(self, pk: int) -> Invitation:
        row = self.invitations().filter(pk=pk).first()
        if row is None:
            raise NotFound
        return row


class Invitations(InvitationDoor):
    """The invitations to the committee."""

    @operation(
        "list_invitations", "The invitations to the committee", tag=TAG, scope=READ, paged=True,
        query=shapes.InvitationQuerySerializer, answers=shapes.InvitationSerializer, example=INVITATION,
    )  # fmt: skip
    def get(self) -> Response:
        """List the invitations of reviewers and area chairs, the newest first."""
        asked, rows = self.asked(), self.invitations()
        wanted = {"kind": asked["role"], "state": asked["state"]}
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        return self.page(self.part.newest_first(rows, list))

    @operation(
        "invite", "Invite people to the committee", tag=TAG, scope=WRITE, keyed=True,
        takes=shapes.InviteSerializer,
        sent={
            "people": [
                {"email": "tomoe.kirishima@setouchi-obs.example", "name": "Tomoe Kirishima", "load": 4}
            ],
            "answer_by": "2026-01-26",
        },
        answers=shapes.InvitedSerializer, example=INVITED,
    )  # fmt: skip
    def post(self) -> Response:
        """Invite a list of people by mail. Who was invited before, is a member or wants no invitations gets none.

        Where one on the list can't be read, nobody is invited. With `preview` nothing is sent.
        """
        given = self.sent()
        answer_by = given["answer_by"] if "answer_by" in given else services.usual_answer_by()
        listed = read_guests(
            [_fields(person) for person in given["people"]], {"role": given["role"], "answer_by": answer_by}
        )
        with transaction.atomic():
            lines = guests.preview(self.workshop, listed.entries)
            sent = 0
            if not given["preview"]:
                sent = committee.invite_entries(workshop=self.workshop, by=self.user, entries=listed.entries)
        return self.answer(SimpleNamespace(sent=sent, people=lines, repeated=listed.repeated))


def _fields(person: dict[str, object]) -> dict[str, str]:
    named = {"least": person["at_least"], **person}
    return {name: "" if value is None else str(value) for name, value in named.items()}


class OneInvitation(InvitationDoor):
    """An invitation."""

    @operation(
        "read_invitation", "An invitation", tag=TAG, scope=READ, answers=shapes.InvitationSerializer,
        example=INVITATION,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read one invitation and what became of it."""
        return self.answer(self.found(pk))


class InvitationAct(InvitationDoor):
    """What a chair does with an invitation."""

    @operation(
        "act_on_invitation", "Remind, withdraw, or invite once more", tag=TAG, scope=WRITE,
        takes=shapes.InvitationActSerializer, sent={"action": "withdraw"},
        answers=shapes.InvitationSerializer, example=INVITATION | {"state": "cancelled"},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Remind somebody who has not answered, withdraw the invitation, or invite once more who declined or was too late.

        A reminder goes once a day at most.
        """
        row, action = self.found(pk), self.sent()["action"]
        if action == "withdraw":
            services.cancel(invitation=row, by=self.user)
        elif action == "invite_again":
            services.invite_again(invitation=row, by=self.user)
        else:
            self._remind(row)
        return self.answer(self.found(pk))

    def _remind(self, row: Invitation) -> None:
        waits = row.state == Invitation.State.PENDING and not row.is_expired
        owed = [owed_answer(row)] if waits else []
        kind = kind_of("invitation")
        if not reminders.send(workshop=self.workshop, by=self.user, kind=kind, owed=owed):
            raise Refused(f"{row} was reminded within a day, or there is nothing to answer any more.")


class Reviewers(ChairDoor):
    """The table of reviewers."""

    @operation(
        "list_reviewers", "The reviewers", tag=TAG, scope=READ, paged=True,
        query=ReviewerQuerySerializer, answers=ReviewerSerializer, example=examples.REVIEWER,
    )  # fmt: skip
    def get(self) -> Response:
        """List everyone who was invited to review or does, with load and progress."""
        asked = self.asked()
        lines = people.reviewer_lines(self.viewer, self.workshop)
        query = people.ReviewerQuery(asked["q"], asked["standing"], asked["sort"])
        return self.page(self.part.of_rows(people.narrowed(lines, query)))


class OneReviewer(ChairDoor):
    """A reviewer."""

    @operation(
        "read_reviewer", "A reviewer", tag=TAG, scope=READ, answers=ReviewerSerializer,
        example=examples.REVIEWER,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read one reviewer with load and progress."""
        return self._show(self._found(pk))

    @operation(
        "change_reviewer", "Change a reviewer’s load", tag=TAG, scope=WRITE, takes=shapes.ChangeReviewerSerializer,
        sent={"load": 6, "is_senior": True}, answers=ReviewerSerializer,
        example=examples.REVIEWER | {"load": 6, "is_senior": True},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Set how many papers a reviewer takes, at most and at least, and late ones beyond, and whether she is a senior; what is not named stays."""
        row, given = self._found(pk), self.sent()
        loads = {
            "max_load": given.get("load", row.max_load),
            "min_load": given.get("at_least", row.min_load),
        }
        form = LoadForm(loads)
        require_valid(form, {"max_load": "load", "min_load": "at_least"})
        with transaction.atomic():
            if given.keys() & {"load", "at_least"}:
                most, least = loads["max_load"], loads["min_load"]
                committee.set_loads(reviewer=row, most=most, least=least, by=self.user)
            if "late_reviews" in given:
                committee.set_emergency_load(reviewer=row, load=given["late_reviews"], by=self.user)
            if "is_senior" in given:
                committee.set_senior(reviewer=row, senior=given["is_senior"], by=self.user)
        return self._show(row)

    @operation("remove_reviewer", "Take a reviewer off the committee", tag=TAG, scope=WRITE, status=204)
    def delete(self, pk: int) -> Response:
        """Take a reviewer off the committee. Papers whose reviews are not in are taken back; reviews that are in stay."""
        committee.remove_reviewer(reviewer=self._found(pk), by=self.user)
        return self.nothing()

    def _found(self, pk: int) -> Reviewer:
        rows = Reviewer.objects.select_related("user", "workshop")
        row = rows.filter(workshop=self.workshop, pk=pk).first()
        if row is None:
            raise NotFound
        return row

    def _show(self, row: Reviewer) -> Response:
        lines = people.reviewer_lines(self.viewer, self.workshop)
        line = next((line for line in lines if line.reviewer == row.pk), None)
        if line is None:
            raise NotFound
        return self.answer(line)


class Suggestions(ChairDoor):
    """Those whom others would ask instead."""

    @operation(
        "list_suggestions", "Whom others suggested", tag=TAG, scope=READ, paged=True,
        answers=shapes.SuggestionSerializer, example=SUGGESTION,
    )  # fmt: skip
    def get(self) -> Response:
        """List those whom people who declined would ask instead, and who were not asked yet."""
        return self.page(self.part.of_rows(guests.suggested(self.workshop), lambda row: row.pk))


class SuggestionAct(ChairDoor):
    """What a chair does with a suggestion."""

    @operation(
        "act_on_suggestion", "Invite a suggested person, or not", tag=TAG, scope=WRITE, status=204,
        takes=shapes.SuggestionActSerializer, sent={"action": "invite"},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Invite somebody whom another suggested, with two weeks to answer, or take her off the list."""
        rows = SuggestedGuest.objects.select_related("invitation__workshop")
        row = rows.filter(pk=pk, invitation__workshop=self.workshop).first()
        if row is None:
            raise NotFound
        if self.sent()["action"] == "invite":
            services.invite_suggested(suggestion=row, by=self.user)
        else:
            services.set_suggestion_aside(suggestion=row, by=self.user)
        return self.nothing()


class SubReviewers(ChairDoor):
    """Who helps with reviews."""

    @operation(
        "list_sub_reviewers", "Who helps with reviews", tag=TAG, scope=READ, paged=True,
        answers=shapes.SubReviewLineSerializer, example=SUB_REVIEWER,
    )  # fmt: skip
    def get(self) -> Response:
        """List whom reviewers asked to help, without those of papers whose reviewers you may not know."""
        return self.page(self.part.of_rows(sub_review_lines(self.viewer, self.workshop)))
