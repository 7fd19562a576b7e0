"""The chairs' part of the API on a paper's standing: restored, given more time, moved, tagged; and mails about some papers."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from types import SimpleNamespace

from django.utils import timezone
from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import Invalid
from conference.forms.reading import REFUSED, require_valid
from conference.models import Track
from conference.reminders import kind_of
from conference.scopes import Scope
from conference.services import reminders
from reviews.api import examples
from reviews.api.chairs import READ, WRITE, ChairDoor
from reviews.forms.tables import TrackForm
from reviews.selectors.chosen import chosen_papers
from reviews.selectors.tags import tags_of
from reviews.serializers import season as shapes
from reviews.serializers.chairs import ChairPaperSerializer
from reviews.services import bulk, tags
from reviews.services.owing import owing_reviews_of
from reviews.tag_names import read_tags
from submissions.models import Submission
from submissions.services import desk, late

TAG = "Chairs: papers"


class TakeUpAgain(ChairDoor):
    """Taking a desk rejection back."""

    @operation(
        "take_up_again", "Take a rejection without review back", tag=TAG, scope=WRITE,
        answers=ChairPaperSerializer, example=examples.CHAIR_PAPER,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Take a rejection without review back; the authors are told. A second call does nothing."""
        desk.take_up_again(submission=self.to_act(number), by=self.user)
        return self.answer(self.shown(number))


class Restore(ChairDoor):
    """Restoring a withdrawn paper."""

    @operation(
        "restore_for_authors", "Restore a withdrawn paper for its authors", tag=TAG, scope=WRITE,
        answers=ChairPaperSerializer, example=examples.CHAIR_PAPER,
    )  # fmt: skip
    def post(self, number: int) -> Response:
        """Restore a withdrawn paper for its authors, also after the deadline; they are told. A second call does nothing."""
        desk.restore_for_authors(submission=self.to_act(number), by=self.user)
        return self.answer(self.shown(number))


class Deadline(ChairDoor):
    """More time for one paper."""

    @operation(
        "extend_paper", "Give one paper more time", tag=TAG, scope=WRITE, takes=shapes.MoreTimeSerializer,
        sent={"at": "2026-04-23T12:00:00Z"}, answers=ChairPaperSerializer,
        example=examples.CHAIR_PAPER | {"own_deadline": "2026-04-23T12:00:00Z"},
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Let one paper be changed and submitted until a moment, with a mail to its authors, or take that back."""
        paper = self.to_act(number)
        late.extend_paper(submission=paper, by=self.user, at=self.sent()["at"])
        return self.answer(self.shown(number))


class PaperTrack(ChairDoor):
    """The track of a paper."""

    @operation(
        "move_paper", "Move a paper to another track", tag=TAG, scope=WRITE, takes=shapes.MoveSerializer,
        sent={"track": 7}, answers=ChairPaperSerializer, example=examples.CHAIR_PAPER,
    )  # fmt: skip
    def put(self, number: int) -> Response:
        """Move a paper to another track, whose limits its PDF is checked by from then on."""
        paper = self.to_act(number)
        form = TrackForm(self.sent(), workshop=self.workshop)
        require_valid(form)
        track = Track.objects.get(pk=form.cleaned_data["track"], workshop=self.workshop)
        bulk.change_track(submissions=[paper], track=track, by=self.user)
        return self.answer(self.shown(number))


class Tags(ChairDoor):
    """The tags of a paper."""

    @operation(
        "read_tags", "The tags of a paper", tag=TAG, scope=READ, answers=shapes.TagsSerializer,
        example={"tags": ["travel", "~mine"]},
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read the tags that the chairs share, and your own, which begin with a tilde."""
        return self.answer(SimpleNamespace(tags=tags_of(self.viewer, self.to_act(number))))

    @operation(
        "change_tags", "Tag a paper", tag=TAG, scope=WRITE, takes=shapes.ChangeTagsSerializer,
        sent={"add": ["travel"], "remove": ["late"]}, answers=shapes.TagsSerializer,
        example={"tags": ["travel", "~mine"]},
    )  # fmt: skip
    def patch(self, number: int) -> Response:
        """Put tags on a paper and take others off; what is so already stays so."""
        paper, given = self.to_act(number), self.sent()
        named = {what: read_tags(" ".join(names)) if names else [] for what, names in given.items()}
        tags.set_tags(submission=paper, add=named["add"], remove=named["remove"], by=self.user)
        return self.get(number)


class SomePapersDoor(ChairDoor):
    """An address of mails about some papers."""

    def papers(self, numbers: Collection[int]) -> list[Submission]:
        """Return the papers of these numbers, or raise Invalid with those on which the chair can't act."""
        found = chosen_papers(self.viewer, self.workshop, numbers)
        unknown = set(numbers) - {paper.number for paper in found}
        if unknown:
            raise Invalid(
                REFUSED,
                {"papers": [f"#{number} is no paper on which you can act." for number in sorted(unknown)]},
            )
        return found


class RemindReviewers(SomePapersDoor):
    """A reminder to the reviewers of some papers."""

    @operation(
        "remind_reviewers", "Remind the reviewers of papers", tag=TAG, scope=WRITE, keyed=True,
        takes=shapes.PapersSerializer, sent={"papers": [12]}, answers=shapes.NotedSerializer,
        example={"mails": 2},
    )  # fmt: skip
    def post(self) -> Response:
        """Remind those whose reviews of some papers are not in and who were not reminded within a day."""
        numbers = {paper.number for paper in self.papers(self.sent()["papers"])}
        owed = owing_reviews_of(self.workshop, self.viewer, timezone.now(), numbers)
        told = reminders.send(workshop=self.workshop, by=self.user, kind=kind_of("reviews"), owed=owed)
        return self.answer(SimpleNamespace(mails=len(told)))


class NoteToAuthors(SomePapersDoor):
    """A mail to authors."""

    @operation(
        "mail_authors", "Write to the authors of papers", tag=TAG, scope=Scope.RELEASE_WRITE, keyed=True,
        takes=shapes.NoteSerializer,
        sent={"papers": [12], "subject": "Your paper #{number}", "text": "Dear {name}, please send the code."},
        answers=shapes.NotedSerializer, example={"mails": 2},
    )  # fmt: skip
    def post(self) -> Response:
        """Send a mail to each author of some papers on which you can act, hidden from you as they may be."""
        given = self.sent()
        many = bulk.mail_authors(
            workshop=self.workshop, submissions=self.papers(given["papers"]), by=self.user,
            subject=given["subject"], text=given["text"], key=secrets.token_hex(8),
        )  # fmt: skip
        return self.answer(SimpleNamespace(mails=many))
