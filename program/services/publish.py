"""What becomes public, and when: the site, the list of accepted papers, the programme."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Invalid
from conference.models import User, Workshop
from conference.models.workshops import ProgrammeState
from program.models import Session
from program.selectors.publish import has_released_papers
from program.selectors.releases import last_release
from program.services.releases import release_create


@transaction.atomic
def site_set_public(*, workshop: Workshop, actor: User, public: bool, expected: int) -> None:
    """Open the site to everybody, or close it to all but those who have a part in the workshop."""
    before, workshop.is_public = workshop.is_public, public
    save_version(workshop, expected=expected, fields=["is_public"])
    text = "Made the site public." if public else "Took the site off the public web."
    _record(workshop, actor, "site_published" if public else "site_hidden", text, "is_public", before, public)


@transaction.atomic
def papers_set_public(*, workshop: Workshop, actor: User, public: bool, expected: int) -> None:
    """Publish the accepted papers with their authors, or take the list back."""
    if public and not has_released_papers(workshop):
        raise Invalid(
            "The authors come first: release the decisions, then publish the list of accepted papers."
        )
    before = workshop.papers_published_at is not None
    workshop.papers_published_at = timezone.now() if public else None
    save_version(workshop, expected=expected, fields=["papers_published_at"])
    text = "Published the accepted papers." if public else "Took back the list of accepted papers."
    action = "papers_published" if public else "papers_hidden"
    _record(workshop, actor, action, text, "papers_public", before, public)


@transaction.atomic
def programme_set_state(*, workshop: Workshop, actor: User, state: str, expected: int) -> None:
    """Show the released programme to nobody but organizers, to everybody as preliminary, or to everybody.

    Where nothing was released yet the draft becomes the first version; nobody is told by mail.
    """
    chosen = ProgrammeState(state)
    if chosen is not ProgrammeState.DRAFT and not Session.objects.filter(workshop=workshop).exists():
        raise Invalid("The programme has no sessions yet: add some, then publish it.")
    if chosen is not ProgrammeState.DRAFT and last_release(workshop) is None:
        release_create(workshop=workshop, actor=actor)
    before, workshop.programme_state = workshop.programme_state, chosen
    save_version(workshop, expected=expected, fields=["programme_state"])
    _record(
        workshop,
        actor,
        "programme_state",
        f"Set the programme to “{chosen.label}”.",
        "programme_state",
        before,
        chosen.value,
    )


def _record(
    workshop: Workshop, actor: User, action: str, text: str, field: str, before: object, after: object
) -> None:
    audit.record_of_workshop(workshop, actor, action, text, before={field: before}, after={field: after})
