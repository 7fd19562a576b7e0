"""How mails are worded, and when they go."""

from __future__ import annotations

from types import SimpleNamespace

from rest_framework.response import Response

from conference import mail_texts, mailing, reminders
from conference.api import office_shapes as shapes
from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.api.setup import READ, WRITE
from conference.forms.reminders import rule_initial
from conference.mail_texts import MailKind
from conference.models import ReminderRule
from conference.selectors.outbox import rules_of
from conference.services import mail_texts as services
from conference.services import outbox
from conference.services import reminders as reminder_services

TAG = "Chairs: mails"
TEXT_ROW = {"key": "submission_received", "title": "Receipt of a submission", "is_own": False}
TEXT = {
    **TEXT_ROW,
    "subject": "{workshop}: we have your paper #{paper_number}",
    "body": "Dear {name}, …",
    "placeholders": {"name": "the recipient's name", "paper_number": "the paper's number"},
}
WORDED = {"subject": "We have #{paper_number}", "body": "Dear {name}, thank you."}
READER = {"key": "12", "label": "The authors of #12"}
PREVIEW = {
    "reader": READER,
    "readers": [READER],
    "subject": "We have #12",
    "body": "Dear (the author's name), thank you.",
    "unknown": [],
}
RULES = {"held": False, "delay_minutes": 10}
DAYS = {"on": True, "before": [7, 2], "after": [1]}


class MailTexts(Door):
    """The wordings of mails."""

    allowed = chairs

    @operation(
        "list_mail_texts", "The kinds of mails", tag=TAG, scope=READ, paged=True,
        answers=shapes.MailTextRowSerializer, example=TEXT_ROW,
    )  # fmt: skip
    def get(self) -> Response:
        """List the kinds of mails that the workshop sends, with whether it words them itself."""
        own = set(self.workshop.mail_templates.values_list("key", flat=True))
        rows = [
            SimpleNamespace(key=kind.key, title=kind.title, is_own=kind.key in own)
            for kind in mail_texts.wordable_kinds()
        ]
        return self.page(self.part.of_rows(rows))


class MailTextDoor(Door):
    """An address of one wording."""

    allowed = chairs

    def shown(self, kind: MailKind) -> Response:
        subject, body = mailing.workshop_text(kind.key, self.workshop)
        text = SimpleNamespace(
            key=kind.key,
            title=kind.title,
            is_own=self.workshop.mail_templates.filter(key=kind.key).exists(),
            subject=subject,
            body=body,
            placeholders=kind.all_placeholders,
        )
        return self.answer(text)


class OneMailText(MailTextDoor):
    """The wording of a kind of mail."""

    @operation(
        "read_mail_text", "The wording of a mail", tag=TAG, scope=READ, answers=shapes.MailTextSerializer,
        example=TEXT,
    )  # fmt: skip
    def get(self, key: str) -> Response:
        """Read how a kind of mail is worded, and which placeholders it may use."""
        return self.shown(mail_texts.access_kind(key))

    @operation(
        "word_mail", "Word a mail", tag=TAG, scope=WRITE, takes=shapes.WordMailSerializer, sent=WORDED,
        answers=shapes.MailTextSerializer, example=TEXT | WORDED | {"is_own": True},
    )  # fmt: skip
    def put(self, key: str) -> Response:
        """Word a kind of mail; it is used from now on."""
        kind = mail_texts.access_kind(key)
        services.save_text(workshop=self.workshop, by=self.user, key=kind.key, **self.sent())
        return self.shown(kind)

    @operation("reset_mail_text", "Go back to the default wording", tag=TAG, scope=WRITE, status=204)
    def delete(self, key: str) -> Response:
        """Go back to the default wording of a kind of mail."""
        services.reset_text(workshop=self.workshop, by=self.user, key=mail_texts.access_kind(key).key)
        return self.nothing()


class MailPreview(Door):
    """A wording as one of its readers would get it."""

    allowed = chairs

    @operation(
        "preview_mail", "Read a mail as a recipient", tag=TAG, scope=READ, takes=shapes.TryMailSerializer,
        sent={"subject": WORDED["subject"]}, answers=shapes.PreviewSerializer, example=PREVIEW,
    )  # fmt: skip
    def post(self, key: str) -> Response:
        """Read a wording, saved or not, as one of those whom it would reach and whom you may know; nothing is sent."""
        kind, given = mail_texts.access_kind(key), self.sent()
        subject, body = mailing.workshop_text(kind.key, self.workshop)
        return self.answer(
            services.preview_of(
                self.viewer,
                self.workshop,
                kind.key,
                subject=given.get("subject", subject),
                body=given.get("body", body),
                reader=given["reader"],
            )
        )


class Rules(Door):
    """Whether mails go, and when."""

    allowed = chairs

    @operation(
        "read_mail_rules", "When mails go", tag=TAG, scope=READ, answers=shapes.MailRulesSerializer,
        example=RULES,
    )  # fmt: skip
    def get(self) -> Response:
        """Read whether all mails are on hold, and how long those to many wait."""
        return self.answer(rules_of(self.workshop))

    @operation(
        "set_mail_rules", "Say when mails go", tag=TAG, scope=WRITE, takes=shapes.MailRulesSerializer, sent=RULES,
        answers=shapes.MailRulesSerializer, example=RULES,
    )  # fmt: skip
    def put(self) -> Response:
        """Put all mails on hold or let them go, and say how many minutes those to many wait."""
        kept = rules_of(self.workshop)
        given = {"held": kept.held, "delay_minutes": kept.delay_minutes, **self.sent()}
        outbox.save_rules(workshop=self.workshop, by=self.user, **given)
        return self.get()


class ReminderDays(Door):
    """When a kind of reminder goes by itself."""

    allowed = chairs

    @operation(
        "read_reminder_days", "When a reminder goes by itself", tag=TAG, scope=READ,
        answers=shapes.ReminderDaysSerializer, example=DAYS,
    )  # fmt: skip
    def get(self, kind: str) -> Response:
        """Read at which days before and after its date a reminder goes by itself."""
        found = reminders.access_kind(kind)
        rule = ReminderRule.objects.filter(workshop=self.workshop, kind=found.key).first()
        said = rule_initial(tuple(rule.days) if rule else found.days, is_on=rule is None or rule.is_on)
        return self.answer({**said, "on": said["is_on"]})

    @operation(
        "set_reminder_days", "Say when a reminder goes by itself", tag=TAG, scope=WRITE,
        takes=shapes.ReminderDaysSerializer, sent=DAYS, answers=shapes.ReminderDaysSerializer, example=DAYS,
    )  # fmt: skip
    def put(self, kind: str) -> Response:
        """Say whether a reminder goes by itself, and at which days before and after its date."""
        found, given = reminders.access_kind(kind), self.sent()
        days = (*given["before"], *(-day for day in given["after"]))
        reminder_services.save_rule(
            workshop=self.workshop, by=self.user, kind=found, is_on=given["on"], days=days
        )
        return self.get(kind)
