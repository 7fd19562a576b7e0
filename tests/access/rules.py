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
from submissions.findings import finding_key
from tests.access.scene import CHAIR_AND_AUTHOR, EVERYBODY, PHASES, Scene
from tests.cast import ASSIGNED_PHASES

ALWAYS = frozenset(PHASES)
ALL = frozenset(EVERYBODY)
SIGNED_IN = ALL - {"visitor"}
AUTHORS = frozenset({"author", CHAIR_AND_AUTHOR})
THE_CHAIR = frozenset({"program_chair"})
CHAIRS_OF_PAPERS = THE_CHAIR | {"program_chair_conflicted"}
CHAIRS = CHAIRS_OF_PAPERS | {CHAIR_AND_AUTHOR}
EDITORS = CHAIRS | {"site_editor"}
OPERATORS = frozenset({"site_admin"})
REVIEWING = frozenset(actor for actor in EVERYBODY if actor.startswith(("reviewer_", "area_chair_")))
REVIEWERS = frozenset(actor for actor in REVIEWING if actor.startswith("reviewer_"))
WAITING = frozenset({"submitted"})
PUBLISHED = frozenset({"published_accepted", "published_rejected"})
RELEASED = frozenset(phase for phase in PHASES if phase.startswith(("released", "published")))
UNDER_DISCUSSION = frozenset({"discussion", "decided"})
ON_THE_LIST = frozenset({"published_accepted"})

NOTHING: frozenset[Info] = frozenset()
ROW = frozenset({Info.PAPER_EXISTENCE, Info.TITLE_ABSTRACT})
RECORD = ROW | {Info.AUTHOR_IDENTITIES, Info.DECISION, Info.CAMERA_READY, Info.OPT_INS_AND_DECLARATIONS}
REVIEWS = frozenset({Info.REVIEWS_FOR_AUTHORS, Info.OWN_REVIEW})
OWN = RECORD | REVIEWS | {
    Info.AUTHOR_EMAILS, Info.ORIGINAL_FILE, Info.PAPER_FILE, Info.DECLARED_CONFLICTS, Info.ANONYMITY_FINDINGS, Info.AUDIT_ENTRIES,
}  # fmt: skip
OFFICE = ROW | {Info.AUTHOR_IDENTITIES, Info.AUTHOR_EMAILS, Info.AUDIT_ENTRIES, Info.REVIEWER_IDENTITIES}
FOR_CHAIRS = ROW | REVIEWS | {
    Info.REVIEWS_FOR_CHAIRS, Info.REVIEWER_IDENTITIES, Info.DECISION, Info.DISCUSSION, Info.META_REVIEW,
}  # fmt: skip
CHAIR_PAGE = (
    FOR_CHAIRS | RECORD | OFFICE | {Info.DECLARED_CONFLICTS, Info.ANONYMITY_FINDINGS, Info.PAPER_FILE}
)


