"""Lists to read or to build a page with: Markdown, Jekyll, LaTeX, JSON."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

from anyascii import anyascii

from program.citation import FORMULA, escape
from program.exports.sheet import ExportPaper, Sheet
from program.pmlr import latex

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")
LABELS = {"pdf": "PDF", "code": "Code", "data": "Data"}
# One moment for all that is packed, so that the same papers make the same file.
PACKED_AT = (1980, 1, 1, 0, 0, 0)


def markdown(sheet: Sheet) -> str:
    """Return the list under a heading for each track: title with its address, authors, way of presentation, links."""
    parts = [f"# Accepted papers of {_plain(sheet.name)}"]
    for track, papers in sheet.by_track():
        parts.append(f"## {_plain(track)}")
        parts.append("\n".join(_item(paper) for paper in papers))
    return "\n\n".join(parts) + "\n"


def _item(paper: ExportPaper) -> str:
    links = " · ".join(f"[{label(kind)}]({_target(url)})" for kind, url in paper.links.items())
    lines = [f"- [{_plain(paper.title)}]({_target(paper.url)})", _plain(", ".join(paper.names))]
    lines.append(" · ".join(filter(None, [paper.kind, links])))
    return "  \n  ".join(lines)


def _plain(text: str) -> str:
    """Return text as Markdown shows it letter by letter; formulas stay as they are."""
    parts = FORMULA.split(" ".join(text.split()))
    return "".join(
        part if index % 2 else MARKDOWN_SIGNS.sub(r"\\\1", part) for index, part in enumerate(parts)
    )


def _target(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def label(kind: str) -> str:
    return LABELS.get(kind, kind.replace("_", " ").capitalize())


def jekyll(sheet: Sheet) -> dict[str, str]:
    """Return the files of a Jekyll collection by their names: a page with the list, and one for each paper."""
    listed = {"layout": "page", "title": f"Accepted papers of {sheet.name}", "permalink": "/papers/"}
    files = {"papers.md": _with_front_matter(listed, markdown(sheet).partition("\n\n")[2])}
    for paper in sheet.papers:
        body = paper.abstract.strip() + "\n"
        files[f"_papers/{paper.number:03d}-{_slug(paper.title)}.md"] = _with_front_matter(_front(paper), body)
    return files


def jekyll_zip(sheet: Sheet) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in jekyll(sheet).items():
            archive.writestr(zipfile.ZipInfo(name, PACKED_AT), text.encode(), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _with_front_matter(values: dict[str, Any], body: str) -> str:
    """Return a page; each value is JSON in ASCII, which YAML reads whatever signs are in it."""
    lines = [f"{name}: {json.dumps(value)}" for name, value in values.items()]
    return "\n".join(["---", *lines, "---", "", body])


def _front(paper: ExportPaper) -> dict[str, Any]:
    return {"layout": "paper", **as_dict(paper)}


def _slug(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower())
    return "-".join(words)[:60].strip("-") or "paper"


def as_json(sheet: Sheet) -> str:
    listed = [as_dict(paper) | {"abstract": paper.abstract} for paper in sheet.papers]
    whole = {"workshop": sheet.name, "title": sheet.title, "papers": listed}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_dict(paper: ExportPaper) -> dict[str, Any]:
    """Return a paper as data, times in ISO 8601 with their offset."""
    return {
        "number": paper.number,
        "title": paper.title,
        "authors": [
            {"name": author.name, "affiliation": author.affiliation, "orcid": author.orcid}
            for author in paper.authors
        ],
        "track": paper.track,
        "presentation": paper.kind,
        "presenter": paper.presenter,
        "topics": list(paper.topics),
        "keywords": list(paper.keywords),
        "url": paper.url,
        "links": paper.links,
        "sessions": [
            {
                "session": place.session,
                "start": place.start.isoformat(timespec="minutes"),
                "end": place.end.isoformat(timespec="minutes"),
                "room": place.room,
                "board": place.board,
            }
            for place in paper.places
        ],
    }


def as_latex(sheet: Sheet) -> str:
    r"""Return a part to \input into a document, in ASCII for every engine: a list for each track."""
    parts = [
        f"% Accepted papers of {latex(escape(sheet.name))}. To be read in with \\input; needs no package."
    ]
    for track, papers in sheet.by_track():
        parts.append(f"\\section*{{{latex(escape(track))}}}\n\\begin{{itemize}}")
        parts += [
            f"  \\item \\textbf{{{latex(escape(paper.title))}}}\\\\\n"
            f"    {latex(escape(', '.join(paper.names)))} \\emph{{({latex(escape(paper.kind))})}}"
            for paper in papers
        ]
        parts.append("\\end{itemize}")
    return "\n".join(parts) + "\n"
