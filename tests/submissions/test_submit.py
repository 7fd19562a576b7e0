from datetime import timedelta

import pytest
from django.utils import timezone

from conference.errors import Closed, Invalid, Refused
from conference.models import AuditEntry, Job, Mail
from submissions import tasks
from submissions.services import papers
from tests.clients import client_of
from tests.factories import AuthorFactory, RoleFactory, UserFactory
from tests.pdfs import pdf_bytes, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(call, jobs_run):
    """A draft that lacks nothing."""
    with jobs_run():
        return call.complete()


def press_submit(call, paper, **changes):
    paper.refresh_from_db()
    return call.client.post(call.edit_url(paper), call.form(paper, step="submit", **changes))


@pytest.mark.enumeration
def test_submits_and_sends_each_author_a_receipt(call, jobs_run):
    ready = call.begin()
    AuthorFactory(submission=ready, user=None, name="Suharto", email="suharto@lake.example", position=1)
    AuthorFactory(submission=ready, user=None, name="No Address", email="", position=2)
    with jobs_run():
        call.complete(paper=ready)

    response = press_submit(call, ready)

    ready.refresh_from_db()
    assert response["Location"] == call.url("my-papers/1/")
    assert ready.state == "submitted"
    assert ready.submitted_at
    assert sorted(Mail.objects.values_list("email", flat=True)) == [
        "suharto@lake.example",
        "zoe@lake.example",
    ]
    mail = Mail.objects.get(template="submission_received")
    assert mail.subject == "Received: #1 Counting trees"
    asking = Mail.objects.get(email="suharto@lake.example")
    assert asking.subject == "Received: #1 Counting trees. Are you one of its authors?"
    assert call.url("authors/") in asking.body
    assert "30 January 2099, 23:59 AoE" in asking.body
    assert "{" not in asking.body
    assert "Zoë O’Brien-Nuñez, Suharto, No Address" in mail.body
    assert "30 January 2099, 23:59 AoE" in mail.body
    assert (mail.part, mail.subject_ref, mail.recipient) == ("author", ready.ref, call.author)
    entry = AuditEntry.objects.get(action="paper.submitted")
    assert (entry.actor, entry.names_author) == (call.author, True)


def test_second_click_sends_nothing_twice(call, ready):
    first = call.form(ready, step="submit")
    call.client.post(call.url("my-papers/1/edit/"), first)
    papers.submit(submission=ready, by=call.author)

    assert Mail.objects.count() == 1
    assert AuditEntry.objects.filter(action="paper.submitted").count() == 1


@pytest.mark.enumeration
def test_says_everything_that_is_missing(call):
    paper = call.begin()
    response = press_submit(call, paper, **{"authors-0-is_corresponding": ""})

    page = response.content.decode()
    assert response.status_code == 422
    for text in (
        "Give the paper a title.",
        "Write an abstract.",
        "Mark one author as corresponding",
        "Upload the paper as a PDF.",
    ):
        assert text in page
    paper.refresh_from_db()
    assert paper.state == "draft"


@pytest.mark.enumeration
def test_over_the_limit_is_not_submitted(call, jobs_run):
    with jobs_run():
        paper = call.complete(pdf_bytes(6))
    response = press_submit(call, paper)

    assert "can’t be taken" in response.content.decode().replace("&#x27;", "’").replace("can't", "can’t")
    paper.refresh_from_db()
    assert paper.state == "draft"


@pytest.mark.enumeration
def test_file_without_text_is_left_to_a_person(call, jobs_run):
    import io

    import pikepdf

    blank = pikepdf.new()
    blank.add_blank_page(page_size=(612, 792))
    held = io.BytesIO()
    blank.save(held)
    with jobs_run():
        paper = call.complete(held.getvalue())
    press_submit(call, paper)

    paper.refresh_from_db()
    assert paper.state == "submitted"


@pytest.mark.enumeration
def test_findings_need_a_look_and_no_more(call, jobs_run):
    with jobs_run():
        paper = call.complete(pdf_bytes(3, words="By Zoe, zoe@lake.example"))
    refused = press_submit(call, paper)
    assert "Look at them and tick the box" in refused.content.decode()

    press_submit(call, paper, findings_seen=str(paper.files.get().public_id))

    paper.refresh_from_db()
    assert paper.state == "submitted"


