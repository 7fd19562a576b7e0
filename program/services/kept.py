"""What is counted of an edition before its reviews are deleted, so that its figures stay right."""

from __future__ import annotations

from dataclasses import asdict

from conference.models import Workshop
from program.models import InvitationLetter, PublicFigures, Remark, Signup
from program.selectors.figures import figures_of_reviewing, known_to_all_chairs
from reviews.selectors.sub_reviews import thanked


def keep_figures(workshop: Workshop) -> None:
    """Store the figures of reviewing, of papers of which every chair may know, and the names of those who are thanked."""
    figures = [asdict(row) for row in figures_of_reviewing(known_to_all_chairs(workshop), workshop)]
    kept = {"figures": figures, "thanked": thanked(workshop)}
    PublicFigures.objects.update_or_create(workshop=workshop, defaults={"kept": kept})


def forget_visitors(workshop: Workshop) -> None:
    """Delete what people gave for the day itself: passports and addresses in letters, sign-ups, remarks."""
    InvitationLetter.objects.filter(workshop=workshop).delete()
    Signup.objects.filter(signup_list__workshop=workshop).delete()
    Remark.objects.filter(session__workshop=workshop).delete()
