"""What an author does with a paper as a whole: begin it, save it, submit it, take it back; and a chair's desk rejection."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid, Refused
from conference.models import AuditEntry, Mail, OptIn, Topic, Track, User, Workshop
from submissions import lifecycle
from submissions.answers import Value
from submissions.lifecycle import EDITABLE, WHY_NOT, Step
from submissions.models import PaperFile, Stage, Submission, SubmissionState
from submissions.readiness import Gap, gaps
from submissions.selectors.answer_files import file_questions, slot_of
from submissions.selectors.files import (
    StandingFiles,
    all_files,
    check_basis,
    counted_parts,
    current_file,
    is_being_checked,
    newest_file,
    paper_files,
    standing_files,
)
from submissions.selectors.readiness import facts_of, gaps_of, waits_for_checks
from submissions.selectors.season import Season, season_of
from submissions.services.answers import answer_content, write_answers
from submissions.services.authors import AuthorEntry, entries_of, own_entry, replace_authors
from submissions.services.checks import start_check
from submissions.services.coming_in import look_again
from submissions.services.mails import mail_authors
from submissions.services.opt_ins import keep_agreements
from submissions.services.states import lock_paper, record_author_act, save_state, set_submitted
from submissions.services.typed import drop_typed

PLAIN_FIELDS = (
    "title",
    "abstract",
    "keywords",
    "published_before",
    "published_elsewhere",
    "declared_conflicts",
)


@dataclass(frozen=True)
class PaperEntry:
    """A paper as the form gives it."""

    track: Track
    title: str = ""
    abstract: str = ""
    keywords: str = ""
    published_before: bool = False
    published_elsewhere: str = ""
    declared_conflicts: str = ""
    topics: tuple[Topic, ...] = ()
    opt_ins: tuple[OptIn, ...] = ()
    authors: tuple[AuthorEntry, ...] = field(default_factory=tuple)
    answers: Mapping[int, Value] = field(default_factory=dict)


def create_draft(*, workshop: Workshop, track: Track, by: User) -> Submission:
    """Begin a paper with its author as the first one; an untouched draft in the same track is taken up again."""
    with transaction.atomic():
        reason = season_of(workshop).at_track(track).why_no_new()
        if reason:
            raise Closed(reason)
        # The workshop's row is held while the next number is taken, so that no two papers get the same one.
        Workshop.objects.select_for_update().get(pk=workshop.pk)
        untouched = Submission.objects.filter(
            workshop=workshop, track=track, submitter=by, state=SubmissionState.DRAFT, title="", version=1
        )
        existing = untouched.filter(
            files=None, authors__user=by, working_copies=None, answers=None, deadline_at=None
        ).first()
        return existing or new_paper(workshop=workshop, track=track, by=by)


def new_paper(
    *, workshop: Workshop, track: Track, by: User, deadline_at: datetime | None = None
) -> Submission:
    """Make a draft under the next number; the caller has asked whether it may be and holds the workshop's row."""
    last = Submission.objects.filter(workshop=workshop).aggregate(last=Max("number"))["last"]
    paper = Submission.objects.create(
        workshop=workshop,
        track=track,
        submitter=by,
        number=(last or 0) + 1,
        title="",
        deadline_at=deadline_at,
    )
    replace_authors(submission=paper, authors=[own_entry(by)], by=by)
    record_author_act(paper, by, "paper.begun", f"Began a draft in the track {track.name}")
    return paper


def save_draft(
    *, submission: Submission, by: User, expected: int, entry: PaperEntry, quiet: bool = False
) -> Submission:
    """Save what the form gives, draft or submitted. ``expected`` is the version that the form was made from.

    ``quiet`` is the saving as one types: it checks no PDF again and leaves no entry in the history.
    """
    with transaction.atomic():
        paper = lock_paper(submission)
        _require_editable(paper)
        season = season_of(paper.workshop).at_paper(paper)
        _require_open(season if entry.track == paper.track else season.at_track(entry.track))
        before = _content(paper)
        after = _content_of(paper, entry)
        changed = [name for name in after if before[name] != after[name]]
        _require_free(season, changed, before, after)
        if "track" in changed:
            _require_track_fits(paper, entry.track)
        lacked = _gaps_of_submitted(paper, quiet=quiet)
        if changed:
            _write(paper, by, expected, entry)
        drop_typed(submission=paper, by=by)
        if not quiet:
            _recheck(paper, by, standing_files(all_files(paper)))
            if changed and paper.state == SubmissionState.SUBMITTED:
                _require_complete([gap for gap in _gaps_of_submitted(paper) if gap not in lacked])
                _record_changes(paper, by, changed, before, after)
                look_again(paper=paper, by=by, changed=changed)
    return paper


