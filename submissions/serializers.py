"""What the authors' part of the API shows and takes, field by field."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from conference.api.fields import MomentField
from conference.api.paging import LARGEST
from conference.models import Workshop
from submissions.forms.authors import MOST_AUTHORS
from submissions.forms.deadlines import CallRulesForm
from submissions.forms.paper import LONGEST_ABSTRACT
from submissions.models import CheckState, FieldKind, LateLink, PaperFile, SubmissionState
from submissions.services import late
from submissions.services.findings import LONGEST as LONGEST_WORD
from submissions.standings import Standing

ANSWER = {
    "oneOf": [
        {"type": "string"},
        {"type": "boolean"},
        {"type": "number"},
        {"type": "array", "items": {"type": "string"}},
    ]
}
FILE_STATES = ["removed", "failed", "waiting", "refused", "stands", "replaced"]


@extend_schema_field(ANSWER)
class AnswerField(serializers.JSONField):
    """An answer to a question: a text, a number, true or false, a list of texts, or null for none."""

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        plain = value is None or isinstance(value, str | bool | int | float)
        if not plain and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise serializers.ValidationError("Give a text, a number, true or false, or a list of texts.")
        return value


class OptInSerializer(serializers.Serializer[object]):
    """Something that authors may choose for a paper."""

    id = serializers.IntegerField(source="pk")
    label = serializers.CharField()  # type: ignore[assignment]
    conditions = serializers.CharField(allow_blank=True)


class QuestionSerializer(serializers.Serializer[object]):
    """A question of the form beside title and abstract."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(choices=FieldKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    help = serializers.CharField(allow_blank=True)
    options = serializers.ListField(child=serializers.CharField())
    required = serializers.BooleanField()  # type: ignore[assignment]
    word_limit = serializers.IntegerField(allow_null=True)


class TrackSerializer(serializers.Serializer[object]):
    """A track: what it takes, until when, and what it asks."""

    id = serializers.IntegerField(source="track.pk")
    key = serializers.SlugField(source="track.key")
    name = serializers.CharField(source="track.name")
    page_limit = serializers.IntegerField(source="track.page_limit")
    takes_papers = serializers.BooleanField()
    until = serializers.DateTimeField(allow_null=True)
    opt_ins = OptInSerializer(many=True)
    questions = QuestionSerializer(many=True)


class TopicSerializer(serializers.Serializer[object]):
    """A topic of the call."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    under = serializers.IntegerField(source="parent_id", allow_null=True)


class SubmissionFormSerializer(serializers.Serializer[object]):
    """What a paper can say of itself here."""

    tracks = TrackSerializer(many=True)
    topics = TopicSerializer(many=True)


class OwnPaperSerializer(serializers.Serializer[object]):
    """One of your papers as a row of your list."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    track = serializers.CharField()
    authors = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=SubmissionState.choices)
    check = serializers.CharField(allow_blank=True, help_text="The check of the PDF in words.")
    todo = serializers.CharField(allow_blank=True, help_text="What is to be done next, in words.")
    updated_at = serializers.DateTimeField()


class SubmissionAuthorSerializer(serializers.Serializer[object]):
    """An author, in the order of the list."""

    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254, allow_blank=True, default="")
    affiliation = serializers.CharField(max_length=200, allow_blank=True, default="")
    country = serializers.CharField(max_length=80, allow_blank=True, default="")
    orcid = serializers.CharField(max_length=80, allow_blank=True, default="")
    is_corresponding = serializers.BooleanField(default=False)
    is_presenting = serializers.BooleanField(default=False)


