"""A workshop's own wording of its mails."""

from __future__ import annotations

from django.db import transaction

from conference import audit, mail_texts
from conference.models import MailTemplate, User, Workshop


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


def _record(workshop: Workshop, by: User, key: str, what: str) -> None:
    audit.record_of_workshop(workshop, by, "mail_text_changed", f"{what}: {mail_texts.kind(key).title}")
