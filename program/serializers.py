"""The public API's shapes, field by field."""

from __future__ import annotations

from rest_framework import serializers

from program.models import SessionKind
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
