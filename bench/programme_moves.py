"""A draft of 100 papers in 8 sessions and boards, in a database of its own, and the moves that are timed on it."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import median, quantiles

from django.test import Client
from django.utils import timezone

from conference.models import Role, Track, User, Workshop
from program.models import Session, Slot
from reviews.models import Decision
from submissions.models import Author, Submission

SLUG = "moves"
PAPERS = 100
SESSIONS = 8
MOVES = 40


def report() -> None:
    """Print the milliseconds of a move on the server, its answer included: on the clock, and of the processor alone,
    which a machine that does other things beside it does not stretch."""
    client, sessions = _filled()
    sessions_moved = [_timed(client, _session_move(sessions, number)) for number in range(MOVES)]
    papers_moved = [_timed(client, _paper_move(sessions, number)) for number in range(MOVES)]
    for name, taken in (("a session", sessions_moved), ("a paper", papers_moved)):
        clock, processor = ([times[place] for times in taken] for place in (0, 1))
        print(
            f"programme, {PAPERS} papers in {SESSIONS} sessions and on boards: moving {name} takes "
            f"{median(clock):.0f} ms at the median, {quantiles(clock, n=20)[-1]:.0f} ms at the 95th percentile "
            f"(under 100 asked); {median(processor):.0f} ms of the processor"
        )


def _filled() -> tuple[Client, list[Session]]:
    now = timezone.now()
    workshop = Workshop.objects.create(slug=SLUG, acronym="Moves", title="Moves", papers_published_at=now)
    chair = User.objects.create(email="chair@moves.example", name="Chair")
    Role.objects.create(workshop=workshop, user=chair, kind="program_chair")
    track = Track.objects.create(workshop=workshop, key="full", name="Full papers")
    start = now.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=30)
    sessions = [
        Session.objects.create(
            workshop=workshop, kind="spotlights", title=f"Block {number}", minutes_each=5, room="Hall 1",
            start=start + timedelta(minutes=70 * number), end=start + timedelta(minutes=70 * number + 65),
        )
        for number in range(SESSIONS)
    ]  # fmt: skip
    boards = Session.objects.create(
        workshop=workshop,
        kind="posters",
        title="Boards",
        room="Hall 2",
        start=start,
        end=start + timedelta(hours=2),
    )
    for number in range(1, PAPERS + 1):
        paper = Submission.objects.create(
            workshop=workshop, number=number, track=track, title=f"Study {number}", state="submitted"
        )
        Author.objects.bulk_create(
            Author(
                submission=paper,
                name=f"Author {number} {place}",
                email=f"{number}.{place}@moves.example",
                position=place,
            )
            for place in range(4)
        )
        Decision.objects.create(submission=paper, outcome="accept_spotlight", released_at=now)
        Slot.objects.create(session=sessions[number % SESSIONS], submission=paper, position=number)
        Slot.objects.create(session=boards, submission=paper, position=number, board=number)
    client = Client(headers={"host": "127.0.0.1:8000"})
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    return client, [*sessions, boards]


def _session_move(sessions: list[Session], number: int) -> dict[str, object]:
    session = Session.objects.get(pk=sessions[number % SESSIONS].pk)
    return {
        "action": "session", "session": session.public_id, "version": session.version, "room": f"Hall {number % 3}",
        "day": f"{session.start:%Y-%m-%d}", "start": 480 + 5 * number,
    }  # fmt: skip


def _paper_move(sessions: list[Session], number: int) -> dict[str, object]:
    source = Session.objects.filter(kind="spotlights", slots__isnull=False)[number % SESSIONS]
    target = Session.objects.exclude(pk=source.pk).filter(kind="spotlights").order_by("-pk")[0]
    paper = source.slots.select_related("submission")[0].submission
    return {
        "action": "paper", "paper": paper.number, "position": 0, "source": source.public_id, "target": target.public_id,
        "source_version": source.version, "target_version": target.version,
    }  # fmt: skip


def _timed(client: Client, data: dict[str, object]) -> tuple[float, float]:
    """Return the milliseconds of a move on the clock and of the processor."""
    started, busy = time.perf_counter(), time.process_time()
    response = client.post(f"/{SLUG}/chair/programme/move/", data, headers={"X-Plan": "1"})
    taken = 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - busy)
    if response.status_code != 200:
        raise RuntimeError(f"A move was answered {response.status_code}.")
    return taken
