"""What the check answers: frozen records that turn into plain JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

BBox = tuple[float, float, float, float]
"""Left, top, right, bottom in points, measured from the top left corner of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What counts toward a track's page limit besides the main text.

    `impact_statement` speaks for all statements: on impact, ethics, reproducibility, data and the like.
    """

    references: bool = False
    appendix: bool = False
    acknowledgements: bool = False
    impact_statement: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What is known about a submission before its file is read."""

    page_limit: int
    authors: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    orcids: tuple[str, ...] = ()
    counts: Counts = Counts()


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason why a file can't be accepted, in words for its author."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A place that tells who wrote the paper. `page` is None for what stands outside the pages."""

    kind: str
    page: int | None
    text: str
    bbox: BBox | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a part of the paper begins, and what told us so."""

    part: str
    page: int
    top: float
    words: str
    reason: str
    confidence: float
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the verdict should be looked at by a person."""

    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The ground of the answer on length: the last main text line, the parts after it, the doubts."""

    main_text_end: Boundary | None = None
    first_line_beyond: Boundary | None = None
    counted_pages: int | None = None
    confidence: float = 0.0
    parts: tuple[Boundary, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFormat:
    """One page's measures in points: the white around its text, the usual type and line distance (0 where unknown)."""

    number: int
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    text_size: float
    line_spacing: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines of running text in smaller type than the rest."""

    page: int
    size: float
    bbox: BBox
    text: str


@dataclass(frozen=True, slots=True)
class FormatFinding:
    """Where a paper departs from its style. `text` is a sentence; `measured` and `expected` are its numbers in words."""

    kind: str
    page: int | None
    text: str
    measured: str
    expected: str
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """Measures of the typesetting of the main text, in points."""

    width: float
    height: float
    columns: int
    text_size: float
    small_share: float
    line_spacing: float
    margin_left: float
    margin_right: float
    margin_top: float
    margin_bottom: float
    fonts_not_embedded: tuple[str, ...] = ()
    odd_sized_pages: tuple[int, ...] = ()
    text_width: float = 0.0
    text_height: float = 0.0
    small_passages: tuple[Passage, ...] = ()
    pages: tuple[PageFormat, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer for one file. Where `errors` is non-empty, the rest may be unknown (None)."""

    total_pages: int | None = None
    main_text_pages: int | None = None
    references_start_page: int | None = None
    appendix_start_page: int | None = None
    within_limit: bool | None = None
    unsure: bool = False
    page_size: str | None = None
    anonymous: bool | None = None
    leaks: tuple[Leak, ...] = ()
    errors: tuple[Problem, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    format: Format | None = None
    format_findings: tuple[FormatFinding, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the file can be taken in at all (the limit and the leaks are another question)."""
        return not self.errors

    def to_json(self) -> dict[str, Any]:
        """The report as plain lists, dicts, strings and numbers."""
        return asdict(self)


def report_from_json(data: dict[str, Any]) -> Report:
    """The inverse of `Report.to_json`."""
    evidence = data["evidence"]
    return Report(
        **{name: data[name] for name in _PLAIN_FIELDS},
        leaks=tuple(Leak(**{**leak, "bbox": _bbox(leak["bbox"])}) for leak in data["leaks"]),
        errors=tuple(Problem(**problem) for problem in data["errors"]),
        evidence=Evidence(
            main_text_end=_boundary(evidence["main_text_end"]),
            first_line_beyond=_boundary(evidence["first_line_beyond"]),
            counted_pages=evidence["counted_pages"],
            confidence=evidence["confidence"],
            parts=tuple(Boundary(**{**part, "bbox": _bbox(part["bbox"])}) for part in evidence["parts"]),
            doubts=tuple(Doubt(**doubt) for doubt in evidence["doubts"]),
        ),
        format=_format(data["format"]),
        format_findings=tuple(
            FormatFinding(**{**finding, "bbox": _bbox(finding["bbox"])})
            for finding in data.get("format_findings", ())
        ),
    )


_PLAIN_FIELDS = (
    "total_pages",
    "main_text_pages",
    "references_start_page",
    "appendix_start_page",
    "within_limit",
    "unsure",
    "page_size",
    "anonymous",
)


def _bbox(value: list[float] | None) -> BBox | None:
    return (value[0], value[1], value[2], value[3]) if value else None


def _boundary(value: dict[str, Any] | None) -> Boundary | None:
    return Boundary(**{**value, "bbox": _bbox(value["bbox"])}) if value else None


def _format(value: dict[str, Any] | None) -> Format | None:
    if value is None:
        return None
    lists = {name: tuple(value[name]) for name in ("fonts_not_embedded", "odd_sized_pages")}
    passages = tuple(
        Passage(**{**passage, "bbox": tuple(passage["bbox"])}) for passage in value.get("small_passages", ())
    )
    pages = tuple(PageFormat(**page) for page in value.get("pages", ()))
    return Format(**{**value, **lists, "small_passages": passages, "pages": pages})
