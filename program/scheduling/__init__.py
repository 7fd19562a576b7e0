"""The schedule: accepted papers into sessions by theme, no presenter in two places, boards in a sensible order.

Plain values in and out; knows no Django. Solved with OR-Tools CP-SAT, which proves its answer or bounds it.
"""

from .building import build_schedule
from .problem import (
    Engagement,
    Obstacle,
    Paper,
    Pin,
    Place,
    Problem,
    Schedule,
    Session,
    Status,
    Window,
)
from .themes import themes_from_texts

__all__ = [
    "Engagement",
    "Obstacle",
    "Paper",
    "Pin",
    "Place",
    "Problem",
    "Schedule",
    "Session",
    "Status",
    "Window",
    "build_schedule",
    "themes_from_texts",
]
