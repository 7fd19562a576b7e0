"""What the examples of the schema show of programme and site."""

WORKSHOP = {
    "slug": "terrabytes-2026",
    "acronym": "TerraBytes 2026",
    "title": "Earth Observation Data at Scale",
    "theme": "Learning from archives that no one can read",
    "description": "A day on data, models and the ground below them.",
    "host_conference": "ICML 2026",
    "host_url": "https://icml.example/2026",
    "venue": "Vancouver, Canada",
    "timezone": "America/Vancouver",
    "series": "terrabytes",
}
DATE = {
    "key": "submission",
    "label": "Submission deadline",
    "text": "20 April 2026, 23:59 AoE",
    "at": "2026-04-21T11:59:00Z",
    "old": ["13 April 2026, 23:59 AoE"],
    "note": "",
}
SESSION = {
    "id": "0b0f3c52-6c8e-4c2f-9a57-3b1f3a2d6d11",
    "kind": "spotlights",
    "title": "Spotlights",
    "abstract": "",
    "note": "with questions",
    "start": "2026-07-18T10:00:00-07:00",
    "end": "2026-07-18T10:30:00-07:00",
    "room": "Hall 1",
    "link": "",
    "recording_url": "",
    "people": [],
    "talks": [
        {
            "number": 12,
            "title": "Counting furrows from orbit",
            "authors": "Xiaoman Ruan, Imre Halmos",
            "start": "2026-07-18T10:00:00-07:00",
            "minutes": 5,
            "board": None,
            "recording_url": "",
        }
    ],
}
SPEAKER = {
    "slug": "ada-moreau",
    "name": "Ada Moreau",
    "affiliation": "Haute-Plaine Institute",
    "url": "https://moreau.example/",
    "bio": "Works on soils.",
    "photo": "/terrabytes-2026/speakers/ada-moreau/photo/?v=5f2c11aa",
}
PAPER = {
    "number": 12,
    "title": "Counting furrows from orbit",
    "abstract": "We count furrows.",
    "keywords": ["furrows", "remote sensing"],
    "track": "Short papers",
    "presentation": "spotlight",
    "topics": ["Agriculture"],
    "authors": [{"name": "Xiaoman Ruan", "affiliation": "Yunling University", "orcid": ""}],
    "presenter": "Xiaoman Ruan",
    "links": [{"kind": "pdf", "label": "PDF", "url": "/terrabytes-2026/papers/12/pdf/"}],
}
DRAFT = {
    "id": "0b0f3c52-6c8e-4c2f-9a57-3b1f3a2d6d11",
    "version": 4,
    "kind": "spotlights",
    "title": "Spotlights",
    "note": "with questions",
    "start": "2026-07-18T10:00:00-07:00",
    "end": "2026-07-18T10:30:00-07:00",
    "room": "Hall 1",
    "minutes_each": 5,
    "is_pinned": False,
    "abstract": "",
    "link": "",
    "recording_url": "",
    "people": [{"slug": "ada-moreau", "name": "Ada Moreau", "part": "moderator"}],
    "papers": [
        {
            "number": 12,
            "title": "Counting furrows from orbit",
            "start": "2026-07-18T10:00:00-07:00",
            "minutes": 5,
            "board": None,
        }
    ],
    "warnings": [],
}
SENT_SESSION = {
    "kind": "spotlights",
    "title": "Spotlights",
    "start": "2026-07-18T10:00:00-07:00",
    "end": "2026-07-18T10:30:00-07:00",
    "room": "Hall 1",
    "minutes_each": 5,
}
