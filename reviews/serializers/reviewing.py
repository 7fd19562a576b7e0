"""What the API shows and takes of reviewers and authors, field by field. Where a reader may not know of something, it is not there."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from conference.api.paging import LARGEST
from reviews.models import Outcome, Review
from reviews.review_form import Audience, Kind
from reviews.search.language import LONGEST as LONGEST_SEARCH

LONGEST_TEXT = 20_000
REVIEW_ANSWER = {
    "oneOf": [
        {"type": "string"},
        {"type": "integer"},
        {"type": "array", "items": {"type": "integer"}},
    ]
}
SEARCH = "The search of the pages, such as “is:submitted score:>6 -#urgent”."
REVIEW_STATES = ["open", *Review.State.values]


@extend_schema_field(REVIEW_ANSWER)
class ReviewAnswerField(serializers.JSONField):
    """An answer of a review: a text, the number of a choice, a list of numbers, or null for none."""

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        if value is None or isinstance(value, str) or _is_number(value):
            return value
        if isinstance(value, list) and all(_is_number(one) for one in value):
            return value
        raise serializers.ValidationError("Give a text, the number of a choice, or a list of such numbers.")


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


class BlindFileSerializer(serializers.Serializer[object]):
    """A file under review, by a name that tells nothing."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    pages = serializers.IntegerField(allow_null=True)
    size = serializers.CharField()


class BlindPaperSerializer(serializers.Serializer[object]):
    """A paper without its authors."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    abstract = serializers.CharField(allow_blank=True)
    keywords = serializers.CharField(allow_blank=True)
    track = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    file = BlindFileSerializer(allow_null=True)
    supplements = BlindFileSerializer(many=True)


class AssignedPaperSerializer(serializers.Serializer[object]):
    """A paper that you review, and where your review stands."""

    paper = BlindPaperSerializer()
    mark = serializers.CharField(help_text="Under which others know you.")
    state = serializers.ChoiceField(choices=REVIEW_STATES)
    overall = serializers.IntegerField(allow_null=True)
    is_late = serializers.BooleanField()
    is_closed = serializers.BooleanField()
    due = serializers.DateTimeField(source="due.at", allow_null=True)
    round = serializers.IntegerField()


class HandledPaperSerializer(serializers.Serializer[object]):
    """A paper that you look after as its area chair."""

    paper = BlindPaperSerializer()
    reviews_in = serializers.IntegerField()
    asked = serializers.IntegerField()
    recommendation = serializers.CharField(allow_blank=True)
    is_closed = serializers.BooleanField()


class PartSerializer(serializers.Serializer[object]):
    """A part of a review in words."""

    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        label, text = instance
        return {"label": label, "text": text}


class ReviewSerializer(serializers.Serializer[object]):
    """A review as far as you may read it. ``reviewer`` is there where you may know the names."""

    mark = serializers.CharField()
    reviewer = serializers.CharField(required=False)
    overall = serializers.IntegerField(allow_null=True)
    overall_label = serializers.CharField(allow_blank=True)
    confidence = serializers.IntegerField(allow_null=True)
    confidence_label = serializers.CharField(allow_blank=True)
    parts = PartSerializer(many=True)
    among_us = PartSerializer(many=True, required=False)


class ChairReviewSerializer(ReviewSerializer):
    """A review as chairs and area chairs read it."""

    id = serializers.IntegerField(source="pk")
    reviewer = serializers.CharField()
    confidential = PartSerializer(many=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    thin = serializers.ListField(child=serializers.CharField(), help_text="Why it is thin, in words.")
    ethics_open = serializers.BooleanField()


class WaitingReviewSerializer(serializers.Serializer[object]):
    """A review that is not in yet."""

    mark = serializers.CharField()
    reviewer = serializers.CharField()
    state = serializers.CharField(source="state_label")


class PaperReviewsSerializer(serializers.Serializer[object]):
    """The reviews of a paper."""

    number = serializers.IntegerField()
    reviews = ChairReviewSerializer(many=True)
    waiting = WaitingReviewSerializer(many=True)


class BlindAnswerSerializer(serializers.Serializer[object]):
    """What the authors answered to a question of the form."""

    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField(allow_blank=True)


class DeskSerializer(serializers.Serializer[object]):
    """A paper as its reviewer or area chair has it before her."""

    paper = BlindPaperSerializer()
    answers = BlindAnswerSerializer(many=True)
    is_reviewer = serializers.BooleanField()
    state = serializers.ChoiceField(choices=REVIEW_STATES)
    submitted_at = serializers.DateTimeField(allow_null=True)
    due = serializers.DateTimeField(source="deadline.at", allow_null=True)
    reviews = ReviewSerializer(source="colleagues", many=True)
    reviews_wait_for = serializers.CharField(source="colleagues_wait_for", allow_blank=True)
    reviews_for_area_chair = PaperReviewsSerializer(source="chairs", allow_null=True)
    decision = serializers.CharField(allow_blank=True)


class OptionSerializer(serializers.Serializer[object]):
    value = serializers.IntegerField()
    words = serializers.CharField(allow_blank=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        value, words = instance
        return {"value": value, "words": words}


class ReviewQuestionSerializer(serializers.Serializer[object]):
    """A question of the review form."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    audience = serializers.ChoiceField(
        choices=[one.value for one in Audience], help_text="Who reads the answer."
    )
    help = serializers.CharField(source="help_text", allow_blank=True)
    required = serializers.BooleanField()  # type: ignore[assignment]
    choices = OptionSerializer(many=True)
    words_from = serializers.IntegerField(allow_null=True)
    words_to = serializers.IntegerField(allow_null=True)


class OwnReviewSerializer(serializers.Serializer[object]):
    """Your review with the form that it answers."""

    version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=REVIEW_STATES)
    submitted_at = serializers.DateTimeField(allow_null=True)
    why_closed = serializers.CharField(
        allow_blank=True, help_text="Why it can’t change now; empty while it can."
    )
    questions = ReviewQuestionSerializer(many=True)
    answers = serializers.DictField(
        child=ReviewAnswerField(allow_null=True), help_text="By the question’s key."
    )
    asks_consent = serializers.BooleanField(help_text="Whether you are asked if a journal may read it.")
    forward_consent = serializers.BooleanField(allow_null=True)


class WriteReviewSerializer(serializers.Serializer[object]):
    answers = serializers.DictField(
        child=ReviewAnswerField(allow_null=True), help_text="By the question’s key; what is not named stays."
    )
    forward_consent = serializers.BooleanField(required=False, allow_null=True)
    submit = serializers.BooleanField(
        default=False, help_text="Bring it in; without that it is saved as it stands."
    )


class SeenVersionSerializer(serializers.Serializer[object]):
    """What you saw of a paper, in its version then; 0 where there was nothing."""

    number = serializers.IntegerField(min_value=1, max_value=LARGEST)
    version = serializers.IntegerField(min_value=0, max_value=LARGEST)


class SearchQuerySerializer(serializers.Serializer[object]):
    q = serializers.CharField(default="", allow_blank=True, max_length=LONGEST_SEARCH, help_text=SEARCH)


class OwnDecisionSerializer(serializers.Serializer[object]):
    """What was decided on your paper, with its reviews as authors read them."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)
    outcome_label = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    reviews = ReviewSerializer(many=True)
