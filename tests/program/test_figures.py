"""The figures of an edition: right, drawn so that everybody can read them, and telling nothing that is kept."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from django.utils import timezone

from conference.models import AuditEntry, ImportantDate
from program.charts import WIDTH, Point, lying, merged, shortened, standing
from reviews.models import Comment
from submissions.models import Author, Submission
from tests.factories import (
    AffiliationFactory,
    AssignmentFactory,
    ConflictFactory,
    DecisionFactory,
    ReviewFactory,
    SubmissionFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
)
from tests.program.edition import accepted
from tests.program.tagged import assert_tagged

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_fit_their_width_and_columns_stand_on_their_line():
    chart = lying([Point("Many", 8, 2), Point("Few", 2, 0), Point("None", 0)])
    assert [bar.width for bar in chart.bars] == [WIDTH, WIDTH / 4, 0]
    assert [bar.part_width for bar in chart.bars] == [WIDTH / 4, 0, 0]
    assert chart.height >= chart.bars[-1].y + chart.bars[-1].height
    columns = standing([Point(str(day), day) for day in range(20)])
    assert {round(bar.y + bar.height) for bar in columns.bars} == {columns.baseline}
    assert columns.bars[-1].x + columns.bars[-1].width <= WIDTH
    assert [bar.label for bar in columns.bars if bar.show_label] == ["0", "19"]
    days = standing([Point(f"{day} October", 1) for day in range(1, 13)])
    assert [bar.show_label for bar in days.bars[:4]] == [True, False, False, True]
    assert standing([]).bars == lying([]).bars == ()
    assert len(shortened("x" * 80)) < 60


def test_small_groups_are_counted_together():
    points = [Point("A", 5, 2), Point("B", 2, 1), Point("C", 1, 0), Point("D", 0, 0)]
    assert merged(points, least=3) == [Point("A", 5, 2), Point("Other", 3, 1)]
    assert merged(points[:1], least=3) == points[:1]
    assert merged([Point("A", 2, 1), Point("B", 1)], least=3) == [Point("Other", 3)]
    assert (Point("A", 3, 1).share, Point("A", 0, 0).share, Point("A", 3).share) == (33, None, None)


@pytest.fixture
def season(edition):
    """Three papers told (two accepted), one withdrawn; reviews on the first two, one late."""
    workshop = edition.workshop
    due = timezone.now() - timedelta(days=2)
    ImportantDate.objects.create(workshop=workshop, key="review_deadline", label="Reviews", at=due)
    edition.soil = workshop.topics.get()
    edition.short = TrackFactory(workshop=workshop, name="Short papers", position=2)
    edition.second = accepted(edition.short, title="Second", outcome="accept_poster", authors=("Ines Moor",))
    edition.sent_away = SubmissionFactory(track=edition.track, title="Sent away")
    DecisionFactory(submission=edition.sent_away, outcome="reject", released_at=timezone.now())
    SubmissionFactory(track=edition.track, state="withdrawn")
    Submission.objects.update(submitted_at=datetime(2026, 5, 1, 9, tzinfo=UTC))
    Submission.objects.filter(pk=edition.second.pk).update(submitted_at=datetime(2026, 5, 3, 9, tzinfo=UTC))
    edition.paper.topics.add(edition.soil)
    first, second = edition.paper.authors.order_by("position")
    Author.objects.filter(pk=first.pk).update(country="Norway")
    user = UserFactory()
    AffiliationFactory(user=user, country="norway ")
    Author.objects.filter(pk=second.pk).update(user=user)
    for paper, at, overall in ((edition.paper, due, 8), (edition.second, due + timedelta(days=1), 3)):
        pair = AssignmentFactory(submission=paper, user=UserFactory())
        ReviewFactory(assignment=pair, submitted_at=at, overall=overall)
        Comment.objects.create(
            submission=paper, author=pair.user, part="reviewer", audience="committee", text="x"
        )
    edition.page = f"{edition.url}chair/publish/figures/"
    return edition


def figures(season, user=None):
    found = season.client(user or season.chair).get(season.page).context["figures"]
    return {figure.key: figure for figure in found}


def counts(figure):
    return {
        point.label: (point.value, point.part) if figure.part_label else point.value
        for point in figure.points
    }


@pytest.mark.enumeration
@pytest.mark.django_db
def test_the_figures_count_right(season):
    found = figures(season)
    assert counts(found["day"]) == {"1 May": 2, "2 May": 0, "3 May": 1}
    assert "2 of 3 decided papers accepted, 67 %" in found["day"].lead
    assert counts(found["track"]) == {"Full papers": (2, 1), "Short papers": (1, 1)}
    assert counts(found["topic"]) == {"Soil": (1, 1)}
    assert counts(found["kind"]) == {"Spotlight": 1, "Poster": 1}
    assert counts(found["country"]) == {"Norway": 2, "unknown": 1}
    assert counts(found["load"]) == {"1 paper": 2}
    assert counts(found["timeliness"])["On the last day"] == 1
    assert counts(found["timeliness"])["Up to 3 days late"] == 1
    assert counts(found["scores"]) == {"3": 1, "4": 0, "5": 0, "6": 0, "7": 0, "8": 1}
    assert counts(found["discussion"])["1 or 2"] == 2


@pytest.mark.enumeration
@pytest.mark.django_db
def test_a_group_has_no_rate_before_all_of_it_is_decided(season):
    SubmissionFactory(track=season.track, title="Still open")
    found = figures(season)["track"]
    assert counts(found) == {"Full papers": (3, None), "Short papers": (1, 1)}
    assert [point.share for point in found.points] == [None, 100]


@pytest.mark.django_db
def test_an_edition_that_was_not_run_here_claims_no_rate_of_its_own(season):
    season.change(submission_count=40, accepted_count=21)
    found = figures(season)
    assert "40 were submitted in all, 21 accepted; only those" in found["track"].lead
    assert "%" not in found["day"].lead
    assert counts(found["track"]) == {"Full papers": 2, "Short papers": 1}


@pytest.mark.enumeration
@pytest.mark.django_db
def test_a_chair_with_a_conflict_learns_nothing_that_is_kept_from_her(season):
    season.change(papers_published_at=None)
    before = figures(season)
    ConflictFactory(submission=season.paper, user=season.chair)
    after = figures(season)
    assert counts(after["scores"]) == {"3": 1}, "the score of the other paper alone"
    assert counts(after["country"]) == {"unknown": 1}
    assert counts(after["load"]) == {"1 paper": 1}
    assert counts(after["timeliness"])["On the last day"] == 0
    assert counts(after["discussion"])["1 or 2"] == 1
    for key in ("day", "track", "topic", "kind"):
        assert counts(after[key]) == counts(before[key]), "that it is there and was accepted she was told"
    everything = season.client(season.chair).get(f"{season.url}chair/publish/figures.csv").content.decode()
    assert "Norway" not in everything


@pytest.mark.django_db
def test_what_is_drafted_is_in_no_figure(season):
    season.paper.decision.released_at = None
    season.paper.decision.save()
    found = figures(season)
    assert "1 of 2 decided" in found["day"].lead
    assert counts(found["country"]) == {"unknown": 1}, "nobody knows the authors before"


@pytest.mark.enumeration
@pytest.mark.django_db
def test_charts_have_title_description_and_table_and_no_style(season):
    page = season.client(season.chair).get(season.page).text
    drawn = re.findall(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL)
    assert len(drawn) == 9
    for text in drawn:
        svg = ET.fromstring(text)  # noqa: S314 - our own page
        title, description = svg[0], svg[1]
        assert (title.tag, description.tag) == ("title", "desc")
        assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert title.text
        assert description.text
        assert "style=" not in text
    assert page.count("<table") == len(drawn)


@pytest.mark.enumeration
@pytest.mark.django_db
def test_pdf_and_csv_say_the_same(season):
    client, base = season.client(season.chair), f"{season.url}chair/publish/figures"
    rows = list(csv.reader(io.StringIO(client.get(f"{base}.csv").content.decode("utf-8-sig"))))
    assert [
        "Submissions and acceptance by track",
        "Full papers",
        "submissions",
        "2",
        "accepted",
        "1",
        "50",
    ] in rows
    content = client.get(f"{base}.pdf").content
    assert_tagged(content, "Figures of Fields 2026")
    with pypdfium2.PdfDocument(content) as document:
        text = "".join(document[place].get_textpage().get_text_range() for place in range(len(document)))
    for part in ("Fields 2026", "Full papers", "Scores", "Norway"):
        assert part in text
    assert client.get(f"{base}.doc").status_code == 404
    for user in (season.editor, season.outsider):
        assert season.client(user).get(f"{base}.csv").status_code == 404
        assert season.client(user).get(season.page).status_code == 404


@pytest.mark.django_db
def test_visitors_see_what_the_chairs_chose_and_nothing_before_the_release(season):
    public, visitor = f"{season.url}figures/", season.client()
    assert visitor.get(public).status_code == 404
    answer = season.client(season.chair).post(
        season.page, {"shown": ["track", "country", "scores", "nonsense"]}
    )
    assert answer.status_code == 302
    assert AuditEntry.objects.filter(action="figures_public").count() == 1
    page = visitor.get(public)
    assert [figure.key for figure in page.context["figures"]] == ["track", "country"]
    assert counts(page.context["figures"][0]) == {"Other": (3, 2)}, "a track of one or two could be told"
    assert counts(page.context["figures"][1]) == {"Other": 3}
    assert "Figures" in visitor.get(season.url).text
    season.change(decisions_released_at=None)
    assert visitor.get(public).status_code == 404
    season.client(season.chair).post(season.page, {})
    season.change(decisions_released_at=timezone.now())
    assert visitor.get(public).status_code == 404


@pytest.mark.django_db
@pytest.mark.enumeration
def test_figures_take_as_many_queries_for_200_papers_as_for_10(season, django_assert_num_queries):
    client = season.client(season.chair)
    client.get(season.page)
    track = season.track
    for size in (10, 200):
        start = season.workshop.submissions.count()
        rows = [
            Submission(
                workshop=season.workshop, track=track, number=100 + place, title="x", state="submitted"
            )
            for place in range(start, size)
        ]
        Submission.objects.bulk_create(rows)
        Submission.topics.through.objects.bulk_create(
            Submission.topics.through(
                submission_id=row.pk, topic_id=TopicFactory(workshop=season.workshop).pk
            )
            for row in rows[:5]
        )
        with django_assert_num_queries(22):
            assert client.get(season.page).status_code == 200
