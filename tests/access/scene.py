"""The cast with everything that could leak: a word found nowhere else in each piece of information, on every door.

A word belongs to the information that must be visible for it to be read. Its author's own name is on each of a person's
pages, so what names a person is never a secret from that person.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from conference import mailing
from conference.models import (
    ApiToken,
    AuditEntry,
    CommitteeMember,
    Contact,
    Job,
    Mail,
    Role,
    Sponsor,
    StyleProfile,
    SuggestedGuest,
    User,
    Webhook,
    WebhookDelivery,
    Workshop,
)
from conference.scopes import Scope
from conference.services.tokens import digest_of
from conference.visibility import NOBODY, Viewer, viewer_of
from program.models import (
    Award,
    DocumentTexts,
    InvitationLetter,
    NewsPost,
    PublicFigures,
    PublicSite,
    Remark,
    ScheduleProposal,
    Session,
    Signup,
    SignupList,
    Speaker,
    Subscription,
)
from reviews.models import (
    Assignment,
    AssignmentRun,
    Comment,
    Conflict,
    DeclaredConflict,
    PairRule,
    ProposedAssignment,
    ReviewRound,
    SubReview,
)
from reviews.services.assignment import assign_by_hand, take_back
from reviews.sight import Info
from submissions.author_links import author_token
from submissions.models import AuthorChange, CameraReady, FormField, LateLink, PaperLink, Submission, Twin
from submissions.selectors.findings import summary_of
from submissions.services.late import late_url
from submissions.services.pictures import Picture
from tests.cast import ACTORS, ASSIGNED_PHASES, Cast, make_cast
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    AuthorFactory,
    DecisionFactory,
    InvitationFactory,
    OptInFactory,
    PaperFileFactory,
    ReviewerFactory,
    RoleFactory,
    SeriesFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SlotFactory,
    SpeakerFactory,
    UploadFactory,
    UserFactory,
    WorkshopFactory,
)

MATRIX = json.loads((Path(__file__).parent.parent / "data" / "visibility.json").read_text())
PHASES: list[str] = MATRIX["phases"]
CHAIR_AND_AUTHOR = "chair_and_author"
EVERYBODY = (*ACTORS, CHAIR_AND_AUTHOR)
NUMBER = 7341
BACKEND = "django.contrib.auth.backends.ModelBackend"
OUT = {phase for phase in PHASES if phase.startswith(("released", "published"))}
ACCEPTED = {"released_accepted", "published_accepted"}


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
    _rename(cast)
    _paper(cast, phase)
    _records(cast, phase)
    ids = _office(cast) | _proposal(cast, phase) | _programme(cast, phase)
    file = cast.paper.files.get(kind="paper")
    ids["mark"] = "end"
    ids["finding"] = summary_of(file).findings[0].key
    ids["style"] = StyleProfile.objects.create(workshop=cast.workshop, name="Our own").pk
    ids["submissions:upload:public_id"] = UploadFactory(
        submission=cast.paper, owner=people["author"]
    ).public_id
    ids |= _afterwards(cast)
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


def _rename(cast: Cast) -> None:
    """Give those whose names are secrets addresses that are no part of another's."""
    for actor, email in (
        ("author", "postbox@tanager.example"),
        ("reviewer_assigned", "desk@underhill.example"),
    ):
        user = cast.people[actor]
        user.email = email
        user.save()
        user.emailaddress_set.update(email=email)
    cast.paper.authors.filter(user=cast.people["author"]).update(
        email="postbox@tanager.example", orcid="0000-0002-1825-0097"
    )
    cast.paper.authors.filter(user=None).update(email="letters@wheatear.example")
    AuthorFactory(submission=cast.paper, user=cast.people[CHAIR_AND_AUTHOR], position=2)


