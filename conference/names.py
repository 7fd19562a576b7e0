"""Personal names: how they are compared, taken apart and sorted.

Names are compared by letters alone: accents, letters such as ø and ß, case, hyphens, apostrophes and titles
carry no weight, 'Family, Given' and 'FAMILY Given' are the same name as 'Given Family', and a middle initial
may be missing on one side, as may a nickname in brackets. An initial in place of the given name identifies nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻ`´′ʹ·")
_DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
_TO_DIGRAPHS = str.maketrans(_DIGRAPHS | {letter.upper(): two.title() for letter, two in _DIGRAPHS.items()})
_SYLLABLE = re.compile("([\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff])")
_WORD = re.compile(r"[a-z0-9]+")
_DEGREES = re.compile(r"\b(?:ph\.? ?d\b\.?|h\. ?c\.)", re.IGNORECASE)
_ASIDE = re.compile(r"""(?<!\S)(?:\([^()]*\)|["“„][^"“”]*["”“])(?=\s+\S)""")

_TITLES = frozenset(
    ["prof", "professor", "dr", "mr", "mrs", "ms", "mx", "sir", "dame", "assoc", "asst", "priv", "doz"]
)
_AFTER_TITLES = frozenset(["ing", "rer", "nat", "phil", "med", "habil", "dipl", *_TITLES])
_GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])
_AFTER_COMMA = _GENERATIONS | {"junior", "senior", "md", "msc", "bsc", "dsc", "mba", "dphil"}

_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "delle",
        "dei",
        "degli",
        "di",
        "da",
        "dos",
        "das",
        "do",
        "du",
        "des",
        "la",
        "le",
        "los",
        "las",
        "ter",
        "ten",
        "te",
        "tot",
        "zu",
        "zur",
        "zum",
        "vom",
        "af",
        "av",
        "el",
        "al",
        "ul",
        "bin",
        "bint",
        "ibn",
        "ben",
        "bat",
        "st",
        "t",
        "y",
        "e",
        "i",
        "d",
    ]
)
_CAPITAL_PARTICLES = frozenset(["de", "del", "della", "von", "van", "du", "dos"])
_VIETNAMESE_FAMILIES = frozenset(
    [
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "vu",
        "vo",
        "phan",
        "truong",
        "bui",
        "dang",
        "do",
        "ngo",
        "ho",
        "duong",
        "dinh",
        "ly",
        "dao",
        "doan",
    ]
)


@dataclass(frozen=True)
class NameParts:
    """A name as bibliographies want it: 'Ludwig', 'van', 'Beethoven', and a suffix such as 'Jr.'."""

    given: str
    particle: str
    family: str
    suffix: str = ""

    @property
    def full_family(self) -> str:
        return f"{self.particle} {self.family}".strip()

    @property
    def family_first(self) -> str:
        """'van Beethoven, Ludwig', the form that BibTeX reads without guessing."""
        return ", ".join(part for part in (self.full_family, self.suffix, self.given) if part)


@dataclass(frozen=True)
class NameForms:
    """A name made ready to be compared many times; two names that are the same share at least one of
    ``keys``.

    ``words`` are its words without initials, in every spelling.
    """

    words: frozenset[str]
    spellings: tuple[tuple[str, ...], ...]
    keys: frozenset[str]
    turned: frozenset[str]


def fold(text: str, *, digraphs: bool = False) -> tuple[str, ...]:
    """The words of a text in plain small Latin letters; ``digraphs`` writes ü as ue, å as aa and ø as oe."""
    composed = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    if digraphs:
        composed = composed.translate(_TO_DIGRAPHS)
    plain = anyascii(_SYLLABLE.sub(r" \1 ", composed)).translate(_APOSTROPHES)
    return tuple(_WORD.findall(plain.lower()))


@lru_cache(maxsize=65_536)
def name_forms(name: str) -> NameForms:
    """What ``same_name`` compares. A name whose given name is an initial, or that has no letters, has no
    keys.
    """
    readings = [(order, digraphs) for order in _orders(name) for digraphs in (False, True)]
    spellings = tuple(dict.fromkeys(_bare(fold(order, digraphs=digraphs)) for order, digraphs in readings))
    usable = tuple(words for words in spellings if words and len(words[0]) > 1)
    cores = [_without_middle_initials(words) for words in usable]
    ends = {words[0] + words[-1] for words in usable if words[1:-1]}
    turns = {
        turn for core in cores if len(core) > 1 for turn in ((*core[1:], core[0]), (core[-1], *core[:-1]))
    }
    return NameForms(
        words=frozenset(word for words in spellings for word in words if len(word) > 1),
        spellings=usable,
        keys=frozenset("".join(words) for words in (*usable, *cores)) | ends,
        turned=frozenset("".join(turn) for turn in turns if len(turn[0]) > 1),
    )


def same_name(a: str, b: str) -> bool:
    """Whether two full names are the same by the rules at the head of this module."""
    return same_forms(name_forms(a), name_forms(b))


def same_forms(a: NameForms, b: NameForms) -> bool:
    """Whether two names whose forms are known are the same: ``same_name`` without working the forms out again."""
    if a.keys.isdisjoint(b.keys):
        return False
    return any(_same_words(left, right) for left in a.spellings for right in b.spellings)


def turned_forms(a: NameForms, b: NameForms) -> bool:
    """Whether one name is the other with the family name moved to the front: 'Zhang Wei' and 'Wei Zhang'.

    Without a comma nobody can tell which of the two stands first, so this is worth a question and no more.
    """
    whole = {"".join(_without_middle_initials(words)) for words in b.spellings}
    return not a.turned.isdisjoint(whole) and not same_forms(a, b)


