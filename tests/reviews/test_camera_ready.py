"""The authors' checklist after acceptance, through its doors."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import AuditEntry, Mail
from submissions.models import AuthorChange, CameraReady, FieldWording, FormField, OptInAgreement, PaperLink
from tests.clients import client_of
from tests.factories import (
    AuthorFactory,
    ConflictFactory,
    OptInFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)
from tests.pdfs import pdf_bytes, upload
from tests.submissions.movies import movie

pytestmark = pytest.mark.django_db


@pytest.mark.enumeration
def test_defaults_follow_the_presentation_and_count_what_is_missing(accepted):
    page = accepted.page().context["page"]
    assert [row.key for row in page.rows] == [
        "final", "source", "poster", "code", "presenter", "registration", "attendance", "travel_grant", "licence",
    ]  # fmt: skip
    assert [row.label for row in page.to_do] == [
        "Final PDF", "Poster", "Presenter", "Registered author", "In person or online", "Licence",
    ]  # fmt: skip
    accepted.decision.outcome = "accept_oral"
    accepted.decision.save()
    assert {row.key for row in accepted.page().context["page"].to_do} >= {"slides", "video"}


def test_answers_are_saved_whole_or_not_at_all(accepted):
    online = accepted.send("attendance", attendance="online", attendance_reason="")
    assert online.status_code == 422
    assert "Give the reason" in online.text
    assert not CameraReady.objects.exists()
    assert accepted.send("attendance", attendance="online", attendance_reason="No visa").status_code == 302
    assert accepted.send("presenter", presenter=accepted.ada.pk).status_code == 302
    answers = CameraReady.objects.get()
    assert (answers.attendance, answers.attendance_reason, answers.presenter) == (
        "online", "No visa", accepted.ada,
    )  # fmt: skip
    entry = AuditEntry.objects.get(about=accepted.paper.ref, after__item="presenter")
    assert (entry.text, entry.names_author) == ("Presenter: Ada Linden", True)


def test_autosave_carries_the_mark_on_and_a_second_author_overwrites_nothing(accepted):
    old = accepted.row("licence").seen
    first = accepted.send("licence", autosave=True, licence="cc-by-4.0")
    assert first.json()["fields"]["seen"] == accepted.row("licence").seen != old
    again = accepted.send("licence", seen=old, licence="site")
    assert again.status_code == 409
    assert "Saved now: Creative Commons Attribution 4.0" in again.text
    assert 'value="site" id="licence-licence_3" required checked' in again.text or "checked" in again.text
    assert CameraReady.objects.get().licence == "cc-by-4.0"
    half = accepted.send("travel_grant", autosave=True, wants_travel_grant="yes", travel_grant_reason="")
    assert (half.status_code, CameraReady.objects.get().wants_travel_grant) == (422, None)


def test_links_need_an_address_of_the_web_and_a_length_that_can_be_read(accepted):
    accepted.decision.outcome = "accept_spotlight"
    accepted.decision.save()
    for url in ("javascript:alert(1)", "ftp://talk.example/x"):
        assert accepted.send("video", url=url, video_length="4:55").status_code == 422
    assert accepted.send("video", url="https://talk.example/x", video_length="long").status_code == 422
    assert not PaperLink.objects.exists()
    assert accepted.send("video", url="https://talk.example/x", video_length="4:55").status_code == 302
    assert accepted.row("video").given == "https://talk.example/x, 4:55"
    assert accepted.send("video", url="", video_length="").status_code == 302
    assert not PaperLink.objects.exists()


@pytest.mark.enumeration
def test_presenter_is_one_of_the_authors(accepted):
    stranger = AuthorFactory(submission=SubmissionFactory(track=accepted.track))
    assert accepted.send("presenter", presenter=stranger.pk).status_code == 422
    assert not CameraReady.objects.exists()


def test_final_version_is_checked_with_extra_pages_and_must_name_every_author(accepted, jobs_run):
    with jobs_run():
        sent = accepted.client.post(
            accepted.url("items/final/"),
            {"final": upload(pdf_bytes(5, words="By Zoe O'Brien-Nunez")), "step": "upload"},
        )
    assert sent.status_code == 302
    row = accepted.row("final")
    assert (row.standing.value, row.problem) == ("problem", "Not found on the first page: Ada Linden")
    assert "within the limit of 5 pages" in row.findings[0]
    accepted.client.post(accepted.url("items/final/"), {"names_seen": row.current.file.public_id})
    assert accepted.row("final").standing.value == "done"

    with jobs_run():
        accepted.client.post(accepted.url("items/final/"), {"final": upload(pdf_bytes(8, title="long"))})
    page = accepted.page().context["page"]
    assert page.row("final").current.file.version == 1, "a refused version replaces nothing"


def test_the_length_of_a_video_is_read_from_its_file(accepted, jobs_run):
    accepted.decision.outcome = "accept_oral"
    accepted.decision.save()
    accepted.send("video", url="", video_length="2:00")
    with jobs_run():
        sent = accepted.client.post(
            accepted.url("items/video/"), {"video": upload(movie(298), "talk.mp4"), "step": "upload"}
        )
    assert sent.status_code == 302
    row = accepted.row("video")
    assert row.findings == ("It lasts 4:58, by the file.",)
    assert (row.standing.value, row.given) == ("done", "4:58")

    with jobs_run():
        silent = b"\0\0\0\x18ftypisom" + b"no more than that" * 8
        accepted.client.post(accepted.url("items/video/"), {"video": upload(silent, "other.mp4")})
    row = accepted.row("video")
    assert (row.standing.value, row.findings, row.given) == ("done", (), "2:00")


@pytest.mark.enumeration
def test_poster_may_be_a_picture_and_nothing_else(accepted):
    picture = upload(b"\x89PNG\r\n\x1a\n picture", "poster.png")
    assert accepted.client.post(accepted.url("items/poster/"), {"poster": picture}).status_code == 302
    assert accepted.row("poster").standing.value == "done"
    refused = accepted.client.post(
        accepted.url("items/poster/"), {"poster": upload(b"MZ program", "poster.exe")}
    )
    assert refused.status_code == 422
    assert accepted.row("poster").current.name == "poster.png"


@pytest.mark.enumeration
def test_after_the_date_nothing_changes_but_with_more_time_from_a_chair(accepted):
    assert accepted.send("licence", licence="site").status_code == 302
    accepted.close()
    late = accepted.send("licence", licence="cc-by-4.0")
    assert late.status_code == 403
    assert "This closed on" in late.text
    poster = {"poster": upload(b"\x89PNG\r\n\x1a\n picture", "poster.png")}
    assert accepted.client.post(accepted.url("items/poster/"), poster).status_code == 403
    assert CameraReady.objects.get().licence == "site"

    day = (timezone.now() + timedelta(days=3)).date()
    number = accepted.paper.number
    assert accepted.chair.post(accepted.chair_url(f"{number}/extend/"), {"day": day}).status_code == 302
    assert "extended for you" in accepted.page().text
    assert accepted.send("licence", licence="cc-by-4.0").status_code == 302
    assert CameraReady.objects.get().licence == "cc-by-4.0"


def test_title_is_corrected_as_the_track_allows(accepted):
    form = {"version": accepted.paper.version, "title": "Counting all trees", "abstract": "Better."}
    accepted.track.final_corrections = "nothing"
    accepted.track.save()
    assert accepted.client.post(accepted.url("title/"), form).status_code == 403
    accepted.track.final_corrections = "text"
    accepted.track.save()
    assert accepted.client.post(accepted.url("title/"), form).status_code == 302
    stale = accepted.client.post(accepted.url("title/"), {**form, "title": "Another"})
    assert stale.status_code == 409
    assert "Another" in stale.text
    accepted.paper.refresh_from_db()
    assert accepted.paper.title == "Counting all trees"
    entry = AuditEntry.objects.get(action="paper.corrected")
    assert entry.before["title"] == "Counting trees"


def authors_form(*people, **more):
    fields = {"authors-TOTAL_FORMS": len(people), "authors-INITIAL_FORMS": 0, **more}
    for place, (name, email) in enumerate(people):
        fields |= {
            f"authors-{place}-name": name,
            f"authors-{place}-email": email,
            f"authors-{place}-ORDER": place + 1,
        }
    return fields


ZOE = ("Zoë O’Brien-Nuñez", "zoe@lake.example")
NINA = ("Nina Newcomer", "nina@hill.example")


def test_authors_change_only_with_a_chairs_consent_and_the_presenter_stays_who_she_is(accepted):
    accepted.send("presenter", presenter=accepted.zoe.pk)
    asked = accepted.client.post(accepted.url("authors/"), authors_form(ZOE, NINA, reason="New experiments"))
    assert asked.status_code == 302
    change = AuthorChange.objects.get()
    names = lambda: [author.name for author in accepted.paper.authors.all()]  # noqa: E731
    assert names() == [ZOE[0], "Ada Linden"]
    assert "Counting trees" in accepted.chair.get(accepted.chair_url()).text

    where = accepted.chair_url(f"{accepted.paper.number}/authors/{change.pk}/")
    assert accepted.chair.post(where, {"decision": "refuse", "answer": ""}).status_code == 422
    assert accepted.chair.post(where, {"decision": "approve"}).status_code == 302
    assert names() == [ZOE[0], NINA[0]]
    assert CameraReady.objects.get().presenter.name == ZOE[0]
    assert accepted.chair.post(where, {"decision": "refuse", "answer": "No"}).status_code == 403
    assert set(Mail.objects.filter(template="author_change_answered").values_list("email", flat=True)) == {
        ZOE[1], NINA[1],
    }  # fmt: skip
    entry = AuditEntry.objects.get(action="paper.author_change_decided")
    assert (entry.before["names"][1], entry.after["names"][1]) == ("Ada Linden", NINA[0])


def test_asking_needs_a_reason_and_oneself_and_can_be_taken_back(accepted):
    url = accepted.url("authors/")
    assert accepted.client.post(url, authors_form(ZOE, NINA, reason="")).status_code == 422
    assert accepted.client.post(url, authors_form(NINA, reason="Why")).status_code == 422
    assert not AuthorChange.objects.exists()
    accepted.client.post(url, authors_form(ZOE, reason="Ada left"))
    accepted.client.post(accepted.url("authors/take-back/"))
    assert AuthorChange.objects.get().state == "withdrawn"


def test_opt_in_keeps_the_words_that_were_agreed_to(accepted):
    volume = OptInFactory(track=accepted.track, conditions="Original work only.", original_only=True)
    url = accepted.url(f"options/{volume.pk}/")
    assert accepted.client.post(url, {"choice": "choose"}).status_code == 422
    assert accepted.client.post(url, {"choice": "choose", "agree": "on"}).status_code == 302
    volume.conditions = "Other words."
    volume.save()
    agreement = OptInAgreement.objects.get()
    assert (agreement.wording, agreement.agreed_by) == ("Original work only.", accepted.user)
    assert accepted.client.post(url, {"choice": "drop"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.ended_at is not None
    assert not accepted.paper.opt_ins.exists()


@pytest.mark.enumeration
def test_opt_in_is_closed_to_published_work_and_after_its_date(accepted):
    volume = OptInFactory(track=accepted.track, original_only=True)
    url = accepted.url(f"options/{volume.pk}/")
    accepted.paper.published_elsewhere = "Forest Letters"
    accepted.paper.save()
    refused = accepted.client.post(url, {"choice": "choose"})
    assert (refused.status_code, "Already published: Forest Letters" in refused.text) == (422, True)
    accepted.paper.published_elsewhere = ""
    accepted.paper.save()
    volume.closes_at = timezone.now() - timedelta(hours=1)
    volume.save()
    assert accepted.client.post(url, {"choice": "choose"}).status_code == 403
    other = OptInFactory(track=TrackFactory(workshop=accepted.workshop))
    assert accepted.client.post(accepted.url(f"options/{other.pk}/"), {"choice": "choose"}).status_code == 404


def test_nobody_sees_a_checklist_before_the_release_or_of_anothers_paper(accepted):
    assert accepted.page().status_code == 200
    stranger = client_of(UserFactory())
    assert stranger.get(accepted.url()).status_code == 404
    assert accepted.chair.get(accepted.url()).status_code == 404
    accepted.decision.released_at = None
    accepted.decision.save()
    assert accepted.page().status_code == 404
    poster = {"poster": upload(b"\x89PNG\r\n\x1a\n picture", "poster.png")}
    assert accepted.client.post(accepted.url("items/poster/"), poster).status_code == 404
    assert "camera-ready" not in accepted.client.get(f"/{accepted.workshop.slug}/my-papers/1/").text


@pytest.mark.enumeration
def test_chair_with_a_conflict_sees_the_files_and_nothing_of_people(accepted):
    accepted.send("travel_grant", wants_travel_grant="yes", travel_grant_reason="Trainfare from Hill")
    accepted.send("presenter", presenter=accepted.ada.pk)
    page = accepted.chair_url(f"{accepted.paper.number}/")
    assert "Trainfare" in accepted.chair.get(page).text
    assert "Trainfare" in accepted.chair.get(accepted.chair_url("export.csv")).content.decode()
    ConflictFactory(submission=accepted.paper, user=accepted.chair_user)
    for path in (page, accepted.chair_url(), accepted.chair_url("export.csv")):
        text = accepted.chair.get(path).content.decode()
        assert "Counting trees" in text
        assert not [word for word in ("Trainfare", "Ada Linden", "zoe@lake.example") if word in text], path
    assert accepted.chair.post(f"{page}extend/", {"day": ""}).status_code == 404
    assert "Nobody to remind" in accepted.chair.get(accepted.chair_url("remind/")).text


@pytest.mark.enumeration
def test_review_is_asked_for_consent_only_where_a_journal_is_offered(accepted):
    review = ReviewFactory(assignment__submission=SubmissionFactory(track=accepted.track))
    reviewer = review.assignment.user
    RoleFactory(workshop=accepted.workshop, user=reviewer, kind="reviewer")
    client = client_of(reviewer)
    url = f"/{accepted.workshop.slug}/reviewing/{review.assignment.submission.number}/"
    assert "go to the journal" not in client.get(url).text
    OptInFactory(track=accepted.track, kind="journal")
    assert "go to the journal" in client.get(url).text


@pytest.mark.enumeration
def test_chairs_own_questions_are_part_of_the_checklist(accepted):
    field = FormField.objects.create(
        workshop=accepted.workshop, stage="camera_ready", label="Name for the badge", required=True
    )
    FieldWording.objects.create(field=field, number=1, label=field.label)
    FormField.objects.create(workshop=accepted.workshop, stage="submission", label="Asked at submission")
    assert "Questions of the chairs" in [row.label for row in accepted.page().context["page"].to_do]
    assert "Asked at submission" not in accepted.page().text
    sent = {f"question-{field.pk}": "Zoë"}
    assert accepted.client.post(accepted.url("items/questions/autosave/"), sent).status_code == 200
    assert accepted.row("questions").standing.value == "done"
    assert "Zoë" in accepted.chair.get(accepted.chair_url(f"{accepted.paper.number}/")).text
    accepted.close()
    late = accepted.client.post(accepted.url("items/questions/"), {f"question-{field.pk}": "Late"})
    assert (late.status_code, "Late" in late.text) == (403, True), "what was typed is kept"
