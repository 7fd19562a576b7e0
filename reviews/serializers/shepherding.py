"""What the API shows and takes of conditions of an acceptance, field by field."""

from __future__ import annotations

from rest_framework import serializers

from reviews.serializers.reviewing import LONGEST_TEXT, BlindFileSerializer


class ShepherdSerializer(serializers.Serializer[object]):
    """Somebody on the paper, who could look whether its conditions are met."""

    name = serializers.CharField()
    email = serializers.EmailField()


class ConditionsSerializer(serializers.Serializer[object]):
    """The conditions of an acceptance; version 0 and no shepherd where there are none."""

    number = serializers.IntegerField()
    version = serializers.IntegerField()
    conditions = serializers.CharField(allow_blank=True)
    shepherd = ShepherdSerializer(allow_null=True)
    remark = serializers.CharField(
        allow_blank=True, help_text="The last word on them, which the authors read."
    )
    is_met = serializers.BooleanField()
    is_released = serializers.BooleanField(help_text="The authors have read them.")
    possible = ShepherdSerializer(many=True, help_text="Who could be shepherd.")


class SetConditionsSerializer(serializers.Serializer[object]):
    shepherd = serializers.EmailField(
        help_text="The address of one of the paper’s reviewers or its area chair."
    )
    conditions = serializers.CharField(
        max_length=LONGEST_TEXT, help_text="The authors read them with the decision. Markdown."
    )


class ShepherdedSerializer(serializers.Serializer[object]):
    """The conditions with the revised file, as the shepherd has them before her."""

    number = serializers.IntegerField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    conditions = serializers.CharField()
    remark = serializers.CharField(allow_blank=True)
    is_met = serializers.BooleanField()
    file = BlindFileSerializer(allow_null=True)
    revised_at = serializers.DateTimeField(
        allow_null=True, help_text="When the newest file came in after the release."
    )


class SignOffSerializer(serializers.Serializer[object]):
    signed_off = serializers.BooleanField(help_text="The conditions are met; false: something is missing.")
    remark = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=LONGEST_TEXT,
        help_text="To the authors, without your name; needed where something is missing, and of a chair always.",
    )


class OwnConditionsSerializer(serializers.Serializer[object]):
    """The conditions of your paper, without who looks whether they are met."""

    conditions = serializers.CharField()
    remark = serializers.CharField(allow_blank=True)
    is_met = serializers.BooleanField()
    revised_file = serializers.ChoiceField(choices=["none", "checking", "refused", "in"])
