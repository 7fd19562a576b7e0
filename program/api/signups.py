"""Lists that people put their names on: a dinner, mentoring, travel grants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.api.setup import READ, WRITE
from conference.forms.reading import require_valid, sent_values, shown_values
from program.api import site_shapes as shapes
from program.forms.signups import SignupListForm
from program.models import SignupList
from program.selectors import signups as selectors
from program.services import signups as services

TAG = "Chairs: sign-ups"
LIST = {
    "id": 3,
    "version": 1,
    "title": "Dinner",
    "body": "At the **harbour**.",
    "seats": 40,
    "choices": ["Fish", "No fish"],
    "question": "What can’t you eat?",
    "closes_at": "2026-07-01T12:00:00Z",
    "is_open": True,
    "taken": 12,
    "waiting": 0,
}
GUEST = {
    "id": 51,
    "name": "Ilse Brandt",
    "email": "ilse@brandt.example",
    "state": "in",
    "choice": "Fish",
    "answer": "",
    "confirmed_at": "2026-06-02T08:00:00Z",
}
SENT = {name: LIST[name] for name in ("title", "seats", "choices", "is_open")}


class SignupDoor(Door):
    """An address of the lists."""

    allowed = chairs

    def show(self, signup_list: SignupList) -> Response:
        found = selectors.signup_lists(self.workshop).get(pk=signup_list.pk)
        return self.answer(found, version=found.version)

    def save(self, signup_list: SignupList, expected: int) -> Response:
        zone = self.workshop.tz
        kept = shown_values(SignupListForm(instance=signup_list, zone=zone))
        given = sent_values(self._read_as_page(self.sent()))
        form = SignupListForm({**kept, **given}, instance=signup_list, zone=zone)
        require_valid(form)
        return self.show(
            services.signup_list_save(signup_list=form.instance, actor=self.user, expected=expected)
        )

    def _read_as_page(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was sent as a person would type it: choices one a line, the moment on the workshop's clock."""
        typed = dict(given)
        if "choices" in typed:
            typed["choices"] = "\n".join(typed["choices"])
        if typed.get("closes_at"):
            typed["closes_at"] = typed["closes_at"].astimezone(self.workshop.tz).replace(tzinfo=None)
        return typed


class SignupLists(SignupDoor):
    """The lists."""

    @operation(
        "list_signup_lists", "The sign-up lists", tag=TAG, scope=READ, paged=True,
        answers=shapes.SignupListSerializer, example=LIST,
    )  # fmt: skip
    def get(self) -> Response:
        """List the sign-up lists with how full each is."""
        return self.page(self.part.of_rows(selectors.signup_lists(self.workshop), lambda row: row.pk))

    @operation(
        "add_signup_list", "Add a sign-up list", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.NewSignupListSerializer, sent=SENT, answers=shapes.SignupListSerializer,
        example=LIST | {"taken": 0},
    )  # fmt: skip
    def post(self) -> Response:
        """Add a list; visitors see it and can join once it is open."""
        return self.save(SignupList(workshop=self.workshop), 0)


class OneSignupList(SignupDoor):
    """A list."""

    @operation(
        "read_signup_list",
        "A sign-up list",
        tag=TAG,
        scope=READ,
        answers=shapes.SignupListSerializer,
        example=LIST,
    )
    def get(self, pk: int) -> Response:
        """Read a list."""
        return self.show(selectors.access_list(self.workshop, pk))

    @operation(
        "change_signup_list", "Change a sign-up list", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeSignupListSerializer, sent={"seats": 60}, answers=shapes.SignupListSerializer,
        example=LIST | {"seats": 60, "version": 2},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of a list; places that are new go to those who waited, who are told by mail."""
        found = selectors.access_list(self.workshop, pk)
        return self.save(found, self.seen(found.version))

    @operation("remove_signup_list", "Delete a sign-up list", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Delete a list with everybody on it."""
        found = selectors.access_list(self.workshop, pk)
        self.seen(found.version)
        services.signup_list_delete(signup_list=found, actor=self.user)
        return self.nothing()


class SignedUp(SignupDoor):
    """Who is on a list."""

    @operation(
        "list_signed_up", "Who is on a list", tag=TAG, scope=READ, paged=True, answers=shapes.SignupSerializer,
        example=GUEST,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """List who has a place or waits for one; who has not confirmed the address is left out."""
        people = selectors.people_on(selectors.access_list(self.workshop, pk))
        return self.page(self.part.newest_first(people, list))
