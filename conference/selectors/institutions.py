"""Names of institutions to choose from as one types: a list that comes with the program, and what people wrote of themselves.

Only profiles of people with a verified address count, and only the name of the place is taken: nobody learns from it who
is listed on a paper.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings

from conference.models import Affiliation

MOST = 12
FEWEST_LETTERS = 2


@cache
def institutions() -> tuple[str, ...]:
    """Return the names that come with the program, in order of the alphabet."""
    lines = (settings.BASE_DIR / "conference" / "data" / "institutions.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def suggestions(typed: str) -> list[str]:
    """Return at most twelve names in which what was typed occurs, those that begin with it first."""
    wanted = " ".join(typed.split()).casefold()
    if len(wanted) < FEWEST_LETTERS:
        return []
    written = Affiliation.objects.filter(
        institution__icontains=wanted, user__is_active=True, user__emailaddress__verified=True
    )
    names = {name.casefold(): name for name in written.values_list("institution", flat=True).distinct()[:200]}
    names |= {name.casefold(): name for name in institutions() if wanted in name.casefold()}
    ranked = sorted(names, key=lambda name: (not name.startswith(wanted), name))
    return [names[name] for name in ranked[:MOST]]
