"""What the API shows and takes of a season's course, field by field: its phases, a paper's standing, a reviewer's own word."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.fields import MomentField
from reviews.forms.discussion import LEAST_WORDS, MOST_WORDS
from reviews.forms.preferences import MOST_CONFLICTS
from reviews.models import PairRule
from reviews.tag_names import MOST


class SeasonSerializer(serializers.Serializer[object]):
    """Where the season stands."""

    bidding_open = serializers.BooleanField()
    assignments_live_at = serializers.DateTimeField(allow_null=True)
    discussion_opened_at = serializers.DateTimeField(allow_null=True)
    rebuttal_open = serializers.BooleanField(help_text="Authors read their reviews and may answer.")
    rebuttal_until = serializers.DateTimeField(allow_null=True)
    rebuttal_words = serializers.IntegerField()
    decisions_released_at = serializers.DateTimeField(allow_null=True)


class BiddingSerializer(serializers.Serializer[object]):
    open = serializers.BooleanField()


class BidCountsSerializer(serializers.Serializer[object]):
    """Bids of each value."""

    eager = serializers.IntegerField()
    willing = serializers.IntegerField()
    pinch = serializers.IntegerField()
    no = serializers.IntegerField()


class PaperBidsSerializer(serializers.Serializer[object]):
    number = serializers.IntegerField()
    title = serializers.CharField()
    counts = BidCountsSerializer()
    is_short = serializers.BooleanField(help_text="Fewer want it than reviews are asked for.")


class PersonBidsSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    counts = BidCountsSerializer()
    wished = serializers.IntegerField(help_text="How many bids are hoped for.")


class BiddingStandsSerializer(serializers.Serializer[object]):
    """How bidding goes; ``kept`` counts papers with which you have a conflict."""

    papers = PaperBidsSerializer(many=True)
    people = PersonBidsSerializer(many=True)
    kept = serializers.IntegerField()


class RebuttalSerializer(serializers.Serializer[object]):
    until = MomentField()
    words = serializers.IntegerField(
        min_value=LEAST_WORDS, max_value=MOST_WORDS, required=False, help_text="What is not named stays."
    )


class MoreTimeSerializer(serializers.Serializer[object]):
    at = MomentField(allow_null=True, help_text="Null for the deadline of all.")


class MoveSerializer(serializers.Serializer[object]):
    track = serializers.IntegerField(help_text="The id of a track.")


class TagsSerializer(serializers.Serializer[object]):
    """The tags of a paper; those that begin with a tilde are yours alone."""

    tags = serializers.ListField(child=serializers.CharField())


class ChangeTagsSerializer(serializers.Serializer[object]):
    add = serializers.ListField(child=serializers.CharField(max_length=60), default=list, max_length=MOST)
    remove = serializers.ListField(child=serializers.CharField(max_length=60), default=list, max_length=MOST)


class PapersSerializer(serializers.Serializer[object]):
    """Papers by their numbers."""

    papers = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=1000)


class NoteSerializer(PapersSerializer):
    """A mail to the authors of papers; {number}, {title}, {name}, {track} and {link} are filled in."""

    subject = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=10_000, help_text="Markdown.")


class NotedSerializer(serializers.Serializer[object]):
    mails = serializers.IntegerField()


class PairRuleSerializer(serializers.Serializer[object]):
    """A pair on which the chairs have spoken; ``problem`` says why that can’t be kept as things are."""

    id = serializers.IntegerField(source="pk")
    number = serializers.IntegerField()
    title = serializers.CharField()
    name = serializers.CharField()
    fixed = serializers.BooleanField(source="is_fixed")
    note = serializers.CharField(allow_blank=True)
    by = serializers.CharField(allow_blank=True)
    problem = serializers.CharField(allow_blank=True)


class SetPairRuleSerializer(serializers.Serializer[object]):
    paper = serializers.IntegerField(min_value=1, help_text="The number of the paper.")
    email = serializers.EmailField(help_text="The address of a reviewer.")
    kind = serializers.ChoiceField(choices=PairRule.Kind.choices)
    note = serializers.CharField(
        default="", allow_blank=True, max_length=200, help_text="The other chairs read it. Name no author."
    )


class GiveBackSerializer(serializers.Serializer[object]):
    reason = serializers.CharField(
        max_length=300,
        default="",
        allow_blank=True,
        help_text="The chairs read it. Needed without a conflict.",
    )
    conflict = serializers.BooleanField(
        default=False, help_text="Whether you have a conflict of interest with the paper: one is declared."
    )


class DeclaredSerializer(serializers.Serializer[object]):
    """A conflict of yours: a person by name or address, or an institution by its domain."""

    name = serializers.CharField(default="", allow_blank=True, max_length=200)
    email = serializers.CharField(default="", allow_blank=True, max_length=254)
    domain = serializers.CharField(default="", allow_blank=True, max_length=200)
    note = serializers.CharField(default="", allow_blank=True, max_length=200)


class OfferedTopicSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class PreferencesSerializer(serializers.Serializer[object]):
    """What you say of yourself before the papers come; load and topics are null where you handle papers and review none."""

    load = serializers.IntegerField(allow_null=True)
    at_least = serializers.IntegerField(allow_null=True)
    late_reviews = serializers.IntegerField(allow_null=True)
    topics = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    offered = OfferedTopicSerializer(many=True)
    conflicts = DeclaredSerializer(many=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    gaps = serializers.ListField(child=serializers.CharField(), help_text="What your profile lacks.")


class ChangePreferencesSerializer(serializers.Serializer[object]):
    """What is to change; what is not named stays. Saving confirms all of it."""

    load = serializers.IntegerField(min_value=1, max_value=100, required=False)
    at_least = serializers.IntegerField(min_value=0, max_value=100, required=False)
    late_reviews = serializers.IntegerField(min_value=0, max_value=20, required=False)
    topics = serializers.ListField(child=serializers.IntegerField(), required=False, max_length=500)
    conflicts = DeclaredSerializer(many=True, required=False, max_length=MOST_CONFLICTS)  # type: ignore[call-arg]