def split_name(name: str) -> NameParts:
    """Given name, particle, family name and suffix. A comma decides; without one the particle or the last
    word does.
    """
    words, family, suffix = _comma_parts(name)
    if not family:
        while _ends_in_generation(words):
            suffix = words.pop()
        cut = _family_start(words)
        words, family = words[:cut], words[cut:]
    head = 0
    while head < len(family) - 1 and _plain(family[head]) in _PARTICLES and _is_particle(family, head):
        head += 1
    while len(words) > 1 and words[-1].islower() and _plain(words[-1]) in _PARTICLES:
        family.insert(0, words.pop())
        head += 1
    return NameParts(" ".join(words), " ".join(family[:head]), " ".join(family[head:]), suffix)


def family_key(name: str) -> str:
    """The family name in plain small letters without spaces, as citation keys are built from: 'De la Peña',
    'delapena'.
    """
    return "".join(fold(split_name(name).full_family))


def initials(name: str) -> str:
    """One capital for the given and one for the family name: 'Jean-Luc van Moreau' gives 'JM'."""
    parts = split_name("".join(sign for sign in name if sign.isalpha() or sign in " ,.-'’"))
    return "".join(part.strip()[0].upper() for part in (parts.given, parts.family) if part.strip())


def _orders(name: str) -> list[str]:
    """The name given name first; as it stands too where only capitals, as in 'ZHANG Wei', mark the family name."""
    words, family, _suffix = _comma_parts(name)
    cut = 0 if family else _capital_start(words)
    readings = [*words, *family], [*words[cut:], *words[:cut]]
    return [_ASIDE.sub(" ", " ".join(reading)) for reading in readings[: 2 if cut else 1]]


def _capital_start(words: list[str]) -> int:
    """How many words in front are a family name in capitals, with its particles; 0 where nothing marks one."""
    count = 0
    while count < len(words) and (_in_capitals(words[count]) or _small_particle(words[count])):
        count += 1
    marked = any(map(_in_capitals, words[:count])) and any(
        map(str.islower, "".join(words[count : count + 1]))
    )
    return count if marked else 0


def _in_capitals(word: str) -> bool:
    return word.isupper() and len(_plain(word)) > 1 and not word.endswith(".")


def _small_particle(word: str) -> bool:
    return word.islower() and _plain(word) in _PARTICLES


def _comma_parts(name: str) -> tuple[list[str], list[str], str]:
    """Words of the given name, of the family name (empty without a comma) and a suffix; titles in front are
    dropped.
    """
    first, *rest = (part.split() for part in _DEGREES.sub(" ", name).split(","))
    suffixed = first[1:] or rest[1:]
    suffixes = [
        part for part in rest if suffixed and part and all(_plain(word) in _AFTER_COMMA for word in part)
    ]
    given = [word for part in rest if part not in suffixes for word in part]
    suffix = next((" ".join(part) for part in suffixes if _plain(part[0]) in _GENERATIONS), "")
    if given:
        return _untitled(given), _untitled(first), suffix
    return _untitled(first), [], suffix


def _untitled(words: list[str]) -> list[str]:
    start = 0
    while start < len(words) - 1 and fold(words[start]) and _is_title(words[start], titled=start > 0):
        start += 1
    return words[start:]


def _is_title(word: str, *, titled: bool) -> bool:
    parts = fold(word)
    return (titled or parts[0] in _TITLES) and _AFTER_TITLES.issuperset(parts)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without 'Jr' and the like at the end."""
    while _ends_in_generation(words):
        words = words[:-1]
    return words


def _ends_in_generation(words: Sequence[str]) -> bool:
    """Say whether 'Jr' or the like follows a whole name. What follows a given name and an initial is the family name."""
    return bool(words[2:]) and _plain(words[-1]) in _GENERATIONS and len(_plain(words[-2])) > 1


def _plain(word: str) -> str:
    return "".join(fold(word))


def _family_start(words: list[str]) -> int:
    """Where the family name starts in a name written given name first."""
    for index in range(1, len(words) - 1):
        if _plain(words[index]) in _PARTICLES and _is_particle(words, index):
            return index
    return max(len(words) - 1, 0)


def _is_particle(words: list[str], index: int) -> bool:
    """A small letter marks a particle; a capital one counts only where it is rarely anything else."""
    word = _plain(words[index])
    if words[index].islower():
        return True
    if index and _plain(words[index - 1]) in _CAPITAL_PARTICLES:
        return True
    vietnamese = word == "van" and _plain(words[-1]) in _VIETNAMESE_FAMILIES
    return word in _CAPITAL_PARTICLES and not vietnamese


def _without_middle_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for index, word in enumerate(words) if len(word) > 1 or index in {0, len(words) - 1})


def _same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if "".join(a) == "".join(b):
        return True
    core_a, core_b = _without_middle_initials(a), _without_middle_initials(b)
    if (core_a == a or core_b == b) and "".join(core_a) == "".join(core_b):
        return True
    if not (a[1:] and b[1:]) or a[0] != b[0] or a[-1] != b[-1]:
        return False
    return _leaves_out_initials(a[1:-1], b[1:-1]) or _leaves_out_initials(b[1:-1], a[1:-1])


def _leaves_out_initials(more: tuple[str, ...], fewer: tuple[str, ...]) -> bool:
    """Whether ``fewer`` is ``more`` with nothing but initials left out; an initial may stand for a middle
    name.
    """
    reached = {0}
    for word in more:
        matched = {at + 1 for at in reached if at < len(fewer) and _compatible(word, fewer[at])}
        reached = matched | (reached if len(word) == 1 else set())
    return len(fewer) in reached


def _compatible(a: str, b: str) -> bool:
    return a == b or (1 in {len(a), len(b)} and a[0] == b[0])
