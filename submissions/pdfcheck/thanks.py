"""Acknowledgements and notes on funding that name people, places or grants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .flow import flow_of
from .names import fold, names_institution
from .vocabulary import Part, squash

if TYPE_CHECKING:
    from .finder import Finder

_HIDDEN_WORDS = re.compile(
    r"omitted|removed|anonym|blind|withheld|hidden|redacted|suppressed|camera[- ]ready|final version|upon acceptance|will be (?:added|included|provided|given)|to be (?:added|included)|not (?:included|shown)|left out|N/A",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\b(?:grants?|funded|funding|fellowship|supported|scholarship|award|sponsor\w*|financ\w+|contract|project\s+(?:no|number)|thank(?:s|ful)?|grateful|"
    r"indebted|acknowledge[sd]?|gratitude|gift)\b",
    re.IGNORECASE,
)
_ONLY_REVIEWERS = re.compile(
    r"^[^.]*\b(?:anonymous\s+)?(?:reviewers?|referees?|area chairs?|editors?|organi[sz]ers?|colleagues|everyone|community|maintainers)\b[^.]*\.?\s*$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^[^.]*\backnowledges?\s+the\s+(?:use|provision|availability)\s+of\b(?:(?!\b(?:grants?|fund\w+|support\w*)\b)[^.])*\.?\s*$",
    re.IGNORECASE,
)
"""A credit for data that anybody may use."""
_FUNDED = re.compile(
    r"(?<![A-Za-z])(?:this|our|the\s+present|these)\s+(?:\w+\s+){0,2}?(?:works?|research|project|study|paper|material|publication|authors?|results?)\s+(?:\w+\s+){0,3}?"
    r"(?:supported|funded|financed|sponsored|received\s+funding)\b"
    r"|\b(?:we|the\s+authors?|I)\s+(?:\w+\s+){0,4}?(?:thank|acknowledge|are\s+(?:grateful|indebted|thankful)|is\s+(?:grateful|supported|funded)|are\s+(?:supported|funded))\b"
    r"|\b(?:is|was|were|are|has\s+been|been)\s+(?:\w+\s+){0,2}?(?:supported|funded|financed)\s+(?:\w+\s+){0,3}?by\b[^.]{0,120}\b(?:grant|fellowship|scholarship|contract|award)\b"
    r"|(?:^|[.\n]\s*)(?:\d|[*†‡])?\s*(?:partially\s+|partly\s+)?(?:supported|funded)\s+(?:in\s+part\s+)?by\b[^.]{0,100}\b(?:grant|fellowship|award)\b",
    re.IGNORECASE,
)
_NAMED_OR_NUMBERED = re.compile(
    r"\b(?:Prof|Dr|Mr|Ms|Mrs)\.?\s+[A-Z]|\b[A-Z]{2,}[\w/]*[-\s/]?\d{3,}|\b(?:[A-Z][a-z]+\s){1,3}(?:Foundation|Council|Agency|Ministry|Fund|Commission|Programme|Program)\b"
    r"|(?i:\b(?:grants?|award|contract|agreement|fellowship|project)\b[^.\n]{0,40}?\d{3,})|\bEuropean Union\b"
)


def find_acknowledgements(finder: Finder) -> None:
    """Add sections and notes of thanks or funding that name somebody or carry a number."""
    for section in finder.division.sections:
        if section.part is not Part.ACKNOWLEDGEMENTS or "contrib" in squash(
            section.heading.text if section.heading else ""
        ):
            continue
        flow = flow_of(finder.layout, list(range(section.start, section.end)))
        body = flow.text
        if section.heading and not section.heading.run_in:
            body = body[len(fold(finder.layout.lines[section.start].text)) :]
        if _thanks_identify(finder, body):
            start = finder.flow.starts[section.start]
            finder.add("acknowledgement", start, start + 20, "Acknowledgements that name people or funding.")
    for match in _FUNDED.finditer(finder.flow.text):
        if finder.part(match.start()) is Part.REFERENCES or finder.thanks(match.start()):
            continue
        begin, end = finder.flow.sentence(match.start(), match.end())
        if _thanks_identify(finder, finder.flow.text[begin:end]) and _NAMED_OR_NUMBERED.search(
            finder.flow.text[begin:end]
        ):
            finder.add("acknowledgement", match.start(), match.end(), "A note of thanks or funding.")


def _thanks_identify(finder: Finder, body: str) -> bool:
    body = re.sub(r"\s+", " ", body).strip()
    if any(someone.full.search(body) for someone in finder.people):
        return True
    if _HIDDEN_WORDS.search(body) and not _NAMED_OR_NUMBERED.search(body):
        return False
    if not _THANKS.search(body):
        return False
    told = " ".join(one for one in re.split(r"(?<=\.)\s+", body) if not _CREDIT.match(one))
    if _NAMED_OR_NUMBERED.search(told) or any(names_institution(label, body) for label in finder.labels):
        return True
    sentences = [sentence for sentence in re.split(r"(?<=\.)\s+", body) if sentence]
    return not all(
        _ONLY_REVIEWERS.match(sentence) or _CREDIT.match(sentence) for sentence in sentences
    ) and bool(re.search(r"[a-z,]\s[A-Z]\w+", body))
