"""What pages get of papers and reviews: objects without the attributes that their reader may not know."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from conference.errors import NotFound
from reviews.models import Review
from reviews.review_form import Audience, Role, thin, words_of
from reviews.selectors.review_forms import answers_of, parts_for, questions_of, score_of
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper
from submissions.kinds import ending_of
from submissions.models import PaperFile, Stage, Submission
from submissions.selectors.answer_files import answers_with_files
from submissions.selectors.answers import ALL_AUDIENCES, REVIEWERS_ONLY, answer_lines
from submissions.selectors.files import current_file
from submissions.uploads import megabytes

FOR_REVIEW: tuple[str, ...] = (PaperFile.Kind.PAPER, PaperFile.Kind.SUPPLEMENT, PaperFile.Kind.CODE)

COMMITTEE = (Audience.AUTHORS, Audience.COMMITTEE)
ALL = tuple(Audience)


@dataclass(frozen=True)
class FileLink:
    """The copy of a paper that reviewers get, under a name that tells nothing."""

    url: str
    name: str
    pages: int | None
    label: str = ""
    size: str = ""
    public_id: UUID | None = None


@dataclass(frozen=True)
class BlindAnswer:
    """An answer that the chairs meant for reviewers, without who gave it and when."""

    label: str
    value: str
    long: bool
    file: FileLink | None = None


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
    supplements: tuple[FileLink, ...] = ()


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
    found = files_for_review(paper) if rights.sees(Info.PAPER_FILE) else []
    links = {file.kind: _file_link(paper, file, workshop_slug) for file in found}
    return BlindPaper(
        number=paper.number,
        title=paper.title,
        abstract=paper.abstract,
        keywords=paper.keywords,
        track=paper.track.name,
        topics=tuple(topic.name for topic in paper.topics.all()),
        file=links.pop(PaperFile.Kind.PAPER, None),
        supplements=tuple(links.values()),
    )


def _file_link(paper: SeenPaper, file: PaperFile, workshop_slug: str) -> FileLink:
    return FileLink(
        url=reverse("reviews:paper_file", args=[workshop_slug, paper.number, file.public_id]),
        name=file_name(workshop_slug, paper.number, file),
        pages=file.report.get("total_pages"),
        label=file.get_kind_display(),
        size=megabytes(file.size),
        public_id=file.public_id,
    )


def blind_answers(paper: SeenPaper, rights: PaperRights, workshop_slug: str) -> tuple[BlindAnswer, ...]:
    """Return what the authors answered to questions whose answers are meant for reviewers; for one paper at a time."""
    if not rights.sees(Info.PAPER_FILE):
        return ()
    lines = answer_lines(paper, audiences=REVIEWERS_ONLY, stages=[Stage.SUBMISSION])
    files = {
        str(file.public_id): _file_link(paper, file, workshop_slug)
        for file in answer_files_for_review(paper, REVIEWERS_ONLY)
    }
    return tuple(
        BlindAnswer(line.label, line.value, line.long, files.get(line.file_id))
        for line in lines
        if not line.is_file or line.file_id in files
    )


def answer_files_for_review(paper: Submission, audiences: Collection[str]) -> list[PaperFile]:
    """Return the files that answer questions of a submission, checked and, where PDFs, with their reviewers' copy."""
    found = [answer.file for answer in answers_with_files(paper, audiences)]
    return [file for file in found if file and (file.reviewer_copy or file.format != "pdf")]


def files_for(paper: Submission, rights: PaperRights) -> list[PaperFile]:
    """Return all files under review that a reader of the paper may fetch: answers for chairs only to chairs."""
    audiences = ALL_AUDIENCES if rights.is_chair_here else REVIEWERS_ONLY
    return [*files_for_review(paper), *answer_files_for_review(paper, audiences)]


def files_for_review(paper: Submission, files: Iterable[PaperFile] | None = None) -> list[PaperFile]:
    """Return the versions under review: the paper, then what was sent beside it. A PDF needs its copy for reviewers."""
    sent = list(paper.files.all()) if files is None else list(files)
    standing = [
        current_file(file for file in sent if file.kind == kind and not file.removed_at)
        for kind in FOR_REVIEW
    ]
    return [file for file in standing if file and (file.reviewer_copy or file.format != "pdf")]


def file_name(workshop_slug: str, number: int, file: PaperFile | None = None) -> str:
    """Return the neutral name under which a file of a paper is handed out."""
    if file is None or file.kind == PaperFile.Kind.PAPER:
        return f"{workshop_slug}-paper-{number}.pdf"
    what = f"{file.kind}-{file.slot}" if file.slot else file.kind
    return f"{workshop_slug}-paper-{number}-{what}{ending_of(file.format, file.original_name)}"


def handed_out(paper: SeenPaper, rights: PaperRights, public_id: UUID) -> PaperFile:
    """Return a file that a reader of a paper may fetch; an older version, a final one, or another's as if it were not there."""
    found = next((file for file in files_for(paper, rights) if file.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


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
    return thin(questions_of(review.form), words_of(answers_of(review)))


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
