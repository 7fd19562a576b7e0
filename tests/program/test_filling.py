"""The sessions filled by the solver: proposed beside what is there, then taken or thrown away."""

from __future__ import annotations

import pytest

from conference.jobs import run
from conference.models import Job, Topic
from conference.visibility import viewer_of
from program.models import PresenterWish, ScheduleProposal, Slot
from submissions.models import Author, CameraReady
from tests.factories.program import SessionFactory, SessionSpeakerFactory, SlotFactory
from tests.factories.reviews import AssignmentFactory, ReviewFactory
from tests.program.edition import accepted, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(edition):
    """Two talk sessions of three places at different times, and boards; five more spotlights on two topics."""
    edition.spotlights.minutes_each = 10
    edition.spotlights.save()
    second = SessionFactory(
        workshop=edition.workshop, kind="spotlights", title="Second block", minutes_each=10,
        start=at("15:00"), end=at("15:30"),
    )  # fmt: skip
    boards = SessionFactory(
        workshop=edition.workshop, kind="posters", title="Boards", start=at("16:00"), end=at("17:00")
    )
    soil = edition.workshop.topics.get()
    moss = Topic.objects.create(workshop=edition.workshop, name="Moss")
    edition.paper.topics.add(soil)
    papers = [accepted(edition.track, title=f"Paper {n}", authors=(f"Author {n}",)) for n in range(5)]
    for n, paper in enumerate(papers):
        paper.topics.add(moss if n % 2 else soil)
    edition.second, edition.boards, edition.papers = second, boards, papers
    return edition


def ask(edition, **data):
    response = edition.client(edition.chair).post(
        f"{edition.url}chair/programme/fill/", {"posters_too": "on", **data}
    )
    assert response.status_code == 302, response.content.decode()
    proposal = ScheduleProposal.objects.first()
    run(proposal.job_id)
    proposal.refresh_from_db()
    assert Job.objects.get(pk=proposal.job_id).state == "done"
    return proposal, response["Location"]


def inside(session):
    return list(session.slots.values_list("submission__number", flat=True))


def test_sessions_are_filled_by_theme_shown_beside_what_is_there_and_taken(day):
    Slot.objects.all().delete()
    proposal, url = ask(day)
    client = day.client(day.chair)
    page = client.get(url).content.decode()
    assert "Proved best" in page
    assert "Paper 3" in page
    assert not Slot.objects.exists()
    assert client.post(url, {"action": "take", "titles": "on"}).status_code == 302
    for session in (day.spotlights, day.second, day.boards):
        session.refresh_from_db()
    assert sorted(inside(day.spotlights) + inside(day.second)) == [1, 2, 3, 4, 5, 6]
    assert {day.spotlights.title, day.second.title} <= {
        "Soil",
        "Moss",
        "Soil and Moss",
        "Moss and Soil",
        "Soil I",
        "Soil II",
    }
    assert sorted(day.boards.slots.values_list("board", flat=True)) == [1, 2, 3, 4, 5, 6]
    topics = [slot.submission.topics.get().name for slot in day.boards.slots.all()]
    assert topics == sorted(topics) or topics == sorted(topics, reverse=True)  # neighbours share a theme
    assert client.post(url, {"action": "take"}).status_code == 403
    # One step, taken back whole.
    client.post(f"{day.url}chair/programme/move/", {"action": "undo"})
    assert not Slot.objects.exists()
    assert proposal.state == "proposed"


def test_pins_wishes_and_talks_elsewhere_are_kept(day):
    slot = day.spotlights.slots.get()
    slot.is_pinned = True
    slot.save()
    CameraReady.objects.create(submission=day.papers[0], presenter=day.papers[0].authors.get())
    PresenterWish.objects.create(submission=day.papers[0], daytime="morning")
    PresenterWish.objects.create(
        submission=day.papers[1], absences=[[at("09:30").isoformat(), at("11:00").isoformat()]]
    )
    day.speaker.email = Author.objects.get(submission=day.papers[2]).email
    day.speaker.save()
    panel = SessionFactory(workshop=day.workshop, kind="panel", start=at("10:00"), end=at("10:30"))
    SessionSpeakerFactory(session=panel, speaker=day.speaker, part="panellist")
    proposal, url = ask(day, posters_too="")
    assert proposal.state == "proposed", proposal.result["obstacles"]
    day.client(day.chair).post(url, {"action": "take"})
    day.spotlights.refresh_from_db()
    assert day.spotlights.title == "Spotlights"  # titles were not ticked
    assert day.spotlights.slots.get(submission=day.paper).is_pinned
    assert day.papers[0].number in inside(day.spotlights)
    assert day.papers[1].number in inside(day.second)
    assert day.papers[2].number in inside(day.second)


