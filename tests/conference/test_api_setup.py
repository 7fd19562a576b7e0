"""Programs that set a workshop up and keep its office: settings, topics, tracks, dates, mails."""

from __future__ import annotations

import pytest

from conference.models import DateChange, ImportantDate, Mail
from tests.api import V1, caller, send
from tests.factories import DateFactory, RoleFactory, SubmissionFactory, TrackFactory

pytestmark = pytest.mark.django_db
HERE = f"{V1}soils-2026/chair/"


@pytest.fixture
def chair():
    track = TrackFactory(workshop__slug="soils-2026", workshop__venue="Oulu")
    return RoleFactory(workshop=track.workshop)


def test_settings_change_by_what_is_named_and_by_the_version_that_was_seen(chair):
    program = caller(chair.user, "chair:write")
    before = program.get(f"{HERE}settings/")
    given = {"notice": "One week more.", "reviews_per_paper": 4, "submission_count": None}
    given["chairs_need_second_factor"] = True  # how chairs log in is no matter of tokens
    done = send(program, "patch", f"{HERE}settings/", given, If_Match=before["ETag"])
    assert (done.status_code, done.json()["notice"], done.json()["venue"]) == (200, "One week more.", "Oulu")
    late = send(program, "patch", f"{HERE}settings/", {"venue": "Riga"}, If_Match=before["ETag"])
    assert late.status_code == 412
    for wrong in ({"timezone": "Moon/Sea"}, {"accent": "bright"}, {"reviews_per_paper": "many"}):
        refused = send(program, "patch", f"{HERE}settings/", wrong, If_Match="*")
        assert (refused.status_code, list(refused.json()["errors"])) == (422, list(wrong))
    chair.workshop.refresh_from_db()
    assert (chair.workshop.venue, chair.workshop.reviews_per_paper) == ("Oulu", 4)
    assert not chair.workshop.chairs_need_second_factor
    reader = caller(chair.user, "chair:read")
    assert send(reader, "patch", f"{HERE}settings/", given, If_Match="*").status_code == 403
    editor = RoleFactory(workshop=chair.workshop, kind="site_editor").user
    assert caller(editor).get(f"{HERE}settings/").status_code == 404


def test_topics_and_tracks(chair):
    program = caller(chair.user)
    topics = [{"name": "Fields", "parts": ["Furrows", "Yield"]}, {"name": "Woods", "parts": []}]
    assert send(program, "put", f"{HERE}topics/", {"topics": topics}, If_Match="*").json() == {
        "topics": topics
    }

    seen = program.get(f"{HERE}tracks/")
    new = {
        "name": "Short papers", "page_limit": 2, "presentations": ["poster"],
        "opt_ins": [{"label": "Volume", "note": "Original | only"}],
    }  # fmt: skip
    made = send(program, "post", f"{HERE}tracks/", new, If_Match=seen["ETag"])
    assert (made.status_code, made.json()["key"], made.json()["opt_ins"]) == (
        201,
        "short-papers",
        new["opt_ins"],
    )
    assert send(program, "post", f"{HERE}tracks/", {"name": "x"}, If_Match=seen["ETag"]).status_code == 412
    one = f"{HERE}tracks/{made.json()['id']}/"
    changed = send(program, "patch", one, {"page_limit": 3, "style": "ICML"}, If_Match=made["ETag"]).json()
    assert (changed["page_limit"], changed["style"], changed["presentations"], changed["opt_ins"]) == (
        3, "ICML", ["poster"], new["opt_ins"],
    )  # fmt: skip
    for wrong in ({"page_limit": 0}, {"profile": 4}, {"style": "Comic"}):
        assert list(send(program, "patch", one, wrong, If_Match="*").json()["errors"]) == list(wrong)
    taken = SubmissionFactory(track=chair.workshop.tracks.first())
    used = f"{HERE}tracks/{taken.track_id}/"
    assert program.delete(used, headers={"If-Match": "*"}).status_code == 422
    assert program.delete(one, headers={"If-Match": "*"}).status_code == 204
    assert program.get(one).status_code == 404


def test_dates_are_set_in_their_own_zone_and_keep_what_they_were(chair):
    program = caller(chair.user)
    date = DateFactory(workshop=chair.workshop, key="submission_deadline")
    DateFactory(key="submission_deadline")
    day = {"day": "2027-04-20", "time": "23:59", "zone": "aoe"}
    moved = send(program, "patch", f"{HERE}dates/{date.pk}/", day, If_Match="*").json()
    assert (moved["at"], moved["time"]) == ("2027-04-21T11:59:59Z", "23:59")
    assert DateChange.objects.get().date == date
    new = {"key": "other", "label": "Grants close", "day": "2027-05-02"}
    made = send(program, "post", f"{HERE}dates/", new, If_Match="*").json()
    assert (made["time"], made["day"], made["at"]) == (None, "2027-05-02", "2027-05-03T11:59:59Z")
    open_again = send(program, "patch", f"{HERE}dates/{made['id']}/", {"day": None}, If_Match="*").json()
    assert (open_again["at"], open_again["label"]) == (None, "Grants close")
    for wrong, where in (
        ({"key": "submission_deadline"}, "key"), ({"time": "29:00", "day": "2027-05-02"}, "time"),
        ({"last_day": "2027-01-01"}, "last_day"),
    ):  # fmt: skip
        refused = send(program, "patch", f"{HERE}dates/{made['id']}/", wrong, If_Match="*")
        assert (refused.status_code, list(refused.json()["errors"])) == (422, [where])
    assert program.delete(f"{HERE}dates/{made['id']}/", headers={"If-Match": "*"}).status_code == 204
    assert [row["id"] for row in program.get(f"{HERE}dates/").json()["results"]] == [date.pk]
    foreign = ImportantDate.objects.exclude(workshop=chair.workshop).get()
    assert program.get(f"{HERE}dates/{foreign.pk}/").status_code == 404


def test_chair_changes_holds_and_sends_mails(chair):
    row = Mail.objects.create(
        workshop=chair.workshop, email="ada@people.example", subject="Hello", body="Dear Ada"
    )
    program, address = caller(chair.user), f"{V1}soils-2026/mails/{row.pk}/"
    seen = program.get(address)
    held = send(program, "post", f"{address}act/", {"action": "hold"})
    assert (held.status_code, held.json()["state"]) == (200, "held")
    assert send(program, "post", f"{address}act/", {"action": "hold"}).status_code == 403
    changed = send(program, "patch", address, {"subject": "Good day"}, If_Match=seen["ETag"])
    assert (changed.json()["subject"], changed.json()["body"]) == ("Good day", "Dear Ada")
    assert send(program, "patch", address, {"body": "x"}, If_Match=seen["ETag"]).status_code == 412
    assert send(program, "post", f"{address}act/", {"action": "take_back"}).json()["state"] == "cancelled"
    Mail.objects.update(state="sent")
    assert send(program, "patch", address, {"body": "x"}, If_Match="*").status_code == 403
