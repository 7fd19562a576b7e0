"""Answering the conditions of a search for one viewer: what holds in truth, cut to the papers of which she may know it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet

from conference.folding import fold
from conference.models import User
from reviews.models import ACCEPTED, Assignment
from reviews.search import Answer, Query, Term, evaluate
from reviews.search.fields import info_of
from reviews.selectors.papers import Checked, CheckTally, ShownState
from reviews.selectors.tables.answers import answering
from reviews.selectors.tables.source import Source
from reviews.sight import Info
from submissions.models import PaperFile, Submission

Holds = set[int] | frozenset[int]
COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le,
    "=": lambda figure, wanted: abs(figure - wanted) < 0.005,  # noqa: PLR2004 - figures are shown with two digits
}  # fmt: skip
CHECKED: Mapping[str, Callable[[CheckTally], bool]] = {
    "good": lambda tally: tally.is_good,
    "open": lambda tally: bool(tally.open),
    "answered": lambda tally: bool(tally.answered),
    "settled": lambda tally: bool(tally.settled),
    "length": lambda tally: tally.too_long,
    "names": lambda tally: any(found.open or found.answered for found in (tally.names, tally.beside)),
    "format": lambda tally: bool(tally.format.open or tally.format.answered),
}
LEAK_KINDS = {"name": "author_name", "link": "identifying_link", "path": "file_path"}
OUTCOMES = {
    "oral": ("accept_oral",),
    "spotlight": ("accept_spotlight",),
    "poster": ("accept_poster",),
    "accept": tuple(ACCEPTED),
    "reject": ("reject",),
}


def find(query: Query | None, source: Source, among: frozenset[int]) -> frozenset[int]:
    """Return those of some papers of which the query is true to the viewer; the queries grow with its length alone."""
    if query is None:
        return among
    return evaluate(query, Finder(source).ask).true & among


class Finder:
    """Answers single conditions."""

    def __init__(self, source: Source) -> None:
        self.source, self.workshop = source, source.workshop
        self._all = frozenset(source.seen.facts)

    def ask(self, term: Term) -> Answer:
        """Return where a condition is true and where it is false, and nothing of what the viewer may not know."""
        if term.value.casefold() == "me" and term.key in {"re", "ac"}:
            return Answer.of(self._my_part(term.key), self._all)
        info = info_of(term.key, term.value, numeric=bool(term.sign)) if term.key != "number" else None
        seen = self.source.seen.knowing(info) if info else self._all
        name = {"": "_words", "re": "_count" if term.sign else "_person", "ac": "_person"}.get(
            term.key, f"_{term.key}"
        )
        answer: Callable[[Term], Holds] = getattr(self, name, self._figure)
        return Answer.of(answer(term), seen)

    def _my_part(self, key: str) -> Holds:
        if key == "re":
            return self.source.seen.where(lambda rights: rights.standing.reviews_it)
        return self.source.seen.where(lambda rights: rights.standing.handles_it)

    def _words(self, term: Term) -> Holds:
        found = self._with_text(term.value)
        if term.value.isascii() and term.value.isdigit():
            return found | self._number(term)
        return found

    def _with_text(self, text: str) -> set[int]:
        papers = Submission.objects.filter(workshop=self.workshop, search_text__contains=fold(text))
        return set(papers.values_list("pk", flat=True))

    def _in_field(self, term: Term) -> Holds:
        wanted = fold(term.value)
        papers = Submission.objects.filter(workshop=self.workshop, search_text__contains=wanted)
        return {pk for pk, text in papers.values_list("pk", term.key) if wanted in fold(text)}

    _title = _abstract = _keywords = _in_field

    def _number(self, term: Term) -> Holds:
        number = int(term.value)
        return {pk for pk, fact in self.source.seen.facts.items() if fact.number == number}

    def _track(self, term: Term) -> Holds:
        wanted = fold(term.value)
        tracks = [
            track.pk
            for track in self.workshop.tracks.all()
            if wanted in {track.key, *_parts(track.name, wanted)}
        ]
        return set(Submission.objects.filter(track__in=tracks).values_list("pk", flat=True))

    def _topic(self, term: Term) -> Holds:
        wanted, tree = fold(term.value), self.source.topics
        ids = {pk for topic, _ in tree.topics if wanted in fold(topic.name) for pk in tree.under[topic.pk]}
        links = Submission.topics.through.objects.filter(topic__in=ids)
        return set(links.values_list("submission_id", flat=True))

    def _is(self, term: Term) -> Holds:
        if term.value == "mine":
            return {*self._my_part("re"), *self._my_part("ac")}
        if term.value == "conflict":
            return self.source.seen.where(lambda rights: rights.standing.has_conflict)
        return self.source.by_state.get(ShownState(term.value), frozenset())

    def _tag(self, term: Term) -> Holds:
        wanted = term.value.removeprefix("#")
        tags = self.source.tags(self._all)
        if wanted.endswith("*"):
            return {pk for pk, names in tags.items() if any(name.startswith(wanted[:-1]) for name in names)}
        return {pk for pk, names in tags.items() if wanted in names}

    def _au(self, term: Term) -> Holds:
        wanted = fold(term.value)
        seen = self.source.seen.knowing(Info.AUTHOR_IDENTITIES)
        names = self.source.authors(seen) if seen else {}
        return {pk for pk, its in names.items() if any(wanted in fold(name) for name in its)}

    def _person(self, term: Term) -> Holds:
        wanted = fold(term.value)
        rows = self._on_papers(Assignment.Part.REVIEWER if term.key == "re" else Assignment.Part.AREA_CHAIR)
        names = User.objects.filter(pk__in=rows.values("user")).values_list("pk", "name")
        people = [pk for pk, name in names if wanted in fold(name)]
        return set(rows.filter(user__in=people).values_list("submission_id", flat=True))

    def _on_papers(self, part: Assignment.Part) -> QuerySet[Assignment]:
        active = Assignment.objects.filter(state=Assignment.State.ACTIVE, part=part)
        return active.filter(submission__workshop=self.workshop).order_by()

    def _answer(self, term: Term) -> Holds:
        return answering(self.source, term.value)

    def _count(self, term: Term) -> Holds:
        return self._compared(term, {pk: counts[0] for pk, counts in self._asked_of_all().items()})

    def _asked(self, term: Term) -> Holds:
        return self._compared(term, {pk: counts[1] for pk, counts in self._asked_of_all().items()})

    def _figure(self, term: Term) -> Holds:
        return self._compared(term, self.source.ranked(term.key, self._all))

    def _compared(self, term: Term, figures: Mapping[int, float]) -> Holds:
        compare = COMPARED[term.sign]
        return {pk for pk, figure in figures.items() if compare(figure, term.number)}

    def _asked_of_all(self) -> dict[int, tuple[int, int]]:
        return self.source.asked(self._all)

    def _decision(self, term: Term) -> Holds:
        decisions = self.source.decisions(self._all)
        if term.value == "none":
            return self._all - decisions.keys()
        if term.value in {"draft", "released"}:
            return {pk for pk, found in decisions.items() if found.is_released == (term.value == "released")}
        return {pk for pk, found in decisions.items() if found.outcome in OUTCOMES[term.value]}

    def _leak(self, term: Term) -> Holds:
        kind = LEAK_KINDS.get(term.value, term.value)
        found = {pk: list(files) for pk, files in self.source.beside(self._all).items()}
        for pk, paper in self.source.reports().items():
            found.setdefault(pk, []).append(paper)
        return {pk for pk, files in found.items() if any(_leaks(file, kind) for file in files)}

    def _over(self, _term: Term) -> Holds:
        return {
            pk
            for pk, paper in self.source.reports().items()
            if paper.report["within_limit"] is False and not paper.report["unsure"]
        }

    def _unsure(self, _term: Term) -> Holds:
        return {
            pk for pk, tally in self.source.tallies().items() if tally.length.open or tally.length.answered
        }

    def _check(self, term: Term) -> Holds:
        if term.value == "missing":
            return self._all - self.source.reports().keys()
        holds = CHECKED[term.value]
        return {pk for pk, tally in self.source.tallies().items() if holds(tally)}

    def _missing(self, term: Term) -> Holds:
        needed = self.workshop.reviews_per_paper
        answers: dict[str, Callable[[], Holds]] = {
            "pdf": lambda: self._all - self.source.reports().keys(),
            "abstract": lambda: self._without(abstract=""),
            "topic": lambda: self._without(topics=None),
            "reviewer": lambda: {pk for pk, (_, many) in self._asked_of_all().items() if many < needed},
            "review": lambda: {pk for pk, (came, _) in self._asked_of_all().items() if came < needed},
            "area_chair": self._without_area_chair,
            "decision": lambda: self._all - self.source.decisions(self._all).keys(),
            "final": self._without_final,
        }
        return answers[term.value]()

    def _without(self, **empty: Any) -> Holds:
        return set(Submission.objects.filter(workshop=self.workshop, **empty).values_list("pk", flat=True))

    def _without_area_chair(self) -> Holds:
        handled = self._on_papers(Assignment.Part.AREA_CHAIR)
        return self._all - set(handled.values_list("submission_id", flat=True))

    def _without_final(self) -> Holds:
        final = PaperFile.objects.filter(submission__workshop=self.workshop, kind=PaperFile.Kind.FINAL)
        return self._all - set(final.values_list("submission_id", flat=True))


def _leaks(file: Checked, kind: str) -> bool:
    leaks = file.report["leaks"] or []
    return bool(leaks) if kind == "any" else any(leak.get("kind") == kind for leak in leaks)


def _parts(name: str, wanted: str) -> set[str]:
    return {wanted} if wanted in fold(name) else set()
