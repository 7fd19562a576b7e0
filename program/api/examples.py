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
    "slides": "/terrabytes-2026/speakers/ada-moreau/slides.pdf",
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
NEWS = {
    "id": 5,
    "title": "The deadline is extended",
    "body": "You have **one week** more.",
    "published_at": "2026-04-13T09:00:00Z",
}
NEWS_POST = NEWS | {"version": 2, "changed_at": "2026-04-13T09:00:00Z"}
SENT_NEWS = {"title": NEWS["title"], "body": NEWS["body"], "published": True}
RELEASE = {
    "name": "2",
    "note": "The keynote has moved.",
    "released_at": "2026-07-01T08:00:00Z",
    "by": "Marguerite Aubin",
    "changes": [{"kind": "moved", "text": "Keynote moved from 09:00 to 09:30"}],
}
NEXT_RELEASE = {
    "name": "2",
    "mark": "5d41402abc4b2a76",
    "sessions": 14,
    "changes": RELEASE["changes"],
    "concerned": [
        {
            "key": "speaker:3",
            "who": "Ada Moreau",
            "reason": "speaker",
            "subject": "Your time at TerraBytes 2026 has changed",
            "body": "Dear Ada Moreau, …",
        }
    ],
    "unreached": 0,
}
SENT_RELEASE = {"mark": NEXT_RELEASE["mark"], "note": RELEASE["note"], "mail_to": ["speaker:3"]}
CHAIR_SPEAKER = {
    **{name: SPEAKER[name] for name in ("slug", "name", "affiliation", "url", "bio")},
    "version": 1,
    "email": "ada@moreau.example",
    "status": "to_invite",
    "position": 1,
}
