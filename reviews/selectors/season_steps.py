"""A season as one of the committee has it before her: what is done, what is due and when, what is still to come, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from conference.models import Invitation, User, Workshop
from conference.models.people import RoleKind
from conference.models.workshops import DateKey
from conference.prepared import only
from conference.road import StepState
from conference.visibility import Viewer
from reviews.models import Comment, Rebuttal, Reviewer
from reviews.selectors.bids import bid_counts
from reviews.selectors.deadline import NO_DEADLINE, Deadline, deadlines_of
from reviews.selectors.preferences import profile_gaps
from reviews.selectors.season import AssignedPaper, HandledPaper
from reviews.selectors.shepherding import own_open_shepherdings
from reviews.sight import Info
from reviews.visibility import papers_visible_to

JUDGES = (RoleKind.REVIEWER, RoleKind.AREA_CHAIR)


@dataclass(frozen=True)
class SeasonStep:
    """One stretch: ``action`` is empty where there is nothing to press; ``anchor`` leads to a place on the page itself."""

    title: str
    detail: str
    state: StepState
    due: Deadline = NO_DEADLINE
    url_name: str = ""
    anchor: str = ""
    action: str = ""
    number: int | None = None

    @property
    def is_late(self) -> bool:
        return self.state is StepState.ATTENTION

    @property
    def is_open(self) -> bool:
        return self.state in {StepState.NOW, StepState.ATTENTION}


def season_steps(
    viewer: Viewer,
    user: User,
    workshop: Workshop,
    papers: Sequence[AssignedPaper],
    handled: Sequence[HandledPaper],
) -> list[SeasonStep]:
    """Return the whole season in order, in a fixed number of queries; ``papers`` and ``handled`` are what she has."""
    dates = deadlines_of(workshop)
    steps = list(_invitation(user, workshop))
    if viewer.is_reviewer(workshop):
        row = only(Reviewer.objects.filter(workshop=workshop, user=user))
        steps += _preferences(user, workshop, row, dates)
        steps += _bids(viewer, workshop, row, dates)
        steps += _reviews(papers, workshop, dates)
    elif viewer.is_area_chair(workshop):
        steps += _area_chair_waits(handled)
    if papers or handled:
        steps += _rebuttal(viewer, workshop, papers, handled, dates)
        steps += _discussion(user, workshop, papers, handled, dates)
    steps += _recommendations(workshop, handled, dates)
    steps += _decisions(workshop, papers, dates)
    steps += _conditions(user, workshop)
    return steps


Dates = dict[str, Deadline]


def _invitation(user: User, workshop: Workshop) -> Iterator[SeasonStep]:
    """Say when she took the part, where she was invited to it."""
    found = (
        Invitation.objects.filter(
            Q(kind__in=JUDGES), workshop=workshop, user=user, state=Invitation.State.ACCEPTED
        )
        .order_by("-answered_at")
        .first()
    )
    if found and found.answered_at:
        day = found.answered_at.astimezone(workshop.tz)
        yield SeasonStep("Invitation", f"You said yes on {day.day} {day:%B}.", StepState.DONE)


def _preferences(user: User, workshop: Workshop, row: Reviewer | None, dates: Dates) -> Iterator[SeasonStep]:
    title, gaps = "Topics, load and conflicts", len(profile_gaps(user))
    confirmed = row.conflicts_declared_at if row else None
    if confirmed:
        day = confirmed.astimezone(workshop.tz)
        detail = f"Confirmed on {day.day} {day:%B}, up to {_many(row.max_load if row else 0, 'paper')}."
        if gaps and not workshop.assignments_live_at:
            detail += " Your profile still lacks something."
        yield SeasonStep(title, detail, StepState.DONE, action="Change", url_name="reviews:preferences")
    elif workshop.decisions_released_at is None:
        due = dates.get(DateKey.BIDS) or dates.get(DateKey.SUBMISSION, NO_DEADLINE)
        yield SeasonStep(
            title,
            "Say what you can judge and whom you can’t, so that the papers you get fit you.",
            StepState.NOW,
            NO_DEADLINE if due.is_past or workshop.assignments_live_at else due,
            action="Confirm",
            url_name="reviews:preferences",
        )


def _bids(viewer: Viewer, workshop: Workshop, row: Reviewer | None, dates: Dates) -> Iterator[SeasonStep]:
    due = dates.get(DateKey.BIDS, NO_DEADLINE)
    if workshop.bidding_open and row and not workshop.decisions_released_at:
        given, hoped = bid_counts(viewer, workshop, row)
        if hoped:
            enough = given >= hoped
            late = due.is_past and not enough
            yield SeasonStep(
                "Bids",
                f"{given} of {hoped} given: which papers would you like to review?",
                StepState.DONE if enough else StepState.ATTENTION if late else StepState.NOW,
                due,
                "reviews:bids",
                action="Look again" if enough else "Bid",
            )
    elif due.at and not due.is_past and not workshop.assignments_live_at:
        yield SeasonStep("Bids", "You get a mail when bidding opens.", StepState.LATER, due)


def _reviews(papers: Sequence[AssignedPaper], workshop: Workshop, dates: Dates) -> Iterator[SeasonStep]:
    """Say how the reviews stand, apart for each date by which they are due."""
    if not papers:
        due = dates.get(DateKey.REVIEWS, NO_DEADLINE)
        if not workshop.decisions_released_at:
            yield SeasonStep("Reviews", "No papers are assigned to you yet.", StepState.LATER, due)
        return
    by_round: dict[int, list[AssignedPaper]] = {}
    for paper in papers:
        by_round.setdefault(paper.round, []).append(paper)
    for number in sorted(by_round):
        mine = by_round[number]
        came = sum(not row.is_due for row in mine)
        late, open_ = any(row.is_late for row in mine), came < len(mine)
        yield SeasonStep(
            "Reviews" if number == 1 else f"Reviews, round {number}",
            f"{came} of {len(mine)} done."
            + (" The deadline is still to be determined." if open_ and not mine[0].due.at else ""),
            StepState.ATTENTION if late else StepState.NOW if open_ else StepState.DONE,
            mine[0].due,
            anchor="to-review" if open_ else "done",
            action="See them",
        )


def _rebuttal(
    viewer: Viewer,
    workshop: Workshop,
    papers: Sequence[AssignedPaper],
    handled: Sequence[HandledPaper],
    dates: Dates,
) -> Iterator[SeasonStep]:
    """Say that authors answer, and how many answers there are to read."""
    due = dates.get(DateKey.REBUTTAL, NO_DEADLINE)
    numbers = _numbers(papers, handled)
    readable = papers_visible_to(viewer, workshop, Info.DISCUSSION).filter(number__in=numbers)
    sent = Rebuttal.objects.filter(submission__in=readable.values("pk"), sent_at__isnull=False).count()
    if sent:
        over = workshop.decisions_released_at is not None
        yield SeasonStep(
            "Authors’ answers",
            f"{_many(sent, 'paper')} {'has' if sent == 1 else 'have'} an answer: it stands in the discussion.",
            StepState.DONE if over else StepState.NOW,
            due,
        )
    elif due.at and not due.is_past:
        what = "Authors answer their reviews now." if workshop.rebuttal_opened_at else "Authors may answer."
        yield SeasonStep("Authors’ answers", what, StepState.LATER, due)


def _discussion(
    user: User,
    workshop: Workshop,
    papers: Sequence[AssignedPaper],
    handled: Sequence[HandledPaper],
    dates: Dates,
) -> Iterator[SeasonStep]:
    due = _first(dates, DateKey.DISCUSSION)
    if workshop.discussion_opened_at is None:
        if due.at:
            yield SeasonStep("Discussion", "Opens once reviews are in.", StepState.LATER, due)
        return
    open_ = [row for row in papers if row.is_open_to_talk] + [row for row in handled if not row.is_closed]
    if not open_:
        yield SeasonStep("Discussion", "Closed.", StepState.DONE, due)
        return
    numbers = {row.paper.number for row in open_}
    wrote = Comment.objects.filter(
        submission__workshop=workshop, submission__number__in=numbers, author=user
    ).values_list("submission__number", flat=True)
    silent, new = len(numbers - set(wrote)), sum(row.new_comments for row in open_)
    parts = [f"{_many(new, 'new comment')}." if new else "Nothing new."]
    if silent:
        parts.append(f"You have written nothing yet on {_many(silent, 'paper')}.")
    yield SeasonStep("Discussion", " ".join(parts), StepState.NOW if new or silent else StepState.DONE, due)


def _area_chair_waits(handled: Sequence[HandledPaper]) -> Iterator[SeasonStep]:
    if not handled:
        yield SeasonStep("Your papers", "No papers are given to you yet.", StepState.LATER)


def _recommendations(
    workshop: Workshop, handled: Sequence[HandledPaper], dates: Dates
) -> Iterator[SeasonStep]:
    if not handled:
        return
    due = _first(dates, DateKey.DISCUSSION, DateKey.NOTIFICATION)
    came = sum(row.recommendation == "submitted" or row.is_closed for row in handled)
    if workshop.discussion_opened_at is None:
        yield SeasonStep(
            "Recommendations",
            f"{_many(len(handled), 'paper')}; you recommend once the discussion is open.",
            StepState.LATER,
            due,
            anchor="handled",
            action="See the papers",
        )
        return
    late = due.is_past and came < len(handled)
    state = StepState.DONE if came == len(handled) else StepState.ATTENTION if late else StepState.NOW
    yield SeasonStep(
        "Recommendations", f"{came} of {len(handled)} done.", state, due, anchor="handled", action="See them"
    )


def _decisions(workshop: Workshop, papers: Sequence[AssignedPaper], dates: Dates) -> Iterator[SeasonStep]:
    """Say when decisions come; they may be released in portions, those of her own papers last."""
    due = dates.get(DateKey.NOTIFICATION, NO_DEADLINE)
    if workshop.decisions_released_at and all(row.is_closed for row in papers):
        yield SeasonStep("Decisions", "Released. Thank you.", StepState.DONE)
    elif due.at:
        yield SeasonStep("Decisions", "The chairs decide and tell the authors.", StepState.LATER, due)


def _conditions(user: User, workshop: Workshop) -> Iterator[SeasonStep]:
    """Say of which accepted papers she is to sign the conditions off."""
    if workshop.decisions_released_at is None:
        return
    here = own_open_shepherdings(user.pk).filter(decision__submission__workshop=workshop)
    for row in here.select_related("decision__submission").order_by("decision__submission__number"):
        number = row.decision.submission.number
        yield SeasonStep(
            f"Conditions of #{number}",
            "Accepted on conditions: you sign off whether they are met.",
            StepState.NOW,
            url_name="reviews:shepherd",
            action="Look",
            number=number,
        )


def _numbers(papers: Iterable[AssignedPaper], handled: Iterable[HandledPaper]) -> set[int]:
    return {row.paper.number for row in papers} | {row.paper.number for row in handled}


def _first(dates: Dates, *keys: str) -> Deadline:
    return next((dates[key] for key in keys if key in dates), NO_DEADLINE)


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
