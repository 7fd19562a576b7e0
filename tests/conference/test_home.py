"""The front page: open calls, then what is coming, then what is past, a few of each and the rest by pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from conference.views.personal import WORKSHOPS
from tests.factories import DateFactory, RoleFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def workshop(acronym, deadline=None, day=None, **fields):
    """A workshop whose submission deadline and day are so many days from now."""
    made = WorkshopFactory(acronym=acronym, **{"is_public": True, **fields})
    for key, days in (("submission_deadline", deadline), ("workshop", day)):
        if days is not None:
            DateFactory(workshop=made, key=key, at=timezone.now() + timedelta(days=days))
    return made


def shown(client, path="/"):
    page = client.get(path).content.decode()
    return [part.split("</a>")[0].rpartition(">")[2] for part in page.split('class="paper-title"')[1:]]


def test_each_stage_has_its_order(client):
    workshop("Past long ago", deadline=-400, day=-300)
    workshop("Past lately", deadline=-40, day=-3)
    workshop("Coming undated", deadline=-5)
    workshop("Coming soon", deadline=-5, day=9)
    workshop("Open longer", deadline=20, day=90)
    workshop("Open until tomorrow", deadline=1)
    workshop("Held elsewhere")
    workshop("Never said when", deadline=-500)
    workshop("Not public", deadline=2, is_public=False)

    assert shown(client) == [
        "Open until tomorrow", "Open longer", "Coming soon", "Coming undated", "Past lately", "Past long ago",
    ]  # fmt: skip


def test_what_is_not_public_is_shown_to_its_own_people_only(client):
    chair = RoleFactory(workshop=workshop("Not public", deadline=2, is_public=False)).user
    assert shown(client) == []
    client.force_login(chair)
    assert shown(client) == ["Not public"]
    assert "Not public</a>" in client.get("/me/").content.decode()


def test_many_past_editions_go_by_pages_and_cost_no_more(client, django_assert_num_queries):
    workshop("Open", deadline=3)
    for number in range(WORKSHOPS + 2):
        workshop(f"Past {number}", day=-1 - number)
    with django_assert_num_queries(3):
        first = shown(client)
    assert (len(first), first[:2]) == (WORKSHOPS + 1, ["Open", "Past 0"])
    assert "?stage=past" in client.get("/").content.decode()
    with django_assert_num_queries(2):
        assert shown(client, "/?stage=past&page=2") == [f"Past {WORKSHOPS}", f"Past {WORKSHOPS + 1}"]
    assert shown(client, "/?stage=nonsense") == first
