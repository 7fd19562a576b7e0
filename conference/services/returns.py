"""Mails that came back later by plain mail: the report of a mail server, matched to the outbox."""

from __future__ import annotations

from django.db import transaction

from conference.mail_returns import Returned
from conference.mailing import mark_dead, sent_as
from conference.models import Mail
from conference.refusals import BAD_ADDRESS, CAME_BACK, noted


@transaction.atomic
def note_return(returned: Returned) -> Mail | None:
    """Mark the mail of a report as come back; None where it is none of ours, or where the server has not given up.

    The id in the report proves that it is about this mail: nobody can make one without the installation's key. The same
    report again changes nothing, nor does a report on an earlier try than the last.
    """
    final = next((report for report in returned.reports if report.is_final), None)
    named = sent_as(returned.message_id)
    if final is None or named is None:
        return None
    mail_id, attempt = named
    mail = Mail.objects.filter(pk=mail_id).first()
    if mail is None:
        return None
    if BAD_ADDRESS.search(final.status):
        mark_dead(mail.email, final.words)
    sent = Mail.objects.filter(pk=mail_id, attempts=attempt, state__in=[Mail.State.SENT, Mail.State.SENDING])
    sent.update(state=Mail.State.BOUNCED, error=noted(CAME_BACK, final.words), lease_until=None)
    return mail
