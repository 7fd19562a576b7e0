"""Room on Python's stack: work that goes deep does it on one piece of memory instead of many."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

PLACES = 33_000
"""With 8 bytes each just over 256 KiB, so that 512 KiB are taken, and nearly half of it is for the calls further in."""


def with_room(work: Callable[Given, Made]) -> Callable[Given, Made]:
    """Return a function that runs with room for all calls that it leads to.

    Python 3.11, and what came after it until early in 2026, keeps the frames of calls in pieces of 16 KiB. A call over the
    edge of one takes a new one from the system and gives it back at its end, each time: where a loop runs at that depth, as
    database queries do below a web framework, up to a fifth of the time went there. A function that says it needs much room
    has its piece made as large. Source: CPython issue 142183.
    """

    def roomy(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        return work(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=PLACES)
    return functools.update_wrapper(roomy, work)
