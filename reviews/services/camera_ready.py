"""What the authors of an accepted paper hand in: answers item by item, opt-ins, corrections of title and abstract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid, NotFound, Stale
from conference.models import AuditEntry, OptIn, User
from conference.models.tracks import Corrections
from reviews.models import ACCEPTED
from reviews.selectors.camera_ready import (
    LINKS,
    CameraReadyPage,
    asked_of,
    camera_ready_page,
    due_for,
    given_words,
    mark,
    opt_in_due,
    reasons_against,
    values_of,
)
from submissions.answers import Value
from submissions.checklist import LABELS, Item
from submissions.models import Author, CameraReady, PaperLink, Stage, Submission, SubmissionState
from submissions.selectors.camera_ready import Due, answers_of, dues_of, with_handed
from submissions.selectors.season import season_of
from submissions.services import opt_ins
from submissions.services.answers import write_answers
from submissions.services.states import record_author_act

ACTION = "paper.camera_ready"
ONE_ENTRY_WITHIN = timedelta(hours=1)
OF_AUTHORS = {"presenter": Item.PRESENTER, "registered_author": Item.REGISTRATION}
WORDING = frozenset({"attendance_reason", "travel_grant_reason"})


def locked(submission: Submission) -> Submission:
    """Return an accepted paper with all that was handed in, held until the transaction ends; else raise Closed."""
    Submission.objects.select_for_update().get(pk=submission.pk)
    paper = _accepted(submission)
    if paper is None:
        raise Closed("This paper is not accepted, or its decision was changed.")
    return paper


def _accepted(submission: Submission) -> Submission | None:
    papers = with_handed(Submission.objects.filter(pk=submission.pk, state=SubmissionState.SUBMITTED))
    accepted = papers.filter(decision__outcome__in=ACCEPTED, decision__released_at__isnull=False)
    found: Submission | None = accepted.select_related("workshop", "decision").first()
    return found


def why_closed(paper: Submission, item: Item, dues: dict[str, Due] | None = None) -> str:
    """Return why an item can't be handed in now, or an empty text while it can."""
    entry = next((asked for asked in asked_of(paper) if asked.item is item), None)
    if entry is None:
        return f"{LABELS[item]} is not asked for here."
    due = due_for(paper, entry, dues if dues is not None else dues_of(paper.workshop))
    if due.is_over:
        return f"This closed on {due.words}. Questions: {season_of(paper.workshop).whom_to_ask}."
    return ""


def why_item_closed(submission: Submission, item: Item) -> str:
    """Say the same of a paper of which nothing is known yet; until it is told to be accepted, nothing is there."""
    paper = _accepted(submission)
    if paper is None:
        raise NotFound
    return why_closed(paper, item)


def save_item(
    *, submission: Submission, item: Item, values: dict[str, Any], seen: str, by: User
) -> Submission:
    """Store the answer to one item as a whole. Saving what is saved already changes nothing, whatever was seen.

    Raises Closed after its date, Stale where someone else changed it since ``seen``, Invalid for no author of the paper.
    """
    with transaction.atomic():
        paper = locked(submission)
        reason = why_closed(paper, item)
        if reason:
            raise Closed(reason)
        before = values_of(paper, item)
        if before == values:
            return paper
        if mark(before) != seen:
            raise Stale
        _require_own_authors(paper, values)
        _write(paper, item, values)
        changed = {name for name in values if values[name] != before[name]}
        paper = locked(submission)
        _record(paper, item, by, wording_only=changed <= WORDING)
    return paper


def _require_own_authors(paper: Submission, values: dict[str, Any]) -> None:
    own = {author.pk for author in paper.authors.all()}
    for name in OF_AUTHORS:
        if values.get(name) is not None and values[name] not in own:
            raise Invalid("Choose one of the authors.", {name: ["Choose one of the authors."]})


def _write(paper: Submission, item: Item, values: dict[str, Any]) -> None:
    answers = {name: value for name, value in values.items() if name != "url"}
    for name in OF_AUTHORS:
        if name in answers:
            answers[f"{name}_id"] = answers.pop(name)
    if answers:
        row, _new = CameraReady.objects.get_or_create(submission=paper)
        for name, value in answers.items():
            setattr(row, name, value)
        save_version(row, expected=row.version, fields=[*answers, "updated_at"])
    if "url" in values:
        links = PaperLink.objects.filter(submission=paper, kind=LINKS[item])
        if values["url"]:
            PaperLink.objects.update_or_create(
                submission=paper, kind=LINKS[item], defaults={"url": values["url"]}
            )
        else:
            links.delete()


def _record(paper: Submission, item: Item, by: User, *, wording_only: bool) -> None:
    """Add a change to the history; of mere wording, which saves itself as one types, one entry an hour."""
    recent = AuditEntry.objects.filter(
        about=paper.ref,
        action=ACTION,
        actor=by,
        after__item=item.value,
        at__gt=timezone.now() - ONE_ENTRY_WITHIN,
    )
    if wording_only and recent.exists():
        return
    words = given_words(paper, item)
    text = f"{LABELS[item]}: {words}" if words else f"{LABELS[item]}: taken back"
    record_author_act(paper, by, ACTION, text, after={"item": item.value})


