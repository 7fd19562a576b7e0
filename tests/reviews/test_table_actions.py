"""What a chair does from the tables: tags, several papers at once, columns, exports, rows from CSV, what if."""

import csv
import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from conference.models import AuditEntry, Mail
from reviews.models import Assignment, ChosenColumns, Decision, PaperTag, Places
from tests.clients import client_of
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DecisionFactory,
    ReviewFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(room):
    """Three papers; the chair has a conflict with the second."""
    made = [room.paper(title=title) for title in ("Firs", "Mosses", "Rivers")]
    ConflictFactory(submission=made[1], user=room.chair)
    return made


def bulk(room, action, *numbers, client=None, **fields):
    data = {"table": "papers", "action": action, "paper": [f"{number}:0" for number in numbers], **fields}
    return (client or room.client).post(room.url("papers/bulk/"), data)


def tags():
    return sorted(PaperTag.objects.values_list("submission__number", "name"))


def said(response):
    return response.content.decode()


def test_tags_are_put_on_and_taken_off_what_the_chair_may_act_on(room, papers):
    bulk(room, "tag", 1, 2, tag="#Travel, ~mine")
    assert tags() == [(1, "travel"), (1, "~mine")]
    bulk(room, "tag", tag="late", every="1", q="firs OR mosses OR rivers")
    assert tags() == [(1, "late"), (1, "travel"), (1, "~mine"), (3, "late")]
    bulk(room, "untag", 1, tag="travel ~mine")
    assert tags() == [(1, "late"), (3, "late")]
    texts = list(AuditEntry.objects.filter(action="paper.tagged").values_list("text", flat=True))
    assert any("+travel" in text for text in texts)
    assert not any("mine" in text for text in texts)


@pytest.mark.enumeration
def test_tags_that_are_none_are_refused(room, papers):
    for wrong in ("", "12", "a/b", "x" * 60):
        assert "tag" in said(room.client.get(bulk(room, "tag", 1, tag=wrong).url))
    assert tags() == []


@pytest.mark.enumeration
def test_own_tags_are_nobody_elses(room, papers):
    other = room.another_chair()
    bulk(room, "tag", 3, tag="~mine shared")
    url = room.url("papers/")
    assert "#~mine" in said(room.client.get(url))
    shown = said(client_of(other).get(url))
    assert "#shared" in shown
    assert "~mine</span>" not in shown
    assert "Rivers" not in said(client_of(other).get(url, {"q": "#~mine"}))
    assert "Rivers" in said(room.client.get(url, {"q": "#~mine"}))


def test_papers_move_to_another_track_after_a_look(room, papers):
    other = TrackFactory(workshop=room.workshop, name="Tiny papers")
    look = said(bulk(room, "track", 1, 2))
    assert "Firs" in look
    assert "Mosses" not in look
    bulk(room, "track", 1, 2, step="do", track=other.pk)
    assert [paper.track_id == other.pk for paper in room.workshop.submissions.all()] == [True, False, False]
    foreign = TrackFactory()
    assert bulk(room, "track", 1, step="do", track=foreign.pk).status_code == 422


def test_desk_rejection_needs_a_reason_and_tells_the_authors(room, papers, jobs_run):
    AuthorFactory(submission=papers[0])
    gone = room.paper(title="Gone", state="withdrawn")
    assert "Left out" in said(bulk(room, "desk_reject", 1, gone.number))
    assert bulk(room, "desk_reject", 1, step="do", reason="").status_code == 422
    assert not Mail.objects.exists()
    with jobs_run():
        bulk(room, "desk_reject", 1, 2, gone.number, step="do", reason="Out of scope")
    states = list(room.workshop.submissions.values_list("state", flat=True))
    assert states == ["desk_rejected", "submitted", "submitted", "withdrawn"]
    assert "Out of scope" in Mail.objects.get().body


