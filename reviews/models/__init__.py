"""Reviewing: who reviews, conflicts, proposed and live assignments, reviews, decisions."""

from .assignment import Assignment, AssignmentRun, ProposedAssignment
from .committee import Reviewer
from .conflicts import Conflict, DeclaredConflict
from .decisions import ACCEPTED, Decision, Outcome
from .reviews import CONFIDENCES, SCORES, Review
from .tables import ChosenColumns, PaperTag, Places

__all__ = [
    "ACCEPTED",
    "CONFIDENCES",
    "SCORES",
    "Assignment",
    "AssignmentRun",
    "ChosenColumns",
    "Conflict",
    "Decision",
    "DeclaredConflict",
    "Outcome",
    "PaperTag",
    "Places",
    "ProposedAssignment",
    "Review",
    "Reviewer",
]
