"""Looks for what tells the authors in the names, the headers and the text of files beside a paper. Runs in the sandbox."""

from __future__ import annotations

import io
import re
import tempfile
import time
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

from PIL import Image

from submissions.archivecheck import documents
from submissions.archivecheck.entries import Entry, entries_of
from submissions.archivecheck.problems import MESSAGES, UnfitError
from submissions.pdfcheck import links
from submissions.pdfcheck.analysis import analyse
from submissions.pdfcheck.hidden import foreign_users, is_generic, users_in_paths
from submissions.pdfcheck.names import domain_labels, flat, fold, person
from submissions.pdfcheck.report import Request

MOST_LEAKS = 100
MOST_TEXT = 2**20
QUOTE = 160
SHORTEST = 6
VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr"})
PICTURE_FIELDS = {315: "artist", 33432: "copyright", 40093: "author"}
PROPERTIES = ("author", "artist", "copyright", "creator")
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp")
DOCUMENTS = (".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods")
MOST_PDFS = 12
SECONDS_FOR_PDFS = 8
NAMED_UNREAD = 12
AS_IT_IS = "Reviewers get the archive as it is."


class Seeker:
    """Gathers the traces of one submission's authors; each kind of trace is told once a file."""

    def __init__(self, request: Request, *, pdfs: bool = True) -> None:
        self.people = [someone for name in request.authors if (someone := person(name))]
        self.emails = tuple(email.strip().lower() for email in request.emails if "@" in email)
        self.labels = [label for email in self.emails for label in domain_labels(email)]
        self.affiliations = [one for one in request.affiliations if len(flat(one)) >= SHORTEST]
        self.orcids = [orcid for orcid in request.orcids if orcid]
        self.request = request
        self.leaks: list[dict[str, Any]] = []
        self.looked: Counter[str] = Counter()
        self.unread: list[str] = []
        self._pdfs_until = time.monotonic() + (SECONDS_FOR_PDFS if pdfs else 0)
        self._seen: set[tuple[str, str]] = set()

    def add(self, kind: str, path: str, text: str, reason: str) -> None:
        if (kind, path) in self._seen or len(self.leaks) >= MOST_LEAKS:
            return
        self._seen.add((kind, path))
        quote = " ".join(text.split())[:QUOTE]
        self.leaks.append({"kind": kind, "page": None, "path": path, "text": quote, "reason": reason})

    def entry(self, entry: Entry) -> None:
        """Look at a file of an archive: where it lies, who owns it, what it says."""
        repository = VERSION_CONTROL.intersection(PurePosixPath(entry.path).parts)
        if repository:
            folder = next(iter(repository))
            reason = "The folder of a version control keeps who wrote what. Leave it out."
            self.add("version_control", folder, folder, reason)
            return
        self.text(entry.path, entry.path, of_path=True)
        for user in foreign_users(entry.owner.split()):
            reason = (
                "The archive names the account that packed it. Pack it anew with tar --owner=0 --group=0."
            )
            self.add("metadata", "", f"owner {user}", reason)
        if not entry.is_folder:
            kind = self._inside(entry)
            self.looked[kind] += 1
            if kind == "unread":
                self.unread.append(entry.path)

    def _inside(self, entry: Entry) -> str:
        """Look into a file of an archive; returns as what it was read, "unread" where it could not be."""
        name = entry.path.lower()
        if name.endswith(".pdf") and entry.head.lstrip().startswith(b"%PDF-"):
            return "pdf" if entry.is_whole and self.pdf(entry.head, entry.path) else "unread"
        if name.endswith(PICTURES):
            return "picture" if self.picture_inside(entry) else "unread"
        if name.endswith(DOCUMENTS):
            return "document" if entry.is_whole and self.document(entry.head, entry.path) else "unread"
        if b"\0" in entry.head[:4096]:
            return "unread"
        self.text(entry.head[:MOST_TEXT].decode(errors="replace"), entry.path)
        return "text"

    def pdf(self, content: bytes, path: str) -> bool:
        """Look at a PDF in an archive as at one by itself; False where that can't be or there was no time for it."""
        if self.looked["pdf"] >= MOST_PDFS or time.monotonic() > self._pdfs_until:
            return False
        with tempfile.NamedTemporaryFile(suffix=".pdf") as held:
            held.write(content)
            held.flush()
            try:
                report = analyse(Path(held.name), self.request)
            except (ValueError, RuntimeError, OSError, ArithmeticError, LookupError, TypeError):
                return False
        for leak in report.leaks:
            where = f"On page {leak.page}. " if leak.page else ""
            advice = f"{AS_IT_IS} A PDF that you upload by itself is cleaned for them."
            self.add(
                leak.kind, path, leak.text, f"{where}{leak.reason} {advice if not leak.page else ''}".strip()
            )
        return not any(problem.kind in {"broken", "encrypted", "truncated"} for problem in report.errors)

    def document(self, content: bytes, path: str) -> bool:
        """Look at the properties and the words of a document of an office suite; False where it can't be read."""
        try:
            for where, said in documents.contents(content):
                if where == "author":
                    if not is_generic(said):
                        reason = f"The document’s properties name who wrote it. {AS_IT_IS}"
                        self.add("metadata", path, said, reason)
                else:
                    self.text(said, path)
        except documents.UnreadableError:
            return False
        return True

    def text(self, text: str, path: str, *, of_path: bool = False) -> None:
        """Look at a text; ``path`` is the file that it stands in, or that it is the name of."""
        self._people(fold(re.sub(r"[_/\\.]+", " ", text) if of_path else text), path)
        self._addresses(text, path)
        for user, start in users_in_paths(text):
            self.add("file_path", path, _line_of(text, start), f"A path with the account name {user}.")
        if not of_path:
            self._links(text, path)

    def _people(self, folded: str, path: str) -> None:
        for someone in self.people:
            found = someone.full.search(folded) if someone.given else None
            if found:
                line = _line_of(folded, found.start())
                self.add("author_name", path, line, f"The name of {someone.name}.")

    def _addresses(self, text: str, path: str) -> None:
        lower, folded = text.lower(), fold(text)
        for email in self.emails:
            if email in lower:
                self.add("email", path, _line_of(text, lower.index(email)), "An author’s e-mail address.")
        for orcid in self.orcids:
            if orcid in text:
                self.add("orcid", path, orcid, "An author’s ORCID.")
        for place in self.affiliations:
            at = folded.lower().find(fold(place).lower())
            if at >= 0:
                self.add("affiliation", path, _line_of(folded, at), "An author’s affiliation.")

    def _links(self, text: str, path: str) -> None:
        for start, end, url in links.urls_in(text):
            link = links.link_of(url, text[max(0, start - 80) : start], text[end : end + 80], "")
            reason = links.identifies(link, self.people, self.emails, self.labels) if link else ""
            if reason:
                self.add("identifying_link", path, url, reason)

    def picture(self, content: Path | io.BytesIO, path: str = "") -> None:
        """Look at what a picture says of who made it; its pixels are not looked at. Raises OSError for what is none."""
        with Image.open(content) as image:
            said = [str(value) for tag, value in image.getexif().items() if tag in PICTURE_FIELDS]
            said += [str(value) for name, value in image.info.items() if str(name).lower() in PROPERTIES]
        for value in said:
            if not is_generic(value):
                reason = "The picture’s properties name who made it. Export it without them."
                self.add("metadata", path, value, reason)

    def picture_inside(self, entry: Entry) -> bool:
        """Look at a picture in an archive; False for one that can't be read."""
        try:
            self.picture(io.BytesIO(entry.head), entry.path)
        except (OSError, ValueError, SyntaxError):
            return False
        return True