@pytest.mark.parametrize("released", [False, True])
def test_what_is_decided_is_not_rejected_without_review_by_any_way(room, papers, released):
    third = papers[2].number
    assert "Reject without review" in said(room.client.get(room.url(f"papers/{third}/")))
    DecisionFactory(submission=papers[2], released_at=timezone.now() if released else None)
    assert f"Left out, decided, or not under review any more: #{third}" in said(
        bulk(room, "desk_reject", 1, third)
    )
    bulk(room, "desk_reject", 1, third, step="do", reason="Out of scope")
    shown = said(room.client.get(room.url(f"papers/{third}/")))
    assert "Reject without review" not in shown
    refused = room.client.post(room.url(f"papers/{third}/desk-reject/"), {"desk-reason": "Out of scope"})
    assert refused.status_code == 403
    assert "There is a decision on this paper." in said(refused)
    states = list(room.workshop.submissions.values_list("state", flat=True))
    assert states == ["desk_rejected", "submitted", "submitted"]


def test_authors_are_written_to_as_previewed_and_once(room, papers):
    AuthorFactory(submission=papers[0], user=None, name="Ottoline Karamazova", email="o@field.example")
    note = {"subject": "Posters for #{number}", "text": "Dear {name}, bring a poster of {title}."}
    look = bulk(room, "mail", 1, step="look", once="k", **note)
    assert "bring a poster of Firs." in said(look)
    assert "Karamazova" not in said(look)
    assert not Mail.objects.exists()
    wrong = bulk(room, "mail", 1, step="do", once="k", subject="x", text="{money}")
    assert wrong.status_code == 422
    assert "no {money}" in said(wrong)
    for _ in range(2):
        bulk(room, "mail", 1, 2, step="do", once="k", **note)
    mail = Mail.objects.get()
    assert mail.subject == "Posters for #1"
    assert "Dear Ottoline Karamazova, bring a poster of Firs." in mail.body


def test_only_those_who_owe_a_review_of_these_papers_are_reminded(room, papers):
    here, there = room.reviewer("Hedda Here"), room.reviewer("Theo There")
    AssignmentFactory(submission=papers[0], user=here)
    AssignmentFactory(submission=papers[2], user=there)
    look = said(bulk(room, "remind", 1))
    assert "Hedda Here" in look
    assert "Theo There" not in look
    bulk(room, "remind", 1, step="do")
    assert Mail.objects.get().recipient == here


def test_bulk_actions_are_for_chairs_and_known_words(room, papers):
    outsider = client_of(room.reviewer("Rea Viewer"))
    assert bulk(room, "tag", 1, tag="x", client=outsider).status_code == 404
    assert bulk(room, "explode", 1).status_code == 404
    assert bulk(room, "tag", 2, tag="x").status_code == 302
    assert tags() == []


def test_columns_are_remembered_for_each_chair(room, papers):
    answer = room.client.post(
        room.url("papers/columns/papers/"), {"column": ["topics", "normalised", "nonsense"], "back": "q=firs"}
    )
    assert answer.url.endswith("?q=firs&columns=topics,normalised")
    assert ">Normalised</a>" in said(room.client.get(room.url("papers/")))
    assert ">Normalised</a>" not in said(client_of(room.another_chair()).get(room.url("papers/")))
    assert ">Normalised</a>" not in said(room.client.get(room.url("papers/"), {"columns": "topics"}))
    room.client.post(room.url("papers/columns/papers/"), {"reset": "1"})
    assert not ChosenColumns.objects.exists()