def _paper(cast: Cast, phase: str) -> None:
    paper = cast.paper
    paper.number = NUMBER
    paper.keywords = "Tamarisk, lichens"
    paper.published_elsewhere = "Periwinkle Letters"
    paper.declared_conflicts = "Saxifrage Advisor"
    paper.save()
    paper.opt_ins.add(OptInFactory(track=paper.track))
    _answers(cast)
    file = paper.files.get()
    file.original_name = "quincunx-draft.pdf"
    file.file = ContentFile(b"%PDF-1.7 originalbytes", name="x.pdf")
    file.reviewer_copy = ContentFile(b"%PDF-1.7 blindcopybytes", name="x.pdf")
    file.report = {
        **file.report,
        "anonymous": False,
        "leaks": [
            {"kind": "author_name", "page": 1, "text": "Ottoline Karamazova"},
            {"kind": "identifying_link", "page": 2, "text": "https://snapdragon.example/lab"},
        ],
        "evidence": {"main_text_end": {"page": 3, "top": 100.0, "words": "The end."}},
    }
    file.save()
    spot = summary_of(file).spots[0]
    # Drawn once for all: what is on it is asked elsewhere.
    cache.set(f"picture:{Picture(file.file, file.sha256, spot).etag}", b"picture of page three", 3600)
    CameraReady.objects.create(
        submission=paper, wants_travel_grant=True, travel_grant_reason="Sneezewort from afar",
        attendance="online", attendance_reason="Bogbean at home",
    )  # fmt: skip
    if phase in ACCEPTED:
        PaperFileFactory(submission=paper, kind="final", content=b"%PDF-1.7 finalbytes")
        PaperFileFactory(submission=paper, kind="poster", version=1, content=b"%PDF-1.7 posterwort")
        PaperLink.objects.create(submission=paper, kind="code", url="https://code.example/codelinkwort")
    if phase in OUT:
        DecisionFactory(submission=cast.other_paper, released_at=timezone.now())


def _answers(cast: Cast) -> None:
    """Answers of each audience, a declaration, and a paper that looks like this one."""
    for answer, options in (
        ("Sarcococca garden", {"audience": "reviewers"}),
        ("Ligularia fund", {}),
        ("Spleenwort licence", {"policy": "licence"}),
    ):
        AnswerFactory(submission=cast.paper, field__label=f"Question {answer[:1]}", value=answer, **{
            f"field__{name}": value for name, value in options.items()
        })  # fmt: skip
    Twin.objects.create(submission=cast.paper, other=cast.other_paper, title_score=80, abstract_score=70)


def _records(cast: Cast, phase: str) -> None:
    """What is remembered of the paper: history, mails, and what services write when someone is taken on and off it."""
    paper, workshop, author = cast.paper, cast.workshop, cast.people["author"]
    about = {"workshop": workshop, "about": paper.ref}
    AuditEntry.objects.create(
        **about, actor=author, actor_part="author", action="paper.checked", text=f"#{NUMBER}: bindweed"
    )
    AuditEntry.objects.create(
        **about, actor=author, actor_part="author", action="paper.changed",
        text="Ottoline Karamazova was added as an author", names_author=True,
    )  # fmt: skip
    Mail.objects.create(
        workshop=workshop, template="submission_received", recipient=author, email=author.email,
        subject=f"Receiptword for #{NUMBER}", body="Dear Ottoline Karamazova", part="author",
        subject_ref=paper.ref, state="failed", error="{'postbox@tanager.example': (550, b'no such box')}",
    )  # fmt: skip
    if phase in ASSIGNED_PHASES:
        third = UserFactory(name="Quentin Blackadder Junior", email="junior@cast.example")
        ReviewerFactory(workshop=workshop, user=third)
        chair = cast.people["program_chair"]
        pair = assign_by_hand(submission=paper, user=third, by=chair)
        take_back(assignment=pair, by=chair, reason="Too far from her field")
    if phase != "draft":
        declared = DeclaredConflict.objects.create(
            workshop=workshop, user=cast.people["reviewer_conflicted"], name="Someone else"
        )
        assert declared.pk


def _earlier_edition(workshop: Workshop) -> Workshop:
    """An edition of the same series, led by the same chairs."""
    workshop.series = workshop.series or SeriesFactory()
    workshop.save(update_fields=["series"])
    edition: Workshop = WorkshopFactory(slug="earlier", series=workshop.series)
    for role in workshop.roles.filter(kind="program_chair"):
        Role.objects.create(workshop=edition, user=role.user, kind=role.kind)
    return edition


