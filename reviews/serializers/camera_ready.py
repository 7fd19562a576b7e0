"""What the API shows and takes of final versions, field by field."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from submissions.checklist import Item, Standing
from submissions.forms.authors import MOST_AUTHORS
from submissions.models import Attendance, AuthorChange, Licence
from submissions.serializers import AnswerField, QuestionSerializer, SubmissionAuthorSerializer

LONGEST_REASON = 4000


class ItemSerializer(serializers.Serializer[object]):
    """A thing that is asked for. Files of the kind of its name are uploaded among the files of the paper."""

    item = serializers.ChoiceField(choices=[item.value for item in Item], source="key")
    label = serializers.CharField()  # type: ignore[assignment]
    ask = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
    state = serializers.ChoiceField(choices=[state.value for state in Standing], source="standing")
    problem = serializers.CharField(allow_blank=True)
    given = serializers.CharField(allow_blank=True, help_text="What was answered, in words.")
    until = serializers.DateTimeField(source="due.at", allow_null=True)
    is_open = serializers.BooleanField()
    notes = serializers.SerializerMethodField(help_text="What the check of the file says.")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_notes(self, row: Any) -> list[str]:
        names = [f"The name {name} was not found on the first page." for name in row.open_names]
        return [*names, *row.findings]


class OneItemSerializer(ItemSerializer):
    """A thing that is asked for, with its values as they are saved."""

    version = serializers.IntegerField(help_text="Another number after each change; the ETag begins with it.")
    values = serializers.DictField(child=AnswerField(allow_null=True))
    questions = QuestionSerializer(many=True, help_text="For the item “questions”: what the chairs ask.")


class ItemAuthorSerializer(serializers.Serializer[object]):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class OptionRowSerializer(serializers.Serializer[object]):
    """An option of the track; ``reasons`` stand against it."""

    id = serializers.IntegerField(source="opt_in.pk")
    label = serializers.CharField(source="opt_in.label")  # type: ignore[assignment]
    conditions = serializers.CharField(source="opt_in.conditions", allow_blank=True)
    chosen = serializers.BooleanField()
    is_open = serializers.BooleanField()
    reasons = serializers.ListField(child=serializers.CharField())
    agreed_at = serializers.DateTimeField(allow_null=True)


class AuthorChangeSerializer(serializers.Serializer[object]):
    """The last wish to change the authors, and what the chairs answered."""

    state = serializers.ChoiceField(choices=AuthorChange.State.choices)
    reason = serializers.CharField()
    answer = serializers.CharField(allow_blank=True)
    authors = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_authors(self, change: AuthorChange) -> list[str]:
        return [author["name"] for author in change.authors]


class ChecklistSerializer(serializers.Serializer[object]):
    """What an accepted paper is asked for, what is there, until when."""

    number = serializers.IntegerField(source="paper.number")
    version = serializers.IntegerField(source="paper.version")
    title = serializers.CharField(source="paper.title")
    abstract = serializers.CharField(source="paper.abstract", allow_blank=True)
    presentation = serializers.CharField()
    items = ItemSerializer(many=True, source="rows")
    authors = ItemAuthorSerializer(source="paper.authors.all", many=True)
    options = OptionRowSerializer(source="opt_ins", many=True)
    may_correct = serializers.BooleanField()
    may_change_authors = serializers.BooleanField()
    author_change = AuthorChangeSerializer(source="change", allow_null=True)


class ChangeItemSerializer(serializers.Serializer[object]):
    """What is to change of an item: the fields that it has; what is not named stays."""

    presenter = serializers.IntegerField(required=False, allow_null=True, help_text="An author’s id.")
    registered_author = serializers.IntegerField(required=False, allow_null=True, help_text="An author’s id.")
    attendance = serializers.ChoiceField(choices=Attendance.choices, required=False)
    attendance_reason = serializers.CharField(required=False, allow_blank=True, max_length=400)
    wants_travel_grant = serializers.BooleanField(required=False)
    travel_grant_reason = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_REASON)
    licence = serializers.ChoiceField(choices=Licence.choices, required=False)
    url = serializers.URLField(required=False, allow_blank=True, max_length=500)
    video_length = serializers.CharField(
        required=False, allow_blank=True, max_length=20, help_text="Minutes and seconds, such as 4:55."
    )
    answers = serializers.DictField(
        child=AnswerField(allow_null=True), required=False, help_text="By the id of the chairs’ question."
    )


class ChooseOptionSerializer(serializers.Serializer[object]):
    chosen = serializers.BooleanField()
    agreed = serializers.BooleanField(
        default=False, help_text="That you read the conditions and agree to them."
    )


class CorrectSerializer(serializers.Serializer[object]):
    """What is to be corrected; what is not named stays."""

    title = serializers.CharField(required=False, max_length=300)
    abstract = serializers.CharField(required=False, max_length=10_000)


class AskAuthorsSerializer(serializers.Serializer[object]):
    authors = SubmissionAuthorSerializer(many=True, min_length=1, max_length=MOST_AUTHORS)  # type: ignore[call-arg]
    reason = serializers.CharField(max_length=2000, help_text="The chairs decide by it.")


class NamesSeenSerializer(serializers.Serializer[object]):
    file = serializers.UUIDField(help_text="The id of the version of the final PDF at which you looked.")
