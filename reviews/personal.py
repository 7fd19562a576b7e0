"""What this app's tables hold of a person. Reviews and comments stay with their papers, by a former member."""

from __future__ import annotations

from conference.personal_data import declare, nothing_in, on_export, on_leaving
from reviews import models
from reviews.selectors.own_outcomes import outcomes_of
from reviews.services import leaving
from submissions.personal import OF_OWN, PAPER

ASSIGNED = "assignment__submission__workshop__acronym assignment__submission__number"


def declare_all() -> None:
    """Declare every table; called once when the app is ready."""
    _assignments()
    _reviews()
    _rebuttals()
    _helpers()
    _discussions()
    _committee()
    _of_the_workshop()
    on_leaving(leaving.hand_back_duties, order=10)
    on_leaving(leaving.part_with_papers, order=20)
    on_export(outcomes_of)


def _assignments() -> None:
    declare(
        models.Assignment,
        "Papers to review",
        user="user",
        told=f"{PAPER} submission__title part state assigned_at ended_at ended_reason",
        emptied={"ended_reason": ""},
        plain="mark",
        traces="assigned_by",
        workshop="submission__workshop",
    )
    declare(models.ProposedAssignment, user="user", is_deleted=True, untold="parts")
    nothing_in(models.ProposedPaper, "candidates evidence")  # by number of account; her own papers go by hand
    declare(
        models.AssignmentRun,
        scrubbed="parameters summary problem",
        traces="created_by",
        workshop="workshop",
    )
    declare(models.PairRule, user="user", is_deleted=True, untold="note", traces="created_by")
    declare(models.Bid, "Bids", user="user", is_deleted=True, told=f"{PAPER} value updated_at")
    nothing_in(models.ReviewRound, "", traces="created_by")


def _reviews() -> None:
    declare(
        models.Review,
        "Reviews by you",
        user="assignment__user",
        told=f"{ASSIGNED} overall confidence ethics_flag state submitted_at",
        traces="rated_by",
        workshop="assignment__submission__workshop",
    )
    declare(
        models.ReviewAnswer,
        "Reviews by you, answer by answer",
        user="review__assignment__user",
        told="review__assignment__submission__number question__label text chosen",
    )
    declare(
        models.MetaReview,
        "Meta-reviews by you",
        user="assignment__user",
        told=f"{ASSIGNED} recommendation text for_chairs submitted_at",
    )


def _rebuttals() -> None:
    declare(
        models.Rebuttal,
        "Answers to reviews",
        user="submission__authors__user",
        only=OF_OWN,
        told=f"{PAPER} text sent_at",
        traces="sent_by",
    )
    declare(
        models.RebuttalAnswer,
        "Answers to single reviews",
        user="rebuttal__submission__authors__user",
        only={f"rebuttal__{path}": value for path, value in OF_OWN.items()},
        told="rebuttal__submission__number review__assignment__mark text",
    )


def _helpers() -> None:
    declare(
        models.SubReview,
        "Help with reviews",
        user="user",
        email="email",
        name="name",
        is_deleted=True,
        told=f"{ASSIGNED} name email state listed asked_at",
        untold="token",
        workshop="assignment__submission__workshop",
    )


def _discussions() -> None:
    declare(
        models.Comment,
        "Comments by you",
        user="author",
        told=f"{PAPER} part audience text sent_at edited_at",
        workshop="submission__workshop",
    )
    declare(models.CommentEdit, "Earlier words of comments", user="comment__author", told="text at")
    declare(models.DiscussionSeen, user="user", is_deleted=True)
    declare(
        models.DiscussionFollower,
        "Mails on discussions",
        user="user",
        is_deleted=True,
        told="workshop__acronym",
    )
    declare(
        models.Shepherding,
        "Papers you shepherd",
        user="shepherd",
        told="decision__submission__number conditions remark",
        traces="signed_off_by",
    )
    declare(
        models.PaperTag,
        "Own tags",
        user="owner",
        is_deleted=True,
        told=f"{PAPER} name",
        traces="added_by",
    )
    declare(models.ChosenColumns, user="user", is_deleted=True, untold="table columns")


def _committee() -> None:
    declare(
        models.Reviewer,
        "As a reviewer",
        user="user",
        is_deleted=True,
        told="workshop__acronym max_load min_load is_senior emergency_load conflicts_declared_at",
        workshop="workshop",
    )
    declare(
        models.DeclaredConflict,
        "Conflicts you declared",
        user="user",
        is_deleted=True,
        told="workshop__acronym kind name email domain note",
        workshop="workshop",
    )
    declare(models.DeclaredConflict, email="email", emptied={"email": ""})
    # Whom a paper is in conflict with tells who wrote it, so it is in no export.
    declare(
        models.Conflict,
        user="user",
        is_deleted=True,
        scrubbed="evidence",
        traces="decided_by",
        workshop="submission__workshop",
    )


def _of_the_workshop() -> None:
    nothing_in(models.Decision, "text", traces="decided_by")
    nothing_in(models.ReviewForm, "", traces="created_by")
    nothing_in(models.ReviewQuestion, "key label help_text options missing")
    nothing_in(models.Places, "")
