"""Forms of discussion, meta-review and rebuttal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from conference.models import Workshop
from reviews.forms.review import ProseField
from reviews.models import Comment, MetaReview, Rebuttal, Review
from reviews.projections import ReviewForAuthor
from reviews.services.discussion import LONGEST

LEAST_WORDS, MOST_WORDS = 50, 5000


class CommentForm(forms.Form):
    """A comment; its audience is the value of the button that sends it."""

    text = forms.CharField(
        label="Your comment",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write something first."},
        help_text="Markdown. Others know you by your mark or part, never by your name.",
    )
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)
    audience = forms.ChoiceField(
        choices=Comment.Audience.choices,
        widget=forms.HiddenInput,
        required=False,
    )


class CommentEditForm(forms.Form):
    """A change of a comment."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label="Your comment", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))


class MetaReviewForm(forms.Form):
    """An area chair's recommendation as far as it is written."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    recommendation = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    text = ProseField(
        rows=8,
        label="Text for the authors",
        help_text="What the reviews and the discussion come to. Authors and reviewers read it once decisions are released.",
    )
    for_chairs = ProseField(
        rows=4, label="Text for the chairs", help_text="Never shown to authors or reviewers."
    )

    def __init__(self, outcomes: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recommendation"].choices = outcomes  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("recommendation", "text", "for_chairs")}


def meta_review_initial(saved: MetaReview | None) -> dict[str, Any]:
    row = saved or MetaReview()
    return {
        "version": row.version,
        "recommendation": row.recommendation,
        "text": row.text,
        "for_chairs": row.for_chairs,
    }


class RebuttalForm(forms.Form):
    """The authors' answer: one to all, and one to each review."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = ProseField(rows=7, label="To all reviewers")

    def __init__(self, reviews: Iterable[Review], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reviews = {review.assignment.mark: review.pk for review in reviews}
        for mark in self.reviews:
            self.fields[f"to_{mark}"] = ProseField(rows=5, label=f"To Reviewer {mark}")

    def answers(self) -> dict[int, str]:
        """Return the answers by the id of the review."""
        return {pk: self.cleaned_data[f"to_{mark}"] for mark, pk in self.reviews.items()}

    def beside(self, shown: Iterable[ReviewForAuthor]) -> list[tuple[ReviewForAuthor, forms.BoundField]]:
        """Return each review with the field for its answer."""
        return [(review, self[f"to_{review.mark}"]) for review in shown]


def rebuttal_initial(saved: Rebuttal | None, reviews: Iterable[Review]) -> dict[str, Any]:
    if saved is None:
        return {"version": 0}
    texts = {row.review_id: row.text for row in saved.answers.all()}
    answers = {f"to_{review.assignment.mark}": texts.get(review.pk, "") for review in reviews}
    return {"version": saved.version, "text": saved.text, **answers}


class RebuttalWindowForm(forms.Form):
    """Until when authors may answer, and how long an answer may be."""

    until = forms.DateTimeField(
        label="Open until",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
    )
    words = forms.IntegerField(
        label="Words of an answer at most", min_value=LEAST_WORDS, max_value=MOST_WORDS
    )

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.fields["until"].help_text = f"In the workshop’s time zone, {workshop.timezone}."

    def clean_until(self) -> datetime:
        """Take the wall-clock time in the workshop's zone, whatever the server's."""
        moment: datetime = self.cleaned_data["until"]
        return moment.replace(tzinfo=self.workshop.tz)
