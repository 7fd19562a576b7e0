"""The chairs' part of the API on reminders: who owes what, and the mail to them."""

from __future__ import annotations

from types import SimpleNamespace

from rest_framework.response import Response

from conference import reminders
from conference.api import shapes
from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.scopes import Scope
from conference.services import reminders as services

TAG = "Chairs: reminders"
ROW = {
    "kind": "reviews",
    "label": "Hand in the reviews",
    "whom": "owe reviews",
    "waiting": 4,
    "reminded": 0,
    "by_itself": "7 and 2 days before, 1 day after",
    "last": "2026-05-05T08:00:00Z",
}
OWED = {
    "name": "Tomoe Kirishima",
    "email": "tomoe.kirishima@setouchi-obs.example",
    "what": "#12, #31",
    "due": "2026-05-12T11:59:00Z",
}
REMINDER = {
    "kind": "reviews",
    "label": "Hand in the reviews",
    "people": [OWED],
    "reminded": [],
    "subject": "Your reviews for TerraBytes 2026",
    "body": "Dear Tomoe Kirishima, …",
}


class Reminders(Door):
    """The kinds of reminders."""

    allowed = chairs

    @operation(
        "list_reminders", "Who owes what", tag=TAG, scope=Scope.CHAIR_READ, paged=True,
        answers=shapes.ReminderSerializer, example=ROW,
    )  # fmt: skip
    def get(self) -> Response:
        """List the kinds of reminders with how many owe it now, as far as you may know."""
        return self.page(self.part.of_rows(services.kind_rows(self.viewer, self.workshop)))


class OneReminder(Door):
    """A kind of reminder."""

    allowed = chairs

    @operation(
        "read_reminder", "Whom a reminder would go to", tag=TAG, scope=Scope.CHAIR_READ,
        answers=shapes.OneReminderSerializer, example=REMINDER,
    )  # fmt: skip
    def get(self, kind: str) -> Response:
        """Read who would get a reminder now, and how it reads."""
        found = reminders.access_kind(kind)
        split = services.split(self.workshop, found, found.for_chair(self.workshop, self.viewer))
        shown = split.fresh or split.reminded
        subject, body = services.preview(self.workshop, found, shown[0]) if shown else ("", "")
        return self.answer(
            SimpleNamespace(
                kind=found, people=split.fresh, reminded=split.reminded, subject=subject, body=body
            )
        )

    @operation(
        "send_reminder", "Remind who owes it", tag=TAG, scope=Scope.CHAIR_WRITE, keyed=True,
        answers=shapes.SentSerializer, example={"mails": 4},
    )  # fmt: skip
    def post(self, kind: str) -> Response:
        """Send a reminder to all who owe it and were not reminded within a day."""
        found = reminders.access_kind(kind)
        owed = found.for_chair(self.workshop, self.viewer)
        told = services.send(workshop=self.workshop, by=self.user, kind=found, owed=owed)
        return self.answer(SimpleNamespace(mails=len(told)))
