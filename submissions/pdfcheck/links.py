"""Which links tell who the authors are: code hosts, personal pages, cloud drives; anonymous mirrors do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from .names import Person, flat

_TEXT_URL = re.compile(
    r"(?:https?://|www\.|(?<![\w@./-])(?:[\w-]+\.)*(?:github|gitlab|bitbucket|huggingface|github\.io|drive\.google|dropbox|"
    r"linkedin|orcid|zenodo|figshare|osf|codeberg|sourceforge|kaggle|youtu|youtube|1drv|4open)\.(?:com|org|io|co|ms|be|science)/)"
    r"[^\s<>\"'{}|\\^`\]]*(?:(?<=[/.\-_=?&])\n[^\s<>\"'{}|\\^`\]]+|\n(?=[^\s]*/)[\w\-.~%]+/[\w\-.~%/]*){0,3}",
    re.IGNORECASE,
)
_HANDLE_HOSTS = re.compile(
    r"(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co|hf\.co|codeberg\.org|kaggle\.com|sourceforge\.net|"
    r"twitter\.com|x\.com|gist\.github\.com|raw\.githubusercontent\.com|replicate\.com|wandb\.ai|hub\.docker\.com|gitee\.com|"
    r"medium\.com|youtube\.com|youtu\.be|vimeo\.com|bsky\.app)$"
)
_PERSONAL_HOSTS = re.compile(
    r"\.(?:github\.io|gitlab\.io|netlify\.app|vercel\.app|wordpress\.com|weebly\.com|wixsite\.com|hf\.space|pages\.dev|readthedocs\.io)$"
)
_PROFILE_HOSTS = re.compile(
    r"(?:^|\.)(?:orcid\.org|linkedin\.com|scholar\.google\.\w+|researchgate\.net|semanticscholar\.org|dblp\.org|academia\.edu|publons\.com)$"
)
_PROFILES = re.compile(
    r"(?:^|\.)(?:orcid\.org/\d{4}-|linkedin\.com/in/|scholar\.google\.\w+(?:\.\w+)?/citations\?.*user=|researchgate\.net/profile/)",
    re.IGNORECASE,
)
_DRIVE_HOSTS = re.compile(
    r"(?:^|\.)(?:drive\.google\.com|docs\.google\.com|sites\.google\.com|dropbox\.com|onedrive\.live\.com|1drv\.ms|sharepoint\.com|box\.com|"
    r"pan\.baidu\.com|mega\.nz|colab\.research\.google\.com|overleaf\.com|forms\.gle|wetransfer\.com|cloud\.\w+\.\w+|nextcloud\.\w+\.\w+|icloud\.com)$"
)
_PREPRINT_HOSTS = re.compile(
    r"(?:^|\.)(?:arxiv\.org|openreview\.net|biorxiv\.org|medrxiv\.org|techrxiv\.org|researchsquare\.com|preprints\.org|"
    r"hal\.science|eartharxiv\.org|ssrn\.com|osf\.io|doi\.org|zenodo\.org)$"
)
_VERSION = re.compile(
    r"\b(?:extended|full|longer|earlier|previous|preliminary|first|preprint|journal|complete|arxiv|published|draft)\s+(?:arxiv\s+)?"
    r"(?:version|preprint|draft|edition)\b[^.]{0,40}\b(?:this|our|the present)\b|\b(?:this|our)\s+(?:paper|work|manuscript|preprint)\s+(?:is|was|has been|can be)\b"
    r"|\bour\s+(?:extended|full|longer|earlier|arxiv)\s+(?:version|preprint|paper)\b",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"anonym|\banon\b|anon[-_./]|4open|double-?blind|blind-?review|view_only=|authors?-?hidden|redacted|xxxx|example\.(?:com|org)",
    re.IGNORECASE,
)
_THINGS = (
    r"(?:code\w*|source(?:\s+code)?|implementation|repositor\w+|repo|data\w*|models?|weights|checkpoints?|project|website|web\s?page|page|homepage|"
    r"demo|supplement\w*|materials?|software|library|package|toolbox|toolkit|benchmark|videos?|scripts?|annotations|labels|surveys?|questionnaires?|notebooks?|runs|logs|images?)"
)
_OURS = re.compile(
    rf"\b(?:our|my)\s+(?:(?!(?:with|to|on|in|of|from|by|and|the|for|at|is|are)\b)\w+[\s-]+){{0,4}}?{_THINGS}\b"
    r"|\bwe\s+(?:\w+\s+){0,2}?(?:release|publish|share|provide|open-?source|host|upload|deposit|archive|deposited|archived|make|put|made|released|published|shared|provided|uploaded|open-?sourced)\b",
    re.IGNORECASE,
)
_AVAILABLE = re.compile(
    rf"\b{_THINGS}(?:\s+and\s+\w+)*\s+(?:\w+\s+){{0,4}}?(?:is|are|will\s+be|can\s+be|has\s+been|have\s+been)\s+(?:\w+\s+){{0,3}}?"
    r"(?:available|released|found|accessed|hosted|published|open-?sourced?|downloaded|provided|at\b)"
    rf"|\b{_THINGS}(?:\s+and\s+\w+)*\s*(?::|available\b|at\b)|\bavailable\s+from\s+the\s+authors\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bet\s+al|\(\w+[^()]{0,60},?\s(?:19|20)\d\d[a-z]?\)|\[\d+\]|\bofficial\b|\bbaselines?\b|\bprovided\s+by\b|\bwe\s+(?:\w+\s+)?(?:use|used|adopt|adopted|build|built|follow|employ|rely|start|"
    r"download\w*|obtain\w*|fine-?tun\w+|evaluat\w+|compar\w+|access\w*|thank|took|take|initiali[sz]\w+)\b|\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:based|built|taken)\b|\bbased\s+on\b|"
    r"\bbuil(?:d|ds|t|ding)\s+(?:up)?on\b|\bcompar\w+\s+(?:\w+\s+){0,3}?(?:with|to|against)\b|\bfollow(?:s|ing)?\s+(?:the|their|prior|previous|\w+\s+(?:and|et))\b|\btheir\b|\bimplementations?\s+of\b|\boriginal\b|\bthird-party\b|"
    r"\b(?:taken|obtained|downloaded|derived|adapted|borrowed)\s+from\b|\b(?:using|use\s+of|via)\s+the\b|\bauthors\s+of\b",
    re.IGNORECASE,
)
_MIN_HANDLE = 4
NEAR = 80


@dataclass(frozen=True, slots=True)
class Link:
    """A link's host and path, its part that names a user, and the words of its sentence before and after it."""

    url: str
    host: str
    path: str
    before: str = ""
    after: str = ""
    project: bool = False
    """Whether its owner is called as the work itself is, which names nobody."""

    @property
    def owner(self) -> str:
        """The user, group or page owner that the link names, "" where it names none."""
        if _PERSONAL_HOSTS.search(self.host):
            return self.host.split(".")[0]
        parts = [part for part in self.path.split("/") if part]
        tilde = next((part for part in parts if part.startswith(("~", "@"))), "")
        if tilde:
            return tilde[1:]
        skipped = {
            "spaces",
            "datasets",
            "models",
            "in",
            "profile",
            "c",
            "channel",
            "user",
            "u",
            "users",
            "r",
            "people",
        }
        return next((part for part in parts if part not in skipped), "")


