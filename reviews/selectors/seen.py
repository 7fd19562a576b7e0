"""The papers of one workshop before one pair of eyes: how she stands toward each, and of which she knows what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from conference.models import Workshop
from conference.visibility import Viewer
from reviews.sight import Info, Phase, Policy, Standing
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
    """The papers whose existence a viewer may know, loaded in one query; ``facts`` are in the order of their numbers."""

    def __init__(self, viewer: Viewer, workshop: Workshop) -> None:
        self.viewer, self.workshop = viewer, workshop
        self.facts: dict[int, Fact] = {}
        self._kinds: dict[tuple[object, ...], tuple[PaperRights, list[int]]] = {}
        self._knowing: dict[Info, frozenset[int]] = {}
        self._load()

    def knowing(self, info: Info) -> frozenset[int]:
        """Return the papers of which she may know what there is of an information, be it nothing."""
        if info not in self._knowing:
            self._knowing[info] = self.where(lambda rights: rights.knows(info))
        return self._knowing[info]

    def where(self, holds: Callable[[PaperRights], bool]) -> frozenset[int]:
        """Return the papers whose rights fulfil a condition; it is asked once for all toward which she stands alike."""
        return frozenset(pk for rights, papers in self._kinds.values() if holds(rights) for pk in papers)

    def _load(self) -> None:
        roles, policy = self.viewer.parts(self.workshop), policy_of(self.workshop)
        # Whether she may know of a paper is asked of the table of sight here: in SQL it costs the facts several times over.
        papers = with_facts(Submission.objects.filter(workshop=self.workshop), self.viewer, self.workshop)
        hidden = set()
        for pk, number, state, *standing in papers.order_by("number").values_list(*FACTS):
            key = tuple(standing)
            if key in hidden:
                continue
            if key not in self._kinds:
                rights = _rights(key, roles, policy, is_site_admin=self.viewer.is_site_admin)
                if not rights.sees(Info.PAPER_EXISTENCE):
                    hidden.add(key)
                    continue
                self._kinds[key] = (rights, [])
            rights, alike = self._kinds[key]
            alike.append(pk)
            self.facts[pk] = Fact(pk, number, state, rights)


def _rights(
    key: tuple[Any, ...], roles: frozenset[str], policy: Policy, *, is_site_admin: bool
) -> PaperRights:
    phase, is_author, has_conflict, reviews_it, handles_it, own_review_in = key
    standing = Standing(
        roles=roles,
        is_author=is_author,
        is_site_admin=is_site_admin,
        has_conflict=has_conflict,
        reviews_it=reviews_it,
        handles_it=handles_it,
        own_review_in=own_review_in,
    )
    return PaperRights(standing, Phase(phase), policy)
