"""A workshop's own wording of its mails, and how a wording reads before it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from conference import audit, mail_texts, mailing
from conference.models import MailTemplate, User, Workshop
from conference.previews import Reader, readers_of
from conference.visibility import Viewer


@dataclass(frozen=True)
class Preview:
    """A mail as one of its readers would get it; ``unknown`` are the placeholders that stay as they are."""

    readers: list[Reader]
    reader: Reader | None
    subject: str
    body: str

    @property
    def unknown(self) -> list[str]:
        return sorted(set(mail_texts.MARK.findall(f"{self.subject} {self.body}")))


@transaction.atomic
def save_text(*, workshop: Workshop, by: User, key: str, subject: str, body: str) -> MailTemplate:
    """Store the wording of one kind of mail; a placeholder that the kind does not have is Invalid."""
    mail_texts.check_text(key, subject, body)
    template, _ = MailTemplate.objects.update_or_create(
        workshop=workshop, key=key, defaults={"subject": " ".join(subject.split()), "body": body}
    )
    _record(workshop, by, key, "Wording changed")
    return template


@transaction.atomic
def reset_text(*, workshop: Workshop, by: User, key: str) -> None:
    """Go back to the default wording."""
    if MailTemplate.objects.filter(workshop=workshop, key=key).delete()[0]:
        _record(workshop, by, key, "Default wording restored")


def preview_of(
    viewer: Viewer, workshop: Workshop, key: str, *, subject: str, body: str, reader: str = ""
) -> Preview:
    """Return a wording as one of those would read it whom a chair may know; as the first, where none is named."""
    readers = readers_of(viewer, workshop, key)
    chosen = next((one for one in readers if one.key == reader), readers[0] if readers else None)
    shown = mailing.render_text(
        subject,
        body,
        workshop=workshop,
        name=chosen.name if chosen else "{name}",
        values=chosen.values() if chosen else {},
    )
    return Preview(readers, chosen, *shown)


def _record(workshop: Workshop, by: User, key: str, what: str) -> None:
    audit.record_of_workshop(workshop, by, "mail_text_changed", f"{what}: {mail_texts.kind(key).title}")
