"""The rule of every address of the project, and what has no page yet."""

from __future__ import annotations

from reviews.sight import Info
from tests.access.api_rules import API
from tests.access.page_rules import AFTERWARDS, COMMITTEE, CONFERENCE, PROGRAM, SEASON, SUBMISSIONS
from tests.access.rule import ALL, AUTHORS, ON_ACCEPTED, OWN, PUBLISHED, Rule, only_post

RULES: dict[str, Rule] = {"api_schema": Rule(ALL, costly=True), "api_reference": Rule(ALL, costly=True)} | {
    f"{space}:{name}": rule
    for space, rules in (
        ("conference", CONFERENCE),
        ("submissions", SUBMISSIONS),
        ("reviews", COMMITTEE | SEASON | AFTERWARDS),
        ("program", PROGRAM),
        ("api", API),
    )
    for name, rule in rules.items()
}
# A second thing behind the same address, with a rule of its own.
OTHERS: tuple[tuple[str, Rule], ...] = (
    ("conference:job", Rule(frozenset({"author"}), shows=OWN, at={"pk": "check_job"})),
    ("conference:cancel_job", only_post(frozenset({"author"}), at={"pk": "check_job"})),
    ("program:speaker", Rule(frozenset(), at={"speaker": "hidden_speaker"})),
    ("program:speaker_photo", Rule(frozenset(), at={"speaker": "hidden_speaker"})),
    ("program:paper", Rule(ALL, phases=PUBLISHED, at={"number": "other_number"})),
    ("program:own_documents", only_post(AUTHORS, **ON_ACCEPTED, data={"name": "Taken Over"})),
)
ALLAUTH = Rule(ALL)
# What is known of a paper, but has no page yet.
LEFT_OUT: dict[Info, str] = {}
