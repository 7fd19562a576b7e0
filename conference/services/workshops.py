"""Making and changing a workshop. Every change of the set-up is guarded by the workshop's version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.text import slugify

from conference import audit
from conference.concurrency import save_version
from conference.deadlines import AOE, end_of_day
from conference.errors import Invalid, Refused
from conference.models import (
    CommitteeMember,
    Contact,
    DateChange,
    ImportantDate,
    MailRules,
    MailTemplate,
    OptIn,
    ReminderRule,
    Retention,
    Role,
    Series,
    Sponsor,
    StyleProfile,
    Topic,
    Track,
    User,
    Workshop,
)
from conference.models.people import RoleKind
from conference.models.workshops import DateKey
from conference.services.zones import keep_hours

Copied = Callable[[Workshop, Workshop], None]
_on_copy: list[Copied] = []


def on_copy(hook: Copied) -> Copied:
    """Register what an app copies when a workshop is made from another: called with that one and the new one."""
    _on_copy.append(hook)
    return hook


Outline = list[tuple[str, list[str]]]

COPIED = (
    "series", "theme", "description", "about_text", "call_text", "accent", "logo", "style_name", "style_url", "paper_size",
    "reviews_per_paper", "default_load", "affiliation_years", "coauthor_years", "ignore_internships", "conflict_kinds",
    "authors_shown_after_release", "reviewers_see_one_another", "chairs_need_second_factor",
    "grace_minutes", "abstract_freeze", "papers_per_author", "rebuttal_words",
)  # fmt: skip
OPT_IN_COPIED = ("key", "label", "note", "kind", "conditions", "original_only", "position")


@transaction.atomic
def create_workshop(
    *,
    by: User,
    acronym: str,
    title: str,
    slug: str,
    host_conference: str = "",
    venue: str = "",
    time_zone: str = "",
    deadline: date | None = None,
    source: Workshop | None = None,
) -> Workshop:
    """Make a workshop whose first program chair is its maker, blank or from an earlier edition, by default in its time zone."""
    workshop = Workshop(
        acronym=acronym,
        title=title,
        slug=slug,
        host_conference=host_conference,
        venue=venue,
        timezone=time_zone or (source.timezone if source else "UTC"),
    )
    if source:
        for name in COPIED:
            setattr(workshop, name, getattr(source, name))
    if workshop.series is None:
        workshop.series = _series_for(acronym, by)
    workshop.full_clean()
    workshop.save()
    Role.objects.create(workshop=workshop, user=by, kind=RoleKind.PROGRAM_CHAIR)
    if source:
        _copy_parts(source, workshop, deadline)
        for hook in _on_copy:
            hook(source, workshop)
    else:
        _first_parts(workshop, by, deadline)
    audit.record_of_workshop(
        workshop, by, "workshop_created", f"Created from {source.acronym}" if source else "Created"
    )
    return workshop


@transaction.atomic
def update_settings(*, workshop: Workshop, by: User, expected: int, fields: list[str]) -> list[str]:
    """Store changed settings of a workshop that its form has filled and checked; say in words what followed."""
    before = Workshop.objects.filter(pk=workshop.pk).values(*fields).get()
    save_version(workshop, expected=expected, fields=fields)
    changed = [name for name in fields if str(before[name]) != str(getattr(workshop, name))]
    audit.record_of_workshop(
        workshop, by, "settings_changed", f"Settings changed: {', '.join(changed) or 'nothing'}"
    )
    return keep_hours(workshop, ZoneInfo(before["timezone"]), by) if "timezone" in changed else []


@transaction.atomic
def replace_topics(*, workshop: Workshop, by: User, expected: int, outline: Outline) -> None:
    """Bring the topics in line with an outline; topics that keep their name keep their papers and reviewers."""
    save_version(workshop, expected=expected, fields=[])
    existing = {topic.name.casefold(): topic for topic in workshop.topics.all()}
    kept: set[int] = set()
    position = 0
    for name, parts in outline:
        parent = _place_topic(workshop, existing, name, None, position)
        kept.add(parent.pk)
        position += 1
        for part in parts:
            kept.add(_place_topic(workshop, existing, part, parent, position).pk)
            position += 1
    workshop.topics.exclude(pk__in=kept).delete()
    audit.record_of_workshop(workshop, by, "topics_changed", f"Topics changed: {position} now")


@transaction.atomic
def save_track(*, track: Track, by: User, opt_ins: Iterable[tuple[str, str]], position: int) -> Track:
    """Store a track and its opt-ins; an opt-in that keeps its label keeps the authors who chose it."""
    track.position = position
    if not track.key:
        track.key = _free_key(track.name, set(track.workshop.tracks.values_list("key", flat=True)))
    track.full_clean()
    track.save()
    kept = []
    taken: set[str] = set()
    for place, (label, note) in enumerate(opt_ins):
        key = _free_key(label, taken)
        taken.add(key)
        values = {"label": label, "note": note, "position": place}
        kept.append(OptIn.objects.update_or_create(track=track, key=key, defaults=values)[0].pk)
    track.opt_ins.exclude(pk__in=kept).delete()
    audit.record_of_workshop(
        track.workshop, by, "track_changed", f"Track saved: {track.name}, {track.page_limit} pages"
    )
    return track


@transaction.atomic
def delete_track(*, track: Track, by: User) -> None:
    """Delete a track that has no papers; one that has is closed instead."""
    if track.submissions.exists():
        raise Invalid(f"{track.name} has papers and can't be deleted. Close it for submissions instead.")
    name = track.name
    track.delete()
    audit.record_of_workshop(track.workshop, by, "track_deleted", f"Track deleted: {name}")


def free_date_keys(*, workshop: Workshop, changed: Iterable[int | None]) -> None:
    """Let dates that become another kind go of the kind they are, so that two of them can change places."""
    workshop.dates.filter(pk__in=[pk for pk in changed if pk]).update(key=DateKey.OTHER)


@transaction.atomic
def save_date(*, date: ImportantDate, by: User, moment: dict[str, Any], position: int) -> ImportantDate:
    """Store a date; one that moves and was public keeps the old value, to be shown struck through."""
    before = ImportantDate.objects.filter(pk=date.pk).first() if date.pk else None
    date.at, date.until, date.whole_day = moment["at"], moment["until"], moment["whole_day"]
    date.position = position
    date.full_clean(exclude=["workshop"])
    date.save()
    if before and before.at and before.at != date.at:
        if date.workshop.is_public:
            DateChange.objects.create(
                date=date, previous_at=before.at, previous_whole_day=before.whole_day, changed_by=by
            )
        audit.record_of_workshop(
            date.workshop,
            by,
            "date_moved",
            f"{date.label} moved",
            before={"at": before.at.isoformat()},
            after={"at": date.at.isoformat() if date.at else None},
        )
    return date


@transaction.atomic
def add_role(*, workshop: Workshop, by: User, user: User, kind: str) -> Role:
    """Give a person a part in the workshop."""
    role, created = Role.objects.get_or_create(workshop=workshop, user=user, kind=kind)
    if created:
        audit.record_of_workshop(
            workshop, by, "role_added", f"{user.name} is now {role.get_kind_display().lower()}"
        )
    return role


@transaction.atomic
def remove_role(*, role: Role, by: User) -> None:
    """Take a part away; a workshop always keeps one program chair."""
    chairs = Role.objects.select_for_update().filter(workshop=role.workshop, kind=RoleKind.PROGRAM_CHAIR)
    if role.kind == RoleKind.PROGRAM_CHAIR and chairs.count() == 1:
        raise Refused("A workshop needs a program chair. Make someone else chair first.")
    audit.record_of_workshop(
        role.workshop, by, "role_removed", f"{role.user.name} is no longer {role.get_kind_display().lower()}"
    )
    role.delete()


@transaction.atomic
def add_committee(*, workshop: Workshop, by: User, group: str, people: Iterable[tuple[str, str, str]]) -> int:
    """List people (name, affiliation, link) on the public pages; names that are listed already stay as they are. Returns how many are new."""
    listed = set(workshop.committee.filter(group=group).values_list("name", flat=True))
    last = workshop.committee.aggregate(last=Max("position"))["last"] or 0
    new = 0
    for name, affiliation, url in people:
        if name in listed:
            continue
        listed.add(name)
        new += 1
        CommitteeMember.objects.create(
            workshop=workshop, group=group, name=name, affiliation=affiliation, url=url, position=last + new
        )
    audit.record_of_workshop(workshop, by, "committee_changed", f"{new} people listed")
    return new


def _series_for(acronym: str, by: User) -> Series:
    """Return the series of that name in which somebody chaired an edition, else a new one.

    Editions stand on one another's sites, so nobody joins the series of others by a name alone.
    """
    name = acronym.rstrip("0123456789 '’").strip() or acronym
    slug = slugify(name)[:36] or "series"
    alike = Series.objects.filter(Q(slug=slug) | Q(slug__startswith=f"{slug}-"), name=name)
    own = Q(workshops__roles__user=by, workshops__roles__kind=RoleKind.PROGRAM_CHAIR)
    found = alike.filter(own | Q(workshops=None)).order_by("pk").first()
    taken = set(Series.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return found or Series.objects.create(slug=_free_key(slug, taken), name=name)


def _free_key(name: str, taken: set[str]) -> str:
    base = slugify(name)[:36] or "track"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def _place_topic(
    workshop: Workshop, existing: dict[str, Topic], name: str, parent: Topic | None, position: int
) -> Topic:
    topic = existing.get(name.casefold()) or Topic(workshop=workshop)
    topic.name, topic.parent, topic.position = name, parent, position
    topic.save()
    return topic


def _first_parts(workshop: Workshop, by: User, deadline: date | None) -> None:
    Track.objects.create(workshop=workshop, key="papers", name="Papers", presentations=["poster"])
    CommitteeMember.objects.create(
        workshop=workshop, group=CommitteeMember.Group.ORGANIZER, name=by.name, user=by
    )
    keys = (DateKey.SUBMISSION, DateKey.REVIEWS, DateKey.NOTIFICATION, DateKey.CAMERA_READY, DateKey.WORKSHOP)
    for position, key in enumerate(keys):
        at = end_of_day(deadline, AOE) if deadline and key == DateKey.SUBMISSION else None
        zone = ImportantDate.Zone.LOCAL if key == DateKey.WORKSHOP else ImportantDate.Zone.AOE
        ImportantDate.objects.create(
            workshop=workshop, key=key, label=key.label, at=at, zone=zone, position=position
        )


def _copy_parts(source: Workshop, target: Workshop, deadline: date | None) -> None:
    profiles = {
        profile.pk: StyleProfile.objects.create(
            workshop=target, name=profile.name, numbers=profile.numbers, made_by=profile.made_by
        )
        for profile in source.style_profiles.all()
    }
    for track in source.tracks.prefetch_related("opt_ins"):
        opt_ins = list(track.opt_ins.all())
        track.pk, track.workshop, track.deadline_at = None, target, None
        track.profile = profiles.get(track.profile_id or 0)
        track._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
        track.save()
        OptIn.objects.bulk_create(
            OptIn(track=track, **{name: getattr(o, name) for name in OPT_IN_COPIED}) for o in opt_ins
        )
    parents: dict[int, Topic] = {}
    for topic in source.topics.order_by(F("parent_id").asc(nulls_first=True), "position"):
        parent = parents.get(topic.parent_id) if topic.parent_id else None
        parents[topic.pk] = Topic.objects.create(
            workshop=target, name=topic.name, parent=parent, position=topic.position
        )
    _copy_rows(source, target)
    _copy_dates(source, target, deadline)
    _copy_mail(source, target)
    kept = Retention.objects.filter(workshop=source).values_list("months", flat=True).first()
    if kept:
        Retention.objects.create(workshop=target, months=kept)


def _copy_rows(source: Workshop, target: Workshop) -> None:
    rows: list[CommitteeMember | Sponsor | Contact] = [
        *source.committee.all(),
        *source.sponsors.all(),
        *source.contacts.all(),
    ]
    for row in rows:
        row.pk, row.workshop = None, target
        row._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
        row.save()


def _copy_mail(source: Workshop, target: Workshop) -> None:
    """The chairs' own words, when reminders go, how long mails to many wait; whether all mail is held is of the day."""
    MailTemplate.objects.bulk_create(
        MailTemplate(workshop=target, key=text.key, subject=text.subject, body=text.body)
        for text in source.mail_templates.all()
    )
    ReminderRule.objects.bulk_create(
        ReminderRule(workshop=target, kind=rule.kind, is_on=rule.is_on, days=rule.days)
        for rule in source.reminder_rules.all()
    )
    delay = MailRules.objects.filter(workshop=source).values_list("delay_minutes", flat=True).first()
    if delay:
        MailRules.objects.create(workshop=target, delay_minutes=delay)


def _copy_dates(source: Workshop, target: Workshop, deadline: date | None) -> None:
    """Move every date by the distance between the two deadlines; without a new deadline all are to be determined."""
    old = source.dates.filter(key=DateKey.SUBMISSION).first()
    shift: timedelta | None = None
    if deadline and old and old.at:
        shift = end_of_day(deadline, AOE) - old.at
        shift = timedelta(days=round(shift / timedelta(days=1)))
    for item in source.dates.all():
        moved = item.at + shift if item.at and shift is not None else None
        until = item.until + shift if item.until and shift is not None else None
        ImportantDate.objects.create(
            workshop=target, key=item.key, label=item.label, at=moved, until=until, whole_day=item.whole_day,
            zone=item.zone, position=item.position,
        )  # fmt: skip