def _webhook(cast: Cast) -> dict[str, Any]:
    """A chair's webhook with a message that was delivered."""
    hook = Webhook.objects.create(
        workshop=cast.workshop, owner=cast.people["program_chair"], url="https://hooks.example/in"
    )
    delivery = WebhookDelivery.objects.create(
        webhook=hook, event="webhook.test", body="{}", state="delivered"
    )
    names = ("conference:webhook", "conference:act_on_webhook", "conference:redeliver")
    doors = ("webhook", "switch_webhook", "webhook_secret", "webhook_messages", "webhook_message")
    return {f"{name}:pk": hook.pk for name in (*names, *(f"api:{door}" for door in doors))} | {
        "delivery": delivery.pk
    }


def _office(cast: Cast) -> dict[str, Any]:
    """The chairs' things: jobs, mails, people."""
    workshop = cast.workshop
    check = Job.objects.create(
        workshop=workshop, owner=cast.people["author"], kind="check_pdf", state="done",
        title=f"Check of the PDF of #{NUMBER} Zirkelmoos",
    )  # fmt: skip
    job = Job.objects.create(
        workshop=workshop, owner=cast.people["program_chair"], kind="assign", state="failed",
        title="Assignment", error="No assignment was found.",
    )  # fmt: skip
    contact = Contact.objects.create(workshop=workshop, label="Chairs", email="chairs@cast.example")
    listed = CommitteeMember.objects.create(workshop=workshop, name="Listed Organizer")
    sponsor = Sponsor.objects.create(
        workshop=workshop, name="Cast Fund", logo=ContentFile(_picture(), name="logo.jpg")
    )
    invitation = InvitationFactory(workshop=workshop)
    suggestion = SuggestedGuest.objects.create(
        invitation=invitation, name="Someone Instead", email="instead@people.example"
    )
    edition = _earlier_edition(workshop)
    mail = Mail.objects.filter(workshop=workshop, subject_ref=cast.paper.ref, state="failed").get()
    invited = Mail.objects.create(
        workshop=workshop, template="invitation", email="asked@people.example", state="sent"
    )
    role = Role.objects.get(workshop=workshop, kind="site_editor")
    link = LateLink.objects.create(
        workshop=workshop, track=cast.other_paper.track, expires_at=datetime(2099, 1, 1, tzinfo=UTC)
    )
    return {
        "conference:job:pk": job.pk,
        "conference:cancel_job:pk": job.pk,
        "conference:retry_job:pk": job.pk,
        "check_job": check.pk,
        "conference:invitation:token": invitation.token,
        "conference:mail:pk": mail.pk,
        "conference:refuse_mail:token": mailing.refusal_url(invited).rstrip("/").rpartition("/")[2],
        **_webhook(cast),
        "api:mail:pk": mail.pk,
        "api:mail_act:pk": mail.pk,
        "api:job:pk": job.pk,
        "api:job_act:pk": job.pk,
        "role": role.pk,
        "rest": "nowhere/",
        "conference:take_role:pk": role.pk,
        "invitation": invitation.pk,
        "invited_chair": InvitationFactory(workshop=workshop, kind="program_chair").pk,
        "suggestion": suggestion.pk,
        "edition": edition.slug,
        "reviewer": cast.people["reviewer_unassigned"].reviewing.get().pk,
        "other_number": cast.other_paper.number,
        "program:sponsor_logo:pk": sponsor.pk,
        "sponsor": sponsor.pk,
        "contact": contact.pk,
        "listed": listed.pk,
        "publication": cast.people["author"].publications.create(title="Her own paper").pk,
        "round": ReviewRound.objects.create(
            workshop=workshop, number=2, due_at=datetime(2099, 1, 1, tzinfo=UTC)
        ).pk,
        "reviews:sub_review:token": _sub_review(cast).token,
        "submissions:confirm:token": author_token(cast.other_paper.authors.get()),
        "submissions:late:token": late_url(link).rstrip("/").rpartition("/")[2],
        "late_link": link.pk,
        "track": cast.paper.track_id,
        "date": workshop.dates.latest("pk").pk,
        "field": FormField.objects.filter(workshop=workshop).latest("pk").pk,
        "key": "submission_received",
        "table": "papers",
        "reminder": "reviews",
        "ending": "csv",
    }


