"""Which lines are headings, and of what: main sections, references, appendix, statements, checklists."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .layout import Layout, Line

MAX_HEADING_WORDS = 14
MAX_HEADING_LENGTH = 110
BOLD_SHARE = 0.6
LARGER = 0.7
ABOVE = 1.15
"""A heading has at least this many usual line distances above it."""


class Part(Enum):
    """What a heading opens."""

    MAIN = "main"
    REFERENCES = "references"
    APPENDIX = "appendix"
    ACKNOWLEDGEMENTS = "acknowledgements"
    IMPACT = "impact_statement"
    STATEMENT = "statement"
    CHECKLIST = "checklist"
    ABSTRACT = "abstract"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at a line. `numbered` is its number as printed; `run_in` where the text goes on in the same line."""

    index: int
    part: Part
    text: str
    reason: str
    numbered: str = ""
    run_in: bool = False
    styled: bool = True
    letter: bool = False


_REFERENCES = frozenset(
    [
        "references",
        "reference",
        "referencelist",
        "listofreferences",
        "bibliography",
        "bibliographies",
        "literaturecited",
        "citedliterature",
        "workscited",
        "citedworks",
        "referencescited",
        "literature",
        "literaturereferences",
        "referencesandnotes",
        "notesandreferences",
        "referencesandlinks",
        "referencesandnotesandlinks",
        "selectedreferences",
        "selectedbibliography",
        "bibliographicreferences",
        "citations",
        "literatur",
        "literaturverzeichnis",
        "quellenverzeichnis",
        "references",
        "bibliographie",
        "referencias",
        "bibliografia",
        "referenciasbibliograficas",
        "referenze",
        "riferimentibibliografici",
        "riferimenti",
        "literatuur",
        "referenser",
        "referanser",
        "litteraturforteckning",
        "piśmiennictwo",
        "mainreferences",
        "workcited",
        "referencesections",
        "sources",
        "参考文献",
        "文献",
        "bibliographyandreferences",
        "referencesandbibliography",
        "referencesforthemaintext",
    ]
)
_APPENDIX = re.compile(
    r"^(?:(?:technical|online|supplementary|supplemental|electronic|extended|web)?(?:appendix|appendices|annex|annexes)"
    r"|supplement(?:ary|al)?(?:materials?|information|figures?|tables?|results?|text|notes?|data|experiments?|"
    r"appendix|appendices|content|documents?|methods?|discussion|analys[ei]s|proofs?)?"
    r"|supportinginformation|supportingmaterials?|anhang|annexe?s?|extendeddata(?:figures?|tables?)?|appendixes)$"
)
_APPENDIX_LABEL = re.compile(
    r"^(?:appendix|annex|supplement(?:ary (?:material|information|note)s?)?|supplemental material)\b[ .:]*",
    re.IGNORECASE,
)
_CHECKLIST = re.compile(
    r"^(?:\w{0,24})?(?:checklist)$|^(?:neurips|icml|iclr|aaai|acl|aclrr|arr)?(?:paper|reproducibility|responsiblenlp(?:research)?|ethics|submission)?checklist\w{0,20}$"
)
_ACKNOWLEDGEMENTS = re.compile(
    r"^(?:acknowledge?ments?(?:and\w{0,40})?|acknowledge?ments?(?:offunding|disclosure\w*)?|funding(?:statement|information|sources|disclosure)?|"
    r"thanks|authors?contributions?(?:statement)?|creditauthor\w*|contributions?statement|creditauthorshipcontributionstatement|"
    r"authors?note|aboutthea?uthors?|danksagung|remerciements|agradecimientos|financialsupport|"
    r"disclosureoffunding|fundingand\w{0,30}|authorcontributionsand\w*|supportandacknowledge?ments)$"
)
_IMPACT = re.compile(
    r"^(?:(?:broader|societal|social|potential|potentialbroader|potentialsocietal|environmental)?(?:societal|social)?impacts?(?:statements?)?"
    r"|statementof(?:broader|societal)impacts?|(?:broader|societal)impacts?(?:and|ofthis|ofour)\w{0,40}"
    r"|broaderimpactsstatement|impactstatements?and\w{0,30})$"
)
_STATEMENT = re.compile(
    r"^(?:(?:ethic(?:s|al)?|reproducib?ility|transparency|openscience|safety|responsibleai|responsibleresearch|positionality|diversity|"
    r"dataandcode|codeanddata|data|code|software|llm|ai|aiuse|usage|consent|conflictofinterests?|competinginterests?|artifact|"
    r"ethicsandreproducibility|ethicsandimpact|ethicsandbroaderimpact|authors?|sustainability|carbon\w{0,12}|generativeai|llmuse|llmusage)"
    r"(?:statements?|considerations?|declarations?|availability(?:statement)?|disclosures?|approval|review|concerns|issues|"
    r"consideration|usestatement|usagestatement|usedisclosure|and\w{0,40}statement)"
    r"|ethics|(?:ethical|ethics)(?:considerations?|statement|issues|aspects)?(?:and\w{0,30})?|availabilityof\w{0,40}"
    r"|limitations?(?:statement|and\w{0,40})?|statementof(?:ethics|reproducibility|limitations)"
    r"|conflicts?ofinterests?(?:statement)?|competinginterests?(?:statement)?|declarationof\w{0,60}|declarations?"
    r"|disclosureofinterests?|disclosures?|(?:the)?useof(?:ai|llms?|largelanguagemodels?|generativeai|aiassistants?)\w{0,40}"
    r"|(?:llm|largelanguagemodels?|generativeai|ai)s?(?:usage|use|assistance)(?:statement|disclosure|declaration)?"
    r"|reproducibility|dataavailability|codeavailability|(?:data|code)and(?:code|data)availability|notes?|"
    r"(?:software|code|data|materials|models)and(?:software|code|data|materials|models)(?:availability|statement|release)?|"
    r"accessibility|impactandlimitations|risks?|potentialrisks?|credits?|institutionalreviewboard\w*|informedconsent\w*|ethicsapproval\w*|humansubjects\w*)$"
)
_ALWAYS_APART = re.compile(
    r"statement|acknowledg|funding|availability|checklist|disclosure|declaration|interest|useof|usage|authorcontr|creditauthor"
)
_MAIN = re.compile(
    r"^(?:introduction|relatedworks?|background(?:and\w{0,40})?|preliminar(?:y|ies)|motivation|methods?|methodology|approach|ourapproach|"
    r"materialsandmethods|problem(?:statement|setting|formulation|definition|setup)|experiments?|experimental(?:setup|results|evaluation)|"
    r"evaluation|results?|resultsanddiscussions?|discussions?|discussionsand\w{0,40}|discussionand\w{0,40}|analysis|"
    r"conclusions?|conclusions?and\w{0,60}|concludingremarks|conclusions?futurework|summary(?:and\w{0,40})?|futureworks?|futuredirections|"
    r"theory|model|dataset|datasets|data|implementation|casestudy|ablation(?:study|studies)?|outlook|priorwork|literaturereview|"
    r"relatedwork(?:and\w{0,30})?|systemoverview|overview|proposedmethod|limitationsandfuturework|limitationsandconclusions?)$"
)
_RUN_IN = re.compile(
    r"^(?:\d{1,2}\.?\s+)?((?:Acknowledge?ments?|ACKNOWLEDGE?MENTS?|Acknowledge?ments? and Disclosure of Funding|(?:Broader )?Impact Statement|IMPACT STATEMENT|"
    r"Ethic(?:s|al) Statement|Ethical Considerations|Reproducibility Statement|Funding|Author Contributions|"
    r"Data Availability(?: Statement)?|Code Availability|Disclosure of Interests|Competing Interests|Conflicts? of Interests?|"
    r"Use of (?:LLMs|Large Language Models|Generative AI)|LLM Usage|Broader Impacts?|Ethics))\s*(?:[.:—–]|-{1,2}\s)\s*\S",
    re.IGNORECASE,
)
_RUN_IN_REFERENCES = re.compile(
    r"^(References|Bibliography|Literature Cited|Works Cited)\s*(?:[.:—–]|-\s)\s*\S", re.IGNORECASE
)
_NUMBER = re.compile(r"^(?:§\s?)?(\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Z])(?:[.:)]|\.\s|\s)\s*(?=\S)")
_LETTER = re.compile(r"^(?:Appendix\s+)?([A-Z])(?:[.:)]|\s)\s*([A-Z].*)$")
_ROMAN = re.compile(r"^[IVX]{1,5}$")
_CAPTION = re.compile(
    r"^(?:Figure|Fig\.|Table|Algorithm|Listing|FIG\.|TABLE|Scheme|Plate|Box)\s*(?:[A-Z]?\.?\d|[IVX]+\b)",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")


def squash(text: str) -> str:
    """Letters only, lower case, without accents: "R EFERENCES", "6. References:" and "REFERENCES" are one."""
    flat = unicodedata.normalize("NFKD", text)
    return "".join(char for char in flat.lower() if char.isalpha())


def is_caption(line: Line) -> bool:
    """Whether a line opens the caption of a figure, a table or an algorithm."""
    return bool(_CAPTION.match(line.text))


def find_headings(layout: Layout) -> list[Heading]:
    """All headings of a document in reading order."""
    found: list[Heading] = []
    contents = _table_of_contents(layout)
    for index, line in enumerate(layout.lines):
        if index in contents:
            continue
        heading = _heading(layout, index, line)
        if heading:
            found.append(heading)
    return found


def _heading(layout: Layout, index: int, line: Line) -> Heading | None:
    text = line.text.strip()
    if not text or is_caption(line):
        return None
    if len(text) <= MAX_HEADING_LENGTH and len(text.split()) <= 3 * MAX_HEADING_WORDS:
        number, words = _number(text)
        part, reason = _named(text, words)
        if part and _set_apart(layout, index, line, part):
            return Heading(index, part, text, reason, number, styled=_styled(layout, line))
    run_in = _RUN_IN.match(text)
    if run_in and _opens_paragraph(layout, index, line):
        part, reason = _named(run_in.group(1), run_in.group(1))
        if part:
            return Heading(index, part, run_in.group(1), "words that open a paragraph", run_in=True)
    run_in = _RUN_IN_REFERENCES.match(text)
    if run_in and _opens_paragraph(layout, index, line):
        return Heading(index, Part.REFERENCES, run_in.group(1), "words that open a paragraph", run_in=True)
    return _general(layout, index, line, text)


def _named(text: str, words: str) -> tuple[Part | None, str]:
    """What a heading's words say, tried as printed and without its number."""
    for candidate in (squash(text), squash(words)):
        for part, known in _VOCABULARY:
            if candidate and known(candidate):
                return part, "heading"
    if _APPENDIX_LABEL.match(text) and len(text.split()) <= MAX_HEADING_WORDS and _label_is_heading(text):
        return Part.APPENDIX, "heading"
    return None, ""


def _label_is_heading(text: str) -> bool:
    """ "Appendix B: Proofs" opens an appendix, "Appendix B shows ..." speaks of one."""
    rest = _APPENDIX_LABEL.sub("", text, count=1)
    if text.rstrip().endswith((".", ",", ";")):
        return False
    first = re.match(r"^(?:(?:[A-Z]|\d{1,2}|[IVX]{1,4})\b[ .:—–-]*)?(\S*)", rest)
    word = first.group(1).strip(".:—–-") if first else ""
    return not word or not word[0].islower() or word in {"to", "for", "of", "and"}


_VOCABULARY = (
    (Part.REFERENCES, _REFERENCES.__contains__),
    (Part.APPENDIX, _APPENDIX.match),
    (Part.CHECKLIST, _CHECKLIST.match),
    (Part.ACKNOWLEDGEMENTS, _ACKNOWLEDGEMENTS.match),
    (Part.IMPACT, _IMPACT.match),
    (Part.MAIN, _MAIN.match),
    (Part.STATEMENT, _STATEMENT.match),
    (Part.ABSTRACT, frozenset({"abstract", "summary", "zusammenfassung", "resume"}).__contains__),
)


def _number(text: str) -> tuple[str, str]:
    match = _NUMBER.match(text)
    if not match:
        return "", text
    return match.group(1), text[match.end() :]


def _set_apart(layout: Layout, index: int, line: Line, part: Part) -> bool:
    """Whether a line that says the words of a heading also stands like one."""
    text = line.text.strip()
    first = next((char for char in text if char.isalpha()), "")
    loud = line.bold >= BOLD_SHARE or line.size > layout.body_size + LARGER
    if not first.isupper() and not line.mixed_size and not loud and first.isascii():
        return False
    if text.endswith(",") or (
        text.endswith(".") and part is not Part.REFERENCES and not _styled(layout, line)
    ):
        return False
    spaced = line.gap is None or line.gap > ABOVE * layout.leading
    short = line.x1 - line.x0 < 0.75 * layout.pages[line.page - 1].width
    if _styled(layout, line):
        return short
    if part in {Part.MAIN, Part.STATEMENT, Part.IMPACT, Part.ABSTRACT}:
        return spaced and bool(_NUMBER.match(text)) and short
    return spaced or _after_short_line(layout, index)


def _after_short_line(layout: Layout, index: int) -> bool:
    """The line above ends a paragraph: it stops well before its column's edge."""
    if index == 0:
        return True
    line, above = layout.lines[index], layout.lines[index - 1]
    if above.page != line.page or above.column != line.column:
        return True
    return above.x1 < line.x0 + 0.8 * _column_width(layout, line) or above.text.rstrip().endswith(
        (".", ")", "]")
    )


def _column_width(layout: Layout, line: Line) -> float:
    width = layout.pages[line.page - 1].width * 0.7
    return width / 2 if line.column >= 0 else width


def _styled(layout: Layout, line: Line) -> bool:
    """Bold, larger than the text, capitals, or small capitals."""
    if line.bold >= BOLD_SHARE or line.size > layout.body_size + LARGER:
        return True
    letters = [char for char in line.text if char.isalpha()]
    upper = sum(1 for char in letters if char.isupper())
    return bool(letters) and upper >= 0.85 * len(letters) and len(letters) > 2  # noqa: PLR2004


def _opens_paragraph(layout: Layout, index: int, line: Line) -> bool:
    spaced = line.gap is None or line.gap > ABOVE * layout.leading
    return spaced or line.indent > 0.6 * line.size or _after_short_line(layout, index)


def _general(layout: Layout, index: int, line: Line, text: str) -> Heading | None:
    """A heading of any other words: numbered or set off, and in a heading's type."""
    words = text.split()
    if len(text) > MAX_HEADING_LENGTH or len(words) > MAX_HEADING_WORDS or text.endswith((",", ";", ".")):
        return None
    if not _styled(layout, line) or line.size < 0.75 * layout.body_size:
        return None
    spaced = line.gap is None or line.gap > ABOVE * layout.leading
    if not spaced or sum(char.isalpha() for char in text) < max(3, 0.5 * len(text)):
        return None
    number, rest = _number(text)
    letter = _LETTER.match(text)
    if (
        letter
        and letter.group(1) == number
        and not (_ROMAN.match(number) and _follows_roman(layout, index, number))
    ):
        return Heading(index, Part.OTHER, text, "lettered heading", number, letter=True)
    if number and rest and (rest[0].isupper() or rest[0].isdigit()):
        return Heading(index, Part.MAIN, text, "numbered heading", number)
    return Heading(index, Part.OTHER, text, "line in a heading's type")


def _follows_roman(layout: Layout, index: int, number: str) -> bool:
    """Whether sections are counted in Roman numerals, so that "I" and "V" are numbers here, not letters."""
    before = {"V": "IV", "X": "IX", "I": ""}.get(number, "I")
    if not before:
        return any(re.match(r"^II[.\s]", line.text) for line in layout.lines[index:])
    return any(re.match(rf"^{before}[.\s]", line.text) for line in layout.lines[:index])


def _table_of_contents(layout: Layout) -> set[int]:
    """Lines that are entries of a table of contents: leaders, or many lines in a row that end in page numbers."""
    found = {index for index, line in enumerate(layout.lines) if _LEADER.search(line.text)}
    for index, line in enumerate(layout.lines):
        if squash(line.text) in {"contents", "tableofcontents", "listoffigures", "appendixcontents"}:
            for later in range(index, min(index + 60, len(layout.lines))):
                follower = layout.lines[later]
                if follower.page != line.page or (
                    later > index + 1 and not re.search(r"\d\s*$", follower.text)
                ):
                    break
                found.add(later)
    return found


def section_style(layout: Layout, headings: list[Heading]) -> set[tuple[str, float]]:
    """Fonts and sizes in which this document sets its first-level headings."""
    styles: Counter[tuple[str, float]] = Counter()
    for heading in headings:
        first_level = heading.part in {Part.REFERENCES, Part.ACKNOWLEDGEMENTS, Part.IMPACT} or (
            heading.part is Part.MAIN and "." not in heading.numbered
        )
        if first_level and not heading.run_in and heading.styled:
            styles[style_of(layout.lines[heading.index])] += 1
    return set(styles)


def style_of(line: Line) -> tuple[str, float]:
    """Font and size (to half a point) of a line."""
    return line.font, round(line.size * 2) / 2


def stands_apart(heading: Heading) -> bool:
    """Whether a part is outside the main text even where its heading is numbered like the others."""
    return bool(_ALWAYS_APART.search(squash(heading.text)))
