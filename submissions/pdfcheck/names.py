"""Folding of printed text and the forms in which a person's name and an institution's name are printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "la",
        "le",
        "da",
        "di",
        "dos",
        "du",
        "el",
        "al",
        "ten",
        "ter",
        "bin",
        "ibn",
        "af",
        "av",
        "zu",
    ]
)
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"}
_SEPARATOR = r"[\s\-‐.·'’]*"
_BETWEEN = r"(?:[\s\-‐.·'’~]+(?:[A-Za-z][a-z]{0,12}\.?[\s\-‐]+){0,2}|\s*)"
SHORT_NAME = 4
_BEGIN, _END = r"(?<![A-Za-z])", r"(?![A-Za-z])"
"""A name may touch the mark of a footnote, so digits beside it are no part of it."""
INSTITUTION_WORDS = (
    r"(?:Universit\w*|Univ\.|Uni\b|College|Institut\w*|Instituto|Istituto|Polytechnic\w*|Politecnico|Hochschule|"
    r"Fachhochschule|Technische|School|Academy|Akademi\w*|Académie|Facult\w*|Fakult\w*|Laborator\w+|Labs?\b|Cent(?:er|re)|Centro|"
    r"Zentrum|Observator\w+|Foundation(?!\s+[Mm]odel)|Department|Dept\.|Corporation|Corp\.|Inc\.|Ltd\.?|GmbH|Agency|"
    r"Escuela|École|Ecole|Universidade?|Yliopisto|Egyetem|Üniversitesi|Council|Research|Hospital|Group|Museum|Consortium)"
)
INSTITUTION = re.compile(r"\b" + INSTITUTION_WORDS)


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """One character in ASCII, its case kept; what has no Latin form stays as it is."""
    if char.isascii():
        return char
    if unicodedata.combining(char):
        return ""  # an accent over a letter that has no form of its own with it, as over a dotless i
    flat = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return flat if flat.isascii() and flat else (anyascii(char) or char)


def fold(text: str) -> str:
    """Text in ASCII, its case kept."""
    if text.isascii():
        return text
    return "".join(map(fold_char, text))


def flat(text: str) -> str:
    """Lower-case ASCII letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", fold(text).lower())


@dataclass(frozen=True, slots=True)
class Person:
    """One author's name, split, with the patterns of its printed forms (to be used on folded text)."""

    name: str
    given: tuple[str, ...]
    surname: tuple[str, ...]
    full: re.Pattern[str]
    initials: re.Pattern[str] | None
    cited: re.Pattern[str]
    common: bool = False
    """Whether the surname is a word that the paper also uses as such ("Field", "Long"), and so tells little alone."""

    @property
    def surname_flat(self) -> str:
        return flat("".join(self.surname))


def person(name: str) -> Person | None:
    """A person from a name as he writes it ("Ana María de la Cruz", "Cruz, Ana", "Suharto"), None for an empty one."""
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    words = name.split()
    if not words:
        return None
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in PARTICLES:
        cut -= 1
    given, surname = tuple(words[:cut]), tuple(words[cut:])
    last_name = _words_pattern(surname)
    cited = re.compile(rf"{_BEGIN}{last_name}{_END}", re.IGNORECASE)
    if not given:
        return Person(name, given, surname, cited, None, cited)
    first = _words_pattern((given[0],))
    full = rf"{_BEGIN}(?:{first}{_BETWEEN}{last_name}|{last_name},?\s+{first}){_END}"
    letter = re.escape(fold(given[0])[:1])
    # a short surname needs the dot: "A. Li" is a name, "A Li-ion cell" is none
    dot = r"\.[\s\-‐~]*" if len(surname[-1]) < SHORT_NAME else r"(?:\.[\s\-‐~]*|[\s~]+)"
    middle = rf"(?:(?-i:[A-Z]){dot}){{0,2}}"
    middle += "(?:(?:" + "|".join(map(_word_pattern, given[1:])) + r")\s+)?" if given[1:] else ""
    initials = rf"{_BEGIN}(?:{letter}{dot}{middle}{last_name}{_END}|{last_name},?\s+{letter}\b\.?)"
    return Person(
        name, given, surname, re.compile(full, re.IGNORECASE), re.compile(initials, re.IGNORECASE), cited
    )


def _words_pattern(words: tuple[str, ...]) -> str:
    return r"\s+".join(_word_pattern(word) for word in words)


