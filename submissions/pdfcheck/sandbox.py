"""Runs the reading of files in a process of its own, with limits on time and memory.

A file that makes the libraries crash, loop or swell ends that process, and the answer says so in words.
"""

from __future__ import annotations

import json
import signal
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .launching import End, Unanswered, launch
from .problems import MESSAGES, problem
from .report import BBox, Counts, Report, Request, report_from_json
from .styles import Style, compare_format

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 20
SECONDS_OF_CPU = 20
MEMORY = 512 * 2**20
FILE_SIZE = 128 * 2**20


class PdfError(Exception):
    """A file that could not be read; `kind` is a key of MESSAGES and the text says what to do."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(MESSAGES[kind])
        self.kind = kind
        self.detail = detail


def check_pdf(
    path: str | Path,
    *,
    page_limit: int,
    authors: Sequence[str] = (),
    emails: Sequence[str] = (),
    affiliations: Sequence[str] = (),
    orcids: Sequence[str] = (),
    counts: Counts = Counts(),  # noqa: B008 - frozen
    style: Style | None = None,
) -> Report:
    """Checks a paper's file: length, parts, anonymity, safety, typesetting.

    `authors`, `emails`, `affiliations` and `orcids` are the submission's own; `counts` says what counts toward
    `page_limit` besides the main text; `style` is what the typesetting is compared with. Never raises for what is in the file: that is in the report's `errors`.
    Raises FileNotFoundError where there is no file.
    """
    request = Request(page_limit, tuple(authors), tuple(emails), tuple(affiliations), tuple(orcids), counts)
    file = Path(path).resolve(strict=True)
    try:
        answer, _ = _run({"do": "check", "path": str(file), "request": asdict(request)})
    except PdfError as error:
        return Report(errors=(problem(error.kind),), unsure=True)
    report = report_from_json(answer["report"])
    if style is None or report.format is None:
        return report
    return replace(report, format_findings=compare_format(report.format, style))


def clean_copy(source: str | Path, target: str | Path) -> None:
    """Writes the reviewers' copy of a file: no document information, XMP, file paths, thumbnails, comments.

    Raises PdfError where the file can't be read; `target` is then not to be used.
    """
    _copy("clean", source, target)


def quiet_copy(source: str | Path, target: str | Path) -> None:
    """Writes slides as others may open them: without scripts, forms, attached files and links that do more than lead.

    Raises PdfError where the file can't be taken; `target` is then not to be used.
    """
    _copy("quiet", source, target)


def _copy(do: str, source: str | Path, target: str | Path) -> None:
    _run({"do": do, "path": str(Path(source).resolve(strict=True)), "target": str(Path(target).absolute())})


def missing_names(path: str | Path, names: Sequence[str]) -> tuple[str, ...]:
    """The names that do not stand on the first page of a file.

    Raises PdfError where the file can't be read.
    """
    job = {"do": "names", "path": str(Path(path).resolve(strict=True)), "names": list(names)}
    return tuple(_run(job)[0]["missing"])


def title_and_abstract(path: str | Path) -> tuple[str, str]:
    """Title and abstract of a paper, each "" where it can't be told.

    Raises PdfError where the file can't be read.
    """
    answer = _run({"do": "publication", "path": str(Path(path).resolve(strict=True))})[0]
    return answer["title"], answer["abstract"]


def render_page(
    path: str | Path,
    page: int,
    *,
    width: int,
    mark: BBox | Sequence[BBox] | None = None,
    covers: Sequence[BBox] = (),
    band: tuple[float, float] | None = None,
) -> bytes:
    """PNG bytes of a page (counted from 1), `width` pixels wide, with a frame around `mark` (points from the top left).

    `covers` are painted over; `band` cuts the picture to what lies between two heights.
    Raises PdfError where the page can't be drawn.
    """
    marks = [] if mark is None else [mark] if isinstance(mark[0], (int, float)) else list(mark)
    job = {
        "do": "render",
        "path": str(Path(path).resolve(strict=True)),
        "page": page,
        "width": width,
        "marks": marks,
        "covers": list(covers),
        "band": band,
    }
    return _run(job)[1]


def sandboxed(job: dict[str, Any]) -> dict[str, Any]:
    """Do another kind of job in a process of its own, under the same limits. Raises PdfError."""
    return _run(job)[0]


def _run(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    limits = {"memory": MEMORY, "seconds": SECONDS, "cpu_seconds": SECONDS_OF_CPU, "file_size": FILE_SIZE}
    try:
        end = launch(job | limits)
    except TimeoutError as error:
        raise PdfError("timeout") from error
    except Unanswered as error:
        raise PdfError("crash") from error
    line, _, picture = end.answer.partition(b"\n")
    if not line:
        raise PdfError(_why(end), end.said)
    answer: dict[str, Any] = json.loads(line)
    if "failed" in answer:
        raise PdfError(answer["failed"], answer.get("detail", ""))
    return answer, picture


def _why(end: End) -> str:
    """Why a process ended without an answer: processor time, the clock, memory, or a crash."""
    if end.code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "timeout"
    return "too_heavy" if "bad_alloc" in end.said or "emory" in end.said else "crash"
