"""Composing the form of a review: each change makes a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from conference import audit
from conference.errors import Invalid, Refused, Stale
from conference.models import Track, User, Workshop
from reviews.models import ReviewForm, ReviewQuestion
from reviews.review_form import DEFAULT, Question, problems_of
from reviews.selectors.review_forms import current_form, own_form, questions_of

CHANGED = "review_form_changed"


def form_for(workshop: Workshop, track: Track | None) -> ReviewForm:
    """Return the form that holds for a track, made from the one that every workshop begins with if there is none."""
    found = current_form(workshop, track.pk if track else None)
    return found or _first_form(workshop)


@transaction.atomic
def publish_form(
    *, workshop: Workshop, track: Track | None, by: User, expected: int, questions: Sequence[Question]
) -> ReviewForm:
    """Make a new version of a form hold; reviews that are in keep theirs. Saving the same again changes nothing.

    ``expected`` is the number of the version that was changed, 0 where there was none.
    """
    found = problems_of(questions)
    if found:
        raise Invalid(
            " ".join([*found.general, *(text for texts in found.by_place.values() for text in texts)])
        )
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    newest = own_form(workshop, track)
    number = newest.number if newest else 0
    if newest and questions_of(newest) == tuple(questions):
        return newest
    if number != expected:
        raise Stale
    form = _make(workshop, track, number + 1, questions, by)
    name = track.name if track else "all tracks"
    _record(workshop, by, f"Review form of {name}: version {form.number}")
    return form


@transaction.atomic
def drop_form(*, workshop: Workshop, track: Track, by: User) -> None:
    """Let a track use the form of the workshop again, while no review was written to its own."""
    forms = ReviewForm.objects.filter(workshop=workshop, track=track)
    if forms.filter(reviews__isnull=False).exists():
        raise Refused("Reviews are written to this form already, so it stays. Change its questions instead.")
    if forms.exists():
        forms.delete()
        _record(workshop, by, f"Review form of {track.name} dropped")


def copy_forms(source: Workshop, target: Workshop) -> None:
    """Give a workshop the forms that hold in another, that of all tracks and those of tracks, as their first versions."""
    tracks = {track.key: track for track in target.tracks.all()}
    named = [(track, tracks.get(track.key)) for track in source.tracks.all()]
    for old, new in [(None, None), *((old, new) for old, new in named if new)]:
        form = own_form(source, old)
        if form:
            _make(target, new, 1, questions_of(form), None)


def _first_form(workshop: Workshop) -> ReviewForm:
    with transaction.atomic():
        # The workshop's row is held, so that two reviewers who begin at once don't make two forms.
        Workshop.objects.select_for_update().get(pk=workshop.pk)
        return current_form(workshop, None) or _make(workshop, None, 1, DEFAULT, None)


def _make(
    workshop: Workshop, track: Track | None, number: int, questions: Sequence[Question], by: User | None
) -> ReviewForm:
    form = ReviewForm.objects.create(workshop=workshop, track=track, number=number, created_by=by)
    ReviewQuestion.objects.bulk_create(
        ReviewQuestion(
            form=form,
            position=position,
            **asdict(question) | {"options": [[value, words] for value, words in question.options]},
        )
        for position, question in enumerate(questions)
    )
    return form


def _record(workshop: Workshop, by: User, text: str) -> None:
    audit.record_of_workshop(workshop, by, CHANGED, text)
