"""Papers that look alike, as one chair may see them: a pair is shown to whoever sees both of its papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from conference.models import Workshop
from conference.visibility import Viewer, workshops_visible_to
from reviews.selectors.papers import chair_papers
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import Submission, Twin


@dataclass(frozen=True)
class TwinPaper:
    """One paper of a pair; ``url`` is empty where the chair can't open a page of it."""

    label: str
    title: str
    track: str
    url: str


@dataclass(frozen=True)
class TwinLine:
    """What a paper looks like: the other one and how alike title and abstract are, in percent."""

    other: TwinPaper
    title_score: int
    abstract_score: int


@dataclass(frozen=True)
class TwinPair:
    """Two papers that look alike."""

    one: TwinPaper
    other: TwinPaper
    title_score: int
    abstract_score: int


def twins_of(paper: Submission, viewer: Viewer, workshop: Workshop) -> list[TwinLine]:
    """Return the papers that look like one, as far as this chair may know of them, the most alike first."""
    rows = list(Twin.objects.filter(Q(submission=paper) | Q(other=paper)))
    others = {row.other_id if row.submission_id == paper.pk else row.submission_id for row in rows}
    seen = _seen(others, viewer, workshop)
    lines = []
    for row in rows:
        other = seen.get(row.other_id if row.submission_id == paper.pk else row.submission_id)
        if other:
            lines.append(TwinLine(other, row.title_score, row.abstract_score))
    return lines


def twin_pairs(viewer: Viewer, workshop: Workshop) -> list[TwinPair]:
    """Return every pair of which one paper is of this workshop and the chair sees both."""
    rows = list(Twin.objects.filter(Q(submission__workshop=workshop) | Q(other__workshop=workshop)))
    every = {pk for row in rows for pk in (row.submission_id, row.other_id)}
    seen = _seen(every, viewer, workshop)
    here = set(chair_papers(viewer, workshop).filter(pk__in=every).values_list("pk", flat=True))
    pairs = []
    for row in rows:
        ids = (row.submission_id, row.other_id)
        if all(pk in seen for pk in ids) and any(pk in here for pk in ids):
            one, other = ids if ids[0] in here else ids[::-1]
            pairs.append(TwinPair(seen[one], seen[other], row.title_score, row.abstract_score))
    return pairs


def _seen(ids: Iterable[int], viewer: Viewer, workshop: Workshop) -> dict[int, TwinPaper]:
    """Return those of these papers whose title the viewer sees: in her own table here, elsewhere as anyone sees them.

    One query an edition, not one a paper.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    editions = workshops_visible_to(viewer).filter(submissions__in=wanted).distinct()
    found: dict[int, TwinPaper] = {}
    for edition in editions:
        chairs_it = viewer.is_chair(edition)
        papers = (
            chair_papers(viewer, edition)
            if chairs_it
            else papers_visible_to(viewer, edition, Info.TITLE_ABSTRACT)
        )
        for paper in papers.filter(pk__in=wanted).select_related("track"):
            number = f"#{paper.number}"
            found[paper.pk] = TwinPaper(
                label=number if edition == workshop else f"{edition.acronym} {number}",
                title=paper.title,
                track=paper.track.name,
                url=reverse("reviews:chair_paper", args=[edition.slug, paper.number]) if chairs_it else "",
            )
    return found