def scan(path: Path, kind: str, request: Request, *, pdfs: bool = True) -> dict[str, Any]:
    """Return the report on one file of a format (a key of submissions.kinds.FORMATS); PDFs in it are read with ``pdfs``."""
    seeker = Seeker(request, pdfs=pdfs)
    count = 1
    try:
        if kind in {"zip", "targz"}:
            count = 0
            for entry in entries_of(path, kind):
                count += 1
                seeker.entry(entry)
        elif kind == "table":
            with path.open("rb") as content:
                seeker.text(content.read(8 * MOST_TEXT).decode(errors="replace"), "")
        elif kind == "image":
            seeker.picture(path)
    except (UnfitError, OSError) as error:
        reason = str(error) if isinstance(error, UnfitError) else "broken"
        problem = {"kind": reason, "message": MESSAGES[reason]}
        return {"attachment": True, "entries": count, "leaks": [], "errors": [problem]}
    return {
        "attachment": True,
        "entries": count,
        "leaks": seeker.leaks,
        "errors": [],
        "looked": dict(seeker.looked),
        "unread": seeker.unread[:NAMED_UNREAD],
    }


def _line_of(text: str, at: int) -> str:
    start = max(text.rfind("\n", 0, at) + 1, at - QUOTE // 2)
    end = text.find("\n", at)
    return text[start : end if end >= 0 else len(text)][:QUOTE]
