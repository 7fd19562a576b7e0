"""What a condition means for somebody who may not see everything: three-valued logic over sets of papers.

To one viewer a condition is *true*, *false* or *unknown* of each paper. It is unknown exactly where she may not see
the information that the condition is about; what the paper is in truth then plays no part. The words combine as
Kleene's strong logic has it:

======== ========================= ============================ ============
         true                      false                        else
======== ========================= ============================ ============
NOT a    a is false                a is true                    unknown
a b      both are true             one of them is false         unknown
a OR b   one of them is true       both are false               unknown
======== ========================= ============================ ============

A search finds the papers of which it is *true*. So of a paper whose reviews are kept from her, ``overall:>=6`` and
``-overall:>=6`` find neither, ``overall:>=6 OR title:moss`` finds it if its title has moss, and whatever is hidden
could be changed without changing what is found, how many there are, in which order, or what an error says. Errors come
from reading the text alone, before any paper is looked at; a value that nobody has (a tag, a name) finds nothing and
says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from reviews.search.language import And, Not, Or, Query, Term

Papers = frozenset[int]


@dataclass(frozen=True)
class Answer:
    """The papers of which a condition is true, and of which it is false; of all others it is unknown."""

    true: Papers = frozenset()
    false: Papers = frozenset()

    @classmethod
    def of(cls, holds: frozenset[int] | set[int], seen: Papers) -> Answer:
        """Return the answer to a condition that holds for some papers, to one who sees what it is about of ``seen``."""
        return cls(seen & holds, seen - holds)


def evaluate(query: Query, ask: Callable[[Term], Answer]) -> Answer:
    """Return the answer to a query, where ``ask`` answers a single condition."""
    match query:
        case Term():
            return ask(query)
        case Not(part):
            found = evaluate(part, ask)
            return Answer(found.false, found.true)
        case And(parts):
            return reduce(_both, (evaluate(part, ask) for part in parts))
        case Or(parts):
            return reduce(_either, (evaluate(part, ask) for part in parts))


def _both(left: Answer, right: Answer) -> Answer:
    return Answer(left.true & right.true, left.false | right.false)


def _either(left: Answer, right: Answer) -> Answer:
    return Answer(left.true | right.true, left.false & right.false)
