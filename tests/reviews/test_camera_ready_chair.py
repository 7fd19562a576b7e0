"""Who lacks what, for chairs: the table, its export, reminders, what is asked."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from conference.models import Mail
from conference.services import reminders
from conference.spreadsheets import neutral
from reviews.models import Decision
from submissions.models import Author, CameraReady, Submission
from tests.factories import AuthorFactory, DecisionFactory, PaperFileFactory, SubmissionFactory, TrackFactory

pytestmark = pytest.mark.django_db


def second(accepted, **options):
    paper = SubmissionFactory(track=accepted.track, title="=SUM(A1) is a title", **options)
    AuthorFactory(submission=paper, name="Bruno Achterberg", is_corresponding=True)
    DecisionFactory(submission=paper, outcome="accept_oral", released_at=timezone.now())
    return paper


def numbers(response):
    return [row.number for row, _cells in response.context["lines"]]


def test_table_counts_filters_and_sorts(accepted):
    other = second(accepted)
    PaperFileFactory(submission=other, kind="final", version=1)
    assert numbers(accepted.chair.get(accepted.chair_url())) == [1, 2]
    for query, found in (
        ("lacks=final", [1]),
        ("lacks=video", [2]),
        ("q=achterberg", [2]),
        ("q=%231", [1]),
        ("presentation=oral", [2]),
        ("show=complete", []),
        ("sort=-lacking", [2, 1]),
    ):
        assert numbers(accepted.chair.get(accepted.chair_url(f"?{query}"))) == found, query
    counts = accepted.chair.get(accepted.chair_url()).context["columns"]
    assert {one.item.value: one.lacking for one in counts}["final"] == 1


@pytest.mark.enumeration
def test_export_holds_the_filtered_rows_and_no_formula(accepted):
    second(accepted)
    answer = accepted.chair.get(accepted.chair_url("export.csv?lacks=video"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["Number"], row["Title"], row["Final PDF"]) for row in rows] == [
        ("2", "'=SUM(A1) is a title", "To do")
    ]
    sheet = load_workbook(io.BytesIO(accepted.chair.get(accepted.chair_url("export.xlsx")).content)).active
    assert sheet["B3"].value == "'=SUM(A1) is a title"
    assert accepted.chair.get(accepted.chair_url("export.html")).status_code == 404


@pytest.mark.enumeration
@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_formulas_become_text(text):
    assert neutral(text) == f"'{text}"
    assert neutral("a=1") == "a=1"


@pytest.mark.enumeration
def test_reminder_lists_what_is_missing_and_goes_once_a_day(accepted):
    url = accepted.chair_url("remind/")
    preview = accepted.chair.get(url).text
    assert "Final PDF" in preview
    assert "Send 1 mail" in preview
    assert not Mail.objects.exists()
    accepted.chair.post(url)
    mail = Mail.objects.get()
    assert (mail.email, mail.part) == ("zoe@lake.example", "author")
    assert "- Final PDF, until" in mail.body
    assert "Source archive" not in mail.body
    accepted.chair.post(url)
    assert Mail.objects.count() == 1
    everyone = accepted.chair.get(f"{url}?everyone=on&again=on").text
    assert "Send 2 mails" in everyone
    accepted.chair.post(url, {"again": "on", "everyone": "on", "paper": "1"})
    assert set(Mail.objects.values_list("email", flat=True)) == {"zoe@lake.example", "ada@hill.example"}


@pytest.mark.enumeration
def test_reminders_go_by_themselves_before_the_date_once_each(accepted):
    due = accepted.date.at
    assert reminders.run(due - timedelta(days=8)) == 0
    assert reminders.run(due - timedelta(days=6)) == 1
    assert reminders.run(due - timedelta(days=5)) == 0
    Mail.objects.update(created_at=due - timedelta(days=6))
    assert reminders.run(due - timedelta(days=2)) == 1
    Mail.objects.update(created_at=due - timedelta(days=6))
    assert reminders.run(due - timedelta(hours=20)) == 1
    assert reminders.run(due + timedelta(hours=1)) == 0


def test_complete_paper_is_not_reminded(accepted):
    accepted.track.checklist = {"final": {"poster": "required"}} | {
        item: {"poster": "no"} for item in ("poster", "presenter", "registration", "attendance", "licence")
    }
    accepted.track.save()
    assert reminders.run(accepted.date.at - timedelta(days=2)) == 1
    Mail.objects.all().delete()
    PaperFileFactory(submission=accepted.paper, kind="final", version=1)
    assert reminders.run(accepted.date.at - timedelta(days=2)) == 0
    assert "Nobody to remind" in accepted.chair.get(accepted.chair_url("remind/")).text


def setup_form(accepted, **changes):
    response = accepted.chair.get(accepted.chair_url("settings/"))
    form = response.context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (fields | changes).items() if value not in {None, False}}


@pytest.mark.enumeration
def test_what_is_asked_is_set_by_track_after_a_preview(accepted):
    tiny = TrackFactory(workshop=accepted.workshop, name="Tiny papers")
    url = f"{accepted.chair_url('settings/')}?track={accepted.track.key}"
    form = setup_form(accepted, **{"video-poster": "required", "final_extra_pages": 2})
    shown = accepted.chair.post(url, {**form, "step": "preview"})
    assert "not saved yet" in shown.text
    assert "Video" not in [row.label for row in accepted.page().context["page"].rows]
    assert accepted.chair.post(url, form).status_code == 302
    assert "Video" in [row.label for row in accepted.page().context["page"].rows]
    accepted.track.refresh_from_db()
    tiny.refresh_from_db()
    assert (accepted.track.final_extra_pages, tiny.checklist) == (2, {})
    assert accepted.chair.post(url, form).status_code == 409
    again = setup_form(accepted, every_track="on")
    assert accepted.chair.post(url, again).status_code == 302
    tiny.refresh_from_db()
    assert tiny.checklist["video"]["poster"] == "required"


@pytest.mark.parametrize("rows", [10, 200])
@pytest.mark.enumeration
def test_table_takes_the_same_queries_whatever_its_size(accepted, rows, django_assert_num_queries):
    papers = Submission.objects.bulk_create(
        Submission(
            workshop=accepted.workshop,
            track=accepted.track,
            number=10 + place,
            title=f"P{place}",
            state="submitted",
        )
        for place in range(rows)
    )
    Author.objects.bulk_create(Author(submission=paper, name="Someone") for paper in papers)
    CameraReady.objects.bulk_create(CameraReady(submission=paper) for paper in papers)
    now = timezone.now()
    Decision.objects.bulk_create(
        Decision(submission=paper, outcome="accept_poster", released_at=now) for paper in papers
    )
    with django_assert_num_queries(20):
        assert accepted.chair.get(accepted.chair_url()).status_code == 200


@pytest.mark.enumeration
def test_chairs_only(accepted):
    assert accepted.chair.get(accepted.chair_url()).status_code == 200
    for rest in ("", "remind/", "settings/", "export.csv", f"{accepted.paper.number}/"):
        assert accepted.client.get(accepted.chair_url(rest)).status_code == 404, rest


@pytest.mark.enumeration
def test_own_paper_of_a_chair_stands_in_no_count(accepted):
    AuthorFactory(submission=accepted.paper, user=accepted.chair_user, position=2)
    assert "No accepted paper yet" in accepted.chair.get(accepted.chair_url()).text
    assert accepted.chair.get(accepted.chair_url(f"{accepted.paper.number}/")).status_code == 404
