"""What the examples of the schema show of proposals for an assignment."""

LINE = {
    "id": 9,
    "state": "proposed",
    "is_repair": False,
    "aim": "highest total",
    "weights": "text 70\N{NO-BREAK SPACE}%, topics 30\N{NO-BREAK SPACE}%",
    "share": 1.0,
    "by": "Marguerite Aubin",
    "at": "2026-03-01T16:00:00Z",
}
PROPOSAL = {
    **{name: LINE[name] for name in ("id", "state", "aim", "weights", "by", "at")},
    "version": 1,
    "kind": "reviewers",
    "job": 87,
    "reviews_per_paper": 3,
    "rules": ["at least one senior on each paper"],
    "obstacles": {"words": [], "kept": 0},
    "left_out": [],
    "figures": {
        "papers": 60,
        "kept": 0,
        "pairs": 179,
        "share": 1.0,
        "lowest": 0.41,
        "bound": 0.52,
        "lowest_papers": [12],
        "worst_tenth": 0.55,
        "zero_pairs": 0,
        "short": [{"number": 12, "missing": 1}],
        "over": [],
        "below": [{"name": "Tomoe Kirishima", "papers": 1}],
        "loads": [{"papers": 6, "reviewers": 30}],
    },
    "waiting": {"papers": [], "kept": 0},
    "changes": [],
    "live_at": None,
}
SOLVING = PROPOSAL | {"state": "solving", "figures": None}
CHECKED = {
    "obstacles": {
        "words": ["Paper #12 still needs 3 reviewers, but only 2 can be asked. Lower its demand by 1."],
        "kept": 0,
    },
    "left_out": [],
    "papers": 60,
    "reviewers": 30,
    "places": 180,
    "unconfirmed": 2,
    "hints": 0,
}
SCORED = {
    "name": "Tomoe Kirishima",
    "email": "tomoe.kirishima@setouchi-obs.example",
    "score": 0.41,
    "text": 0.44,
    "topics": 0.33,
    "bid": "",
    "has_conflict": False,
}
PAIR = SCORED | {"by_hand": False, "is_live": False}
PAPER = {
    "number": 12,
    "title": "Counting furrows from orbit",
    "wanted": 3,
    "conflicts": 1,
    "score": 0.41,
    "pairs": [PAIR],
}
DIFFERENCE = {"number": 12, "title": PAPER["title"], "both": [PAIR], "first": [], "second": []}
EFFECT = {
    "words": "Kalinda Wijesooriya is put on",
    "share_before": 1.0,
    "share_after": 1.0,
    "paper_before": 0.41,
    "paper_after": 0.63,
    "lowest_before": 0.41,
    "lowest_after": 0.46,
    "warnings": ["Kalinda Wijesooriya would have 7 papers and takes 6 at most."],
    "refusal": "",
}
PAIR_PAGE = {
    **{name: PAPER[name] for name in ("number", "title", "wanted", "pairs")},
    "candidates": [
        {
            **SCORED,
            "name": "Kalinda Wijesooriya",
            "email": "kalinda.wijesooriya@kandyhills.example",
            "papers": 6,
            "load": 6,
            "barred": False,
        }
    ],
    "effect": None,
}
PLAN = {"assignments": 179, "leaving": 0, "mails": 30, "staying": 0, "keeps": False}
