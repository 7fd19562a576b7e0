"""The inside of the sandbox: a process that limits itself, does one job and answers.

The answer is one line of JSON, followed by the bytes of a picture where one was asked for.
"""

from __future__ import annotations

import json
import os
import resource
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .report import Request


def limit(memory: int, seconds: int, file_size: int) -> None:
    """Bounds this process for good: address space, processor time, size of what it writes, no core dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def perform(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Does one job: check, clean, quieten, look for names, read title and abstract or a video's length, or render."""
    path = Path(job["path"])
    if job["do"] == "check":
        from .analysis import analyse  # noqa: PLC0415 - loaded only once the limits hold

        return {"report": analyse(path, _request(job["request"])).to_json()}, b""
    if job["do"] in {"clean", "quiet"}:
        return _copied(job["do"], path, Path(job["target"])), b""
    if job["do"] == "names":
        from .byline import missing_names  # noqa: PLC0415

        return {"missing": missing_names(path, job["names"])}, b""
    if job["do"] == "attachment":
        from submissions.archivecheck.scan import scan  # noqa: PLC0415

        return {
            "report": scan(path, job["format"], _request(job["request"]), pdfs=job.get("pdfs", True))
        }, b""
    if job["do"] in {"video", "publication"}:
        return _facts(job["do"], path), b""
    from .rendering import page_png  # noqa: PLC0415

    places = {name: job[name] for name in ("marks", "covers", "band")}
    return {}, page_png(path, job["page"], width=job["width"], **places)


def _copied(how: str, path: Path, target: Path) -> dict[str, Any]:
    """Writes the reviewers' copy of a paper, or slides that only show."""
    if how == "quiet":
        from .quieting import write_quiet_copy  # noqa: PLC0415

        failed = write_quiet_copy(path, target)
        return {"failed": failed} if failed else {}
    from .cleaning import write_clean_copy  # noqa: PLC0415

    write_clean_copy(path, target)
    return {}


def _facts(what: str, path: Path) -> dict[str, Any]:
    """What a file tells of itself: how long a video is, or title and abstract of a paper that is out."""
    if what == "video":
        from submissions.archivecheck.videos import seconds_of  # noqa: PLC0415

        return {"seconds": seconds_of(path)}
    from .publication import title_and_abstract  # noqa: PLC0415

    title, abstract = title_and_abstract(path)
    return {"title": title, "abstract": abstract}


def _request(asked: dict[str, Any]) -> Request:
    from .report import Counts, Request  # noqa: PLC0415

    lists = {name: tuple(asked[name]) for name in ("authors", "emails", "affiliations", "orcids")}
    return Request(page_limit=asked["page_limit"], counts=Counts(**asked["counts"]), **lists)


def load() -> None:
    """Loads what the jobs need, before any limit holds and any file is open."""
    from submissions.archivecheck import scan  # noqa: F401, PLC0415 - the archive's own room imports this one

    from . import analysis, byline, cleaning, publication, quieting, rendering  # noqa: F401, PLC0415


def run(job: dict[str, Any], answer: int) -> None:
    """Runs one job under its limits and writes the answer to a file descriptor."""
    limit(job["memory"], job["cpu_seconds"], job["file_size"])
    picture = b""
    try:
        result, picture = perform(job)
    except MemoryError:
        result = {"failed": "too_heavy"}
    except Exception as error:  # noqa: BLE001 - whatever a file makes the libraries raise is an answer about the file
        result = {"failed": "crash", "detail": f"{type(error).__name__}: {error}"[:300]}
    with os.fdopen(answer, "wb") as written:
        written.write(json.dumps(result).encode() + b"\n" + picture)
