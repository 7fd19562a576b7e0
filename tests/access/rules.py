"""Who may open which address in which phase, and what of the cast's paper it may show: every address of the project.

A page opens for those in ``who`` in ``phases``, and where ``needs`` names an information only for those who see that of
the paper. Everyone else gets the answer for a thing that does not exist; a visitor is sent to the log-in wherever a page
is for people with an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reviews.sight import Info
from tests.access.scene import CHAIR_AND_AUTHOR, EVERYBODY, PHASES, Scene

ALWAYS = frozenset(PHASES)
ALL = frozenset(EVERYBODY)
SIGNED_IN = ALL - {"visitor"}
AUTHORS = frozenset({"author", CHAIR_AND_AUTHOR})
THE_CHAIR = frozenset({"program_chair"})
CHAIRS_OF_PAPERS = THE_CHAIR | {"program_chair_conflicted"}
CHAIRS = CHAIRS_OF_PAPERS | {CHAIR_AND_AUTHOR}
EDITORS = CHAIRS | {"site_editor"}
REVIEWING = frozenset(actor for actor in EVERYBODY if actor.startswith(("reviewer_", "area_chair_")))
REVIEWERS = frozenset(actor for actor in REVIEWING if actor.startswith("reviewer_"))
WAITING = frozenset({"submitted"})
PUBLISHED = frozenset({"published_accepted", "published_rejected"})
ON_THE_LIST = frozenset({"published_accepted"})

NOTHING: frozenset[Info] = frozenset()
ROW = frozenset({Info.PAPER_EXISTENCE, Info.TITLE_ABSTRACT})
RECORD = ROW | {Info.AUTHOR_IDENTITIES, Info.DECISION, Info.CAMERA_READY, Info.OPT_INS_AND_DECLARATIONS}
REVIEWS = frozenset({Info.REVIEWS_FOR_AUTHORS, Info.OWN_REVIEW})
OWN = RECORD | REVIEWS | {
    Info.AUTHOR_EMAILS, Info.ORIGINAL_FILE, Info.DECLARED_CONFLICTS, Info.ANONYMITY_FINDINGS, Info.AUDIT_ENTRIES,
}  # fmt: skip
OFFICE = ROW | {Info.AUTHOR_IDENTITIES, Info.AUTHOR_EMAILS, Info.AUDIT_ENTRIES, Info.REVIEWER_IDENTITIES}
FOR_CHAIRS = ROW | REVIEWS | {Info.REVIEWS_FOR_CHAIRS, Info.REVIEWER_IDENTITIES, Info.DECISION}
CHAIR_PAGE = FOR_CHAIRS | RECORD | OFFICE | {Info.DECLARED_CONFLICTS, Info.ANONYMITY_FINDINGS}


@dataclass(frozen=True)
class Rule:
    """``committee`` are those for whom a page names the committee's members whatever they review, to choose among them;
    ``counts`` says that a page counts papers or reviews without naming one.

    ``unsigned`` is what visitors get where an account is needed: the way to the log-in, or 401 for a script.
    ``at`` are arguments of its own, ``data`` what is posted, ``costly`` a page made anew at each visit that is the same
    for all. A rule with neither ``get`` nor ``post`` would open nothing.
    """

    who: frozenset[str]
    needs: Info | None = None
    phases: frozenset[str] = ALWAYS
    shows: frozenset[Info] = NOTHING
    get: bool = True
    post: bool = False
    answers: frozenset[int] = frozenset({200})
    committee: frozenset[str] = frozenset()
    counts: bool = False
    unsigned: int = 302
    costly: bool = False
    at: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def depends(self) -> bool:
        """Say whether the answer could differ from phase to phase."""
        return bool(self.shows or self.needs or self.phases != ALWAYS or self.counts)

    def opens(self, scene: Scene, actor: str) -> bool:
        if actor not in self.who or scene.phase not in self.phases:
            return False
        return self.needs is None or scene.sees(self.needs, actor)


def only_post(who: frozenset[str], needs: Info | None = None, **options: Any) -> Rule:
    return Rule(who, needs, get=False, post=True, **options)


def form(who: frozenset[str], needs: Info | None = None, **options: Any) -> Rule:
    return Rule(who, needs, post=True, **options)


MOVED = frozenset({302})
FORM_OR_PAGE = frozenset({200, 302})
REASON = {"look-reason": "I have to know", "desk-reason": "Out of scope", "reason": "Out of scope"}

CONFERENCE: dict[str, Rule] = {
    "home": Rule(ALL),
    "healthz": Rule(ALL),
    "dashboard": Rule(SIGNED_IN, shows=ROW),
    "profile": form(SIGNED_IN, shows=OWN),
    "add_publications": only_post(SIGNED_IN),
    "new_workshop": form(SIGNED_IN),
    "invitation": form(ALL),
    "job": Rule(CHAIRS),
    "cancel_job": only_post(CHAIRS),
    "retry_job": only_post(CHAIRS),
    "theme": Rule(ALL),
    "chair": Rule(CHAIRS, counts=True),
    "settings": form(CHAIRS),
    "tracks": form(CHAIRS),
    "topics": form(CHAIRS),
    "dates": form(CHAIRS),
    "people": form(CHAIRS),
    "give_role": only_post(CHAIRS, data={"email": "someone@people.example", "kind": "site_editor"}),
    "take_role": only_post(CHAIRS),
    "paste_committee": only_post(CHAIRS, data={"group": "organizer", "text": "Ada Newcomer"}),
    "sponsors": form(CHAIRS),
    "outbox": Rule(CHAIRS, shows=OFFICE),
    "retry_mail": only_post(CHAIRS, Info.AUDIT_ENTRIES),
    "mail_texts": Rule(CHAIRS),
    "mail_text": form(CHAIRS, data={"subject": "Hello", "body": "Thank you."}),
    "reset_mail_text": only_post(CHAIRS),
    "jobs": Rule(CHAIRS),
    "history": Rule(CHAIRS, shows=OFFICE),
}

SUBMISSIONS: dict[str, Rule] = {
    "start": form(SIGNED_IN, shows=ROW | {Info.AUTHOR_IDENTITIES}),
    "mine": Rule(SIGNED_IN, shows=ROW | {Info.AUTHOR_IDENTITIES}),
    "paper": Rule(AUTHORS, shows=OWN),
    "edit": form(AUTHORS, shows=OWN, answers=FORM_OR_PAGE, data={"title": "Taken over", "action": "save"}),
    "autosave": only_post(AUTHORS, data={"title": "Taken over"}, unsigned=401),
    "check": Rule(AUTHORS, answers=MOVED, shows=ROW),
    "check_again": only_post(AUTHORS),
    "withdraw": form(AUTHORS, shows=ROW),
    "restore": only_post(AUTHORS),
    "discard": form(AUTHORS, shows=ROW),
    "file": Rule(AUTHORS, shows=frozenset({Info.ORIGINAL_FILE})),
}

ON_PAPER = {"needs": Info.BIDS_AND_AFFINITY}
COMMITTEE: dict[str, Rule] = {
    "papers": Rule(CHAIRS, shows=CHAIR_PAGE),
    "chair_paper": Rule(CHAIRS_OF_PAPERS, Info.PAPER_EXISTENCE, shows=CHAIR_PAGE, committee=THE_CHAIR),
    "assign_reviewer": only_post(THE_CHAIR, **ON_PAPER, data={"reviewer-user": "1"}),
    "assign_area_chair": only_post(THE_CHAIR, **ON_PAPER, data={"area_chair-user": "1"}),
    "take_back": only_post(THE_CHAIR, Info.REVIEWER_IDENTITIES, at={"pk": "assignment"}),
    "set_conflict": only_post(THE_CHAIR, **ON_PAPER),
    "desk_reject": only_post(THE_CHAIR, **ON_PAPER, data=REASON),
    "look": only_post(THE_CHAIR, **ON_PAPER, data=REASON),
    "reviewers": Rule(CHAIRS, committee=CHAIRS, counts=True),
    "invite_reviewers": form(CHAIRS, committee=CHAIRS, data={"text": "ada@newcomer.example"}),
    "remind_reviewers": only_post(CHAIRS),
    "cancel_invitation": only_post(CHAIRS, at={"pk": "invitation"}),
    "invite_again": only_post(CHAIRS, at={"pk": "invitation"}),
    "remove_reviewer": only_post(CHAIRS, at={"pk": "reviewer"}),
    "conflicts": Rule(
        CHAIRS, shows=ROW | {Info.DECLARED_CONFLICTS, Info.AUTHOR_IDENTITIES}, committee=CHAIRS
    ),
    "conflict_matrix": Rule(
        CHAIRS, shows=ROW | {Info.DECLARED_CONFLICTS, Info.REVIEWER_IDENTITIES}, committee=CHAIRS
    ),
    "conflict_rules": form(CHAIRS, shows=ROW, committee=CHAIRS),
    "search_conflicts": only_post(CHAIRS),
    "decide_conflict": only_post(
        THE_CHAIR, Info.DECLARED_CONFLICTS, at={"pk": "conflict"}, data={"decision": "dismiss"}
    ),
    "chair_bids": Rule(CHAIRS, shows=ROW, committee=CHAIRS, counts=True),
    "change_bidding": only_post(CHAIRS, data={"act": "ask"}),
    "assignment": form(CHAIRS, counts=True),
    "run": Rule(CHAIRS, shows=ROW | {Info.REVIEWER_IDENTITIES}, at={"pk": "run"}, committee=CHAIRS),
    "compare_run": Rule(CHAIRS, shows=ROW | {Info.REVIEWER_IDENTITIES}, at={"pk": "run"}, committee=CHAIRS),
    "run_paper": form(THE_CHAIR, Info.BIDS_AND_AFFINITY, at={"pk": "run"}, shows=ROW, committee=THE_CHAIR),
    "run_live": form(CHAIRS, at={"pk": "run"}, counts=True, committee=CHAIRS),
    "discard_run": only_post(CHAIRS, at={"pk": "run"}),
    "bids": Rule(REVIEWERS, shows=ROW, counts=True),
    "bid": only_post(REVIEWERS, Info.TITLE_ABSTRACT, phases=WAITING, data={"value": "willing"}),
    "preferences": form(REVIEWING, counts=True),
}

SEASON: dict[str, Rule] = {
    "reviewing": Rule(REVIEWING, shows=ROW | REVIEWS | {Info.DECISION}),
    "review": form(REVIEWING, Info.PAPER_FILE, shows=FOR_CHAIRS),
    "autosave_review": only_post(REVIEWERS, Info.PAPER_FILE),
    "give_back": form(REVIEWERS, Info.PAPER_FILE, shows=ROW),
    "paper_file": Rule(SIGNED_IN, Info.PAPER_FILE, shows=frozenset({Info.PAPER_EXISTENCE, Info.PAPER_FILE})),
    "progress": Rule(CHAIRS, shows=FOR_CHAIRS, committee=CHAIRS),
    "remind": form(CHAIRS, shows=FOR_CHAIRS),
    "discussion": form(CHAIRS, counts=True),
    "decisions": form(CHAIRS, shows=FOR_CHAIRS),
    "release": form(CHAIRS, shows=FOR_CHAIRS),
    "decision": form(THE_CHAIR, Info.BIDS_AND_AFFINITY, shows=CHAIR_PAGE, data={"action": "save"}),
    "decision_mail": Rule(THE_CHAIR, Info.DECISION, phases=frozenset({"decided"}), shows=CHAIR_PAGE),
}

SITE = {"shows": RECORD}
PROGRAM: dict[str, Rule] = {
    "speaker_form": form(ALL, data={"answer": "confirm"}),
    "speaker_form_photo": Rule(ALL),
    "chair_programme": Rule(EDITORS, **SITE),
    "chair_day": only_post(EDITORS, data={"day": "2026-07-18"}),
    "chair_session_new": form(EDITORS),
    "chair_session": form(EDITORS, **SITE),
    "chair_session_delete": only_post(EDITORS),
    "chair_session_papers": only_post(EDITORS, data={"action": "fill"}),
    "chair_speakers": Rule(EDITORS),
    "chair_speaker_new": form(EDITORS),
    "chair_speaker": form(EDITORS),
    "chair_speaker_invite": only_post(EDITORS),
    "chair_speaker_delete": only_post(EDITORS),
    "chair_speaker_photo": Rule(EDITORS),
    "publish": form(EDITORS, data={"change": "site-off"}),
    "site": Rule(ALL, counts=True),
    "call": Rule(ALL),
    "people": Rule(ALL),
    "sponsor_logo": Rule(ALL),
    "programme": Rule(ALL, **SITE),
    "programme_ics": Rule(ALL, **SITE),
    "programme_pdf": Rule(ALL, **SITE, costly=True),
    "session_ics": Rule(ALL, **SITE),
    "speakers": Rule(ALL),
    "speaker": Rule(ALL),
    "speaker_photo": Rule(ALL),
    "papers": Rule(ALL, phases=PUBLISHED, **SITE),
    "papers_bib": Rule(ALL, phases=PUBLISHED, **SITE),
    "paper": Rule(ALL, phases=ON_THE_LIST, **SITE),
    "paper_pdf": Rule(ALL, phases=ON_THE_LIST, shows=frozenset({Info.PAPER_EXISTENCE, Info.CAMERA_READY})),
}

API: dict[str, Rule] = {
    "workshops": Rule(ALL),
    "workshop": Rule(ALL),
    "dates": Rule(ALL),
    "programme": Rule(ALL, **SITE),
    "speakers": Rule(ALL),
    "papers": Rule(ALL, **SITE),
    "paper": Rule(ALL, phases=ON_THE_LIST, **SITE),
}

RULES: dict[str, Rule] = {"api_schema": Rule(ALL, costly=True)} | {
    f"{space}:{name}": rule
    for space, rules in (
        ("conference", CONFERENCE),
        ("submissions", SUBMISSIONS),
        ("reviews", COMMITTEE | SEASON),
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
)

ALLAUTH = Rule(ALL)

LEFT_OUT: dict[Info, str] = {
    Info.DISCUSSION: "reviewers can't write to one another yet: there is no table of comments",
    Info.META_REVIEW: "area chairs read, but don't recommend yet: there is no table of recommendations",
}
