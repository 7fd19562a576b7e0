"""Reviewing: who reviews, bids, conflicts, proposed and live assignments, reviews, decisions."""

from .assignment import Assignment, AssignmentRun, ProposedAssignment, ProposedPaper
from .bids import Bid
from .committee import Reviewer
from .conflicts import Conflict, DeclaredConflict
from .decisions import ACCEPTED, Decision, Outcome
from .reviews import CONFIDENCES, SCORES, Review

__all__ = [
    "ACCEPTED",
    "CONFIDENCES",
    "SCORES",
    "Assignment",
    "AssignmentRun",
    "Bid",
    "Conflict",
    "Decision",
    "DeclaredConflict",
    "Outcome",
    "ProposedAssignment",
    "ProposedPaper",
    "Review",
    "Reviewer",
]
