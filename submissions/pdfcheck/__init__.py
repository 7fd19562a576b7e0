"""The PDF check: what a paper's file says about its length, its authors' anonymity and its safety. Knows no Django."""

from .report import BBox, Boundary, Counts, Doubt, Evidence, Format, Leak, Problem, Report
from .sandbox import PdfError, check_pdf, clean_copy, missing_names, render_page

__all__ = [
    "BBox",
    "Boundary",
    "Counts",
    "Doubt",
    "Evidence",
    "Format",
    "Leak",
    "PdfError",
    "Problem",
    "Report",
    "check_pdf",
    "clean_copy",
    "missing_names",
    "render_page",
]
