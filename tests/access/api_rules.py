"""Who may pass which door of the API in which phase, and what a program sends there."""

from __future__ import annotations

from typing import Any

from reviews.sight import Info
from tests.access.rule import (
    ACCEPTED_OUT,
    ALL,
    AUTHORS,
    CHAIR_PAGE,
    CHAIRS,
    CHAIRS_OF_PAPERS,
    EDITORS,
    FINAL,
    FOR_CHAIRS,
    ITEM,
    LETTERS,
    OFFICE,
    ON_ACCEPTED,
    ON_ANSWERS,
    ON_THE_LIST,
    OWN,
    RECORD,
    RELEASED,
    REVIEWERS,
    REVIEWING,
    REVIEWS,
    ROW,
    SIGNED_IN,
    SITE,
    THE_CHAIR,
    UNDER_DISCUSSION,
    WAITING,
    Rule,
)


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
    "remind_reviewers": api_only(CHAIRS, methods={"post": {"papers": [7341]}}),
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
