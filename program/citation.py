"""How a paper is cited: BibTeX that every engine reads, one line of prose, and the tags scholarly search looks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from conference.names import family_key, split_name

ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
# As on the pages: a dollar followed by a space, or closing before a digit, is money.
FORMULA = re.compile(r"(\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d))")
WORD = re.compile(r"[A-Za-z0-9]+")
SMALL = frozenset(
    {"a", "an", "the", "on", "of", "in", "for", "to", "towards", "toward", "from", "and", "with"}
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def year_in(text: str) -> int | None:
    """Return the first year that a text such as "Fields 2026" names."""
    found = YEAR.search(text)
    return int(found[0]) if found else None


@dataclass(frozen=True)
class CitedPaper:
    """What a citation is made of; ``url`` is the page of the paper, ``pdf_url`` empty where there is none."""

    title: str
    authors: tuple[str, ...]
    booktitle: str
    year: int | None
    url: str
    pdf_url: str = ""
    month: str = ""
    address: str = ""


def escape(text: str) -> str:
    """Return text for a BibTeX field: TeX's own signs escaped, formulas kept, accented letters left as they are."""
    parts = FORMULA.split(" ".join(text.split()))
    return "".join(
        part if index % 2 and _balanced(part) else _escape_signs(part) for index, part in enumerate(parts)
    )


def protect(title: str) -> str:
    """Return a title whose names a bibliography style can't write small: such words stand in braces.

    A word with a capital inside (GeoAI, LFMC) is one. In a title that is not in Title Case any capital after the first
    word marks a name.
    """
    text = " ".join(title.split())
    longer = [word for word in text.split() if len(word) > 3]  # noqa: PLR2004 - small words stay small in Title Case
    title_case = 2 * sum(word[0].isupper() for word in longer) > len(longer)
    parts = FORMULA.split(text)
    return "".join(
        part
        if index % 2 and _balanced(part)
        else _protect_words(part, title_case=title_case, first=not index)
        for index, part in enumerate(parts)
    )


def keys(papers: Sequence[CitedPaper]) -> list[str]:
    """Return a key for each paper: family name, year, first word of the title; a letter where two are alike."""
    plain = [_key(paper) for paper in papers]
    seen: dict[str, int] = {}
    found = []
    for key in plain:
        count = seen.get(key, 0)
        seen[key] = count + 1
        found.append(key + _letters(count) if plain.count(key) > 1 else key)
    return found


def bibtex(paper: CitedPaper, key: str) -> str:
    """Return one entry, fields in the usual order, those without a value left out."""
    fields = {
        "title": protect(paper.title),
        "author": " and ".join(_author(name) for name in paper.authors),
        "booktitle": escape(paper.booktitle),
        "year": str(paper.year or ""),
        "month": paper.month.lower()[:3],
        "address": escape(paper.address),
        "url": _address(paper.url),
    }
    lines = [
        f"  {name:<9} = {value if name == 'month' else '{' + value + '}'}"
        for name, value in fields.items()
        if value
    ]
    return f"@inproceedings{{{key},\n" + ",\n".join(lines) + "\n}\n"


def bibliography(papers: Sequence[CitedPaper]) -> str:
    """Return the entries of all papers, keys told apart."""
    return "\n".join(bibtex(paper, key) for paper, key in zip(papers, keys(papers), strict=True))


def sentence(paper: CitedPaper) -> str:
    """Return the citation in words: authors, title, where and when."""
    says_year = paper.year is None or str(paper.year) in paper.booktitle
    where = f"In {paper.booktitle}" + ("" if says_year else f", {paper.year}")
    title = paper.title if paper.title.endswith(("?", "!", ".")) else f"{paper.title}."
    return f"{_joined(paper.authors)}. {title} {where}."


def tags(paper: CitedPaper) -> list[tuple[str, str]]:
    """Return Highwire tags, in the order that Google Scholar asks for."""
    found = [("citation_title", paper.title), *(("citation_author", name) for name in paper.authors)]
    if paper.year:
        found.append(("citation_publication_date", str(paper.year)))
    found.append(("citation_conference_title", paper.booktitle))
    found.append(("citation_abstract_html_url", paper.url))
    if paper.pdf_url:
        found.append(("citation_pdf_url", paper.pdf_url))
    return found


def _balanced(formula: str) -> bool:
    depth = 0
    for sign in formula:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _protect_words(text: str, *, title_case: bool, first: bool) -> str:
    found = []
    for place, piece in enumerate(re.split(r"(\s+)", text)):
        names = _has_capital_inside(piece) or (
            not title_case and piece[:1].isupper() and not (first and place == 0)
        )
        plain = _escape_signs(piece)
        found.append("{" + plain + "}" if names else plain)
    return "".join(found)


def _has_capital_inside(word: str) -> bool:
    return any(sign.isupper() for part in re.split(r"[-–/]", word) for sign in part.lstrip("(“'\"")[1:])


def _escape_signs(text: str) -> str:
    return "".join(ESCAPES.get(sign, sign) for sign in text)


def _author(name: str) -> str:
    """Return a name in BibTeX's own order, "van der Berg, Jan", kept whole where it holds the word "and"."""
    plain = escape(split_name(name).family_first or name)
    return "{" + plain + "}" if " and " in plain.lower() else plain


def _address(url: str) -> str:
    """Return an address as BibTeX can hold it: braces and spaces encoded, nothing else touched."""
    return url.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20").replace("\\", "%5C")


def _key(paper: CitedPaper) -> str:
    family = (family_key(paper.authors[0]) if paper.authors else "") or "anonymous"
    words = [word for word in WORD.findall(anyascii(paper.title)) if word.lower() not in SMALL]
    return f"{family}{paper.year or ''}{words[0].lower() if words else ''}"


def _letters(count: int) -> str:
    return LETTERS[count] if count < len(LETTERS) else f"x{count}"


def _joined(names: Iterable[str]) -> str:
    listed = list(names)
    if len(listed) < 3:  # noqa: PLR2004 - two names take no comma
        return " and ".join(listed)
    return f"{', '.join(listed[:-1])}, and {listed[-1]}"
