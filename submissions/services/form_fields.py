"""Composing the form: a chair adds, changes, orders and retires questions. Answers outlive every change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Invalid
from conference.models import Track, User, Workshop
from submissions.models import Answer, FieldKind, FieldWording, FormField

WRITTEN = ["label", "help", "options"]
FIELDS = ["stage", "kind", "policy", "audience", "required", "word_limit", *WRITTEN]
MOST_FIELDS = 60


@transaction.atomic
def add_field(*, workshop: Workshop, by: User, values: dict[str, Any], tracks: Sequence[Track]) -> FormField:
    """Add a question at the end of the form, asked in these tracks, or in all where none is named."""
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    if FormField.objects.filter(workshop=workshop, retired_at=None).count() >= MOST_FIELDS:
        raise Invalid(f"A form can have {MOST_FIELDS} questions at most. Retire one first.")
    last = FormField.objects.filter(workshop=workshop).aggregate(last=Max("position"))["last"]
    field = FormField(workshop=workshop, position=0 if last is None else last + 1, **values)
    field.full_clean(exclude=["workshop"])
    field.save()
    field.tracks.set(tracks)
    _keep_wording(field, by)
    _record(field, by, "form.field_added", f"Question added to the form: {field.label}")
    return field


@transaction.atomic
def change_field(
    *, field: FormField, by: User, expected: int, values: dict[str, Any], tracks: Sequence[Track]
) -> FormField:
    """Change a question. Its kind stays once it was answered; a new wording is kept beside the earlier ones."""
    if values["kind"] != field.kind and Answer.objects.filter(field=field).exists():
        message = "This question has answers, so its kind stays. Retire it and add another one."
        raise Invalid(message, {"kind": [message]})
    before = {name: getattr(field, name) for name in FIELDS}
    for name in FIELDS:
        setattr(field, name, values[name])
    field.full_clean(exclude=["workshop"])
    save_version(field, expected=expected, fields=FIELDS)
    field.tracks.set(tracks)
    if any(before[name] != getattr(field, name) for name in WRITTEN):
        _keep_wording(field, by)
    changed = [name for name in FIELDS if before[name] != getattr(field, name)]
    _record(
        field,
        by,
        "form.field_changed",
        f"Question of the form changed: {field.label}",
        before={name: before[name] for name in changed},
        after={name: getattr(field, name) for name in changed},
    )
    return field


@transaction.atomic
def retire_field(*, field: FormField, by: User) -> None:
    """Ask a question no more. Its answers stay; one that nobody answered yet is deleted."""
    if not Answer.objects.filter(field=field).exists():
        _record(field, by, "form.field_deleted", f"Question deleted, nobody had answered it: {field.label}")
        field.delete()
        return
    if field.retired_at is None:
        field.retired_at = timezone.now()
        field.save(update_fields=["retired_at"])
        _record(field, by, "form.field_retired", f"Question asked no more: {field.label}")


@transaction.atomic
def bring_back(*, field: FormField, by: User) -> None:
    """Ask a retired question again."""
    if field.retired_at is not None:
        field.retired_at = None
        field.save(update_fields=["retired_at"])
        _record(field, by, "form.field_back", f"Question asked again: {field.label}")


@transaction.atomic
def order_fields(*, workshop: Workshop, by: User, order: Sequence[int]) -> None:
    """Put the questions in this order of ids; those left out keep theirs, behind."""
    fields = list(FormField.objects.select_for_update().filter(workshop=workshop))
    place = {pk: number for number, pk in enumerate(order)}
    fields.sort(key=lambda field: (place.get(field.pk, len(place)), field.position, field.pk))
    moved = [field for number, field in enumerate(fields) if field.position != number]
    for number, field in enumerate(fields):
        field.position = number
    FormField.objects.bulk_update(moved, ["position"])
    if moved:
        audit.record_of_workshop(workshop, by, "form.ordered", "Questions of the form put in another order")


def copy_form(source: Workshop, target: Workshop) -> None:
    """Copy the questions of an earlier edition: called when a workshop is made from it, its tracks being there."""
    tracks = {track.key: track for track in target.tracks.all()}
    for field in FormField.objects.filter(workshop=source, retired_at=None).prefetch_related("tracks"):
        named = [tracks[track.key] for track in field.tracks.all() if track.key in tracks]
        field.pk, field.workshop, field.version = None, target, 1
        field._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
        field.save()
        field.tracks.set(named)
        _keep_wording(field, None)


def _keep_wording(field: FormField, by: User | None) -> FieldWording:
    last = FieldWording.objects.filter(field=field).aggregate(last=Max("number"))["last"] or 0
    return FieldWording.objects.create(
        field=field,
        number=last + 1,
        label=field.label,
        help=field.help,
        options=field.options if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES} else [],
        written_by=by,
    )


def _record(field: FormField, by: User, action: str, text: str, **values: Any) -> None:
    audit.record_of_workshop(field.workshop, by, action, text, **values)
