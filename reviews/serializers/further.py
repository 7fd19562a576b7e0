"""What the API shows and takes of further reviews, field by field: rounds, and who steps in for a late one."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.fields import MomentField

MOST_PAIRS = 300


class RoundSerializer(serializers.Serializer[object]):
    """A round after the first, with its figures over the papers that you may see."""

    id = serializers.IntegerField(source="pk")
    version = serializers.IntegerField()
    number = serializers.IntegerField()
    due = serializers.DateTimeField(source="due.at", allow_null=True)
    asked = serializers.IntegerField()
    came = serializers.IntegerField()


class FurtherPairSerializer(serializers.Serializer[object]):
    paper = serializers.IntegerField(min_value=1, help_text="The number of the paper.")
    email = serializers.EmailField(help_text="The address of a reviewer with a place left.")


class AskFurtherSerializer(serializers.Serializer[object]):
    """Whom to ask, in a round that is there or in a new one."""

    pairs = FurtherPairSerializer(many=True, min_length=1, max_length=MOST_PAIRS)  # type: ignore[call-arg]
    round = serializers.IntegerField(required=False, help_text="The id of a round that is not over.")
    due = MomentField(required=False, help_text="When reviews of a new round are due.")


class MoveRoundSerializer(serializers.Serializer[object]):
    due = MomentField()


class HelperSerializer(serializers.Serializer[object]):
    """Somebody who could step in; ``score`` is null where she was never compared with the paper."""

    name = serializers.CharField()
    email = serializers.CharField()
    score = serializers.FloatField(allow_null=True)
    papers = serializers.IntegerField(source="load")
    load = serializers.IntegerField(source="most")


class NeedSerializer(serializers.Serializer[object]):
    """A paper that lacks reviewers, or whose reviews are late, and who could help."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    short = serializers.IntegerField()
    late = serializers.ListField(child=serializers.CharField())
    helpers = HelperSerializer(many=True)


class StepInSerializer(serializers.Serializer[object]):
    paper = serializers.IntegerField(min_value=1)
    email = serializers.EmailField(help_text="The address of somebody who takes late reviews.")
