"""Making a copy of a public site: whatever a visitor can reach from the front page is fetched, linked anew and written.

The pages come from the views that serve them, asked as a visitor would: nothing is in a copy that is not public.
"""

from __future__ import annotations

import json
import mimetypes
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import reverse

from conference import hosts
from conference.errors import Invalid, NotFound
from conference.models import Workshop
from conference.statics import joined
from program.copying.rewriting import addresses, relative, rewritten, sheet_files
from program.copying.scripts import BUNDLE, bundle, static_file
from program.copying.visiting import name_of, visit
from program.projections import PublicPaper
from program.selectors.papers import all_public_papers

PAGES = frozenset(
    {"conference:theme"}
    | {
        f"program:{name}"
        for name in (
            "site", "call", "people", "sponsor_logo", "programme", "programme_ics", "programme_pdf", "session_ics",
            "speakers", "speaker", "speaker_photo", "speaker_slides", "papers", "papers_bib", "paper", "paper_pdf", "paper_file",
            "site_card", "paper_card", "papers_atom", "papers_json", "programme_json", "talk_ics", "news", "news_atom",
            "logo", "banner", "figures", "programme_changes",
        )
    }
)  # fmt: skip
TEXTS = frozenset({"text/html", "text/calendar", "application/x-bibtex", "application/json", "application/atom+xml",
                   "application/xml", "text/css"})  # fmt: skip
KATEX = "vendor/katex/"
FORMULA = re.compile(r"\$\$|\\[\[(]|\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d)")  # as math.js looks for them
INDEX = "papers/search-index.js"
Said = Callable[[int, int, str], None]


@dataclass
class Copy:
    """A copy on its way: the pages by their paths, and what they are called in the folder."""

    workshop: Workshop
    folder: Path
    address: str
    files: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    static: set[str] = field(default_factory=set)

    @property
    def root(self) -> str:
        return f"/{self.workshop.slug}/"


def make_copy(workshop: Workshop, folder: Path, *, address: str = "", said: Said = lambda *_: None) -> int:
    """Write the public site into an empty folder and return the number of its files.

    ``address`` is where the copy will lie on the web; without it, canonical addresses stay those of this installation.
    ``said`` is told how far it is. Invalid while the site is not public.
    """
    if not Workshop.objects.filter(pk=workshop.pk, is_public=True).exists():
        raise Invalid("The site is not public yet. Make it public, then copy it.")
    own = hosts.own_address(workshop.slug)
    copy = Copy(workshop, folder, address.rstrip("/") + "/" if address else own)
    with hosts.without_own_hosts():
        _fetch_all(copy, said)
        if address:
            _fetch(copy, reverse("program:sitemap", args=[workshop.slug]))
    for path in copy.texts:
        _write_text(copy, path)
    _write_index(copy)
    _write_static(copy)
    (folder / ".nojekyll").touch()
    return sum(1 for path in folder.rglob("*") if path.is_file())


def _fetch_all(copy: Copy, said: Said) -> None:
    """Fetch what can be reached from the front page, each path once."""
    waiting, seen = [copy.root], {copy.root}
    while waiting:
        path = waiting.pop()
        found = _fetch(copy, path)
        new = {link for link in found if link not in seen}
        seen |= new
        waiting += sorted(new, reverse=True)
        said(len(copy.files), len(copy.files) + len(waiting), copy.files.get(path, ""))


def _fetch(copy: Copy, path: str) -> set[str]:
    """Fetch one path, keep what it is, and return the paths of this site that it names."""
    try:
        response = visit(path)
    except NotFound:
        return set()
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    copy.files[path] = _file_name(copy, path, kind)
    if response.streaming or kind not in TEXTS:
        _write_bytes(copy, path, response)
        return set()
    text = copy.texts[path] = cast("HttpResponse", response).content.decode()
    if kind != "text/html":
        return set()
    return {own for address in addresses(text) if (own := _own_path(copy, address))}


