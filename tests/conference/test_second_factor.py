"""A workshop may ask its chairs for a second factor: until a chair has one, she has no more than anybody, by whatever door."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import CommandError, call_command
from django.test import Client

from conference.browsers import browser_words
from conference.models import AuditEntry, Workshop
from conference.visibility import viewer_of
from tests.api import V1, caller
from tests.factories import RoleFactory, SubmissionFactory, UserFactory
from tests.factories.conference import PASSWORD

SET_UP = "/accounts/2fa/totp/activate/"
PAPERS = "/trees-2026/chair/papers/"


def one_time_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def log_in(client: Client, email: str) -> None:
    client.post("/accounts/login/", {"login": email, "password": PASSWORD})


@pytest.fixture
def chair():
    user = RoleFactory(
        kind="program_chair",
        user=UserFactory(email="ada@lab.example"),
        workshop__slug="trees-2026",
        workshop__acronym="Trees 2026",
        workshop__is_public=False,
        workshop__chairs_need_second_factor=True,
    ).user
    SubmissionFactory(workshop=Workshop.objects.get(), title="Growth rings of larches", state="submitted")
    return user


@pytest.mark.django_db
def test_chair_is_led_to_set_it_up_and_back_and_is_asked_at_each_log_in(client, chair):
    log_in(client, chair.email)
    led = client.get(PAPERS)
    assert (led.status_code, led.headers["Location"]) == (302, SET_UP)
    assert client.post("/trees-2026/chair/settings/", {"acronym": "Taken"}).headers["Location"] == SET_UP
    client.get(PAPERS)

    asked = client.get(SET_UP, follow=True)
    assert "Trees 2026 asks its chairs for a second factor" in asked.content.decode()
    page = client.post(
        asked.request["PATH_INFO"], {"password": PASSWORD, "next": SET_UP}, follow=True
    ).content.decode()
    secret = re.search(r"Key: <code>(\w+)</code>", page)[1]
    wrong = client.post(SET_UP, {"code": "000000"})
    assert wrong.status_code == 200
    assert not Authenticator.objects.exists()
    page = client.post(SET_UP, {"code": one_time_code(secret)}, follow=True).content.decode()
    assert f'href="{PAPERS}"' in page
    codes = re.search(r'id="recovery_codes">([\d\s]+)<', page)[1].split()
    assert "Growth rings of larches" in client.get(PAPERS).content.decode()
    assert PAPERS not in client.get("/accounts/2fa/").content.decode()

    again = Client()
    log_in(again, chair.email)
    assert again.get(PAPERS).headers["Location"].startswith("/accounts/login/")
    refused = again.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert refused.status_code == 200
    assert b"placeholder" not in refused.content + client.get("/accounts/login/").content + wrong.content
    again.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert "Growth rings of larches" in again.get(PAPERS).content.decode()
    third = Client()
    log_in(third, chair.email)
    third.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert third.get(PAPERS).status_code == 302, "a recovery code counts once"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind",
    [
        "program_chair",
        pytest.param("area_chair", marks=pytest.mark.enumeration),
        pytest.param("site_editor", marks=pytest.mark.enumeration),
    ],
)
def test_without_it_the_part_is_withheld_everywhere_and_others_are_kept(client, kind):
    role = RoleFactory(kind=kind, workshop__slug="trees-2026", workshop__is_public=False)
    user, workshop = role.user, role.workshop
    RoleFactory(kind="reviewer", user=user, workshop=workshop)
    elsewhere = RoleFactory(kind=kind, user=user)
    assert viewer_of(user).parts(workshop) == {kind, "reviewer"}

    Workshop.objects.filter(pk=workshop.pk).update(chairs_need_second_factor=True)
    viewer = viewer_of(user)
    assert viewer.parts(workshop) == {"reviewer"}
    assert viewer.parts(elsewhere.workshop) == {kind}
    client.force_login(user)
    assert client.get("/trees-2026/reviewing/").headers["Location"] == SET_UP
    assert client.get("/trees-2026/").status_code == 200

    reviewer = RoleFactory(kind="reviewer", workshop=workshop).user
    client.force_login(reviewer)
    assert client.get("/trees-2026/reviewing/").status_code == 200

    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    assert viewer_of(user).parts(workshop) == {kind, "reviewer"}


@pytest.mark.django_db
def test_program_of_a_chair_has_no_more_than_she(chair):
    ask = caller(chair)
    papers = f"{V1}trees-2026/chair/papers/"
    assert ask.get(papers).status_code == 404
    Authenticator.objects.create(user=chair, type="totp", data={"secret": "x"})
    assert "Growth rings of larches" in ask.get(papers).content.decode()


@pytest.mark.django_db
def test_chair_asks_for_it_in_the_settings(client):
    role = RoleFactory(kind="program_chair", workshop__slug="trees-2026")
    client.force_login(role.user)
    assert "Chairs need a second factor" in client.get("/trees-2026/chair/settings/").content.decode()


@pytest.mark.django_db
def test_operator_takes_away_a_lost_second_factor(chair):
    Authenticator.objects.create(user=chair, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=chair, type="recovery_codes", data={})
    other = Authenticator.objects.create(user=UserFactory(), type="totp", data={"secret": "x"})
    with pytest.raises(CommandError, match="Nobody"):
        call_command("remove_second_factor", "nobody@lab.example")
    call_command("remove_second_factor", "Ada@Lab.example")
    assert list(Authenticator.objects.all()) == [other]
    assert AuditEntry.objects.get(action="second_factor_removed").about == f"user:{chair.pk}"


@pytest.mark.django_db
def test_sessions_are_listed_in_words_and_ended(client):
    user = UserFactory(email="ada@lab.example")
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
                   "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", REMOTE_ADDR="198.51.100.7")  # fmt: skip
    for one in (client, phone):
        one.defaults.setdefault("HTTP_USER_AGENT", firefox)
        log_in(one, user.email)
    page = client.get("/accounts/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "Mobile Safari on iOS" in page
    assert "198.51.100.7" in page
    assert "Gecko" not in page

    client.post("/accounts/sessions/")
    assert client.get("/me/").status_code == 200
    assert phone.get("/me/").status_code == 302


@pytest.mark.django_db
@pytest.mark.enumeration
def test_new_password_ends_the_sessions_elsewhere(client):
    user, elsewhere = UserFactory(email="ada@lab.example"), Client()
    for one in (client, elsewhere):
        log_in(one, user.email)
    assert elsewhere.get("/me/").status_code == 200
    new = "another long secret"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("", "An unknown browser"),
        ("Unspecified", "An unknown browser"),
        ("curl/8.5.0", "curl"),
        ("<b>x", "An unknown browser"),
    ],
)
def test_browser_that_says_little(header, words):
    assert browser_words(header) == words
