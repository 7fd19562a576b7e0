"""Search, order, columns and exports of the tables: what is kept from somebody could change and nothing of them would."""

from __future__ import annotations

import pytest
from django.db import transaction

from conference.visibility import viewer_of
from reviews.models import Assignment, Comment, Decision, MetaReview, PaperTag, Review
from reviews.search import FIELDS, parse
from reviews.search.fields import Kind
from reviews.selectors.tables.answers import columns_for
from reviews.selectors.tables.export import as_csv
from reviews.selectors.tables.finding import Finder, find
from reviews.selectors.tables.source import Source
from reviews.selectors.tables.table import KINDS, Asked, base, make_table, ordered
from submissions.findings import findings_of
from submissions.models import Author, FindingRuling
from tests.cast import make_cast
from tests.factories import AnswerFactory, AuthorFactory, FieldFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


def conditions():
    """Yield every condition that there is: each choice, figures from both sides, names of the cast."""
    for key, field in FIELDS.items():
        if field.kind is Kind.CHOICE:
            yield from (f"{key}:{choice}" for choice in field.choices)
        elif field.kind is Kind.NUMBER:
            yield from (f"{key}:>=5", f"{key}:<5", f"{key}:0")
    yield from ("re:>=1", "re:>=2", "re:0", "re:me", "ac:me", "re:underhill", "re:newcomer", "ac:vandermeer")
    yield from (
        "au:karamazova",
        "au:renamed",
        "#hidden",
        "#h*",
        "#~own",
        "title:zirkelmoos",
        "quillfern",
        "#1",
    )
    yield from (
        "track:full",
        "topic:topic",
        "answer:hidden",
        'answer:"where seen=hidden marsh"',
        "karamazova",
        "overall:>=5 OR quillfern",
        "-(re:underhill -#hidden)",
    )


CONDITIONS = [*conditions(), *(f"-({condition})" for condition in conditions())]


def everything(user, workshop):
    """Return all that the tables tell one person: what each condition finds, each order, each column of each table."""
    viewer = viewer_of(user)
    source = Source(viewer, workshop)
    among = base(KINDS["papers"], source)
    told = {("papers", text): find(parse(text), source, among) for text in CONDITIONS}
    offered = columns_for(source.questions)
    sorts = [key for key, column in offered.items() if column.order]
    told |= {
        ("papers", f"{sign}{key}"): ordered(among, sign + key, source, offered)
        for key in sorts
        for sign in ("", "-")
    }
    for name, kind in KINDS.items():
        table = make_table(kind, viewer, workshop, Asked(columns=tuple(offered)))
        told[name, "rows"] = repr(table.rows)
        told[name, "tabs"] = repr(table.tabs)
        told[name, "file"] = as_csv(table, table.found)
    return told


def own(user, workshop):
    """Return what the search among one's own papers tells."""
    source = Source(viewer_of(user), workshop)
    return {text: find(parse(text), source, frozenset(source.seen.facts)) for text in CONDITIONS}


def low_scores(paper):
    Review.objects.filter(assignment__submission=paper).update(overall=2, confidence=1)


def one_review_less(paper):
    Review.objects.filter(assignment__submission=paper, assignment__mark="B").update(state="draft")


def another_reviewer(paper):
    Assignment.objects.filter(submission=paper, mark="B").update(user=UserFactory(name="Nora Newcomer"))


def other_decision(paper):
    Decision.objects.filter(submission=paper).update(outcome="reject")


def no_decision(paper):
    Decision.objects.filter(submission=paper).delete()


def a_tag(paper):
    PaperTag.objects.create(submission=paper, name="hidden")


def other_findings(paper):
    paper.files.update(report={"within_limit": False, "unsure": False, "anonymous": False,
                               "leaks": [{"kind": "email", "page": 1, "text": "x"}]})  # fmt: skip


def a_settled_finding(paper):
    other_findings(paper)
    file = paper.files.get()
    key = findings_of(file.report, file.sha256)[0].key
    FindingRuling.objects.create(submission=paper, file=file, key=key, settled=True)


def other_answer(paper):
    field = paper.workshop.form_fields.get()
    AnswerFactory(submission=paper, field=field, value="Hidden marsh")


def no_file(paper):
    paper.files.all().delete()


def other_authors(paper):
    Author.objects.filter(submission=paper).update(name="Renamed Person")


def other_recommendation(paper):
    MetaReview.objects.filter(assignment__submission=paper).update(recommendation="reject")


