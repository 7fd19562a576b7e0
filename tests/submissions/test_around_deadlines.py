"""Grace, abstract deadline, deadlines of tracks and papers, late papers, reminders: through the pages, with the clock set."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from conference.models import Mail
from conference.services import reminders
from submissions.models import LateLink, Submission
from submissions.services import late
from tests.clients import client_of
from tests.factories import (
    AuthorFactory,
    DateFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def chair(call):
    return RoleFactory(workshop=call.workshop).user


def due(call, at):
    call.workshop.dates.filter(key="submission_deadline").update(at=at)


def save(call, paper, **changes):
    return call.client.post(call.edit_url(paper), call.form(paper, **changes))


def test_grace_takes_papers_to_its_last_second_and_tells_nobody(call, chair):
    paper = call.begin()
    due(call, NOW)
    rules = {"rules-grace_minutes": 5, "rules-abstract_freeze": "authors", "rules-papers_per_author": ""}
    saved = client_of(chair).post(
        call.url("chair/deadlines/"), {**rules, "rules-seen": call.workshop.version}
    )
    assert saved.status_code == 302

    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        page = call.client.get(call.url("my-papers/1/edit/")).content.decode()
        assert save(call, paper, title="Just in time").status_code == 302
    assert "grace" not in page
    with time_machine.travel(NOW + timedelta(minutes=5, seconds=1), tick=False):
        paper.refresh_from_db()
        late_save = save(call, paper, title="Too late by a second")
    assert late_save.status_code == 403
    assert "Too late by a second" in late_save.content.decode()
    paper.refresh_from_db()
    assert paper.title == "Just in time"


def test_abstract_deadline_ends_new_papers_and_holds_back_the_authors(call):
    paper = call.begin()
    save(call, paper, title="Registered", abstract="In time.")
    DateFactory(
        workshop=call.workshop, key="abstract_deadline", label="Abstracts", at=NOW - timedelta(days=1)
    )
    due(call, NOW + timedelta(days=7))
    paper.refresh_from_db()

    start = call.client.get(call.url("submit/")).content.decode()
    assert "New papers could be begun until the abstract deadline" in start
    assert call.client.post(call.url("submit/"), {"track": call.track.pk}).status_code == 403
    assert save(call, paper, title="Retitled").status_code == 302
    paper.refresh_from_db()
    two = {"authors-TOTAL_FORMS": 2, "authors-1-name": "Late Comer", "authors-1-ORDER": 2}
    refused = save(call, paper, **two)
    assert refused.status_code == 422
    assert "Late Comer" in refused.content.decode()
    assert "fixed since the abstract deadline" in refused.content.decode()
    assert paper.authors.count() == 1
    assert save(call, paper, **{"authors-0-affiliation": "Oak College"}).status_code == 302

    call.workshop.abstract_freeze = "all"
    call.workshop.save()
    paper.refresh_from_db()
    frozen = save(call, paper, title="Once more")
    assert frozen.status_code == 422
    assert "Once more" in frozen.content.decode()
    paper.refresh_from_db()
    assert paper.title == "Retitled"


def test_a_track_with_its_own_deadline_stays_open(call, chair):
    other = TrackFactory(workshop=call.workshop, name="Late breaking")
    due(call, NOW - timedelta(hours=1))
    assert "The call is closed." in call.client.get(call.url("submit/")).content.decode()
    until = (NOW + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    sent = {f"track-{call.track.pk}": "", f"track-{other.pk}": until}
    assert client_of(chair).post(call.url("chair/deadlines/tracks/"), sent).status_code == 302

    page = call.client.get(call.url("submit/")).content.decode()
    assert "Late breaking" in page
    assert "Full papers" not in page
    assert call.client.post(call.url("submit/"), {"track": call.track.pk}).status_code == 403
    assert call.client.post(call.url("submit/"), {"track": other.pk}).status_code == 302
    assert "Open:" in call.client.get(call.url("call/")).content.decode()


def test_a_chair_gives_one_paper_more_time(call, chair):
    mine, other = (SubmissionFactory(track=call.track, title=title) for title in ("One", "Other"))
    for paper in (mine, other):
        AuthorFactory(submission=paper, user=call.author, is_corresponding=True)
    due(call, NOW - timedelta(hours=1))
    assert save(call, mine, title="Changed").status_code == 403
    until = (NOW + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")

    past = client_of(chair).post(
        call.url(f"chair/papers/{mine.number}/more-time/"), {"extend-at": "2020-01-01T00:00"}
    )
    assert past.status_code == 422
    given = client_of(chair).post(call.url(f"chair/papers/{mine.number}/more-time/"), {"extend-at": until})

    assert given.status_code == 302
    assert Mail.objects.get(template="paper_extended").email == call.author.email
    assert save(call, mine, title="Changed").status_code == 302
    assert save(call, other, title="Changed").status_code == 403
    client_of(chair).post(call.url(f"chair/papers/{mine.number}/more-time/"), {"what": "take"})
    mine.refresh_from_db()
    assert save(call, mine, title="Again").status_code == 403


def test_a_late_link_serves_one_paper_once_until_it_ends(call, chair):
    due(call, NOW - timedelta(days=1))
    until = (NOW + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    made = client_of(chair).post(
        call.url("chair/deadlines/late/"),
        {
            "late-track": call.track.pk,
            "late-expires_at": until,
            "late-email": "late@river.example",
            "late-note": "",
        },
    )
    assert made.status_code == 302
    link = LateLink.objects.get()
    [path] = re.findall(rf"{call.url('late/')}\S+", Mail.objects.get(template="late_link").body)
    assert Client().get(path).status_code == 302

    begun = call.client.post(path)

    paper = Submission.objects.get()
    assert begun["Location"].endswith(f"/my-papers/{paper.number}/edit/")
    assert save(call, paper, title="Late but in").status_code == 302
    other = client_of(UserFactory())
    assert other.post(path).status_code == 403
    assert "can’t be used" in other.get(path).content.decode()
    assert Submission.objects.count() == 1
    assert call.client.get(path[:-3] + "x/").status_code == 404
    with time_machine.travel(link.expires_at + timedelta(seconds=1), tick=False):
        paper.refresh_from_db()
        assert save(call, paper, title="Too late").status_code == 403


def test_a_late_link_may_finish_a_draft_and_can_be_taken_back(call, chair):
    draft = call.begin()
    due(call, NOW - timedelta(days=1))
    link, other = (
        late.give_link(workshop=call.workshop, by=chair, track=call.track, expires_at=NOW + timedelta(days=1))
        for _ in range(2)
    )
    late.use_link(link=link, by=call.author, draft=draft.number)
    draft.refresh_from_db()
    assert draft.deadline_at == link.expires_at
    assert Submission.objects.count() == 1
    client_of(chair).post(call.url(f"chair/deadlines/late/{other.pk}/back/"))
    other.refresh_from_db()
    assert not late.is_usable(other)


def test_deadlines_are_set_by_chairs(call, chair, stranger):
    assert client_of(chair).get(call.url("chair/deadlines/")).status_code == 200
    assert stranger.get(call.url("chair/deadlines/")).status_code == 404
    stale = client_of(chair).post(
        call.url("chair/deadlines/"),
        {
            "rules-grace_minutes": 7,
            "rules-abstract_freeze": "all",
            "rules-papers_per_author": 2,
            "rules-seen": 99,
        },
    )
    assert stale.status_code == 409
    assert 'value="7"' in stale.content.decode()


def test_drafts_are_reminded_of_once_a_lead_time(call):
    draft = call.begin()
    AuthorFactory(submission=draft, user=None, name="No Account", email="none@lake.example", position=1)
    sent = SubmissionFactory(track=call.track)
    AuthorFactory(submission=sent, user=UserFactory())
    due(call, NOW + timedelta(days=4))
    assert reminders.run(NOW) == 0
    turns = [reminders.run(NOW + timedelta(hours=hours)) for hours in (25, 26, 73, 74, 97)]
    assert turns == [1, 0, 1, 0, 0]
    mails = Mail.objects.filter(template="draft_reminder")
    assert set(mails.values_list("email", flat=True)) == {call.author.email}
    assert f"my-papers/{draft.number}/edit/" in mails[0].body


def test_a_share_is_counted_over_all_addresses_and_names_no_co_author(call, jobs_run):
    from allauth.account.models import EmailAddress

    call.workshop.papers_per_author = 1
    call.workshop.save()
    busy = UserFactory(name="Busy Body", email="busy@lake.example")
    EmailAddress.objects.create(user=busy, email="busy@river.example", verified=True)
    AuthorFactory(submission=SubmissionFactory(track=call.track), user=busy)
    paper = call.begin()
    AuthorFactory(submission=paper, user=None, name="Busy Body", email="busy@river.example", position=1)
    with jobs_run():
        call.complete(paper=paper)

    refused = save(call, paper, step="submit")

    assert refused.status_code == 422
    assert "One of your co-authors has submitted 1 paper here already" in refused.content.decode()
    paper.refresh_from_db()
    assert paper.state == "draft"
    call.workshop.papers_per_author = 2
    call.workshop.save()
    assert save(call, paper, step="submit").status_code == 302
