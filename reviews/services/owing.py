"""Who of the committee owes what, to be reminded of: of the papers that a chair may see, or of all where nobody is looking.

Nothing here asks whether a decision is drafted: a reminder that stays away must not tell of a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from conference.models import Affiliation, Publication, Role, User, Workshop
from conference.models.people import RoleKind
from conference.models.workshops import DateKey
from conference.reminders import Kind, Owed, kind_of, near_dates
from conference.services import reminders
from conference.visibility import Viewer
from reviews.models import Assignment, Bid, Comment, Conflict, MetaReview, Review, Reviewer, ReviewRound
from reviews.selectors.bid_counts import bidding
from reviews.selectors.deadline import Deadline, deadline_of, due_of
from reviews.services.bids import MAIL as BIDS_MAIL
from reviews.services.bids import due_sentence
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import Author, Submission, SubmissionState

PREFERENCES = "preferences_reminder"
REVIEWS = "review_reminder"
DISCUSSION = "discussion_reminder"
META_REVIEWS = "meta_review_reminder"


def owing_preferences(workshop: Workshop, _viewer: Viewer | None, now: datetime) -> list[Owed]:
    """Return the reviewers who have not confirmed topics, load and conflicts, or whose profile is empty, until papers are assigned."""
    if workshop.assignments_live_at or workshop.decisions_released_at:
        return []
    due = _first_of(workshop, (DateKey.BIDS, DateKey.SUBMISSION), now)
    confirmed = Reviewer.objects.filter(
        workshop=workshop, user=OuterRef("user"), conflicts_declared_at__isnull=False
    )
    works = Affiliation.objects.filter(user=OuterRef("user"))
    wrote = Publication.objects.filter(user=OuterRef("user"))
    roles = (
        Role.objects.filter(workshop=workshop, kind=RoleKind.REVIEWER)
        .annotate(confirmed=Exists(confirmed), works=Exists(works), wrote=Exists(wrote))
        .select_related("user")
        .order_by("user__name", "pk")
    )
    return [
        _owed(
            role.user,
            workshop,
            due,
            what=_join(word for word, missing in _gaps(role) if missing),
            about=f"workshop:{workshop.pk}",
            values={
                "missing": "\n".join(f"- {GAPS[word]}" for word, missing in _gaps(role) if missing),
                "link": _link("reviews:preferences", workshop),
                "profile": settings.BASE_URL + reverse("conference:profile"),
            },
        )
        for role in roles
        if not (role.confirmed and role.works and role.wrote)
    ]


GAPS = {
    "preferences": "your topics, how many papers you can take, and your conflicts",
    "affiliations": "where you work and worked, in your profile: conflicts with your colleagues are found by it",
    "publications": "what you published, in your profile: papers are matched with it",
}


def _gaps(role: Role) -> tuple[tuple[str, bool], ...]:
    return (
        ("preferences", not role.confirmed),  # type: ignore[attr-defined]
        ("affiliations", not role.works),  # type: ignore[attr-defined]
        ("publications", not role.wrote),  # type: ignore[attr-defined]
    )


def owing_bids(workshop: Workshop, viewer: Viewer | None, now: datetime) -> list[Owed]:
    """Return the reviewers who have not bid at all while bidding is open."""
    papers = _papers(workshop, viewer, Info.BIDS_AND_AFFINITY)
    if not workshop.bidding_open or not papers.exists():
        return []
    bids = Bid.objects.filter(user=OuterRef("user"), submission__in=papers).exclude(value=Bid.Value.CONFLICT)
    silent = (
        Reviewer.objects.filter(
            ~Exists(bids),
            workshop=workshop,
            user__roles__workshop=workshop,
            user__roles__kind=RoleKind.REVIEWER,
        )
        .select_related("user")
        .order_by("user__name", "pk")
    )
    return owed_bids(workshop, [row.user for row in silent], now)


def owed_bids(workshop: Workshop, users: Iterable[User], now: datetime | None = None) -> list[Owed]:
    """Return the mail about bids for each of some reviewers."""
    due = deadline_of(workshop, DateKey.BIDS, now)
    values = {"due": due_sentence(workshop), "link": _link("reviews:bids", workshop)}
    return [_owed(user, workshop, due, about=f"workshop:{workshop.pk}", values=values) for user in users]


def ask_for_bids(*, workshop: Workshop, viewer: Viewer, by: User) -> int:
    """Write to the reviewers who have not bid, once a day at most; returns how many are told."""
    silent = User.objects.filter(pk__in=bidding(viewer, workshop).silent).order_by("name")
    owed = owed_bids(workshop, silent)
    return len(reminders.send(workshop=workshop, by=by, kind=kind_of("bids"), owed=owed))


def owing_reviews(workshop: Workshop, viewer: Viewer | None, now: datetime) -> list[Owed]:
    """Return the reviewers with reviews that are not in, once for each date by which they are due."""
    return owing_reviews_of(workshop, viewer, now)


def owing_reviews_of(
    workshop: Workshop, viewer: Viewer | None, now: datetime, numbers: Iterable[int] | None = None
) -> list[Owed]:
    """Return the same for some papers only, by their numbers."""
    rows = _open(workshop, viewer, Assignment.Part.REVIEWER).exclude(review__state=Review.State.SUBMITTED)
    if numbers is not None:
        rows = rows.filter(submission__number__in=list(numbers))
    usual = deadline_of(workshop, DateKey.REVIEWS, now)
    return _by_person(
        workshop, rows, lambda row: due_of(row, workshop, usual, now), "Reviews", "reviews:reviewing"
    )


def owing_discussion(workshop: Workshop, viewer: Viewer | None, now: datetime) -> list[Owed]:
    """Return the reviewers whose review is in and who have written nothing yet in a discussion of their papers."""
    if workshop.discussion_opened_at is None:
        return []
    said = Comment.objects.filter(
        submission=OuterRef("submission"), author=OuterRef("user"), sent_at__gte=workshop.discussion_opened_at
    )
    rows = _open(workshop, viewer, Assignment.Part.REVIEWER).filter(
        ~Exists(said), review__state=Review.State.SUBMITTED
    )
    due = _first_of(workshop, (DateKey.DISCUSSION, DateKey.NOTIFICATION), now)
    return _by_person(workshop, rows, lambda _row: due, "The discussion", "reviews:reviewing")


def owing_meta_reviews(workshop: Workshop, viewer: Viewer | None, now: datetime) -> list[Owed]:
    """Return the area chairs whose recommendation on a paper under discussion is not in."""
    if workshop.discussion_opened_at is None:
        return []
    written = MetaReview.objects.filter(assignment=OuterRef("pk"), submitted_at__isnull=False)
    rows = _open(workshop, viewer, Assignment.Part.AREA_CHAIR).filter(~Exists(written))
    due = _first_of(workshop, (DateKey.DISCUSSION, DateKey.NOTIFICATION), now)
    return _by_person(workshop, rows, lambda _row: due, "Recommendations", "reviews:reviewing")


def _papers(workshop: Workshop, viewer: Viewer | None, info: Info) -> QuerySet[Submission]:
    papers = Submission.objects.filter(workshop=workshop, state=SubmissionState.SUBMITTED)
    if viewer is None:
        return papers
    return papers.filter(pk__in=papers_visible_to(viewer, workshop, info).values("pk"))


def _open(workshop: Workshop, viewer: Viewer | None, part: str) -> QuerySet[Assignment]:
    """Return the assignments of papers that are not decided yet for anybody to see, without people kept from them."""
    person = {"submission": OuterRef("submission"), "user": OuterRef("user")}
    return (
        Assignment.objects.filter(
            ~Exists(Conflict.objects.filter(**person, state=Conflict.State.ACTIVE)),
            ~Exists(Author.objects.filter(**person)),
            submission__in=_papers(workshop, viewer, Info.REVIEWER_IDENTITIES),
            submission__workshop=workshop,  # says the same once more, where the planner of queries looks
            part=part,
            state=Assignment.State.ACTIVE,
        )
        .exclude(submission__decision__released_at__isnull=False)
        .select_related("submission", "user", "round")
        .order_by("user__name", "user_id", "submission__number")
    )


def _by_person(
    workshop: Workshop,
    rows: Iterable[Assignment],
    due_by: Callable[[Assignment], Deadline],
    subject: str,
    page: str,
) -> list[Owed]:
    """Gather the papers of each person, apart where their dates differ."""
    gathered: dict[tuple[User, Deadline], list[Assignment]] = {}
    for row in rows:
        gathered.setdefault((row.user, due_by(row)), []).append(row)
    return [
        _owed(
            user,
            workshop,
            due,
            what=", ".join(f"#{row.submission.number}" for row in mine),
            about=mine[0].submission.ref if len(mine) == 1 else f"assignments:{user.pk}",
            part=mine[0].part,
            turn=f":{mine[0].round_id}" if mine[0].round_id else "",
            values={
                "papers": "\n".join(f"- #{row.submission.number} {row.submission.title}" for row in mine),
                "due": _sentence(subject, due),
                "link": _link(page, workshop),
            },
        )
        for (user, due), mine in gathered.items()
    ]


def _sentence(subject: str, due: Deadline) -> str:
    many = subject.endswith("s")
    if not due.text:
        return f"The date for {subject[:1].lower()}{subject[1:]} is still to be announced."
    if many:
        return f"{subject} {'were' if due.is_past else 'are'} due on {due.text}."
    return f"{subject} {'ended' if due.is_past else 'ends'} on {due.text}."


def _owed(
    user: User,
    workshop: Workshop,
    due: Deadline,
    *,
    values: Mapping[str, object],
    about: str,
    what: str = "",
    part: str = "reviewer",
    turn: str = "",
) -> Owed:
    return Owed(
        key=f"{user.pk}{turn}",
        email=user.email,
        name=user.name,
        what=what,
        due=due.at,
        user=user,
        part=part,
        about=about,
        values=values,
    )


def _first_of(workshop: Workshop, keys: Iterable[str], now: datetime) -> Deadline:
    """Return the first of some dates that is set."""
    found = [deadline_of(workshop, key, now) for key in keys]
    return next((due for due in found if due.at), found[0])


def _link(name: str, workshop: Workshop) -> str:
    return settings.BASE_URL + reverse(name, args=[workshop.slug])


def _join(words: Iterable[str]) -> str:
    return ", ".join(words)


def _near_reviews(start: datetime, end: datetime) -> Iterable[int]:
    rounds = ReviewRound.objects.filter(due_at__range=(start, end)).values_list("workshop_id", flat=True)
    return {*near_dates(DateKey.REVIEWS)(start, end), *rounds}


KINDS = (
    Kind(
        key="preferences",
        label="Say topics, load and conflicts",
        whom="review here and have not confirmed their preferences, or whose profile is empty",
        date="“Bids due”, else the submission deadline",
        mail=PREFERENCES,
        days=(7, 2),
        owing=owing_preferences,
        near=near_dates(DateKey.BIDS, DateKey.SUBMISSION),
    ),
    Kind(
        key="bids",
        label="Bid",
        whom="have not bid at all, while bidding is open",
        date="“Bids due”",
        mail=BIDS_MAIL,
        days=(7, 2, -1),
        owing=owing_bids,
        near=near_dates(DateKey.BIDS),
    ),
    Kind(
        key="reviews",
        label="Review",
        whom="owe a review",
        date="“Reviews due”, or the date of a further round",
        mail=REVIEWS,
        days=(7, 2, -1),
        owing=owing_reviews,
        near=_near_reviews,
    ),
    Kind(
        key="discussion",
        label="Discuss",
        whom="have written nothing yet in the discussion of a paper they reviewed",
        date="“Discussion ends”, else the notification",
        mail=DISCUSSION,
        days=(2,),
        owing=owing_discussion,
        near=near_dates(DateKey.DISCUSSION, DateKey.NOTIFICATION),
    ),
    Kind(
        key="meta_reviews",
        label="Recommend",
        whom="handle a paper under discussion and have not sent their recommendation",
        date="“Discussion ends”, else the notification",
        mail=META_REVIEWS,
        days=(2, -1),
        owing=owing_meta_reviews,
        near=near_dates(DateKey.DISCUSSION, DateKey.NOTIFICATION),
    ),
)
