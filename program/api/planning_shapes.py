"""What the API shows and takes of filling the day: proposals, presenters and their wishes, days from lines, moves."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.shapes import JobSerializer
from program.daytext import LONGEST
from program.models import PresenterWish, ScheduleProposal

CLOCK = r"^[0-2][0-9]:[0-5][0-9]$"
MOST_ABSENCES = 3


class AskFillingSerializer(serializers.Serializer[object]):
    """What is wanted of the solver."""

    posters_too = serializers.BooleanField(
        default=True, help_text="Orals and spotlights have a poster as well."
    )
    always = serializers.ListField(
        child=serializers.IntegerField(min_value=1), default=list, max_length=100,
        help_text="Ids of tracks of which every paper gets a spotlight.",
    )  # fmt: skip
    spare = serializers.BooleanField(
        default=False, help_text="Spotlight places that are left go to the best posters; for program chairs."
    )


class FillingSerializer(serializers.ModelSerializer[ScheduleProposal]):
    """A proposal for the sessions."""

    job = JobSerializer(allow_null=True)

    class Meta:
        model = ScheduleProposal
        fields = ["id", "state", "created_at", "job"]


class PlacedSerializer(serializers.Serializer[object]):
    number = serializers.IntegerField()
    title = serializers.CharField()


class PlaceSerializer(serializers.Serializer[object]):
    """A place of a session: the paper there now, and the one proposed."""

    mark = serializers.CharField(help_text="Its time, or the board.")
    now = PlacedSerializer(allow_null=True)
    then = PlacedSerializer(allow_null=True)


class ComparedSerializer(serializers.Serializer[object]):
    """A session as it is and as it would be."""

    title = serializers.CharField()
    new_title = serializers.CharField(allow_blank=True)
    start = serializers.DateTimeField()
    is_changed = serializers.BooleanField()
    places = PlaceSerializer(many=True, source="lines")


class ComparedFillingSerializer(FillingSerializer):
    """A proposal beside what is in the sessions now."""

    proof = serializers.CharField(allow_blank=True, help_text="How good it is proved to be, in words.")
    obstacles = serializers.ListField(child=serializers.CharField())
    is_outdated = serializers.BooleanField(help_text="The day has changed since; it can’t be taken.")
    sessions = ComparedSerializer(many=True)
    without = PlacedSerializer(many=True, help_text="Papers that got no place.")

    class Meta(FillingSerializer.Meta):
        fields = [*FillingSerializer.Meta.fields, "proof", "obstacles", "is_outdated", "sessions", "without"]


class TakeFillingSerializer(serializers.Serializer[object]):
    titles = serializers.BooleanField(
        default=False, help_text="Name the sessions by what their papers share."
    )


class PresenterSerializer(serializers.Serializer[object]):
    """An accepted paper with who presents it; no names that you may not know."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    presentation = serializers.CharField(source="kind")
    presenter = serializers.CharField(allow_blank=True)
    attendance = serializers.CharField(allow_blank=True)
    zone = serializers.CharField(allow_blank=True)
    wishes = serializers.ListField(child=serializers.CharField())
    video = serializers.CharField(allow_blank=True)


class AbsenceSerializer(serializers.Serializer[object]):
    """When the presenter can’t be there, on the clock of the workshop’s place."""

    day = serializers.DateField()
    start = serializers.RegexField(CLOCK)
    end = serializers.RegexField(CLOCK)


class WishesSerializer(serializers.Serializer[object]):
    """When the presenter of a paper can be there."""

    time_zone = serializers.CharField(max_length=64, allow_blank=True)
    daytime = serializers.ChoiceField(choices=PresenterWish.Daytime.choices)
    absences = AbsenceSerializer(many=True, max_length=MOST_ABSENCES)  # type: ignore[call-arg]


class DaySourceSerializer(serializers.Serializer[object]):
    """A day to begin with, as lines."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()


class LayOutSerializer(serializers.Serializer[object]):
    """A day as lines, a session each: 09:00–09:30 Opening."""

    day = serializers.DateField()
    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False)


class LaidOutSerializer(serializers.Serializer[object]):
    sessions = serializers.IntegerField()


class MovePaperSerializer(serializers.Serializer[object]):
    position = serializers.IntegerField(min_value=0, max_value=999, help_text="From 0.")
    source = serializers.UUIDField(  # type: ignore[assignment]
        required=False,
        allow_null=True,
        help_text="The session that it leaves; none if it is in none or stays in this one.",
    )


class PinSerializer(serializers.Serializer[object]):
    pinned = serializers.BooleanField(help_text="It stays as it is when sessions are filled.")
    paper = serializers.IntegerField(
        required=False, min_value=1, help_text="One paper of the session; without it, all of them."
    )


class FitSerializer(serializers.Serializer[object]):
    questions = serializers.IntegerField(
        min_value=0, max_value=240, default=0, help_text="Minutes for questions."
    )


class StepsSerializer(serializers.Serializer[object]):
    """What undo would take back and redo make again, in words."""

    undo = serializers.CharField(allow_null=True)
    redo = serializers.CharField(allow_null=True)


class StepSerializer(serializers.Serializer[object]):
    action = serializers.ChoiceField(choices=["undo", "redo"])