def _word_pattern(word: str) -> str:
    """A word in its folded form and, where it has umlauts, in the form that spells them out."""
    plain = _SEPARATOR.join(_spaced(part) for part in re.split(r"[\-‐.'’]", fold(word)) if part)
    spelt = word
    for umlaut, letters in _UMLAUTS.items():
        spelt = spelt.replace(umlaut, letters).replace(umlaut.upper(), letters.capitalize())
    other = _SEPARATOR.join(_spaced(part) for part in re.split(r"[\-‐.'’]", fold(spelt)) if part)
    return plain if other == plain else f"(?:{plain}|{other})"


def _spaced(part: str) -> str:
    """Letters that may stand apart, as an accent or letter-spacing may part them; short words would match too much."""
    return (" ?" if len(part) > SHORT_NAME else "").join(map(re.escape, part))


PUBLIC_MAIL = frozenset(
    [
        "gmail",
        "googlemail",
        "outlook",
        "hotmail",
        "live",
        "yahoo",
        "ymail",
        "icloud",
        "me",
        "aol",
        "gmx",
        "web",
        "qq",
        "163",
        "126",
        "sina",
        "foxmail",
        "proton",
        "protonmail",
        "pm",
        "mail",
        "zoho",
        "yandex",
        "posteo",
        "mailbox",
        "fastmail",
        "naver",
        "hanmail",
        "example",
    ]
)
_COMMON = frozenset(
    [
        "earth",
        "space",
        "ocean",
        "climate",
        "science",
        "sciences",
        "technology",
        "global",
        "national",
        "central",
        "remote",
        "sensing",
        "digital",
        "energy",
        "nature",
        "north",
        "south",
        "state",
        "europe",
        "european",
        "federal",
        "international",
        "physics",
        "medical",
        "health",
        "water",
        "forest",
        "observation",
    ]
)
_SUFFIX_PARTS = frozenset(
    [
        "ac",
        "edu",
        "co",
        "com",
        "org",
        "net",
        "gov",
        "gob",
        "gouv",
        "go",
        "or",
        "ne",
        "re",
        "res",
        "nic",
        "mil",
        "sch",
        "id",
    ]
)


def domain_labels(email: str) -> list[str]:
    """The labels of an address's domain that name an institution: "a@cs.volta-poly.edu.gh" has cs, volta-poly."""
    labels = email.rpartition("@")[2].lower().strip(".").split(".")
    labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _SUFFIX_PARTS:
        labels = labels[:-1]
    return [label for label in labels if label not in PUBLIC_MAIL]


def names_institution(label: str, phrase: str) -> bool:
    """Whether a printed institution ("Volta Polytechnic University") is the one a domain label ("voltapoly") names."""
    words = [word for word in re.findall(r"[A-Za-z]+", fold(phrase)) if word]
    lowered = [word.lower() for word in words]
    for token in re.split(r"[-_]", label):
        distinct = len(token) >= 5 and token not in _COMMON and not INSTITUTION.match(token.capitalize())  # noqa: PLR2004
        if distinct and any(word == token or (len(word) > 5 and word.startswith(token)) for word in lowered):  # noqa: PLR2004
            return True
    bare = re.sub(r"[^a-z]", "", label)
    return _is_acronym(bare, words) or _made_of(bare, [word for word in lowered if len(word) > 2])  # noqa: PLR2004


def _is_acronym(label: str, words: list[str]) -> bool:
    """Whether a label is the initials of words in a row, small words aside, one of which is an institution's."""
    capital = [word for word in words if word[0].isupper()]
    if len(label) < 3:  # noqa: PLR2004
        return False
    for first in range(len(capital) - len(label) + 1):
        window = capital[first : first + len(label)]
        if "".join(word[0] for word in window).lower() == label and any(map(INSTITUTION.match, window)):
            return True
    return "".join(word[0] for word in words).lower() == label


def _made_of(label: str, words: list[str]) -> bool:
    """Whether a label is beginnings of at least two of the words, put together in any order."""

    def rest_made_of(rest: str, left: tuple[str, ...], used: int) -> bool:
        if not rest:
            return used > 1
        for index, word in enumerate(left):
            for size in range(min(len(word), len(rest)), 1, -1):
                if rest.startswith(word[:size]):
                    others = left[:index] + left[index + 1 :]
                    if rest_made_of(rest[size:], others, used + 1):
                        return True
                    break
        return False

    return len(label) >= 5 and rest_made_of(label, tuple(words[:8]), 0)  # noqa: PLR2004
