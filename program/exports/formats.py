"""The formats of the list of accepted papers, by the word under which each is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conference.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from program import citation
from program.exports import tables, writing
from program.exports.sheet import Sheet

PREVIEW_LINES = 40
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Format:
    """A format: how it is called, what it is for, the file it makes, and its beginning as text to look at."""

    key: str
    label: str
    about: str
    ending: str
    content_type: str
    write: Callable[[Sheet], bytes]
    show: Callable[[Sheet], str] | None = None

    def preview(self, sheet: Sheet) -> tuple[str, bool]:
        """Return the first lines, and whether there are more."""
        text = self.show(sheet) if self.show else self.write(sheet).decode().removeprefix(BYTE_ORDER_MARK)
        lines = text.splitlines()
        return "\n".join(lines[:PREVIEW_LINES]), len(lines) > PREVIEW_LINES


def _csv(sheet: Sheet) -> bytes:
    return as_csv(tables.HEADER, tables.rows(sheet))


def _xlsx(sheet: Sheet) -> bytes:
    return as_xlsx(tables.HEADER, tables.rows(sheet), title="Accepted papers")


def _virtual(sheet: Sheet) -> bytes:
    return as_csv(tables.VIRTUAL_HEADER, tables.virtual_rows(sheet))


def _jekyll_preview(sheet: Sheet) -> str:
    files = writing.jekyll(sheet)
    pages = [name for name in files if name.startswith("_papers/")][:1]
    return "\n".join(part for name in [*pages, "papers.md"] for part in (f"{name}:", "", files[name]))


def _text(write: Callable[[Sheet], str]) -> Callable[[Sheet], bytes]:
    return lambda sheet: write(sheet).encode()


FORMATS: dict[str, Format] = {
    made.key: made
    for made in (
        Format("markdown", "Markdown", "A list to paste into any page.", "md",
               "text/markdown; charset=utf-8", _text(writing.markdown)),
        Format("jekyll", "Jekyll", "A page and a collection, each with front matter, for a site made by Jekyll.", "zip",
               "application/zip", writing.jekyll_zip, _jekyll_preview),
        Format("csv", "CSV", "A table with everything, one row a paper.", "csv", CSV_TYPE, _csv),
        Format("xlsx", "Excel", "The same table as a workbook.", "xlsx", XLSX_TYPE, _xlsx,
               lambda sheet: _csv(sheet).decode().removeprefix(BYTE_ORDER_MARK)),
        Format("virtual", "Virtual conference", "The columns that hosts of virtual conferences load: UID, authors joined by |, times in UTC.",
               "csv", CSV_TYPE, _virtual),
        Format("json", "JSON", "Everything as data, for programs.", "json", "application/json",
               _text(writing.as_json)),
        Format("bibtex", "BibTeX", "One entry a paper, for reference managers.", "bib",
               "application/x-bibtex; charset=utf-8", lambda sheet: citation.bibliography(sheet.cited).encode()),
        Format("latex", "LaTeX", "A list to \\input into a document, for every engine.", "tex",
               "text/x-tex; charset=us-ascii", _text(writing.as_latex)),
    )
}  # fmt: skip