def _own_path(copy: Copy, address: str) -> str:
    """Return the path of a page that belongs into the copy; empty where an address names another."""
    path = urlsplit(address.removeprefix(settings.BASE_URL)).path
    if not path.startswith(copy.root) or name_of(path) not in PAGES:
        return ""
    return path


def _file_name(copy: Copy, path: str, kind: str) -> str:
    name = path.removeprefix(copy.root)
    if kind == "text/html":
        return f"{name}index.html"
    ending = (mimetypes.guess_extension(kind) or "") if name.endswith("/") else ""
    return name.rstrip("/") + ending


def _write_bytes(copy: Copy, path: str, response: HttpResponseBase) -> None:
    place = _place(copy, copy.files[path])
    with place.open("wb") as target:
        if isinstance(response, FileResponse):
            for chunk in cast("list[bytes]", response.streaming_content):
                target.write(chunk)
            if response.file_to_stream is not None:
                # Only the file: closing the response would end a request, and the database connection with it.
                response.file_to_stream.close()
        else:
            target.write(cast("HttpResponse", response).content)


def _write_text(copy: Copy, path: str) -> None:
    name, text = copy.files[path], copy.texts[path]
    if name.endswith(".html"):
        text = rewritten(text, lambda address: _new_address(copy, name, address))
    text = text.replace(f"{settings.BASE_URL}{copy.root}", copy.address)
    _place(copy, name).write_text(text, newline="")


def _new_address(copy: Copy, name: str, address: str) -> str:
    """Return an address as the file ``name`` of the copy names it."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return address
    if parts.path.startswith(settings.STATIC_URL):
        asset = _static_name(parts.path.removeprefix(settings.STATIC_URL))
        copy.static.add(asset)
        return relative(name, f"static/{asset}")
    if parts.path not in copy.files:
        return hosts.absolute(address)
    target = copy.files[parts.path]
    query = f"?{parts.query}" if parts.query and target.endswith(".html") else ""
    return relative(name, target) + query + (f"#{parts.fragment}" if parts.fragment else "")


def _static_name(name: str) -> str:
    """Return the plain name of a static file, which a served page calls by a name with a mark of its content."""
    stored: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    plain = {hashed: original for original, hashed in stored.items()}
    return plain.get(name, name)


def _write_index(copy: Copy) -> None:
    """Write what the search of papers looks through, as a script: from disk, a page may load nothing else."""
    papers = all_public_papers(copy.workshop)
    if papers:
        entries = json.dumps([_entry(paper) for paper in papers], ensure_ascii=False, separators=(",", ":"))
        _place(copy, INDEX).write_text(f"window.plenaryPapers = {entries};\n")


def _entry(paper: PublicPaper) -> dict[str, object]:
    words = " ".join((paper.title, paper.author_line, paper.abstract, " ".join(paper.keywords)))
    return {
        "number": paper.number,
        "track": paper.track_key,
        "kind": paper.kind,
        "topics": paper.topics,
        "text": " ".join(words.casefold().split()),
    }


def _write_static(copy: Copy) -> None:
    """Write the style sheets, scripts, fonts and pictures that the pages name, and those that these name in turn."""
    with_formulas = any("data-math" in text and FORMULA.search(text) for text in copy.texts.values())
    waiting = sorted(copy.static)
    if with_formulas:
        waiting += [f"{KATEX}katex.min.css", f"{KATEX}katex.min.js"]
    done: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        if name == BUNDLE:
            _place(copy, f"static/{name}").write_text(bundle())
            continue
        if not name.endswith(".css"):
            _place(copy, f"static/{name}").write_bytes(static_file(name).read_bytes())
            continue
        sheet = joined(name, lambda other: static_file(other).read_text())
        _place(copy, f"static/{name}").write_text(sheet)
        waiting += [asset for asset in sheet_files(sheet, name) if finders.find(asset)]


def _place(copy: Copy, name: str) -> Path:
    place = copy.folder / posixpath.normpath(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place
