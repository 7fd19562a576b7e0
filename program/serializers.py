"""The public API's shapes, field by field."""

from __future__ import annotations

from rest_framework import serializers

from conference.links import validate_leads_somewhere
from conference.models.workshops import ProgrammeState
from program.models import SessionKind, SessionSpeaker, Speaker
from program.selectors.papers import KIND_LABELS


class WorkshopSerializer(serializers.Serializer[object]):
    slug = serializers.SlugField()
    acronym = serializers.CharField()
    title = serializers.CharField()
    theme = serializers.CharField(allow_blank=True)
    description = serializers.CharField(allow_blank=True)
    host_conference = serializers.CharField(allow_blank=True)
    host_url = serializers.URLField(allow_blank=True)
    venue = serializers.CharField(allow_blank=True)
    timezone = serializers.CharField()
    series = serializers.SlugField(source="series.slug", allow_null=True, default=None)


class DateSerializer(serializers.Serializer[object]):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField(
        help_text="In words, in the zone that counts; TBD while it is not determined."
    )
    at = serializers.DateTimeField(allow_null=True)
    old = serializers.ListField(
        child=serializers.CharField(), help_text="What the date was before, oldest first."
    )
    note = serializers.CharField(allow_blank=True)


class LinkSerializer(serializers.Serializer[object]):
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()


class PersonSerializer(serializers.Serializer[object]):
    slug = serializers.SlugField()
    name = serializers.CharField()
    affiliation = serializers.CharField(allow_blank=True)
    part = serializers.CharField()


class TalkSerializer(serializers.Serializer[object]):
    number = serializers.IntegerField()
    title = serializers.CharField()
    authors = serializers.CharField(allow_blank=True)
    start = serializers.DateTimeField(allow_null=True)
    minutes = serializers.IntegerField(allow_null=True)
    board = serializers.IntegerField(allow_null=True)
    recording_url = serializers.CharField(allow_blank=True)


class SessionSerializer(serializers.Serializer[object]):
    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=SessionKind.choices)
    title = serializers.CharField()
    abstract = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    room = serializers.CharField(allow_blank=True)
    link = serializers.CharField(allow_blank=True)
    recording_url = serializers.CharField(allow_blank=True)
    people = PersonSerializer(many=True)
    talks = TalkSerializer(many=True)


class SpeakerSerializer(serializers.Serializer[object]):
    slug = serializers.SlugField()
    name = serializers.CharField()
    affiliation = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    bio = serializers.CharField(allow_blank=True)
    photo = serializers.CharField(allow_blank=True)
    slides = serializers.CharField(
        allow_blank=True, help_text="Where they can be read, if the speaker lets visitors read them."
    )


class AuthorSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    affiliation = serializers.CharField(allow_blank=True)
    orcid = serializers.CharField(allow_blank=True)


class PaperSerializer(serializers.Serializer[object]):
    number = serializers.IntegerField()
    title = serializers.CharField()
    abstract = serializers.CharField(allow_blank=True)
    keywords = serializers.ListField(child=serializers.CharField())
    track = serializers.CharField()
    presentation = serializers.ChoiceField(source="kind", choices=list(KIND_LABELS.items()))
    topics = serializers.ListField(child=serializers.CharField())
    authors = AuthorSerializer(many=True)
    presenter = serializers.CharField(allow_blank=True)
    links = LinkSerializer(many=True)


class ProgrammeQuerySerializer(serializers.Serializer[object]):
    day = serializers.DateField(required=False)
    kind = serializers.ChoiceField(choices=SessionKind.choices, required=False)
    room = serializers.CharField(required=False, allow_blank=True, max_length=80)


class PaperQuerySerializer(serializers.Serializer[object]):
    q = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=100,
        help_text="Words of title, abstract, keywords or authors.",
    )
    track = serializers.CharField(default="", allow_blank=True, max_length=40, help_text="The track’s key.")
    kind = serializers.ChoiceField(default="", allow_blank=True, choices=list(KIND_LABELS.items()))
    topic = serializers.CharField(
        default="", allow_blank=True, max_length=120, help_text="A topic by its name."
    )


class DraftPersonSerializer(serializers.Serializer[object]):
    """Someone in a session, by the address of the speaker’s page."""

    slug = serializers.SlugField()
    name = serializers.CharField(read_only=True)
    part = serializers.ChoiceField(choices=SessionSpeaker.Part.choices, default=SessionSpeaker.Part.SPEAKER)


class DraftPaperSerializer(serializers.Serializer[object]):
    """A paper in a session; number null where it is no longer accepted."""

    number = serializers.IntegerField(source="paper.number", allow_null=True, default=None)
    title = serializers.CharField(source="paper.title", allow_blank=True, default="")
    start = serializers.DateTimeField(allow_null=True)
    minutes = serializers.IntegerField(allow_null=True)
    board = serializers.IntegerField(allow_null=True)


class DraftSessionSerializer(serializers.Serializer[object]):
    """A session of the draft with what may be wrong with it."""

    id = serializers.UUIDField(source="public_id")
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=SessionKind.choices)
    title = serializers.CharField()
    abstract = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    room = serializers.CharField(allow_blank=True)
    minutes_each = serializers.IntegerField(allow_null=True)
    link = serializers.CharField(allow_blank=True)
    recording_url = serializers.CharField(allow_blank=True)
    is_pinned = serializers.BooleanField()
    people = DraftPersonSerializer(many=True)
    papers = DraftPaperSerializer(source="slots", many=True)
    warnings = serializers.ListField(child=serializers.CharField())


