"""The columns that a table of papers can have: what each is called, what one must be allowed to see for it, where it comes from.

A column reads only papers of which the viewer may know its ``info``; for all others its cells are empty, in the page, in
an export, and in the order of rows, where they stand last both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

from conference.folding import fold
from conference.models import Workshop
from reviews.affinity import affinity
from reviews.models import Outcome
from reviews.selectors.papers import ShownState, check_word
from reviews.selectors.tables.source import Decided, Pair, Source
from reviews.sight import Info
from submissions.models import SubmissionState
from submissions.selectors.findings import NOTHING_SAID

Values = Mapping[int, Any]


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Column:
    """``kind`` chooses how a cell is drawn, ``order`` what it is sorted by, ``plain`` what an export writes.

    ``order`` returning None puts a row last. ``sorted_by`` reads what ``order`` takes, where that is less than a cell.
    """

    key: str
    label: str
    info: Info
    load: Callable[[Source, Collection[int]], Values] = field(repr=False)
    kind: str = "text"
    about: str = ""
    order: Callable[[Any], Any] | None = field(default=_same, repr=False)
    plain: Callable[[Any], Any] = field(default=_same, repr=False)
    sorted_by: Callable[[Source, Collection[int]], Values] | None = field(default=None, repr=False)

    @property
    def is_sortable(self) -> bool:
        return self.order is not None

    @property
    def is_number(self) -> bool:
        return self.kind in {"number", "figure", "count"}

    def values(self, source: Source, ids: Collection[int]) -> Values:
        """Return the cells of those of some papers of which the viewer may know them."""
        return self._of_seen(source, ids, self.load)

    def keys(self, source: Source, ids: Collection[int]) -> Values:
        """Return what those of some papers are sorted by of which the viewer may know it, in a column with an order."""
        values = self._of_seen(source, ids, self.sorted_by or self.load)
        return {pk: self.order(value) for pk, value in values.items() if self.order and value is not None}

    def _of_seen(
        self, source: Source, ids: Collection[int], load: Callable[[Source, Collection[int]], Values]
    ) -> Values:
        seen = source.seen.knowing(self.info)
        wanted = [pk for pk in ids if pk in seen]
        found = load(source, wanted) if wanted else {}
        return {pk: found[pk] for pk in wanted if pk in found}


@dataclass(frozen=True)
class Reviewed:
    """How many reviews are in of those asked for, and how many the workshop wants where they are too few."""

    came: int
    asked: int
    wanted: int

    @property
    def enough(self) -> bool:
        return not self.wanted

    @property
    def short(self) -> str:
        return f"Too few: {self.wanted} wanted"


@dataclass(frozen=True)
class OnPaper:
    """Someone on a paper, and where her review stands: the word of the look, and its label."""

    pair: Pair
    standing: tuple[str, str]


@dataclass(frozen=True)
class Outcomed:
    """A decision as a cell."""

    outcome: str
    label: str
    is_released: bool
    has_text: bool


def _number(source: Source, ids: Collection[int]) -> Values:
    return {pk: source.seen.facts[pk].number for pk in ids}


def _of_paper(name: str) -> Callable[[Source, Collection[int]], Values]:
    return lambda source, ids: {pk: getattr(paper, name) for pk, paper in source.papers(ids).items()}


def _plain(name: str) -> Callable[[Source, Collection[int]], Values]:
    return lambda source, ids: source.plain(name, ids)


def _topics(source: Source, ids: Collection[int]) -> Values:
    found = source.topic_names(ids)
    return {pk: found.get(pk, []) for pk in ids}


def _check(source: Source, ids: Collection[int]) -> Values:
    limits, files, said = source.plain("track__page_limit", ids), source.files(ids), source.said(ids)
    beside = source.beside(ids)
    return {
        pk: check_word(files.get(pk, []), beside.get(pk, ()), limits[pk], said.get(pk, NOTHING_SAID))
        for pk in ids
    }


def _reviews(source: Source, ids: Collection[int]) -> Values:
    needed, facts = source.workshop.reviews_per_paper, source.seen.facts
    begun = source.workshop.assignments_live_at is not None
    return {
        pk: Reviewed(
            came,
            asked,
            needed
            if came < needed and facts[pk].state == SubmissionState.SUBMITTED and (asked or begun)
            else 0,
        )
        for pk, (came, asked) in source.asked(ids).items()
    }


def _scores(source: Source, ids: Collection[int]) -> Values:
    scored = source.scored(ids)
    return {pk: [review.overall for review in scored.get(pk, [])] for pk in ids}


def _ranked(rule: str) -> Callable[[Source, Collection[int]], Values]:
    return lambda source, ids: source.ranked(rule, ids)


def _reviewers(source: Source, ids: Collection[int]) -> Values:
    pairs, decisions = source.pairs(ids), source.decisions(ids)
    return {
        pk: [
            OnPaper(pair, _standing(pair, late=source.is_late(pair) and not _is_out(decisions.get(pk))))
            for pair in its
            if pair.reviews
        ]
        for pk, its in pairs.items()
    }


def _is_out(found: Decided | None) -> bool:
    return found is not None and found.is_released


def _standing(pair: Pair, *, late: bool) -> tuple[str, str]:
    if pair.is_in:
        return "done", "In"
    if late:
        return "late", "Late"
    return ("draft", "Draft") if pair.review else ("not_started", "Not begun")


def _area_chairs(source: Source, ids: Collection[int]) -> Values:
    return {
        pk: [OnPaper(pair, ("", "")) for pair in its if not pair.reviews]
        for pk, its in source.pairs(ids).items()
    }


def _recommended(source: Source, ids: Collection[int]) -> Values:
    """What area chairs recommend, as far as it is in."""
    return {
        pk: [str(Outcome(value).label) for value in found] for pk, found in source.recommended(ids).items()
    }


def _comments(source: Source, ids: Collection[int]) -> Values:
    found = source.comments(ids)
    return {pk: found.get(pk, 0) for pk in ids}


def _decision(source: Source, ids: Collection[int]) -> Values:
    found = source.decisions(ids)
    return {pk: _outcomed(found.get(pk)) for pk in ids}


def _outcomed(found: Decided | None) -> Outcomed | None:
    if found is None:
        return None
    return Outcomed(found.outcome, Outcome(found.outcome).label, found.is_released, found.has_text)


def _theme(source: Source, ids: Collection[int]) -> Values:
    """How close title and abstract are to what the workshop says of itself, by the words they share, best paper 1."""
    workshop, every = source.workshop, source.seen.facts
    changed = source.plain("updated_at", every)
    key = f"theme:{workshop.pk}:{workshop.version}:{len(changed)}:{max(changed.values()).timestamp()}"
    close: dict[int, float] | None = cache.get(key)
    if close is None:
        close = _close_to_theme(workshop, source.texts(every))
        cache.set(key, close, 24 * 3600)
    return close


def _close_to_theme(workshop: Workshop, texts: Mapping[int, str]) -> dict[int, float]:
    about = (workshop.title, workshop.theme, workshop.description, workshop.about_text, workshop.call_text)
    scores = affinity(list(texts.values()), [["\n".join(about)]])
    best = float(scores.max()) or 1.0
    return {pk: float(score) / best for pk, score in zip(texts, scores[:, 0], strict=True)}


def _names(people: list[OnPaper]) -> str:
    return ", ".join(person.pair.name for person in people)


def _tags(source: Source, ids: Collection[int]) -> Values:
    return source.tags(ids)


_STATE_ORDER = list(ShownState)
_OUTCOMES = list(Outcome.values)
_LABELS = [str(label) for label in Outcome.labels]
_JOINED: dict[str, Any] = {"plain": ", ".join, "order": lambda names: fold(names[0]) if names else None}
_READ = Info.REVIEWS_FOR_AUTHORS
_EVERY = (
    Column("number", "No.", Info.PAPER_EXISTENCE, _number, "number"),
    Column("title", "Paper", Info.TITLE_ABSTRACT, _of_paper("title"), "title", order=fold, sorted_by=_plain("title")),
    Column("authors", "Authors", Info.AUTHOR_IDENTITIES, lambda source, ids: source.authors(ids), "names",
           "once they may be known", **_JOINED),
    Column("track", "Track", Info.PAPER_EXISTENCE,
           lambda source, ids: {pk: paper.track.name for pk, paper in source.papers(ids).items()}, order=fold,
           sorted_by=_plain("track__name")),
    Column("topics", "Topics", Info.TITLE_ABSTRACT, _topics, "names", **_JOINED),
    Column("keywords", "Keywords", Info.TITLE_ABSTRACT, _of_paper("keywords"), order=fold, sorted_by=_plain("keywords")),
    Column("state", "State", Info.PAPER_EXISTENCE, lambda source, ids: {pk: source.state(pk) for pk in ids},
           "state", order=_STATE_ORDER.index, plain=lambda state: state.label),
    Column("submitted", "Submitted", Info.PAPER_EXISTENCE, _of_paper("submitted_at"), "moment",
           sorted_by=_plain("submitted_at"),
           plain=lambda at: f"{at:%Y-%m-%d %H:%M} UTC" if at else ""),
    Column("check", "PDF", Info.ANONYMITY_FINDINGS, _check, "check", "what the check found, and what is still open of it",
           order=lambda word: (word.pages_tone, word.names_tone, word.pages), plain=str),
    Column("tags", "Tags", Info.BIDS_AND_AFFINITY, _tags, "tags", "chairs’ own", **_JOINED),
    Column("reviews", "Reviews", _READ, _reviews, "reviews", "in, of those asked for",
           order=lambda found: (found.came, -found.asked), plain=lambda found: f"{found.came} of {found.asked}"),
    Column("scores", "Scores", _READ, _scores, "scores", plain=lambda all_: ", ".join(map(str, all_)),
           sorted_by=_ranked("overall")),
    Column("overall", "Mean", _READ, _ranked("overall"), "figure", "of the overall scores"),
    Column("weighted", "Weighted", _READ, _ranked("weighted"), "figure", "mean weighted by confidence"),
    Column("min", "Lowest", _READ, _ranked("min"), "figure", "lowest overall score"),
    Column("normalised", "Normalised", _READ, _ranked("normalised"), "figure",
           "mean with each reviewer’s own habit taken out"),
    Column("spread", "Spread", _READ, _ranked("spread"), "figure", "how far the scores lie apart"),
    Column("confidence", "Confidence", _READ, _ranked("confidence"), "figure", "mean of the reviewers’"),
    Column("theme", "Theme", Info.TITLE_ABSTRACT, _theme, "figure", "nearness to the workshop’s own words"),
    Column("reviewers", "Reviewers", Info.REVIEWER_IDENTITIES, _reviewers, "people", order=None,
           plain=_names),
    Column("area_chairs", "Area chairs", Info.REVIEWER_IDENTITIES, _area_chairs, "people", plain=_names,
           order=lambda names: fold(names[0]), sorted_by=lambda source, ids: source.area_chairs(ids)),
    Column("recommended", "Recommended", Info.META_REVIEW, _recommended, "names", "by the area chairs",
           order=lambda found: min(map(_LABELS.index, found)) if found else None, plain=_JOINED["plain"]),
    Column("comments", "Comments", Info.REVIEWS_FOR_CHAIRS, _comments, "count", "in the discussion"),
    Column("decision", "Decision", Info.DECISION, _decision, "decision",
           order=lambda found: found and _OUTCOMES.index(found.outcome),
           plain=lambda found: (found.label + ("" if found.is_released else " (draft)")) if found else ""),
)  # fmt: skip
COLUMNS: Mapping[str, Column] = {column.key: column for column in _EVERY}
