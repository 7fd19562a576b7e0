"""The papers of one workshop before one pair of eyes: how she stands toward each, and of which she knows what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.sight import Info, Phase, Standing
from reviews.visibility import PaperRights, policy_of, with_facts
from submissions.models import Submission

FACTS = (
    "pk", "number", "state", "phase", "viewer_is_author", "viewer_has_conflict", "viewer_reviews",
    "viewer_handles", "viewer_review_in",
)  # fmt: skip


class Fact(NamedTuple):
    """One paper: its number, how far it is, and how the viewer stands toward it."""

    pk: int
    number: int
    state: str
    rights: PaperRights

    @property
    def phase(self) -> Phase:
        return self.rights.phase


class SeenPapers:
    """The papers whose existence a viewer may know, loaded in one query."""

    def __init__(self, viewer: Viewer, workshop: Workshop) -> None:
        self.viewer, self.workshop = viewer, workshop
        self.facts: Mapping[int, Fact] = {fact.pk: fact for fact in _facts(viewer, workshop)}
        self._knowing: dict[Info, frozenset[int]] = {}

    def knowing(self, info: Info) -> frozenset[int]:
        """Return the papers of which she may know what there is of an information, be it nothing."""
        if info not in self._knowing:
            answers: dict[int, bool] = {}
            found = []
            for fact in self.facts.values():
                key = id(fact.rights)  # one object a kind of standing
                if key not in answers:
                    answers[key] = fact.rights.knows(info)
                if answers[key]:
                    found.append(fact.pk)
            self._knowing[info] = frozenset(found)
        return self._knowing[info]


def _facts(viewer: Viewer, workshop: Workshop) -> list[Fact]:
    kinds: dict[tuple[object, ...], PaperRights] = {}
    roles, policy = viewer.parts(workshop), policy_of(workshop)
    found = []
    # Whether she may know of a paper is asked of the table of sight here: in SQL it costs the facts several times over.
    papers = with_facts(Submission.objects.filter(workshop=workshop), viewer, workshop)
    rows = papers.order_by("number").values_list(*FACTS)
    for pk, number, state, *standing in rows:
        key = tuple(standing)
        if key not in kinds:
            phase, is_author, has_conflict, reviews_it, handles_it, own_review_in = standing
            kinds[key] = PaperRights(
                Standing(
                    roles=roles,
                    is_author=is_author,
                    is_site_admin=viewer.is_site_admin,
                    has_conflict=has_conflict,
                    reviews_it=reviews_it,
                    handles_it=handles_it,
                    own_review_in=own_review_in,
                ),
                Phase(phase),
                policy,
            )
        found.append(Fact(pk, number, state, kinds[key]))
    existing = {id(rights): rights.sees(Info.PAPER_EXISTENCE) for rights in kinds.values()}
    return [fact for fact in found if existing[id(fact.rights)]]
