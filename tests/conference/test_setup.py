"""A chair sets a workshop up: through the pages, as she would."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from conference.models import AuditEntry, ImportantDate, MailRules, Retention, Topic, Track, Workshop
from conference.services.workshops import create_workshop
from program.models import DocumentTexts, PublicSite
from tests.factories import (
    DateFactory,
    OptInFactory,
    RoleFactory,
    SubmissionFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(client):
    role = RoleFactory(workshop__slug="trees-2026", workshop__acronym="Trees 2026")
    client.force_login(role.user)
    return role


CORRECT = "Some fields need a correction."


def settings_data(workshop: Workshop, **changes: object) -> dict[str, object]:
    return {
        "seen": workshop.version,
        "acronym": workshop.acronym,
        "title": workshop.title,
        "timezone": "Europe/Oslo",
        "accent": "#123456",
        "paper_size": "a4",
        "reviews_per_paper": 3,
        "default_load": 4,
        **changes,
    }


def rows(prefix: str, *forms: dict[str, object]) -> dict[str, object]:
    existing = sum(1 for form in forms if form.get("id"))
    data: dict[str, object] = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": existing}
    for at, form in enumerate(forms):
        data |= {f"{prefix}-{at}-{name}": value for name, value in {"ORDER": at + 1, **form}.items()}
    return data


def test_anyone_signed_in_makes_a_workshop_and_is_its_chair(client):
    user = UserFactory(name="Nkechi Ødegård")
    client.force_login(user)

    answer = client.post(
        "/new/",
        {
            "acronym": "Rivers 2027",
            "title": "Workshop on Rivers",
            "timezone": "lagos",
            "deadline_day": "2027-02-05",
        },
    )

    workshop = Workshop.objects.get(slug="rivers-2027")
    assert answer.headers["Location"] == "/rivers-2027/chair/"
    assert [role.kind for role in workshop.roles.filter(user=user)] == ["program_chair"]
    assert (workshop.series.name, workshop.timezone) == ("Rivers", "Africa/Lagos")
    make = lambda by, slug: create_workshop(by=by, slug=slug, acronym="Rivers 2028", title="Rivers")  # noqa: E731
    assert make(user, "rivers-2028").series == workshop.series
    others = make(UserFactory(), "rivers-of-others").series
    assert (others.name, others == workshop.series) == ("Rivers", False)
    deadline = workshop.dates.get(key="submission_deadline")
    assert deadline.at == datetime(2027, 2, 6, 11, 59, 59, tzinfo=UTC)
    assert not workshop.is_public


@pytest.mark.enumeration
@pytest.mark.parametrize("slug", ["me", "speakers", "invitations", "accounts", "api", "static"])
def test_address_of_the_site_itself_is_refused(client, slug):
    client.force_login(UserFactory())
    answer = client.post("/new/", {"acronym": "A", "title": "B", "slug": slug, "timezone": "UTC"})
    assert "used by the site itself" in answer.content.decode()
    assert not Workshop.objects.exists()


def test_next_edition_copies_texts_and_moves_dates(client):
    old = WorkshopFactory(call_text="Send us your rivers.", accent="#445566", timezone="Asia/Singapore")
    client.force_login(RoleFactory(workshop=old, kind="program_chair").user)
    track = TrackFactory(workshop=old, name="Short", page_limit=2)
    OptInFactory(track=track, label="Volume")
    parent = TopicFactory(workshop=old, name="Water")
    TopicFactory(workshop=old, name="Floods", parent=parent)
    DateFactory(workshop=old, at=datetime(2026, 2, 7, 11, 59, 59, tzinfo=UTC))
    DateFactory(workshop=old, key="workshop", label="Workshop", at=datetime(2026, 4, 26, 22, tzinfo=UTC))
    track.profile = old.style_profiles.create(name="Our own", numbers={"columns": 2})
    track.save()
    old.mail_templates.create(key="receipt", subject="It is in", body="Words of ours")
    old.reminder_rules.create(kind="reviews", is_on=True, days=[5, -1])
    old.reminder_rules.create(kind="camera_ready", is_on=False, days=[])
    MailRules.objects.create(workshop=old, held=True, delay_minutes=15)
    Retention.objects.create(workshop=old, months=24, warned_at=datetime(2026, 1, 1, tzinfo=UTC))
    for form_track, label in ((None, "Old wording"), (None, "Soundness"), (track, "Shortness")):
        number = old.review_forms.filter(track=form_track).count() + 1
        form = old.review_forms.create(track=form_track, number=number)
        form.questions.create(key="one", label=label, kind="scale", options=[[1, "no"], [2, "yes"]])
    old.places.create(outcome="accept_oral", many=6)
    PublicSite.objects.create(workshop=old, banner="banners/old.jpg", takes_questions=True)
    DocumentTexts.objects.create(
        workshop=old, signed_by="Ada, chair", certificates_released_at=datetime(2026, 1, 1, tzinfo=UTC)
    )

    begun = {"source": old.pk, "acronym": "W 2027", "title": "W", "deadline_day": "2027-02-06"}
    assert client.post("/new/", begun).headers["Location"] == "/w-2027/chair/"

    new = Workshop.objects.get(slug="w-2027")

    assert (new.call_text, new.accent, new.timezone) == ("Send us your rivers.", "#445566", "Asia/Singapore")
    assert [(t.name, t.page_limit, [o.label for o in t.opt_ins.all()]) for t in new.tracks.all()] == [
        ("Short", 2, ["Volume"])
    ]
    assert new.topics.get(name="Floods").parent == new.topics.get(name="Water")
    moved = {item.key: item.at for item in new.dates.all()}
    assert moved["submission_deadline"] == datetime(2027, 2, 7, 11, 59, 59, tzinfo=UTC)
    assert moved["workshop"] == datetime(2027, 4, 26, 22, tzinfo=UTC)
    assert old.tracks.count() == 1
    own_style = new.tracks.get().profile
    assert (own_style.workshop, own_style.numbers) == (new, {"columns": 2})
    assert new.mail_templates.get().body == "Words of ours"
    assert {(rule.kind, rule.is_on, tuple(rule.days)) for rule in new.reminder_rules.all()} == {
        ("reviews", True, (5, -1)),
        ("camera_ready", False, ()),
    }
    assert (new.mail_rules.held, new.mail_rules.delay_minutes) == (False, 15)
    assert (new.retention.months, new.retention.warned_at) == (24, None)
    forms = {form.track and form.track.name: form for form in new.review_forms.all()}
    assert {name: form.questions.get().label for name, form in forms.items()} == {
        None: "Soundness",
        "Short": "Shortness",
    }
    assert {form.number for form in forms.values()} == {1}
    assert new.places.get().many == 6
    assert (new.public_site.banner.name, new.public_site.takes_questions) == ("banners/old.jpg", True)
    assert new.document_texts.signed_by == "Ada, chair"
    assert new.document_texts.certificates_released_at is None


def test_settings_are_saved_and_in_the_history(client, chair):
    data = settings_data(chair.workshop, title="Workshop on Trees", about_text="# Trees")
    client.post("/trees-2026/chair/settings/", data)

    chair.workshop.refresh_from_db()
    assert (chair.workshop.title, chair.workshop.timezone) == ("Workshop on Trees", "Europe/Oslo")
    assert "title" in AuditEntry.objects.get(action="settings_changed").text


@pytest.mark.enumeration
def test_unknown_time_zone_is_named_and_the_top_says_that_something_is_wrong_below(client, chair):
    data = settings_data(chair.workshop, timezone="Europe/Atlantis")
    page = client.post("/trees-2026/chair/settings/", data).content.decode()
    assert 0 < page.find(CORRECT) < page.find("No such time zone")
    assert CORRECT not in client.get("/trees-2026/chair/settings/").content.decode()


def test_second_chair_is_told_and_loses_nothing(client, chair):
    client.post("/trees-2026/chair/settings/", settings_data(chair.workshop, title="First chair's title"))

    late = settings_data(chair.workshop, title="Second chair's title", call_text="Words of an evening")
    answer = client.post("/trees-2026/chair/settings/", late)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone else changed this" in page
    assert 'href="/trees-2026/chair/settings/" target="_blank">See what is saved now' in page
    assert "Words of an evening" in page
    chair.workshop.refresh_from_db()
    assert chair.workshop.title == "First chair's title"
    again = client.post(
        "/trees-2026/chair/settings/", {**late, "seen": Workshop.objects.get(slug="trees-2026").version}
    )
    assert again.status_code == 302


def test_moved_deadline_keeps_the_old_one_struck_through(client, chair):
    item = DateFactory(workshop=chair.workshop, at=datetime(2026, 2, 7, 11, 59, 59, tzinfo=UTC))
    row = {
        "id": item.pk,
        "key": item.key,
        "label": item.label,
        "zone": "aoe",
        "day": "2026-02-13",
        "clock": "23:59",
    }

    client.post("/trees-2026/chair/dates/", {"seen": chair.workshop.version, **rows("form", row)})

    item.refresh_from_db()
    assert item.at == datetime(2026, 2, 14, 11, 59, 59, tzinfo=UTC)
    page = client.get("/trees-2026/chair/dates/").content.decode()
    assert (
        '<s class="date-old"><span class="visually-hidden">was </span>6 February 2026, 23:59 AoE</s>' in page
    )
    Workshop.objects.update(is_public=False)
    row["day"] = "2026-02-20"
    seen = Workshop.objects.get().version
    client.post("/trees-2026/chair/dates/", {"seen": seen, **rows("form", row)})
    page = client.get("/trees-2026/chair/dates/").content.decode()
    assert ("20 February 2026" in page, page.count("date-old")) == (True, 1)


def test_two_dates_can_change_their_kinds(client, chair):
    first = DateFactory(workshop=chair.workshop, at=datetime(2026, 2, 7, 11, 59, 59, tzinfo=UTC))
    second = DateFactory(workshop=chair.workshop, key="notification", label="Notification", at=None)
    kinds = [(first, "notification"), (second, first.key)]
    given = [{"id": item.pk, "key": key, "label": item.label, "zone": "aoe"} for item, key in kinds]
    client.post("/trees-2026/chair/dates/", {"seen": chair.workshop.version, **rows("form", *given)})
    for item, key in kinds:
        item.refresh_from_db()
        assert item.key == key


def test_date_without_day_is_to_be_determined(client, chair):
    row = {"key": "camera_ready", "label": "", "zone": "aoe"}
    page = client.post("/trees-2026/chair/dates/", {"seen": chair.workshop.version, **rows("form", row)})
    assert CORRECT in page.content.decode()
    row["label"] = "Camera-ready"
    client.post("/trees-2026/chair/dates/", {"seen": chair.workshop.version, **rows("form", row)})
    assert ImportantDate.objects.get(key="camera_ready").at is None
    assert "TBD" in client.get("/trees-2026/chair/dates/").content.decode()


@pytest.mark.enumeration
def test_contradicting_dates_are_pointed_out(client, chair):
    DateFactory(workshop=chair.workshop, at=datetime(2026, 2, 7, tzinfo=UTC))
    DateFactory(
        workshop=chair.workshop,
        key="notification",
        label="Notification",
        at=datetime(2026, 3, 1, 11, 59, tzinfo=UTC),
    )
    DateFactory(
        workshop=chair.workshop, key="workshop", label="Workshop", at=datetime(2025, 4, 26, 12, tzinfo=UTC)
    )
    page = client.get("/trees-2026/chair/").content.decode()
    assert "Workshop (26 April 2025) comes before Notification (28 February 2026)." in page
    assert "Workshop is in 2025, while most dates are in 2026." in page


def test_topic_that_keeps_its_name_keeps_its_papers(client, chair):
    topic = TopicFactory(workshop=chair.workshop, name="Canopies")
    gone = TopicFactory(workshop=chair.workshop, name="Roots")
    paper = SubmissionFactory(track__workshop=chair.workshop)
    paper.topics.add(topic, gone)

    client.post(
        "/trees-2026/chair/topics/",
        {"seen": chair.workshop.version, "topics": "Forests\n- Canopies\n\n- canopies\nSoils"},
    )

    assert [(t.name, t.parent and t.parent.name) for t in Topic.objects.filter(workshop=chair.workshop)] == [
        ("Forests", None),
        ("Canopies", "Forests"),
        ("Soils", None),
    ]
    assert [t.pk for t in paper.topics.all()] == [topic.pk]


def test_track_with_papers_is_not_deleted(client, chair):
    track = TrackFactory(workshop=chair.workshop, name="Long")
    SubmissionFactory(track=track)
    row = {"id": track.pk, "name": "Long", "page_limit": 8, "DELETE": "on"}

    answer = client.post("/trees-2026/chair/tracks/", {"seen": chair.workshop.version, **rows("form", row)})

    assert "Long has papers and can&#x27;t be deleted" in answer.content.decode()
    assert Track.objects.filter(pk=track.pk).exists()


def test_opt_ins_are_lines_of_a_track(client, chair):
    row = {
        "name": "Full",
        "page_limit": 8,
        "presentations": ["oral", "poster"],
        "supplement_mb": 50,
        "opt_in_lines": "Proceedings volume | only original work\nJournal stream",
    }
    client.post("/trees-2026/chair/tracks/", {"seen": chair.workshop.version, **rows("form", row)})
    track = Track.objects.get(workshop=chair.workshop)
    assert [(o.label, o.note) for o in track.opt_ins.all()] == [
        ("Proceedings volume", "only original work"),
        ("Journal stream", ""),
    ]
    assert track.presentations == ["oral", "poster"]


def test_last_chair_cannot_be_removed(client, chair):
    client.post(f"/trees-2026/chair/people/roles/{chair.pk}/remove/")
    assert chair.workshop.roles.filter(pk=chair.pk).exists()
    other = RoleFactory(workshop=chair.workshop)
    client.post(f"/trees-2026/chair/people/roles/{other.pk}/remove/")
    assert not chair.workshop.roles.filter(pk=other.pk).exists()


def test_part_for_a_stranger_goes_by_invitation(client, chair, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/trees-2026/chair/people/roles/", {"email": "New@Area.example", "kind": "area_chair"})
    invitation = chair.workshop.invitations.get()
    assert (invitation.email, invitation.kind, invitation.state) == (
        "new@area.example",
        "area_chair",
        "pending",
    )
    assert [message.to for message in mail.outbox] == [["new@area.example"]]
    assert invitation.token in mail.outbox[0].body

    assert client.get(f"/invitations/{invitation.token}/").status_code == 200
    answer = client.post(f"/trees-2026/chair/people/invitations/{invitation.pk}/take-back/", follow=True)
    assert "is taken back" in answer.content.decode()
    assert client.get(f"/invitations/{invitation.token}/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/trees-2026/chair/people/roles/", {"email": "new@area.example", "kind": "area_chair"})
    assert client.get(f"/invitations/{invitation.token}/").status_code == 200
    assert len(mail.outbox) == 2


def test_who_is_given_a_part_is_told_once(client, chair, django_capture_on_commit_callbacks):
    user = UserFactory(email="known@area.example")
    for _turn in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/trees-2026/chair/people/roles/", {"email": user.email, "kind": "area_chair"})
    told = [(message.subject, *message.to) for message in mail.outbox]
    assert told == [(f"You are area chair of {chair.workshop.acronym}", user.email)]


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "page",
    [
        "",
        "settings/",
        "tracks/",
        "topics/",
        "dates/",
        "people/",
        "sponsors/",
        "mail/",
        "mail/texts/",
        "jobs/",
        "history/",
    ],
)
def test_pages_of_the_chair_are_for_chairs(client, chair, page):
    address = f"/trees-2026/chair/{page}"
    assert client.get(address).status_code == 200
    for outsider in (UserFactory(), RoleFactory(workshop=chair.workshop, kind="reviewer").user):
        client.force_login(outsider)
        assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).headers["Location"].startswith("/accounts/login/")
    assert client.get(f"/no-such-2026/chair/{page}").headers["Location"].startswith("/accounts/login/")


def test_workshop_that_is_not_public_is_missing_to_outsiders(client, chair):
    chair.workshop.is_public = False
    chair.workshop.save()
    assert client.get("/trees-2026/theme.css").status_code == 200
    client.force_login(UserFactory())
    assert client.get("/trees-2026/theme.css").status_code == 404
