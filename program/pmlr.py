"""The BibTeX file of a PMLR volume: one entry for the volume, one a paper, LaTeX in place of Unicode, running pages.

After the specification of the Proceedings of Machine Learning Research, version 1.3 (mlresearch.github.io/spec.html).
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import latexcodec  # noqa: F401 - registers the codec
from anyascii import anyascii
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from conference.names import family_key, split_name
from program.citation import escape, protect

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Volume:
    """What the volume's own entry says; ``volume`` is the number that PMLR gives, empty while it has not.

    ``number`` is which edition of its own series the workshop is, where that is counted.
    """

    name: str
    shortname: str
    booktitle: str
    editors: tuple[str, ...]
    start: date | None
    end: date | None
    address: str
    url: str
    volume: str = ""
    series: str = ""
    number: str = ""


@dataclass(frozen=True)
class VolumePaper:
    """A paper of the volume, in its order; ``pages`` is how many its PDF has."""

    title: str
    authors: tuple[str, ...]
    abstract: str
    pages: int
    video: str = ""
    software: str = ""
    openreview: str = ""
    section: str = ""


def keys(papers: Sequence[VolumePaper], year: int) -> list[str]:
    """Return the key of each paper: family name of the first author and two digits of the year, letters where shared."""
    plain = [
        f"{family_key(paper.authors[0]) if paper.authors else 'anonymous'}{year % 100:02d}"
        for paper in papers
    ]
    seen: dict[str, int] = {}
    found = []
    for key in plain:
        count = seen[key] = seen.get(key, 0) + 1
        found.append(f"{key}{letters(count)}" if plain.count(key) > 1 else key)
    return found


def letters(count: int) -> str:
    """Return the letters of the n-th thing: a to z, then aa, ab, ..."""
    text = ""
    while count > 0:
        count, place = divmod(count - 1, len(LETTERS))
        text = LETTERS[place] + text
    return text


def latex(text: str) -> str:
    """Return text in ASCII with LaTeX for other letters; ligatures are taken apart, what LaTeX lacks is transcribed."""
    return "".join(_sign(sign) for sign in unicodedata.normalize("NFC", _without_ligatures(text)))


def _without_ligatures(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFKC", sign) if "\ufb00" <= sign <= "\ufb06" else sign for sign in text
    )


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign
    try:
        coded = str(codecs.encode(sign, "ulatex"))
    except ValueError:
        return anyascii(sign)
    return f"{{{coded}}}" if coded.startswith("\\") else coded


def bibliography(volume: Volume, papers: Sequence[VolumePaper], names: Sequence[str]) -> str:
    """Return the whole file; ``names`` are the papers' keys. Page ranges run on through the volume.

    Where papers have sections, those of one stand together and the sections in the order of the volume.
    """
    sections = [section for section in dict.fromkeys(paper.section for paper in papers) if section]
    entries: dict[str, Entry] = {_volume_key(volume): _proceedings(volume, sections)}
    first = 1
    for key, paper in zip(names, papers, strict=True):
        last = first + max(paper.pages, 1) - 1
        entries[key] = _inproceedings(paper, f"{first}-{last}")
        first = last + 1
    return str(_Writer(encoding="ASCII").to_string(BibliographyData(entries=entries)))


class _Writer(Writer):  # type: ignore[misc]
    """pybtex's writer for values that are LaTeX already."""

    def _encode(self, text: str) -> str:
        return text


def _proceedings(volume: Volume, sections: Sequence[str]) -> Entry:
    last = volume.end or volume.start
    fields = {
        "name": latex(escape(volume.name)),
        "shortname": latex(escape(volume.shortname)),
        "booktitle": latex(escape(volume.booktitle)),
        "year": str(volume.start.year) if volume.start else "",
        "series": latex(escape(volume.series)),
        "volume": volume.volume,
        "start": volume.start.isoformat() if volume.start else "",
        "end": last.isoformat() if last else "",
        "address": latex(escape(volume.address)),
        "conference_url": volume.url,
        "conference_number": volume.number,
        "sections": "|".join(map(_section, sections)),
    }
    return Entry("Proceedings", fields=_given(fields), persons={"editor": _people(volume.editors)})


def _inproceedings(paper: VolumePaper, pages: str) -> Entry:
    fields = {
        "title": latex(protect(paper.title)),
        "pages": pages,
        "section": _section(paper.section),
        "abstract": latex(escape(paper.abstract)),
        "video": paper.video,
        "software": paper.software,
        "openreview": paper.openreview,
    }
    return Entry("InProceedings", fields=_given(fields), persons={"author": _people(paper.authors)})


def _section(name: str) -> str:
    """Return a section's name; the bar parts them in the volume's entry, so none has one."""
    return latex(escape(name.replace("|", "/")))


def _given(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


def _people(names: Iterable[str]) -> list[Person]:
    return [Person(latex(escape(split_name(name).family_first or name))) for name in names]


def _volume_key(volume: Volume) -> str:
    year = volume.start.year if volume.start else ""
    return "".join(sign for sign in anyascii(volume.shortname).lower() if sign.isalnum()) + str(year)


def lacking(volume: Volume) -> list[str]:
    """Return, in words, which required fields of the volume are not known yet."""
    wanted = {
        "the volume's number (PMLR gives it)": volume.volume,
        "the editors": volume.editors,
        "the day of the workshop": volume.start,
        "the place": volume.address,
    }
    return [what for what, value in wanted.items() if not value]
