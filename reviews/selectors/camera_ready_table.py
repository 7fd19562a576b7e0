"""Who of the accepted papers lacks what, for one chair: a table of papers by items, with counts, filters and export.

Of a paper with which she has a conflict a chair sees the files and links, and nothing of people and terms. Her own
papers stand in none of it: she is an author there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from conference.errors import NotFound
from conference.models import Workshop
from conference.prepared import only
from conference.spreadsheets import Cell
from conference.visibility import Viewer
from reviews.models import ACCEPTED, waits_for_signature
from reviews.selectors.camera_ready import (
    ItemRow,
    asked_of,
    due_for,
    item_row,
    presentation_of,
)
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper, papers_visible_to, rights
from submissions.checklist import LABELS, PRIVATE, Item, Standing, length_in_words
from submissions.models import Author, SubmissionState
from submissions.selectors.camera_ready import (
    Due,
    answers_of,
    dues_of,
    handed_of,
    length_of,
    link_of,
    name_of,
    with_handed,
)

UNDONE = frozenset({Standing.MISSING, Standing.PROBLEM})


@dataclass(frozen=True)
class TableCell:
    """Where one item of one paper stands; the empty one is for what is not asked for or not for this chair."""

    state: str = ""
    label: str = ""
    title: str = ""


@dataclass(frozen=True)
class TableRow:
    """A paper; ``kept`` says that this chair sees its files alone. ``lacking`` are the required items not done,
    ``on_conditions`` one of which nobody has signed the conditions off.
    """

    paper: Any
    number: int
    title: str
    track: str
    track_key: str
    presentation: str
    authors: str
    kept: bool
    items: tuple[ItemRow, ...]
    due: Due | None
    on_conditions: bool = False

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is lacking, the signature under its conditions included."""
        return not self.lacking and not self.on_conditions

    @cached_property
    def by_item(self) -> dict[Item, ItemRow]:
        return {row.item: row for row in self.items}

    @cached_property
    def lacking(self) -> tuple[ItemRow, ...]:
        return tuple(row for row in self.items if row.required and row.standing in UNDONE)

    def cell(self, item: Item) -> TableCell:
        row = self.by_item.get(item)
        if row is None:
            return TableCell()
        return TableCell(row.state, row.state_label, row.problem or row.given)


@dataclass(frozen=True)
class ItemCount:
    """A column: how many papers lack an item of those that are asked for it."""

    item: Item
    label: str
    lacking: int
    asked: int


@dataclass(frozen=True)
class TableQuery:
    """What a chair looks for; empty values do not narrow. A minus before ``sort`` turns the order round."""

    q: str = ""
    track: str = ""
    presentation: str = ""
    lacks: str = ""
    show: str = ""
    sort: str = "number"


@dataclass(frozen=True)
class Table:
    """All accepted papers that a chair may see here."""

    rows: tuple[TableRow, ...]
    dues: dict[str, Due] = field(default_factory=dict)

    @cached_property
    def complete(self) -> int:
        return sum(row.is_complete for row in self.rows)

    @property
    def incomplete(self) -> int:
        return len(self.rows) - self.complete

    @cached_property
    def counts(self) -> list[ItemCount]:
        """The columns that any paper is asked for, in order."""
        found = []
        for item in Item:
            asked = [row.by_item[item] for row in self.rows if item in row.by_item]
            if asked:
                lacking = sum(row.required and row.standing in UNDONE for row in asked)
                found.append(ItemCount(item, LABELS[item], lacking, len(asked)))
        return found

    @property
    def to_remind(self) -> list[TableRow]:
        """Papers that lack something which can still be handed in; a conflict keeps a chair from writing to its authors."""
        return [row for row in self.rows if not row.kept and any(item.is_open for item in row.lacking)]

    def shown(self, query: TableQuery) -> list[TableRow]:
        tests: list[Callable[[TableRow], bool]] = []
        if query.q.startswith("#"):
            tests.append(lambda row: str(row.number) == query.q[1:].strip())
        elif query.q:
            words = query.q.casefold().split()
            tests.append(lambda row: all(word in _haystack(row) for word in words))
        if query.track:
            tests.append(lambda row: row.track_key == query.track)
        if query.presentation:
            tests.append(lambda row: row.presentation == query.presentation)
        if query.lacks in set(Item):
            tests.append(lambda row: Item(query.lacks) in {item.item for item in row.lacking})
        if query.show == "incomplete":
            tests.append(lambda row: not row.is_complete)
        if query.show == "complete":
            tests.append(lambda row: row.is_complete)
        if query.show == "grants":
            tests.append(_wants_grant)
        found = [row for row in self.rows if all(test(row) for test in tests)]
        key = SORTS.get(query.sort.removeprefix("-"), SORTS["number"])
        return sorted(found, key=key, reverse=query.sort.startswith("-"))

    @property
    def grants(self) -> int:
        return sum(_wants_grant(row) for row in self.rows)


