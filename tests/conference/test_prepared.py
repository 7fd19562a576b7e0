"""Questions whose SQL is made once: each use has its own values and its own row, also inside another query."""

from __future__ import annotations

import pytest
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When

from conference.models import Role, User, Workshop
from conference.prepared import Among, Fact, Fits, Has, row_of, rows_of
from tests.factories import RoleFactory, SeriesFactory, UserFactory, WorkshopFactory

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


def at(slug):
    return Workshop.objects.select_related("series").filter(slug=slug).order_by()


def parts(user_id, kind):
    return (
        Role.objects.filter(user_id=user_id, kind=kind).order_by("pk").values_list("workshop__slug", "kind")
    )


def test_a_question_is_answered_for_its_own_values_with_what_it_is_joined_to(
    fens, dunes, django_assert_num_queries
):
    fens.series = SeriesFactory()
    fens.save()
    with django_assert_num_queries(1):
        found = row_of(at, "fens-2026")
        assert (found, found.series) == (fens, fens.series)
    assert row_of(at, "dunes-2026") == dunes
    assert row_of(at, "%s") is None
    Workshop.objects.filter(pk=fens.pk).update(slug="moors-2026", title="Moors")
    assert row_of(at, "fens-2026") is None
    assert row_of(at, "moors-2026").title == "Moors"


def test_questions_of_several_values_return_rows_in_their_order(fens, dunes):
    ada = RoleFactory(workshop=fens).user
    RoleFactory(workshop=dunes, user=ada)
    RoleFactory(workshop=dunes, user=ada, kind="reviewer")
    ben = RoleFactory(workshop=dunes).user
    led = [("fens-2026", "program_chair"), ("dunes-2026", "program_chair")]
    assert rows_of(parts, ada.pk, "program_chair") == led
    assert rows_of(parts, ada.pk, "reviewer") == [("dunes-2026", "reviewer")]
    assert rows_of(parts, ben.pk, "program_chair") == led[1:]
    assert rows_of(parts, UserFactory().pk, "reviewer") == []


def test_a_number_that_no_column_holds_finds_nothing(fens):
    assert row_of(numbered, fens.pk, "fens-2026") == fens
    assert row_of(numbered, 10**30, "fens-2026") is None


def numbered(pk, slug, kind=None):
    found = Workshop.objects.filter(pk=pk, slug=slug)
    return found.exclude(roles__kind=kind) if kind else found


def test_a_question_is_asked_in_each_of_its_kinds(fens, dunes):
    RoleFactory(workshop=fens, kind="reviewer")
    assert row_of(numbered, fens.pk, "fens-2026", kind="reviewer") is None
    assert row_of(numbered, dunes.pk, "dunes-2026", kind="reviewer") == dunes
    assert row_of(numbered, fens.pk, "fens-2026", kind="area_chair") == fens
    assert row_of(numbered, fens.pk, "dunes-2026", kind="area_chair") is None


def open_to(person, kind):
    is_public, word = kind
    chaired = Workshop.objects.filter(Q(is_public=is_public) | Q(Among(person, chaired_by)))
    return chaired.annotate(word=Fact(worded, word)).filter(word=f"{word} led")


def worded(kind):
    led = Case(When(Has(a_chair_of), then=Value(f"{kind} led")), default=F("slug"), output_field=CharField())
    return Workshop.objects.annotate(fact=led)


def test_what_is_told_by_the_row_itself_holds_for_each_person_kind_and_query(fens, dunes):
    ada, ben = RoleFactory(workshop=fens).user, UserFactory()
    Workshop.objects.update(is_public=False)
    assert slugs(Fits(ada.pk, open_to, (True, "well"))) == {"fens-2026"}
    assert slugs(Fits(ben.pk, open_to, (True, "well"))) == set()
    assert slugs(Fits(ben.pk, open_to, (False, "badly"))) == {"fens-2026"}
    assert slugs(~Q(Fits(ada.pk, open_to, (True, "well")))) == {"dunes-2026"}

    told = Workshop.objects.annotate(word=Fact(worded, "badly"), well=Fact(worded, "well"))
    assert set(told.values_list("word", "well")) == {("badly led", "well led"), ("dunes-2026", "dunes-2026")}
    mine = Workshop.objects.filter(Fits(ada.pk, open_to, (True, "well")), pk=OuterRef("workshop"))
    RoleFactory(workshop=dunes, user=ben)
    assert [role.user for role in Role.objects.filter(Exists(mine))] == [ada]