def _sub_review(cast: Cast) -> SubReview:
    """Somebody asked to help with a review of the other paper; of which, her page does not tell."""
    pair = AssignmentFactory(
        submission=cast.other_paper, user=UserFactory(name="Other Reviewer"), state="removed"
    )
    return SubReview.objects.create(assignment=pair, name="Hanna Helper", email="hanna@meadow.example")


def _proposal(cast: Cast, phase: str) -> dict[str, Any]:
    """A proposal of the solver that holds the paper, a live assignment and a conflict by their ids."""
    run = AssignmentRun.objects.create(
        workshop=cast.workshop,
        state="proposed",
        parameters={"text": 0.7, "topics": 0.3, "reviews_per_paper": 2, "fair": False},
        summary={"total": 1.0, "optimum": 1.0, "share": 1.0, "lowest": 1.0, "lowest_papers": [],
                 "worst_tenth": 1.0, "loads": {"1": 1}, "zero_pairs": 0, "short": [], "over": [],
                 "papers": 2, "reviewers": 3},
        created_by=cast.people["program_chair"],
    )  # fmt: skip
    if phase not in {"draft", "withdrawn"}:
        ProposedAssignment.objects.create(
            run=run,
            submission=cast.paper,
            user=cast.people["reviewer_assigned"],
            score=0.5,
            parts={"text": 0.5, "topics": 0.5},
        )
    helper = cast.people["reviewer_unassigned"]
    pair_rule = PairRule.objects.create(
        workshop=cast.workshop, submission=cast.paper, user=helper, kind="forbidden", note="Not once more"
    )
    conflict = Conflict.objects.filter(submission=cast.paper, user=cast.people["reviewer_conflicted"]).get()
    live = Assignment.objects.filter(submission=cast.paper, user=cast.people["reviewer_assigned"]).first()
    comment = Comment.objects.filter(author=cast.people["reviewer_assigned"]).first()
    return {
        "run": run.pk,
        "pair_rule": pair_rule.pk,
        "helper": helper.pk,
        "conflict": conflict.pk,
        "assignment": live.pk if live else 999_999,
        "review": live.review.pk if live else 999_999,
        "comment": comment.pk if comment else 999_999,
    }


def _afterwards(cast: Cast) -> dict[str, Any]:
    """What belongs to the time after acceptance: a wish of the authors, an option, a package that a chair had made."""
    change = AuthorChange.objects.create(
        submission=cast.paper,
        authors=[],
        reason="Ottoline Karamazova came late",
        asked_by=cast.people["author"],
    )
    opt_in = cast.paper.opt_ins.get()
    package = Job.objects.create(
        workshop=cast.workshop, owner=cast.people["program_chair"], kind="opt_in_package", state="done",
        title="Package", arguments={"opt_in": opt_in.pk},
        result={"file": default_storage.save("packages/x.zip", ContentFile(b"PK"))},
    )  # fmt: skip
    final = cast.paper.files.filter(kind="final").first()
    return {
        "author_change": change.pk,
        "opt_in": opt_in.pk,
        "package": package.pk,
        "item": "presenter",
        "ending": "csv",
        "poster": "poster",
        **_printed(cast),
        "final_file": final.public_id if final else "00000000-0000-4000-8000-000000000000",
    }


def _printed(cast: Cast) -> dict[str, Any]:
    """Documents: a letter that was granted, certificates that are out, badges that a chair had made."""
    letter = InvitationLetter.objects.create(
        workshop=cast.workshop, submission=cast.paper, user=cast.people["author"], state="granted",
        name="Ottoline Karamazova", text="Dear Ottoline Karamazova",
    )  # fmt: skip
    PublicFigures.objects.create(workshop=cast.workshop, shown=["day", "track", "topic", "kind", "country"])
    DocumentTexts.objects.create(workshop=cast.workshop, certificates_released_at=timezone.now())
    made = Job.objects.create(
        workshop=cast.workshop, owner=cast.people["program_chair"], kind="document", state="done",
        title="Badges", arguments={"what": "badges"},
        result={"file": default_storage.save("documents/x.pdf", ContentFile(b"%PDF-1.7"))},
    )  # fmt: skip
    return {"format": "json", "document": "badges", "made": made.pk, "letter": letter.pk}


