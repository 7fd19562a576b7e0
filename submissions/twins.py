"""Papers that look alike: plain rules on titles and abstracts.

Titles are compared by their words in any order (the ratio of rapidfuzz), abstracts by the cosine of their TF-IDF
vectors over single words and pairs of words. Papers on one subject share words; a paper and its copy share sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz import fuzz

NOT_A_WORD = re.compile(r"[^a-z0-9]+")
FORMULA = re.compile(r"\\[a-zA-Z]+|\$")
SAME_TITLE = 93
SAME_ABSTRACT = 60
LIKE_TITLE = 75
LIKE_ABSTRACT = 35
FEWEST_WORDS = 4


@dataclass(frozen=True)
class Text:
    title: str
    abstract: str


@dataclass(frozen=True)
class Match:
    """A paper that looks like the one asked about: its place in the list and how alike, from 0 to 100."""

    place: int
    title_score: int
    abstract_score: int


def plain(text: str) -> str:
    """Return a text in lower-case letters and digits, accents and marks of formulas taken off."""
    return NOT_A_WORD.sub(" ", anyascii(FORMULA.sub(" ", text)).casefold()).strip()


def find_twins(paper: Text, others: Sequence[Text]) -> list[Match]:
    """Return the papers that look like one, the most alike first. An empty title or abstract is like nothing."""
    title = plain(paper.title)
    titles = [_title_score(title, plain(other.title)) for other in others]
    abstracts = _abstract_scores(plain(paper.abstract), [plain(other.abstract) for other in others])
    matches = [
        Match(place, titles[place], abstracts[place])
        for place in range(len(others))
        if _alike(titles[place], abstracts[place])
    ]
    return sorted(matches, key=lambda match: (-match.title_score - match.abstract_score, match.place))


def _alike(title: int, abstract: int) -> bool:
    return (
        title >= SAME_TITLE
        or abstract >= SAME_ABSTRACT
        or (title >= LIKE_TITLE and abstract >= LIKE_ABSTRACT)
    )


def _title_score(one: str, other: str) -> int:
    if not one or not other:
        return 0
    return round(fuzz.token_sort_ratio(one, other))


def _abstract_scores(one: str, others: list[str]) -> list[int]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - loads slowly, only the job needs it

    if len(one.split()) < FEWEST_WORDS or not others:
        return [0] * len(others)
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform([one, *others])
    return [round(100 * float(score)) for score in (vectors[1:] @ vectors[0].T).toarray().ravel()]
