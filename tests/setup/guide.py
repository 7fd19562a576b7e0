"""docs/tour.md as a script: what a step has in bold, as code or as an address is what its walker may and must use."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.machine import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

TOUR = ROOT / "docs" / "tour.md"
NAMED = re.compile(
    r"\*\*(?P<label>[^*]+)\*\*|`(?P<code>[^`]+)`|(?P<address>http://127\.0\.0\.1:8000/[^\s,;:]*)"
)


@dataclass
class Guide:
    """The tour's steps in their order, and what of the present one was used."""

    steps: list[tuple[str, frozenset[str]]]
    named: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)

    @classmethod
    def read(cls) -> Guide:
        """Read the tour: a step is a heading with its number; an address is named by its path."""
        _, *parts = re.split(r"^## ", TOUR.read_text(encoding="utf-8"), flags=re.MULTILINE)
        return cls([(part.split("\n", 1)[0], frozenset(_names(part))) for part in parts])

    @contextlib.contextmanager
    def step(self, heading: str) -> Iterator[None]:
        """Take the next step, which has this heading; when it is done, all that it names was used."""
        assert self.steps, f"the tour has no step {heading!r}"
        found, self.named = self.steps.pop(0)
        assert found == heading
        self.used = set()
        yield
        assert self.named == self.used, f"{heading}: the tour names what was not used"

    def __call__(self, name: str) -> str:
        """Return a label, an address or a code that this step names, and note that it was used."""
        assert name in self.named, f"the tour does not name {name!r} in this step: {sorted(self.named)}"
        self.used.add(name)
        return name


def _names(part: str) -> Iterator[str]:
    for found in NAMED.finditer(re.sub(r"\s+", " ", part)):
        if found["address"]:
            yield urlsplit(found["address"].rstrip(".")).path
        else:
            yield found["label"] or found["code"]