def test_a_contradiction_is_named_and_nothing_is_changed(day):
    before = list(Slot.objects.values_list("session", "submission"))
    for _ in range(2):
        accepted(day.track, title="One too many")
    proposal, url = ask(day)
    page = day.client(day.chair).get(url).content.decode()
    assert proposal.state == "impossible"
    assert "No schedule keeps all rules" in page
    assert "8 papers are to have a place in spotlights, there are 6" in page
    assert list(Slot.objects.values_list("session", "submission")) == before
    assert day.client(day.chair).post(url, {"action": "take"}).status_code == 403


def test_a_proposal_for_a_day_that_changed_is_not_taken(day):
    _proposal, url = ask(day)
    before = inside(day.second)
    SlotFactory(session=day.boards, submission=day.papers[0])
    response = day.client(day.editor).post(url, {"action": "take"})
    assert response.status_code == 409
    assert "changed after this proposal was asked for" in response.content.decode()
    assert inside(day.second) == before
    assert day.client(day.chair).post(url, {"action": "discard"}).status_code == 302
    assert ScheduleProposal.objects.get().state == "discarded"


def test_what_is_missing_is_said_before_anything_starts(day):
    day.second.minutes_each = None
    day.second.save()
    url = f"{day.url}chair/programme/fill/"
    response = day.client(day.chair).post(url, {})
    assert response.status_code == 422
    assert "Second block" in response.content.decode()
    assert not ScheduleProposal.objects.exists()
    for page in (url, f"{url}1/", f"{day.url}chair/programme/presenters/"):
        assert day.client(day.outsider).get(page).status_code == 404


def test_authors_say_when_they_can_present_and_organizers_see_it(edition):
    author = edition.paper.authors.first()
    author.user = edition.outsider
    author.save()
    url = f"{edition.url}my-papers/1/presenting/"
    client = edition.client(edition.outsider)
    assert edition.client(edition.editor).get(url).status_code == 404
    assert "When you can present" in client.get(f"{edition.url}my-papers/1/").content.decode()
    wrong = client.post(url, {"day1": "2026-07-18", "from1": "12:00", "to1": "11:00", "version": 0})
    assert wrong.status_code == 422
    assert "before the start" in wrong.content.decode()
    given = {
        "daytime": "afternoon", "time_zone": "Asia/Tokyo", "version": 0,
        "day1": "2026-07-18", "from1": "09:00", "to1": "10:30",
    }  # fmt: skip
    assert client.post(url, given).status_code == 302
    page = edition.client(edition.chair).get(f"{edition.url}chair/programme/presenters/").content.decode()
    assert "Only in the afternoon; not 18 July, 09:00–10:30" in page
    assert "Asia/Tokyo" in page
    # The draft says so too: the paper is in a spotlight at ten.
    day = edition.client(edition.chair).get(f"{edition.url}chair/programme/").content.decode()
    assert "The presenter of #1 can’t be there during “Spotlights”" in day
    stale = edition.client(edition.chair).post(
        f"{edition.url}chair/programme/presenters/1/", {"daytime": "morning", "version": 0}
    )
    assert stale.status_code == 409
    assert PresenterWish.objects.get().daytime == "afternoon"


def score(paper, overall, reviewer):
    ReviewFactory(assignment=AssignmentFactory(submission=paper, user=reviewer), overall=overall)


@pytest.mark.enumeration
def test_spare_spotlights_go_to_the_posters_with_the_best_scores(day):
    posters = [accepted(day.track, outcome="accept_poster", authors=(f"Poster {n}",)) for n in range(2)]
    for paper, overall in zip(posters, (3, 8), strict=True):
        score(paper, overall, day.outsider)
    day.papers[4].decision.delete()  # five spotlights are left, for six places
    proposal, _url = ask(day, spare="on")
    places = [
        paper
        for key in (day.spotlights, day.second)
        for paper, _ in proposal.result["places"][str(key.public_id)]
    ]
    assert posters[1].pk in places
    assert posters[0].pk not in places
    assert len(places) == 6
    proposal, _url = ask(day)
    places = [
        paper
        for key in (day.spotlights, day.second)
        for paper, _ in proposal.result["places"][str(key.public_id)]
    ]
    assert len(places) == 5


def test_scores_count_only_where_the_asker_may_read_them(day):
    from program.selectors.problems import merits_of  # loads the solver

    paper = accepted(day.track, outcome="accept_poster", authors=("Poster",))
    score(paper, 8, day.outsider)
    assert merits_of(viewer_of(day.chair), day.workshop) == {paper.pk: 1.0}
    assert merits_of(viewer_of(day.editor), day.workshop) == {}
    page = day.client(day.editor).get(f"{day.url}chair/programme/fill/").content.decode()
    assert "Spotlight places that are left" not in page
    assert (
        "Spotlight places that are left"
        in day.client(day.chair).get(f"{day.url}chair/programme/fill/").content.decode()
    )
