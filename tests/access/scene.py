"""The cast with everything that could leak: a word found nowhere else in each piece of information, on every door.

A word belongs to the information that must be visible for it to be read. Its author's own name is on each of a person's
pages, so what names a person is never a secret from that person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.models import ApiToken, StyleProfile, User
from conference.scopes import Scope
from conference.services.tokens import digest_of
from conference.visibility import NOBODY, Viewer, viewer_of
from reviews.sight import Info
from submissions.models import Submission
from submissions.selectors.findings import summary_of
from tests.access.office_things import office
from tests.access.paper_things import afterwards, complete_paper, proposal, records, rename
from tests.access.phases import CHAIR_AND_AUTHOR, EVERYBODY, MATRIX, NUMBER, PHASES
from tests.access.site_things import programme
from tests.cast import Cast, make_cast
from tests.factories import ReviewerFactory, RoleFactory, UploadFactory, UserFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Word:
    """A secret: visible to those who see one of ``infos``, and to those whom it names."""

    text: str
    infos: tuple[Info, ...]
    names: str = ""

    def is_in(self, page: str) -> bool:
        """Say whether it stands in a page in lower case, not as a part of another word or number."""
        found = page.find(self.text)
        return found >= 0 and bool(
            re.search(rf"(?<![\w.@-]){re.escape(self.text)}(?![\w@])", page[found - 1 :])
        )


def words(*infos: Info, names: str = "") -> Any:
    return lambda *texts: tuple(Word(text, infos, names) for text in texts)


# What everyone reads of a decision that is public is the way of presenting; its text stays among those concerned.
PRIVATE_DECISION = {"author", "reviewer_assigned", "area_chair_assigned", "program_chair"}
DECISION_WORD = Word("foxglove", (Info.DECISION,))
# An author reads her own answer to the reviews, whatever she may read of the discussion in which others do.
ANSWERS = words(Info.DISCUSSION)("speedwell", "toadflax")
FOR_THE_CHAIRS = Word("spurge", (Info.META_REVIEW,))
WORDS: tuple[Word, ...] = (
    *words(Info.PAPER_EXISTENCE)(str(NUMBER)),
    *words(Info.TITLE_ABSTRACT)("zirkelmoos", "quillfern", "tamarisk"),
    *words(Info.PAPER_FILE)("blindcopybytes", "sarcococca"),
    *words(Info.ORIGINAL_FILE)("originalbytes", "quincunx-draft"),
    *words(Info.AUTHOR_IDENTITIES, names="author")("ottoline", "karamazova"),
    *words(Info.AUTHOR_IDENTITIES)("ignatius", "bellweather", "marshwiggle", "0000-0002-1825-0097"),
    *words(Info.AUTHOR_EMAILS, names="author")("postbox@tanager.example"),
    *words(Info.AUTHOR_EMAILS)("letters@wheatear.example"),
    *words(Info.REVIEWER_IDENTITIES, names="reviewer_assigned")("percival", "desk@underhill.example"),
    *words(Info.REVIEWER_IDENTITIES)("quentin", "blackadder", "quentin@cast.example"),
    *words(Info.OWN_REVIEW, Info.REVIEWS_FOR_AUTHORS)("larkspur"),
    *words(Info.OWN_REVIEW, Info.REVIEWS_FOR_CHAIRS)("gentian"),
    *words(Info.REVIEWS_FOR_AUTHORS)("marigold"),
    *words(Info.REVIEWS_FOR_CHAIRS)("hellebore"),
    DECISION_WORD,
    *words(Info.DISCUSSION)("wolfsbane", "burdock"),
    *words(Info.REVIEWS_FOR_CHAIRS)("monkshood", "henbane"),
    *words(Info.META_REVIEW)("campion"),
    FOR_THE_CHAIRS,
    *ANSWERS,
    *words(Info.DECLARED_CONFLICTS)("thistledown", "saxifrage"),
    *words(Info.ANONYMITY_FINDINGS)("snapdragon"),
    *words(Info.CAMERA_READY)("finalbytes", "posterwort", "codelinkwort"),
    *words(Info.OPT_INS_AND_DECLARATIONS)("periwinkle", "ligularia", "spleenwort", "sneezewort", "bogbean"),
    *words(Info.AUDIT_ENTRIES)("bindweed", "receiptword"),
)


@dataclass
class Scene:
    """The cast in one phase with pages to open: clients by actor, arguments of each address."""

    cast: Cast
    phase: str
    clients: Mapping[str, Client]
    programs: Mapping[str, Client]
    ids: Mapping[str, Any]

    @property
    def paper(self) -> Submission:
        return self.cast.paper

    def part(self, actor: str) -> str:
        """Return the row of the matrix for an actor: a reviewer to be is one without the paper."""
        if actor == CHAIR_AND_AUTHOR:
            return "author"
        early = actor == "reviewer_assigned" and self.phase in {"draft", "submitted"}
        return "reviewer_unassigned" if early else actor

    def sight(self, info: Info, actor: str) -> str:
        """Return the letter of the matrix."""
        return MATRIX["rules"][info][self.part(actor)][PHASES.index(self.phase)]

    def sees(self, info: Info, actor: str) -> bool:
        return self.sight(info, actor) == "A"

    def may_read(self, word: Word, actor: str) -> bool:
        if word is DECISION_WORD and self.part(actor) not in PRIVATE_DECISION:
            return False
        if word is FOR_THE_CHAIRS and self.part(actor) not in {"area_chair_assigned", "program_chair"}:
            return False
        if word in ANSWERS and self.part(actor) == "author":
            return True
        return word.names == actor or any(self.sees(info, actor) for info in word.infos)

    def client(self, actor: str, name: str) -> Client:
        """Return what opens a door for an actor: a browser with her session, at the API a program with her token."""
        return (self.programs if name.startswith("api:") else self.clients)[actor]

    def viewer(self, actor: str) -> Viewer:
        return NOBODY if actor == "visitor" else viewer_of(self.cast.people[actor])

    def url(self, name: str, **changed: Any) -> str:
        """Return the address of a page of the cast's workshop by its name."""
        return reverse(name, kwargs={**arguments(name, self.ids), **changed})


