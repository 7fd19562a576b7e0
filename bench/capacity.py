"""What a workshop costs, measured: bytes, processor time of pages, checks and mails; and what many of them need by that."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from django.db import connection

from bench.rush_call import thesis
from bench.scale_copies import Pattern, highest
from bench.scale_edition import PAPERS, fill
from bench.scale_pages import go_to, people
from conference import mailing
from conference.models import Mail
from submissions.pdfcheck import PdfError
from submissions.pdfcheck.report import Request
from submissions.pdfcheck.worker import perform

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "pdf-corpus"
WORKSHOPS = 20
COPY = 2
ROUNDS = 7
PAGES = {
    "public page, made anew": ("visitor", "papers/?uncached=1"),
    "public page, kept": ("visitor", "papers/"),
    "author's page": ("author", "my-papers/"),
    "reviewer's page": ("reviewer", "reviewing/"),
    "chair's table": ("chair", "chair/papers/"),
}
# What is assumed of a workshop of 200 papers; the page says it too.
UPLOADS, MAILS, MEGABYTES = 2, 3_000, 5
PEAK_PUBLIC, PEAK_OWN, AT_PEAK = 1.0, 0.5, 0.02
"""Pages a second at a workshop's busiest hour, for visitors and for people who are signed in; the share of workshops in theirs."""
BUSY = 0.5
"""How much of a processor may be used at the peak."""


@dataclass
class Costs:
    """Bytes and seconds of processor."""

    row_bytes: float
    file_bytes: float
    check: float
    mail: float
    pages: dict[str, float]


def report() -> None:
    """Measure, print, and count what 10, 1,000 and 100,000 workshops need."""
    logging.disable(logging.CRITICAL)
    costs = Costs(
        row_bytes=_rows(),
        pages=_pages(),
        mail=_mails(),
        **dict(zip(("check", "file_bytes"), _checks(), strict=True)),
    )
    print(
        f"capacity: a submission takes {costs.row_bytes / 1024:.1f} KiB in the database, all that belongs to it and indexes included"
    )
    print(
        f"capacity: a PDF of {MEGABYTES} MB and its copy for reviewers take {costs.file_bytes / 2**20:.1f} MiB on disk"
    )
    print(f"capacity: its check takes {costs.check:.2f} s of processor, a mail {1000 * costs.mail:.0f} ms")
    for name, seconds in costs.pages.items():
        print(
            f"capacity: {name:<24} {1000 * seconds:6.1f} ms of processor, {1 / seconds:6.0f} a second and core"
        )
    for many in (10, 1_000, 100_000):
        print(f"capacity: {many:>7,} workshops: {needs(costs, many)}")


def needs(costs: Costs, many: int) -> str:
    """Say in one line what so many workshops a year need."""
    rows = many * PAPERS * costs.row_bytes / 2**30
    files = many * PAPERS * UPLOADS * costs.file_bytes / 2**30
    peak = max(1.0, many * AT_PEAK)
    kept, own = costs.pages["public page, kept"], costs.pages["author's page"]
    web = peak * (PEAK_PUBLIC * kept + PEAK_OWN * own) / BUSY
    # Half of the uploads of a workshop come in its busiest hour, and are to be checked within it.
    checks = peak * PAPERS * UPLOADS / 2 * costs.check / 3600 / BUSY
    mails = many * MAILS * costs.mail / 3600
    return (
        f"database {rows:,.2f} GiB and files {files:,.0f} GiB a year; {web:,.2f} cores for pages and {checks:,.2f} for checks at the "
        f"peak; {mails:,.1f} hours of one core a year for mails"
    )


def _rows() -> float:
    before = highest()
    fill()
    pattern = Pattern(before)
    pattern.grow(COPY + 1)
    small = _size()
    pattern.grow(WORKSHOPS)
    return (_size() - small) / ((WORKSHOPS - COPY - 1) * PAPERS)


def _size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _pages() -> dict[str, float]:
    """Processor seconds of this process and of the database's for each page, at the median."""
    go_to(connection.settings_dict["NAME"])
    clients = people(COPY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = psutil.Process(cursor.fetchone()[0])

    def both() -> float:
        times = database.cpu_times()
        return time.process_time() + times.user + times.system

    return {
        name: _each(lambda client=clients[who], path=path: client.get(f"/scale-{COPY}/{path}"), both)
        for name, (who, path) in PAGES.items()
    }


def _each(call: Callable[[], Any], clock: Callable[[], float], times: int = ROUNDS) -> float:
    """Return the seconds of ten calls, a tenth of it, at the median of several times."""
    call()
    taken = []
    for _ in range(times):
        started = clock()
        for _ in range(10):
            call()
        taken.append((clock() - started) / 10)
    return median(taken)


def _mails() -> float:
    ids = list(Mail.objects.values_list("pk", flat=True)[:50])
    Mail.objects.filter(pk__in=ids).update(state="queued")
    started = time.process_time()
    for mail in ids:
        mailing.send(mail)
    return (time.process_time() - started) / len(ids)


def _checks() -> tuple[float, float]:
    """Return the processor seconds of a check with the copy for reviewers, and the bytes of both files.

    The work of the sandbox is done here in this process: whoever forks it does not count what it takes. The papers are
    given ones where there are any, else the one of the rush at a deadline, which is a plain one.
    """
    with TemporaryDirectory() as folder:
        paper, clean = Path(folder) / "paper.pdf", Path(folder) / "clean.pdf"
        paper.write_bytes(thesis())
        plain = _check(paper, clean)
        size = paper.stat().st_size + clean.stat().st_size
        given = [seconds for path in sorted(CORPUS.glob("*.pdf")) if (seconds := _check(path, clean))]
    print(
        f"capacity: {len(given)} given papers" if given else "capacity: no given papers, one plain paper",
        "were checked",
    )
    return (sum(given) / len(given) if given else plain), size


def _check(paper: Path, clean: Path) -> float:
    """Return the processor seconds of one paper; 0 for a file that can't be read."""
    request = asdict(Request(page_limit=8, authors=("Ada Ngata",)))
    started = time.process_time()
    try:
        answer, _ = perform({"do": "check", "path": str(paper), "request": request})
    except PdfError:
        return 0.0
    if not answer["report"]["errors"]:
        perform({"do": "clean", "path": str(paper), "target": str(clean)})
    return time.process_time() - started
