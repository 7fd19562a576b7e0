"""Lists with places: who comes first has one, who comes later waits."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from conference.models import Mail
from program.models import Signup, SignupList


@pytest.fixture
def dinner(edition):
    return SignupList.objects.create(
        workshop=edition.workshop,
        title="Dinner",
        body="At **eight**.",
        seats=1,
        choices="Fish\nNuts",
        is_open=True,
    )


def join(edition, dinner, who, **fields):
    data = {"name": who, "email": f"{who.lower()}@guests.example", "choice": "Fish", **fields}
    return edition.client().post(f"{edition.url}sign-up/{dinner.pk}/", data)


def own_page(name):
    mail = Mail.objects.filter(email=f"{name.lower()}@guests.example", template="signup").get()
    return re.search(r"\(http://127.0.0.1:8000(\S+)\)", mail.body)[1]


def in_place(edition, dinner, name):
    assert join(edition, dinner, name).status_code == 200
    page = own_page(name)
    edition.client().post(page)
    return page


def states(dinner):
    return dict(Signup.objects.filter(signup_list=dinner).values_list("name", "state"))


def test_a_place_counts_once_it_is_confirmed(edition, dinner):
    join(edition, dinner, "Ada")
    assert states(dinner) == {"Ada": "asked"}
    in_place(edition, dinner, "Bo")
    page = edition.client().get(own_page("Bo"))
    assert "You have a place, Bo" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin", "a page that tells no origin can't send its own form"
    edition.client().post(own_page("Ada"))
    assert states(dinner) == {"Ada": "waiting", "Bo": "in"}
    assert "You wait for one, Ada" in edition.client().get(own_page("Ada")).content.decode()


def test_the_first_who_waits_gets_the_place_that_is_given_up(edition, dinner):
    pages = {name: in_place(edition, dinner, name) for name in ("Ada", "Bo", "Cy")}
    edition.client().post(pages["Ada"], {"action": "leave"})
    assert states(dinner) == {"Bo": "in", "Cy": "waiting"}
    assert Mail.objects.get(template="signup_place").email == "bo@guests.example"
    assert edition.client().get(pages["Ada"]).status_code == 404


def test_new_places_go_to_those_who_waited(edition, dinner):
    for name in ("Ada", "Bo", "Cy"):
        in_place(edition, dinner, name)
    chair = edition.client(edition.chair)
    address = f"{edition.url}chair/site/sign-ups/{dinner.pk}/"
    fields = {"title": "Dinner", "seats": 2, "choices": "Fish\nNuts", "is_open": "on", "seen": dinner.version}
    assert chair.post(address, fields).status_code == 302
    assert states(dinner) == {"Ada": "in", "Bo": "in", "Cy": "waiting"}
    stale = chair.post(address, fields | {"title": "My dinner"})
    assert stale.status_code == 409
    assert "My dinner" in stale.content.decode()


def test_a_list_closes_by_itself_and_by_hand(edition, dinner):
    dinner.closes_at = timezone.now() + timedelta(days=1)
    dinner.save()
    join(edition, dinner, "Ada")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert "This list is closed." in join(edition, dinner, "Bo").content.decode()
        assert edition.client().post(own_page("Ada")).status_code == 403
    assert states(dinner) == {"Ada": "asked"}
    dinner.is_open = False
    dinner.save()
    assert join(edition, dinner, "Bo").status_code == 404


@pytest.mark.enumeration
def test_visitors_see_what_is_open_and_nobody_on_it(edition, dinner):
    visitor = edition.client()
    in_place(edition, dinner, "Ada")
    page = visitor.get(f"{edition.url}sign-up/").content.decode()
    assert "All places are taken" in page
    assert "Ada" not in page
    assert "At <strong>eight</strong>" in visitor.get(f"{edition.url}sign-up/{dinner.pk}/").content.decode()
    assert "/sign-up/" in visitor.get(edition.url).content.decode()
    dinner.delete()
    cache.clear()
    assert visitor.get(f"{edition.url}sign-up/").status_code == 404


@pytest.mark.enumeration
def test_chairs_alone_take_the_list_away(edition, dinner):
    in_place(edition, dinner, "Ada")
    join(edition, dinner, "Bo")
    table = f"{edition.url}chair/site/sign-ups/{dinner.pk}/table"
    text = edition.client(edition.chair).get(f"{table}.csv").content.decode("utf-8-sig")
    assert "Ada,ada@guests.example,Has a place,Fish" in text
    assert "Bo" not in text
    assert edition.client(edition.chair).get(f"{table}.xlsx").status_code == 200
    assert edition.client(edition.chair).get(f"{table}.doc").status_code == 404
    assert edition.client(edition.editor).get(f"{table}.csv").status_code == 404
    tabs = edition.client(edition.editor).get(f"{edition.url}chair/site/").content.decode()
    assert "sign-ups" not in tabs
    assert "sign-ups" in edition.client(edition.chair).get(f"{edition.url}chair/site/").content.decode()


@pytest.mark.parametrize("fields", [{"name": ""}, {"email": "nowhere"}, {"choice": "Soup"}])
def test_what_is_wrong_is_said_and_kept(edition, dinner, fields):
    response = join(edition, dinner, "Ada", **fields)
    assert response.status_code == 422
    assert not Signup.objects.exists()
    assert not Mail.objects.exists()


def test_the_same_address_has_one_place(edition, dinner):
    dinner.seats = None
    dinner.save()
    in_place(edition, dinner, "Ada")
    join(edition, dinner, "Ada", email="ADA@guests.example", name="Eve")
    assert states(dinner) == {"Ada": "in"}
    assert Mail.objects.count() == 1


def test_a_new_list_is_made_and_deleted(edition):
    chair = edition.client(edition.chair)
    address = f"{edition.url}chair/site/sign-ups/"
    chair.post(
        f"{address}new/", {"title": "Mentoring", "closes_at": "2099-07-18T12:00", "question": "What about?"}
    )
    made = SignupList.objects.get()
    assert (made.is_open, made.closes_at.isoformat()) == (False, "2099-07-18T12:00:00+00:00")
    assert "Mentoring" in chair.get(address).content.decode()
    assert chair.post(f"{address}{made.pk}/delete/").status_code == 302
    assert not SignupList.objects.exists()
