"""What the API shows and takes of the public site: its look, awards, questions, lists to join, figures."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.setup_shapes import OPTIONAL
from conference.api.shapes import JobSerializer
from program.forms.signups import MOST_CHOICES
from program.forms.site import MOST_SECTIONS
from program.models import Award, Remark, Signup, SignupList, SiteSection
from program.selectors.figures import CHOICES

FIGURES = list(CHOICES.items())


class SectionSerializer(serializers.Serializer[object]):
    """A section of the front page; title and body are those of a text."""

    kind = serializers.ChoiceField(choices=SiteSection.Kind.choices)
    title = serializers.CharField(max_length=120, allow_blank=True, default="")
    body = serializers.CharField(allow_blank=True, default="", max_length=50_000, help_text="Markdown.")
    is_shown = serializers.BooleanField(default=True)


class SiteSerializer(serializers.Serializer[object]):
    """The look of the site beside the colour, which is in the settings."""

    banner_alt = serializers.CharField(allow_blank=True)
    embed_hosts = serializers.ListField(child=serializers.CharField(), source="hosts")
    takes_questions = serializers.BooleanField()
    has_logo = serializers.BooleanField()
    has_banner = serializers.BooleanField()
    sections = SectionSerializer(many=True)


class ChangeSiteSerializer(serializers.Serializer[object]):
    """What is to change of the site; what is not named stays. Sections are replaced as a whole."""

    banner_alt = serializers.CharField(
        max_length=200, allow_blank=True, required=False, help_text="What the banner shows."
    )
    embed_hosts = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=20,
        help_text="Sites that may embed programme and papers.",
    )  # fmt: skip
    takes_questions = serializers.BooleanField(required=False)
    sections = SectionSerializer(many=True, required=False, max_length=MOST_SECTIONS)  # type: ignore[call-arg]


class AwardSerializer(serializers.ModelSerializer[Award]):
    """An award for a paper or for a person; no number of a paper that you may not know."""

    paper = serializers.IntegerField(allow_null=True)

    class Meta:
        model = Award
        fields = ["id", "title", "paper", "person", "note"]


class ChangeAwardSerializer(serializers.ModelSerializer[Award]):
    """What is to change of an award; what is not named stays."""

    paper = serializers.IntegerField(allow_null=True, required=False, min_value=1)

    class Meta:
        model = Award
        fields = ["title", "paper", "person", "note"]
        extra_kwargs = dict.fromkeys(("title", "person", "note"), OPTIONAL)


class NewAwardSerializer(ChangeAwardSerializer):
    """A new award."""

    title = serializers.CharField(max_length=120)


class RemarkSerializer(serializers.ModelSerializer[Remark]):
    """A question or feedback on a session."""

    session = serializers.UUIDField(source="session.public_id")

    class Meta:
        model = Remark
        fields = ["id", "session", "kind", "text", "name", "state", "made_at"]


class RemarkQuerySerializer(serializers.Serializer[object]):
    state = serializers.ChoiceField(choices=Remark.State.choices, default=Remark.State.NEW)


class ModerateSerializer(serializers.Serializer[object]):
    shown = serializers.BooleanField(help_text="For all to read; feedback never is.")


class SignupListSerializer(serializers.ModelSerializer[SignupList]):
    """A list with places."""

    choices = serializers.ListField(child=serializers.CharField(), source="options")
    taken = serializers.IntegerField()
    waiting = serializers.IntegerField()

    class Meta:
        model = SignupList
        fields = [
            "id", "version", "title", "body", "seats", "choices", "question", "closes_at", "is_open", "taken", "waiting",
        ]  # fmt: skip


class ChangeSignupListSerializer(serializers.Serializer[object]):
    """What is to change of a list; what is not named stays."""

    title = serializers.CharField(max_length=120, required=False)
    body = serializers.CharField(max_length=20_000, allow_blank=True, required=False, help_text="Markdown.")
    seats = serializers.IntegerField(
        min_value=0, max_value=100_000, allow_null=True, required=False, help_text="null: no limit."
    )
    choices = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=MOST_CHOICES, required=False,
        help_text="Of which one is taken.",
    )  # fmt: skip
    question = serializers.CharField(max_length=200, allow_blank=True, required=False)
    closes_at = serializers.DateTimeField(allow_null=True, required=False)
    is_open = serializers.BooleanField(required=False)


class NewSignupListSerializer(ChangeSignupListSerializer):
    """A new list."""

    title = serializers.CharField(max_length=120)


class SignupSerializer(serializers.ModelSerializer[Signup]):
    """Somebody on a list, or waiting."""

    class Meta:
        model = Signup
        fields = ["id", "name", "email", "state", "choice", "answer", "confirmed_at"]


class PointSerializer(serializers.Serializer[object]):
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.IntegerField()
    part = serializers.IntegerField(allow_null=True, help_text="How many of them are in the part set apart.")


class FigureSerializer(serializers.Serializer[object]):
    """A figure of the edition, and whether visitors see it."""

    key = serializers.CharField()
    title = serializers.CharField()
    unit = serializers.CharField()
    part_label = serializers.CharField(allow_blank=True)
    is_public = serializers.BooleanField()
    points = PointSerializer(many=True)


class ShowFiguresSerializer(serializers.Serializer[object]):
    shown = serializers.ListField(child=serializers.ChoiceField(choices=FIGURES), max_length=len(FIGURES))


class MadeSerializer(serializers.Serializer[object]):
    """Something that a job makes, for you alone: how far it is, and whether its file can be fetched."""

    job = JobSerializer(allow_null=True)
    is_there = serializers.BooleanField()
