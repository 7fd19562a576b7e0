"""News: what visitors read, and what the organizers write."""

from __future__ import annotations

from rest_framework.response import Response

from conference.api.doors import Door, editors
from conference.api.operations import operation
from conference.scopes import Scope
from program import serializers as shapes
from program.api import examples
from program.models import NewsPost
from program.selectors.news import access_news, public_news
from program.services.site import news_delete, news_save

TAG = "Programme: news"
READ, WRITE = Scope.PROGRAMME_READ, Scope.PROGRAMME_WRITE


class News(Door):
    """The news."""

    @operation(
        "list_news", "The news", tag="Public", scope=Scope.PUBLIC, paged=True, answers=shapes.NewsSerializer,
        example=examples.NEWS,
    )  # fmt: skip
    def get(self) -> Response:
        """List the published news, the newest first."""
        return self.page(self.part.of_rows(public_news(self.workshop), lambda post: post.pk))


class NewsDoor(Door):
    """An address of the organizers’ news."""

    allowed = editors

    def show(self, post: NewsPost) -> Response:
        return self.answer(post, version=post.version)

    def save(self, post: NewsPost, expected: int) -> Response:
        """Save what was sent of a piece of news."""
        given = self.sent()
        saved = news_save(
            post=post,
            actor=self.user,
            title=given.get("title", post.title),
            body=given.get("body", post.body),
            expected=expected,
            published=given.get("published"),
        )
        return self.show(saved)


class AllNews(NewsDoor):
    """The news with their drafts."""

    @operation(
        "list_all_news", "The news with their drafts", tag=TAG, scope=READ, paged=True,
        answers=shapes.NewsPostSerializer, example=examples.NEWS_POST,
    )  # fmt: skip
    def get(self) -> Response:
        """List all news, drafts too, the newest first."""
        return self.page(self.part.newest_first(NewsPost.objects.filter(workshop=self.workshop), list))

    @operation(
        "write_news", "Write news", tag=TAG, scope=WRITE, keyed=True, status=201, takes=shapes.NewNewsSerializer,
        sent=examples.SENT_NEWS, answers=shapes.NewsPostSerializer, example=examples.NEWS_POST,
    )  # fmt: skip
    def post(self) -> Response:
        """Write a piece of news, published at once where you say so; whoever subscribed is told then."""
        return self.save(NewsPost(workshop=self.workshop), expected=0)


class OneNews(NewsDoor):
    """A piece of news."""

    @operation(
        "read_news", "A piece of news", tag=TAG, scope=READ, answers=shapes.NewsPostSerializer,
        example=examples.NEWS_POST,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read a piece of news, be it a draft."""
        return self.show(access_news(self.workshop, pk))

    @operation(
        "change_news", "Change a piece of news", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeNewsSerializer, sent={"published": True}, answers=shapes.NewsPostSerializer,
        example=examples.NEWS_POST,
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name, publish it, or take it back."""
        post = access_news(self.workshop, pk)
        return self.save(post, self.seen(post.version))

    @operation("remove_news", "Delete a piece of news", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Delete a piece of news."""
        post = access_news(self.workshop, pk)
        self.seen(post.version)
        news_delete(post=post, actor=self.user)
        return self.nothing()