def urls_in(text: str) -> list[tuple[int, int, str]]:
    """Start, end and text of the links printed in a text, put together where they are broken over lines."""
    found = []
    for match in _TEXT_URL.finditer(text):
        url = re.sub(r"\s+", "", match.group()).rstrip(".,;:)”’'")
        found.append((match.start(), match.end(), url))
    return found


def link_of(url: str, before: str = "", after: str = "", text: str = "") -> Link | None:
    """A link taken apart, None where it is none of the web's; `text` is the paper's, to see what its work is called."""
    if "://" not in url:
        url = "https://" + url
    try:
        parts = urlsplit(unquote(url))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host:
        return None
    path = (
        parts.path
        + ("?" + parts.query if parts.query else "")
        + ("#" + parts.fragment if parts.fragment else "")
    )
    link = Link(url, host.lower(), path, before, after)
    return replace(link, project=_is_project(link.owner, text))


def _is_project(owner: str, text: str) -> bool:
    """Whether a paper speaks of what a link's owner is called, as of its data set or model."""
    if len(owner) < _MIN_HANDLE:
        return False
    return len(re.findall(rf"(?<![/\w.-]){re.escape(owner)}(?![/\w])", text)) > 1


def identifies(link: Link, people: list[Person], emails: tuple[str, ...], labels: list[str]) -> str:
    """Why a link tells who the authors are, "" where it does not."""
    if _ANONYMOUS.search(link.host + link.path):
        return ""
    owner = flat(link.owner)
    if any(owned_by(owner, someone) for someone in people):
        return "The link names an author."
    locals_ = {flat(email.partition("@")[0]) for email in emails}
    if len(owner) >= _MIN_HANDLE and owner in locals_:
        return "The link's user has the name of an author's e-mail address."
    whole = flat(link.path)
    if any(
        len(p.surname_flat) > _MIN_HANDLE and p.given and not p.common and p.surname_flat in whole
        for p in people
    ):
        return "The link holds an author's name."
    host_labels = link.host.split(".")[:-1]
    if any(label in host_labels for label in labels if len(label) >= _MIN_HANDLE):
        return "The link leads to an author's institution."
    return _by_context(link)


