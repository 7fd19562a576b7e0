"""Reading a search: text in, a tree of conditions out, or an error that points at the place. Read with Lark.

Words side by side must all hold; ``OR`` binds less, ``-`` or ``NOT`` turns what follows round, brackets group, quotes
keep words together. ``field:value`` asks one thing, ``#12`` is the paper with that number and ``#name`` a tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError

from reviews.search.fields import FIELDS, OTHER_NAMES, Kind

LONGEST = 500
RESERVED = ("OR", "AND", "NOT")
GRAMMAR = r"""
    ?start: any
    ?any: all (_OR all)*
    ?all: part (_AND? part)*
    ?part: (_NOT | _MINUS) part -> negated
         | "(" any ")"
         | term
    term: KEY (WORD | QUOTED) -> asked
        | BARE -> asked
        | TAG -> tagged
        | (WORD | QUOTED) -> words

    _OR.5: /OR(?=[\s()]|$)/
    _AND.5: /AND(?=[\s()]|$)/
    _NOT.5: /NOT(?=[\s()]|$)/
    _MINUS.4: /-(?=[^\s)])/
    BARE.4: /[a-z]+:(?=[\s()]|$)/i
    KEY.3: /[a-z]+:(?=[^\s()])/i
    TAG.3: /#~?[^\s()"]+/
    QUOTED.3: /"[^"]*"/
    WORD: /[^\s()"]+/
    %ignore /\s+/
"""
NUMBER = re.compile(r"(>=|<=|≥|≤|>|<|=)?(\d{1,6}(?:[.,]\d{1,4})?)")
SIGNS = {"≥": ">=", "≤": "<=", None: "=", "": "="}


class SearchError(ValueError):
    """A search that can't be read: what to do, and where in the text it stands (``start`` to ``end``)."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message, self.start, self.end = message, start, end


@dataclass(frozen=True)
class Term:
    """One condition: ``key`` is empty for plain words; ``sign`` and ``number`` are set where a figure is compared."""

    key: str
    value: str
    sign: str = ""
    number: float = 0.0
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        if self.sign:
            return f"{self.key}:{'' if self.sign == '=' else self.sign}{self.number:g}"
        quoted = (
            f'"{self.value}"' if re.search(r"[\s()]", self.value) or self.value in RESERVED else self.value
        )
        if not self.key:
            needs = self.value.startswith(("-", "#")) or re.match(r"[a-zA-Z]+:", self.value)
            return f'"{self.value}"' if needs else quoted
        if self.key == "number":
            return f"#{self.value}"
        if self.key == "tag" and quoted == self.value:
            return f"#{self.value}"
        return f"{self.key}:{quoted}"


@dataclass(frozen=True)
class Not:
    part: Query

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


@dataclass(frozen=True)
class And:
    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True)
class Or:
    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(str(part) for part in self.parts)


Query = Term | Not | And | Or


def parse(text: str) -> Query | None:
    """Return the tree of a search, None for an empty one; raises SearchError."""
    if len(text) > LONGEST:
        raise SearchError(f"Keep a search to {LONGEST} signs.", LONGEST, len(text))
    return _parsed(text.replace("“", '"').replace("”", '"').replace("„", '"'))


@lru_cache(maxsize=256)
def _parsed(text: str) -> Query | None:
    if not text.strip():
        return None
    try:
        return cast("Query", _reader().parse(text))
    except VisitError as error:
        if isinstance(error.orig_exc, SearchError):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        raise _explained(text, error) from None


def toggled(text: str, condition: str) -> tuple[str, bool]:
    """Return a search with a condition added, or taken out where it stands already; and whether it stood there.

    A search that can't be read is kept as it is, with the condition after it.
    """
    wanted = parse(condition)
    try:
        tree = parse(text)
    except SearchError:
        return f"{text.strip()} {condition}", False
    if tree is None or wanted is None:
        return condition, False
    parts = tree.parts if isinstance(tree, And) else (tree,)
    if wanted in parts:
        return " ".join(_beside(part) for part in parts if part != wanted), True
    return " ".join([*(_beside(part) for part in parts), str(wanted)]), False


def _beside(part: Query) -> str:
    return f"({part})" if isinstance(part, Or) else str(part)


@lru_cache(maxsize=1)
def _reader() -> Lark:
    return Lark(GRAMMAR, parser="lalr", transformer=_Reading(), propagate_positions=True)