def less_talk(paper):
    Comment.objects.filter(submission=paper).delete()


IN_COLUMNS_ALONE = (other_recommendation, less_talk)
CHANGES = (
    low_scores,
    one_review_less,
    another_reviewer,
    other_decision,
    no_decision,
    a_tag,
    other_findings,
    a_settled_finding,
    other_answer,
    no_file,
)


def differs(look, user, workshop, paper, *changes):
    return differs_from(look(user, workshop), look, user, workshop, paper, *changes)


def differs_from(before, look, user, workshop, paper, *changes):
    """Return what tells of the changes, which are taken back again."""
    point = transaction.savepoint()
    for change in changes:
        change(paper)
    after = look(user, workshop)
    transaction.savepoint_rollback(point)
    return {key for key in before if before[key] != after[key]}


@pytest.fixture
def cast():
    cast = make_cast("decided")
    both = UserFactory(name="Both Parts")
    RoleFactory(workshop=cast.workshop, user=both)
    AuthorFactory(submission=cast.paper, user=both, position=2)
    cast.people["chair_and_author"] = both
    FieldFactory(workshop=cast.workshop, label="Where seen")
    return cast


@pytest.mark.enumeration
def test_each_change_shows_to_a_chair_who_may_see_it(cast):
    chair = cast.people["program_chair"]
    before = everything(chair, cast.workshop)
    for change in CHANGES:
        told = differs_from(before, everything, chair, cast.workshop, cast.paper, change)
        assert any(what in CONDITIONS for _, what in told), change.__name__
        assert ("papers", "rows") in told, change.__name__
    for change in IN_COLUMNS_ALONE:
        told = differs_from(before, everything, chair, cast.workshop, cast.paper, change)
        assert ("papers", "rows") in told, change.__name__
    assert everything(chair, cast.workshop) == before


@pytest.mark.parametrize("actor", ["program_chair_conflicted", "chair_and_author"])
def test_nothing_of_a_kept_paper_matters_to_a_chair(cast, actor):
    args = (everything, cast.people[actor], cast.workshop, cast.paper)
    assert not differs(*args, *CHANGES, *IN_COLUMNS_ALONE, other_authors)
    assert not differs(*args, other_decision)


def test_authors_matter_to_nobody_before_the_release(cast):
    for actor in ("program_chair", "area_chair_assigned", "reviewer_assigned"):
        look = everything if actor == "program_chair" else own
        assert not differs(look, cast.people[actor], cast.workshop, cast.paper, other_authors), actor


def test_reviewers_find_nothing_by_what_is_not_for_them(cast):
    """A reviewer whose review is not in learns nothing of the others; with hers in, their scores but not their names."""
    reviewer, args = cast.people["reviewer_assigned"], (cast.workshop, cast.paper)
    hidden = (
        another_reviewer,
        other_decision,
        no_decision,
        a_tag,
        other_findings,
        a_settled_finding,
        other_answer,
        no_file,
    )
    assert not differs(own, reviewer, *args, *hidden)
    assert "overall:>=5" in differs(own, reviewer, *args, low_scores)
    Review.objects.filter(assignment__user=reviewer).update(state="draft")
    assert not differs(own, reviewer, *args, low_scores, *hidden)


@pytest.mark.enumeration
def test_area_chairs_find_by_names_and_scores_of_their_papers(cast):
    handler, args = cast.people["area_chair_assigned"], (cast.workshop, cast.paper)
    assert "re:underhill" in own(handler, cast.workshop)
    assert "re:newcomer" in differs(own, handler, *args, another_reviewer)
    assert "overall:>=5" in differs(own, handler, *args, low_scores)
    stranger = cast.people["area_chair_unassigned"]
    assert not differs(own, stranger, *args, *CHANGES)


@pytest.mark.enumeration
@pytest.mark.parametrize("phase", ["reviewing", "discussion", "decided"])
def test_that_a_decision_is_drafted_is_not_told_by_its_absence(phase):
    """Who may not see a drafted decision is not told that there is none while there is none."""
    cast = make_cast(phase)
    for actor in ("program_chair_conflicted", "reviewer_assigned"):
        answer = Finder(Source(viewer_of(cast.people[actor]), cast.workshop)).ask(parse("decision:none"))
        assert cast.paper.pk not in answer.true | answer.false, actor
    chairs = Finder(Source(viewer_of(cast.people["program_chair"]), cast.workshop)).ask(
        parse("decision:none")
    )
    assert (cast.paper.pk in chairs.true) == (phase != "decided")
