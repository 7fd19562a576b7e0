"""Problems of matching, and what must hold of any answer."""

from itertools import combinations

import numpy as np


def topical(papers, reviewers, seed):
    """Scores with structure: some papers fit many reviewers, some hardly any."""
    rng = np.random.default_rng(seed)
    scores = rng.dirichlet(np.full(8, 0.3), papers) @ rng.dirichlet(np.full(8, 0.3), reviewers).T
    return scores / scores.max()


def every_matching(demand, load_min, load_max, forbidden):
    """All matchings of a small problem, as an array matchings x papers x reviewers of 0 and 1."""
    papers, reviewers = forbidden.shape
    found = np.zeros((1, 0, reviewers), dtype=int)
    for paper in range(papers):
        allowed = [reviewer for reviewer in range(reviewers) if not forbidden[paper, reviewer]]
        teams = list(combinations(allowed, demand[paper]))
        rows = np.zeros((len(teams), 1, reviewers), dtype=int)
        for row, team in zip(rows, teams, strict=True):
            row[0, list(team)] = 1
        before = np.repeat(found, len(teams), axis=0)
        found = np.concatenate([before, np.tile(rows, (len(found), 1, 1))], axis=1)
        found = found[(found.sum(axis=1) <= load_max).all(axis=1)]
    return found[(found.sum(axis=1) >= load_min).all(axis=1)]


def keeps(matching, *, fixed=(), minimum_score=None, classes=None, seniors=None, scores=None):
    """Whether a matching keeps the rules, told by its rows alone."""
    if any(not matching[pair] for pair in fixed):
        return False
    for paper, row in enumerate(matching):
        team = np.flatnonzero(row)
        if seniors is not None and len(team) and not np.asarray(seniors)[team].any():
            return False
        if classes is not None:
            member = np.asarray(classes)
            if member.ndim == 1:
                named = [c for c in member[team] if c >= 0]
                if len(set(named)) < len(named):
                    return False
            elif (member[team].sum(axis=0) > 1).any():
                return False
        if minimum_score is not None:
            free = [r for r in team if (paper, r) not in fixed]
            if any(scores[paper, r] < minimum_score for r in free):
                return False
    return True


def assert_sound(matching, demand, load_max, forbidden):
    assert set(np.unique(matching)) <= {0, 1}
    assert (matching.sum(axis=1) == demand).all()
    assert (matching.sum(axis=0) <= load_max).all()
    assert not (matching.astype(bool) & forbidden).any()
