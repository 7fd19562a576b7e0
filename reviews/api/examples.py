"""What the examples of the schema show of reviewing."""

FILE = {
    "id": "7d0d1c0e-3f7b-4b57-9c3e-0a6f6d0e6f55",
    "name": "terrabytes-2026-paper-12.pdf",
    "label": "Paper",
    "pages": 5,
    "size": "1.2 MB",
}
PAPER = {
    "number": 12,
    "title": "Counting furrows from orbit",
    "abstract": "We count furrows.",
    "keywords": "furrows, remote sensing",
    "track": "Short papers",
    "topics": ["Agriculture"],
    "file": FILE,
    "supplements": [],
}
ASSIGNED = {
    "paper": PAPER,
    "mark": "B",
    "state": "draft",
    "overall": None,
    "is_late": False,
    "is_closed": False,
    "due": "2026-05-12T11:59:00Z",
    "round": 1,
}
HANDLED = {"paper": PAPER, "reviews_in": 2, "asked": 3, "recommendation": "", "is_closed": False}
REVIEW = {
    "mark": "A",
    "overall": 7,
    "overall_label": "Accept",
    "confidence": 4,
    "confidence_label": "Confident",
    "parts": [{"label": "Summary", "text": "The paper counts furrows."}],
    "among_us": [],
}
CHAIR_REVIEW = REVIEW | {
    "id": 51,
    "reviewer": "Tomoe Kirishima",
    "confidential": [],
    "submitted_at": "2026-05-10T07:00:00Z",
    "thin": [],
    "ethics_open": False,
}
REVIEWS = {
    "number": 12,
    "reviews": [CHAIR_REVIEW],
    "waiting": [{"mark": "B", "reviewer": "Kalinda Wijesooriya", "state": "Draft"}],
}
DESK = {
    "paper": PAPER,
    "answers": [{"label": "Is the code public?", "value": "Yes"}],
    "is_reviewer": True,
    "state": "submitted",
    "submitted_at": "2026-05-10T07:00:00Z",
    "due": "2026-05-12T11:59:00Z",
    "reviews": [REVIEW],
    "reviews_wait_for": "",
    "reviews_for_area_chair": None,
    "decision": "",
}
WRITTEN = {"answers": {"summary": "The paper counts furrows.", "overall": 7}, "submit": False}
OWN_REVIEW = {
    "version": 3,
    "state": "draft",
    "submitted_at": None,
    "why_closed": "",
    "questions": [
        {
            "key": "summary",
            "label": "Summary",
            "kind": "text",
            "audience": "authors",
            "help": "What the paper does and claims, in your own words.",
            "required": True,
            "choices": [],
            "words_from": None,
            "words_to": None,
        }
    ],
    "answers": {"summary": "The paper counts furrows.", "overall": 7},
    "asks_consent": False,
    "forward_consent": None,
}
OWN_DECISION = {
    "outcome": "accept_spotlight",
    "outcome_label": "Accepted as a spotlight",
    "text": "Please name the sensor in the abstract.",
    "reviews": [{name: value for name, value in REVIEW.items() if name != "among_us"}],
}
TABLE_ROW = {
    "number": 12,
    "title": "Counting furrows from orbit",
    "track": "Short papers",
    "kept": False,
    "can_act": True,
    "cells": {"state": "Under review", "reviews": "2 of 3", "scores": "7, 8", "tags": ""},
}
ASSIGNMENT = {
    "id": 204,
    "name": "Tomoe Kirishima",
    "part": "reviewer",
    "mark": "A",
    "state": "Not begun",
    "is_active": True,
    "has_conflict": False,
    "overall": None,
    "note": "",
}
CONFLICT = {
    "id": 77,
    "number": 12,
    "title": "Counting furrows from orbit",
    "person": "Tomoe Kirishima",
    "kind": "Same institution",
    "state": "active",
    "evidence": "",
    "hidden": True,
    "decided_by": "",
}
CHAIR_PAPER = {
    **{name: PAPER[name] for name in ("number", "title", "abstract", "keywords", "track", "topics")},
    "state": "under_review",
    "kept": False,
    "blind": True,
    "decision": "",
    "submitted_at": "2026-04-20T20:32:11Z",
    "own_deadline": None,
    "desk_reason": "",
    "authors": [],
    "answers": [{"label": "Is the code public?", "value": "Yes"}],
    "files": [
        {
            "id": FILE["id"],
            "label": "Paper, version 1, 1.2 MB",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "state": "Stands",
            "uploaded_at": "2026-04-20T20:15:00Z",
        }
    ],
    "assignments": [ASSIGNMENT],
    "conflicts": [CONFLICT],
}
REVIEWER = {
    "id": 31,
    "invitation": 18,
    "name": "Tomoe Kirishima",
    "email": "tomoe.kirishima@setouchi-obs.example",
    "affiliation": "Setouchi Observatory",
    "standing": "ready",
    "load": 4,
    "at_least": 0,
    "late_reviews": 1,
    "is_senior": False,
    "topics": 3,
    "assigned": 3,
    "done": 1,
    "invited_at": "2026-01-12T09:00:00Z",
    "answer_by": "2026-01-26",
    "message": "",
}
DECISION = {
    "number": 12,
    "version": 2,
    "outcome": "accept_spotlight",
    "text": "Please name the sensor in the abstract.",
    "released_at": None,
}
BID = {
    **{name: PAPER[name] for name in ("number", "title", "abstract", "track", "topics")},
    "close": 0.41,
    "bid": "eager",
}
COMMENT = {
    "id": 88,
    "version": 1,
    "who": "Reviewer B",
    "name": "",
    "audience": "committee",
    "text": "The furrows are counted twice.",
    "sent_at": "2026-05-14T08:10:00Z",
    "edited_at": None,
    "edits": [],
    "reply_to": None,
    "is_own": False,
    "is_new": True,
    "can_edit": False,
}
ANSWER = {
    "version": 2,
    "text": "Thank you.",
    "answers": {"A": "They are counted once."},
    "sent_at": None,
    "until": "2026-05-21T11:59:00Z",
    "words": 600,
    "reviews": OWN_DECISION["reviews"],
}
RELEASE_PLAN = {
    "drafts": [
        {
            "number": 12,
            "version": 2,
            "title": "Counting furrows from orbit",
            "outcome": "accept_spotlight",
            "enough": True,
        }
    ],
    "parts": [{"outcome": "accept_spotlight", "papers": 1, "mails": 2}],
    "undecided": 3,
}
LOOKED_AT = CHAIR_PAPER | {
    "authors": [
        {
            "name": "Xiaoman Ruan",
            "affiliation": "Yunling University",
            "email": "",
        }
    ]
}
CHECKLIST_ITEM = {
    "item": "presenter",
    "label": "Presenter",
    "ask": "Who presents: one of the authors.",
    "required": True,
    "state": "missing",
    "problem": "",
    "given": "",
    "until": "2026-06-10T11:59:00Z",
    "is_open": True,
    "notes": [],
}
CHECKLIST = {
    "number": 12,
    "version": 5,
    "title": "Counting furrows from orbit",
    "abstract": "We count furrows.",
    "presentation": "spotlight",
    "items": [CHECKLIST_ITEM],
    "authors": [{"id": 41, "name": "Xiaoman Ruan"}],
    "options": [
        {
            "id": 2,
            "label": "Proceedings volume",
            "conditions": "The licence is CC BY 4.0.",
            "chosen": False,
            "is_open": True,
            "reasons": [],
            "agreed_at": None,
        }
    ],
    "may_correct": True,
    "may_change_authors": True,
    "author_change": None,
}
ONE_ITEM = CHECKLIST_ITEM | {"version": 190384211, "values": {"presenter": None}, "questions": []}
AUTHOR_CHANGE = {
    "state": "open",
    "reason": "Imre Halmos ran the new experiments.",
    "answer": "",
    "authors": ["Xiaoman Ruan", "Imre Halmos"],
}
META_REVIEW = {
    "version": 2,
    "recommendation": "accept_spotlight",
    "text": "Both reviewers agree.",
    "for_chairs": "",
    "submitted_at": None,
}