class ChangeSessionSerializer(serializers.Serializer[object]):
    """What is to change of a session; what is not named stays."""

    kind = serializers.ChoiceField(choices=SessionKind.choices, required=False)
    title = serializers.CharField(max_length=200, required=False)
    abstract = serializers.CharField(allow_blank=True, required=False, max_length=20_000)
    note = serializers.CharField(allow_blank=True, required=False, max_length=200)
    start = serializers.DateTimeField(required=False)
    end = serializers.DateTimeField(required=False)
    room = serializers.CharField(allow_blank=True, required=False, max_length=80)
    minutes_each = serializers.IntegerField(allow_null=True, required=False, min_value=1, max_value=240)
    link = serializers.URLField(
        allow_blank=True, required=False, max_length=200, validators=[validate_leads_somewhere]
    )
    recording_url = serializers.URLField(
        allow_blank=True, required=False, max_length=200, validators=[validate_leads_somewhere]
    )
    people = DraftPersonSerializer(many=True, required=False, max_length=40)  # type: ignore[call-arg]


class NewSessionSerializer(ChangeSessionSerializer):
    """A new session."""

    kind = serializers.ChoiceField(choices=SessionKind.choices)
    title = serializers.CharField(max_length=200)
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    people = DraftPersonSerializer(many=True, default=list, max_length=40)  # type: ignore[call-arg]


class PlacePapersSerializer(serializers.Serializer[object]):
    papers = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=500)


class NewsSerializer(serializers.Serializer[object]):
    """A piece of news."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    body = serializers.CharField(help_text="Markdown.")
    published_at = serializers.DateTimeField()


class NewsPostSerializer(NewsSerializer):
    """A piece of news as its writers have it; not published while ``published_at`` is null."""

    version = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)
    changed_at = serializers.DateTimeField()


class ChangeNewsSerializer(serializers.Serializer[object]):
    """What is to change of a piece of news; what is not named stays."""

    title = serializers.CharField(max_length=200, required=False)
    body = serializers.CharField(max_length=50_000, required=False, help_text="Markdown.")
    published = serializers.BooleanField(required=False)


class NewNewsSerializer(ChangeNewsSerializer):
    """A new piece of news; a draft unless it is published."""

    title = serializers.CharField(max_length=200)
    body = serializers.CharField(max_length=50_000, help_text="Markdown.")


class ChangeLineSerializer(serializers.Serializer[object]):
    """A change in words."""

    kind = serializers.CharField()
    text = serializers.CharField()


class ReleaseSerializer(serializers.Serializer[object]):
    """A version of the schedule with what it changed."""

    name = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    released_at = serializers.DateTimeField()
    by = serializers.CharField(allow_blank=True)
    changes = ChangeLineSerializer(source="lines", many=True)


class ConcernedSerializer(serializers.Serializer[object]):
    """Somebody whom the next version concerns, as far as you may know who it is, with the mail."""

    key = serializers.CharField(help_text="By which you name her in mail_to.")
    who = serializers.CharField(source="shown")
    reason = serializers.CharField()
    subject = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)


class NextReleaseSerializer(serializers.Serializer[object]):
    """What releasing the draft now would change."""

    name = serializers.CharField(help_text="The name that it gets if you give none.")
    mark = serializers.CharField(help_text="Names the draft as it is now.")
    sessions = serializers.IntegerField(source="session_count")
    changes = ChangeLineSerializer(many=True)
    concerned = ConcernedSerializer(many=True)
    unreached = serializers.IntegerField(
        source="hidden", help_text="How many it concerns whose address is not known."
    )


class MakeReleaseSerializer(serializers.Serializer[object]):
    mark = serializers.CharField(
        max_length=80, help_text="Of the draft that you looked at; * for whatever is there."
    )
    name = serializers.CharField(max_length=40, allow_blank=True, default="")
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    mail_to = serializers.ListField(
        child=serializers.CharField(max_length=80),
        default=list,
        max_length=5000,
        help_text="Keys of those to be told by mail; nobody else is told.",
    )


class ChairSpeakerSerializer(serializers.Serializer[object]):
    """A speaker as the organizers know him."""

    slug = serializers.SlugField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.CharField(allow_blank=True)
    affiliation = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    bio = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(choices=Speaker.Status.choices)
    position = serializers.IntegerField()


class ChangeSpeakerSerializer(serializers.Serializer[object]):
    """What is to change of a speaker; what is not named stays."""

    name = serializers.CharField(max_length=200, required=False)
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    affiliation = serializers.CharField(max_length=200, allow_blank=True, required=False)
    url = serializers.URLField(max_length=200, allow_blank=True, required=False)
    bio = serializers.CharField(max_length=20_000, allow_blank=True, required=False, help_text="Markdown.")
    status = serializers.ChoiceField(choices=Speaker.Status.choices, required=False)
    position = serializers.IntegerField(min_value=0, max_value=999, required=False)


class NewSpeakerSerializer(ChangeSpeakerSerializer):
    """A new speaker."""

    name = serializers.CharField(max_length=200)


class PublicSerializer(serializers.Serializer[object]):
    """What visitors see: the site, the list of accepted papers, the programme."""

    version = serializers.IntegerField()
    site = serializers.BooleanField(source="is_public")
    papers = serializers.BooleanField(help_text="The accepted papers with their authors.")
    programme = serializers.ChoiceField(source="programme_state", choices=ProgrammeState.choices)


class PublishSerializer(serializers.Serializer[object]):
    """What is to change of it; what is not named stays."""

    site = serializers.BooleanField(required=False)
    papers = serializers.BooleanField(required=False)
    programme = serializers.ChoiceField(choices=ProgrammeState.choices, required=False)
