# ruff: noqa: PLC0415 - Django is set up once the database has its place
"""The programme booklet: how long a worker needs for 30 pages, and how often it says how far it is. Run by `make bench`.

WeasyPrint is loaded before the clock starts, as it is in a worker that has made a document before; the first one of a
worker takes that much longer.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ASKED = 10
RUNS = 3
ABSTRACT = "We count trees in pictures taken from above and compare the counts with those of foresters. " * 16


def main() -> None:
    """Fill a database of its own with an edition of 66 papers and make its booklet."""
    with tempfile.TemporaryDirectory(prefix="plenary-bench-") as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="conference.settings",
            PLENARY_DATA_DIR=folder,
            PLENARY_LOG_LEVEL="ERROR",
        )
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from bench.published_edition import fill

        fill()
        report()


def report() -> None:
    import pypdfium2
    from django.db.models import F

    from conference.models import Role, User, Workshop
    from conference.visibility import viewer_of
    from program.services.documents import MAKERS, Task
    from submissions.models import Author, Submission

    workshop = Workshop.objects.get()
    more(workshop)
    Submission.objects.update(abstract=ABSTRACT)
    Author.objects.update(affiliation=F("name"))
    editor = User.objects.create(email="editor@people.example", name="Editor")
    Role.objects.create(workshop=workshop, user=editor, kind="site_editor")
    task = Task(viewer_of(editor), workshop, lambda *_: None)
    MAKERS["badges"](task)
    seconds, reports, content = [], 0, b""
    for _ in range(RUNS):
        heard: list[object] = []
        start = time.perf_counter()
        content = MAKERS["booklet"](
            Task(task.viewer, workshop, lambda *said, h=heard: h.append(said))
        ).content
        seconds.append(time.perf_counter() - start)
        reports = len(heard)
    pages = len(pypdfium2.PdfDocument(io.BytesIO(content)))
    print(
        f"booklet of {pages} pages, {workshop.submissions.count()} papers: {median(seconds):.1f} s "
        f"(under {ASKED} asked for 30 pages), progress told {reports} times, {len(content) / 1e6:.1f} MB"
    )


def more(workshop: object) -> None:
    """Add papers like those that are there, until the booklet has its 30 pages."""
    from django.utils import timezone

    from reviews.models import Decision
    from submissions.models import Author, Submission

    track = workshop.tracks.get()
    for number in range(100, 142):
        paper = Submission.objects.create(
            workshop=workshop,
            number=number,
            track=track,
            title=f"Counting trees, study {number}",
            state="submitted",
        )
        for position in range(4):
            Author.objects.create(submission=paper, name=f"Author {number}{position}", position=position)
        Decision.objects.create(submission=paper, outcome="accept_poster", released_at=timezone.now())


if __name__ == "__main__":
    main()
