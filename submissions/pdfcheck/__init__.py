"""The PDF check: what a paper's file says about its length, its authors' anonymity and its safety. Knows no Django."""

from .report import (
    BBox,
    Boundary,
    Counts,
    Doubt,
    Evidence,
    Format,
    FormatFinding,
    Leak,
    PageFormat,
    Passage,
    Problem,
    Report,
    report_from_json,
)
from .sandbox import (
    PdfError,
    check_pdf,
    clean_copy,
    missing_names,
    quiet_copy,
    render_page,
    title_and_abstract,
)
from .styles import STYLES, Style, compare_format, profile_from, style_from_json
from .telling import tells_author

__all__ = [
    "STYLES",
    "BBox",
    "Boundary",
    "Counts",
    "Doubt",
    "Evidence",
    "Format",
    "FormatFinding",
    "Leak",
    "PageFormat",
    "Passage",
    "PdfError",
    "Problem",
    "Report",
    "Style",
    "check_pdf",
    "clean_copy",
    "compare_format",
    "missing_names",
    "profile_from",
    "quiet_copy",
    "render_page",
    "report_from_json",
    "style_from_json",
    "tells_author",
    "title_and_abstract",
]
