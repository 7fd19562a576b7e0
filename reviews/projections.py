"""What pages get of papers and reviews: objects without the attributes that their reader may not know."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from reviews.models import Review
from reviews.review_form import Audience, Role, thin
from reviews.selectors.review_forms import answers_of, parts_for, questions_of, score_of
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper
from submissions.models import PaperFile, Submission
from submissions.selectors.files import current_file

COMMITTEE = (Audience.AUTHORS, Audience.COMMITTEE)
ALL = tuple(Audience)


@dataclass(frozen=True)
class FileLink:
    """The copy of a paper that reviewers get, under a name that tells nothing."""

    url: str
    name: str
    pages: int | None


@dataclass(frozen=True)
class BlindPaper:
    """A paper without its authors. There is no attribute from which they follow."""

    number: int
    title: str
    abstract: str
    keywords: str
    track: str
    topics: tuple[str, ...]
    file: FileLink | None


@dataclass(frozen=True)
class ReviewForAuthor:
    """A review as authors read it: under its mark, without who wrote it and when, and only the parts meant for them."""

    mark: str
    overall: int | None
    overall_label: str
    confidence: int | None
    confidence_label: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReviewForColleague(ReviewForAuthor):
    """The same with the parts that are for reviewers and chairs: what fellow reviewers read."""

    among_us: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReviewForReviewer(ReviewForColleague):
    """The same with the colleague's name, where the workshop lets reviewers know one another."""

    reviewer: str


@dataclass(frozen=True)
class ReviewForChair(ReviewForColleague):
    """A review as area chairs and chairs read it: with the reviewer, what is in confidence, and what chairs made of it."""

    pk: int
    reviewer: str
    confidential: tuple[tuple[str, str], ...]
    submitted_at: datetime | None
    thin: tuple[str, ...]
    ethics_open: bool
    rating: int | None

    @property
    def ratings(self) -> list[tuple[int, str]]:
        return [(int(value), str(words)) for value, words in Review.Rating.choices]


def blind_paper(paper: SeenPaper, rights: PaperRights, workshop_slug: str) -> BlindPaper:
    """Return a paper as those read it who may not know its authors; its track, topics and files are loaded."""
    found = reviewed_file(paper) if rights.sees(Info.PAPER_FILE) else None
    link = None
    if found:
        url = reverse("reviews:paper_file", args=[workshop_slug, paper.number, found.public_id])
        link = FileLink(url, file_name(workshop_slug, paper.number), found.report.get("total_pages"))
    return BlindPaper(
        number=paper.number,
        title=paper.title,
        abstract=paper.abstract,
        keywords=paper.keywords,
        track=paper.track.name,
        topics=tuple(topic.name for topic in paper.topics.all()),
        file=link,
    )


def reviewed_file(paper: Submission) -> PaperFile | None:
    """Return the version that is under review, if its copy for reviewers is there; a final version never is."""
    papers = [file for file in paper.files.all() if file.kind == PaperFile.Kind.PAPER]
    found = current_file(papers)
    return found if found and found.reviewer_copy else None


def file_name(workshop_slug: str, number: int) -> str:
    """Return the neutral name under which a paper is handed out."""
    return f"{workshop_slug}-paper-{number}.pdf"


def review_for_author(review: Review) -> ReviewForAuthor:
    return ReviewForAuthor(**_common(review, (Audience.AUTHORS,)))


def review_for_colleague(review: Review) -> ReviewForColleague:
    return ReviewForColleague(**_among_us(review))


def review_for_reviewer(review: Review) -> ReviewForReviewer:
    return ReviewForReviewer(**_among_us(review), reviewer=review.assignment.user.name)


def review_for_chair(review: Review) -> ReviewForChair:
    """Return a review with everything."""
    return ReviewForChair(
        **_among_us(review, ALL),
        pk=review.pk,
        reviewer=review.assignment.user.name,
        confidential=parts_for(review, Audience.CHAIRS),
        submitted_at=review.submitted_at,
        thin=thin_review(review),
        ethics_open=bool(review.ethics_flag) and review.ethics_settled_at is None,
        rating=review.rating,
    )


def thin_review(review: Review) -> tuple[str, ...]:
    """Return why a review that is in is thin, in words; nothing if it is not."""
    return thin(questions_of(review.form), answers_of(review))


def colleagues_reviews(reviews: Iterable[Review], rights: PaperRights) -> list[ReviewForColleague]:
    """Return the others' reviews for one of a paper's reviewers, named only where she may know the names."""
    if not rights.sees(Info.REVIEWS_FOR_AUTHORS):
        return []
    named = rights.sees(Info.REVIEWER_IDENTITIES)
    return [review_for_reviewer(review) if named else review_for_colleague(review) for review in reviews]


def _among_us(review: Review, audiences: Collection[Audience] = COMMITTEE) -> dict[str, Any]:
    return {**_common(review, audiences), "among_us": parts_for(review, Audience.COMMITTEE)}


def _common(review: Review, audiences: Collection[Audience]) -> dict[str, Any]:
    overall, overall_label, overall_for = score_of(review, Role.OVERALL)
    confidence, confidence_label, confidence_for = score_of(review, Role.CONFIDENCE)
    sees_overall, sees_confidence = overall_for in audiences, confidence_for in audiences
    return {
        "mark": review.assignment.mark,
        "overall": overall if sees_overall else None,
        "overall_label": overall_label if sees_overall else "",
        "confidence": confidence if sees_confidence else None,
        "confidence_label": confidence_label if sees_confidence else "",
        "parts": parts_for(review, Audience.AUTHORS),
    }
