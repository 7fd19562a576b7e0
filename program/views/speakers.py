"""The public pages of confirmed speakers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.http import Request
from conference.models import Workshop
from program.publishing import public_page
from program.selectors.speakers import public_speaker, speaker_list


@public_page()
@for_everyone
@require_safe
def speakers(request: Request, workshop: Workshop) -> HttpResponse:
    """All confirmed speakers."""
    found = speaker_list(workshop)
    if not found:
        raise NotFound
    context = {
        "keynotes": [speaker for speaker in found if speaker.is_keynote or not speaker.sessions],
        "panel": [speaker for speaker in found if speaker.sessions and not speaker.is_keynote],
    }
    return render(request, "program/speakers.html", context)


@public_page()
@for_everyone
@require_safe
def speaker(request: Request, workshop: Workshop, speaker: str) -> HttpResponse:
    """One speaker, with what and when."""
    return render(request, "program/speaker.html", {"speaker": public_speaker(workshop, speaker)})
