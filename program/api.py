"""The public API, read only: what the public site shows, from the same selectors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from conference.doors import access_workshop
from conference.http import Request as SiteRequest
from conference.models import Workshop
from conference.visibility import NOBODY, workshops_visible_to
from program import serializers
from program.selectors.agenda import public_agenda
from program.selectors.papers import ordered, project, public_paper, with_public_parts
from program.selectors.site import date_rows
from program.selectors.speakers import speaker_list
from program.visibility import public_papers

SLUG = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The workshop's address.")


def workshop_of(request: Request, slug: str) -> Workshop:
    """Return the workshop an address names, or answer as if it were not there."""
    return access_workshop(cast("SiteRequest", request).viewer, slug)


class ListView(ABC, generics.ListAPIView[Any]):
    """A list, page by page; ``rows`` gives what is paged and ``shown`` what a page of it shows."""

    @abstractmethod
    def rows(self) -> Any: ...

    def shown(self, page: Sequence[Any]) -> Sequence[Any]:
        return page

    @property
    def workshop(self) -> Workshop:
        return workshop_of(self.request, self.kwargs["slug"])

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002
        page = self.paginate_queryset(self.rows())
        return self.get_paginated_response(self.get_serializer(self.shown(page or []), many=True).data)


class WorkshopList(ListView):
    """The public workshops, newest first."""

    serializer_class = serializers.WorkshopSerializer

    def rows(self) -> Any:
        return workshops_visible_to(NOBODY).select_related("series")


@extend_schema(parameters=[SLUG])
class WorkshopDetail(APIView):
    """One workshop."""

    @extend_schema(responses=serializers.WorkshopSerializer)
    def get(self, request: Request, slug: str) -> Response:
        return Response(serializers.WorkshopSerializer(workshop_of(request, slug)).data)


@extend_schema(parameters=[SLUG])
class DateList(ListView):
    """The important dates of a workshop, with what they were before."""

    serializer_class = serializers.DateSerializer

    def rows(self) -> Any:
        return date_rows(self.workshop, timezone.now())


@extend_schema(parameters=[SLUG])
class SessionList(ListView):
    """The public programme, session by session; empty while it is a draft."""

    serializer_class = serializers.SessionSerializer

    def rows(self) -> Any:
        return [session for day in public_agenda(self.workshop) for session in day.sessions]


@extend_schema(parameters=[SLUG])
class SpeakerList(ListView):
    """The confirmed speakers."""

    serializer_class = serializers.SpeakerSerializer

    def rows(self) -> Any:
        return speaker_list(self.workshop)


@extend_schema(parameters=[SLUG])
class PaperList(ListView):
    """The accepted papers, once they are published."""

    serializer_class = serializers.PaperSerializer

    def rows(self) -> Any:
        workshop = self.workshop
        return with_public_parts(ordered(public_papers(workshop)))

    def shown(self, page: Sequence[Any]) -> Sequence[Any]:
        return project(page, self.workshop)


@extend_schema(parameters=[SLUG, OpenApiParameter("number", int, OpenApiParameter.PATH)])
class PaperDetail(APIView):
    """One accepted paper."""

    @extend_schema(responses=serializers.PaperSerializer)
    def get(self, request: Request, slug: str, number: int) -> Response:
        return Response(serializers.PaperSerializer(public_paper(workshop_of(request, slug), number)).data)
