"""News by mail: asked for, confirmed, told once, left with one click."""

from __future__ import annotations

import re

import pytest
from django.core import mail as outbox
from django.utils import timezone

from conference.mailing import send
from conference.models import Mail
from program.models import NewsPost, Subscription
from program.services.subscriptions import tell_subscribers
from tests.program.edition import accepted

EMAIL = "reader@readers.example"


def ask(edition, email=EMAIL, **fields):
    data = {"email": email, "news": "on", "papers": "on", **fields}
    return edition.client().post(f"{edition.url}subscribe/", data)


def confirmed(edition, email=EMAIL, **wishes):
    return Subscription.objects.create(
        workshop=edition.workshop, email=email, confirmed_at=timezone.now(), **wishes
    )


def news(edition, title="The programme is out", **fields):
    return NewsPost.objects.create(
        workshop=edition.workshop, title=title, body="Look.", published_at=timezone.now(), **fields
    )


def path(url):
    return url.removeprefix("http://127.0.0.1:8000")


def test_nothing_is_sent_before_the_address_confirmed(edition):
    response = ask(edition)
    assert "Look into your mail" in response.content.decode()
    (mail,) = Mail.objects.all()
    link = path(re.search(r"\((http\S+)\)", mail.body)[1])
    tell_subscribers()
    news(edition)
    assert tell_subscribers() == 0
    page = edition.client().get(link)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin", "a page that tells no origin can't send its own form"
    assert Subscription.objects.get().confirmed_at is None
    edition.client().post(link, {"news": "on"})
    found = Subscription.objects.get()
    assert (found.confirmed_at is not None, found.wants_news, found.wants_papers) == (True, True, False)
    news(edition, "More")
    assert tell_subscribers() == 1
    assert "More" in Mail.objects.latest("pk").body


def test_the_answer_says_nothing_of_who_is_subscribed_and_one_mail_a_day_goes_out(edition):
    confirmed(edition)
    known, unknown = ask(edition), ask(edition, "other@readers.example")
    assert known.content.replace(EMAIL.encode(), b"") == unknown.content.replace(
        b"other@readers.example", b""
    )
    ask(edition, EMAIL.upper())
    assert Subscription.objects.count() == 2
    assert Mail.objects.filter(email=EMAIL).count() == 1


@pytest.mark.enumeration
def test_each_thing_is_told_once_and_only_what_is_new_to_the_reader(edition):
    old = news(edition, "Old news")
    tell_subscribers()
    confirmed(edition)
    papers_only = confirmed(edition, "papers@readers.example", wants_news=False)
    news(edition, "New news")
    late = accepted(edition.track, title="A [late] *paper*")
    assert tell_subscribers() == 2
    body = Mail.objects.get(email=EMAIL).body
    assert "New news" in body
    assert f"/papers/{late.number}/" in body
    assert r"A \[late\] \*paper\*" in body
    assert old.title not in body
    assert "Counting furrows" not in body
    assert "New news" not in Mail.objects.get(email=papers_only.email).body
    assert tell_subscribers() == 0
    assert Mail.objects.count() == 2


def test_papers_that_are_not_public_are_told_to_nobody(edition):
    edition.change(papers_published_at=None)
    confirmed(edition)
    accepted(edition.track, title="Secret")
    assert tell_subscribers() == 0
    edition.change(papers_published_at=timezone.now())
    assert tell_subscribers() == 1


def test_a_site_that_is_closed_tells_nothing(edition):
    confirmed(edition)
    news(edition)
    edition.change(is_public=False)
    assert tell_subscribers() == 0
    edition.change(is_public=True)
    assert tell_subscribers() == 1


def test_the_mail_can_be_left_with_one_click(edition):
    subscription = confirmed(edition)
    tell_subscribers()
    Mail.objects.all().delete()
    news(edition)
    tell_subscribers()
    assert send(Mail.objects.get().pk)
    headers = outbox.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leaving = path(headers["List-Unsubscribe"].strip("<>"))
    program = edition.client()
    program.handler.enforce_csrf_checks = True
    assert program.get(leaving).status_code == 302
    assert Subscription.objects.filter(pk=subscription.pk).exists()
    assert program.post(leaving, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert program.post(leaving).status_code == 404


@pytest.mark.enumeration
def test_a_mail_that_nobody_subscribed_to_has_no_such_header(edition):
    ask(edition)
    send(Mail.objects.get().pk)
    assert "List-Unsubscribe" not in outbox.outbox[-1].extra_headers


@pytest.mark.enumeration
@pytest.mark.parametrize("fields", [{"email": "no address"}, {"news": "", "papers": ""}])
def test_what_is_wrong_is_said(edition, fields):
    assert ask(edition, **fields).status_code == 422
    assert not Subscription.objects.exists()


def test_one_network_asks_a_few_times_an_hour(edition, settings):
    settings.ACCOUNT_RATE_LIMITS = {"subscribe": "1/h/ip"}
    assert ask(edition).status_code == 200
    response = ask(edition, "second@readers.example")
    assert response.status_code == 429
    assert "Try again in an hour" in response.content.decode()