def arguments(name: str, ids: Mapping[str, Any]) -> dict[str, Any]:
    """Choose the arguments that an address takes, special ones under ``name:argument`` first."""
    from tests.access.addresses import arguments_of

    return {taken: ids.get(f"{name}:{taken}", ids.get(taken)) for taken in arguments_of(name)}


def make_scene(phase: str) -> Scene:
    """Build everything, with a signed-in client for each actor."""
    cast = make_cast(phase)
    people = cast.people
    people[CHAIR_AND_AUTHOR] = UserFactory(name="Wilhelmina Chairwright", email="both@cast.example")
    RoleFactory(workshop=cast.workshop, user=people[CHAIR_AND_AUTHOR])
    people["spare"] = ReviewerFactory(workshop=cast.workshop, user=UserFactory(name="Spare Reviewer")).user
    rename(cast)
    complete_paper(cast, phase)
    records(cast, phase)
    ids = office(cast) | proposal(cast, phase) | programme(cast, phase)
    file = cast.paper.files.get(kind="paper")
    ids["mark"] = "end"
    ids["finding"] = summary_of(file).findings[0].key
    ids["style"] = StyleProfile.objects.create(workshop=cast.workshop, name="Our own").pk
    ids["submissions:upload:public_id"] = UploadFactory(
        submission=cast.paper, owner=people["author"]
    ).public_id
    ids |= afterwards(cast)
    ids |= {"slug": cast.workshop.slug, "number": NUMBER, "public_id": file.public_id, "part": "reviewer"}
    programs = _programs(people)
    ids["conference:revoke_token:pk"] = people["author"].api_tokens.get().pk
    clients = {actor: _client(people.get(actor)) for actor in EVERYBODY}
    return Scene(cast, phase, clients, programs, ids)


def _client(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user, backend=BACKEND)
    return client


def _programs(people: Mapping[str, User]) -> dict[str, Client]:
    """Return a program for each actor, with a token that holds every scope."""
    now = timezone.now()
    ApiToken.objects.bulk_create(
        ApiToken(user=people[actor], name="Walk", prefix="plenary_", digest=digest_of(f"plenary_{actor}"),
                 scopes=[scope.value for scope in Scope], expires_at=now + timedelta(days=1), last_used_at=now)
        for actor in EVERYBODY if actor != "visitor"
    )  # fmt: skip
    return {
        actor: Client()
        if actor == "visitor"
        else Client(headers={"Authorization": f"Bearer plenary_{actor}"})
        for actor in EVERYBODY
    }
