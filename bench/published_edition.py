"""A published edition for the benchmark of public pages, filled in a database of its own."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from conference.models import CommitteeMember, Track, Workshop
from program.models import Session, SessionSpeaker, Slot, Speaker
from program.services.releases import release_create
from reviews.models import Decision
from submissions.models import Author, Submission

SLUG = "bench"
PAPERS = 24


def fill() -> None:
    """Make a published edition with as many papers, sessions and people as a real one."""
    now = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
    workshop = Workshop.objects.create(
        slug=SLUG,
        acronym="Bench",
        title="A workshop to be asked for often",
        about_text="Text. " * 200,
        is_public=True,
        programme_state="final",
        papers_published_at=now,
    )
    track = Track.objects.create(workshop=workshop, key="full", name="Full papers")
    for number in range(60):
        CommitteeMember.objects.create(workshop=workshop, name=f"Member {number}", affiliation="University")
    sessions = []
    for number in range(14):
        start = now + timedelta(minutes=30 * number)
        session = Session.objects.create(
            workshop=workshop,
            kind="spotlights" if number % 3 == 1 else "keynote",
            title=f"Session {number}",
            abstract="An abstract. " * 20,
            start=start,
            end=start + timedelta(minutes=30),
            minutes_each=5,
        )
        speaker = Speaker.objects.create(
            workshop=workshop, slug=f"speaker-{number}", name=f"Speaker {number}", status="confirmed"
        )
        SessionSpeaker.objects.create(session=session, speaker=speaker)
        sessions.append(session)
    for number in range(1, PAPERS + 1):
        paper = Submission.objects.create(
            workshop=workshop,
            number=number,
            track=track,
            title=f"Counting trees from above, study {number}",
            abstract="We count trees. " * 40,
            state="submitted",
        )
        for position in range(5):
            Author.objects.create(submission=paper, name=f"Author {number}{position}", position=position)
        Decision.objects.create(submission=paper, outcome="accept_spotlight", released_at=now)
        Slot.objects.create(session=sessions[1 + 3 * (number % 4)], submission=paper, position=number)
    release_create(workshop=workshop, actor=None)
