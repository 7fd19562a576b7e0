"""Self-citation in the first person: "in our previous work [7]" where entry 7 is the authors' own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .flow import Flow
    from .names import Person

_WORK = (
    r"(?:work|works|paper|papers|study|studies|method|methods|approach|approaches|model|models|results?|framework|dataset|datasets|"
    r"analysis|analyses|research|publications?|survey|system|findings|reports?|article|articles|version|contributions?|experiments?|"
    r"algorithm|architecture|network|benchmark|preprint|manuscript|project|efforts?|investigations?|pipeline|technique|"
    r"submission|library|toolkit|code|implementation|campaign|observations|literature)"
)
_EARLIER = re.compile(
    rf"\b(?:our|my)\s+(?:own\s+|group'?s\s+|team'?s\s+|lab'?s\s+)?(?:previous(?:ly)?|prior|earlier|past|preceding|former)\s+"
    rf"(?:\w+[\s-]+){{0,4}}?{_WORK}\b"
    rf"|\b(?:previous|prior|earlier|past|preliminary|recent)\s+{_WORK}\s+(?:of|by|from)\s+(?:ours|our\s+(?:group|team|lab\w*)|us|the\s+(?:present\s+)?authors)\b"
    r"|\b(?:an?|the)\s+(?:previous|prior|earlier|preliminary|short(?:er)?|conference|workshop|extended)\s+version\s+of\s+(?:this|our)\b"
    r"|\bour\s+(?:group|team|lab|laboratory)\s+(?:has\s+|have\s+)?(?:previously|earlier|already|recently|first)?\s*\w+ed\b",
    re.IGNORECASE,
)
"""Words for earlier work of one's own: a citation after them, or shortly before, is of it."""
_OWN = re.compile(
    rf"\b(?:our|my)\s+(?:own\s+)?(?:recent(?:ly)?|companion|preliminary|own|published|existing|last|first|original|latest)\s+"
    rf"(?:\w+[\s-]+){{0,4}}?{_WORK}\b",
    re.IGNORECASE,
)
_MADE = r"(?:show(?:ed|n)|introduced|proposed|presented|demonstrated|developed|published|reported|described|released|prov(?:ed|en))"
_WE = r"\b(?:we|I)\s+(?:have\s+|had\s+)?(?:first\s+|originally\s+)?"
_BEFORE = re.compile(
    rf"{_WE}(?:previously|earlier|formerly)\s+\w+"
    rf"|{_WE}(?:already|recently|ourselves)\s+{_MADE}\b"
    rf"|{_WE}{_MADE}\s+(?:\w+\s+){{0,3}}?(?:earlier|previously|before)\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    rf"\b(?:as|which|that|what)\s+{_WE}(?:{_MADE}|show|did)\s+(?:\w+\s+){{0,3}}?in\b"
    rf"|{_WE}{_MADE}\s+(?:\w+\s+){{0,3}}?in\b"
    rf"|\b(?:extend|extends|extending|continue|continues|follow-?up|build|builds|building|based|improve|improves|generali[sz]e\w*)\s+"
    rf"(?:\w+\s+){{0,3}}?(?:our|my)(?:\s+[\w-]+){{1,4}}?(?=\s*[(\[])"
    rf"|\bour\s+(?:\w+\s+){{0,3}}?{_WORK}(?=\s*[(\[])(?![^)\]]*[)\]]\s*\.)|\b(?:in\s+our|ours?)(?=\s*\[)",
    re.IGNORECASE,
)
"""Words that make the citation right behind them one's own; one at a sentence's end may be of anything in it."""
_DONE = re.compile(rf"{_WE}{_MADE}\b", re.IGNORECASE)
"""What makes a citation right before it one's own: "In [7], we introduced"."""
_IN = re.compile(r"\bin\s*$", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:unlike|contrast|differ\w*|compar\w+|than|whereas|while|but|outperform\w*|instead|over|against|follow\w*)\b|;",
    re.IGNORECASE,
)
"""Words that set what is cited against one's own."""
_NUMBERS = re.compile(r"\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
_AUTHOR_YEAR = re.compile(
    r"[(\[]([^()\[\]]{2,160}?(?:19|20)\d\d[a-z]?[^()\[\]]{0,80})[)\]]"
    r"|((?:[A-Z][\w'-]+\s+){1,2}(?:et\s+al\.?|and\s+[A-Z][\w'-]+)?\s*[(\[](?:19|20)\d\d[a-z]?[)\]])"
)
_LABELS = re.compile(r"\[((?:[A-Z][A-Za-z+]{1,7}\d\d[a-z]?)(?:\s*[,;]\s*[A-Z][A-Za-z+]{1,7}\d\d[a-z]?)*)\]")
_ENTRY = re.compile(r"(?:^|\n)\s*(?:\[(\d{1,3}|[A-Z][A-Za-z+]{1,7}\d\d[a-z]?)\]|(\d{1,3})\.)\s+(?=\S)")
_HIDDEN = re.compile(
    r"anonym|omitted|redacted|blind|withheld|removed|under review|hidden|suppressed|\bXX+\b", re.IGNORECASE
)
_SAME_SENTENCE, _CLOSE, _AT_ONCE = 400, 45, 3
_SHORTLY_BEFORE = 30
_WAYS = (
    (_EARLIER, _SAME_SENTENCE),
    (_OWN, _CLOSE),
    (_BEFORE, _SAME_SENTENCE),
    (_THERE, _AT_ONCE),
    (_DONE, 0),
)
"""Words of the first person, and how many letters behind them the citation may stand; 0: right before them."""
LONGEST_RANGE = 30
ENTRY_LENGTH = 400


@dataclass(frozen=True, slots=True)
class SelfCitation:
    """A stretch of the flow in which the authors say "our" about a cited work."""

    start: int
    end: int
    reason: str


def self_citations(flow: Flow, people: list[Person], entries: dict[str, str]) -> list[SelfCitation]:
    """First-person citations in a flow without the list of references; `entries` are its numbered entries, folded."""
    found: list[SelfCitation] = []
    sentences: set[int] = set()
    for pattern, reach in _WAYS:
        if not people and reach <= _AT_ONCE:
            continue
        for match in pattern.finditer(flow.text):
            begin, end = flow.sentence(match.start(), match.end())
            if begin in sentences:
                continue
            cited = _own_citations(flow.text, begin, end, people, entries)
            within = reach if people else min(reach, _CLOSE)
            reason = next((one.reason for one in cited if _belongs(flow.text, match, one, within)), "")
            if reason:
                sentences.add(begin)
                found.append(SelfCitation(match.start(), match.end(), reason))
    return found


def _belongs(text: str, words: re.Match[str], cited: SelfCitation, reach: int) -> bool:
    """Whether words of the first person speak of a citation: it stands behind them, or shortly before."""
    if cited.start >= words.end():
        gap = text[words.end() : cited.start]
        return bool(reach) and len(gap) <= reach and not _APART.search(gap)
    gap = text[cited.end : words.start()]
    if not reach:
        return not gap.strip(", \n") and bool(_IN.search(text[: cited.start][-_SHORTLY_BEFORE:]))
    return reach > _AT_ONCE and 0 <= len(gap) <= _SHORTLY_BEFORE and not _APART.search(gap)


def _own_citations(
    text: str, begin: int, end: int, people: list[Person], entries: dict[str, str]
) -> list[SelfCitation]:
    """The citations of a sentence that are of the authors' works; where no author is known, all of names and years."""
    found: list[SelfCitation] = []
    for match in _AUTHOR_YEAR.finditer(text, begin, end):
        if _HIDDEN.search(match.group()):
            continue
        if any(someone.cited.search(match.group()) for someone in people):
            found.append(SelfCitation(*match.span(), "An own work is cited in the first person."))
        elif not people:
            found.append(SelfCitation(*match.span(), "A work is cited as the authors' own."))
    for match in [*_NUMBERS.finditer(text, begin, end), *_LABELS.finditer(text, begin, end)]:
        for label in _expand(match.group(1)):
            entry = entries.get(label, "")
            if entry and not _HIDDEN.search(entry) and any(someone.cited.search(entry) for someone in people):
                reason = f"Entry {label}, an own work, is cited in the first person."
                found.append(SelfCitation(*match.span(), reason))
    return found


def _expand(labels: str) -> list[str]:
    """The labels of "3, 5-7" or "BN21, KL20"."""
    found: list[str] = []
    for part in re.split(r"[,;]", labels):
        ends = [int(value) for value in re.findall(r"(?<![A-Za-z+\d])\d+", part)]
        if len(ends) == 2 and 0 <= ends[1] - ends[0] <= LONGEST_RANGE:  # noqa: PLR2004 - from, to
            found += map(str, range(ends[0], ends[1] + 1))
        else:
            found.append(part.strip())
    return found


def labelled_entries(flow: Flow) -> dict[str, str]:
    """The entries of a list of references by their number or label: the authors' part, folded."""
    starts = list(_ENTRY.finditer(flow.text))
    ends = [match.start() for match in starts[1:]] + [len(flow.text)]
    entries: dict[str, str] = {}
    for match, end in zip(starts, ends, strict=False):
        text = flow.text[match.end() : min(end, match.end() + ENTRY_LENGTH)]
        entries.setdefault(match.group(1) or match.group(2), text)
    return entries
