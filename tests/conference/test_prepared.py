"""Conditions whose SQL is made once: each use has its own person and its own row, also inside another query."""

from __future__ import annotations

import pytest
from django.db.models import Q

from conference.models import Role, User, Workshop
from conference.prepared import Among, Has
from tests.factories import RoleFactory, UserFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def chaired_by(user_id):
    return Role.objects.filter(user_id=user_id, kind="program_chair").values("workshop")


def reviewed_by(user_id):
    return Role.objects.filter(user_id=user_id, kind="reviewer").values("workshop")


def a_chair_of(workshop_id):
    return Role.objects.filter(workshop_id=workshop_id, kind="program_chair").values("pk")


@pytest.fixture
def fens():
    return WorkshopFactory(slug="fens-2026")


@pytest.fixture
def dunes():
    return WorkshopFactory(slug="dunes-2026")


def slugs(condition):
    return set(Workshop.objects.filter(condition).values_list("slug", flat=True))


def test_each_use_asks_for_its_own_person(fens, dunes):
    ada, ben = UserFactory(), UserFactory()
    RoleFactory(workshop=fens, user=ada)
    RoleFactory(workshop=dunes, user=ben)
    RoleFactory(workshop=dunes, user=ada, kind="reviewer")
    assert slugs(Among(ada.pk, chaired_by)) == {"fens-2026"}
    assert slugs(Among(ben.pk, chaired_by)) == {"dunes-2026"}
    assert slugs(Among(ada.pk, chaired_by, reviewed_by)) == {"fens-2026", "dunes-2026"}
    assert slugs(~Q(Among(ben.pk, chaired_by, reviewed_by))) == {"fens-2026"}
    assert slugs(Among(UserFactory().pk, chaired_by)) == set()


def test_a_row_is_asked_for_its_own_rows(fens, dunes):
    RoleFactory(workshop=fens)
    marked = Workshop.objects.annotate(led=Has(a_chair_of)).values_list("slug", "led")
    assert dict(marked) == {"fens-2026": True, "dunes-2026": False}


def test_both_hold_inside_another_query(fens, dunes):
    ada = RoleFactory(workshop=fens).user
    RoleFactory(workshop=dunes, user=ada, kind="reviewer")
    led = Workshop.objects.filter(Has(a_chair_of), Among(ada.pk, chaired_by))
    roles = Role.objects.filter(user=ada, workshop__in=led.values("pk"))
    assert [role.workshop for role in roles] == [fens]
    assert not User.objects.filter(pk=ada.pk).exclude(roles__workshop__in=led.values("pk")).exists()
