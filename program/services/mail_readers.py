"""Whom the programme's mails would reach: speakers, who is on a list, subscribers."""

from __future__ import annotations

from functools import partial

from django.urls import reverse

from conference import previews
from conference.hosts import absolute
from conference.models import Workshop
from conference.previews import Reader
from conference.visibility import Viewer
from program.models import Signup, Speaker, Subscription
from program.selectors.releases import KEY as CHANGED
from program.selectors.sharing import when_and_where


def register() -> None:
    previews.register(speakers, "speaker_invitation", CHANGED)
    previews.register(guests, "signup", "signup_place")
    previews.register(subscribers, "subscription", "digest")


def speakers(_viewer: Viewer, workshop: Workshop, key: str) -> list[Reader]:
    """Return the speakers who have an address; a speaker's private link is not the chair's."""
    found = Speaker.objects.filter(workshop=workshop).exclude(email="").order_by("name")
    link = absolute(reverse("program:programme", args=[workshop.slug]))
    values = {"link": link} if key == CHANGED else {"when_and_where": when_and_where(workshop)}
    return [Reader(str(one.pk), one.name, one.name, partial(dict, values)) for one in found]


def guests(_viewer: Viewer, workshop: Workshop, _key: str) -> list[Reader]:
    """Return who is on a list, or asked to be."""
    found = Signup.objects.filter(signup_list__workshop=workshop).select_related("signup_list")
    return [
        Reader(
            str(one.pk),
            f"{one.name}, {one.signup_list.title}",
            one.name,
            partial(dict, list=one.signup_list.title),
        )
        for one in found.order_by("signup_list", "name")
    ]


def subscribers(_viewer: Viewer, workshop: Workshop, _key: str) -> list[Reader]:
    """Return one reader for all subscribers: their addresses are nobody's but theirs."""
    many = Subscription.objects.filter(workshop=workshop).count()
    return [Reader("all", f"Any of {many} subscribers", "", dict)] if many else []
