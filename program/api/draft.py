"""The draft of the programme: its sessions, who is in them, which papers they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework.response import Response

from conference.api.doors import Door, editors
from conference.api.operations import operation
from conference.errors import Invalid, NotFound
from conference.scopes import Scope
from program import serializers as shapes
from program.api import examples, planning_shapes
from program.models import Session, Speaker
from program.selectors.draft_record import draft_record, draft_records
from program.selectors.editor import candidates, editor_session, session_of
from program.selectors.presenters import presented_paper
from program.services import moves
from program.services import schedule as services
from program.services.schedule import FIELDS, SessionInput
from submissions.models import Submission

TAG = "Programme: the draft"
READ, WRITE = Scope.PROGRAMME_READ, Scope.PROGRAMME_WRITE


class DraftDoor(Door):
    """An address of the draft."""

    allowed = editors

    def show(self, session: Session) -> Response:
        """Answer with a session as it is saved now."""
        fresh = session_of(self.workshop, session.public_id)
        return self.answer(draft_record(self.viewer, self.workshop, fresh), version=fresh.version)

    def people(self, given: list[Mapping[str, Any]]) -> list[tuple[Speaker, str]]:
        """Return the speakers that are named, or refuse."""
        known = {speaker.slug: speaker for speaker in Speaker.objects.filter(workshop=self.workshop)}
        unknown = [one["slug"] for one in given if one["slug"] not in known]
        if unknown:
            raise Invalid(
                "There is no such speaker.", {"people": [f"{slug} is no speaker here." for slug in unknown]}
            )
        return [(known[one["slug"]], one["part"]) for one in given]


class Sessions(DraftDoor):
    """The sessions of the draft."""

    @operation(
        "list_draft_sessions", "The draft of the programme", tag=TAG, scope=READ, paged=True,
        answers=shapes.DraftSessionSerializer, example=examples.DRAFT,
    )  # fmt: skip
    def get(self) -> Response:
        """List the sessions of the draft in their order, with what may be wrong with each. Visitors see a release."""
        return self.page(self.part.of_rows(draft_records(self.viewer, self.workshop)))

    @operation(
        "add_session", "Add a session", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.NewSessionSerializer, sent=examples.SENT_SESSION,
        answers=shapes.DraftSessionSerializer, example=examples.DRAFT,
    )  # fmt: skip
    def post(self) -> Response:
        """Add a session to the draft."""
        given = dict(self.sent())
        people = self.people(given.pop("people"))
        return self.show(
            services.session_create(
                workshop=self.workshop, actor=self.user, given=SessionInput(**given), people=people
            )
        )


class OneSession(DraftDoor):
    """A session of the draft."""

    @operation(
        "read_draft_session", "A session of the draft", tag=TAG, scope=READ,
        answers=shapes.DraftSessionSerializer, example=examples.DRAFT,
    )  # fmt: skip
    def get(self, session: UUID) -> Response:
        """Read a session of the draft."""
        return self.show(session_of(self.workshop, session))

    @operation(
        "change_session", "Change a session", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeSessionSerializer, sent={"room": "Hall 2"},
        answers=shapes.DraftSessionSerializer, example=examples.DRAFT | {"room": "Hall 2", "version": 5},
    )  # fmt: skip
    def patch(self, session: UUID) -> Response:
        """Change what you name of a session; the rest stays. The people are replaced as a whole."""
        found = session_of(self.workshop, session)
        expected = self.seen(found.version)
        given = dict(self.sent())
        named = given.pop("people", None)
        people = (
            [(part.speaker, part.part) for part in found.speakers.select_related("speaker")]
            if named is None
            else self.people(named)
        )
        wanted = SessionInput(**{**{name: getattr(found, name) for name in FIELDS}, **given})
        services.session_change(
            session=found, actor=self.user, given=wanted, people=people, expected=expected
        )
        return self.show(found)

    @operation("remove_session", "Take a session out", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, session: UUID) -> Response:
        """Take a session out of the draft; its papers become unplaced."""
        found = session_of(self.workshop, session)
        self.seen(found.version)
        services.session_delete(session=found, actor=self.user)
        return self.nothing()


class SessionPapers(DraftDoor):
    """The papers of a session."""

    @operation(
        "place_papers", "Put papers into a session", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.PlacePapersSerializer, sent={"papers": [12, 17]},
        answers=shapes.DraftSessionSerializer, example=examples.DRAFT,
    )  # fmt: skip
    def post(self, session: UUID) -> Response:
        """Put accepted papers at the end of a session, those that are in one of its sort left out."""
        found = session_of(self.workshop, session)
        expected = self.seen(found.version)
        offered = {paper.number: paper.pk for paper in candidates(self.viewer, self.workshop, found)}
        numbers = list(dict.fromkeys(self.sent()["papers"]))
        unknown = [number for number in numbers if number not in offered]
        if unknown:
            reasons = [f"#{number} can’t be put here now." for number in unknown]
            raise Invalid("Not every paper can be put here.", {"papers": reasons})
        papers = Submission.objects.in_bulk([offered[number] for number in numbers])
        services.papers_place(
            session=found,
            actor=self.user,
            papers=[papers[offered[number]] for number in numbers],
            expected=expected,
        )
        return self.show(found)


class SessionPaper(DraftDoor):
    """A paper of a session."""

    @operation(
        "place_paper", "Move a paper into a session", tag=TAG, scope=WRITE, guarded=True,
        takes=planning_shapes.MovePaperSerializer, sent={"position": 0},
        answers=shapes.DraftSessionSerializer, example=examples.DRAFT,
    )  # fmt: skip
    def put(self, session: UUID, number: int) -> Response:
        """Put an accepted paper at a place of a session: from another one, from none, or from elsewhere in it."""
        target, given = session_of(self.workshop, session), self.sent()
        expected = self.seen(target.version)
        paper = presented_paper(self.viewer, self.workshop, number)
        source = session_of(self.workshop, given["source"]) if given.get("source") else None
        if source == target or (source is None and target.slots.filter(submission=paper).exists()):
            source = target
        moves.paper_move(
            workshop=self.workshop,
            actor=self.user,
            paper=paper,
            source=source,
            target=target,
            position=given["position"],
            expected=(source.version if source else 0, expected),
        )
        return self.show(target)

    @operation(
        "remove_paper", "Take a paper out of a session", tag=TAG, scope=WRITE, guarded=True,
        answers=shapes.DraftSessionSerializer, example=examples.DRAFT | {"papers": []},
    )  # fmt: skip
    def delete(self, session: UUID, number: int) -> Response:
        """Take a paper out of a session."""
        found = session_of(self.workshop, session)
        expected = self.seen(found.version)
        slots = editor_session(self.viewer, self.workshop, session).slots
        slot = next((slot for slot in slots if slot.paper and slot.paper.number == number), None)
        if slot is None:
            raise NotFound
        services.slot_remove(session=found, actor=self.user, slot_id=slot.pk, expected=expected)
        return self.show(found)
