"""Area chairs and the papers they handle."""

import pytest

from conference.models import Mail
from reviews.models import Assignment
from tests.clients import body_of
from tests.factories import AssignmentFactory, ConflictFactory, PublicationFactory, RoleFactory, UserFactory
from tests.reviews.assigning import names_on, paper_numbered, reviewer_named, run_of, run_url

pytestmark = pytest.mark.django_db


def test_area_chairs_get_their_papers_from_the_solver(season, jobs_run):
    url = season.url("assignment/area-chairs/")
    assert "Not yet" in body_of(season.client.get(url))
    chairs = {}
    for subject in ("glaciers", "forests"):
        user = UserFactory(name=f"{subject.title()} Chair")
        RoleFactory(workshop=season.workshop, kind="area_chair", user=user)
        PublicationFactory(user=user, title=f"Advances in {subject}", abstract=f"All about {subject}.")
        chairs[subject] = user
    ask = {"per_paper": 1, "most": 2, "at_least": 1, "text": 100, "topics": 0}
    blocked = body_of(season.client.post(url, {**ask, "most": 1, "at_least": ""}), 422)
    assert "the area chairs take at most 2" in blocked
    ConflictFactory(submission=paper_numbered(season, 2), user=chairs["forests"], kind="chair")
    with jobs_run():
        assert season.client.post(url, ask).status_code == 302
    run = run_of(season)
    assert (run.kind, run.state) == ("area_chairs", "proposed")
    assert names_on(run, 2) == {"Glaciers Chair"}
    text = body_of(season.client.get(run_url(season)))
    assert "Papers and area chairs" in text
    assert f"Proposal {run.pk}" in body_of(season.client.get(url))
    assert f"Proposal {run.pk}" not in body_of(season.client.get(season.url("assignment/")))
    assert season.client.get(run_url(season, "papers/2/")).status_code == 200
    season.client.post(run_url(season, "live/"), {"version": run.version})
    rows = Assignment.objects.filter(part="area_chair", state="active")
    assert rows.count() == 3
    assert set(Mail.objects.values_list("template", flat=True)) == {"assignment_area_chair"}
    season.workshop.refresh_from_db()
    assert season.workshop.assignments_live_at is None
    handled = rows.get(submission__number=2)
    assert handled.user == chairs["glaciers"]


@pytest.mark.enumeration
def test_nobody_reviews_a_paper_that_she_handles(season, solve):
    glaciers = reviewer_named(season, "Glaciers Expert").user
    RoleFactory(workshop=season.workshop, kind="area_chair", user=glaciers)
    AssignmentFactory(submission=paper_numbered(season, 1), user=glaciers, part="area_chair", mark="")
    assert "Glaciers Expert" not in names_on(solve(), 1)
