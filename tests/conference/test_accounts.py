"""Sign up, verify, log in, add addresses: through the pages, as people do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from conference.middleware import NOTED_EVERY
from conference.models import User
from conference.unsent import KEPT_FOR
from tests.clients import client_of
from tests.factories import AffiliationFactory, PublicationFactory, UserFactory
from tests.factories.conference import PASSWORD

pytestmark = pytest.mark.django_db


def test_session_that_is_over_or_was_never_there_lets_nobody_in():
    client = client_of(UserFactory())
    assert client.get("/me/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/me/").status_code == 302
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/me/").status_code == 302


def test_whose_account_is_gone_is_nobody():
    user = UserFactory()
    client = client_of(user)
    assert client.get("/me/").status_code == 200
    User.objects.filter(pk=user.pk).delete()
    assert client.get("/me/").status_code == 302


def sign_up(client: Client, **changes: str):
    data = {"email": "ada@lab.example", "name": "Adélaïde  O’Ngata", "password1": PASSWORD, **changes}
    return client.post("/accounts/signup/", data)


def link_in(message) -> str:
    return re.search(r"http://testserver(\S+)", message.body)[1]


def test_person_signs_up_verifies_and_is_in(client):
    sign_up(client)
    user = User.objects.get(email="ada@lab.example")
    assert user.name == "Adélaïde O’Ngata"
    assert client.get("/me/").status_code == 302

    client.post(link_in(mail.outbox[0]))

    assert EmailAddress.objects.get(user=user).verified
    assert "Your work" in client.get("/me/").content.decode()


def test_one_word_name_is_a_name(client):
    sign_up(client, name="Sukarno")
    assert User.objects.get().name == "Sukarno"


def test_sign_up_with_a_known_address_tells_nothing_to_the_asker(client):
    known = UserFactory(email="ada@lab.example")
    answer = sign_up(client)
    fresh = sign_up(Client(), email="new@lab.example")
    assert (answer.status_code, answer.headers["Location"]) == (fresh.status_code, fresh.headers["Location"])
    assert User.objects.filter(email="ada@lab.example").get() == known
    assert [message.to for message in mail.outbox] == [["ada@lab.example"], ["new@lab.example"]]


def test_log_in_ignores_capitals_in_the_address(client):
    UserFactory(email="ada@lab.example")
    client.post("/accounts/login/", {"login": "Ada@Lab.Example", "password": PASSWORD})
    assert client.get("/me/").status_code == 200


def test_wrong_password_is_said_in_words(client):
    UserFactory(email="ada@lab.example")
    page = client.post("/accounts/login/", {"login": "ada@lab.example", "password": "wrong"}).content.decode()
    assert "do not belong together" in page


@pytest.mark.enumeration
def test_forgotten_password_is_reset_by_mail(client):
    UserFactory(email="ada@lab.example")
    client.post("/accounts/password/reset/", {"email": "ada@lab.example"})
    form = client.get(link_in(mail.outbox[0]), follow=True)
    client.post(
        form.request["PATH_INFO"], {"password1": "a new long secret", "password2": "a new long secret"}
    )
    client.post("/accounts/login/", {"login": "ada@lab.example", "password": "a new long secret"})
    assert client.get("/me/").status_code == 200


def test_log_in_does_not_lead_to_another_site(client):
    UserFactory(email="ada@lab.example")
    answer = client.post(
        "/accounts/login/?next=https://evil.example/", {"login": "ada@lab.example", "password": PASSWORD}
    )
    assert answer.headers["Location"] == "/me/"


def test_outside_log_ins_are_off_until_keys_are_set(client):
    page = client.get("/accounts/login/").content.decode()
    assert "orcid" not in page.lower()
    assert "github" not in page.lower()


@pytest.mark.parametrize(
    "address", ["/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/"]
)
def test_pages_of_an_account_open(client, address):
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 200


def profile(user: User, **changes: object) -> dict[str, object]:
    return {
        "name": user.name,
        "affiliations-TOTAL_FORMS": 0,
        "affiliations-INITIAL_FORMS": 0,
        "relations-TOTAL_FORMS": 0,
        "relations-INITIAL_FORMS": 0,
        "publications-TOTAL_FORMS": 0,
        "publications-INITIAL_FORMS": 0,
        **changes,
    }


def test_profile_keeps_affiliations_with_years_and_domain(client):
    user = UserFactory()
    client.force_login(user)
    client.post(
        "/me/profile/",
        profile(
            user,
            orcid="https://orcid.org/0000-0002-1825-0097",
            **{
                "affiliations-TOTAL_FORMS": 1,
                "affiliations-0-institution": "Høgskolen",
                "affiliations-0-domain": "WWW.Hogskolen.example",
                "affiliations-0-start_year": 2019,
            },
        ),
    )
    user.refresh_from_db()
    assert user.orcid == "0000-0002-1825-0097"
    place = user.affiliations.get()
    assert (place.institution, place.domain, place.start_year, place.end_year) == (
        "Høgskolen",
        "hogskolen.example",
        2019,
        None,
    )


def test_affiliation_that_ends_before_it_begins_is_refused(client):
    place = AffiliationFactory(start_year=2019)
    client.force_login(place.user)
    page = client.post(
        "/me/profile/",
        profile(
            place.user,
            **{
                "affiliations-TOTAL_FORMS": 1,
                "affiliations-INITIAL_FORMS": 1,
                "affiliations-0-id": place.pk,
                "affiliations-0-institution": "Kept while typing",
                "affiliations-0-start_year": 2019,
                "affiliations-0-end_year": 2001,
            },
        ),
    ).content.decode()
    assert "This year comes before the first." in page
    assert "Kept while typing" in page


def test_profile_keeps_close_ties(client):
    user = UserFactory()
    client.force_login(user)
    tie = {
        "relations-TOTAL_FORMS": 1,
        "relations-0-kind": "advisor",
        "relations-0-name": "Ingrid Aas",
        "relations-0-email": "Ingrid@Fjord.example",
        "relations-0-end_year": 2004,
    }
    client.post("/me/profile/", profile(user, **tie))
    row = user.relations.get()
    assert (row.kind, row.name, row.email, row.end_year) == (
        "advisor",
        "Ingrid Aas",
        "ingrid@fjord.example",
        2004,
    )


def test_another_persons_affiliation_cannot_be_changed(client):
    theirs = AffiliationFactory(institution="Theirs")
    me = UserFactory()
    client.force_login(me)
    client.post(
        "/me/profile/",
        profile(
            me,
            **{
                "affiliations-TOTAL_FORMS": 1,
                "affiliations-INITIAL_FORMS": 1,
                "affiliations-0-id": theirs.pk,
                "affiliations-0-institution": "Mine now",
            },
        ),
    )
    theirs.refresh_from_db()
    assert (theirs.institution, theirs.user_id == me.pk) == ("Theirs", False)


def test_publications_are_pasted_once(client):
    user = PublicationFactory(title="Soils").user
    client.force_login(user)
    text = "Soils; 2020\nTrees; 2024; Ada Ngata, Anna Müller"
    shown = client.post("/me/profile/publications/", {"text": text})
    assert "1 publication to add" in shown.content.decode()
    assert user.publications.count() == 1
    for _ in range(2):
        client.post("/me/profile/publications/", {"read": shown.context["read"]})
    assert sorted(user.publications.values_list("title", "year")) == [("Soils", 2024), ("Trees", 2024)]


def test_broken_bibtex_adds_nothing_and_keeps_the_text(client):
    user = UserFactory()
    client.force_login(user)
    answer = client.post("/me/profile/publications/", {"text": "@article{a, title={Trees}\n@article{b"})
    assert answer.status_code == 422
    assert "can&#x27;t be read" in answer.content.decode()
    assert "@article{b" in answer.content.decode()
    assert not user.publications.exists()


@pytest.mark.enumeration
def test_the_pages_of_an_account_speak_as_the_others_do(client):
    client.force_login(UserFactory())
    labels = re.findall(r"<label[^>]*>([^<]+)", client.get("/accounts/password/change/").content.decode())
    assert [label.strip() for label in labels] == ["Current password", "New password", "New password again"]
    assert "E-mail<" in client.get("/accounts/email/").content.decode()


def test_address_to_go_on_to_that_cannot_be_read_is_left_aside(client):
    client.force_login(UserFactory())
    answer = client.post("/accounts/logout/", {"next": "http://[::1"})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_reading_pages_notes_a_session_once_in_some_minutes(client):
    client.force_login(UserFactory())
    session = UserSession.objects.filter(user_id=client.session["_auth_user_id"])
    with time_machine.travel("2026-03-01 09:00:00+00:00", tick=False) as clock:
        client.get("/me/")
        first = session.get().last_seen_at
        clock.shift(60)
        client.get("/me/")
        assert session.get().last_seen_at == first
        clock.shift(NOTED_EVERY)
        client.get("/me/")
        assert session.get().last_seen_at > first


def test_what_is_sent_after_the_session_has_ended_is_sent_after_the_log_in():
    client = Client(enforce_csrf_checks=True)
    user = UserFactory()
    sent = {**profile(user, name="Ada of the Hills"), "csrfmiddlewaretoken": token(client)}
    quiet = client.post("/me/profile/", sent, headers={"accept": "application/json"})
    assert (quiet.status_code, "logged out" in quiet.json()["message"]) == (401, True)

    assert client.post("/me/profile/", sent).url == "/accounts/login/?next=%2Fme%2Funsent%2F"
    keys = {"login": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token(client)}
    page = client.post("/accounts/login/?next=/me/unsent/", keys, follow=True).content.decode()
    user.refresh_from_db()
    assert user.name != "Ada of the Hills"

    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert re.search(r'<form method="post" action="/me/profile/"', page)
    client.post("/me/profile/", again)
    user.refresh_from_db()
    assert user.name == "Ada of the Hills"
    assert client.get("/me/unsent/").url == "/me/"


def test_what_was_sent_is_neither_anothers_nor_kept_for_long(client):
    ada, bo = UserFactory(), UserFactory()
    sent = {"name": "Ada of the Hills", "csrfmiddlewaretoken": "any"}

    def log_in(user):
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        return "Ada of the Hills" in client.get("/me/unsent/").content.decode()

    client.force_login(ada)
    client.post("/accounts/logout/")
    client.post("/me/profile/", sent)
    assert not log_in(bo)
    client.post("/accounts/logout/")
    client.post("/me/profile/", sent)
    assert log_in(bo)
    assert client.session.get_expiry_age() != KEPT_FOR
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=KEPT_FOR + 1)):
        assert client.get("/me/unsent/").url == "/me/"


def test_a_form_of_another_session_is_refused_in_words():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": "ada@lab.example", "password": PASSWORD})
    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()


def token(client: Client) -> str:
    page = client.get("/accounts/login/").content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
