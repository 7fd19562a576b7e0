"""Who reviews which paper: the exact optimum, the fair matching, and why a pair was chosen.

NumPy in, a papers x reviewers array of 0 and 1 out; no Django. The optimum is a flow of least cost
(OR-Tools), as OpenReview's and HotCRP's matchers do it; `bound` is the linear program (HiGHS), its check.
"""

from reviews.matching.fair import assign_fair
from reviews.matching.feasibility import Infeasible, Problem, check
from reviews.matching.problem import Options
from reviews.matching.report import Explanation, Move, Summary, explain, move, summary
from reviews.matching.solve import assign, bound

__all__ = [
    "Explanation",
    "Infeasible",
    "Move",
    "Options",
    "Problem",
    "Summary",
    "assign",
    "assign_fair",
    "bound",
    "check",
    "explain",
    "move",
    "summary",
]