SORTS: dict[str, Callable[[TableRow], Any]] = {
    "number": lambda row: row.number,
    "title": lambda row: row.title.casefold(),
    "lacking": lambda row: len(row.lacking) + row.on_conditions,
    "presentation": lambda row: (row.presentation, row.number),
}


def _haystack(row: TableRow) -> str:
    return f"{row.number} {row.title} {row.authors}".casefold()


def _wants_grant(row: TableRow) -> bool:
    return not row.kept and answers_of(row.paper).wants_travel_grant is True


def accepted_for_chair(viewer: Viewer, workshop: Workshop) -> Any:
    """Return the accepted papers, released, whose final files a chair may see, but her own, with all handed in."""
    papers = papers_visible_to(viewer, workshop, Info.CAMERA_READY).filter(
        viewer_is_author=False,
        state=SubmissionState.SUBMITTED,
        decision__outcome__in=ACCEPTED,
        decision__released_at__isnull=False,
    )
    return with_handed(papers).select_related("workshop", "decision__shepherding").order_by("number")


def camera_ready_table(viewer: Viewer, workshop: Workshop) -> Table:
    """Return where all accepted papers stand; the number of queries is fixed."""
    dues = dues_of(workshop)
    papers = accepted_for_chair(viewer, workshop)
    return Table(tuple(_row(paper, rights(paper, viewer, workshop), dues) for paper in papers), dues)


def chair_row(viewer: Viewer, workshop: Workshop, number: int) -> TableRow:
    """Return one paper of the table, else NotFound."""
    paper = only(accepted_for_chair(viewer, workshop).filter(number=number))
    if paper is None:
        raise NotFound
    return _row(paper, rights(paper, viewer, workshop), dues_of(workshop))


def _row(paper: SeenPaper, found: PaperRights, dues: dict[str, Due]) -> TableRow:
    kept = not found.sees(Info.OPT_INS_AND_DECLARATIONS)
    handed = handed_of(paper)
    asked = [entry for entry in asked_of(paper) if not (kept and entry.item in PRIVATE)]
    items = tuple(item_row(paper, entry, handed, due_for(paper, entry, dues)) for entry in asked)
    named = found.sees(Info.AUTHOR_IDENTITIES)
    open_dues = [row.due for row in items if row.due.at]
    return TableRow(
        paper=paper,
        number=paper.number,
        title=paper.title,
        track=paper.track.name,
        track_key=paper.track.key,
        presentation=presentation_of(paper.decision.outcome),
        authors=", ".join(author.name for author in paper.authors.all()) if named else "",
        kept=kept,
        items=items,
        due=min(open_dues, key=lambda due: str(due.at), default=None),
        on_conditions=not kept and waits_for_signature(paper.decision),
    )


HEADER = (
    "Number", "Title", "Track", "Presentation", "Authors", "E-mails", "Lacking",
    *(LABELS[item] for item in Item),
    "Presenter", "Registered author", "Attendance", "Reason", "Travel grant for", "Licence", "Video", "Length", "Code",
)  # fmt: skip


def export_rows(rows: list[TableRow]) -> list[list[Cell]]:
    """Return rows for a spreadsheet; what is kept from this chair is left empty."""
    return [_exported(row) for row in rows]


def _exported(row: TableRow) -> list[Cell]:
    paper = row.paper
    answers = answers_of(paper)
    first: list[Cell] = [
        row.number, row.title, row.track, row.presentation, row.authors, _emails(row),
        ", ".join(_lacking_words(row)), *(row.cell(item).label for item in Item),
    ]  # fmt: skip
    links: list[Cell] = [
        link_of(paper, "video"),
        length_in_words(length_of(paper)),
        link_of(paper, "code"),
    ]
    if row.kept:
        return [*first, "", "", "", "", "", "", *links]
    return [
        *first,
        name_of(paper, answers.presenter_id),
        name_of(paper, answers.registered_author_id),
        answers.get_attendance_display() if answers.attendance else "",
        answers.attendance_reason,
        answers.travel_grant_reason if answers.wants_travel_grant else "",
        answers.get_licence_display() if answers.licence else "",
        *links,
    ]


def _lacking_words(row: TableRow) -> list[str]:
    return [item.label for item in row.lacking] + ["The shepherd’s signature"] * row.on_conditions


def _emails(row: TableRow) -> str:
    if row.kept:
        return ""
    authors: list[Author] = list(row.paper.authors.all())
    return ", ".join(author.email for author in authors if author.email)
