"""Passwords can't be tried out, and nothing tells who has an account."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from conference.models import User
from tests.factories import AuthorFactory, SubmissionFactory, UserFactory
from tests.factories.conference import PASSWORD


@pytest.mark.django_db
def test_wrong_passwords_lock_an_account_for_a_while_whoever_tries(client, settings, settings_with):
    settings.ACCOUNT_RATE_LIMITS = settings_with()["ACCOUNT_RATE_LIMITS"]
    UserFactory(email="ada@lab.example")
    for email in ("ada@lab.example", "nobody@lab.example"):
        for attempt in range(5):
            answer = Client(REMOTE_ADDR=f"198.51.100.{attempt}").post(
                "/accounts/login/", {"login": email, "password": "wrong"}
            )
            assert "do not belong together" in answer.content.decode()
        answer = Client(REMOTE_ADDR="198.51.100.99").post(
            "/accounts/login/", {"login": email, "password": PASSWORD}
        )
        assert "Too many attempts to log in" in answer.content.decode(), (
            "known or not, the words are the same"
        )


@pytest.mark.django_db
def test_one_address_has_so_many_attempts_and_a_stranger_can_not_pretend_to_be_another(
    settings, settings_with
):
    given = settings_with()
    settings.ACCOUNT_RATE_LIMITS = {**given["ACCOUNT_RATE_LIMITS"], "login": "3/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = given["ALLAUTH_TRUSTED_PROXY_COUNT"]

    def attempt(forwarded):
        form = {"login": "a@lab.example", "password": "wrong"}
        return Client().post("/accounts/login/", form, HTTP_X_FORWARDED_FOR=forwarded).status_code

    assert [attempt(f"198.51.100.{number}") for number in range(4)] == [200, 200, 200, 429]
    behind = settings_with(TRUST_PROXY="true")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = behind["ALLAUTH_TRUSTED_PROXY_COUNT"]
    assert attempt("198.51.100.200") == 200, "behind a proxy people are not one another"
    assert [attempt(f"{number}.1.1.1, 198.51.100.201") for number in range(4)] == [200, 200, 200, 429]


class CountingHasher(MD5PasswordHasher):
    """Counts what takes time at a log-in."""

    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


@pytest.mark.django_db
def test_no_answer_and_no_time_tells_who_has_an_account(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    UserFactory(email="ada@lab.example")
    User.objects.filter(pk=UserFactory(email="orcid@lab.example").pk).update(password="!nothing")
    me = UserFactory(email="me@lab.example")

    def asked(path, email, **more):
        client = Client()
        if path == "/accounts/email/":
            client.force_login(me)
        CountingHasher.count, before = 0, len(mail.outbox)
        answer = client.post(path, {"email": email, "login": email, **more})
        page = re.sub(r'value="[^"]*"', "", answer.content.decode()).replace(email, "")
        return (
            answer.status_code,
            answer.headers.get("Location"),
            page,
            CountingHasher.count,
            len(mail.outbox) - before,
        )

    for path, more in (
        ("/accounts/login/", {"password": "wrong"}),
        ("/accounts/password/reset/", {}),
        ("/accounts/signup/", {"name": "Ada Ngata", "password1": PASSWORD}),
        ("/accounts/email/", {"action_add": "1"}),
    ):
        answers = {
            asked(path, email, **more)
            for email in ("ada@lab.example", "orcid@lab.example", f"x{len(path)}@lab.example")
        }
        assert len(answers) == 1, path


@pytest.mark.django_db
def test_naming_somebody_as_author_does_not_tell_whether_she_has_an_account(client):
    me, known = UserFactory(), UserFactory(email="ada@lab.example")
    paper = SubmissionFactory(track__workshop__slug="trees-2026", track__workshop__is_public=True)
    AuthorFactory(submission=paper, user=me, standing="confirmed")
    for user, email in ((known, known.email), (None, "nobody@lab.example")):
        AuthorFactory(submission=paper, user=user, email=email, name="Co-author", standing="waiting")
    client.force_login(me)
    rows = re.findall(
        r"<li>Co-author.*?</li>",
        client.get(f"/trees-2026/my-papers/{paper.number}/").content.decode(),
        re.DOTALL,
    )
    assert len(rows) == 2
    assert len({re.sub(r"\S+@lab.example", "", row) for row in rows}) == 1
