"""Papers of the tests, checked through the package's own door."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from submissions.pdfcheck import Report, check_pdf, sandbox
from submissions.pdfcheck.worker import perform

if TYPE_CHECKING:
    from pathlib import Path

    from .sheets import Sheets


class Check(Protocol):
    def __call__(
        self, sheets: Sheets, *, page_limit: int = 3, info: dict[str, str] | None = None, **about: object
    ) -> Report: ...


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Saves a paper and checks it: through the public door, the process of its own left out for speed.

    The tests of safety, of the reviewers' copy and of the command keep that process.
    """

    def perform_here(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        result, picture = perform(json.loads(json.dumps(job)))
        return json.loads(json.dumps(result)), picture

    monkeypatch.setattr(sandbox, "_run", perform_here)

    def run(
        sheets: Sheets, *, page_limit: int = 3, info: dict[str, str] | None = None, **about: object
    ) -> Report:
        path = sheets.save(tmp_path / "paper.pdf", info=info)
        return check_pdf(path, page_limit=page_limit, **about)  # type: ignore[arg-type]

    return run