def owned_by(handle: str, someone: Person) -> bool:
    """Whether a user name is made from a person's name: "zbrannstrom", "brannstrom-zoe", "zoebrannstrom"."""
    surname, given = someone.surname_flat, flat("".join(someone.given))
    if not handle or not surname:
        return False
    if len(surname) > _MIN_HANDLE and surname in handle and not someone.common:
        return True
    first = flat(someone.given[0]) if someone.given else ""
    forms = {
        first + surname,
        surname + first,
        first[:1] + surname,
        surname + first[:1],
        given + surname,
        surname + given,
    }
    if len(surname) >= 3 and handle.rstrip("0123456789") in forms:  # noqa: PLR2004
        return True
    return len(first) >= 3 and len(surname) >= 3 and first in handle and surname in handle  # noqa: PLR2004


def _by_context(link: Link) -> str:
    """A link to a place that shows its owner, called the authors' own in the sentence around it."""
    if not _OTHERS.search(link.before):
        if _PREPRINT_HOSTS.search(link.host) and _VERSION.search(link.before):
            return "The text calls it a version of this paper, and that shows its authors."
        if _PROFILES.search(link.host + link.path) or _DRIVE_HOSTS.search(link.host):
            return "The place shows whose it is."
    if not _called_own(link):
        return ""
    if _HANDLE_HOSTS.search(link.host) and link.owner and not link.project:
        return "The text calls it the authors' own, and the link shows its owner."
    if _PERSONAL_HOSTS.search(link.host) or _PROFILE_HOSTS.search(link.host) or "~" in link.path:
        return "The text calls it the authors' own, and the page is a personal one."
    shown = _DRIVE_HOSTS.search(link.host)
    return "The text calls it the authors' own, and the place shows its owner." if shown else ""


def _called_own(link: Link) -> bool:
    """Whether the words before a link say "our code ...", or "code is available ..." without a word of others' work.

    Words after it are asked only where those before say neither.
    """
    ours = list(_OURS.finditer(link.before))
    if ours:
        return not _OTHERS.search(link.before, ours[-1].end())
    if _AVAILABLE.search(link.before):
        return not _OTHERS.search(link.before)
    return bool(_OURS.search(link.after[:NEAR])) and not _OTHERS.search(link.before)
