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
_STRONG = re.compile(
    rf"\b(?:our|my)\s+(?:own\s+|group'?s\s+|team'?s\s+|lab'?s\s+)?(?:previous(?:ly)?|prior|earlier|past|preceding|former|recent(?:ly)?|companion|preliminary|own|"
    rf"published|existing|last|first|original|latest)\s+(?:\w+[\s-]+){{0,4}}?{_WORK}\b"
    rf"|\b(?:previous|prior|earlier|past|preliminary|recent)\s+{_WORK}\s+(?:of|by|from)\s+(?:ours|our\s+(?:group|team|lab\w*)|us|the\s+(?:present\s+)?authors)\b"
    rf"|\b(?:a|an)\s+(?:previous|prior|earlier)\s+version\s+of\s+(?:this|our)\b"
    rf"|\bour\s+(?:group|team|lab|laboratory)\s+(?:has\s+|have\s+)?(?:previously|earlier|already|recently|first)?\s*\w+ed\b",
    re.IGNORECASE,
)
_VERB = (
    r"(?:show(?:ed|n)|introduc\w+|propos\w+|present\w*|demonstrat\w+|develop\w*|publish\w*|report\w*|describ\w+|stud(?:y|ied)|establish\w*|"
    r"releas\w+|observ\w+|prov(?:ed|en)|found|argu\w+|investigat\w+|explor\w+|design\w*|analy[sz]\w+|evaluat\w+|collect\w*|built|created|"
    r"used|did|noted|discuss\w*|appli\w+|deriv\w+|obtain\w*|train\w*|extend\w*)"
)
_WEAK = re.compile(
    rf"\b(?:we|I)\s+(?:have\s+|had\s+)?(?:previously|earlier|already|recently|first|formerly|originally|ourselves)\s+{_VERB}\b"
    rf"|\b(?:as|which|that|what)\s+(?:we|I)\s+(?:have\s+|had\s+)?{_VERB}\s+(?:\w+\s+){{0,3}}?in\b"
    rf"|\b(?:we|I)\s+(?:have\s+|had\s+)?{_VERB}\s+(?:\w+\s+){{0,3}}?(?:in|earlier|previously|before)\s*[(\[]"
    rf"|\b(?:extend|extends|extending|continue|continues|follow-?up|build|builds|building|based|improve|improves|generali[sz]e\w*)\s+(?:\w+\s+){{0,3}}?(?:our|my)\b"
    rf"|\bour\s+(?:\w+\s+){{0,3}}?{_WORK}\s*[(\[]|\bin\s+our\s*[(\[]|\bours?\s*\[",
    re.IGNORECASE,
)
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
_CLOSE = 45
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
    for pattern, strong in ((_STRONG, True), (_WEAK, False)):
        for match in pattern.finditer(flow.text):
            begin, end = flow.sentence(match.start(), match.end())
            if begin in sentences:
                continue
            reason = _cites_own(flow.text, match.end(), begin, end, people, entries, strong)
            if reason:
                sentences.add(begin)
                found.append(SelfCitation(match.start(), match.end(), reason))
    return found


def _cites_own(
    text: str, after: int, begin: int, end: int, people: list[Person], entries: dict[str, str], strong: bool
) -> str:
    sentence = text[begin:end]
    for match in _AUTHOR_YEAR.finditer(sentence):
        cited = match.group()
        if _HIDDEN.search(cited):
            continue
        if any(someone.cited.search(cited) for someone in people):
            return "An own work is cited in the first person."
        if strong and not people and 0 <= begin + match.start() - after <= _CLOSE:
            return "A work is cited as the authors' own."
    for match in [*_NUMBERS.finditer(sentence), *_LABELS.finditer(sentence)]:
        for label in _expand(match.group(1)):
            entry = entries.get(label, "")
            if entry and not _HIDDEN.search(entry) and any(someone.cited.search(entry) for someone in people):
                return f"Entry {label}, an own work, is cited in the first person."
    return ""


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
