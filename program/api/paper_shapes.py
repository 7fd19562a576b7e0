"""What the API shows and takes of what is made of the accepted papers: documents, letters, packages, the volume."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from conference.api.setup_shapes import OPTIONAL
from conference.models import OptIn
from conference.models.tracks import Presentation
from program.api.site_shapes import MadeSerializer
from program.elsewhere import LONGEST
from program.models import DocumentTexts, InvitationLetter, ProceedingsVolume
from program.services.document_texts import FIELDS
from program.services.volume import FACTS

LONGEST_TEXT = 50_000
TERMS = ["label", "note", "kind", "conditions", "original_only"]


class DocumentSerializer(MadeSerializer):
    """A kind of document that you can have made, and the newest one that you had."""

    key = serializers.CharField(source="kind.key")
    label = serializers.CharField(source="kind.label")  # type: ignore[assignment]
    about = serializers.CharField(source="kind.about")
    left_out = serializers.ListField(child=serializers.CharField())


class DocumentTextsSerializer(serializers.ModelSerializer[DocumentTexts]):
    """How certificates, letters, badges and the booklet are worded; what stands in braces is filled in for each person."""

    has_map = serializers.BooleanField(source="booklet_map")

    class Meta:
        model = DocumentTexts
        fields = [*FIELDS, "has_map"]


class ChangeDocumentTextsSerializer(serializers.ModelSerializer[DocumentTexts]):
    """What is to change of the wording; what is not named stays."""

    class Meta:
        model = DocumentTexts
        fields = list(FIELDS)
        extra_kwargs = {name: {**OPTIONAL, "max_length": LONGEST_TEXT} for name in FIELDS}


class CertificatesSerializer(serializers.Serializer[object]):
    released = serializers.BooleanField(help_text="Reviewers and presenters can fetch theirs.")


class LetterSerializer(serializers.ModelSerializer[InvitationLetter]):
    """A letter of invitation that an author asked for."""

    paper = serializers.IntegerField(source="submission.number")

    class Meta:
        model = InvitationLetter
        fields = ["id", "paper", "name", "address", "state", "text", "answer", "asked_at", "decided_at"]


class OneLetterSerializer(LetterSerializer):
    """A letter with what it would say if it were granted now."""

    draft = serializers.CharField(allow_blank=True)

    class Meta(LetterSerializer.Meta):
        fields = [*LetterSerializer.Meta.fields, "draft"]


class AnswerLetterSerializer(serializers.Serializer[object]):
    grant = serializers.BooleanField()
    text = serializers.CharField(
        required=False, max_length=LONGEST_TEXT, help_text="The letter, if not as its draft. Markdown."
    )
    answer = serializers.CharField(
        max_length=400, allow_blank=True, default="", help_text="Why it can’t be given; the author reads it."
    )


class AskLetterSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=200, help_text="As in the passport.")
    address = serializers.CharField(max_length=2000, allow_blank=True, default="")


class OptInPaperSerializer(serializers.Serializer[object]):
    """A paper that chose it: what keeps it out for good, what can still be handed in."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    authors = serializers.CharField(allow_blank=True)
    goes_in = serializers.BooleanField()
    reasons = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())
    agreed_at = serializers.DateTimeField(allow_null=True)
    agreed_by = serializers.CharField(allow_blank=True)
    other_wording = serializers.BooleanField(help_text="Agreed to other words than those of now.")


class TermsSerializer(serializers.ModelSerializer[OptIn]):
    """Something that authors may choose for a paper, with its terms."""

    track = serializers.SlugField(source="track.key")
    last_day = serializers.DateField(allow_null=True)

    class Meta:
        model = OptIn
        fields = ["id", "track", *TERMS, "last_day"]


class TermsRowSerializer(TermsSerializer):
    """An opt-in, and how many accepted papers chose it."""

    chosen = serializers.IntegerField()

    class Meta(TermsSerializer.Meta):
        fields = [*TermsSerializer.Meta.fields, "chosen"]


class ChangeTermsSerializer(serializers.ModelSerializer[OptIn]):
    """What is to change of the terms; what is not named stays."""

    last_day = serializers.DateField(
        allow_null=True, required=False, help_text="null: until the camera-ready date."
    )

    class Meta:
        model = OptIn
        fields = [*TERMS, "last_day"]
        extra_kwargs: dict[str, Any] = {
            **dict.fromkeys(TERMS, OPTIONAL), "conditions": {**OPTIONAL, "max_length": LONGEST_TEXT},
        }  # fmt: skip


class VolumeSerializer(serializers.ModelSerializer[ProceedingsVolume]):
    """The facts of the volume; before they are entered, those that follow from settings, dates and organizers."""

    start = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)

    class Meta:
        model = ProceedingsVolume
        fields = list(FACTS)


class ChangeVolumeSerializer(serializers.ModelSerializer[ProceedingsVolume]):
    """What is to change of the facts; what is not named stays."""

    class Meta:
        model = ProceedingsVolume
        fields = list(FACTS)
        extra_kwargs: dict[str, Any] = {
            **dict.fromkeys(FACTS, OPTIONAL),
            "editors": {**OPTIONAL, "max_length": 20_000},
            "preface": {**OPTIONAL, "max_length": LONGEST_TEXT},
        }


class ElsewhereSerializer(serializers.Serializer[object]):
    """A list of papers that were accepted in another system, and what holds where a row says nothing."""

    track = serializers.CharField(max_length=40, help_text="A track by its key.")
    presentation = serializers.ChoiceField(choices=Presentation.choices, default=Presentation.POSTER)
    text = serializers.CharField(
        max_length=LONGEST, trim_whitespace=False, help_text="CSV with a head, BibTeX, or one paper a line."
    )


class TakenInSerializer(serializers.Serializer[object]):
    added = serializers.IntegerField()
    known = serializers.IntegerField(help_text="How many rows were left out, for the paper is there already.")