def choose_opt_in(*, submission: Submission, opt_in: OptIn, chosen: bool, agreed: bool, by: User) -> bool:
    """Choose an opt-in or take it back while it is open; choosing needs the agreement to its conditions."""
    with transaction.atomic():
        paper = locked(submission)
        due = opt_in_due(opt_in, paper.workshop, dues_of(paper.workshop))
        if due.is_over:
            raise Closed(f"“{opt_in.label}” could be chosen until {due.words}.")
        reasons = reasons_against(paper, opt_in)
        if chosen and reasons:
            raise Invalid(f"“{opt_in.label}” is not open to this paper: {'; '.join(reasons)}.")
        if chosen and opt_in.conditions and not agreed:
            raise Invalid("Read the conditions and tick that you agree to them.")
        return opt_ins.set_opt_in(submission=paper, opt_in=opt_in, chosen=chosen, by=by)


def correct_text(*, submission: Submission, title: str, abstract: str, expected: int, by: User) -> Submission:
    """Correct title and abstract of an accepted paper, where the track allows it and until the final version is due."""
    with transaction.atomic():
        paper = locked(submission)
        require_correctable(camera_ready_page(paper))
        before = {"title": paper.title, "abstract": paper.abstract}
        after = {"title": title, "abstract": abstract}
        changed = [name for name in before if before[name] != after[name]]
        if not changed:
            return paper
        paper.title, paper.abstract = title, abstract
        save_version(paper, expected=expected, fields=["title", "abstract", "updated_at"])
        record_author_act(
            paper,
            by,
            "paper.corrected",
            f"Corrected {' and '.join(changed)} for the final version",
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return paper


def require_correctable(page: CameraReadyPage) -> None:
    """Raise Closed where the record can't be corrected (any more)."""
    if page.corrections == Corrections.NOTHING:
        raise Closed("In this track the record of an accepted paper stays as it was submitted.")
    if page.final_due.is_over:
        ask = season_of(page.paper.workshop).whom_to_ask
        raise Closed(f"Corrections closed on {page.final_due.words}. Questions: {ask}.")


def extend(*, submission: Submission, until: datetime | None, by: User) -> None:
    """Give one paper more time for everything on its checklist, or take that back. A chair's act."""
    with transaction.atomic():
        paper = locked(submission)
        row, _new = CameraReady.objects.get_or_create(submission=paper)
        before = row.extended_until
        if before == until:
            return
        CameraReady.objects.filter(pk=row.pk).update(extended_until=until, version=F("version") + 1)
        audit.record(
            workshop=paper.workshop,
            actor=by,
            part="chair",
            action="paper.camera_ready_extended",
            about=paper.ref,
            text="More time for the final version"
            if until
            else "Took back the extra time for the final version",
            before={"until": before.isoformat() if before else None},
            after={"until": until.isoformat() if until else None},
        )


def keep_answers_of_authors(paper: Submission, old: list[Author], new: list[Author]) -> None:
    """Point presenter and registered author at the new rows of the same persons after the authors were written anew."""
    answers = answers_of(paper)
    if answers.pk is None:
        return
    by_pk = {author.pk: author for author in old}
    for name in OF_AUTHORS:
        was = by_pk.get(getattr(answers, f"{name}_id"))
        same = [author for author in new if was and _same_person(author, was)]
        setattr(answers, f"{name}_id", same[0].pk if same else None)
    save_version(answers, expected=answers.version, fields=[f"{name}_id" for name in OF_AUTHORS])


def _same_person(one: Author, other: Author) -> bool:
    if one.email and other.email:
        return one.email.lower() == other.email.lower()
    return one.name == other.name


def confirm_names(*, submission: Submission, public_id: str, by: User) -> None:
    """Note that an author looked and found the names that the check did not find on the final version's first page."""
    with transaction.atomic():
        paper = locked(submission)
        file = paper.files.filter(kind=Item.FINAL.value, public_id=public_id, findings_seen_at=None).first()
        if file is None:
            return
        file.findings_seen_at = timezone.now()
        file.save(update_fields=["findings_seen_at"])
        record_author_act(
            paper,
            by,
            "paper.final_names_seen",
            f"Said that all names stand on version {file.version} of the final PDF",
        )


def save_answers(*, submission: Submission, given: Mapping[int, Value], by: User) -> list[str]:
    """Store the answers to the chairs' own questions; returns the labels of those that changed."""
    with transaction.atomic():
        paper = locked(submission)
        reason = why_closed(paper, Item.QUESTIONS)
        if reason:
            raise Closed(reason)
        changed = write_answers(submission=paper, stage=Stage.CAMERA_READY, given=given, by=by)
        if changed:
            text = f"Answered for the final version: {', '.join(changed)}"
            record_author_act(paper, by, ACTION, text, after={"item": Item.QUESTIONS.value})
    return changed
