"""Themes from the papers' own words, for a workshop without topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

if TYPE_CHECKING:
    from collections.abc import Sequence

TRACE = 0.05
"""A smaller share of a theme says nothing."""
FEWEST = 4
"""Fewer papers than this have no themes worth naming."""


def themes_from_texts(texts: Sequence[str], count: int, *, seed: int = 0) -> list[dict[str, float]]:
    """For each text how much it is of each theme, 0 to 1; a theme is named by its two weightiest words.

    Non-negative factors of the TF-IDF matrix (Lee and Seung 1999). Empty answers for too few texts, or for texts
    without two words in common.
    """
    if len(texts) < FEWEST or count < 1:
        return [{} for _ in texts]
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2, max_df=0.6)
    try:
        matrix = vectorizer.fit_transform(texts)
    except ValueError:  # no word is in two texts
        return [{} for _ in texts]
    factors = NMF(min(count, *matrix.shape), init="nndsvda", random_state=seed, max_iter=400)
    weights = factors.fit_transform(matrix)
    words = vectorizer.get_feature_names_out()
    names = [" and ".join(words[at] for at in row.argsort()[::-1][:2]) for row in factors.components_]
    return [
        {
            name: round(float(share), 3)
            for name, share in zip(names, row / max(row.sum(), 1e-12), strict=True)
            if share >= TRACE
        }
        for row in weights
    ]
