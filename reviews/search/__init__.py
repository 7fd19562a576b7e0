"""The search language over papers and reviews: reading it, its words, and what a condition means where sight ends."""

from .fields import FIELDS, Field, Kind
from .language import And, Not, Or, Query, SearchError, Term, parse, toggled
from .logic import Answer, evaluate

__all__ = [
    "FIELDS",
    "And",
    "Answer",
    "Field",
    "Kind",
    "Not",
    "Or",
    "Query",
    "SearchError",
    "Term",
    "evaluate",
    "parse",
    "toggled",
]
