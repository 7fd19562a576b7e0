"""What the file says besides its pages: metadata, paths with a user's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .names import flat, fold
from .places import affiliation_parts
from .vocabulary import Part

if TYPE_CHECKING:
    from .finder import Finder
    from .names import Person
    from .structure import Hidden

LONG_NAME = 4
NAMED_BY_THINGS = frozenset({"bookmark", "destination", "note", "note text", "layer"})
"""Places in which a surname may stand for a cited work."""

_GENERIC_AUTHOR = re.compile(
    r"anonym|^\W*$|^(?:the\s+)?authors?\W*\d*$|^unknown$|^(?:microsoft(?: office)?|ms|windows|office|default|pdf|local|system)?\s*(?:user|admin|administrator|owner)\w*$|"
    r"^n/?a$|^none$|submission|under review|double.?blind|^(?:meta-?)?reviewers?\W*\d*$|paper\s*(?:id|#)?\s*\d+|^(?:la)?tex\w*$|workshop|conference|^\(?(?:un)?specified\)?$|^python-docx$|^hidden|redacted|"
    r"^(?:icml|iclr|neurips|ieee|acm|aaai|cvpr|lncs|overleaf|pandoc|typst|weasyprint)\b",
    re.IGNORECASE,
)
_GENERIC_USER = frozenset(
    [
        "user",
        "users",
        "ubuntu",
        "root",
        "runner",
        "overleaf",
        "tex",
        "texlive",
        "www-data",
        "latex",
        "compile",
        "anonymous",
        "anon",
        "author",
        "authors",
        "admin",
        "me",
        "public",
        "shared",
        "default",
        "username",
        "name",
        "docker",
        "app",
        "build",
        "ci",
        "work",
        "project",
        "data",
        "jovyan",
        "student",
        "home",
        "vagrant",
        "ec2-user",
        "debian",
        "centos",
        "sandbox",
        "you",
        "xxx",
        "yourname",
    ]
)
_HOME = re.compile(
    r"(?:/home/|/Users/|(?<!\w)/u/|[A-Za-z]:[\\/]+(?:Users|Documents and Settings)[\\/]+)([^/\\\s\"'<>(){},;]+)"
)
_AUTHOR_FIELDS = re.compile(
    r"author|creator$|lastmodifiedby|manager|company|owner|artist|rights|contact|by-?line|^note$",
    re.IGNORECASE,
)
_TOOL_FIELDS = re.compile(
    r"^/(?:creator|producer|ptex|trapped|creationdate|moddate)|creatortool|producer|date|uuid|documentid|instanceid|xmpmm",
    re.IGNORECASE,
)


def find_paths(finder: Finder) -> None:
    """Add paths in the text whose home folder names a user."""
    for match in _HOME.finditer(finder.flow.text):
        if _telling_user(match.group(1)) and finder.part(match.start()) is not Part.REFERENCES:
            finder.add("file_path", match.start(), match.end(), "A path with a user's name.")


def _telling_user(user: str) -> bool:
    return user.lower() not in _GENERIC_USER and not re.match(r"^[<${%\[]", user)


def find_hidden(finder: Finder, hidden: Hidden) -> None:
    """Add what stands outside the pages: the file's properties and the paths in it."""
    for where, value in hidden.values:
        reason = _telling_value(finder, where, fold(value))
        if reason:
            finder.add_plain("metadata", None, f"{where.lstrip('/')}: {value}", reason)
    for path in hidden.paths:
        home = _HOME.search(path)
        named = any(_in_path(someone, path) for someone in finder.people)
        if named or (home and _telling_user(home.group(1))):
            finder.add_plain("file_path", None, path, "A file path with a name in it.")


def _in_path(someone: Person, path: str) -> bool:
    if someone.full.search(fold(path).replace("_", " ")):
        return True
    surname = someone.surname_flat
    return len(surname) >= LONG_NAME and not someone.common and surname in flat(path)


def _telling_value(finder: Finder, where: str, value: str) -> str:
    if _HOME.search(value):
        return ""
    if _names_someone(finder, value, surname=where not in NAMED_BY_THINGS):
        return "It holds an author's name, address or affiliation."
    named = _AUTHOR_FIELDS.search(where) and not _TOOL_FIELDS.search(where)
    if named and not _GENERIC_AUTHOR.search(value.strip()) and any(char.isalpha() for char in value):
        return "A name that is not anonymous."
    return ""


def _names_someone(finder: Finder, value: str, *, surname: bool) -> bool:
    """Whether a value names an author; a surname alone counts where `surname` says so, not where works are named."""
    value = value.replace("_", " ")
    for someone in finder.people:
        if someone.full.search(value) or (someone.initials and someone.initials.search(value)):
            return True
        telling = surname and len(someone.surname_flat) >= LONG_NAME and not someone.common
        if telling and someone.cited.search(value):
            return True
    lowered = value.replace(" ", "_").lower() + value.lower()
    if any(email in lowered for email in finder.emails):
        return True
    parts = [part for affiliation in finder.request.affiliations for part in affiliation_parts(affiliation)]
    return any(fold(part).lower() in lowered for part in parts)


def is_generic(value: str) -> bool:
    """Say whether a property that names an author names nobody: it is empty, "anonymous", a tool."""
    return not any(char.isalpha() for char in value) or bool(_GENERIC_AUTHOR.search(value.strip()))


def users_in_paths(text: str) -> list[tuple[str, int]]:
    """The account names in the paths of a text that could be a person's, each with where its path begins."""
    return [
        (match.group(1), match.start()) for match in _HOME.finditer(text) if foreign_users([match.group(1)])
    ]


def foreign_users(names: list[str]) -> list[str]:
    """Those of some account names that could be a person's."""
    return [name for name in names if name.lower() not in _GENERIC_USER and not _GENERIC_AUTHOR.search(name)]
