"""The reviews of a paper as a mail to its authors tells them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from reviews.models import Assignment, MetaReview, Review
from reviews.projections import review_for_author
from reviews.selectors.review_forms import WITH_ANSWERS
from submissions.models import Submission

REVIEWED = "reviewed"
META_REVIEWED = "meta_reviewed"
META_REVIEW = "meta_review"


def reviews_to_tell() -> tuple[Prefetch[str], Prefetch[str]]:
    """Return what to prefetch on decisions, so that ``reviews_text`` asks for nothing more."""
    return (
        Prefetch("submission__assignments", queryset=_reviewed(), to_attr=REVIEWED),
        Prefetch("submission__assignments", queryset=_meta_reviewed(), to_attr=META_REVIEWED),
    )


def reviews_text(submission: Submission) -> str:
    """Return meta-review and reviews as a mail tells them, as far as they are for authors, in the order of the marks."""
    meta: list[Assignment] | None = getattr(submission, META_REVIEWED, None)
    reviewed: list[Assignment] | None = getattr(submission, REVIEWED, None)
    if meta is None:
        meta = list(_meta_reviewed().filter(submission=submission))
    if reviewed is None:
        reviewed = list(_reviewed().filter(submission=submission))
    recommended: list[MetaReview] = [getattr(row, META_REVIEW) for row in meta]
    texts = [f"## Meta-review\n\n{text}" for row in recommended if (text := row.text.strip())]
    return "\n\n".join([*texts, *(_review_text(row.review) for row in reviewed)])


def _reviewed() -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(
        part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE, review__state=Review.State.SUBMITTED
    )
    answers = [f"review__{name}" for name in WITH_ANSWERS]
    return rows.select_related("review__form").prefetch_related(*answers).order_by("mark")


def _meta_reviewed() -> QuerySet[Assignment]:
    submitted = MetaReview.objects.filter(submitted_at__isnull=False)
    rows = Assignment.objects.filter(
        part=Assignment.Part.AREA_CHAIR, state=Assignment.State.ACTIVE, meta_review__in=submitted
    )
    return rows.select_related(META_REVIEW).order_by("pk")


def _review_text(review: Review) -> str:
    shown = review_for_author(review)
    parts = [f"## Reviewer {shown.mark}"]
    if shown.overall is not None:
        words = f" ({shown.overall_label})" if shown.overall_label else ""
        parts.append(f"Overall: {shown.overall}{words}")
    parts += [f"**{label}**\n\n{text}" for label, text in shown.parts]
    return "\n\n".join(parts)
