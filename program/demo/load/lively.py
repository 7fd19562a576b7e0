"""Fills the pages around the papers of the invented series: news, awards, sign-ups."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from conference.models import User, Workshop
from program.demo.lively import List, Lively
from program.models import Award, NewsPost, Signup, SignupList


def load_lively(given: Lively, users: Mapping[str, User], now: datetime) -> None:
    """Add everything to workshops that are there; nobody gets a mail of it."""
    slugs = given.workshops
    workshops = {workshop.slug: workshop for workshop in Workshop.objects.filter(slug__in=slugs)}
    for item in given.news:
        NewsPost.objects.create(
            workshop=workshops[item.workshop],
            title=item.title,
            body=item.body,
            published_at=now - timedelta(days=item.days_ago),
        )
    for position, award in enumerate(given.awards):
        Award.objects.create(
            workshop=workshops[award.workshop],
            title=award.title,
            person=award.person,
            note=award.note,
            position=position,
        )
    for position, listed in enumerate(given.lists):
        _load_list(listed, workshops[listed.workshop], position, users, now)


def _load_list(
    given: List, workshop: Workshop, position: int, users: Mapping[str, User], now: datetime
) -> None:
    made = SignupList.objects.create(
        workshop=workshop,
        title=given.title,
        body=given.body,
        seats=given.seats,
        choices="\n".join(given.choices),
        question=given.question,
        closes_at=now + timedelta(days=given.closes_in_days),
        is_open=True,
        position=position,
    )
    Signup.objects.bulk_create(
        Signup(
            signup_list=made,
            name=users[entry.person].name,
            email=users[entry.person].email,
            choice=entry.choice,
            answer=entry.answer,
            state=Signup.State.IN if place < given.seats else Signup.State.WAITING,
            confirmed_at=now - timedelta(days=len(given.people) - place),
        )
        for place, entry in enumerate(given.people)
    )
