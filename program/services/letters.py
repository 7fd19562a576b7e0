"""Letters of invitation: an author asks, a chair grants or refuses, and what was granted stays as it was worded."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.errors import Closed, Invalid, NotFound
from conference.mailing import queue_mail
from conference.models import User, Workshop
from conference.visibility import Viewer
from program.models import InvitationLetter
from program.selectors.documents import PRESENTATIONS, facts_of, texts_of
from program.selectors.own_documents import letters_for_chair, own_accepted
from program.selectors.papers import KINDS
from program.wording import worded
from reviews.models import Outcome

State = InvitationLetter.State


@transaction.atomic
def ask_letter(
    *, viewer: Viewer, workshop: Workshop, by: User, number: int, name: str, address: str
) -> InvitationLetter:
    """Ask for a letter for an accepted paper of one's own. Raises NotFound, Invalid, Closed where there is one."""
    paper = own_accepted(viewer, workshop).filter(number=number).first()
    if paper is None:
        raise NotFound
    if not name.strip():
        raise Invalid("Please give the name as it stands in the passport.")
    try:
        with transaction.atomic():
            letter = InvitationLetter.objects.create(
                workshop=workshop, submission_id=paper.pk, user=by, name=name.strip(), address=address.strip()
            )
    except IntegrityError:
        raise Closed("You have asked for this letter already.") from None
    audit.record(
        workshop=workshop,
        actor=by,
        part="author",
        action="letter_asked",
        about=paper.ref,
        text=f"Asked for a letter of invitation for #{paper.number}",
        names_author=True,
    )
    return letter


def letter_draft(letter: InvitationLetter) -> str:
    """Return what a letter would say now; nothing for a paper whose acceptance was taken back since it was asked for."""
    outcome = Outcome(letter.submission.decision.outcome)
    if outcome not in KINDS:
        return ""
    kind = KINDS[outcome][0]
    values = {
        **facts_of(letter.workshop),
        "name": letter.name,
        "paper": letter.submission.title,
        "presentation": PRESENTATIONS[kind],
    }
    return worded(texts_of(letter.workshop).letter_text, values)


@transaction.atomic
def decide_letter(
    *, viewer: Viewer, workshop: Workshop, by: User, pk: int, grant: bool, text: str, answer: str
) -> InvitationLetter:
    """Grant a letter with its final words, or refuse it with a reason. Raises NotFound, Invalid, Closed."""
    letter = letters_for_chair(viewer, workshop).filter(pk=pk).first()
    if letter is None:
        raise NotFound
    if grant and Outcome(letter.submission.decision.outcome) not in KINDS:
        raise Closed("This paper is accepted no longer. The letter can only be refused, with a word on why.")
    if grant and not text.strip():
        raise Invalid("The letter is empty.")
    if not grant and not answer.strip():
        raise Invalid("Please say why, for the author to read.")
    changed = InvitationLetter.objects.filter(pk=pk, state=State.ASKED).update(
        state=State.GRANTED if grant else State.REFUSED,
        text=text.strip() if grant else "",
        answer="" if grant else answer.strip()[:400],
        decided_by=by,
        decided_at=timezone.now(),
    )
    if not changed:
        raise Closed("Another chair has answered meanwhile.")
    letter.refresh_from_db()
    _tell(letter, by)
    return letter


def _tell(letter: InvitationLetter, by: User) -> None:
    granted = letter.state == State.GRANTED
    audit.record(
        workshop=letter.workshop,
        actor=by,
        part="chair",
        action="letter_decided",
        about=letter.submission.ref,
        text=f"{'Granted' if granted else 'Refused'} a letter of invitation for #{letter.submission.number}",
        names_author=True,
    )
    queue_mail(
        key="letter_granted" if granted else "letter_refused",
        email=letter.user.email,
        name=letter.user.name,
        workshop=letter.workshop,
        recipient=letter.user,
        part="author",
        about=letter.submission.ref,
        values={
            "paper": letter.submission.title,
            "reason": letter.answer,
            "link": settings.BASE_URL + reverse("program:own_documents", args=[letter.workshop.slug]),
        },
    )
