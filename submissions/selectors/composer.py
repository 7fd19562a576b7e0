"""The form as its chairs compose it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from conference.models import Workshop
from submissions.models import FormField, Stage, SubmissionState


@dataclass(frozen=True)
class FieldRow:
    """A question in the list. ``answers`` counts papers that came in; of drafts chairs know nothing."""

    pk: int
    label: str
    kind: str
    policy: str
    tracks: str
    required: bool
    for_reviewers: bool
    answers: int
    place: int


@dataclass(frozen=True)
class FormPage:
    """The questions by stage, in order, and those asked no more."""

    stages: tuple[tuple[str, tuple[FieldRow, ...]], ...]
    retired: tuple[FieldRow, ...]

    @property
    def is_empty(self) -> bool:
        return not self.stages and not self.retired


def composed(workshop: Workshop) -> FormPage:
    """Return the form of a workshop, in two queries."""
    fields = fields_of(workshop)
    live = sorted((field for field in fields if field.retired_at is None), key=_stage)
    stages = tuple(
        (Stage(stage).label, tuple(_row(field, place) for place, field in enumerate(group, 1)))
        for stage, group in groupby(live, key=lambda field: field.stage)
    )
    retired = tuple(_row(field, 0) for field in fields if field.retired_at is not None)
    return FormPage(stages, retired)


def fields_of(workshop: Workshop) -> QuerySet[FormField]:
    """Return the questions in order, those asked no more too, with ``many``: how many papers that came in answered."""
    came_in = Q(answers__isnull=False) & ~Q(answers__submission__state=SubmissionState.DRAFT)
    return (
        FormField.objects.filter(workshop=workshop)
        .annotate(many=Count("answers", filter=came_in))
        .prefetch_related("tracks")
        .order_by("position", "pk")
    )


def _stage(field: FormField) -> int:
    return list(Stage).index(Stage(field.stage))


def _row(field: FormField, place: int) -> FieldRow:
    return FieldRow(
        pk=field.pk,
        label=field.label,
        kind=field.get_kind_display(),
        policy=field.get_policy_display() if field.policy else "",
        tracks=", ".join(track.name for track in field.tracks.all()) or "All tracks",
        required=field.required,
        for_reviewers=field.audience == "reviewers",
        answers=field.many,  # type: ignore[attr-defined]
        place=place,
    )