@dataclass(frozen=True)
class Rule:
    """``committee`` are those for whom a page names the committee's members whatever they review, to choose among them;
    ``counts`` says that a page counts papers or reviews without naming one.

    ``unsigned`` is what visitors get where an account is needed: the way to the log-in, or 401 for a script.
    ``at`` are arguments of its own, ``data`` what is posted, ``costly`` a page made anew at each visit that is the same
    for all; ``one_click`` takes a POST without a token, because mail programs send it (RFC 8058), and its address is the
    secret. A rule with neither ``get`` nor ``post`` would open nothing.
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
    one_click: bool = False
    methods: Mapping[str, Any] = field(default_factory=dict)
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

FINDING = {"key": finding_key("author_name", "Ottoline Karamazova", "")}

CONFERENCE: dict[str, Rule] = {
    "home": Rule(ALL),
    "healthz": Rule(ALL),
    "readyz": Rule(ALL),
    "metrics": Rule(OPERATORS, unsigned=404),
    "operator": Rule(OPERATORS),
    "examine": only_post(OPERATORS),
    "dashboard": Rule(SIGNED_IN, shows=ROW),
    "unsent": Rule(SIGNED_IN, answers=MOVED),
    "profile": form(SIGNED_IN, shows=OWN),
    "add_publications": only_post(SIGNED_IN),
    "data": Rule(SIGNED_IN),
    "export_data": only_post(SIGNED_IN),
    "data_file": Rule(frozenset({"author"}), at={"job": "export"}),
    "close_account": form(SIGNED_IN),
    "keep_account": only_post(SIGNED_IN),
    "tokens": form(SIGNED_IN),
    "revoke_token": only_post(frozenset({"author"})),
    "institutions": Rule(SIGNED_IN),
    "new_workshop": form(SIGNED_IN),
    "invitation": form(ALL),
    "job": Rule(CHAIRS),
    "job_corner": Rule(SIGNED_IN),
    "cancel_job": only_post(CHAIRS),
    "retry_job": only_post(CHAIRS),
    "theme": Rule(ALL),
    "chair": Rule(CHAIRS, counts=True),
    "settings": form(CHAIRS),
    "archive": form(CHAIRS, counts=True),
    "reopen": only_post(CHAIRS),
    "term": only_post(CHAIRS, data={"months": "12", "seen": "1"}),
    "tracks": form(CHAIRS),
    "topics": form(CHAIRS),
    "dates": form(CHAIRS),
    "people": form(CHAIRS),
    "give_role": only_post(CHAIRS, data={"email": "someone@people.example", "kind": "site_editor"}),
    "take_role": only_post(CHAIRS),
    "take_back_invitation": only_post(CHAIRS, at={"pk": "invited_chair"}),
    "paste_committee": only_post(CHAIRS, data={"group": "organizer", "text": "Ada Newcomer"}),
    "sponsors": form(CHAIRS),
    "outbox": Rule(CHAIRS, shows=OFFICE),
    "mail": form(
        CHAIRS_OF_PAPERS, Info.AUDIT_ENTRIES, shows=OFFICE, data={"subject": "x", "body": "x", "version": "1"}
    ),
    "act_on_mails": only_post(CHAIRS, data={"action": "hold"}),
    "mail_rules": form(CHAIRS, data={"delay_minutes": "0"}),
    "refuse_mail": form(ALL, one_click=True),
    "webhooks": form(CHAIRS),
    "webhook": form(THE_CHAIR),
    "act_on_webhook": only_post(THE_CHAIR, data={"action": "on"}),
    "redeliver": only_post(THE_CHAIR),
    "reminders": Rule(CHAIRS, shows=FOR_CHAIRS | OFFICE, committee=CHAIRS, counts=True),
    "reminder": form(CHAIRS, shows=FOR_CHAIRS, committee=CHAIRS, at={"kind": "reminder"}),
    "reminder_rule": only_post(CHAIRS, at={"kind": "reminder"}, data={"is_on": "on", "before": "5"}),
    "mail_texts": Rule(CHAIRS),
    "mail_text": form(
        CHAIRS, shows=ROW | {Info.AUTHOR_IDENTITIES}, data={"subject": "Hello", "body": "Thank you."}
    ),
    "reset_mail_text": only_post(CHAIRS),
    "jobs": Rule(CHAIRS),
    "history": Rule(CHAIRS, shows=OFFICE),
}

SUBMISSIONS: dict[str, Rule] = {
    "start": form(SIGNED_IN, shows=ROW | {Info.AUTHOR_IDENTITIES}),
    "mine": Rule(SIGNED_IN, shows=ROW | {Info.AUTHOR_IDENTITIES}),
    "paper": Rule(AUTHORS, shows=OWN | {Info.DISCUSSION, Info.META_REVIEW}),
    "edit": form(AUTHORS, shows=OWN, answers=FORM_OR_PAGE, data={"title": "Taken over", "action": "save"}),
    "autosave": only_post(AUTHORS, data={"title": "Taken over"}, unsigned=401),
    "check": Rule(AUTHORS, answers=MOVED, shows=ROW),
    "check_again": only_post(AUTHORS),
    "styles": form(CHAIRS, data={"step": "save"}),
    "remove_style": only_post(CHAIRS, at={"pk": "style"}),
    "findings": Rule(AUTHORS, shows=OWN),
    "answer_finding": only_post(AUTHORS, data={**FINDING, "text": "Another person"}),
    "picture": Rule(AUTHORS, at={"mark": "mark"}),
    "uploads": only_post(AUTHORS, unsigned=401),
    "upload": only_post(frozenset({"author"}), unsigned=401),
    "withdraw": form(AUTHORS, shows=ROW),
    "restore": only_post(AUTHORS),
    "discard": form(AUTHORS, shows=ROW),
    "file": Rule(AUTHORS, shows=frozenset({Info.ORIGINAL_FILE})),
    "ask_authors": only_post(AUTHORS),
    "confirm": form(ALL, data={"answer": "yes"}),
    "late": form(SIGNED_IN),
    "form": form(CHAIRS),
    "field_new": form(CHAIRS, data={"label": "Funding", "kind": "line"}),
    "form_preview": Rule(CHAIRS),
    "field": form(CHAIRS, at={"pk": "field"}),
    "field_retire": only_post(CHAIRS, at={"pk": "field"}),
    "field_back": only_post(CHAIRS, at={"pk": "field"}),
    "deadlines": form(CHAIRS),
    "track_deadlines": only_post(CHAIRS),
    "late_link": only_post(CHAIRS),
    "late_link_back": only_post(CHAIRS, at={"pk": "late_link"}),
}

ON_PAPER = {"needs": Info.BIDS_AND_AFFINITY}
COMMITTEE: dict[str, Rule] = {
    "papers": Rule(CHAIRS, shows=CHAIR_PAGE),
    "bulk_action": only_post(
        CHAIRS, data={"table": "papers", "action": "tag", "tag": "x", "paper": "7341:0"}
    ),
    "choose_columns": only_post(CHAIRS, at={"kind": "table"}, data={"column": "topics"}),
    "export_table": Rule(CHAIRS, at={"kind": "table", "ending": "ending"}, shows=CHAIR_PAGE),
    "import_rows": form(CHAIRS, data={"kind": "tags", "text": "7341,x", "step": "look"}),
    "chair_paper": Rule(CHAIRS_OF_PAPERS, Info.PAPER_EXISTENCE, shows=CHAIR_PAGE, committee=THE_CHAIR),
    "assign_reviewer": only_post(THE_CHAIR, **ON_PAPER, data={"reviewer-user": "1"}),
    "assign_area_chair": only_post(THE_CHAIR, **ON_PAPER, data={"area_chair-user": "1"}),
    "take_back": only_post(THE_CHAIR, Info.REVIEWER_IDENTITIES, at={"pk": "assignment"}),
    "set_conflict": only_post(THE_CHAIR, **ON_PAPER),
    "desk_reject": only_post(THE_CHAIR, **ON_PAPER, data=REASON),
    "settle_finding": only_post(THE_CHAIR, **ON_PAPER, data={**FINDING, "ruling": "settled"}),
    "picture": Rule(THE_CHAIR, Info.PAPER_FILE, at={"mark": "mark"}),
    "look": only_post(THE_CHAIR, **ON_PAPER, data=REASON),
    "take_up_again": only_post(THE_CHAIR, **ON_PAPER),
    "restore_paper": only_post(THE_CHAIR, **ON_PAPER),
    "extend_paper": only_post(THE_CHAIR, **ON_PAPER, data={"extend-at": "2099-01-01T12:00"}),
    "twins": Rule(CHAIRS, shows=ROW),
    "reviewers": Rule(CHAIRS, committee=CHAIRS, counts=True),
    "expertise": form(CHAIRS, committee=CHAIRS, data={"text": "reviewer,title\nnobody@else.example,On moss"}),
    "invite_reviewers": form(CHAIRS, committee=CHAIRS, data={"text": "ada@newcomer.example"}),
    "invite_earlier": form(CHAIRS, committee=CHAIRS),
    "suggestion": only_post(CHAIRS, at={"pk": "suggestion"}, data={"act": "aside"}),
    "remind_invitation": only_post(CHAIRS, at={"pk": "invitation"}),
    "cancel_invitation": only_post(CHAIRS, at={"pk": "invitation"}),
    "invite_again": only_post(CHAIRS, at={"pk": "invitation"}),
    "remove_reviewer": only_post(CHAIRS, at={"pk": "reviewer"}),
    "reviewer_load": form(CHAIRS, at={"pk": "reviewer"}, committee=CHAIRS),
    "senior": only_post(CHAIRS, at={"pk": "reviewer"}, data={"senior": "1"}),
    "conflicts": Rule(
        CHAIRS, shows=ROW | {Info.DECLARED_CONFLICTS, Info.AUTHOR_IDENTITIES}, committee=CHAIRS
    ),
    "conflict_matrix": Rule(
        CHAIRS, shows=ROW | {Info.DECLARED_CONFLICTS, Info.REVIEWER_IDENTITIES}, committee=CHAIRS
    ),
    "conflict_rules": form(CHAIRS, shows=ROW, committee=CHAIRS),
    "search_conflicts": only_post(CHAIRS),
    "decide_hints": only_post(CHAIRS, data={"many": "0", "counts": "no"}),
    "decide_conflict": only_post(
        THE_CHAIR, Info.DECLARED_CONFLICTS, at={"pk": "conflict"}, data={"decision": "dismiss"}
    ),
    "chair_bids": Rule(CHAIRS, shows=ROW, committee=CHAIRS, counts=True),
    "change_bidding": only_post(CHAIRS, data={"act": "open"}),
    "assignment": form(CHAIRS, shows=ROW, counts=True),
    "run": Rule(CHAIRS, shows=ROW | {Info.REVIEWER_IDENTITIES}, at={"pk": "run"}, committee=CHAIRS),
    "compare_run": Rule(CHAIRS, shows=ROW | {Info.REVIEWER_IDENTITIES}, at={"pk": "run"}, committee=CHAIRS),
    "run_paper": form(THE_CHAIR, Info.BIDS_AND_AFFINITY, at={"pk": "run"}, shows=ROW, committee=THE_CHAIR),
    "run_live": form(CHAIRS, at={"pk": "run"}, counts=True, committee=CHAIRS),
    "discard_run": only_post(CHAIRS, at={"pk": "run"}),
    "repair": only_post(CHAIRS),
    "area_chairs": form(CHAIRS, counts=True),
    "pair_rules": form(CHAIRS, shows=ROW, committee=CHAIRS),
    "remove_pair_rule": only_post(THE_CHAIR, **ON_PAPER, at={"pk": "pair_rule"}),
    "emergency": form(CHAIRS, shows=ROW | {Info.REVIEWER_IDENTITIES}, committee=CHAIRS),
    "step_in": only_post(THE_CHAIR, **ON_PAPER, at={"user": "helper"}),
    "bids": Rule(REVIEWERS, shows=ROW, counts=True),
    "bid": only_post(REVIEWERS, Info.TITLE_ABSTRACT, phases=WAITING, data={"value": "willing"}),
    "preferences": form(REVIEWING, counts=True),
}

SEASON: dict[str, Rule] = {
    "reviewing": Rule(REVIEWING, shows=ROW | REVIEWS | {Info.DECISION}),
    "review": form(REVIEWING, Info.PAPER_FILE, shows=FOR_CHAIRS | {Info.PAPER_FILE}),
    "autosave_review": only_post(REVIEWERS, Info.PAPER_FILE),
    "sub_reviewer": form(
        REVIEWERS, Info.PAPER_FILE, shows=ROW, data={"name": "Ada Newcomer", "email": "ada@newcomer.example"}
    ),
    "sub_review": form(ALL),
    "give_back": form(REVIEWERS, Info.PAPER_FILE, shows=ROW),
    "review_files": Rule(REVIEWING, shows=ROW | {Info.OWN_REVIEW}),
    "review_file": Rule(
        frozenset({"reviewer_assigned"}),
        Info.PAPER_FILE,
        phases=ALWAYS - RELEASED,
        shows=ROW | {Info.OWN_REVIEW},
    ),
    "upload_reviews": form(REVIEWING, shows=ROW | {Info.OWN_REVIEW}),
    "meta_review": form(
        frozenset({"area_chair_assigned"}), Info.META_REVIEW, phases=UNDER_DISCUSSION, shows=FOR_CHAIRS
    ),
    "discuss": form(SIGNED_IN, Info.DISCUSSION, shows=FOR_CHAIRS),
    "discussion_read": only_post(SIGNED_IN, Info.DISCUSSION),
    "edit_comment": form(
        frozenset({"reviewer_assigned"}), Info.DISCUSSION, at={"pk": "comment"}, shows=ROW | {Info.DISCUSSION}
    ),
    "follow_discussions": only_post(SIGNED_IN, Info.DISCUSSION, data={"on": "1"}),
    # Open while a chair has opened the rebuttal, which the phases don't know: tests/reviews/test_rebuttal.py.
    "rebuttal": form(AUTHORS, phases=frozenset(), shows=OWN),
    "rebuttal_window": form(CHAIRS),
    "judge_review": only_post(THE_CHAIR, Info.REVIEWS_FOR_CHAIRS, at={"pk": "review"}, data={"rating": "3"}),
    "review_form": form(CHAIRS),
    "paper_file": Rule(SIGNED_IN, Info.PAPER_FILE, shows=frozenset({Info.PAPER_EXISTENCE, Info.PAPER_FILE})),
    "progress": Rule(CHAIRS, shows=FOR_CHAIRS | {Info.AUTHOR_IDENTITIES}, committee=CHAIRS),
    "rounds": form(CHAIRS, shows=ROW, counts=True, committee=CHAIRS, data={"papers": "7341"}),
    "move_round": only_post(CHAIRS, at={"pk": "round"}, data={"version": 1, "due": "2099-01-01T12:00"}),
    "discussion": form(CHAIRS, counts=True),
    "decisions": form(CHAIRS, shows=FOR_CHAIRS | {Info.AUTHOR_IDENTITIES}),
    "release": form(CHAIRS, shows=FOR_CHAIRS),
    "places": only_post(CHAIRS, data={"places-accept_oral": "3"}),
    "what_if": form(CHAIRS, shows=FOR_CHAIRS),
    "decision": form(THE_CHAIR, Info.BIDS_AND_AFFINITY, shows=CHAIR_PAGE, data={"action": "save"}),
    "conditions": only_post(THE_CHAIR, Info.BIDS_AND_AFFINITY, data={"act": "remove"}),
    # Open where an acceptance has conditions, which the phases don't know: tests/reviews/test_shepherding.py.
    "shepherd": form(REVIEWING, phases=frozenset(), shows=ROW),
    "revision": form(AUTHORS, phases=frozenset(), shows=ROW),
    "decision_mail": Rule(THE_CHAIR, Info.DECISION, phases=frozenset({"decided"}), shows=CHAIR_PAGE),
}

FINAL = RECORD | {Info.AUTHOR_EMAILS}
ITEM = {"at": {"item": "item"}}
ON_ACCEPTED = {"needs": Info.CAMERA_READY, "phases": frozenset({"released_accepted", "published_accepted"})}
ON_ANSWERS = {**ON_ACCEPTED, "needs": Info.OPT_INS_AND_DECLARATIONS}
AFTERWARDS: dict[str, Rule] = {
    "camera_ready": Rule(AUTHORS, **ON_ACCEPTED, shows=FINAL),
    "camera_ready_item": only_post(AUTHORS, **ON_ACCEPTED, **ITEM, data={"presenter": "1"}),
    "autosave_camera_ready": only_post(AUTHORS, **ON_ACCEPTED, **ITEM, data={"presenter": "1"}),
    "choose_opt_in": only_post(AUTHORS, **ON_ACCEPTED, at={"pk": "opt_in"}, data={"choice": "drop"}),
    "correct_text": form(AUTHORS, **ON_ACCEPTED, shows=ROW, data={"title": "Taken over"}),
    "change_authors": form(AUTHORS, **ON_ACCEPTED, shows=FINAL, data={"reason": "Taken over"}),
    "take_back_authors": only_post(AUTHORS, **ON_ACCEPTED),
    "camera_ready_table": Rule(CHAIRS, shows=FINAL),
    "camera_ready_export": Rule(CHAIRS, at={"ending": "ending"}, shows=FINAL),
    "camera_ready_remind": form(CHAIRS, shows=FINAL),
    "camera_ready_setup": form(CHAIRS),
    "camera_ready_paper": Rule(CHAIRS_OF_PAPERS, **ON_ACCEPTED, shows=FINAL),
    "camera_ready_extend": only_post(THE_CHAIR, **ON_ANSWERS, data={"day": "2099-01-01"}),
    "decide_authors": only_post(THE_CHAIR, **ON_ANSWERS, at={"pk": "author_change"}, data={"decision": "approve"}),
    "camera_ready_file": Rule(
        CHAIRS_OF_PAPERS, **ON_ACCEPTED, at={"public_id": "final_file"},
        shows=frozenset({Info.PAPER_EXISTENCE, Info.CAMERA_READY}),
    ),
}  # fmt: skip

SITE = {"shows": RECORD}
ACCEPTED_OUT = frozenset({"released_accepted", "published_accepted"})
LETTERS = ROW | {Info.AUTHOR_IDENTITIES, Info.AUTHOR_EMAILS, Info.CAMERA_READY}
PROGRAM: dict[str, Rule] = {
    "speaker_form": form(ALL, data={"answer": "confirm"}),
    "speaker_form_photo": Rule(ALL),
    "speaker_form_slides": Rule(ALL),
    "speaker_calendar": Rule(ALL),
    "chair_programme": Rule(EDITORS, **SITE),
    "chair_day": form(EDITORS, data={"day": "2026-07-18", "text": "09:00 Opening"}),
    "chair_board": Rule(EDITORS, **SITE),
    "chair_move": only_post(EDITORS, data={"action": "undo"}),
    "chair_fill": form(EDITORS),
    "chair_filling": form(EDITORS, at={"pk": "filling"}, **SITE),
    "chair_releases": form(EDITORS, **SITE),
    "chair_presenters": Rule(EDITORS, **SITE),
    "chair_presenter": form(EDITORS, Info.DECISION, phases=ACCEPTED_OUT, shows=ROW, data={"version": "0"}),
    "presenting": form(AUTHORS, **ON_ACCEPTED, shows=ROW, data={"version": "0"}),
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
    "chair_speaker_slides": Rule(EDITORS),
    "opt_ins": Rule(CHAIRS, counts=True),
    "opt_in": form(CHAIRS, at={"pk": "opt_in"}, shows=RECORD, data={"label": "Taken over"}),
    "opt_in_package": only_post(CHAIRS, at={"pk": "opt_in"}),
    "opt_in_package_file": Rule(THE_CHAIR, at={"pk": "opt_in", "job": "package"}),
    "publish": form(EDITORS, data={"change": "site-off"}),
    "copy": only_post(EDITORS),
    "copy_file": Rule(EDITORS, at={"job": "copy"}),
    "chair_site": form(EDITORS),
    "chair_awards": form(EDITORS, shows=ROW),
    "chair_news": Rule(EDITORS),
    "chair_news_new": form(EDITORS),
    "chair_news_post": form(EDITORS, at={"pk": "news"}),
    "chair_news_delete": only_post(EDITORS, at={"pk": "news"}),
    "chair_signups": Rule(CHAIRS),
    "chair_signup_new": form(CHAIRS),
    "chair_signup": form(CHAIRS, at={"pk": "signup_list"}),
    "chair_signup_delete": only_post(CHAIRS, at={"pk": "signup_list"}),
    "chair_signup_table": Rule(CHAIRS, at={"pk": "signup_list", "ending": "ending"}),
    "signups": Rule(ALL),
    "signup": form(ALL, at={"pk": "signup_list"}),
    "signup_own": form(ALL, at={"token": "signup"}),
    "questions": form(ALL, at={"session": "session"}),
    "chair_questions": Rule(EDITORS),
    "chair_question": only_post(EDITORS, at={"pk": "remark"}),
    "robots": Rule(ALL),
    "sitemap_index": Rule(ALL),
    "sitemap": Rule(ALL, shows=frozenset({Info.PAPER_EXISTENCE})),
    "site_card": Rule(ALL),
    "paper_card": Rule(ALL, phases=ON_THE_LIST),
    "papers_atom": Rule(ALL, phases=PUBLISHED, **SITE),
    "papers_json": Rule(ALL, phases=PUBLISHED, **SITE),
    "programme_json": Rule(ALL, **SITE),
    "talk_ics": Rule(ALL, phases=ON_THE_LIST, **SITE),
    "news": Rule(ALL),
    "news_atom": Rule(ALL),
    "logo": Rule(ALL),
    "banner": Rule(ALL),
    "embed_programme": Rule(ALL, **SITE),
    "embed_papers": Rule(ALL, phases=PUBLISHED, **SITE),
    "subscribe": form(ALL),
    "subscription": form(ALL, at={"token": "subscription"}),
    "leave": Rule(ALL, post=True, answers=MOVED, one_click=True, at={"token": "subscription"}),
    "elsewhere": form(
        CHAIRS, data={"track": "main", "presentation": "poster", "text": "Taken over | Ann Other"}
    ),
    "exports": Rule(EDITORS, **SITE),
    "export": Rule(EDITORS, at={"kind": "format"}, **SITE),
    "volume": form(CHAIRS, data={"title": "Proceedings"}),
    "documents": Rule(EDITORS, shows=LETTERS),
    "document": Rule(EDITORS, at={"kind": "document"}, costly=True, **SITE),
    "make_document": only_post(EDITORS, at={"kind": "document"}),
    "document_file": Rule(THE_CHAIR, at={"kind": "document", "pk": "made"}),
    "document_texts": form(CHAIRS, data={"signed_by": "Someone"}),
    "release_certificates": only_post(CHAIRS, data={"released": "yes"}),
    "letter": form(
        THE_CHAIR,
        Info.AUTHOR_EMAILS,
        phases=RELEASED,
        at={"pk": "letter"},
        shows=LETTERS,
        data={"answer": "No"},
    ),
    "chair_figures": form(CHAIRS, counts=True),
    "figures_file": Rule(CHAIRS, at={"ending": "ending"}, counts=True),
    "figures": Rule(ALL, phases=RELEASED, costly=True),
    "own_documents": Rule(SIGNED_IN, shows=ROW | {Info.AUTHOR_IDENTITIES, Info.DECISION}),
    "own_certificate": Rule(
        frozenset({"reviewer_assigned"}),
        phases=frozenset(ASSIGNED_PHASES | {"withdrawn"}),
        at={"key": "part"},
    ),
    "own_letter": Rule(frozenset({"author"}), at={"pk": "letter"}, shows=OWN),
    "site": Rule(ALL, counts=True, shows=ROW | {Info.AUTHOR_IDENTITIES}),
    "call": Rule(ALL),
    "people": Rule(ALL),
    "sponsor_logo": Rule(ALL),
    "programme": Rule(ALL, **SITE),
    "programme_changes": Rule(ALL, **SITE),
    "programme_ics": Rule(ALL, **SITE),
    "programme_pdf": Rule(ALL, **SITE, costly=True),
    "session_ics": Rule(ALL, **SITE),
    "speakers": Rule(ALL),
    "speaker": Rule(ALL),
    "speaker_photo": Rule(ALL),
    "speaker_slides": Rule(ALL),
    "papers": Rule(ALL, phases=PUBLISHED, **SITE),
    "papers_bib": Rule(ALL, phases=PUBLISHED, **SITE),
    "paper": Rule(ALL, phases=ON_THE_LIST, **SITE),
    "paper_pdf": Rule(ALL, phases=ON_THE_LIST, shows=frozenset({Info.PAPER_EXISTENCE, Info.CAMERA_READY})),
    "paper_file": Rule(
        ALL,
        phases=ON_THE_LIST,
        at={"kind": "poster"},
        shows=frozenset({Info.PAPER_EXISTENCE, Info.CAMERA_READY}),
    ),
}


def api(who: frozenset[str], needs: Info | None = None, **options: Any) -> Rule:
    """A door of the API that a program reads by; ``methods`` are those by which it writes, each with what it sends."""
    return Rule(who, needs, unsigned=401, **options)


def api_only(who: frozenset[str], needs: Info | None = None, **options: Any) -> Rule:
    """A door of the API for writing alone."""
    return api(who, needs, get=False, **options)


ACT = {"who": THE_CHAIR, "needs": Info.BIDS_AND_AFFINITY}
SOMEBODY = {"email": "nobody@else.example"}
RUN: dict[str, Any] = {"at": {"pk": "run"}}
NOBODYS_FILE = "00000000-0000-4000-8000-000000000000"
WISHES = {"time_zone": "UTC", "daytime": "", "absences": []}
HOOK = {"url": "https://over.example/in", "events": ["submission.submitted"]}
A_SESSION = {"kind": "break", "title": "Tea", "start": "2026-07-18T10:00:00Z", "end": "2026-07-18T10:30:00Z"}
A_FORM = {"questions": [{"label": "Taken over", "kind": "text"}]}
API: dict[str, Rule] = {
    "nothing": Rule(ALL, answers=frozenset({404})),
    "workshops": Rule(ALL),
    "workshop": Rule(ALL),
    "dates": Rule(ALL),
    "programme": Rule(ALL, **SITE),
    "speakers": Rule(ALL),
    "papers": Rule(ALL, **SITE),
    "paper": Rule(ALL, phases=ON_THE_LIST, **SITE),
    "news": Rule(ALL),
    "me": api(SIGNED_IN),
    "people": api(CHAIRS, methods={"post": {**SOMEBODY, "part": "site_editor"}}),
    "person": api_only(CHAIRS, at={"pk": "role"}, methods={"delete": {}}),
    "history": api(CHAIRS, shows=OFFICE),
    "reminders": api(CHAIRS, shows=FOR_CHAIRS | OFFICE, counts=True),
    "reminder": api(
        CHAIRS, shows=FOR_CHAIRS | OFFICE, committee=CHAIRS, at={"kind": "reminder"}, methods={"post": {}}
    ),
    "mails": api(CHAIRS, shows=OFFICE),
    "mail": api(
        CHAIRS_OF_PAPERS, Info.AUDIT_ENTRIES, shows=OFFICE, methods={"patch": {"subject": "Taken over"}}
    ),
    "mail_act": api_only(CHAIRS_OF_PAPERS, Info.AUDIT_ENTRIES, methods={"post": {"action": "take_back"}}),
    "part_invitations": api(CHAIRS),
    "part_invitation": api_only(CHAIRS, at={"pk": "invited_chair"}, methods={"delete": {}}),
    "mails_act": api_only(CHAIRS, methods={"post": {"action": "hold", "mails": [999_999]}}),
    "own_jobs": api(SIGNED_IN, shows=OWN),
    "own_job": api(frozenset({"author"}), shows=OWN, at={"pk": "check_job"}),
    "own_job_act": api_only(
        frozenset({"author"}), at={"pk": "check_job"}, methods={"post": {"action": "retry"}}
    ),
    "export": api(EDITORS, at={"kind": "format"}, **SITE),
    "sponsors": api(CHAIRS, methods={"post": {"name": "Taken over"}}),
    "sponsor": api(CHAIRS, at={"pk": "sponsor"}, methods={"patch": {"name": "Taken over"}, "delete": {}}),
    "sponsor_logo": api_only(CHAIRS, at={"pk": "sponsor"}, methods={"post": {}, "delete": {}}),
    "contacts": api(CHAIRS, methods={"post": {"label": "Taken over"}}),
    "contact": api(CHAIRS, at={"pk": "contact"}, methods={"patch": {"label": "Taken over"}, "delete": {}}),
    "listed_people": api(
        CHAIRS, methods={"post": {"group": "organizer", "people": [{"name": "Taken Over"}]}}
    ),
    "listed_person": api(
        CHAIRS, at={"pk": "listed"}, methods={"patch": {"name": "Taken Over"}, "delete": {}}
    ),
    "archive": api(CHAIRS, counts=True, methods={"put": {"archived": True}}),
    "term": api_only(CHAIRS, methods={"put": {"months": 12}}),
    "events": api(CHAIRS),
    "webhooks": api(CHAIRS, methods={"post": HOOK}),
    "webhook": api(THE_CHAIR, methods={"patch": {"note": "Taken over"}, "delete": {}}),
    "switch_webhook": api_only(THE_CHAIR, methods={"put": {"on": True}}),
    "webhook_secret": api_only(THE_CHAIR, methods={"post": {}}),
    "webhook_messages": api(THE_CHAIR, methods={"post": {}}),
    "webhook_message": api_only(THE_CHAIR, methods={"post": {}}),
    "mail_texts": api(CHAIRS),
    "mail_text": api(CHAIRS, methods={"put": {"subject": "Hello", "body": "Thank you."}, "delete": {}}),
    "mail_preview": api_only(CHAIRS, methods={"post": {}}),
    "mail_rules": api(CHAIRS, methods={"put": {"held": True}}),
    "reminder_days": api(
        CHAIRS, at={"kind": "reminder"}, methods={"put": {"on": False, "before": [], "after": []}}
    ),
    "profile": api(SIGNED_IN, shows=OWN, methods={"patch": {"homepage": "https://over.example/"}}),
    "publications": api(SIGNED_IN, methods={"post": {"text": "Taken over; 2024"}}),
    "publication": api_only(frozenset({"author"}), at={"pk": "publication"}, methods={"delete": {}}),
    "own_data": api(SIGNED_IN, methods={"post": {}}),
    "own_data_file": api(frozenset({"author"})),
    "new_workshop": api_only(SIGNED_IN, methods={"post": {"acronym": "Taken over", "title": "Taken over"}}),
    "jobs": api(CHAIRS),
    "job": api(CHAIRS),
    "job_act": api_only(CHAIRS, methods={"post": {"action": "cancel"}}),
    "track_deadline": api(CHAIRS, at={"pk": "track"}, methods={"put": {"at": None}}),
    "call_rules": api(CHAIRS, methods={"patch": {"grace_minutes": 9}}),
    "late_links": api(CHAIRS, methods={"post": {"track": 0, "expires_at": "2099-01-01T00:00:00Z"}}),
    "late_link": api_only(CHAIRS, at={"pk": "late_link"}, methods={"delete": {}}),
    "settings": api(CHAIRS, methods={"patch": {"notice": "Taken over"}}),
    "topics": api(CHAIRS, methods={"put": {"topics": []}}),
    "tracks": api(CHAIRS, methods={"post": {"name": "Taken over"}}),
    "track": api(CHAIRS, at={"pk": "track"}, methods={"patch": {"name": "Taken over"}, "delete": {}}),
    "set_dates": api(CHAIRS, methods={"post": {"label": "Taken over"}}),
    "set_date": api(CHAIRS, at={"pk": "date"}, methods={"patch": {"day": "2099-01-01"}, "delete": {}}),
    "submission_form": api(SIGNED_IN),
    "own_papers": api(SIGNED_IN, shows=ROW | {Info.AUTHOR_IDENTITIES}, methods={"post": {"track": 0}}),
    "own_paper": api(AUTHORS, shows=OWN, methods={"patch": {"title": "Taken over"}, "delete": {}}),
    "submit": api_only(AUTHORS, methods={"post": {}}),
    "withdraw": api_only(AUTHORS, methods={"post": {}}),
    "restore": api_only(AUTHORS, methods={"post": {}}),
    "files": api(AUTHORS, shows=OWN, methods={"post": {}}),
    "file": api(AUTHORS, shows=frozenset({Info.ORIGINAL_FILE}), methods={"delete": {}}),
    "report": api(AUTHORS, shows=OWN),
    "findings_seen": api_only(AUTHORS, methods={"post": {}}),
    "ask_authors": api_only(AUTHORS, methods={"post": {}}),
    "authorship": api_only(AUTHORS, methods={"put": {"author": False}}),
    "late_paper": api_only(SIGNED_IN, methods={"post": {"link": "no-such-token"}}),
    "check_again": api_only(AUTHORS, methods={"post": {}}),
    "answer_finding": api_only(AUTHORS, at={"key": "finding"}, methods={"put": {"text": "Another person"}}),
    "own_decision": api(AUTHORS, Info.DECISION, phases=RELEASED, shows=OWN),
    # Open as on its page: tests/reviews/test_api.py.
    "answer": api(AUTHORS, phases=frozenset(), shows=OWN, methods={"patch": {"text": "Taken over"}}),
    "checklist": api(AUTHORS, **ON_ACCEPTED, shows=FINAL, methods={"patch": {"title": "Taken over"}}),
    "checklist_item": api(AUTHORS, **ON_ACCEPTED, **ITEM, shows=FINAL, methods={"patch": {"presenter": 1}}),
    "checklist_option": api_only(
        AUTHORS, **ON_ACCEPTED, at={"pk": "opt_in"}, methods={"put": {"chosen": False}}
    ),
    "final_names": api_only(AUTHORS, **ON_ACCEPTED, methods={"post": {"file": NOBODYS_FILE}}),
    "author_wish": api_only(
        AUTHORS,
        **ON_ACCEPTED,
        methods={"post": {"authors": [{"name": "Taken Over"}], "reason": "Taken over"}, "delete": {}},
    ),
    "bids": api(REVIEWERS, shows=ROW),
    "bid": api_only(REVIEWERS, Info.TITLE_ABSTRACT, phases=WAITING, methods={"put": {"bid": "willing"}}),
    "discussion": api(SIGNED_IN, Info.DISCUSSION, shows=FOR_CHAIRS, methods={"post": {"text": "Taken over"}}),
    "discussion_read": api_only(SIGNED_IN, Info.DISCUSSION, methods={"put": {"last": 999_999}}),
    "comment": api(
        SIGNED_IN,
        Info.DISCUSSION,
        at={"pk": "comment"},
        shows=FOR_CHAIRS,
        methods={"patch": {"text": "Taken over"}},
    ),
    "reviewing": api(REVIEWING, shows=ROW | REVIEWS | {Info.DECISION}),
    "handling": api(REVIEWING, shows=ROW | REVIEWS | {Info.DECISION}),
    "desk": api(REVIEWING, Info.PAPER_FILE, shows=FOR_CHAIRS | {Info.PAPER_FILE}),
    "review": api(
        frozenset({"reviewer_assigned"}),
        Info.PAPER_FILE,
        shows=ROW | {Info.OWN_REVIEW},
        methods={"patch": {"answers": {"summary": "Taken over"}}},
    ),
    "meta_review": api(
        frozenset({"area_chair_assigned"}),
        Info.META_REVIEW,
        phases=UNDER_DISCUSSION,
        shows=ROW | {Info.META_REVIEW},
        methods={"patch": {"text": "Taken over"}},
    ),
    "blind_file": api(SIGNED_IN, Info.PAPER_FILE, shows=frozenset({Info.PAPER_EXISTENCE, Info.PAPER_FILE})),
    "chair_papers": api(CHAIRS, shows=CHAIR_PAGE),
    "chair_paper": api(CHAIRS_OF_PAPERS, Info.PAPER_EXISTENCE, shows=CHAIR_PAGE),
    "look": api_only(**ACT, methods={"post": {"reason": "I have to know"}}),
    "release": api(CHAIRS, shows=FOR_CHAIRS, methods={"post": {"papers": [{"number": 7341, "version": 1}]}}),
    "assignments": api(CHAIRS_OF_PAPERS, Info.PAPER_EXISTENCE, shows=FOR_CHAIRS, methods={"post": SOMEBODY}),
    "assignment": api_only(
        THE_CHAIR, Info.REVIEWER_IDENTITIES, at={"pk": "assignment"}, methods={"delete": {}}
    ),
    "desk_reject": api_only(**ACT, methods={"post": {"reason": "Out of scope"}}),
    "reviews": api(THE_CHAIR, Info.REVIEWS_FOR_CHAIRS, shows=FOR_CHAIRS),
    "decision": api(**ACT, shows=FOR_CHAIRS, methods={"put": {"outcome": "reject"}, "delete": {}}),
    "set_conflict": api_only(**ACT, methods={"post": SOMEBODY}),
    "search_conflicts": api_only(CHAIRS, methods={"post": {}}),
    "decide_hints": api_only(CHAIRS, methods={"post": {"counts": False, "seen": 999}}),
    "rate_review": api_only(
        THE_CHAIR, Info.REVIEWS_FOR_CHAIRS, at={"pk": "review"}, methods={"patch": {"rating": 3}}
    ),
    "rounds": api(
        CHAIRS,
        counts=True,
        methods={"post": {"pairs": [{**SOMEBODY, "paper": 1}], "due": "2099-01-01T00:00:00Z"}},
    ),
    "round": api_only(CHAIRS, at={"pk": "round"}, methods={"patch": {"due": "2099-01-01T00:00:00Z"}}),
    "emergency": api(
        CHAIRS,
        shows=ROW | {Info.REVIEWER_IDENTITIES},
        committee=CHAIRS,
        methods={"post": {**SOMEBODY, "paper": 1}},
    ),
    "publish": api(EDITORS, methods={"patch": {"site": False}}),
    "take_up_again": api_only(**ACT, methods={"post": {}}),
    "restore_paper": api_only(**ACT, methods={"post": {}}),
    "extend_paper": api_only(**ACT, methods={"put": {"at": "2099-01-01T00:00:00Z"}}),
    "paper_track": api_only(**ACT, methods={"put": {"track": 0}}),
    "tags": api(**ACT, methods={"patch": {"add": ["taken-over"]}}),
    "mail_authors": api_only(CHAIRS, methods={"post": {"papers": [7341], "subject": "x", "text": "x"}}),
    "season": api(CHAIRS, counts=True),
    "bidding": api(CHAIRS, shows=ROW, committee=CHAIRS, counts=True, methods={"put": {"open": True}}),
    "discussion_phase": api_only(CHAIRS, methods={"post": {}}),
    "rebuttal_phase": api_only(CHAIRS, methods={"put": {"until": "2099-01-01T00:00:00Z"}, "delete": {}}),
    "pair_rules": api(
        CHAIRS, shows=ROW, committee=CHAIRS, methods={"post": {**SOMEBODY, "paper": 1, "kind": "fixed"}}
    ),
    "pair_rule": api_only(**ACT, at={"pk": "pair_rule"}, methods={"delete": {}}),
    "preferences": api(REVIEWING, counts=True, methods={"patch": {"conflicts": []}}),
    "give_back": api_only(
        frozenset({"reviewer_assigned"}), Info.PAPER_FILE, methods={"post": {"reason": "No time"}}
    ),
    "original_file": api_only(**ACT, methods={"post": {"reason": "I have to know"}}),
    "invitations": api(CHAIRS, methods={"post": {"people": [SOMEBODY]}}),
    "invitation": api(CHAIRS, at={"pk": "invitation"}),
    "invitation_act": api_only(CHAIRS, at={"pk": "invitation"}, methods={"post": {"action": "withdraw"}}),
    "suggestions": api(CHAIRS),
    "sub_reviewers": api(CHAIRS, shows=ROW | {Info.REVIEWER_IDENTITIES}, committee=CHAIRS),
    "suggestion_act": api_only(CHAIRS, at={"pk": "suggestion"}, methods={"post": {"action": "set_aside"}}),
    "reviewers": api(CHAIRS, committee=CHAIRS),
    "reviewer": api(
        CHAIRS, at={"pk": "reviewer"}, committee=CHAIRS, methods={"patch": {"load": 9}, "delete": {}}
    ),
    "proposals": api(CHAIRS, counts=True, methods={"post": {}}),
    "check_proposal": api_only(CHAIRS, methods={"post": {}}),
    "ask_area_chairs": api_only(CHAIRS, methods={"post": {}}),
    "ask_repair": api_only(CHAIRS, methods={"post": {}}),
    "proposal": api(CHAIRS, **RUN, shows=ROW, committee=CHAIRS, methods={"delete": {}}),
    "proposed_papers": api(CHAIRS, **RUN, shows=ROW | {Info.REVIEWER_IDENTITIES}, committee=CHAIRS),
    "proposed_paper": api(
        **ACT, **RUN, shows=ROW, committee=THE_CHAIR, methods={"patch": {"leaves": SOMEBODY["email"]}}
    ),
    "compare_proposals": api(CHAIRS, **RUN, shows=ROW | {Info.REVIEWER_IDENTITIES}, committee=CHAIRS),
    "make_live": api(CHAIRS, **RUN, counts=True, methods={"post": {}}),
    "final_table": api(CHAIRS, shows=FINAL),
    "remind_final": api_only(CHAIRS, methods={"post": {}}),
    "final_paper": api(CHAIRS_OF_PAPERS, **ON_ACCEPTED, shows=FINAL),
    "extend_final": api_only(THE_CHAIR, **ON_ANSWERS, methods={"put": {"last_day": "2099-01-01"}}),
    "decide_authors": api_only(
        THE_CHAIR, **ON_ANSWERS, at={"pk": "author_change"}, methods={"post": {"approve": True}}
    ),
    "final_file": api(
        CHAIRS_OF_PAPERS,
        **ON_ACCEPTED,
        at={"public_id": "final_file"},
        shows=frozenset({Info.PAPER_EXISTENCE, Info.CAMERA_READY}),
    ),
    "conflicts": api(CHAIRS, shows=ROW | {Info.DECLARED_CONFLICTS, Info.AUTHOR_IDENTITIES}, committee=CHAIRS),
    "conflict": api_only(
        THE_CHAIR, Info.DECLARED_CONFLICTS, at={"pk": "conflict"}, methods={"patch": {"counts": False}}
    ),
    "chair_speakers": api(EDITORS, methods={"post": {"name": "Taken Over"}}),
    "chair_speaker": api(EDITORS, methods={"patch": {"name": "Taken Over"}, "delete": {}}),
    "invite_speaker": api_only(EDITORS, methods={"post": {}}),
    "all_news": api(EDITORS, methods={"post": {"title": "Taken over", "body": "Taken over"}}),
    "news_post": api(EDITORS, at={"pk": "news"}, methods={"patch": {"title": "Taken over"}, "delete": {}}),
    "releases": api(EDITORS, **SITE, methods={"post": {"mark": "another"}}),
    "next_release": api(EDITORS, **SITE),
    "draft_sessions": api(EDITORS, **SITE, methods={"post": A_SESSION}),
    "draft_session": api(EDITORS, **SITE, methods={"patch": {"room": "Hall 9"}, "delete": {}}),
    "session_papers": api_only(EDITORS, methods={"post": {"papers": [1]}}),
    "conditions": api(
        **ACT,
        shows=FOR_CHAIRS,
        methods={"put": {"shepherd": SOMEBODY["email"], "conditions": "Taken over"}, "delete": {}},
    ),
    # Open where an acceptance has conditions, as on their pages: tests/reviews/test_api_set_up.py.
    "conditions_answer": api_only(**ACT, phases=frozenset(), methods={"post": {"signed_off": True}}),
    "shepherd": api(REVIEWING, phases=frozenset(), shows=ROW, methods={"post": {"signed_off": True}}),
    "own_conditions": api(AUTHORS, phases=frozenset(), shows=ROW),
    "review_form": api(CHAIRS, methods={"put": A_FORM}),
    "track_review_form": api(CHAIRS, at={"pk": "track"}, methods={"put": A_FORM, "delete": {}}),
    "final_setup": api(CHAIRS, at={"pk": "track"}, methods={"patch": {"extra_pages": 9}}),
    "conflict_rules": api(CHAIRS, methods={"patch": {"kinds": []}}),
    "try_conflict_rules": api_only(CHAIRS, methods={"post": {"kinds": []}}),
    "questions": api(CHAIRS, counts=True, methods={"post": {"label": "Taken over"}}),
    "question_order": api_only(CHAIRS, methods={"put": {"order": []}}),
    "question": api(CHAIRS, at={"pk": "field"}, methods={"patch": {"label": "Taken over"}, "delete": {}}),
    "question_back": api_only(CHAIRS, at={"pk": "field"}, methods={"post": {}}),
    "styles": api(CHAIRS, methods={"post": {"name": "Taken over"}}),
    "measure_style": api_only(CHAIRS, methods={"post": {}}),
    "style": api_only(CHAIRS, at={"pk": "style"}, methods={"delete": {}}),
    "follow_discussions": api_only(SIGNED_IN, Info.DISCUSSION, methods={"put": {"on": True}}),
    "sheet": api(REVIEWING, shows=ROW | {Info.OWN_REVIEW}, methods={"post": {"text": "x"}}),
    # Open to who helps with another's review, whom the cast has not: tests/reviews/test_api_helping.py.
    "helping": api(REVIEWING, phases=frozenset()),
    "helped_review": api(
        REVIEWING, phases=frozenset(), methods={"patch": {"answers": {"summary": "Taken over"}}}
    ),
    "named_help": api_only(REVIEWING, phases=frozenset(), methods={"put": {"named": True}}),
    "decision_mail": api(THE_CHAIR, Info.DECISION, phases=frozenset({"decided"}), shows=CHAIR_PAGE),
    "twins": api(CHAIRS, shows=ROW),
    "sub_reviewer": api(
        frozenset({"reviewer_assigned"}),
        Info.PAPER_FILE,
        shows=ROW,
        methods={"post": {**SOMEBODY, "name": "Nobody"}, "delete": {}},
    ),
    "correct_decision": api_only(**ACT, methods={"post": {"outcome": "reject", "text": "Taken over"}}),
    "places": api(CHAIRS, counts=True, methods={"patch": {"accept_oral": 9}}),
    "what_if": api(CHAIRS, shows=FOR_CHAIRS, methods={"post": {"seen": []}}),
    "findings": api(CHAIRS_OF_PAPERS, Info.PAPER_EXISTENCE, shows=CHAIR_PAGE),
    "settle_finding": api_only(**ACT, at={"key": "finding"}, methods={"put": {"settled": True}}),
    "import_rows": api_only(CHAIRS, methods={"post": {"kind": "tags", "text": "7341,taken-over"}}),
    "export_table": api(CHAIRS, shows=CHAIR_PAGE),
    "export_final": api(CHAIRS, shows=FINAL),
    "invite_list": api_only(CHAIRS, methods={"post": {"text": SOMEBODY["email"]}}),
    "earlier_editions": api(CHAIRS),
    "earlier_people": api(CHAIRS, committee=CHAIRS),
    "import_publications": api_only(
        CHAIRS, methods={"post": {"text": "reviewer,title\nnobody@else.example,On moss"}}
    ),
    "session_paper": api_only(
        EDITORS, Info.DECISION, phases=ACCEPTED_OUT, methods={"put": {"position": 0}, "delete": {}}
    ),
    "pin": api_only(EDITORS, methods={"put": {"pinned": True}}),
    "fit_session": api_only(EDITORS, methods={"post": {}}),
    "steps": api(EDITORS, methods={"post": {"action": "undo"}}),
    "days": api(EDITORS, **SITE, methods={"post": {"day": "2027-07-18", "text": "09:00 Opening"}}),
    "fillings": api(EDITORS, methods={"post": {}}),
    "filling": api(EDITORS, at={"pk": "filling"}, **SITE, methods={"delete": {}}),
    "take_filling": api_only(EDITORS, at={"pk": "filling"}, methods={"post": {}}),
    "presenters": api(EDITORS, **SITE),
    "presenter": api(EDITORS, Info.DECISION, phases=ACCEPTED_OUT, methods={"put": WISHES}),
    "presenting": api(AUTHORS, **ON_ACCEPTED, methods={"put": WISHES}),
    "ask_letter": api_only(AUTHORS, **ON_ACCEPTED, methods={"post": {"name": "Taken Over"}}),
    "speaker_photo": api_only(EDITORS, methods={"post": {}}),
    "site": api(EDITORS, methods={"patch": {"banner_alt": "Taken over"}}),
    "site_picture": api_only(EDITORS, at={"item": "picture"}, methods={"post": {}, "delete": {}}),
    "site_copy": api(EDITORS, methods={"post": {}}),
    "site_copy_file": api(EDITORS),
    "awards": api(EDITORS, shows=ROW, methods={"post": {"title": "Taken over", "person": "Taken Over"}}),
    "award": api(
        EDITORS, at={"pk": "award"}, shows=ROW, methods={"patch": {"title": "Taken over"}, "delete": {}}
    ),
    "remarks": api(EDITORS),
    "remark": api_only(EDITORS, at={"pk": "remark"}, methods={"patch": {"shown": True}}),
    "figures": api(CHAIRS, counts=True, methods={"put": {"shown": []}}),
    "signup_lists": api(CHAIRS, methods={"post": {"title": "Taken over"}}),
    "signup_list": api(
        CHAIRS, at={"pk": "signup_list"}, methods={"patch": {"title": "Taken over"}, "delete": {}}
    ),
    "signed_up": api(CHAIRS, at={"pk": "signup_list"}),
    "documents": api(EDITORS),
    "document": api(EDITORS, at={"kind": "document"}, methods={"post": {}}),
    "document_file": api(THE_CHAIR, at={"kind": "document"}),
    "document_texts": api(CHAIRS, methods={"patch": {"signed_by": "Taken over"}}),
    "booklet_map": api_only(CHAIRS, methods={"post": {}, "delete": {}}),
    "certificates": api(CHAIRS, methods={"put": {"released": False}}),
    "letters": api(CHAIRS, shows=LETTERS),
    "letter": api(
        THE_CHAIR,
        Info.AUTHOR_EMAILS,
        phases=RELEASED,
        at={"pk": "letter"},
        shows=LETTERS,
        methods={"post": {"grant": False, "answer": "No"}},
    ),
    "opt_ins": api(CHAIRS, counts=True),
    "opt_in": api(CHAIRS, at={"pk": "opt_in"}, methods={"patch": {"label": "Taken over"}}),
    "opted_papers": api(CHAIRS, at={"pk": "opt_in"}, shows=RECORD),
    "package": api(CHAIRS, at={"pk": "opt_in"}, methods={"post": {}}),
    "package_file": api(THE_CHAIR, at={"pk": "opt_in"}),
    "volume": api(CHAIRS, methods={"patch": {"title": "Taken over"}}),
    "accepted_elsewhere": api_only(
        CHAIRS, methods={"post": {"track": "main", "text": "Taken over | Ann Other"}}
    ),
}

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