@pytest.mark.enumeration
def test_submit_while_the_check_runs_is_done_when_it_ends_even_after_the_deadline(call):
    paper = call.complete()
    response = press_submit(call, paper)
    assert response["Location"].endswith("/edit/#pdf")
    page = call.client.get(call.url("my-papers/1/edit/")).content.decode()
    assert "You asked to submit." in page
    paper.refresh_from_db()
    assert (paper.state, Mail.objects.count()) == ("draft", 0)
    asked = paper.submit_asked_at

    call.close()
    tasks.check_pdf(Job.objects.get(kind="check_pdf"), lambda *args: None)

    paper.refresh_from_db()
    assert (paper.state, paper.submitted_at, paper.submit_asked_at) == ("submitted", asked, None)
    assert Mail.objects.get().template == "submission_received"
    answer = call.client.get(call.url("my-papers/1/check/?asked=1"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == call.url("my-papers/1/")


def test_asked_for_but_refused_by_the_check_is_told_by_mail(call):
    paper = call.complete(pdf_bytes(6))
    press_submit(call, paper)
    tasks.check_pdf(Job.objects.get(kind="check_pdf"), lambda *args: None)

    paper.refresh_from_db()
    assert (paper.state, paper.submit_asked_at) == ("draft", None)
    mail = Mail.objects.get()
    assert mail.template == "submission_not_taken"
    assert "The PDF can't be taken as it is" in mail.body
    answer = call.client.get(call.url("my-papers/1/check/"), headers={"HX-Request": "true"}).content.decode()
    renewed = answer.partition('<div id="needed" hx-swap-oob')[2]
    assert "The PDF can&#x27;t be taken as it is" in renewed


def test_other_authors_than_were_checked_have_the_pdf_checked_again(call, ready, jobs_run):
    with jobs_run():
        press_submit(
            call,
            ready,
            **{"authors-TOTAL_FORMS": 2, "authors-1-name": "Counting Trees Aerial"},
        )

    ready.refresh_from_db()
    assert ready.state == "submitted"
    assert Job.objects.filter(kind="check_pdf").count() == 2


@pytest.mark.enumeration
def test_deadline_passed_while_the_form_was_open(call, ready):
    form = call.form(ready, step="submit")
    call.close()
    response = call.client.post(call.url("my-papers/1/edit/"), form)

    assert response.status_code == 403
    assert "closed on" in response.content.decode()
    ready.refresh_from_db()
    assert ready.state == "draft"
    with pytest.raises(Closed):
        papers.submit(submission=ready, by=call.author)


@pytest.mark.enumeration
def test_last_second_still_counts(call, ready):
    call.workshop.dates.update(at=timezone.now().replace(microsecond=0))

    papers.submit(submission=ready, by=call.author)

    ready.refresh_from_db()
    assert ready.state == "submitted"


@pytest.mark.enumeration
def test_submitted_paper_can_not_move_to_a_track_it_is_too_long_for(call, ready):
    from tests.factories import TrackFactory

    tiny = TrackFactory(workshop=call.workshop, name="Tiny papers", page_limit=2)
    papers.submit(submission=ready, by=call.author)
    ready.refresh_from_db()

    response = call.client.post(call.url("my-papers/1/edit/"), call.form(ready, track=tiny.pk))

    assert response.status_code == 422
    assert "allows 2 pages" in response.content.decode()
    ready.refresh_from_db()
    assert ready.track == call.track


@pytest.mark.enumeration
def test_refused_new_version_leaves_the_submitted_one(call, ready, jobs_run):
    papers.submit(submission=ready, by=call.author)
    ready.refresh_from_db()
    with jobs_run():
        call.client.post(
            call.url("my-papers/1/edit/"), call.form(ready, file=upload(pdf_bytes(6)), step="save")
        )

    page = call.client.get(call.url("my-papers/1/")).content.decode()
    assert "Stands" in page
    assert "Refused" in page
    ready.refresh_from_db()
    assert ready.state == "submitted"


@pytest.mark.enumeration
def test_withdraw_asks_tells_the_authors_and_can_be_undone(call, ready):
    papers.submit(submission=ready, by=call.author)
    url = call.url("my-papers/1/withdraw/")
    assert "Withdraw the paper" in call.client.get(url).content.decode()

    call.client.post(url)
    call.client.post(url)

    ready.refresh_from_db()
    assert ready.state == "withdrawn"
    assert Mail.objects.filter(template="submission_withdrawn").count() == 1

    call.client.post(call.url("my-papers/1/restore/"))
    call.client.post(call.url("my-papers/1/restore/"))

    ready.refresh_from_db()
    assert (ready.state, ready.withdrawn_at) == ("submitted", None)
    assert AuditEntry.objects.filter(action="paper.restored").count() == 1


def test_restore_ends_with_the_deadline_and_withdrawing_with_the_decisions(call, ready):
    papers.submit(submission=ready, by=call.author)
    ready.workshop.decisions_released_at = timezone.now()
    ready.workshop.save()
    with pytest.raises(Closed):
        papers.withdraw(submission=ready, by=call.author)

    ready.workshop.decisions_released_at = None
    ready.workshop.save()
    papers.withdraw(submission=ready, by=call.author)
    call.workshop.dates.update(at=timezone.now() - timedelta(minutes=1))
    page = call.client.post(call.url("my-papers/1/restore/"), follow=True).content.decode()

    assert "closed on" in page
    ready.refresh_from_db()
    assert ready.state == "withdrawn"


def test_draft_can_be_deleted_with_its_files_and_a_submission_can_not(call, ready, jobs_run):
    storage, name = ready.files.get().file.storage, ready.files.get().file.name
    assert storage.exists(name)
    assert "Delete the draft" in call.client.get(call.url("my-papers/1/discard/")).content.decode()

    other = call.begin()
    other.state = "submitted"
    other.save()
    call.client.post(call.url(f"my-papers/{other.number}/discard/"))
    assert call.workshop.submissions.filter(pk=other.pk).exists()

    with jobs_run():
        call.client.post(call.url("my-papers/1/discard/"))
    assert not call.workshop.submissions.filter(pk=ready.pk).exists()
    assert not storage.exists(name)


def test_deleted_draft_leaves_nothing_in_the_history_that_chairs_read(call, ready):
    entries = AuditEntry.objects.filter(about=ready.ref)
    assert entries.filter(workshop=call.workshop, actor=call.author).exists()

    papers.discard_draft(submission=ready, by=call.author)

    assert not entries.filter(workshop=call.workshop).exists()
    assert entries.filter(action="paper.discarded", actor=call.author).exists()


@pytest.mark.enumeration
def test_desk_rejection_by_a_chair(call, ready):
    chair = RoleFactory(workshop=call.workshop).user
    with pytest.raises(Refused):
        papers.desk_reject(submission=ready, by=chair, reason="Out of scope.")
    papers.submit(submission=ready, by=call.author)
    with pytest.raises(Invalid):
        papers.desk_reject(submission=ready, by=chair, reason=" ")

    papers.desk_reject(submission=ready, by=chair, reason="Out of scope.")

    ready.refresh_from_db()
    assert ready.state == "desk_rejected"
    assert "Out of scope." in Mail.objects.get(template="submission_desk_rejected").body
    page = call.client.get(call.url("my-papers/1/")).content.decode()
    assert "Rejected without review: Out of scope." in page
    assert "The chairs" in page
    assert chair.name not in page
    assert call.client.post(call.url("my-papers/1/edit/"), call.form(ready)).status_code == 403


@pytest.mark.enumeration
@pytest.mark.parametrize("step", ["withdraw", "restore", "discard"])
def test_nobody_else_takes_a_step(call, ready, stranger, step):
    papers.submit(submission=ready, by=call.author)
    url = call.url(f"my-papers/1/{step}/")

    assert stranger.post(url).status_code == 404
    assert stranger.post(call.url(f"my-papers/77/{step}/")).status_code == 404
    ready.refresh_from_db()
    assert ready.state == "submitted"


def test_verifying_an_address_later_opens_the_paper(call, ready):
    AuthorFactory(submission=ready, user=None, name="Suharto", email="Suharto@lake.example", position=1)
    person = UserFactory(email="suharto@lake.example", verified=False)
    from allauth.account.models import EmailAddress

    client = client_of(person)
    url = call.url("my-papers/1/")
    assert client.get(url).status_code == 404
    address = EmailAddress.objects.create(user=person, email="suharto@lake.example", verified=False)
    assert client.get(url).status_code == 404

    address.verified = True
    address.save()

    assert client.get(url).status_code == 200


@pytest.mark.enumeration
def test_later_check_does_not_take_the_file_from_a_submitted_paper(call, ready, jobs_run):
    papers.submit(submission=ready, by=call.author)
    call.track.page_limit = 1
    call.track.save()
    ready.refresh_from_db()

    with jobs_run():
        call.client.post(call.url("my-papers/1/edit/"), call.form(ready, title="Counting more trees"))

    file = ready.files.get()
    assert (file.check_state, file.report["within_limit"]) == ("done", False)
