"""What this app's tables hold of a person. A name in the programme stays, as the record, unless she takes it off."""

from __future__ import annotations

from django.db.models import Q

from conference.models.people import new_token
from conference.personal_data import Farewell, declare, nothing_in, on_leaving
from program import models


def declare_all() -> None:
    """Declare every table; called once when the app is ready."""
    _speakers()
    _visitors()
    _documents()
    _programme()
    on_leaving(_take_off, order=30)


def _speakers() -> None:
    declare(
        models.Speaker,
        "As a speaker",
        email="email",
        name="name",
        told="workshop__acronym name email affiliation url bio talk_title talk_abstract slides_url time_zone"
        " attendance arrives leaves recording status",
        files="photo slides",
        emptied={
            "email": "",
            "url": "",
            "bio": "",
            "photo": "",
            "slides": "",
            "time_zone": "",
            "attendance": "",
            "arrives": None,
            "leaves": None,
            "token": lambda _row: new_token(),
        },
        public="name affiliation talk_title talk_abstract slug",
        workshop="workshop",
    )
    declare(
        models.PresenterWish,
        "When you can present",
        user="submission__camera_ready__presenter__user",
        told="submission__workshop__acronym submission__number time_zone daytime absences",
        emptied={"time_zone": "", "daytime": "", "absences": []},
    )


def _visitors() -> None:
    declare(
        models.Subscription,
        "News by mail",
        email="email",
        is_deleted=True,
        told="workshop__acronym email wants_news wants_papers confirmed_at",
        untold="token",
        workshop="workshop",
    )
    declare(
        models.Signup,
        "Places on lists",
        email="email",
        name="name",
        is_deleted=True,
        told="signup_list__workshop__acronym signup_list__title name email choice answer state asked_at",
        untold="token",
        workshop="signup_list__workshop",
    )
    nothing_in(models.SignupList, "title body choices question")
    nothing_in(models.Remark, "text name")  # typed by visitors: nothing binds a name to a person
    nothing_in(models.Told, "")


def _documents() -> None:
    declare(
        models.InvitationLetter,
        "Letters of invitation",
        user="user",
        is_deleted=True,
        told="workshop__acronym submission__number name address state text answer asked_at decided_at",
        traces="decided_by",
        workshop="workshop",
    )
    declare(
        models.DocumentTexts,
        public="signed_by",
        plain="reviewer_text presenter_text letter_text booklet_notes booklet_map more_badges",
        workshop="workshop",
    )
    declare(
        models.ProceedingsVolume,
        public="editors preface",
        plain="title name short_name series number address",
        workshop="workshop",
    )
    declare(models.Award, public="person note", plain="title", workshop="workshop")
    declare(models.NewsPost, public="title body", workshop="workshop")
    declare(models.PublicFigures, public="kept", plain="shown", workshop="workshop")
    nothing_in(models.PublicSite, "banner banner_alt embed_hosts")
    declare(models.SiteSection, public="title body", workshop="workshop")


def _programme() -> None:
    declare(
        models.Session, public="title abstract note", plain="room link recording_url", workshop="workshop"
    )
    nothing_in(models.SessionSpeaker, "")
    nothing_in(models.Slot, "recording_url")
    declare(
        models.ScheduleRelease,
        public="sessions changes note",
        plain="name",
        traces="released_by",
        workshop="workshop",
    )
    declare(models.ScheduleStep, public="text before after", traces="actor", workshop="workshop")
    nothing_in(models.ScheduleProposal, "options result mark", traces="created_by")


def _take_off(farewell: Farewell) -> None:
    """Tell the chairs of a speaker who goes; with her name off the site her page gets another address too."""
    hers = Q(pk__in=())
    for address in farewell.person.emails:
        hers |= Q(email__iexact=address)
    for speaker in models.Speaker.objects.filter(hers).select_related("workshop"):
        if farewell.withdraws_name:
            models.Speaker.objects.filter(pk=speaker.pk).update(slug=f"speaker-{speaker.pk}")
        if speaker.workshop.archived_at is None:
            farewell.tell(
                speaker.workshop, "A speaker's bio, picture and address are gone from the programme."
            )
