"""What a walk finds of the cast's paper: files, answers, history, a proposal, what follows an acceptance."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from conference.models import AuditEntry, Job, Mail
from reviews.models import (
    Assignment,
    AssignmentRun,
    Comment,
    Conflict,
    DeclaredConflict,
    PairRule,
    ProposedAssignment,
)
from reviews.services.assignment import assign_by_hand, take_back
from submissions.models import AuthorChange, CameraReady, PaperLink, Twin
from submissions.selectors.findings import summary_of
from submissions.services.pictures import Picture
from tests.access.phases import ACCEPTED, CHAIR_AND_AUTHOR, NUMBER, OUT
from tests.access.site_things import printed
from tests.cast import ASSIGNED_PHASES, Cast
from tests.factories import (
    AnswerFactory,
    AuthorFactory,
    DecisionFactory,
    OptInFactory,
    PaperFileFactory,
    ReviewerFactory,
    UserFactory,
)


def rename(cast: Cast) -> None:
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


def complete_paper(cast: Cast, phase: str) -> None:
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


def records(cast: Cast, phase: str) -> None:
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


def proposal(cast: Cast, phase: str) -> dict[str, Any]:
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


def afterwards(cast: Cast) -> dict[str, Any]:
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
        **printed(cast),
        "final_file": final.public_id if final else "00000000-0000-4000-8000-000000000000",
    }