class SubmissionFileSerializer(serializers.Serializer[object]):
    """A version of a file. Versions are never overwritten; the one that stands counts."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=PaperFile.Kind.choices)
    version = serializers.IntegerField()
    name = serializers.CharField()
    size = serializers.CharField(help_text="In words.")
    sha256 = serializers.CharField()
    uploaded_at = serializers.DateTimeField()
    uploaded_by = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=FILE_STATES)


class GapSerializer(serializers.Serializer[object]):
    """Something that submitting still needs."""

    part = serializers.CharField()
    text = serializers.CharField()


class SubmissionSerializer(serializers.Serializer[object]):
    """One of your papers with everything that you can say of it."""

    number = serializers.IntegerField()
    version = serializers.IntegerField(help_text="Grows with each change; the ETag begins with it.")
    state = serializers.ChoiceField(choices=SubmissionState.choices)
    submitted_at = serializers.DateTimeField(allow_null=True)
    submit_asked_at = serializers.DateTimeField(
        allow_null=True, help_text="When you asked to submit: it is done once the files are checked."
    )
    why_closed = serializers.CharField(
        allow_blank=True, help_text="Why nothing can change now; empty while it can."
    )
    track = serializers.IntegerField()
    title = serializers.CharField(allow_blank=True)
    abstract = serializers.CharField(allow_blank=True)
    keywords = serializers.CharField(allow_blank=True)
    topics = serializers.ListField(child=serializers.IntegerField())
    opt_ins = serializers.ListField(child=serializers.IntegerField())
    published_before = serializers.BooleanField()
    published_elsewhere = serializers.CharField(allow_blank=True)
    declared_conflicts = serializers.CharField(allow_blank=True)
    authors = SubmissionAuthorSerializer(many=True)
    answers = serializers.DictField(child=AnswerField(allow_null=True), help_text="By the question’s id.")
    files = SubmissionFileSerializer(many=True)
    missing = GapSerializer(many=True)


class BeginSerializer(serializers.Serializer[object]):
    track = serializers.IntegerField(min_value=1, help_text="The track’s id, from the submission form.")


class ChangeSerializer(serializers.Serializer[object]):
    """What is to change; what is not named stays."""

    track = serializers.IntegerField(required=False, min_value=1)
    title = serializers.CharField(required=False, allow_blank=True, max_length=300)
    abstract = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_ABSTRACT)
    keywords = serializers.CharField(required=False, allow_blank=True, max_length=300)
    topics = serializers.ListField(required=False, child=serializers.IntegerField(), max_length=200)
    opt_ins = serializers.ListField(required=False, child=serializers.IntegerField(), max_length=50)
    published_before = serializers.BooleanField(required=False)
    published_elsewhere = serializers.CharField(required=False, allow_blank=True, max_length=300)
    declared_conflicts = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    authors = SubmissionAuthorSerializer(many=True, required=False, max_length=MOST_AUTHORS)  # type: ignore[call-arg]
    answers = serializers.DictField(child=AnswerField(allow_null=True), required=False)


class UploadSerializer(serializers.Serializer[object]):
    kind = serializers.ChoiceField(choices=PaperFile.Kind.choices, default=PaperFile.Kind.PAPER)
    slot = serializers.CharField(
        max_length=40, allow_blank=True, default="", help_text="For kind “answer”: the id of the question."
    )
    file = serializers.FileField(allow_empty_file=True)


class FindingSerializer(serializers.Serializer[object]):
    """Something that the check found."""

    key = serializers.CharField(source="finding.key")
    group = serializers.ChoiceField(choices=["length", "anonymity", "format"], source="finding.group")
    what = serializers.CharField(source="finding.what")
    text = serializers.CharField(source="finding.text", allow_blank=True)
    pages = serializers.CharField(source="finding.pages", allow_blank=True)
    answer = serializers.CharField(allow_blank=True, help_text="What the authors say to it.")
    standing = serializers.ChoiceField(choices=[one.value for one in Standing])
    word = serializers.CharField(
        source="ruling.word", default="", allow_blank=True, help_text="What a chair says to it."
    )


class ReportSerializer(serializers.Serializer[object]):
    """What the check of a file found. ``report`` is as the command check_pdf prints it; empty until it is there."""

    id = serializers.UUIDField(source="public_id")
    version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=CheckState.choices, source="check_state")
    checked_at = serializers.DateTimeField(allow_null=True)
    findings_seen_at = serializers.DateTimeField(allow_null=True)
    findings = FindingSerializer(many=True)
    report = serializers.DictField(child=serializers.JSONField())


class AnswerFindingSerializer(serializers.Serializer[object]):
    text = serializers.CharField(
        max_length=LONGEST_WORD, allow_blank=True, help_text="Empty takes your answer back."
    )


class AskedAuthorsSerializer(serializers.Serializer[object]):
    mails = serializers.IntegerField()


class AuthorshipSerializer(serializers.Serializer[object]):
    author = serializers.BooleanField(help_text="That you are an author of the paper, and stand by it.")


class LatePaperSerializer(serializers.Serializer[object]):
    link = serializers.CharField(
        max_length=500, help_text="The link that a chair gave you, or its last part."
    )
    draft = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text="A draft of yours in its track to go on with.",
    )


class TrackDeadlineSerializer(serializers.Serializer[object]):
    """The deadline that a track has of its own; null where that of the workshop holds."""

    track = serializers.IntegerField()
    at = serializers.DateTimeField(allow_null=True)


class SetDeadlineSerializer(serializers.Serializer[object]):
    at = MomentField(allow_null=True)


class CallRulesSerializer(serializers.ModelSerializer[Workshop]):
    """What holds for every paper around the deadlines; without a limit ``papers_per_author`` is null."""

    class Meta:
        model = Workshop
        fields = CallRulesForm.Meta.fields


class ChangeCallRulesSerializer(CallRulesSerializer):
    """What is to change; what is not named stays."""

    class Meta(CallRulesSerializer.Meta):
        extra_kwargs = {name: {"required": False} for name in CallRulesForm.Meta.fields}


class LateLinkSerializer(serializers.Serializer[object]):
    """A link that lets its holder submit one paper late; ``url`` is empty once it is of no use."""

    id = serializers.IntegerField(source="pk")
    track = serializers.IntegerField(source="track_id")
    state = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()
    email = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    by = serializers.CharField(source="created_by.name", allow_null=True)

    @extend_schema_field(serializers.ChoiceField(choices=["open", "used", "taken back", "over"]))
    def get_state(self, link: LateLink) -> str:
        return late.state_of(link)

    def get_url(self, link: LateLink) -> str:
        return late.late_url(link) if late.is_usable(link) else ""


class GiveLateLinkSerializer(serializers.Serializer[object]):
    track = serializers.IntegerField(help_text="The id of a track.")
    expires_at = MomentField()
    email = serializers.EmailField(
        default="", allow_blank=True, max_length=254, help_text="It is sent there; empty: you pass it on."
    )
    note = serializers.CharField(
        default="", allow_blank=True, max_length=200, help_text="For the chairs: who asked, and why."
    )
