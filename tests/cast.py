"""A workshop with one person in every part toward one paper, and that paper in any phase.

Everything that could leak carries a word found nowhere else, so that a test can look for it anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from conference.models import Role, User, Workshop
from conference.visibility import NOBODY, Viewer, viewer_of
from reviews.models import Comment, CommentEdit, MetaReview, Rebuttal, RebuttalAnswer, Review, Reviewer
from reviews.services.review_forms import form_for
from submissions.models import Submission
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DateFactory,
    DecisionFactory,
    PaperFileFactory,
    ReviewerFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)

ACTORS = (
    "visitor",
    "author",
    "other_author",
    "reviewer_assigned",
    "reviewer_unassigned",
    "reviewer_conflicted",
    "area_chair_assigned",
    "area_chair_unassigned",
    "program_chair",
    "program_chair_conflicted",
    "site_editor",
    "site_admin",
)
ASSIGNED_PHASES = {
    "reviewing",
    "discussion",
    "decided",
    "released_accepted",
    "released_rejected",
    "published_accepted",
    "published_rejected",
}


def one_on_servers(phases: Iterable[str], *chosen: str) -> list[object]:
    """Return all phases as parameters of a test; on the servers only the chosen ones are run.

    What is asserted phase by phase is a rule in Python, and the rows of those phases bring every query that asks for it.
    """
    return [
        phase if phase in chosen else pytest.param(phase, marks=pytest.mark.enumeration) for phase in phases
    ]


PARTS = {
    actor: {
        "reviewer_assigned": "reviewer",
        "reviewer_unassigned": "reviewer",
        "reviewer_conflicted": "reviewer",
        "area_chair_assigned": "area_chair",
        "area_chair_unassigned": "area_chair",
        "program_chair": "program_chair",
        "program_chair_conflicted": "program_chair",
        "site_editor": "site_editor",
    }.get(actor, "")
    for actor in ACTORS
    if actor != "visitor"
}
"""The role of each who has an account."""


@dataclass
class Cast:
    """The people by their part, the paper, and another paper of the same workshop."""

    workshop: Workshop
    paper: Submission
    other_paper: Submission
    people: dict[str, User]

    def viewer(self, actor: str) -> Viewer:
        return NOBODY if actor == "visitor" else viewer_of(self.people[actor])


def make_cast(phase: str) -> Cast:
    """Return everyone, with the paper in one phase of the visibility rules."""
    workshop = _workshop(phase)
    if phase in ASSIGNED_PHASES or phase == "withdrawn":
        DateFactory(workshop=workshop, key="rebuttal_deadline", at=timezone.now() - timedelta(minutes=1))
    track = TrackFactory(workshop=workshop)
    TopicFactory(workshop=workshop)
    DateFactory(workshop=workshop)
    people = _people(workshop, PARTS)
    paper = SubmissionFactory(
        track=track,
        number=1,
        submitter=people["author"],
        title="Zirkelmoos in winter light",
        abstract="Abstractword quillfern.",
        state=_state(phase),
    )
    other = SubmissionFactory(track=track, number=2, title="Another paper")
    _authors(paper, other, people)
    PaperFileFactory(
        submission=paper,
        version=1,
        content=b"%PDF-1.7 originalbytes Ottoline",
        original_name="ottoline.pdf",
    )
    _conflicts(paper, people)
    if phase in ASSIGNED_PHASES or phase == "withdrawn":
        _assign(paper, people)
    elif phase == "submitted":
        AssignmentFactory(submission=paper, user=people["area_chair_assigned"], part="area_chair", mark="")
    _decide(paper, phase)
    return Cast(workshop, paper, other, people)


def _workshop(phase: str) -> Workshop:
    now = timezone.now()
    late = (
        "discussion",
        "decided",
        "released_accepted",
        "released_rejected",
        "published_accepted",
        "published_rejected",
    )
    return WorkshopFactory(
        slug="cast-2026",
        acronym="Cast 2026",
        bidding_open=True,
        assignments_live_at=now if phase in ASSIGNED_PHASES else None,
        discussion_opened_at=now if phase in late else None,
        decisions_released_at=now if phase.startswith(("released", "published")) else None,
        papers_published_at=now if phase.startswith("published") else None,
    )


def _people(workshop: Workshop, parts: dict[str, str]) -> dict[str, User]:
    """Everyone in their part, in a query for each table: nearly every test begins here."""
    people = _users(parts)
    Role.objects.bulk_create(
        RoleFactory.build(workshop=workshop, user=people[actor], kind=kind)
        for actor, kind in parts.items()
        if kind
    )
    Reviewer.objects.bulk_create(
        ReviewerFactory.build(workshop=workshop, user=people[actor])
        for actor, kind in parts.items()
        if kind == "reviewer"
    )
    return people


def _users(actors: Iterable[str]) -> dict[str, User]:
    """Everyone with an account and a verified address."""
    names = {
        "author": "Ottoline Karamazova",
        "reviewer_assigned": "Percival Underhill",
        "quentin": "Quentin Blackadder",
    }
    people = {
        actor: UserFactory.build(
            name=names.get(actor, f"{actor.replace('_', ' ').title()} Vandermeer"),
            email=f"{actor}@cast.example",
            is_staff=actor == "site_admin",
        )
        for actor in actors
    }
    User.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people.values()
    )
    return people


def _authors(paper: Submission, other: Submission, people: dict[str, User]) -> None:
    AuthorFactory(submission=paper, user=people["author"], affiliation="Marshwiggle Institute")
    AuthorFactory(
        submission=paper, user=None, name="Ignatius Bellweather", email="ignatius@bellweather.example"
    )
    AuthorFactory(submission=other, user=people["other_author"])


def _conflicts(paper: Submission, people: dict[str, User]) -> None:
    for actor in ("reviewer_conflicted", "program_chair_conflicted"):
        ConflictFactory(submission=paper, user=people[actor], evidence="Evidenceword thistledown")


def _assign(paper: Submission, people: dict[str, User]) -> None:
    second = _people(paper.workshop, {"quentin": "reviewer"})["quentin"]
    mine = AssignmentFactory(submission=paper, user=people["reviewer_assigned"], mark="A")
    other = AssignmentFactory(submission=paper, user=second, mark="B")
    handling = AssignmentFactory(
        submission=paper, user=people["area_chair_assigned"], part="area_chair", mark=""
    )
    form = form_for(paper.workshop, None)
    ReviewFactory(
        assignment=mine, form=form, summary="Ownreviewword larkspur", for_chairs="Ownsecret gentian"
    )
    review = ReviewFactory(
        assignment=other,
        form=form,
        summary="Otherreviewword marigold",
        for_chairs="Othersecret hellebore",
    )
    MetaReview.objects.create(
        assignment=handling,
        recommendation="accept_spotlight",
        text="Metaword campion",
        for_chairs="Metasecret spurge",
        submitted_at=timezone.now(),
    )
    _talk(paper, people, review)


def _talk(paper: Submission, people: dict[str, User], review: Review) -> None:
    """What was said of the paper: comments, one of them changed, and the authors' answer to the second reviewer."""
    about: dict[str, object] = {"submission": paper}
    comment = Comment.objects.create(
        **about,
        author=review.assignment.user,
        part="reviewer",
        audience="committee",
        text="Commentword wolfsbane",
    )
    CommentEdit.objects.create(comment=comment, text="Earlierword henbane")
    Comment.objects.create(
        **about,
        author=people["area_chair_assigned"],
        part="area_chair",
        audience="chairs",
        text="Chairsword monkshood",
    )
    Comment.objects.create(
        **about,
        author=people["reviewer_assigned"],
        part="reviewer",
        audience="committee",
        reply_to=comment,
        text="Replyword burdock",
    )
    rebuttal = Rebuttal.objects.create(submission=paper, text="Answerword speedwell", sent_at=timezone.now())
    RebuttalAnswer.objects.create(rebuttal=rebuttal, review=review, text="Answerword toadflax")


def _decide(paper: Submission, phase: str) -> None:
    if phase == "decided":
        DecisionFactory(submission=paper, outcome="accept_spotlight", text="Decisionword foxglove")
    elif phase.startswith(("released", "published")):
        DecisionFactory(
            submission=paper,
            outcome="accept_spotlight" if phase.endswith("accepted") else "reject",
            text="Decisionword foxglove",
            released_at=timezone.now(),
        )


def _state(phase: str) -> str:
    return {"draft": "draft", "withdrawn": "withdrawn"}.get(phase, "submitted")


def retract_review(review: Review) -> None:
    """Put a review back to a draft, as it is before it comes in."""
    review.state, review.submitted_at = "draft", None
    review.save()
