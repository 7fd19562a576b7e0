"""What the examples of the schema show of papers."""

FORM = {
    "tracks": [
        {
            "id": 7,
            "key": "short",
            "name": "Short papers",
            "page_limit": 4,
            "takes_papers": True,
            "until": "2026-04-21T11:59:00Z",
            "opt_ins": [{"id": 2, "label": "Proceedings volume", "conditions": "The licence is CC BY 4.0."}],
            "questions": [
                {
                    "id": 31,
                    "kind": "yes_no",
                    "label": "Is the code public?",
                    "help": "",
                    "options": [],
                    "required": True,
                    "word_limit": None,
                }
            ],
        }
    ],
    "topics": [{"id": 3, "name": "Agriculture", "under": None}],
}
ROW = {
    "number": 12,
    "title": "Counting furrows from orbit",
    "track": "Short papers",
    "authors": "Xiaoman Ruan",
    "state": "draft",
    "check": "PDF checked",
    "todo": "Submit",
    "updated_at": "2026-04-20T20:31:07Z",
}
FILE = {
    "id": "7d0d1c0e-3f7b-4b57-9c3e-0a6f6d0e6f55",
    "kind": "paper",
    "version": 1,
    "name": "furrows.pdf",
    "size": "1.2 MB",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "uploaded_at": "2026-04-20T20:15:00Z",
    "uploaded_by": "Xiaoman Ruan",
    "state": "stands",
}
PAPER = {
    "number": 12,
    "version": 5,
    "state": "submitted",
    "submitted_at": "2026-04-20T20:32:11Z",
    "submit_asked_at": None,
    "why_closed": "",
    "track": 7,
    "title": "Counting furrows from orbit",
    "abstract": "We count furrows.",
    "keywords": "furrows, remote sensing",
    "topics": [3],
    "opt_ins": [],
    "published_before": False,
    "published_elsewhere": "",
    "declared_conflicts": "",
    "authors": [
        {
            "name": "Xiaoman Ruan",
            "email": "ruan.xiaoman@yunling.example",
            "affiliation": "Yunling University",
            "country": "",
            "orcid": "",
            "is_corresponding": True,
            "is_presenting": False,
        }
    ],
    "answers": {"31": True},
    "files": [FILE],
    "missing": [],
}
DRAFT = PAPER | {
    "version": 1,
    "state": "draft",
    "submitted_at": None,
    "title": "",
    "abstract": "",
    "keywords": "",
    "topics": [],
    "answers": {},
    "files": [],
    "missing": [{"part": "title", "text": "Give the paper a title."}],
}
REPORT = {
    "id": FILE["id"],
    "version": 1,
    "state": "done",
    "checked_at": "2026-04-20T20:15:09Z",
    "findings_seen_at": None,
    "findings": [
        {
            "key": "6b1f0f2f9c1d4d1a8b7e",
            "group": "anonymity",
            "what": "An author’s name",
            "text": "Xiaoman Ruan",
            "pages": "page 1",
            "answer": "",
            "standing": "open",
            "word": "",
        }
    ],
    "report": {"total_pages": 5, "main_text_pages": 4, "within_limit": True, "anonymous": False},
}
