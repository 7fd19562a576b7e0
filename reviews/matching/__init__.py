"""Who reviews which paper: the exact optimum, the fair matching, and why a pair was chosen.

NumPy in, a papers x reviewers array of 0 and 1 out; no Django. The optimum is a flow of least cost
(OR-Tools), as OpenReview's and HotCRP's matchers do it; `bound` is the linear program (HiGHS), its check.
"""

from reviews.matching.assignment import assign, assign_fair, assign_randomly, bound, lowest_bound
from reviews.matching.feasibility import Infeasible, Problem, Words, check
from reviews.matching.problem import Options
from reviews.matching.repair import assign_again
from reviews.matching.report import Explanation, Move, Summary, explain, move, summary

__all__ = [
    "Explanation",
    "Infeasible",
    "Move",
    "Options",
    "Problem",
    "Summary",
    "Words",
    "assign",
    "assign_again",
    "assign_fair",
    "assign_randomly",
    "bound",
    "check",
    "explain",
    "lowest_bound",
    "move",
    "summary",
]
