"""An invented season: submissions with real, checked PDFs, reviewers, assignments, reviews, draft decisions."""

from __future__ import annotations

import gc
import hashlib
import random
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from conference.models import Invitation, Role, Topic, User, Workshop
from conference.models.people import RoleKind
from program.demo import content, paperwork
from program.demo.load.moments import since_loading
from program.demo.load.paperwork import load_paperwork
from program.demo.load.programme import OUTCOMES
from program.demo.papers import PaperAuthor, make_paper
from reviews.models import Assignment, Decision, DeclaredConflict, Review, ReviewAnswer, Reviewer
from reviews.services.conflicts import recompute_conflicts
from reviews.services.review_forms import form_for
from submissions.models import Author, CheckState, PaperFile, Submission
from submissions.services.checks import run_check

Say = Callable[[str], None]
MARKS = "ABCDEF"
INVITED = {"accepted": "accepted", "invited": "pending", "declined": "declined"}


def paper_makers() -> ProcessPoolExecutor:
    """Return processes that make PDFs side by side; what sets their pages is loaded before they part."""
    import weasyprint  # noqa: F401, PLC0415

    return ProcessPoolExecutor(initializer=gc.freeze)  # no search for cycles looks at what they begin with


def load_season(
    season: content.Season,
    demo: content.Demo,
    workshop: Workshop,
    users: dict[str, User],
    now: datetime,
    makers: Executor,
    say: Say,
) -> None:
    """Load a season as it stands at the moment of loading."""
    for role in season.roles:
        Role.objects.create(workshop=workshop, user=users[role.person], kind=role.role)
    topics = _topics(demo.workshops[season.workshop], workshop)
    _load_reviewers(season, workshop, users, topics, now)
    papers = _load_papers(season, workshop, users, topics, now)
    _load_files(season, demo, papers, makers, say)
    _load_reviews(season, papers, users, now)
    beside = paperwork.load()
    if beside.workshop == season.workshop:
        load_paperwork(beside, workshop, users, papers)
    recompute_conflicts(workshop=workshop)


def _topics(item: content.Workshop, workshop: Workshop) -> dict[str, Topic]:
    keys = [given.key for given in item.topics]
    return dict(zip(keys, workshop.topics.filter(parent=None), strict=True))


def _load_reviewers(
    season: content.Season,
    workshop: Workshop,
    users: dict[str, User],
    topics: dict[str, Topic],
    now: datetime,
) -> None:
    for given in season.reviewers:
        user = users[given.person]
        accepted = given.status == "accepted"
        Invitation.objects.create(
            workshop=workshop,
            kind=RoleKind.REVIEWER,
            email=user.email,
            name=user.name,
            affiliation=str(user.affiliations.first() or ""),
            max_load=given.max_load,
            state=INVITED[given.status],
            user=user if accepted else None,
            answered_at=since_loading(given.answered, now) if given.answered else None,
        )
        if not accepted:
            continue
        Role.objects.create(workshop=workshop, user=user, kind=RoleKind.REVIEWER)
        reviewer = Reviewer.objects.create(
            workshop=workshop,
            user=user,
            max_load=given.max_load or workshop.default_load,
            conflicts_declared_at=since_loading(given.answered, now) if given.answered else None,
        )
        reviewer.topics.set([topics[key] for key in given.topics])
    DeclaredConflict.objects.bulk_create(
        DeclaredConflict(
            workshop=workshop,
            user=users[given.reviewer],
            name=users[given.person].name,
            email=users[given.person].email,
            note=given.reason,
        )
        for given in season.conflicts
    )


def _load_papers(
    season: content.Season,
    workshop: Workshop,
    users: dict[str, User],
    topics: dict[str, Topic],
    now: datetime,
) -> dict[int, Submission]:
    tracks = {track.key: track for track in workshop.tracks.prefetch_related("opt_ins")}
    papers = {}
    for given in season.submissions:
        saved = since_loading(given.saved, now)
        draft = given.state == "draft"
        track = tracks[given.track]
        paper = Submission.objects.create(
            workshop=workshop,
            number=given.number,
            track=track,
            title=given.title,
            abstract=given.abstract,
            keywords=", ".join(given.keywords),
            state=given.state,
            submitter=users[given.corresponding],
            submitted_at=None if draft else saved,
            withdrawn_at=saved + timedelta(hours=20) if given.state == "withdrawn" else None,
        )
        Submission.objects.filter(pk=paper.pk).update(created_at=saved - timedelta(hours=3), updated_at=saved)
        paper.topics.set([topics[key] for key in given.topics])
        paper.opt_ins.set([opt for opt in track.opt_ins.all() if opt.key in given.opt_ins])
        _load_authors(paper, given, users)
        papers[given.number] = paper
    return papers


