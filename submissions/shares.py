"""How many papers one person may be an author of: plain rules. A person is known by a key, whatever her addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable


def over_share(
    people: Iterable[Hashable], papers: Iterable[Collection[Hashable]], *, most: int
) -> set[Hashable]:
    """Return those of ``people`` who are on ``most`` papers already; each paper names a person once."""
    counts = Counter(person for paper in papers for person in set(paper))
    return {person for person in people if counts[person] >= most}


def in_words(*, own: bool, most: int) -> str:
    """Say what stands in the way without naming a co-author: where else she submits is not for her colleagues."""
    papers = "1 paper" if most == 1 else f"{most} papers"
    if own:
        return f"You are an author of {papers} submitted here already; this workshop takes no more of one person."
    return (
        f"One of your co-authors has submitted {papers} here already, under this or another address, "
        "and this workshop takes no more of one person. Please ask your co-authors."
    )
