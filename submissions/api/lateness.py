"""The chairs' part of the API on late papers: deadlines of tracks, and links for one late paper each."""

from __future__ import annotations

from rest_framework.response import Response

from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.api.setup import SetUpDoor
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED, require_valid, shown_values
from conference.models import Track
from conference.scopes import Scope
from conference.services.workshops import update_settings
from submissions import serializers as shapes
from submissions.forms.deadlines import CallRulesForm
from submissions.services import late

TAG = "Chairs: set-up"
READ, WRITE = Scope.CHAIR_READ, Scope.CHAIR_WRITE
LINK = {
    "id": 2,
    "track": 7,
    "state": "open",
    "url": "https://plenary.example/terrabytes-2026/submit/late/Mg:1u…/",
    "expires_at": "2026-04-25T12:00:00Z",
    "email": "xiaoman@yunling.example",
    "note": "Lost the connection",
    "by": "Marguerite Aubin",
}
RULES = {"grace_minutes": 15, "abstract_freeze": "authors", "papers_per_author": None}
DEADLINE = {"track": 7, "at": "2026-04-27T11:59:59Z"}


class LatenessDoor(Door):
    """An address for program chairs."""

    allowed = chairs

    def track(self, pk: int) -> Track | None:
        return self.workshop.tracks.filter(pk=pk).first()


class TrackDeadline(LatenessDoor):
    """The deadline of a track."""

    @operation(
        "read_track_deadline", "The deadline of a track", tag=TAG, scope=READ,
        answers=shapes.TrackDeadlineSerializer, example=DEADLINE,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read the deadline that a track has of its own; null where that of the workshop holds."""
        return self._show(self._found(pk))

    @operation(
        "set_track_deadline", "Give a track a deadline of its own", tag=TAG, scope=WRITE,
        takes=shapes.SetDeadlineSerializer, sent={"at": "2026-04-27T11:59:59Z"},
        answers=shapes.TrackDeadlineSerializer, example=DEADLINE,
    )  # fmt: skip
    def put(self, pk: int) -> Response:
        """Give the papers of a track a deadline of their own, or that of the workshop again."""
        track = self._found(pk)
        late.set_track_deadline(track=track, by=self.user, at=self.sent()["at"])
        return self._show(track)

    def _found(self, pk: int) -> Track:
        found = self.track(pk)
        if found is None:
            raise NotFound
        return found

    def _show(self, track: Track) -> Response:
        return self.answer({"track": track.pk, "at": track.deadline_at})


class CallRules(SetUpDoor):
    """What holds for every paper around the deadlines."""

    @operation(
        "read_call_rules", "What holds around the deadlines", tag=TAG, scope=READ,
        answers=shapes.CallRulesSerializer, example=RULES,
    )  # fmt: skip
    def get(self) -> Response:
        """Read the grace after deadlines, what is fixed after that of abstracts, and how many papers an author may submit. The ETag is that of the set-up."""
        return self.show(self.workshop)

    @operation(
        "change_call_rules", "Change what holds around the deadlines", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeCallRulesSerializer, sent={"grace_minutes": 30}, answers=shapes.CallRulesSerializer,
        example=RULES | {"grace_minutes": 30},
    )  # fmt: skip
    def patch(self) -> Response:
        """Change the rules that you name; the rest stays. Authors are not told of the grace."""
        expected = self.seen(self.workshop.version)
        given = {name: "" if value is None else value for name, value in self.sent().items()}
        kept = shown_values(CallRulesForm(instance=self.workshop))
        form = CallRulesForm({**kept, **given, "seen": expected}, instance=self.workshop)
        require_valid(form)
        fields = [name for name in form.cleaned_data if name != "seen"]
        update_settings(workshop=form.instance, by=self.user, expected=expected, fields=fields)
        return self.show(self.workshop)


class LateLinks(LatenessDoor):
    """The links for late papers."""

    @operation(
        "list_late_links", "The links for late papers", tag=TAG, scope=READ, paged=True,
        answers=shapes.LateLinkSerializer, example=LINK,
    )  # fmt: skip
    def get(self) -> Response:
        """List the links that let their holders submit one paper late, and what became of each."""
        return self.page(self.part.newest_first(late.links_of(self.workshop), list))

    @operation(
        "give_late_link", "Let one paper come late", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.GiveLateLinkSerializer,
        sent={"track": 7, "expires_at": "2026-04-25T12:00:00Z", "email": "xiaoman@yunling.example"},
        answers=shapes.LateLinkSerializer, example=LINK,
    )  # fmt: skip
    def post(self) -> Response:
        """Make a link that lets its holder submit one paper late; it is mailed where you give an address."""
        given = self.sent()
        track = self.track(given.pop("track"))
        if track is None:
            raise Invalid(REFUSED, {"track": ["There is no such track."]})
        link = late.give_link(workshop=self.workshop, by=self.user, track=track, **given)
        return self.answer(link)


class OneLateLink(LatenessDoor):
    """A link for a late paper."""

    @operation("take_late_link_back", "Take a link back", tag=TAG, scope=WRITE, status=204)
    def delete(self, pk: int) -> Response:
        """Take a link back that was not used; it is worth nothing from then on."""
        link = late.links_of(self.workshop).filter(pk=pk).first()
        if link is None:
            raise NotFound
        late.take_link_back(link=link, by=self.user)
        return self.nothing()