def exported(room, **asked):
    text = room.client.get(room.url("papers/export/papers.csv"), asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.enumeration
def test_exports_hold_what_is_shown_and_nothing_that_runs(room, papers):
    papers[0].title = '=HYPERLINK("http://x.example")'
    papers[0].save()
    room.paper(title="@sum"), room.paper(title="-1 degrees"), room.paper(title="plain – minus")
    PaperTag.objects.create(submission=papers[1], name="secret")
    ReviewFactory(assignment=AssignmentFactory(submission=papers[1]), overall=9)
    rows = exported(room, columns="tags,overall")
    assert rows[0]["Paper"] == '\'=HYPERLINK("http://x.example")'
    assert [row["Paper"][0] for row in rows[3:]] == ["'", "'", "p"]
    assert (rows[1]["Tags"], rows[1]["Mean"]) == ("", "")
    other = csv.DictReader(
        io.StringIO(said(client_of(room.another_chair()).get(room.url("papers/export/papers.csv"),
                                                             {"columns": "tags,overall", "q": "mosses"})))
    )  # fmt: skip
    assert [(row["Tags"], row["Mean"]) for row in other] == [("secret", "9.0")]
    assert len(exported(room, q="rivers")) == 1
    assert [row["No."] for row in exported(room, only="1,3")] == ["1", "3"]
    book = load_workbook(io.BytesIO(room.client.get(room.url("papers/export/papers.xlsx")).content))
    cell = book.active["B2"]
    assert (cell.data_type, cell.value[:2]) == ("s", "'=")
    assert room.client.get(room.url("papers/export/papers.exe")).status_code == 404
    assert room.client.get(room.url("papers/export/nothing.csv")).status_code == 404


# Rows from CSV


def imported(room, kind, text, step="look", stamp=""):
    return room.client.post(
        room.url("papers/import/"), {"kind": kind, "text": text, "step": step, "stamp": stamp}
    )


def stamp_of(response):
    return response.context["plan"].stamp


def test_tags_from_csv_are_shown_first_then_put_on(room, papers):
    PaperTag.objects.create(submission=papers[0], name="old")
    text = "Paper;Tags\n1;travel -old\n3;travel"
    look = imported(room, "tags", text)
    assert "Put on #travel" in said(look)
    assert "Take off #old" in said(look)
    assert tags() == [(1, "old")]
    assert imported(room, "tags", text, "all", "another").status_code == 409
    imported(room, "tags", text, "all", stamp_of(look))
    assert tags() == [(1, "travel"), (3, "travel")]
    assert "say what is so already" in said(imported(room, "tags", "1,travel\n3,travel"))


def test_broken_rows_are_named_and_stop_everything_but_the_good_rows(room, papers):
    text = "1,travel\n2,travel\n99,travel\nfirs,travel\n3,12\n\n3"
    look = imported(room, "tags", text)
    broken = {row.row: row.reason for row in look.context["plan"].broken}
    assert sorted(broken) == [2, 3, 4, 5, 7]
    assert broken[2] == broken[3]  # a paper kept from her is as unknown as none
    assert "no paper's number" in broken[4]
    imported(room, "tags", text, "all", stamp_of(look))
    assert tags() == []
    imported(room, "tags", text, "good", stamp_of(look))
    assert tags() == [(1, "travel")]


def test_assignments_from_csv_with_one_mail_a_reviewer(room, papers):
    ada, bo = room.reviewer("Ada Field"), room.reviewer("Bo Field")
    off = AssignmentFactory(submission=papers[2], user=bo)
    ConflictFactory(submission=papers[2], user=ada)
    text = f"paper,email,part,action\n1,{ada.email}\n1,{bo.email},reviewer,assign\n3,{bo.email},,remove\n"
    bad = imported(room, "assignments", f"{text}3,{ada.email}\n1,{ada.email},area chair\n1,nobody@x.example")
    reasons = [row.reason for row in bad.context["plan"].broken]
    assert ["conflict" in reasons[0], "no area chair" in reasons[1], "Nobody" in reasons[2]] == [True] * 3
    look = imported(room, "assignments", text)
    imported(room, "assignments", text, "all", stamp_of(look))
    active = Assignment.objects.filter(state="active").values_list("submission__number", "user__name")
    assert sorted(active) == [(1, "Ada Field"), (1, "Bo Field")]
    off.refresh_from_db()
    assert off.state == "removed"
    assert sorted(Mail.objects.values_list("recipient__name", flat=True)) == ["Ada Field", "Bo Field"]


def test_decisions_from_csv_are_drafts(room, papers):
    DecisionFactory(submission=papers[2], outcome="reject", text="Kept")
    text = "paper,decision,text\n1,oral,Well done\n3,Accept as poster,\n1,oral,Well done"
    look = imported(room, "decisions", text)
    assert "Reject → Accept as poster" in said(look)
    imported(room, "decisions", text, "all", stamp_of(look))
    made = Decision.objects.order_by("submission__number").values_list("outcome", "text", "released_at")
    assert list(made) == [("accept_oral", "Well done", None), ("accept_poster", "Kept", None)]
    twice = imported(room, "decisions", "1,reject\n1,oral\n3,none\n3,maybe")
    assert [row.row for row in twice.context["plan"].broken] == [2, 4]
    room.track.presentations = ["poster"]
    room.track.save()
    [broken] = imported(room, "decisions", "1,reject\n3,spotlight").context["plan"].broken
    assert "presents its papers as poster only" in broken.reason
    assert not Mail.objects.exists()


def test_an_import_is_read_from_a_file_too_and_needs_rows(room, papers):
    file = io.BytesIO("paper,tags\n1,größe-ok\n".encode("utf-16"))
    file.name = "../../rows.csv"
    answer = room.client.post(room.url("papers/import/"), {"kind": "tags", "file": file})
    assert [row.row for row in answer.context["plan"].broken] == [2]
    assert imported(room, "tags", "  ").status_code == 422
    assert client_of(room.reviewer("Rea")).get(room.url("papers/import/")).status_code == 404


# What if


@pytest.fixture
def ranked(room):
    """Four papers with scores 9, 8, 7 and none; the first is kept from the chair."""
    room.track.presentations = ["oral", "poster"]
    room.track.save()
    made = [room.paper(title=f"Paper {at}") for at in range(4)]
    for paper, score in zip(made, (9, 8, 7), strict=False):
        ReviewFactory(assignment=AssignmentFactory(submission=paper), overall=score)
    ConflictFactory(submission=made[0], user=room.chair)
    return made


def what_if(room, **asked):
    asked = {"rule": "overall", "accept_oral": 1, "accept_poster": 0, **asked}
    return room.client.get(room.url("decisions/what-if/"), asked)


@pytest.mark.enumeration
def test_places_are_filled_down_the_ranking_without_what_is_kept(room, ranked):
    rows = [(row.number, row.would) for row in what_if(room, rest="reject").context["page"]]
    assert rows == [(2, "accept_oral"), (3, "reject"), (4, "")]
    rows = [(row.number, row.would) for row in what_if(room, accept_poster=5, first=2).context["page"]]
    assert rows == [(2, "accept_oral"), (3, "accept_poster"), (4, "")]
    assert all(row.is_thin for row in what_if(room).context["thin"])
    assert not Decision.objects.exists()


def test_what_was_shown_is_drafted_in_one_click_unless_it_changed(room, ranked):
    url = room.url("decisions/what-if/?rule=overall&accept_oral=1&rest=reject")
    shown = room.client.get(url).context["seen"]
    assert shown == "2:0 3:0"
    DecisionFactory(submission=ranked[2], outcome="accept_poster")
    assert room.client.post(url, {"paper": shown}).status_code == 409
    room.client.post(url, {"paper": room.client.get(url).context["seen"]})
    outcomes = dict(Decision.objects.values_list("submission__number", "outcome"))
    assert outcomes == {2: "accept_oral", 3: "reject"}


def test_places_are_set_and_say_how_many_are_left(room, ranked):
    DecisionFactory(submission=ranked[1], outcome="accept_oral")
    room.client.post(room.url("decisions/places/"), {"places-accept_oral": "3", "places-accept_poster": ""})
    assert list(Places.objects.values_list("outcome", "many")) == [("accept_oral", 3)]
    assert "of 3, 2 left" in said(room.client.get(room.url("decisions/")))
    room.client.post(room.url("decisions/places/"), {"places-accept_oral": "-1"})
    assert Places.objects.get().many == 3
