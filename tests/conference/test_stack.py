"""Work with room takes no memory from the system again and again, however deep in calls its loop is."""

from __future__ import annotations

import resource
import sys
import threading

import pytest
from django.core.handlers.wsgi import WSGIHandler

from conference import jobs
from conference.stack import PLACES, with_room
from conference.wsgi import application

DEPTHS, CALLS = 150, 2_000


def _loop_at(depth):
    """Call a small function many times with so many calls around; return how many pages of memory were taken for it."""
    if depth:
        return _loop_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _small()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _small(one=1, two=2, three=3):
    return one + two + three


def _most_taken(work):
    """Return the most pages that the loop took at any depth, in a thread whose stack is its own."""
    found = []
    thread = threading.Thread(target=lambda: found.extend(work(depth) for depth in range(DEPTHS)))
    thread.start()
    thread.join()
    assert len(found) == DEPTHS
    return max(found)


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="This Python keeps a piece of its stack that is left")
def test_without_room_a_loop_at_the_edge_takes_memory_at_each_call():
    assert _most_taken(_loop_at) >= CALLS


def test_with_room_no_depth_is_dear():
    assert _most_taken(with_room(_loop_at)) < CALLS / 10


def test_pages_and_jobs_are_worked_on_with_room():
    assert isinstance(application.__wrapped__, WSGIHandler)
    assert jobs.run.__code__.co_stacksize == application.__code__.co_stacksize == PLACES


def test_what_goes_in_comes_out():
    @with_room
    def divided(number, *, by):
        """Divide."""
        return number / by

    assert divided(6, by=3) == 2
    assert (divided.__name__, divided.__doc__) == ("divided", "Divide.")
    with pytest.raises(ZeroDivisionError):
        divided(6, by=0)
