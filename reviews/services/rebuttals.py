"""Letting authors answer their reviews: opening and closing by a chair, writing and sending by the authors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid, Refused, Stale
from conference.models import ImportantDate, User, Workshop
from conference.models.workshops import DateKey
from conference.services.workshops import save_date
from reviews.models import Decision, Rebuttal, RebuttalAnswer
from reviews.selectors.rebuttals import (
    may_answer,
    papers_to_open,
    reviews_to_answer,
    saved_rebuttal,
    until_text,
    words_used,
)
from reviews.visibility import PaperRights, rebuttal_is_open
from submissions.models import Submission
from submissions.services.mails import mail_author, paper_url

OPENED = "rebuttal_opened"


@transaction.atomic
def open_rebuttal(*, workshop: Workshop, by: User, until: datetime, words: int) -> bool:
    """Show authors their reviews and let them answer until a moment, with a mail; or move that moment.

    Returns whether it was opened, and not only moved. It comes before decisions are drafted: what authors see during
    it must not depend on whether there is a draft.
    """
    locked = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if until <= timezone.now():
        raise Invalid("This moment is past.", {"until": ["Choose a moment to come."]})
    was_open = rebuttal_is_open(locked)
    if not was_open:
        _only_if_in_time(locked)
    _set_date(workshop, by, until)
    workshop.rebuttal_words = words
    if not was_open:
        workshop.rebuttal_opened_at = timezone.now()
    workshop.save(update_fields=["rebuttal_words", "rebuttal_opened_at"])
    if not was_open:
        _tell_authors(workshop)
    text = f"Rebuttal {'moved' if was_open else 'opened'}: until {until_text(workshop)}"
    audit.record_of_workshop(workshop, by, "rebuttal_moved" if was_open else OPENED, text)
    return not was_open


@transaction.atomic
def close_rebuttal(*, workshop: Workshop, by: User) -> bool:
    """End the rebuttal now: authors write no more and their reviews wait for the release."""
    locked = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if not rebuttal_is_open(locked):
        return False
    workshop.rebuttal_opened_at = None
    workshop.save(update_fields=["rebuttal_opened_at"])
    audit.record_of_workshop(workshop, by, "rebuttal_closed", "Rebuttal closed")
    return True


@transaction.atomic
def save_rebuttal(
    *, paper: Submission, found: PaperRights, by: User, expected: int, text: str, answers: Mapping[int, str]
) -> Rebuttal:
    """Keep what the authors wrote so far; an answer that is sent stays sent, and its change counts at once.

    ``answers`` holds texts by the id of the review. Saving what is saved already changes nothing.
    """
    if not may_answer(found):
        raise Closed("The time to answer is over. What you sent stays with the paper.")
    allowed = set(reviews_to_answer(paper).values_list("pk", flat=True))
    given = {pk: words for pk, words in answers.items() if pk in allowed}
    saved = saved_rebuttal(paper)
    before = {row.review_id: row.text for row in saved.answers.all()} if saved else {}
    if saved and saved.text == text and all(before.get(pk, "") == words for pk, words in given.items()):
        return saved
    if (saved.version if saved else 0) != expected:
        raise Stale
    rebuttal = saved or _begin(paper)
    rebuttal.text = text
    if rebuttal.sent_at:
        _check(paper.workshop, rebuttal, given)
    save_version(rebuttal, expected=rebuttal.version, fields=["text", "updated_at"])
    for pk, words in given.items():
        RebuttalAnswer.objects.update_or_create(rebuttal=rebuttal, review_id=pk, defaults={"text": words})
    return rebuttal


def send_rebuttal(
    *, paper: Submission, found: PaperRights, by: User, expected: int, text: str, answers: Mapping[int, str]
) -> Rebuttal:
    """Hand the answer to the committee; one that is too long or empty is kept as a draft, and why is said."""
    rebuttal = save_rebuttal(paper=paper, found=found, by=by, expected=expected, text=text, answers=answers)
    if rebuttal.sent_at:
        return rebuttal
    _check(paper.workshop, rebuttal, answers)
    with transaction.atomic():
        rebuttal.sent_at, rebuttal.sent_by = timezone.now(), by
        save_version(rebuttal, expected=rebuttal.version, fields=["sent_at", "sent_by"])
        audit.record(
            workshop=paper.workshop,
            actor=by,
            part="author",
            action="rebuttal_sent",
            about=paper.ref,
            text=f"#{paper.number}: answer to the reviews sent",
        )
    return rebuttal


def _set_date(workshop: Workshop, by: User, until: datetime) -> None:
    """Set the workshop's date; one that moves keeps what it was before."""
    date = ImportantDate.objects.filter(workshop=workshop, key=DateKey.REBUTTAL).first() or ImportantDate(
        workshop=workshop,
        key=DateKey.REBUTTAL,
        label=DateKey.REBUTTAL.label,
        zone=ImportantDate.Zone.LOCAL,
        position=workshop.dates.count(),
    )
    moment = {"at": until, "until": None, "whole_day": False}
    save_date(date=date, by=by, moment=moment, position=date.position)
    workshop.__dict__.pop("rebuttal_until", None)


def _only_if_in_time(workshop: Workshop) -> None:
    if workshop.discussion_opened_at is None:
        raise Refused("Open the discussion first: what authors answer is read there.")
    if Decision.objects.filter(submission__workshop=workshop, released_at=None).exists():
        raise Refused("Decisions are being drafted. Authors answer before that: take the drafts back first.")
    if not papers_to_open(workshop).exists():
        raise Refused("No review is in yet: there is nothing to answer.")


def _begin(paper: Submission) -> Rebuttal:
    # The paper's row is held, so that two authors can't both begin one.
    Submission.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if Rebuttal.objects.filter(submission=paper).exists():
        raise Stale
    return Rebuttal.objects.create(submission=paper)


def _check(workshop: Workshop, rebuttal: Rebuttal, answers: Mapping[int, str]) -> None:
    used = words_used(rebuttal.text, dict(answers))
    if not used:
        raise Invalid("There is nothing to send yet.", {"text": ["Write an answer."]})
    if used > workshop.rebuttal_words:
        raise Invalid(
            f"The answer has {used} words in all, and {workshop.rebuttal_words} are allowed. It is not sent."
        )


def _tell_authors(workshop: Workshop) -> None:
    for paper in (
        papers_to_open(workshop)
        .select_related("workshop")
        .prefetch_related("authors__user")
        .order_by("number")
    ):
        for author in paper.authors.all():
            if not author.is_reached:
                continue
            mail_author(
                key=OPENED,
                author=author,
                paper=paper,
                dedupe_key=f"{OPENED}:{workshop.rebuttal_opened_at:%Y%m%d%H%M%S}:{author.pk}",
                values={
                    "title": paper.title,
                    "number": paper.number,
                    "until": until_text(workshop),
                    "words": workshop.rebuttal_words,
                    "link": paper_url(paper),
                },
            )