@v_args(inline=True)
class _Reading(Transformer[Token, Any]):
    """Turns what the grammar finds into conditions, and refuses what no condition can mean."""

    def any(self, *parts: Query) -> Query:
        return Or(parts)

    def all(self, *parts: Query) -> Query:
        return And(
            tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else [part]))
        )

    def negated(self, part: Query) -> Query:
        return part.part if isinstance(part, Not) else Not(part)

    def words(self, token: Token) -> Query:
        start, end, value = _span(token)
        if not value:
            raise SearchError("There is nothing between these quotes.", start, end)
        if token.type == "WORD" and value in RESERVED:
            raise SearchError(
                f"“{value}” needs something before it. To look for the word, put it in quotes.", start, end
            )
        return Term("", value, start=start, end=end)

    def tagged(self, token: Token) -> Query:
        start, end, value = _span(token)
        name = value.removeprefix("#")
        key = "number" if name.isascii() and name.isdigit() and len(name) < 8 else "tag"  # noqa: PLR2004 - as long as a number gets
        return Term(key, name.lower(), start=start, end=end)

    def asked(self, token: Token, given: Token | None = None) -> Query:
        start, end, _ = _span(token)
        name = str(token).removesuffix(":").lower()
        key = OTHER_NAMES.get(name, name)
        if key not in FIELDS:
            raise SearchError(_no_field(name), start, end)
        value = ""
        if given is not None:
            _, end, value = _span(given)
        return _condition(key, value, start, end)


def _span(token: Token) -> tuple[int, int, str]:
    start = token.start_pos or 0
    text = str(token)
    value = text[1:-1].strip() if token.type == "QUOTED" else text
    return start, start + len(text), value


def _condition(key: str, value: str, start: int, end: int) -> Term:
    about = FIELDS[key]
    if not value:
        if not about.bare:
            raise SearchError(f"Write right after “{key}:” what to look for{_such_as(key)}.", start, end)
        value = about.bare
    number = NUMBER.fullmatch(value)
    if number and (about.kind is Kind.NUMBER or key == "re"):
        sign = SIGNS.get(number[1], number[1])
        return Term(key, value, sign, float(number[2].replace(",", ".")), start, end)
    if about.kind is Kind.NUMBER:
        raise SearchError(f"“{key}:” takes a number{_such_as(key)}.", start, end)
    if about.kind is Kind.CHOICE:
        value = value.lower().replace("-", "_")
        if value not in about.choices:
            raise SearchError(f"“{key}:” takes {_listed(list(about.choices))}.", start, end)
    return Term(key, value.lower() if key == "tag" else value, start=start, end=end)


def _such_as(key: str) -> str:
    example = next((text for text in FIELDS[key].examples if not text.startswith("#")), "")
    return f", such as {example}" if example else ""


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _no_field(name: str) -> str:
    return f"There is no field “{name}:”. To look for the word with its colon, put it in quotes."


def _explained(text: str, error: UnexpectedInput) -> SearchError:
    """Say in words what the reader stumbled over."""
    token = getattr(error, "token", None)
    if token is not None:
        at = len(text) if token.type == "$END" else token.start_pos or 0
    else:
        at = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    rest = text[at:]
    if rest.startswith('"'):
        return SearchError("This quote is never closed.", at, len(text))
    if rest.startswith(")"):
        if text[:at].rstrip().endswith("("):
            return SearchError("There is nothing in these brackets.", text[:at].rfind("("), at + 1)
        return SearchError("This bracket closes nothing.", at, at + 1)
    word = re.match(r"OR|AND|-", rest)
    if word:
        return SearchError(f"“{word[0]}” needs something on both sides.", at, at + len(word[0]))
    return _at_the_end(text)


def _at_the_end(text: str) -> SearchError:
    stripped = text.rstrip()
    last = re.search(r"(OR|AND|NOT)$", stripped)
    if last:
        return SearchError(f"“{last[0]}” needs something after it.", last.start(), last.end())
    opened = []
    for at, sign in enumerate(re.sub(r'"[^"]*"', lambda found: " " * len(found[0]), text)):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            opened.pop()
    if opened:
        empty = stripped.endswith("(")
        words = "There is nothing after this bracket." if empty else "This bracket is never closed."
        return SearchError(words, opened[-1], opened[-1] + 1)
    return SearchError("This can’t be read.", 0, len(text))
