"""What the API shows and takes of the form's questions and of style profiles, field by field."""

from __future__ import annotations

from rest_framework import serializers

from submissions.forms.fields import LONGEST_OPTION, MOST_OPTIONS
from submissions.forms.styles import PAPERS
from submissions.models import Audience, FieldKind, FormField, Policy, Stage
from submissions.services.form_fields import MOST_FIELDS

SHEETS = [key for key in PAPERS if key]


class ComposedFieldSerializer(serializers.ModelSerializer[FormField]):
    """A question of the form, as its chairs compose it; without tracks it is asked in all."""

    options = serializers.ListField(child=serializers.CharField())
    tracks = serializers.SerializerMethodField()
    is_retired = serializers.SerializerMethodField(help_text="It is asked no more; its answers are kept.")
    answers = serializers.IntegerField(source="many", help_text="How many papers that came in answer it.")

    class Meta:
        model = FormField
        fields = [
            "id", "version", "stage", "kind", "policy", "audience", "label", "help", "options", "required",
            "word_limit", "tracks", "is_retired", "answers",
        ]  # fmt: skip

    def get_tracks(self, field: FormField) -> list[int]:
        return [track.pk for track in field.tracks.all()]

    def get_is_retired(self, field: FormField) -> bool:
        return field.retired_at is not None


class ChangeFieldSerializer(serializers.Serializer[object]):
    """What is to change of a question; what is not named stays."""

    label = serializers.CharField(max_length=200, required=False)  # type: ignore[assignment]
    help = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=FieldKind.choices, required=False)
    options = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_OPTION), required=False, max_length=MOST_OPTIONS
    )
    required = serializers.BooleanField(required=False)  # type: ignore[assignment]
    word_limit = serializers.IntegerField(min_value=1, max_value=5000, required=False, allow_null=True)
    stage = serializers.ChoiceField(choices=Stage.choices, required=False)
    audience = serializers.ChoiceField(choices=Audience.choices, required=False)
    tracks = serializers.ListField(
        child=serializers.IntegerField(),
        required=False,
        max_length=100,
        help_text="Ids; empty for all tracks.",
    )


class NewFieldSerializer(ChangeFieldSerializer):
    """A new question. With ``policy`` it begins with the ready text of that policy, and is a declaration."""

    policy = serializers.ChoiceField(choices=Policy.choices, required=False, default="", allow_blank=True)


class OrderFieldsSerializer(serializers.Serializer[object]):
    order = serializers.ListField(
        child=serializers.IntegerField(),
        max_length=10 * MOST_FIELDS,
        help_text="Ids of questions; those left out keep their order, behind.",
    )


class StyleNumbersSerializer(serializers.Serializer[object]):
    """The numbers of a style; null asks nothing. Millimetres, and points for text."""

    name = serializers.CharField(max_length=60)
    paper = serializers.ChoiceField(choices=SHEETS, allow_null=True, default=None)
    columns = serializers.ChoiceField(choices=[1, 2], allow_null=True, default=None)
    text_width = serializers.FloatField(min_value=20, max_value=500, allow_null=True, default=None)
    text_height = serializers.FloatField(min_value=20, max_value=800, allow_null=True, default=None)
    text_size = serializers.FloatField(min_value=4, max_value=30, allow_null=True, default=None)
    line_spacing = serializers.FloatField(min_value=4, max_value=60, allow_null=True, default=None)


class MeasuredSerializer(StyleNumbersSerializer):
    """What a sample measures; look it over before you keep it."""

    text_width = serializers.FloatField(allow_null=True)
    text_height = serializers.FloatField(allow_null=True)
    text_size = serializers.FloatField(allow_null=True)
    line_spacing = serializers.FloatField(allow_null=True)


class StyleProfileSerializer(MeasuredSerializer):
    """A style profile of the workshop’s own, and the tracks that are compared with it."""

    id = serializers.IntegerField()
    tracks = serializers.ListField(child=serializers.IntegerField())


class SampleSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=60)
    sample = serializers.FileField(allow_empty_file=True, help_text="The style’s own sample as a PDF.")
