"""Which members of a committee are of one institution, by the rules that conflicts go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from conference.models import Workshop
from reviews.conflict_facts import Facts
from reviews.selectors.people import committee, committee_person, policy_of


def institutions(workshop: Workshop, users: Sequence[int]) -> NDArray[np.bool_]:
    """People x institutions: who is of which. Only those with two or more of the people, each named once."""
    policy, year = policy_of(workshop), timezone.now().year
    found: dict[str, set[int]] = defaultdict(set)
    people = committee(workshop)
    for at, user_id in enumerate(users):
        if user_id not in people:
            continue
        facts = Facts(committee_person(people[user_id]), policy, year)
        for key in (*facts.organisations, *(f"place {name}" for name in facts.places)):
            found[key].add(at)
    # A department's name stands beside its university's domain: what lies within another says nothing more.
    distinct = {frozenset(members) for members in found.values() if len(members) > 1}
    groups = sorted(
        (sorted(group) for group in distinct if not any(group < other for other in distinct)), key=tuple
    )
    member = np.zeros((len(users), len(groups)), dtype=bool)
    for column, group in enumerate(groups):
        member[group, column] = True
    return member
