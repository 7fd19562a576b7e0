"""The sections of a front page, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from conference.models import Workshop
from program.models import PublicSite, SiteSection

Kind = SiteSection.Kind
DEFAULT_ORDER = tuple(kind for kind in Kind if kind is not Kind.TEXT)
LABELS = dict(Kind.choices)


@dataclass(frozen=True)
class Block:
    """A section as it stands: what it is, whether visitors see it, and its own words where it is a text."""

    kind: str
    title: str = ""
    body: str = ""
    is_shown: bool = True

    @property
    def label(self) -> str:
        return str(LABELS[Kind(self.kind)])

    @property
    def template(self) -> str:
        return f"program/sections/{self.kind}.html"


def blocks_of(workshop: Workshop) -> list[Block]:
    """Return all sections; a part that no row names yet stands where it does by default, after what has a row."""
    rows = SiteSection.objects.filter(workshop=workshop)
    found = [Block(row.kind, row.title, row.body, row.is_shown) for row in rows]
    known = {block.kind for block in found}
    return found + [Block(kind.value) for kind in DEFAULT_ORDER if kind.value not in known]


def shown_blocks(workshop: Workshop) -> list[Block]:
    """Return the sections that visitors see."""
    return [block for block in blocks_of(workshop) if block.is_shown]


def public_site(workshop: Workshop) -> PublicSite:
    """Return the settings of the site; a row that is not stored where nothing was settled."""
    return PublicSite.objects.filter(workshop=workshop).first() or PublicSite(workshop=workshop)
