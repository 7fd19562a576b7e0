"""A review as a program sends it, read by the form of its page: what is refused there is refused everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conference.errors import Invalid
from reviews.forms.review import CONSENT, ReviewForm
from reviews.review_form import Answer, Question

REFUSED = "Some of what was given can’t be taken."


def written_values(
    questions: Sequence[Question], given: Mapping[str, Any], *, asks_consent: bool, version: int
) -> dict[str, Answer]:
    """Return the answers that are given, and only those; raises Invalid field by field."""
    known = {question.key for question in questions} | ({CONSENT} if asks_consent else set())
    unknown = [key for key in given if key not in known]
    if unknown:
        raise Invalid(REFUSED, {f"answers.{key}": ["There is no such question."] for key in unknown})
    sent = {key: _as_sent(key, value) for key, value in given.items() if value is not None}
    form = ReviewForm(questions, {**sent, "version": version}, asks_consent=asks_consent)
    wrong = {f"answers.{key}": [str(reason) for reason in reasons] for key, reasons in form.errors.items()}
    if wrong:
        raise Invalid(REFUSED, wrong)
    return {key: value for key, value in form.values().items() if key in given}


def _as_sent(key: str, value: Any) -> Any:
    if key == CONSENT:
        return "yes" if value else "no"
    return value