def _programme(cast: Cast, phase: str) -> dict[str, Any]:
    """A public day whose slot holds the paper whatever became of it, and a speaker who is not public."""
    workshop = cast.workshop
    workshop.programme_state = "final"
    workshop.save()
    photo = ContentFile(_picture(), name="photo.jpg")
    keynote: Session = SessionFactory(workshop=workshop)
    talks: Session = SessionFactory(
        workshop=workshop, kind="spotlights", title="Short talks",
        start=datetime(2026, 7, 18, 10, tzinfo=UTC), end=datetime(2026, 7, 18, 11, tzinfo=UTC),
    )  # fmt: skip
    slides = ContentFile(b"%PDF-1.7 slides", name="slides.pdf")
    speaker: Speaker = SpeakerFactory(workshop=workshop, photo=photo, slides=slides, slides_public=True)
    hidden: Speaker = SpeakerFactory(workshop=workshop, name="Euphemia Thornapple", status="invited")
    for person in (speaker, hidden):
        SessionSpeakerFactory(session=keynote, speaker=person)
    SlotFactory(session=talks, submission=cast.paper)
    if phase in OUT:
        SlotFactory(session=talks, submission=cast.other_paper, position=1)
    filling = ScheduleProposal.objects.create(
        workshop=workshop,
        state="proposed",
        result={
            "status": "optimal", "sessions": [str(talks.public_id)], "titles": {}, "obstacles": [],
            "places": {str(talks.public_id): [[cast.paper.pk, 0]]},
        },
    )  # fmt: skip
    return _site(cast, phase) | {
        "filling": filling.pk,
        "session": talks.public_id,
        "speaker": speaker.slug,
        "token": speaker.token,
        "hidden_speaker": hidden.slug,
    }


def _site(cast: Cast, phase: str) -> dict[str, Any]:
    """The site's own things: its pictures, its news, a copy, somebody who subscribed."""
    workshop = cast.workshop
    workshop.logo = ContentFile(_picture(), name="logo.jpg")
    workshop.save()
    PublicSite.objects.create(
        workshop=workshop, banner=ContentFile(_picture(), name="banner.jpg"), takes_questions=True
    )
    remark = Remark.objects.create(session=SessionFactory(workshop=workshop, title="Open talk"), text="Why?")
    post = NewsPost.objects.create(
        workshop=workshop, title="The day is out", body="See it.", published_at=timezone.now()
    )
    copy = Job.objects.create(
        workshop=workshop, kind="site_copy", state="done", title="Copy",
        result={"file": default_storage.save("copies/x.zip", ContentFile(b"PK"))},
    )  # fmt: skip
    export = Job.objects.create(
        owner=cast.people["author"], kind="personal_export", state="done", title="Your data",
        result={"file": default_storage.save("exports/x.zip", ContentFile(b"PK"))},
    )  # fmt: skip
    subscription = Subscription.objects.create(workshop=workshop, email="reader@readers.example")
    won = {"submission": cast.paper} if phase in ACCEPTED else {"person": "Someone Diligent"}
    award = Award.objects.create(workshop=workshop, title="A prize", **won)
    dinner = SignupList.objects.create(workshop=workshop, title="Dinner", is_open=True)
    guest = Signup.objects.create(signup_list=dinner, name="Gil Guest", email="gil@guests.example")
    return {
        "remark": remark.pk,
        "picture": "logo",
        "award": award.pk,
        "signup_list": dinner.pk,
        "signup": guest.token,
        "news": post.pk,
        "copy": copy.pk,
        "export": export.pk,
        "subscription": subscription.token,
    }


def _picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(held, "JPEG")
    return held.getvalue()
