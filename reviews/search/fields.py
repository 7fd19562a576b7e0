"""The words of the search language: what each condition is about, what may stand after its colon, how it is explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviews.sight import Info


class Kind(StrEnum):
    """What may stand after the colon."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    PERSON = "person"


@dataclass(frozen=True)
class Field:
    """A word before the colon. ``info`` is what of a paper a viewer must see for the condition to be decided for her.

    ``choices`` are the words it takes with what they mean; ``bare`` is what the word means with nothing after it.
    """

    key: str
    kind: Kind
    info: Info
    about: str
    examples: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    bare: str = ""


STATES = {
    "submitted": "submitted, not yet with reviewers",
    "under_review": "with reviewers",
    "in_discussion": "in discussion",
    "decided": "decided, not released",
    "accepted": "accepted and told so",
    "rejected": "rejected and told so",
    "desk_rejected": "rejected without review",
    "withdrawn": "withdrawn",
}
OUTCOMES = {
    "oral": "accept as oral",
    "spotlight": "accept as spotlight",
    "poster": "accept as poster",
    "accept": "any accept",
    "reject": "reject",
    "none": "no decision",
    "draft": "drafted, not released",
    "released": "released",
}
LEAKS = {
    "any": "anything that may tell who wrote it",
    "name": "an author’s name",
    "email": "an e-mail address",
    "affiliation": "an affiliation",
    "metadata": "the file’s properties",
    "acknowledgement": "acknowledgements or funding",
    "link": "a link that identifies",
    "self_citation": "a reference to own work in the first person",
    "path": "a path from a computer",
    "orcid": "an ORCID",
}
CHECKS = {
    "good": "nothing found, or all settled",
    "open": "a finding that nobody answered or settled",
    "answered": "a finding that the authors answered",
    "settled": "a finding that the chairs settled",
    "length": "over the limit or not sure, not settled",
    "names": "may name its authors, not settled",
    "format": "departs from its style, not settled",
    "missing": "no checked PDF",
}
MISSING = {
    "pdf": "no checked PDF",
    "abstract": "no abstract",
    "topic": "no topic",
    "reviewer": "fewer reviewers than asked for",
    "review": "fewer reviews in than asked for",
    "area_chair": "no area chair",
    "decision": "no decision",
    "final": "no final version",
}
_ALL = (
    Field("title", Kind.TEXT, Info.TITLE_ABSTRACT, "words in the title", ("title:forest",)),
    Field("abstract", Kind.TEXT, Info.TITLE_ABSTRACT, "words in the abstract", ('abstract:"in winter"',)),
    Field("keywords", Kind.TEXT, Info.TITLE_ABSTRACT, "words in the keywords", ("keywords:lidar",)),
    Field("track", Kind.TEXT, Info.PAPER_EXISTENCE, "the track", ("track:short",)),
    Field("topic", Kind.TEXT, Info.TITLE_ABSTRACT, "a topic, or one under it", ("topic:vegetation",)),
    Field("is", Kind.CHOICE, Info.PAPER_EXISTENCE, "the state", ("is:under_review",), {
        **STATES, "mine": "I review it or look after it", "conflict": "I have a conflict with it"}),
    Field("tag", Kind.TEXT, Info.BIDS_AND_AFFINITY, "a tag, also written #name", ("#travel",)),
    Field("au", Kind.PERSON, Info.AUTHOR_IDENTITIES, "an author, where authors may be known", ("au:müller",)),
    Field("overall", Kind.NUMBER, Info.REVIEWS_FOR_AUTHORS, "the mean of the overall scores", ("overall:>=6",)),
    Field("min", Kind.NUMBER, Info.REVIEWS_FOR_AUTHORS, "the lowest overall score", ("min:<4",)),
    Field("max", Kind.NUMBER, Info.REVIEWS_FOR_AUTHORS, "the highest overall score", ("max:>=8",)),
    Field("spread", Kind.NUMBER, Info.REVIEWS_FOR_AUTHORS, "how far the scores lie apart", ("spread:>1.5",)),
    Field("confidence", Kind.NUMBER, Info.REVIEWS_FOR_AUTHORS, "the mean confidence", ("confidence:<3",)),
    Field("re", Kind.PERSON, Info.REVIEWER_IDENTITIES, "a reviewer by name or “me”, or how many reviews are in",
          ("re:>=2", 're:"Ada Field"', "re:me")),
    Field("asked", Kind.NUMBER, Info.REVIEWS_FOR_AUTHORS, "how many reviewers it has", ("asked:<3",)),
    Field("ac", Kind.PERSON, Info.REVIEWER_IDENTITIES, "an area chair by name, or “me”", ("ac:me",)),
    Field("decision", Kind.CHOICE, Info.DECISION, "the decision", ("decision:oral", "decision:none"), OUTCOMES),
    Field("leak", Kind.CHOICE, Info.ANONYMITY_FINDINGS, "what the check found that may tell who wrote it, settled or not",
          ("leak:", "leak:email"), LEAKS, "any"),
    Field("over", Kind.CHOICE, Info.ANONYMITY_FINDINGS, "over the page limit", ("over:limit",),
          {"limit": "over the page limit"}, "limit"),
    Field("unsure", Kind.CHOICE, Info.ANONYMITY_FINDINGS, "the check is not sure of the length, and no chair settled it", ("unsure:",),
          {"limit": "not sure of the length"}, "limit"),
    Field("check", Kind.CHOICE, Info.ANONYMITY_FINDINGS, "the check of the PDF, and what is open of it", ("check:good", "check:answered"), CHECKS),
    Field("answer", Kind.TEXT, Info.OPT_INS_AND_DECLARATIONS,
          "words in what the authors answered on the form, or the answer to one question",
          ("answer:lidar", 'answer:"travel grant=yes"')),
    Field("missing", Kind.CHOICE, Info.TITLE_ABSTRACT, "something that is not there yet",
          ("missing:review", "missing:pdf"), MISSING),
)  # fmt: skip
FIELDS: Mapping[str, Field] = {item.key: item for item in _ALL}
OTHER_NAMES = {
    "author": "au",
    "authors": "au",
    "reviewer": "re",
    "review": "re",
    "reviews": "re",
    "state": "is",
    "dec": "decision",
    "score": "overall",
    "areachair": "ac",
}
MISSING_INFO: Mapping[str, Info] = {
    "pdf": Info.ANONYMITY_FINDINGS,
    "abstract": Info.TITLE_ABSTRACT,
    "topic": Info.TITLE_ABSTRACT,
    "reviewer": Info.REVIEWS_FOR_AUTHORS,
    "review": Info.REVIEWS_FOR_AUTHORS,
    "area_chair": Info.REVIEWER_IDENTITIES,
    "decision": Info.DECISION,
    "final": Info.CAMERA_READY,
}


def info_of(key: str, value: str, *, numeric: bool = False) -> Info:
    """Return what a viewer must see of a paper for a condition on it to be decided for her."""
    if key == "missing":
        return MISSING_INFO[value]
    if key == "re" and numeric:
        return Info.REVIEWS_FOR_AUTHORS
    return FIELDS[key].info if key else Info.TITLE_ABSTRACT
