"""A table of papers as one viewer asked for it: found, sorted, cut into pages, with the ways to change each of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import ChosenColumns
from reviews.search import Query, SearchError, parse
from reviews.selectors.review_forms import score_range
from reviews.selectors.tables.answers import columns_for
from reviews.selectors.tables.columns import COLUMNS, Column
from reviews.selectors.tables.finding import find
from reviews.selectors.tables.source import Source
from reviews.sight import Info

PAGE = 50


@dataclass(frozen=True)
class TableKind:
    """A table by its name: which papers it is about, its columns at first, its tabs (label, condition), its first order."""

    key: str
    label: str
    columns: tuple[str, ...]
    sort: str = "number"
    tabs: tuple[tuple[str, str], ...] = ()
    to_act: bool = False
    paper_url: str = "reviews:chair_paper"


PAPERS = TableKind(
    "papers",
    "Papers",
    ("number", "title", "state", "check", "reviews", "decision", "tags"),
    tabs=(
        ("Submitted", "is:submitted"),
        ("Under review", "is:under_review"),
        ("In discussion", "is:in_discussion"),
        ("Decided", "is:decided"),
        ("Accepted", "is:accepted"),
        ("Rejected", "is:rejected"),
        ("Desk rejected", "is:desk_rejected"),
        ("Withdrawn", "is:withdrawn"),
    ),
)
PROGRESS = TableKind(
    "progress",
    "Reviews",
    ("number", "title", "reviewers", "reviews", "tags"),
    tabs=(
        ("Waiting", "missing:review"),
        ("Short of reviewers", "missing:reviewer"),
        ("Complete", "-missing:review"),
    ),
    to_act=True,
    paper_url="reviews:decision",
)
DECISIONS = TableKind(
    "decisions",
    "Decisions",
    ("number", "title", "scores", "spread", "confidence", "reviews", "tags", "decision"),
    sort="-scores",
    tabs=(
        ("Undecided", "decision:none"),
        ("Drafted", "decision:draft"),
        ("Released", "decision:released"),
        ("Too few reviews", "missing:review"),
    ),
    to_act=True,
    paper_url="reviews:decision",
)
KINDS: Mapping[str, TableKind] = {kind.key: kind for kind in (PAPERS, PROGRESS, DECISIONS)}


@dataclass(frozen=True)
class Asked:
    """What a viewer asks of a table; what is no column or no order of it is passed over."""

    text: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()
    page: str = "1"


@dataclass(frozen=True)
class Cell:
    """One cell: its column and what stands in it, None where nothing does or may."""

    column: Column
    value: Any


@dataclass(frozen=True)
class Row:
    """A paper in a table. ``kept``: the viewer has a conflict with it; ``version`` is that of its decision, 0 without one."""

    pk: int
    number: int
    title: str
    track: str
    authors: str
    kept: bool
    can_act: bool
    version: int
    is_released: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Tab:
    """A way of narrowing that has a count."""

    label: str
    condition: str
    many: int


@dataclass
class PaperTable:
    """The whole component: rows of one page, what was asked, what is wrong with it."""

    kind: TableKind
    source: Source
    asked: Asked
    columns: tuple[Column, ...]
    offered: Mapping[str, Column]
    query: Query | None = None
    error: SearchError | None = None
    found: list[int] = field(default_factory=list)

    @property
    def sort(self) -> str:
        return self.asked.sort

    @cached_property
    def every(self) -> frozenset[int]:
        return base(self.kind, self.source)

    @cached_property
    def page(self) -> Page[int]:
        return Paginator(self.found, PAGE).get_page(self.asked.page)

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self, list(self.page))

    @cached_property
    def score_range(self) -> tuple[int, int]:
        """The lowest and highest overall score there can be; asked where scores are drawn."""
        return score_range(self.source.workshop)

    @cached_property
    def tabs(self) -> list[Tab]:
        """Return the tabs with how many papers each would find of all."""
        found = [
            Tab(label, condition, len(find(parse(condition), self.source, self.every)))
            for label, condition in self.kind.tabs
        ]
        # A state that no paper is in is left out; other tabs stay where they are.
        return [tab for tab in found if tab.many or not tab.condition.startswith("is:")]

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of all found papers, in order."""
        return [self.source.seen.facts[pk].number for pk in self.found]


