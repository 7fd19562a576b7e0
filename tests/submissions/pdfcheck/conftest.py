"""Papers of the tests, checked through the package's own door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from submissions.pdfcheck import Report, check_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from .sheets import Sheets


class Check(Protocol):
    def __call__(
        self, sheets: Sheets, *, page_limit: int = 3, info: dict[str, str] | None = None, **about: object
    ) -> Report: ...


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Saves a paper and checks it."""

    def run(
        sheets: Sheets, *, page_limit: int = 3, info: dict[str, str] | None = None, **about: object
    ) -> Report:
        path = sheets.save(tmp_path / "paper.pdf", info=info)
        return check_pdf(path, page_limit=page_limit, **about)  # type: ignore[arg-type]

    return run