def _load_authors(paper: Submission, given: content.Submission, users: dict[str, User]) -> None:
    for position, key in enumerate(given.authors):
        user = users[key]
        place = user.affiliations.first()
        Author.objects.create(
            submission=paper,
            position=position,
            name=user.name,
            email=user.email,
            affiliation=place.institution if place else "",
            country=place.country if place else "",
            user=user,
            is_corresponding=key == given.corresponding,
        )


def _load_files(
    season: content.Season, demo: content.Demo, papers: dict[int, Submission], makers: Executor, say: Say
) -> None:
    """Have every PDF made and put it through the product's own check."""
    wanted = [given for given in season.submissions if given.pdf]
    say(f"  {len(wanted)} PDFs for {season.workshop}: made and checked")
    made = makers.map(_make, [(given, _paper_authors(given, demo)) for given in wanted])
    for given, data in zip(wanted, made, strict=True):
        _load_file(papers[given.number], data)


def _paper_authors(given: content.Submission, demo: content.Demo) -> list[PaperAuthor]:
    return [PaperAuthor(demo.people[key].name, demo.people[key].email) for key in given.authors]


def _make(task: tuple[content.Submission, list[PaperAuthor]]) -> bytes:
    given, authors = task
    pdf = given.pdf
    if pdf is None:
        raise ValueError(f"Submission {given.number} asks for no PDF.")
    return make_paper(
        given.title,
        given.abstract,
        f"{given.title}",
        pages=pdf.pages,
        style=pdf.style,
        leak=pdf.leak,
        authors=authors,
    )


def _load_file(paper: Submission, data: bytes) -> None:
    file = PaperFile.objects.create(
        submission=paper,
        version=1,
        file=ContentFile(data, name="paper.pdf"),
        original_name=f"submission-{paper.number}.pdf",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=paper.submitter,
        check_state=CheckState.WAITING,
    )
    run_check(file.pk)


def _load_reviews(
    season: content.Season, papers: dict[int, Submission], users: dict[str, User], now: datetime
) -> None:
    draw = random.Random(season.workshop)  # noqa: S311 - the demo looks the same each time
    for given in season.submissions:
        paper = papers[given.number]
        if given.area_chair:
            Assignment.objects.create(
                submission=paper, user=users[given.area_chair], part=Assignment.Part.AREA_CHAIR
            )
        marks = draw.sample(MARKS, len(given.reviews))
        for mark, review in zip(marks, given.reviews, strict=True):
            _load_review(paper, mark, review, users[review.reviewer], now)
        if given.decision:
            Decision.objects.create(
                submission=paper, outcome=OUTCOMES[given.decision.outcome], text=given.decision.rationale
            )
    if any(given.reviews for given in season.submissions):
        workshop = next(iter(papers.values())).workshop
        workshop.assignments_live_at = timezone.now()
        workshop.discussion_opened_at = timezone.now()
        workshop.save()


def _load_review(paper: Submission, mark: str, given: content.Review, user: User, now: datetime) -> None:
    assignment = Assignment.objects.create(submission=paper, user=user, mark=mark)
    Assignment.objects.filter(pk=assignment.pk).update(assigned_at=since_loading(given.assigned, now))
    if given.state == "missing":
        return
    form = form_for(paper.workshop, paper.track)
    review = Review.objects.create(
        assignment=assignment,
        form=form,
        overall=given.score,
        confidence=given.confidence,
        state=given.state,
        submitted_at=since_loading(given.submitted, now) if given.submitted else None,
    )
    texts = {
        "summary": given.summary,
        "strengths": given.strengths,
        "weaknesses": given.weaknesses,
        "questions": given.questions,
        "for_chairs": given.note,
    }
    ReviewAnswer.objects.bulk_create(
        ReviewAnswer(review=review, question=question, text=texts[question.key])
        for question in form.questions.all()
        if texts.get(question.key)
    )
