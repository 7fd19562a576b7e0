"""Reviewing: who reviews, bids, conflicts, proposed and live assignments, reviews, decisions."""

from .assignment import Assignment, AssignmentRun, ProposedAssignment, ProposedPaper
from .bids import Bid
from .committee import Reviewer
from .conflicts import Conflict, DeclaredConflict
from .decisions import ACCEPTED, Decision, Outcome
from .discussion import Comment, CommentEdit, DiscussionFollower, DiscussionSeen
from .meta_reviews import MetaReview
from .pair_rules import PairRule
from .rebuttals import Rebuttal, RebuttalAnswer
from .review_forms import ReviewForm, ReviewQuestion
from .reviews import Review, ReviewAnswer
from .rounds import ReviewRound
from .shepherding import Shepherding, signed_off, waits_for_signature
from .sub_reviews import WORKING, SubReview
from .tables import ChosenColumns, PaperTag, Places

__all__ = [
    "ACCEPTED",
    "WORKING",
    "Assignment",
    "AssignmentRun",
    "Bid",
    "ChosenColumns",
    "Comment",
    "CommentEdit",
    "Conflict",
    "Decision",
    "DeclaredConflict",
    "DiscussionFollower",
    "DiscussionSeen",
    "MetaReview",
    "Outcome",
    "PairRule",
    "PaperTag",
    "Places",
    "ProposedAssignment",
    "ProposedPaper",
    "Rebuttal",
    "RebuttalAnswer",
    "Review",
    "ReviewAnswer",
    "ReviewForm",
    "ReviewQuestion",
    "ReviewRound",
    "Reviewer",
    "Shepherding",
    "SubReview",
    "signed_off",
    "waits_for_signature",
]
