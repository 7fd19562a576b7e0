"""What a person typed and could not be saved yet: kept beside the paper, for her alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conference.models import User
from submissions.models import Submission, WorkingCopy

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "step", "remove", "file", "findings_seen"})


def keep_typed(*, submission: Submission, by: User, content: Mapping[str, Sequence[str]]) -> None:
    """Keep the fields of a form as they were sent, in the place of what was kept before."""
    fields = {
        _storable(name): [_storable(value) for value in values]
        for name, values in content.items()
        if name not in NOT_TYPED and not name.endswith("-upload")
    }
    WorkingCopy.objects.bulk_create(
        [WorkingCopy(submission=submission, user=by, content=fields)],
        update_conflicts=True,
        unique_fields=["submission", "user"],
        update_fields=["content", "saved_at"],
    )


def _storable(text: str) -> str:
    """Leave out what PostgreSQL has no place for in JSON: the character NUL, and halves of characters."""
    return text.replace("\x00", "").encode(errors="ignore").decode()


def drop_typed(*, submission: Submission, by: User) -> None:
    """Forget what was kept: it is saved in the paper now, or not wanted."""
    WorkingCopy.objects.filter(submission=submission, user=by).delete()
