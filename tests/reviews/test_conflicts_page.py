"""The chairs' list of conflicts: what it shows and keeps, deciding hints, a new search."""

import pytest
from django.utils import timezone

from conference.models import AuditEntry, Relation
from reviews.models import Conflict
from reviews.services.conflicts import recompute_conflicts
from tests.cast import make_cast
from tests.clients import client_of
from tests.factories import (
    AffiliationFactory,
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DecisionFactory,
    PublicationFactory,
    RoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def rows(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.context["rows"]


def people(client, url, **query):
    return [row.person for row in rows(client, url, **query)]


@pytest.fixture
def url(room):
    return room.url("conflicts/")


def test_evidence_that_names_an_author_waits_for_the_release(room, url):
    paper = room.paper("Ottoline Karamazova")
    ConflictFactory(
        submission=paper, kind="institution", evidence="Both at marsh.example: Ottoline Karamazova"
    )
    ConflictFactory(submission=paper, kind="chair", evidence="They share an office")
    text = room.client.get(url).content.decode()
    assert "Kept for now" in text
    assert "They share an office" in text
    assert "Karamazova" not in text
    assert "marsh.example" not in text
    DecisionFactory(submission=paper, released_at=timezone.now())
    assert "marsh.example: Ottoline Karamazova" in room.client.get(url).content.decode()


@pytest.mark.enumeration
def test_a_conflicted_chair_sees_no_row_of_her_paper(room, url):
    other = room.another_chair(name="Olga Other")
    kept, free = room.paper(), room.paper()
    ConflictFactory(submission=kept, user=UserFactory(name="Kim Kept"))
    ConflictFactory(submission=free, user=UserFactory(name="Fay Free"))
    assert people(client_of(other), url) == ["Kim Kept", "Fay Free"]
    mine = ConflictFactory(submission=kept, user=other)
    assert people(client_of(other), url) == ["Fay Free"]
    assert client_of(other).get(url).context["counts"].active == 1
    assert people(room.client, url) == ["Kim Kept", "Olga Other", "Fay Free"]
    decide = room.url(f"conflicts/{mine.pk}/")
    assert client_of(other).post(decide, {"counts": "no"}).status_code == 404
    mine.refresh_from_db()
    assert mine.state == "active"


def test_a_hint_is_decided_and_the_decision_outlives_a_new_search(room, url):
    paper = room.paper("Maria Silva")
    reviewer = room.reviewer("Maria Silva")
    recompute_conflicts(workshop=room.workshop)
    hint = Conflict.objects.get(submission=paper, user=reviewer)
    assert (hint.state, hint.kind) == ("hint", "self")
    assert [row.kind for row in rows(room.client, url, state="hint")] == ["Personal tie"]
    decide = room.url(f"conflicts/{hint.pk}/")
    room.client.post(decide, {"counts": "no"})
    recompute_conflicts(workshop=room.workshop)
    hint.refresh_from_db()
    assert (hint.state, hint.decided_by) == ("dismissed", room.chair)
    assert AuditEntry.objects.get(action="conflict_decided").names_author
    room.client.post(decide, {"counts": "yes"})
    hint.refresh_from_db()
    assert hint.state == "active"
    room.client.post(decide, {"counts": "no"})
    hint.refresh_from_db()
    assert hint.state == "dismissed"


def test_all_hints_that_are_found_are_decided_at_once(room, url):
    other = room.another_chair(name="Olga Other")
    kept, free = room.paper(), room.paper()
    ConflictFactory(submission=kept, user=other, kind="chair")
    asked = [
        ConflictFactory(submission=free, state="hint", kind=kind) for kind in ("institution", "coauthor")
    ]
    elsewhere = ConflictFactory(submission=free, state="hint", kind="self")
    hers = ConflictFactory(submission=kept, state="hint", kind="institution")

    def states():
        return list(
            Conflict.objects.filter(pk__in=[row.pk for row in (*asked, elsewhere, hers)])
            .order_by("pk")
            .values_list("state", flat=True)
        )

    client = client_of(other)
    assert (
        "2 of these are to be decided" not in room.client.get(url, {"q": "nothing-like-it"}).content.decode()
    )
    assert "3 of these are to be decided" in client.get(url).content.decode()

    for refused in ({"many": "2", "counts": "yes"}, {"counts": "yes"}):
        assert client.post(f"{url}hints/", refused).status_code == 302
    client.post(f"{url}hints/?q=score%3A", {"many": "3", "counts": "yes"})
    assert states() == ["hint"] * 4

    client.post(f"{url}hints/?kind=institution", {"many": "1", "counts": "yes"})
    assert states() == ["active", "hint", "hint", "hint"]
    client.post(f"{url}hints/", {"many": "2", "counts": "no"})
    assert states() == ["active", "dismissed", "dismissed", "hint"]
    recompute_conflicts(workshop=room.workshop)
    assert states()[1:3] == ["dismissed", "dismissed"]
    assert AuditEntry.objects.filter(action="conflicts_decided", actor=other).count() == 2


@pytest.mark.enumeration
def test_what_was_found_for_certain_is_not_overruled_blindly(room, url):
    paper = room.paper()
    certain = ConflictFactory(submission=paper, kind="coauthor", evidence="x")
    own = ConflictFactory(submission=paper, kind="self", evidence="x")
    for row in (certain, own):
        response = room.client.post(room.url(f"conflicts/{row.pk}/"), {"counts": "no"}, follow=True)
        assert "found for certain" in response.content.decode()
    DecisionFactory(submission=paper, released_at=timezone.now())
    for row in (certain, own):
        room.client.post(room.url(f"conflicts/{row.pk}/"), {"counts": "no"})
    certain.refresh_from_db()
    own.refresh_from_db()
    assert (certain.state, own.state) == ("dismissed", "active")


def test_the_list_is_narrowed_by_words_kind_state_and_assignment(room, url):
    first, second = room.paper(title="Firs"), room.paper(title="Spruces")
    ann, bob = room.reviewer("Ann"), room.reviewer("Bob")
    ConflictFactory(submission=first, user=ann, kind="self")
    ConflictFactory(submission=second, user=ann, kind="coauthor", state="hint")
    ConflictFactory(submission=second, user=bob, kind="declared", state="dismissed")
    AssignmentFactory(submission=second, user=bob)

    def pairs(**query):
        return [(row.person, row.number) for row in rows(room.client, url, **query)]

    assert pairs() == [("Ann", 1), ("Ann", 2), ("Bob", 2)]
    assert pairs(person="bob") == [("Bob", 2)]
    assert pairs(q="firs") == [("Ann", 1)]
    assert pairs(q="#2", person="ann") == [("Ann", 2)]
    assert pairs(q="re:bob -title:firs") == [("Ann", 2), ("Bob", 2)]
    assert "This bracket is never closed" in room.client.get(url, {"q": "(firs"}).content.decode()
    assert pairs(kind="personal") == [("Ann", 1), ("Ann", 2)]
    assert pairs(kind="self") == [("Ann", 1), ("Ann", 2), ("Bob", 2)]
    assert pairs(state="dismissed") == [("Bob", 2)]
    assert pairs(assigned="yes") == [("Bob", 2)]


def test_a_new_search_runs_as_a_job_and_finds_what_changed(room, url, jobs_run):
    paper = room.paper()
    author = AuthorFactory(submission=paper).user
    reviewer = room.reviewer("Rita Reviewer")
    for user in (author, reviewer):
        AffiliationFactory(user=user, domain="marsh.example")
    with jobs_run():
        assert room.client.post(room.url("conflicts/search/")).status_code == 302
    assert room.workshop.jobs.get().state == "done"
    assert people(room.client, url, kind="institution") == ["Rita Reviewer"]
    assert "Last looked" in room.client.get(url).content.decode()


def test_a_search_under_way_is_shown_and_not_asked_for_twice(room, url):
    room.client.post(room.url("conflicts/search/"))
    room.client.post(room.url("conflicts/search/"))
    assert room.workshop.jobs.count() == 1
    text = room.client.get(url).content.decode()
    assert "hx-get" in text
    assert "Look again</button>" not in text


def test_a_withdrawn_paper_keeps_its_conflicts(room):
    paper = room.paper()
    author = AuthorFactory(submission=paper).user
    RoleFactory(workshop=room.workshop, user=author)
    recompute_conflicts(workshop=room.workshop)
    paper.state = "withdrawn"
    paper.save()
    recompute_conflicts(workshop=room.workshop)
    assert Conflict.objects.filter(submission=paper, user=author, kind="self").exists()


def test_someone_who_also_edits_the_site_is_searched_like_any_reviewer(room):
    paper = room.paper()
    author = AuthorFactory(submission=paper).user
    RoleFactory(workshop=room.workshop, user=author, kind="site_editor")
    recompute_conflicts(workshop=room.workshop)
    assert not Conflict.objects.filter(user=author).exists()
    RoleFactory(workshop=room.workshop, user=author, kind="reviewer")
    recompute_conflicts(workshop=room.workshop)
    assert Conflict.objects.filter(user=author, kind="self").exists()


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "actor", ["author", "reviewer_assigned", "area_chair_assigned", "site_editor", "site_admin"]
)
def test_nobody_but_chairs_comes_in(actor):
    cast = make_cast("reviewing")
    url = f"/{cast.workshop.slug}/chair/conflicts/"
    row = Conflict.objects.first()
    seen = client_of(cast.people["program_chair"]).get(url)
    assert cast.people["reviewer_conflicted"].name in seen.content.decode()
    client = client_of(cast.people[actor])
    assert client.get(url).status_code == 404
    assert client.post(f"{url}{row.pk}/", {"counts": "no"}).status_code == 404
    assert client.post(f"{url}search/").status_code == 404


def rules(**changes):
    return {
        "seen": 1,
        "conflict_kinds": ["institution", "coauthor", "relation", "declared"],
        "affiliation_years": 3,
        "coauthor_years": 3,
        **changes,
    }


def colleague_and_coauthor(room):
    """A reviewer who left the author's institution five years ago, and another who wrote with him as long ago."""
    year = timezone.now().year
    author = UserFactory(name="Orla Author")
    AffiliationFactory(user=author, institution="Marsh", domain="marsh.example", end_year=None)
    paper = room.paper()
    AuthorFactory(submission=paper, user=author, name=author.name)
    colleague, coauthor = room.reviewer("Cora Colleague"), room.reviewer("Wim Writer")
    AffiliationFactory(user=colleague, institution="Marsh", domain="marsh.example", end_year=year - 5)
    PublicationFactory(user=coauthor, year=year - 5, authors=["Wim Writer", "Orla Author"])
    return paper, colleague, coauthor


@pytest.mark.enumeration
def test_what_other_rules_would_change_is_shown_and_nothing_saved(room, url):
    paper, colleague, _coauthor = colleague_and_coauthor(room)
    AssignmentFactory(submission=paper, user=colleague)
    recompute_conflicts(workshop=room.workshop)
    assert not Conflict.objects.exists()
    answer = room.client.post(f"{url}rules/", rules(affiliation_years=6, coauthor_years=6, **{"try": "yes"}))
    change = answer.context["change"]
    assert [(pair.person, pair.kinds, pair.assigned) for pair in change.gained] == [
        ("Cora Colleague", "Same institution", True)
    ]
    assert (change.gained_kept, change.lost, change.lost_kept) == (1, [], 0)
    text = answer.content.decode()
    assert "1 personal tie more" in text
    assert "Orla Author" not in text
    assert not Conflict.objects.exists()
    room.workshop.refresh_from_db()
    assert room.workshop.affiliation_years == 3


def test_rules_saved_are_those_of_the_next_search(room, url, django_capture_on_commit_callbacks):
    paper, colleague, coauthor = colleague_and_coauthor(room)
    with django_capture_on_commit_callbacks(execute=True):
        answer = room.client.post(f"{url}rules/", rules(affiliation_years=6, coauthor_years=6))
    assert answer.status_code == 302
    found = Conflict.objects.filter(submission=paper).values_list("user", "kind")
    assert set(found) == {(colleague.pk, "institution"), (coauthor.pk, "coauthor")}
    lost = room.client.post(
        f"{url}rules/",
        rules(seen=2, affiliation_years=6, coauthor_years=6, conflict_kinds=["declared"], **{"try": "yes"}),
    ).context["change"]
    assert [pair.person for pair in lost.lost] == ["Cora Colleague"]
    assert lost.lost_kept == 1
    assert AuditEntry.objects.filter(action="settings_changed").exists()


def test_two_chairs_changing_the_rules_the_second_is_told(room, url):
    assert room.client.post(f"{url}rules/", rules(affiliation_years=5)).status_code == 302
    second = room.client.post(f"{url}rules/", rules(coauthor_years=7))
    assert second.status_code == 409
    assert second.context["form"]["coauthor_years"].value() == "7"
    room.workshop.refresh_from_db()
    assert (room.workshop.affiliation_years, room.workshop.coauthor_years) == (5, 3)


def test_a_tie_in_the_profile_of_either_side_is_a_conflict(room):
    author = UserFactory(name="Orla Author")
    paper = room.paper()
    AuthorFactory(submission=paper, user=author, name=author.name)
    student, adviser = room.reviewer("Sol Student"), room.reviewer("Ada Adviser")
    stranger = room.reviewer("Nia Nobody")
    Relation.objects.create(
        user=student, kind="advisor", name="Orla Author", email=author.email, end_year=1999
    )
    Relation.objects.create(user=author, kind="family", name="Ada Adviser", email=adviser.email)
    recompute_conflicts(workshop=room.workshop)
    found = Conflict.objects.filter(submission=paper, kind="relation", state="active")
    assert {row.user for row in found} == {student, adviser}
    assert not Conflict.objects.filter(user=stranger, kind="relation").exists()


def test_the_affiliation_written_on_the_paper_is_a_hint_for_who_has_no_account(room):
    paper = room.paper()
    AuthorFactory(submission=paper, user=None, name="Orla", email="", affiliation="Institute of Marshes")
    reviewer = room.reviewer("Cora")
    AffiliationFactory(user=reviewer, institution="Institute of Marshes", domain="", end_year=None)
    recompute_conflicts(workshop=room.workshop)
    assert Conflict.objects.get(user=reviewer).state == "hint"


def test_the_matrix_marks_conflicts_hints_and_assignments(room, url):
    one, two = room.paper(), room.paper()
    free = room.paper()
    cora, hana = room.reviewer("Cora"), room.reviewer("Hana")
    ConflictFactory(submission=one, user=cora, kind="chair")
    ConflictFactory(submission=two, user=cora, kind="institution", state="hint")
    ConflictFactory(submission=two, user=hana, kind="institution", state="dismissed")
    AssignmentFactory(submission=one, user=cora)
    AssignmentFactory(submission=free, user=hana)
    page = room.client.get(f"{url}matrix/")
    assert "?person=" in page.content.decode()
    matrix = page.context["matrix"]
    assert [column.number for column in matrix.columns] == [one.number, two.number]
    assert [(row.name, [cell.mark for cell in row.cells]) for row in matrix.rows] == [
        ("Cora", ["clash", "hint"])
    ]
    whole = room.client.get(f"{url}matrix/?show=all").context["matrix"]
    marks = {row.name: [cell.mark for cell in row.cells] for row in whole.rows}
    assert marks["Hana"] == ["", "", "assigned"]
    ConflictFactory(submission=one, user=room.chair, kind="chair")
    hidden = room.client.get(f"{url}matrix/?show=all").context["matrix"]
    assert [column.number for column in hidden.columns] == [two.number, free.number]
