"""What the API shows and takes of chairs, field by field."""

from __future__ import annotations

from rest_framework import serializers

from reviews.models import Assignment, Conflict, Outcome, Review
from reviews.selectors.conflicts import KINDS as CONFLICT_KINDS
from reviews.selectors.papers import ShownState
from reviews.selectors.reviewers import ORDERS, Standing
from reviews.selectors.tables.table import KINDS as TABLES
from reviews.serializers.reviewing import LONGEST_TEXT, BlindAnswerSerializer, SearchQuerySerializer


class TableQuerySerializer(SearchQuerySerializer):
    table = serializers.ChoiceField(
        choices=list(TABLES),
        default="papers",
        help_text="Which table of the pages: its papers, columns and order.",
    )
    sort = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=60,
        help_text="A column’s key; with - before it turned round.",
    )
    columns = serializers.CharField(
        default="", allow_blank=True, max_length=600, help_text="Keys of columns with commas between them."
    )


class TableRowSerializer(serializers.Serializer[object]):
    """A paper in a table; ``cells`` by the column’s key, null where there is nothing or you may not know it."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    track = serializers.CharField()
    kept = serializers.BooleanField(help_text="You have a conflict with it.")
    can_act = serializers.BooleanField()
    cells = serializers.DictField(child=serializers.JSONField())


class AuthorLineSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    affiliation = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)


class AssignmentSerializer(serializers.Serializer[object]):
    """Someone on a paper."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    part = serializers.ChoiceField(choices=Assignment.Part.choices)
    mark = serializers.CharField(allow_blank=True)
    state = serializers.CharField(source="state_label")
    is_active = serializers.BooleanField()
    has_conflict = serializers.BooleanField()
    overall = serializers.IntegerField(allow_null=True)
    note = serializers.CharField(allow_blank=True)


class ConflictSerializer(serializers.Serializer[object]):
    """Why someone may not judge a paper. ``evidence`` is empty and ``hidden`` true while it would name an author."""

    id = serializers.IntegerField(source="pk")
    number = serializers.IntegerField()
    title = serializers.CharField()
    person = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=Conflict.State.choices)
    evidence = serializers.CharField(allow_blank=True)
    hidden = serializers.BooleanField(source="kept")
    decided_by = serializers.CharField(allow_blank=True)


class ChairFileSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField(source="public_id")
    label = serializers.CharField()  # type: ignore[assignment]
    sha256 = serializers.CharField()
    state = serializers.CharField(source="state_label")
    uploaded_at = serializers.DateTimeField()


class ChairPaperSerializer(serializers.Serializer[object]):
    """A paper as you see it as a chair. While authors are hidden ``blind`` is true and ``authors`` empty."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    abstract = serializers.CharField(allow_blank=True)
    keywords = serializers.CharField(allow_blank=True)
    track = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(choices=[state.value for state in ShownState])
    kept = serializers.BooleanField(help_text="You have a conflict with it: the rest is kept from you.")
    blind = serializers.BooleanField()
    decision = serializers.CharField(allow_blank=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    own_deadline = serializers.DateTimeField(
        allow_null=True, help_text="Until when this paper alone may be changed."
    )
    desk_reason = serializers.CharField(allow_blank=True)
    authors = AuthorLineSerializer(many=True)
    answers = BlindAnswerSerializer(many=True)
    files = ChairFileSerializer(many=True)
    assignments = AssignmentSerializer(source="reviewers", many=True)
    conflicts = ConflictSerializer(many=True)


class ReviewerSerializer(serializers.Serializer[object]):
    """Someone who was invited to review, or does; ``id`` is null for who has not accepted, ``invitation`` for who had none."""

    id = serializers.IntegerField(source="reviewer", allow_null=True)
    invitation = serializers.IntegerField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    email = serializers.CharField()
    affiliation = serializers.CharField(allow_blank=True)
    standing = serializers.ChoiceField(choices=[one.value for one in Standing])
    load = serializers.IntegerField(allow_null=True)
    at_least = serializers.IntegerField(source="least")
    late_reviews = serializers.IntegerField(
        source="emergency", help_text="How many she takes at short notice."
    )
    is_senior = serializers.BooleanField()
    topics = serializers.IntegerField()
    assigned = serializers.IntegerField()
    done = serializers.IntegerField()
    invited_at = serializers.DateTimeField(allow_null=True)
    answer_by = serializers.DateField(allow_null=True)
    message = serializers.CharField(allow_blank=True, help_text="What someone wrote who declined.")


class ReviewerQuerySerializer(serializers.Serializer[object]):
    q = serializers.CharField(
        default="", allow_blank=True, max_length=200, help_text="Words of name, address, affiliation."
    )
    standing = serializers.ChoiceField(choices=[one.value for one in Standing], default="", allow_blank=True)
    sort = serializers.ChoiceField(
        choices=[f"{turn}{key}" for key in ORDERS for turn in ("", "-")], default="name"
    )


class AssignSerializer(serializers.Serializer[object]):
    email = serializers.EmailField(help_text="The address of somebody who could take the paper.")
    part = serializers.ChoiceField(choices=Assignment.Part.choices, default=Assignment.Part.REVIEWER)


class ReasonQuerySerializer(serializers.Serializer[object]):
    reason = serializers.CharField(default="", allow_blank=True, max_length=300)


class ReasonSerializer(serializers.Serializer[object]):
    reason = serializers.CharField(max_length=1000, help_text="The authors read it in their mail.")


class SetConflictSerializer(serializers.Serializer[object]):
    email = serializers.EmailField(help_text="The address of somebody of the committee.")
    note = serializers.CharField(
        max_length=300, allow_blank=True, default="", help_text="The other chairs read it. Name no author."
    )


class DecideConflictSerializer(serializers.Serializer[object]):
    counts = serializers.BooleanField()


class ConflictQuerySerializer(SearchQuerySerializer):
    person = serializers.CharField(default="", allow_blank=True, max_length=100)
    kind = serializers.ChoiceField(choices=[key for key, _ in CONFLICT_KINDS], default="", allow_blank=True)
    state = serializers.ChoiceField(choices=Conflict.State.choices, default="", allow_blank=True)
    assigned = serializers.BooleanField(default=False, help_text="Only where the person has the paper.")


class DecideHintsSerializer(ConflictQuerySerializer):
    """Which possible conflicts, found as in the list, and what is said of all of them."""

    counts = serializers.BooleanField()
    seen = serializers.IntegerField(
        min_value=0, help_text="How many of them you saw to be decided; where there are others now, none is."
    )


class SearchJobSerializer(serializers.Serializer[object]):
    """The search that is under way."""

    job = serializers.IntegerField(source="pk")


class RateReviewSerializer(serializers.Serializer[object]):
    """A chair’s word on a review; its writer never reads it."""

    rating = serializers.ChoiceField(choices=Review.Rating.choices, required=False, allow_null=True)
    ethics_settled = serializers.BooleanField(
        default=False, help_text="The ethics flag of the review was looked into."
    )


class DecisionSerializer(serializers.Serializer[object]):
    """The decision on a paper; version 0 and outcome null where there is none."""

    number = serializers.IntegerField()
    version = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_null=True)
    text = serializers.CharField(allow_blank=True)
    released_at = serializers.DateTimeField(allow_null=True)


class DraftDecisionSerializer(serializers.Serializer[object]):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    text = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_TEXT,
        help_text="For the authors; without it, it stays.",
    )
