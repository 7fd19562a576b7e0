"""The set-up of a workshop: settings, tracks, dates, topics. Each change is guarded by the workshop's version, as on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from rest_framework.response import Response

from conference.api import setup_shapes as shapes
from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.concurrency import save_version
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED, require_valid, sent_values, shown_values
from conference.forms.workshops import DateForm, SettingsForm, TopicsForm, TrackForm
from conference.models import ImportantDate, Track
from conference.models.workshops import DateKey
from conference.scopes import Scope
from conference.services import workshops as services

TAG = "Chairs: set-up"
READ, WRITE = Scope.CHAIR_READ, Scope.CHAIR_WRITE
SETTINGS = {
    "version": 7,
    "acronym": "TerraBytes 2026",
    "title": "Earth Observation Data at Scale",
    "theme": "Learning from archives that no one can read",
    "description": "A day on data, models and the ground below them.",
    "host_conference": "ICML 2026",
    "host_url": "https://icml.example/2026",
    "venue": "Vancouver, Canada",
    "timezone": "America/Vancouver",
    "recordings_url": "https://recordings.example/2026",
    "notice": "",
    "accent": "#1f6f54",
    "about_text": "TerraBytes brings together …",
    "call_text": "We invite papers on …",
    "style_name": "ICML 2026",
    "style_url": "https://icml.example/2026/style.zip",
    "paper_size": "letter",
    "reviews_per_paper": 3,
    "default_load": 4,
    "authors_shown_after_release": False,
    "reviewers_see_one_another": False,
    "chairs_need_second_factor": True,
    "submission_count": None,
    "accepted_count": None,
    "attendees": "",
}
TRACK = {
    "id": 7,
    "key": "short",
    "name": "Short papers",
    "page_limit": 4,
    "references_count": False,
    "appendix_counts": False,
    "acknowledgements_count": False,
    "impact_statement_count": False,
    "style": "ICML",
    "supplement_mb": 50,
    "previously_published_allowed": False,
    "is_open": True,
    "description": "",
    "profile": None,
    "presentations": ["spotlight", "poster"],
    "opt_ins": [{"label": "Proceedings volume", "note": "Only original work"}],
}
DATE = {
    "id": 19,
    "key": "submission_deadline",
    "label": "Submission deadline",
    "day": "2026-04-20",
    "time": "23:59",
    "last_day": None,
    "zone": "aoe",
    "note": "",
    "at": "2026-04-21T11:59:59Z",
}
TOPICS = {"topics": [{"name": "Agriculture", "parts": ["Yield", "Irrigation"]}]}


class SetUpDoor(Door):
    """An address of the set-up. What one may change is the workshop in the version that one saw."""

    allowed = chairs

    def show(self, shown: Any) -> Response:
        return self.answer(shown, version=self.workshop.version)

    def guard(self, expected: int) -> None:
        """Raise Stale if somebody saved the set-up since; inside the transaction of the change."""
        save_version(self.workshop, expected=expected, fields=[])


class Settings(SetUpDoor):
    """The settings of a workshop."""

    @operation(
        "read_settings", "The settings of a workshop", tag=TAG, scope=READ, answers=shapes.SettingsSerializer,
        example=SETTINGS,
    )  # fmt: skip
    def get(self) -> Response:
        """Read the settings, as on the page Settings."""
        return self.show(self.workshop)

    @operation(
        "change_settings", "Change the settings", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeSettingsSerializer, sent={"notice": "The deadline is extended to 27 April."},
        answers=shapes.SettingsSerializer, example=SETTINGS | {"notice": "The deadline is extended to 27 April."},
    )  # fmt: skip
    def patch(self) -> Response:
        """Change what you name of the settings; the rest stays."""
        expected = self.seen(self.workshop.version)
        kept = shown_values(SettingsForm(instance=self.workshop))
        form = SettingsForm({**kept, **sent_values(self.sent()), "seen": expected}, instance=self.workshop)
        require_valid(form)
        fields = [name for name in form.cleaned_data if name != "seen"]
        services.update_settings(workshop=form.instance, by=self.user, expected=expected, fields=fields)
        return self.show(self.workshop)


class Topics(SetUpDoor):
    """The topics of the call."""

    @operation(
        "read_topics",
        "The topics of the call",
        tag=TAG,
        scope=READ,
        answers=shapes.TopicsSerializer,
        example=TOPICS,
    )
    def get(self) -> Response:
        """Read the topics with their parts."""
        return self.show(SimpleNamespace(topics=shapes.outline_of(list(self.workshop.topics.all()))))

    @operation(
        "set_topics", "Set the topics of the call", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.TopicsSerializer, sent=TOPICS, answers=shapes.TopicsSerializer, example=TOPICS,
    )  # fmt: skip
    def put(self) -> Response:
        """Set all topics; one that keeps its name keeps its papers and reviewers."""
        expected = self.seen(self.workshop.version)
        lines = [
            f"{mark}{' '.join(name.split())}"
            for topic in self.sent()["topics"]
            for mark, name in (("", topic["name"]), *(("- ", part) for part in topic["parts"]))
        ]
        form = TopicsForm({"seen": expected, "topics": "\n".join(lines)})
        require_valid(form)
        services.replace_topics(
            workshop=self.workshop, by=self.user, expected=expected, outline=form.outline()
        )
        return self.get()


class TrackDoor(SetUpDoor):
    """An address of the tracks."""

    def save_track(self, track: Track, *, position: int) -> Response:
        """Save what was sent of a track."""
        expected = self.seen(self.workshop.version)
        given = dict(self.sent())
        named = given.pop("opt_ins", None)
        kept = shown_values(TrackForm(instance=track, workshop=self.workshop))
        form = TrackForm({**kept, **sent_values(given)}, instance=track, workshop=self.workshop)
        _require_asked(form, given)
        require_valid(form)
        opt_ins = form.opt_ins() if named is None else [(one["label"], one["note"]) for one in named]
        with transaction.atomic():
            self.guard(expected)
            services.save_track(track=form.instance, by=self.user, opt_ins=opt_ins, position=position)
        return self.show(Track.objects.get(pk=track.pk))


class Tracks(TrackDoor):
    """The tracks."""

    @operation(
        "list_tracks",
        "The tracks",
        tag=TAG,
        scope=READ,
        paged=True,
        answers=shapes.SetUpTrackSerializer,
        example=TRACK,
    )
    def get(self) -> Response:
        """List the tracks with all their settings. The ETag is that of the set-up."""
        rows = self.workshop.tracks.prefetch_related("opt_ins")
        return self.show(self.part.of_rows(rows, lambda track: track.pk))

    @operation(
        "add_track", "Add a track", tag=TAG, scope=WRITE, guarded=True, status=201,
        takes=shapes.NewTrackSerializer, sent={"name": "Short papers", "page_limit": 4},
        answers=shapes.SetUpTrackSerializer, example=TRACK,
    )  # fmt: skip
    def post(self) -> Response:
        """Add a track after the others."""
        return self.save_track(Track(workshop=self.workshop), position=self.workshop.tracks.count())


class OneTrack(TrackDoor):
    """A track."""

    @operation(
        "read_track", "A track", tag=TAG, scope=READ, answers=shapes.SetUpTrackSerializer, example=TRACK
    )
    def get(self, pk: int) -> Response:
        """Read a track with all its settings."""
        return self.show(self._found(pk))

    @operation(
        "change_track", "Change a track", tag=TAG, scope=WRITE, guarded=True, takes=shapes.ChangeTrackSerializer,
        sent={"page_limit": 5}, answers=shapes.SetUpTrackSerializer, example=TRACK | {"page_limit": 5},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of a track; the rest stays. Opt-ins are replaced as a whole."""
        track = self._found(pk)
        return self.save_track(track, position=track.position)

    @operation("remove_track", "Delete a track", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Delete a track that has no papers; one that has is closed instead."""
        track = self._found(pk)
        expected = self.seen(self.workshop.version)
        with transaction.atomic():
            self.guard(expected)
            services.delete_track(track=track, by=self.user)
        return self.nothing()

    def _found(self, pk: int) -> Track:
        found = self.workshop.tracks.filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found


class DateDoor(SetUpDoor):
    """An address of the dates."""

    def save_date(self, date: ImportantDate, *, position: int) -> Response:
        """Save what was sent of a date."""
        expected = self.seen(self.workshop.version)
        given = {"clock" if name == "time" else name: value for name, value in self.sent().items()}
        kept = shown_values(DateForm(instance=date, workshop=self.workshop))
        form = DateForm({**kept, **sent_values(given)}, instance=date, workshop=self.workshop)
        require_valid(form, {"clock": "time"})
        key = form.cleaned_data["key"]
        if key != DateKey.OTHER and self.workshop.dates.exclude(pk=date.pk).filter(key=key).exists():
            raise Invalid(REFUSED, {"key": ["There is a date of this kind already."]})
        with transaction.atomic():
            self.guard(expected)
            services.save_date(date=form.instance, by=self.user, moment=form.moment(), position=position)
        return self.show(date)


class SetUpDates(DateDoor):
    """The dates as they are set."""

    @operation(
        "list_set_dates", "The dates as they are set", tag=TAG, scope=READ, paged=True,
        answers=shapes.SetUpDateSerializer, example=DATE,
    )  # fmt: skip
    def get(self) -> Response:
        """List the dates, each in its own zone. The ETag is that of the set-up."""
        rows = self.workshop.dates.select_related("workshop")
        return self.show(self.part.of_rows(rows, lambda date: date.pk))

    @operation(
        "add_date", "Add a date", tag=TAG, scope=WRITE, guarded=True, status=201, takes=shapes.NewDateSerializer,
        sent={"key": "other", "label": "Travel grants close", "day": "2026-05-02"},
        answers=shapes.SetUpDateSerializer, example=DATE,
    )  # fmt: skip
    def post(self) -> Response:
        """Add a date after the others."""
        return self.save_date(ImportantDate(workshop=self.workshop), position=self.workshop.dates.count())


class OneDate(DateDoor):
    """A date."""

    @operation("read_date", "A date", tag=TAG, scope=READ, answers=shapes.SetUpDateSerializer, example=DATE)
    def get(self, pk: int) -> Response:
        """Read a date as it is set."""
        return self.show(self._found(pk))

    @operation(
        "change_date", "Change a date", tag=TAG, scope=WRITE, guarded=True, takes=shapes.ChangeDateSerializer,
        sent={"day": "2026-04-27"}, answers=shapes.SetUpDateSerializer,
        example=DATE | {"day": "2026-04-27", "at": "2026-04-28T11:59:59Z"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of a date; the rest stays. What it was before stays visible, struck through."""
        date = self._found(pk)
        return self.save_date(date, position=date.position)

    @operation("remove_date", "Delete a date", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Delete a date."""
        date = self._found(pk)
        expected = self.seen(self.workshop.version)
        with transaction.atomic():
            self.guard(expected)
            date.delete()
        return self.nothing()

    def _found(self, pk: int) -> ImportantDate:
        found = self.workshop.dates.select_related("workshop").filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found


def _require_asked(form: TrackForm, given: Mapping[str, Any]) -> None:
    if given.get("profile") and "profile" not in form.fields:
        raise Invalid(REFUSED, {"profile": ["There is no such style profile."]})
