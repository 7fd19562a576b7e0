"""The public part of the API, for which no token is needed: what the public site shows, from the same selectors."""

from __future__ import annotations

from django.utils import timezone
from rest_framework.response import Response

from conference.api.doors import Door
from conference.api.operations import operation
from conference.scopes import Scope
from conference.visibility import workshops_visible_to
from program import serializers as shapes
from program.api import examples
from program.selectors.agenda import public_agenda
from program.selectors.papers import PaperFilter, papers_matching, project, public_paper, with_public_parts
from program.selectors.site import date_rows
from program.selectors.speakers import speaker_list

PUBLIC = "Public"


class Workshops(Door):
    """The workshops of the installation."""

    @operation(
        "list_workshops", "The workshops", tag=PUBLIC, scope=Scope.PUBLIC, paged=True,
        answers=shapes.WorkshopSerializer, example=examples.WORKSHOP,
    )  # fmt: skip
    def get(self) -> Response:
        """List the public workshops, the newest first; with a token also those in which its holder has a part."""
        workshops = workshops_visible_to(self.viewer).select_related("series")
        return self.page(self.part.newest_first(workshops, list))


class OneWorkshop(Door):
    """A workshop."""

    @operation(
        "read_workshop", "A workshop", tag=PUBLIC, scope=Scope.PUBLIC, answers=shapes.WorkshopSerializer,
        example=examples.WORKSHOP,
    )  # fmt: skip
    def get(self) -> Response:
        """Read what a workshop says of itself."""
        return self.answer(self.workshop)


class Dates(Door):
    """The important dates."""

    @operation(
        "list_dates", "The important dates", tag=PUBLIC, scope=Scope.PUBLIC, paged=True,
        answers=shapes.DateSerializer, example=examples.DATE,
    )  # fmt: skip
    def get(self) -> Response:
        """List the important dates of a workshop, with what they were before."""
        return self.page(self.part.of_rows(date_rows(self.workshop, timezone.now())))


class Programme(Door):
    """The released programme."""

    @operation(
        "read_programme", "The programme", tag=PUBLIC, scope=Scope.PUBLIC, paged=True,
        query=shapes.ProgrammeQuerySerializer, answers=shapes.SessionSerializer, example=examples.SESSION,
    )  # fmt: skip
    def get(self) -> Response:
        """List the sessions of the released programme in their order; none while it is a draft."""
        wanted = {name: value for name, value in self.asked().items() if value}
        sessions = [
            session
            for day in public_agenda(self.workshop)
            for session in day.sessions
            if wanted.get("day", day.day) == day.day
            and wanted.get("kind", session.kind) == session.kind
            and wanted.get("room", session.room) == session.room
        ]
        return self.page(self.part.of_rows(sessions))


class Speakers(Door):
    """The confirmed speakers."""

    @operation(
        "list_speakers", "The speakers", tag=PUBLIC, scope=Scope.PUBLIC, paged=True,
        answers=shapes.SpeakerSerializer, example=examples.SPEAKER,
    )  # fmt: skip
    def get(self) -> Response:
        """List the confirmed speakers, those who hold talks first."""
        return self.page(self.part.of_rows(speaker_list(self.workshop)))


class Papers(Door):
    """The published papers."""

    @operation(
        "list_papers", "The accepted papers", tag=PUBLIC, scope=Scope.PUBLIC, paged=True,
        query=shapes.PaperQuerySerializer, answers=shapes.PaperSerializer, example=examples.PAPER,
    )  # fmt: skip
    def get(self) -> Response:
        """List the accepted papers once they are published, by track and way of presentation; filtered as on the page."""
        found = papers_matching(self.workshop, PaperFilter(**self.asked()))

        def shown(part: list[int]) -> list[object]:
            papers = with_public_parts(papers_matching(self.workshop, PaperFilter()).filter(pk__in=part))
            return list(project(papers, self.workshop))

        return self.page(self.part.of_keys(list(found.values_list("pk", flat=True)), shown))


class OnePaper(Door):
    """A published paper."""

    @operation(
        "read_paper", "An accepted paper", tag=PUBLIC, scope=Scope.PUBLIC, answers=shapes.PaperSerializer,
        example=examples.PAPER,
    )  # fmt: skip
    def get(self, number: int) -> Response:
        """Read one of the published papers."""
        return self.answer(public_paper(self.workshop, number))
