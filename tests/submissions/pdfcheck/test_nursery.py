"""The process that checks are forked from: it outlives no one, and its end costs no check."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.machine import ROOT
from submissions.pdfcheck import check_pdf

from .sheets import paper as pages


def nurseries(parent: int) -> list[int]:
    """Return the processes of that kind which a process has started."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in children if "nursery" in Path(f"/proc/{pid}/cmdline").read_text()]


@pytest.fixture
def paper(tmp_path):
    return pages(2).save(tmp_path / "paper.pdf")


def test_one_serves_all_checks_and_a_killed_one_is_replaced(paper):
    assert check_pdf(paper, page_limit=4).total_pages == 2
    first = nurseries(os.getpid())
    assert check_pdf(paper, page_limit=4).total_pages == 2
    assert len(first) == 1
    assert nurseries(os.getpid()) == first

    os.kill(first[0], signal.SIGKILL)

    assert check_pdf(paper, page_limit=4).total_pages == 2
    assert nurseries(os.getpid()) not in ([], first)


def test_it_ends_with_the_process_that_it_works_for(paper):
    script = (
        "import os, signal, sys; from submissions.pdfcheck import check_pdf\n"
        "assert check_pdf(sys.argv[1], page_limit=4).total_pages == 2\n"
        "children = open(f'/proc/{os.getpid()}/task/{os.getpid()}/children').read()\n"
        "print(children, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, paper], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    left = [Path(f"/proc/{pid}/cmdline") for pid in done.stdout.split()]
    assert left
    deadline = time.monotonic() + 10
    while any(path.exists() and path.read_bytes() for path in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(path.exists() and path.read_bytes() for path in left)
