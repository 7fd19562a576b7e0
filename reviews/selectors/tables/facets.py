"""Simple controls beside the search box: each adds its condition to the search that stands there, or takes it out."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.search import FIELDS, SearchError, parse, toggled
from reviews.search.fields import CHECKS, MISSING, OUTCOMES
from reviews.search.language import And
from reviews.selectors.tables.answers import choices_of
from reviews.selectors.tables.table import PaperTable
from reviews.sight import Info


@dataclass(frozen=True)
class Choice:
    """A condition to click on; ``text`` is the search after the click."""

    label: str
    condition: str
    text: str
    is_on: bool


@dataclass(frozen=True)
class Group:
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Help:
    """One field as the panel of help tells it; ``takes`` are the words it takes."""

    key: str
    about: str
    examples: tuple[str, ...]
    takes: str


def groups(table: PaperTable) -> list[Group]:
    """Return what a table can be filtered by with a click, group by group."""
    text, workshop = table.asked.text, table.source.workshop
    tracks = [(track.name, f"track:{track.key}") for track in workshop.tracks.all()]
    topics = [(topic.name, f'topic:"{topic.name}"') for topic, _ in table.source.topics.topics]
    tags = [(f"#{name}", f"#{name}") for name in known_tags(table)]
    found = [
        ("Track", tracks if len(tracks) > 1 else []),
        ("Check of the PDF", [(label, f"check:{key}") for key, label in CHECKS.items()]),
        ("Decision", [(label, f"decision:{key}") for key, label in OUTCOMES.items()]),
        ("Missing", [(label, f"missing:{key}") for key, label in MISSING.items()]),
        ("Tags", tags),
        ("Topics", topics),
        *choices_of(table.source),
    ]
    return [
        Group(label, tuple(_choice(text, *its) for its in choices)) for label, choices in found if choices
    ]


def tabs(table: PaperTable) -> list[tuple[Choice, int]]:
    """Return the tabs: each replaces the condition of another one in the search."""
    bare = table.asked.text
    for _, condition in table.kind.tabs:
        text, was_on = toggled(bare, condition) if bare else ("", False)
        bare = text if was_on else bare
    every = Choice("All", "", bare, bare == table.asked.text)
    found = [(every, len(table.every))]
    for tab in table.tabs:
        text, _ = toggled(bare, tab.condition)
        found.append(
            (Choice(tab.label, tab.condition, text, _stands_in(table.asked.text, tab.condition)), tab.many)
        )
    return found


def known_tags(table: PaperTable) -> list[str]:
    """Return the tags in use on papers that the viewer may act on, each once."""
    seen = table.source.seen.knowing(Info.BIDS_AND_AFFINITY)
    tags = table.source.tags(table.source.seen.facts)
    return sorted({name for pk, names in tags.items() if pk in seen for name in names})


def fields() -> list[Help]:
    """Return all fields of the language for the panel of help."""
    return [
        Help(key, field.about, field.examples or (f"{key}:",), ", ".join(field.choices))
        for key, field in FIELDS.items()
    ]


def _choice(text: str, label: str, condition: str) -> Choice:
    after, was_on = toggled(text, condition)
    return Choice(label[:1].upper() + label[1:], condition, after, was_on)


def _stands_in(text: str, condition: str) -> bool:
    try:
        tree, wanted = parse(text), parse(condition)
    except SearchError:
        return False
    return tree == wanted or (isinstance(tree, And) and wanted in tree.parts)