def submit(*, submission: Submission, by: User) -> Submission:
    """Submit a draft. While its files are being checked this is kept as a wish and done when the checks are.

    A second call does nothing. Raises Invalid with what is missing, part by part of the form.
    """
    with transaction.atomic():
        paper = lock_paper(submission)
        if lifecycle.is_over(Step.SUBMIT, paper.state):
            return paper
        _require_step(Step.SUBMIT, paper)
        _require_open(season_of(paper.workshop).at_paper(paper))
        files = standing_files(all_files(paper))
        _recheck(paper, by, files)
        facts = facts_of(paper, files.get((PaperFile.Kind.PAPER, ""), []))
        _require_complete(gaps(facts, checking_counts=False))
        now = timezone.now()
        if waits_for_checks(facts):
            _ask_to_submit(paper, by, now)
        else:
            set_submitted(paper=paper, by=by, moment=now, text="Submitted")
    return paper


def withdraw(*, submission: Submission, by: User) -> Submission:
    """Take a submitted paper back and tell its authors. A second call does nothing."""
    with transaction.atomic():
        paper = lock_paper(submission)
        if lifecycle.is_over(Step.WITHDRAW, paper.state):
            return paper
        _require_step(Step.WITHDRAW, paper)
        if paper.workshop.decisions_released_at:
            raise Closed(
                "Decisions are out. To take the paper off the programme, write to "
                f"{season_of(paper.workshop).whom_to_ask}."
            )
        paper.state = SubmissionState.WITHDRAWN
        paper.withdrawn_at = timezone.now()
        save_state(paper, "withdrawn_at")
        record_author_act(paper, by, "paper.withdrawn", "Withdrew the paper", after={"state": paper.state})
        mail_authors(key="submission_withdrawn", submission=paper, moment=paper.withdrawn_at)
    return paper


def restore(*, submission: Submission, by: User) -> Submission:
    """Submit a withdrawn paper again while the deadline lasts. A second call does nothing."""
    with transaction.atomic():
        paper = lock_paper(submission)
        if lifecycle.is_over(Step.RESTORE, paper.state):
            return paper
        _require_step(Step.RESTORE, paper)
        _require_open(season_of(paper.workshop).at_paper(paper))
        paper.state = SubmissionState.SUBMITTED
        paper.withdrawn_at = None
        save_state(paper, "withdrawn_at")
        record_author_act(paper, by, "paper.restored", "Restored the paper", after={"state": paper.state})
        mail_authors(key="submission_restored", submission=paper, moment=timezone.now())
    return paper


def desk_reject(*, submission: Submission, by: User, reason: str) -> Submission:
    """Reject a submitted paper without review, for a reason that its authors are told. A chair's act."""
    if not reason.strip():
        raise Invalid("Say why: the authors read the reason.", {"reason": ["Give the reason."]})
    with transaction.atomic():
        paper = lock_paper(submission)
        _require_step(Step.DESK_REJECT, paper)
        paper.state = SubmissionState.DESK_REJECTED
        paper.desk_reason = reason.strip()
        save_state(paper, "desk_reason")
        audit.record(
            workshop=paper.workshop,
            actor=by,
            part="chair",
            action="paper.desk_rejected",
            about=paper.ref,
            text=f"Rejected without review: {reason.strip()}",
            before={"state": SubmissionState.SUBMITTED},
            after={"state": paper.state},
        )
        mail_authors(
            key="submission_desk_rejected", submission=paper, moment=timezone.now(), reason=reason.strip()
        )
    return paper


def discard_draft(*, submission: Submission, by: User) -> None:
    """Delete a draft with its files, at its author's wish; what was submitted once is only withdrawn."""
    with transaction.atomic():
        paper = lock_paper(submission)
        if paper.state != SubmissionState.DRAFT:
            raise Refused(f"{WHY_NOT[paper.state]} It can be withdrawn, not deleted.")
        files = PaperFile.objects.filter(submission=paper)
        stored = [part for file in files for part in (file.file, file.reviewer_copy) if part]
        record_author_act(paper, by, "paper.discarded", "Deleted the draft")
        _take_out_of_sight(paper)
        paper.delete()
        transaction.on_commit(lambda: _delete_stored(stored))


def _take_out_of_sight(paper: Submission) -> None:
    """Keep what was written about a draft, in no workshop's history: with the paper gone, nothing would hide its authors."""
    AuditEntry.objects.filter(about=paper.ref).update(workshop=None)
    Mail.objects.filter(subject_ref=paper.ref).update(workshop=None)


def _delete_stored(stored: list[FieldFile]) -> None:
    for part in stored:
        part.storage.delete(str(part.name))


def _require_open(season: Season) -> None:
    reason = season.why_closed()
    if reason:
        raise Closed(reason)


