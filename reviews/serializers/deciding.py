"""What the API shows and takes beside single decisions: places, what would be if, corrections, findings of the check."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.paging import LARGEST
from reviews.models import Outcome
from reviews.selectors.what_if import RULES
from reviews.serializers.chairs import DecisionSerializer
from reviews.serializers.reviewing import LONGEST_TEXT, SearchQuerySerializer, SeenVersionSerializer
from reviews.serializers.talking import MOST_PAPERS
from submissions.serializers import FindingSerializer
from submissions.services.findings import LONGEST

MOST_PLACES = 9999


class PlacesOfKindSerializer(serializers.Serializer[object]):
    """The places of one outcome, and how many papers have it by now, drafts included; null where there is no limit."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    many = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    taken = serializers.IntegerField()


class PlacesSerializer(serializers.Serializer[object]):
    places = PlacesOfKindSerializer(many=True)


class NamedPlacesSerializer(serializers.Serializer[object]):
    """How many papers there is room for; what is not named is as it is set, null is no limit."""

    accept_oral = serializers.IntegerField(
        min_value=0, max_value=MOST_PLACES, required=False, allow_null=True
    )
    accept_spotlight = serializers.IntegerField(
        min_value=0, max_value=MOST_PLACES, required=False, allow_null=True
    )
    accept_poster = serializers.IntegerField(
        min_value=0, max_value=MOST_PLACES, required=False, allow_null=True
    )


class WhatIfQuerySerializer(SearchQuerySerializer):
    """A ranking of the papers that a search finds, a line, and what becomes of the others. Places not named are as they are set."""

    rule = serializers.ChoiceField(choices=RULES, default=RULES[0])
    accept_oral = serializers.IntegerField(min_value=0, max_value=MOST_PLACES, required=False)
    accept_spotlight = serializers.IntegerField(min_value=0, max_value=MOST_PLACES, required=False)
    accept_poster = serializers.IntegerField(min_value=0, max_value=MOST_PLACES, required=False)
    first = serializers.IntegerField(
        min_value=0, max_value=LARGEST, required=False, help_text="Nobody after this rank is in."
    )
    rest = serializers.ChoiceField(
        choices=[Outcome.REJECT.value],
        default="",
        allow_blank=True,
        help_text="What the others get; empty: they stay as they are.",
    )


class WouldSerializer(serializers.Serializer[object]):
    """A paper in a ranking with what it has and what it would get; ``version`` is that of its decision."""

    rank = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    track = serializers.CharField()
    figure = serializers.FloatField(allow_null=True)
    now = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True)
    would = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True)
    changes = serializers.BooleanField()
    is_released = serializers.BooleanField()
    is_thin = serializers.BooleanField(help_text="It has fewer reviews than are wanted.")
    version = serializers.IntegerField()


class DraftWhatIfSerializer(WhatIfQuerySerializer):
    """The question, and what you saw to change; where that is something else by now, nothing is drafted."""

    seen = SeenVersionSerializer(many=True, max_length=MOST_PAPERS)  # type: ignore[call-arg]


class DraftedSerializer(serializers.Serializer[object]):
    drafted = serializers.IntegerField()


class CorrectDecisionSerializer(serializers.Serializer[object]):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    text = serializers.CharField(allow_blank=True, max_length=LONGEST_TEXT)
    preview = serializers.BooleanField(
        default=False, help_text="Say how the mail would read, and do nothing."
    )


class DecisionMailSerializer(serializers.Serializer[object]):
    subject = serializers.CharField()
    body = serializers.CharField()


class CorrectedSerializer(serializers.Serializer[object]):
    """The decision as it is now, and the mail to its authors."""

    decision = DecisionSerializer()
    mail = DecisionMailSerializer()


class ChairFindingSerializer(FindingSerializer):
    """Something that the check found, as far as you may know it: what would name the authors is left out."""

    about = serializers.CharField(help_text="In which file.")
    answer_kept = serializers.BooleanField(help_text="The authors answered what you may not read.")


class SettleFindingSerializer(serializers.Serializer[object]):
    settled = serializers.BooleanField(help_text="False: the authors are to mend it.")
    word = serializers.CharField(
        default="", allow_blank=True, max_length=LONGEST, help_text="The authors read it."
    )


class TwinPaperSerializer(serializers.Serializer[object]):
    label = serializers.CharField(help_text="Its number, and its edition where that is another.")  # type: ignore[assignment]
    title = serializers.CharField()
    track = serializers.CharField()


class TwinPairSerializer(serializers.Serializer[object]):
    """Two papers that look alike, and how alike title and abstract are, in percent."""

    one = TwinPaperSerializer()
    other = TwinPaperSerializer()
    title_score = serializers.IntegerField()
    abstract_score = serializers.IntegerField()
