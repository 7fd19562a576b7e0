"""Pages from a warm cache: quick, compressed, never old."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.models import Contact, DateChange, ImportantDate, Sponsor, Topic, Workshop
from conference.models.people import CommitteeMember
from conference.statics import joined
from program import revision
from program.models import SessionSpeaker, Slot
from reviews.services.decisions import release_decisions
from submissions.models import PaperLink
from tests.factories.conference import OptInFactory, TopicFactory, TrackFactory, WorkshopFactory
from tests.factories.program import SessionFactory, SpeakerFactory
from tests.factories.reviews import DecisionFactory
from tests.factories.submissions import SubmissionFactory
from tests.program.edition import accepted, at


def etag(edition, page=""):
    response = edition.client().get(edition.url + page)
    assert response.status_code == 200
    return response["ETag"]


def test_a_warm_page_needs_one_query_and_is_the_same(edition):
    visitor = edition.client()
    cold = visitor.get(edition.url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        warm = visitor.get(edition.url)
    assert len(queries) == 1
    assert warm.content == cold.content
    assert warm["ETag"] == cold["ETag"]
    assert warm["Cache-Control"] == "public, no-cache"
    assert "Content-Security-Policy" in warm


def test_an_unchanged_page_is_not_sent_again(edition):
    visitor = edition.client()
    tag = visitor.get(edition.url)["ETag"]
    response = visitor.get(edition.url, headers={"If-None-Match": tag})
    assert response.status_code == 304
    assert not response.content
    assert response["ETag"] == tag
    edition.change(title="Another title")
    response = visitor.get(edition.url, headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert b"Another title" in response.content


def test_a_client_that_takes_gzip_gets_it_and_another_does_not(edition):
    visitor = edition.client()
    plain = visitor.get(edition.url + "programme/")
    packed = visitor.get(edition.url + "programme/", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert {"Accept-Encoding", "Cookie"} <= {name.strip() for name in packed["Vary"].split(",")}


def changes(edition):
    """Every sort of change that visitors could see, by name."""
    workshop, paper = edition.workshop, edition.paper
    speaker = SpeakerFactory(workshop=workshop, slug="extra", name="Extra")
    deadline = ImportantDate.objects.get(workshop=workshop, key="submission_deadline")
    other = accepted(edition.track, title="One more")
    return {
        "workshop": lambda: edition.change(notice="New."),
        "track": lambda: TrackFactory(workshop=workshop),
        "opt_in": lambda: OptInFactory(track=edition.track),
        "topic": lambda: TopicFactory(workshop=workshop),
        "topic_gone": lambda: Topic.objects.filter(workshop=workshop).first().delete(),
        "date": deadline.save,
        "date_moved": lambda: DateChange.objects.create(date=deadline, previous_at=deadline.at),
        "committee": lambda: CommitteeMember.objects.create(workshop=workshop, name="New"),
        "contact": lambda: Contact.objects.create(workshop=workshop, label="New"),
        "sponsor": lambda: Sponsor.objects.create(workshop=workshop, name="New"),
        "sponsor_gone": lambda: Sponsor.objects.filter(workshop=workshop).first().delete(),
        "speaker": speaker.save,
        "session": lambda: SessionFactory(workshop=workshop, start=at("11:00"), end=at("12:00")),
        "part": lambda: SessionSpeaker.objects.create(session=edition.keynote, speaker=speaker),
        "slot": lambda: Slot.objects.create(session=edition.spotlights, submission=other),
        "slot_gone": lambda: edition.spotlights.slots.first().delete(),
        "paper": paper.save,
        "author": lambda: paper.authors.first().save(),
        "link": lambda: PaperLink.objects.create(submission=paper, kind="code", url="https://code.example"),
        "decision": paper.decision.save,
        "paper_topics": lambda: paper.topics.add(TopicFactory(workshop=workshop)),
        "series": workshop.series.save,
        "sibling": lambda: WorkshopFactory(series=workshop.series, is_public=True),
    }


def test_every_change_is_seen_at_once(edition):
    for name, change in changes(edition).items():
        before = etag(edition)
        change()
        assert etag(edition) != before, name


@pytest.mark.enumeration
def test_a_late_release_is_seen_at_once(edition):
    before = etag(edition, "papers/")
    late = SubmissionFactory(track=edition.track, title="A late acceptance")
    decision = DecisionFactory(submission=late, outcome="accept_poster")
    release_decisions(workshop=edition.workshop, by=edition.chair, seen={late.pk: decision.version})
    assert etag(edition, "papers/") != before
    assert b"A late acceptance" in edition.client().get(edition.url + "papers/").content


def test_a_paper_under_review_does_not_empty_the_cache(edition):
    edition.change(papers_published_at=None)
    before = etag(edition)
    paper = SubmissionFactory(track=edition.track)
    paper.title = "Changed"
    paper.save()
    assert etag(edition) == before


def test_another_workshop_does_not_empty_the_cache(edition):
    before = etag(edition)
    WorkshopFactory(is_public=True)
    assert etag(edition) == before


def test_a_used_revision_never_comes_back(edition):
    old = Workshop.objects.get(pk=edition.workshop.pk)
    revision.bump(old.pk)
    revision.bump(old.pk)
    newer = Workshop.objects.get(pk=old.pk).revision
    old.save()  # an old copy writes its old revision over the newer one
    assert Workshop.objects.get(pk=old.pk).revision >= newer


@pytest.mark.enumeration
def test_a_deadline_that_passes_changes_the_page_by_itself(edition):
    deadline = ImportantDate.objects.get(key="submission_deadline").at
    with time_machine.travel(deadline - timedelta(days=19, hours=20), tick=False):
        early = etag(edition, "people/"), etag(edition)
    with time_machine.travel(deadline - timedelta(days=19, hours=20) + timedelta(minutes=5), tick=False):
        assert (etag(edition, "people/"), etag(edition)) == early
    with time_machine.travel(deadline - timedelta(hours=2), tick=False):
        late = etag(edition, "people/"), etag(edition)
        assert late[0] == early[0], "a page that tells no time stays as it is"
        assert late[1] != early[1]
    with time_machine.travel(deadline - timedelta(hours=1, minutes=59), tick=False):
        assert etag(edition) != late[1]
    with time_machine.travel(deadline + timedelta(seconds=1), tick=False):
        assert etag(edition, "people/") != early[0]


@pytest.mark.enumeration
def test_what_a_signed_in_person_gets_is_not_kept_nor_shared(edition):
    visitor, chair = edition.client(), edition.client(edition.chair)
    signed_in = chair.get(edition.url)
    assert b"Your work" in signed_in.content
    assert "ETag" not in signed_in
    assert "private" in signed_in["Cache-Control"]
    assert b"Your work" not in visitor.get(edition.url).content
    assert b"Your work" in chair.get(edition.url).content


@pytest.mark.enumeration
def test_an_address_with_unknown_parameters_is_answered_but_not_kept(edition):
    cache.clear()
    response = edition.client().get(edition.url + "programme/?utm=1")
    assert response.status_code == 200
    assert "ETag" not in response
    assert etag(edition, "programme/?kind=keynote") != etag(edition, "programme/")


@pytest.mark.enumeration
def test_a_missing_page_is_not_kept(edition):
    visitor = edition.client()
    assert visitor.get(edition.url + "papers/2/").status_code == 404
    accepted(edition.track, title="The second")
    assert visitor.get(edition.url + "papers/2/").status_code == 200


@pytest.mark.enumeration
@pytest.mark.parametrize("page", ["programme.ics", "papers.bib", "programme.pdf"])
def test_files_keep_their_name_and_type_when_warm(edition, page):
    cold, warm = (edition.client().get(edition.url + page) for _ in range(2))
    for header in ("Content-Type", "Content-Disposition", "ETag"):
        assert cold[header] == warm[header]
    assert cold.content == warm.content


WEIGHT = 100_000
FETCHED_BY_THE_SCRIPT = ("theme.js", "countdown.js", "local-time.js")


@pytest.mark.enumeration
def test_the_first_page_weighs_less_than_100_kb_all_told(edition):
    """Everything a browser fetches for it: page, style sheets, scripts and their modules, the font of its letters."""
    page = edition.client().get(edition.url, headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(page.content).decode()
    total = len(page.content)
    names = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    assert {"css/components.css", "js/app.js", "vendor/fonts/source-serif-4-latin.woff2"} <= set(names)
    for name in {*names, *(f"js/{module}" for module in FETCHED_BY_THE_SCRIPT)}:
        if name.endswith(".css"):
            content = joined(name, lambda sheet: Path(finders.find(sheet)).read_text()).encode()
        else:
            content = Path(finders.find(name)).read_bytes()
        total += len(content) if name.endswith(".woff2") else len(gzip.compress(content))
    assert total < WEIGHT