def _require_free(
    season: Season, changed: Collection[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Hold back what the abstract deadline fixed; what was still empty then may be filled in."""
    held: dict[str, list[str]] = {}
    when = f"fixed since the abstract deadline, {season.abstract_until}. Questions: {season.whom_to_ask}."
    if season.frozen_text:
        held |= {
            name: [f"The {name} is {when}"]
            for name in ("title", "abstract")
            if name in changed and before[name]
        }
    if season.frozen_authors and "authors" in changed and _people(before) != _people(after):
        held["authors"] = [f"Who the authors are, and in which order, is {when}"]
    if held:
        raise Invalid("Some of this can no longer change. What you typed is kept below.", held)


def _people(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(author["name"], author["email"]) for author in content["authors"]]


def _gaps_of_submitted(paper: Submission, *, quiet: bool = False) -> list[Gap]:
    """Return what a submitted paper lacks beside its file: a change may not add to it, files have their own check."""
    if quiet or paper.state != SubmissionState.SUBMITTED:
        return []
    return [gap for gap in gaps_of(paper, checking_counts=False) if gap.part not in {"file", "findings"}]


def _require_editable(paper: Submission) -> None:
    if paper.state not in EDITABLE:
        raise Closed(WHY_NOT[paper.state])


def _require_step(step: Step, paper: Submission) -> None:
    if lifecycle.state_after(step, paper.state) is None:
        raise Refused(WHY_NOT[paper.state])


def _require_complete(missing: list[Gap]) -> None:
    if missing:
        raise Invalid("The paper is not ready yet.", {gap.part: [gap.text] for gap in missing})


def _require_track_fits(paper: Submission, track: Track) -> None:
    """A submitted paper may not move to a track for which its PDF is too long: it would stand without a file."""
    if paper.state != SubmissionState.SUBMITTED:
        return
    file = current_file(paper_files(paper))
    pages = (file.report.get("evidence") or {}).get("counted_pages") if file else None
    counts_alike = counted_parts(track) == counted_parts(paper.track)
    if track.page_limit < paper.track.page_limit and (
        not counts_alike or pages is None or pages > track.page_limit
    ):
        message = f"“{track.name}” allows {track.page_limit} pages. Upload a shorter PDF first."
        raise Invalid(message, {"track": [message]})


def _content(paper: Submission) -> dict[str, Any]:
    return {
        **{name: getattr(paper, name) for name in PLAIN_FIELDS},
        "published_before": paper.published_before or bool(paper.published_elsewhere),
        "track": paper.track.name,
        "topics": sorted(paper.topics.values_list("name", flat=True)),
        "opt_ins": sorted(paper.opt_ins.values_list("label", flat=True)),
        "authors": [vars(author) for author in entries_of(paper)],
        "answers": answer_content(paper, Stage.SUBMISSION),
    }


def _content_of(paper: Submission, entry: PaperEntry) -> dict[str, Any]:
    return {
        **{name: getattr(entry, name) for name in PLAIN_FIELDS},
        "track": entry.track.name,
        "topics": sorted(topic.name for topic in entry.topics),
        "opt_ins": sorted(opt_in.label for opt_in in entry.opt_ins),
        "authors": [vars(author) for author in entry.authors],
        "answers": answer_content(paper, Stage.SUBMISSION, entry.answers),
    }


def _write(paper: Submission, by: User, expected: int, entry: PaperEntry) -> None:
    for name in PLAIN_FIELDS:
        setattr(paper, name, getattr(entry, name))
    paper.track = entry.track
    save_version(paper, expected=expected, fields=[*PLAIN_FIELDS, "track", "updated_at"])
    paper.topics.set(entry.topics)
    paper.opt_ins.set(entry.opt_ins)
    keep_agreements(submission=paper, by=by)
    replace_authors(submission=paper, authors=entry.authors, by=by)
    write_answers(submission=paper, stage=Stage.SUBMISSION, given=entry.answers, by=by)


def _ask_to_submit(paper: Submission, by: User, now: datetime) -> None:
    if paper.submit_asked_at is None:
        paper.submit_asked_at = now
        paper.save(update_fields=["submit_asked_at"])
        record_author_act(paper, by, "paper.submit_asked", "Asked to submit as soon as its files are checked")


def _recheck(paper: Submission, by: User, files: StandingFiles) -> None:
    """Check the newest files again when the track's limit or the authors are no longer those they were checked for.

    A check under way compares at its end by itself.
    """
    if not files:
        return
    basis = check_basis(paper)
    places = [(kind, "") for kind in (PaperFile.Kind.PAPER, PaperFile.Kind.SUPPLEMENT, PaperFile.Kind.CODE)]
    places += [(PaperFile.Kind.ANSWER, slot_of(field)) for field in file_questions(paper, Stage.SUBMISSION)]
    for kind, slot in places:
        file = newest_file(files.get((kind, slot), []))
        if file and file.checked_for and not is_being_checked(file) and file.checked_for != basis:
            start_check(file=file, by=by)


def _record_changes(
    paper: Submission, by: User, changed: list[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    record_author_act(
        paper,
        by,
        "paper.edited",
        "Changed " + ", ".join(name.replace("_", " ") for name in changed),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
