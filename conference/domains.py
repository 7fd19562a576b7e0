"""Which organisation an e-mail address, a web address or a host name stands for.

The boundary between a public suffix and an organisation comes from the Public Suffix List as bundled with
tldextract: nothing is fetched and nothing is written. Two tables of our own lie in ``data/``: organisations
with several domains, and domains that tell nothing about an employer.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from conference.names import fold

if TYPE_CHECKING:
    from tldextract import TLDExtract

DATA = Path(__file__).parent / "data"
_BEFORE_HOST = re.compile(r"^(?:[^/?#]*://|mailto:)?(?:[^/?#]*@)?", re.IGNORECASE)
_AFTER_HOST = re.compile(r"[/?#:>,;\s].*$", re.DOTALL)
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


@cache
def _splitter() -> TLDExtract:
    import tldextract  # noqa: PLC0415 - it brings a client of HTTP along

    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


@dataclass(frozen=True)
class _Table:
    """Names of groups by their domains: a whole domain, ``label.*`` (any suffix) or ``*.tld`` (a suffix of
    one's own).
    """

    exact: dict[str, str]
    labels: dict[str, str]
    suffixes: dict[str, str]

    def find(self, domain: str) -> str:
        label, _, suffix = domain.partition(".")
        return self.exact.get(domain) or self.labels.get(label) or self.suffixes.get(suffix) or ""


def _table(groups: dict[str, list[str]]) -> _Table:
    table = _Table({}, {}, {})
    for group, patterns in groups.items():
        for pattern in patterns:
            if pattern.endswith(".*"):
                table.labels[pattern.removesuffix(".*")] = group
            elif pattern.startswith("*."):
                table.suffixes[pattern.removeprefix("*.")] = group
            else:
                table.exact[pattern] = group
    return table


_read: dict[str, list[str]] = json.loads((DATA / "domains_of_nobody.json").read_text("utf-8"))
_nobody = _table({group: _read[group] for group in ("public_mail", "forwarding", "independent")})
_aliases = _table(json.loads((DATA / "domain_aliases.json").read_text("utf-8")))
_independent_names = frozenset(_read["independent_names"])


def email_key(address: str) -> str:
    """An e-mail address as it is compared: without display name, surrounding space or regard to case."""
    bare = address.rpartition("<")[2].partition(">")[0].strip().lower()
    return bare.removeprefix("mailto:")


@lru_cache(maxsize=65_536)
def host_of(address: str) -> str:
    """The host in an e-mail address, a web address or a bare host name, in small letters; empty if there is
    none.
    """
    bare = _AFTER_HOST.sub("", _BEFORE_HOST.sub("", unicodedata.normalize("NFKC", address).strip()))
    host = bare.lower().strip(".").removeprefix("www.")
    labels = [_decoded(label) for label in host.split(".")]
    named = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    return ".".join(labels) if named else ""


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label


@lru_cache(maxsize=65_536)
def registrable(address: str) -> str:
    """The registrable domain: ``eng.cam.ac.uk`` gives ``cam.ac.uk``; a public suffix such as ``ac.uk`` gives
    nothing.

    A suffix that a company lets to others (``github.io``) parts its tenants; its own bare name still names
    the company. Under a top-level domain that the list does not know, the last two labels count.
    """
    host = host_of(address)
    if not host:
        return ""
    parts = _splitter()(host)
    if not parts.suffix:
        return ".".join(host.split(".")[-2:])
    return (
        parts.top_domain_under_public_suffix
        or _splitter()(host, include_psl_private_domains=False).top_domain_under_public_suffix
    )


def is_public_host(host: str) -> bool:
    """Whether a host lies under an ending that the internet has; ``.example`` counts, which is kept for trying out."""
    name = host_of(host)
    return bool(name) and (bool(_splitter()(name).suffix) or name.endswith(".example"))


@lru_cache(maxsize=65_536)
def stands_for_nobody(address: str) -> str:
    """Why an address tells nothing about an employer, or an empty string where it does tell.

    The reasons: ``none`` (no organisation's domain), ``public_mail``, ``forwarding`` (learned societies,
    alumni) and ``independent``.
    """
    host, domain = host_of(address), registrable(address)
    if not domain:
        return "independent" if is_independent(address) else "none"
    if any("alumni" in label or re.fullmatch(r"alum(?:-.+)?|.+-alum", label) for label in host.split(".")):
        return "forwarding"
    parents = host.split(".")
    above = (".".join(parents[start:]) for start in range(len(parents) - 2))
    return _nobody.find(domain) or next((_nobody.exact[name] for name in above if name in _nobody.exact), "")


@lru_cache(maxsize=65_536)
def organisation(address: str) -> str:
    """The one domain by which an organisation is known here, through the table of aliases; empty for
    nobody's.
    """
    if stands_for_nobody(address):
        return ""
    domain = registrable(address)
    return _aliases.find(domain) or domain


def covers(declared: str, host: str) -> bool:
    """Whether a declared domain takes in a host: itself, what lies under it and, for a whole organisation,
    its aliases.
    """
    declared_host = host_of(declared)
    if not organisation(declared) or organisation(declared) != organisation(host):
        return False
    if declared_host == registrable(declared):
        return True
    return f".{host_of(host)}".endswith(f".{declared_host}")


def is_independent(text: str) -> bool:
    """Whether an affiliation's name says that there is none, as in 'Independent researcher'."""
    return " ".join(fold(text)) in _independent_names
