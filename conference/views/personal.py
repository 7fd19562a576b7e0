"""Pages of a person: the list of workshops, what is to do, the profile, a new workshop."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference import due, navigation
from conference.errors import Invalid
from conference.forms.new_workshop import NewWorkshopForm
from conference.forms.profile import (
    AffiliationFormSet,
    ProfileForm,
    PublicationFormSet,
    PublicationsForm,
    RelationFormSet,
)
from conference.http import Request, SignedInRequest
from conference.models import User, Workshop
from conference.models.people import RoleKind
from conference.publications import Paper
from conference.selectors import workshops as selectors
from conference.selectors.institutions import suggestions
from conference.services import accounts
from conference.services import workshops as services
from conference.unsent import kept_for

LONGEST_QUERY = 100
READ = "publications"
WORKSHOPS = 24
STAGES = {"open": "Open calls", "coming": "Coming", "past": "Past editions"}
edit = require_http_methods(["GET", "POST"])


def home(request: Request) -> HttpResponse:
    """Show the workshops of this installation: open calls first, then coming, then past; or all of one stage by pages."""
    now = timezone.now()
    chosen = request.GET.get("stage", "")
    if chosen in STAGES:
        page = Paginator(selectors.workshops_at(request.viewer, chosen, now), WORKSHOPS).get_page(
            request.GET.get("page")
        )
        cards = selectors.workshop_cards(page, now)
        context = {"stage": chosen, "heading": STAGES[chosen], "page": page, "cards": cards}
        return render(request, "conference/home.html", context)
    stages = []
    for stage, heading in STAGES.items():
        first = list(selectors.workshops_at(request.viewer, stage, now)[: WORKSHOPS + 1])
        cards = selectors.workshop_cards(first[:WORKSHOPS], now)
        stages.append({"stage": stage, "heading": heading, "cards": cards, "more": len(first) > WORKSHOPS})
    any_shown = any(stage["cards"] for stage in stages)
    return render(request, "conference/home.html", {"stages": stages, "any": any_shown})


@login_required
def dashboard(request: SignedInRequest) -> HttpResponse:
    """Show what a person has to do, in all her workshops."""
    now = timezone.now()
    items = due.due_items(request.user)
    roles = selectors.own_roles(request.user)
    context = {
        "todo": [item for item in items if not item.done],
        "done": [item for item in items if item.done],
        "roles": [
            (role, reverse(navigation.entrance([role.kind]), args=[role.workshop.slug])) for role in roles
        ],
        "open_calls": selectors.workshop_cards(
            selectors.workshops_at(request.viewer, "open", now)[:WORKSHOPS], now
        ),
    }
    return render(request, "conference/dashboard.html", context)


@login_required
def unsent(request: SignedInRequest) -> HttpResponse:
    """Offer to send again what met the log-in page."""
    kept = kept_for(request.session, request.user)
    if kept is None:
        return redirect("conference:dashboard")
    return render(request, "conference/unsent.html", kept)


def _profile_forms(user: User, data: QueryDict | None = None) -> dict[str, Any]:
    """The parts of the profile page that are saved together, by their names in the template."""
    return {
        "form": ProfileForm(data, instance=user),
        "affiliations": AffiliationFormSet(data, instance=user, prefix="affiliations"),
        "relations": RelationFormSet(data, instance=user, prefix="relations"),
        "publications": PublicationFormSet(data, instance=user, prefix="publications"),
    }


@edit
@login_required
def profile(request: SignedInRequest) -> HttpResponse:
    parts = _profile_forms(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all(part.is_valid() for part in parts.values()):
        for part in parts.values():
            part.save()
        messages.success(request, "Your profile is saved.")
        return redirect("conference:profile")
    request.user.refresh_from_db()
    return render(request, "conference/profile.html", {**parts, "publications_form": PublicationsForm()})


@require_GET
@login_required
def institutions(request: SignedInRequest) -> JsonResponse:
    """Offer names of institutions for what was typed so far."""
    return JsonResponse({"names": suggestions(request.GET.get("q", "")[:LONGEST_QUERY])})


@require_POST
@login_required
def add_publications(request: SignedInRequest) -> HttpResponse:
    """Add publications in two steps: read them and show what was read, then save just that."""
    if "read" in request.POST:
        many = accounts.add_publications(user=request.user, papers=_unsealed(request.POST["read"]))
        messages.success(request, f"{many} publication{'' if many == 1 else 's'} added.")
        return redirect("conference:profile")
    form = PublicationsForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {**_profile_forms(request.user), "publications_form": form}
        return render(request, "conference/profile.html", context, status=Invalid.status)
    known = {title.casefold() for title in request.user.publications.values_list("title", flat=True)}
    rows = [(paper, paper.title.casefold() in known) for paper in form.papers]
    context = {
        "rows": rows,
        "new": sum(not there for _, there in rows),
        "read": signing.dumps([astuple(paper) for paper in form.papers], salt=READ, compress=True),
    }
    return render(request, "conference/publications_preview.html", context)


def _unsealed(read: str) -> list[Paper]:
    """Return the papers that a preview showed, as they were sealed there."""
    try:
        rows = signing.loads(read, salt=READ, max_age=timedelta(days=1))
    except signing.BadSignature as error:
        raise Invalid("This preview is too old. Please read the list or the file again.") from error
    return [Paper(title, year, venue, tuple(names), abstract) for title, year, venue, names, abstract in rows]


@edit
@login_required
def new_workshop(request: SignedInRequest) -> HttpResponse:
    """Make a workshop, blank or from an edition that one chaired."""
    chaired = Workshop.objects.filter(roles__user=request.user, roles__kind=RoleKind.PROGRAM_CHAIR)
    form = NewWorkshopForm(request.POST or None, sources=chaired, initial={"source": request.GET.get("from")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        workshop = services.create_workshop(
            by=request.user,
            acronym=data["acronym"],
            title=data["title"],
            slug=data["slug"],
            host_conference=data["host_conference"],
            venue=data["venue"],
            time_zone=data["timezone"],
            deadline=data["deadline_day"],
            source=data.get("source"),
        )
        messages.success(
            request, f"{workshop.acronym} is made. Only you see it until you make its site public."
        )
        return redirect("conference:chair", workshop.slug)
    return render(request, "conference/new_workshop.html", {"form": form})
