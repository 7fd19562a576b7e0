"""An accepted paper on its way to its final version."""

from datetime import timedelta

from django.utils import timezone

from tests.clients import client_of
from tests.factories import (
    AuthorFactory,
    DateFactory,
    DecisionFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)

AHEAD = timedelta(days=5)


class Accepted:
    """An accepted paper with two authors, one of them signed in, and a chair."""

    def __init__(self):
        date = DateFactory(key="camera_ready", label="Camera-ready", at=timezone.now() + AHEAD)
        self.workshop = date.workshop
        self.date = date
        self.track = TrackFactory(workshop=self.workshop, page_limit=4)
        self.paper = SubmissionFactory(track=self.track, title="Counting trees")
        self.user = UserFactory(name="Zoë O’Brien-Nuñez", email="zoe@lake.example")
        self.zoe = AuthorFactory(submission=self.paper, user=self.user, is_corresponding=True)
        self.ada = AuthorFactory(
            submission=self.paper, user=None, name="Ada Linden", email="ada@hill.example", position=1
        )
        self.decision = DecisionFactory(
            submission=self.paper, outcome="accept_poster", released_at=timezone.now()
        )
        self.client = client_of(self.user)
        self.chair_user = UserFactory(name="Carla Chair")
        RoleFactory(workshop=self.workshop, user=self.chair_user)
        self.chair = client_of(self.chair_user)

    def url(self, rest=""):
        return f"/{self.workshop.slug}/my-papers/{self.paper.number}/camera-ready/{rest}"

    def chair_url(self, rest=""):
        return f"/{self.workshop.slug}/chair/camera-ready/{rest}"

    def page(self):
        return self.client.get(self.url())

    def row(self, item):
        return self.page().context["page"].row(item)

    def send(self, item, autosave=False, seen=None, **values):
        values["seen"] = self.row(item).seen if seen is None else seen
        return self.client.post(self.url(f"items/{item}/{'autosave/' if autosave else ''}"), values)

    def close(self):
        self.date.at = timezone.now() - timedelta(hours=1)
        self.date.save()
