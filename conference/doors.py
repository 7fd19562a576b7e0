"""Decorators that stand before views: they find the workshop and turn away whoever may not come in.

Hidden and missing look the same: a workshop that is not public answers an outsider as if it were not there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from conference.errors import Closed, NotFound
from conference.http import Request
from conference.models import Workshop
from conference.prepared import row_of
from conference.visibility import Viewer, can_see_workshop

View = Callable[..., HttpResponseBase]
Test = Callable[[Viewer, Workshop], bool]
AFTER_SECOND_FACTOR = "after_second_factor"


READS = frozenset({"GET", "HEAD", "OPTIONS"})


def while_archived(view: View) -> View:
    """Let a view change something of an archived edition too. Stands next to the view, below its door."""
    view.while_archived = True  # type: ignore[attr-defined]
    return view


def require_living(workshop: Workshop) -> None:
    """Raise Closed for an archived edition: nothing of it can be changed."""
    if workshop.archived_at is not None:
        raise Closed(
            f"{workshop.acronym} is archived: it can be read, and nothing of it can be changed. "
            "Its program chairs can open it again."
        )


def _workshops_at(slug: str) -> QuerySet[Workshop]:
    return Workshop.objects.select_related("series").filter(slug=slug).order_by()


def seen_workshop(viewer: Viewer, slug: str) -> Workshop | None:
    """Return the workshop at an address, None where there is none or the viewer may not know of it."""
    workshop = row_of(_workshops_at, slug)
    return workshop if workshop and can_see_workshop(viewer, workshop) else None


def access_workshop(viewer: Viewer, slug: str) -> Workshop:
    """Return the workshop at an address, or raise NotFound."""
    workshop = seen_workshop(viewer, slug)
    if workshop is None:
        raise NotFound
    return workshop


def lead_to_second_factor(request: Request, workshop: Workshop) -> HttpResponse:
    """Tell a chair why her page does not open yet, and send her to where she sets up what is missing."""
    request.session[AFTER_SECOND_FACTOR] = (
        request.path if request.method == "GET" else f"/{workshop.slug}/chair/"
    )
    messages.warning(
        request,
        f"{workshop.acronym} asks its chairs for a second factor. Set yours up, then go on where you were.",
    )
    return redirect("mfa_activate_totp")


def _door(area: str, allowed: Test | None, view: View) -> View:
    @functools.wraps(view)
    def inner(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = cast("Request", request)
        workshop = asked.workshop = access_workshop(asked.viewer, slug)
        if allowed is not None and workshop.pk in asked.viewer.withheld:
            return lead_to_second_factor(asked, workshop)
        if allowed is not None and not allowed(asked.viewer, workshop):
            raise NotFound
        if request.method not in READS and not hasattr(view, "while_archived"):
            require_living(workshop)
        if allowed is not None and AFTER_SECOND_FACTOR in asked.session:
            del asked.session[AFTER_SECOND_FACTOR]
        asked.area = area
        return view(asked, workshop, *args, **kwargs)

    return inner


def for_everyone(view: View) -> View:
    """A page of a workshop's public site."""
    door = _door("public", None, view)
    door.is_public = True  # type: ignore[attr-defined]
    return door


def for_members(view: View) -> View:
    """A page of a workshop for anyone who is signed in, such as the submission form."""
    return login_required(_door("own", None, view))


def for_reviewers(view: View) -> View:
    """A page for those who review here: reviewers and area chairs."""
    return login_required(_door("reviewing", lambda v, w: v.is_reviewer(w) or v.is_area_chair(w), view))


def for_writers(view: View) -> View:
    """A page for those who write reviews here: reviewers, area chairs, and who helps one of them."""
    return login_required(
        _door(
            "reviewing",
            lambda v, w: v.is_reviewer(w) or v.is_area_chair(w) or v.is_sub_reviewer(w),
            view,
        )
    )


def for_bidders(view: View) -> View:
    """A page for reviewers alone: area chairs do not bid."""
    return login_required(_door("reviewing", lambda v, w: v.is_reviewer(w), view))


def for_chairs(view: View) -> View:
    """A page for program chairs."""
    return login_required(_door("chair", lambda v, w: v.is_chair(w), view))


def for_editors(view: View) -> View:
    """A page for those who make the public site and the programme: program chairs and site editors."""
    return login_required(_door("chair", lambda v, w: v.is_editor(w), view))