def base(kind: TableKind, source: Source) -> frozenset[int]:
    """Return the papers that a table is about: none that the viewer wrote; with ``to_act`` those she decides on."""
    return source.to_act_on if kind.to_act else source.others


def make_table(kind: TableKind, viewer: Viewer, workshop: Workshop, asked: Asked) -> PaperTable:
    """Return a table as asked; of a search that can't be read nothing is found and ``error`` says why."""
    source = Source(viewer, workshop)
    offered = columns_for(source.questions)
    columns = chosen_columns(kind, viewer, workshop, asked, offered)
    sort = asked.sort if _sortable(offered.get(asked.sort.removeprefix("-"))) else kind.sort
    table = PaperTable(kind, source, Asked(asked.text, sort, asked.columns, asked.page), columns, offered)
    try:
        table.query = parse(asked.text)
    except SearchError as error:
        table.error = error
        return table
    table.found = ordered(find(table.query, source, table.every), sort, source, offered)
    return table


def _sortable(column: Column | None) -> bool:
    return column is not None and column.order is not None


def chosen_columns(
    kind: TableKind, viewer: Viewer, workshop: Workshop, asked: Asked, offered: Mapping[str, Column]
) -> tuple[Column, ...]:
    """Return the columns of the address, else those that the person chose last, else those of the table at first."""
    keys: Sequence[str] = [key for key in asked.columns if key in offered]
    if not keys:
        remembered = ChosenColumns.objects.filter(workshop=workshop, user=viewer.user_id, table=kind.key)
        keys = [key for key in remembered.values_list("columns", flat=True).first() or () if key in offered]
    wanted = {"number", "title", *(keys or kind.columns)}
    return tuple(column for key, column in offered.items() if key in wanted)


def ordered(
    ids: frozenset[int], sort: str, source: Source, offered: Mapping[str, Column] = COLUMNS
) -> list[int]:
    """Return papers in an order ("-" turns it round); those without a value stand last both ways, equals by number."""
    column = offered[sort.removeprefix("-")]
    by_number = [pk for pk in source.seen.facts if pk in ids]
    keys = column.keys(source, by_number)
    known = [pk for pk in by_number if keys.get(pk) is not None]
    known.sort(key=lambda pk: keys[pk], reverse=sort.startswith("-"))
    placed = set(known)
    return [*known, *(pk for pk in by_number if pk not in placed)]


def rows_of(table: PaperTable, ids: list[int]) -> list[Row]:
    """Return the rows of some papers, in a fixed number of queries for the table's columns."""
    source = table.source
    shown = [column for column in table.columns if column.key not in {"number", "title"}]
    papers = source.papers(ids)  # first, so that no column asks for some of them apart
    values = [(column, column.values(source, ids)) for column in shown]
    authors = COLUMNS["authors"].values(source, ids)
    acts = source.seen.knowing(Info.BIDS_AND_AFFINITY)
    decisions = source.decisions(ids) if table.kind.key == DECISIONS.key else {}
    found = []
    for pk in ids:
        fact, paper = source.seen.facts[pk], papers[pk]
        decided = decisions.get(pk) if pk in acts else None
        found.append(
            Row(
                pk=pk,
                number=fact.number,
                title=paper.title,
                track=paper.track.name,
                authors=", ".join(authors.get(pk, [])),
                kept=fact.rights.standing.has_conflict,
                can_act=pk in acts,
                version=decided.version if decided else 0,
                is_released=bool(decided and decided.is_released),
                cells=tuple(Cell(column, its.get(pk)) for column, its in values),
            )
        )
    return found
