"""An organizer at the pages of a fresh installation: opens a form, fills in what the facts say, sends it."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client
from lxml import html

from bench.edition_facts import PAST_FIGURES, rules_of
from conference.models import User

UNSETTLED_DAY = "2025-04-27"  # For the drafted schedule of an edition whose day is not in its facts


class Chair:
    """Somebody with an account; every change goes through a form of the product."""

    def __init__(self) -> None:
        self.client = Client(headers={"host": "127.0.0.1:8000"})
        self.forms = 0
        user = User.objects.create(email="chair@bench.example", name="Chair")
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def open(self, path: str, *, having: str = "") -> dict[str, Any]:
        """Return what a form of a page holds: the one with a field of this name, or else the longest."""
        forms = [form for form in self.read(path).forms if having in form.fields or not having]
        form = max(forms, key=lambda found: len(found.inputs))
        return {name: value if value is not None else "" for name, value in form.form_values()}

    def read(self, path: str) -> Any:
        response = self.client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} was answered {response.status_code}.")
        return html.fromstring(response.content.decode("utf-8"))

    def send(self, path: str, data: dict[str, Any]) -> None:
        """Send a form; anything but the way on to a page is a refusal."""
        self.forms += 1
        response = self.client.post(path, data)
        if response.status_code != 302:
            root = html.fromstring(response.content.decode("utf-8"))
            said = [
                " ".join(item.text_content().split())
                for item in root.xpath("//*[contains(@class, 'error') or contains(@class, 'notice')]")
            ]
            raise RuntimeError(f"{path} was answered {response.status_code}: {said}")

    def change(self, path: str, **values: Any) -> None:
        """Open the form that has these fields, change them and send it."""
        self.send(path, {**self.open(path, having=next(iter(values))), **values})

    def save_rows(self, path: str, rows: list[dict[str, Any]], prefix: str = "form") -> None:
        """Fill the rows of a page in their order; what a row leaves out stays as it stands."""
        data = self.open(path)
        data[f"{prefix}-TOTAL_FORMS"] = max(len(rows), int(data[f"{prefix}-INITIAL_FORMS"]))
        for place in range(int(data[f"{prefix}-INITIAL_FORMS"])):
            data[f"{prefix}-{place}-DELETE"] = "on" if place >= len(rows) else ""
        for place, row in enumerate(rows):
            data[f"{prefix}-{place}-ORDER"] = place
            data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
        self.send(path, {name: value for name, value in data.items() if value != "" or name.endswith("-id")})


def rebuild(chair: Chair, edition: dict[str, Any]) -> None:
    """Make an edition from its facts and publish it as far as they go."""
    slug = edition["slug"]
    for past in edition.get("previous_editions", ()):
        _past(chair, edition, past)
    chair.send("/new/", _beginning(edition["acronym"], slug, edition, edition["venue"]))
    base = f"/{slug}/chair/"
    _settings(chair, base, edition)
    if "tracks" in edition:
        chair.save_rows(f"{base}tracks/", [_track(track) for track in edition["tracks"]])
        chair.change(f"{base}topics/", topics=_topics(edition))
        _dates(chair, base, edition)
    _people(chair, base, edition)
    if "sponsors" in edition:
        rows = [{"name": given["name"], "kind": given.get("kind", "")} for given in edition["sponsors"]]
        chair.save_rows(f"{base}sponsors/", rows, prefix="sponsors")
    _publish(chair, base, "site-on")
    if "accepted_papers" in edition:
        _papers(chair, base, edition)
        _publish(chair, base, "papers-on")
    if "program" in edition:
        _programme(chair, base, edition)
        _publish(chair, base, "programme-final" if "accepted_papers" in edition else "programme-preliminary")


def _beginning(acronym: str, slug: str, edition: dict[str, Any], venue: str) -> dict[str, Any]:
    return {
        "acronym": acronym, "title": edition["title"], "slug": slug, "venue": venue,
        "host_conference": edition["host_conference"] if slug == edition["slug"] else "", "timezone": edition["timezone"],
    }  # fmt: skip


def _past(chair: Chair, edition: dict[str, Any], past: dict[str, Any]) -> None:
    slug = f"{edition['series'].lower()}-{past['year']}"
    chair.send("/new/", _beginning(f"{edition['series']} {past['year']}", slug, edition, past["place"]))
    known = [f"{name.replace('_', ' ')}: {past[name]}" for name in PAST_FIGURES if name in past]
    chair.change(
        f"/{slug}/chair/settings/",
        submission_count=past["submissions"],
        accepted_count=past.get("accepted") or past["accepted_posters"] + past["accepted_orals"],
        attendees=past["attendees"],
        about_text="\n".join(f"- {words}" for words in [*known, *past.get("awards", ())]),
    )
    _publish(chair, f"/{slug}/chair/", "site-on")


def _settings(chair: Chair, base: str, edition: dict[str, Any]) -> None:
    style = edition.get("format", {})
    chair.change(
        f"{base}settings/",
        theme=edition.get("theme", ""),
        host_url=edition.get("host_schedule_url", ""),
        recordings_url=edition.get("recording_index", ""),
        about_text=_list(edition.get("outcomes", ())),
        call_text=_list(rules_of(edition)),
        style_name=style.get("style", ""),
        style_url=style.get("style_url", ""),
        paper_size=style.get("paper_size", "any"),
        reviews_per_paper=edition.get("min_reviews_per_submission", 3),
        attendees="–".join(str(number) for number in edition.get("expected_attendance", ())),
    )


def _list(lines: Any) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _track(track: dict[str, Any]) -> dict[str, Any]:
    label, _, note = track.get("proceedings_opt_in", "").partition(", ")
    options = [f"{label} | {note}"] if label else []
    options += [f"{option['label']} | {option['note']}" for option in track.get("opt_ins", ())]
    return {
        "name": track["name"],
        "page_limit": track["page_limit"],
        "references_count": "on" if track["references_count"] else "",
        "presentations": [words.split()[0] for words in track.get("presentation", ("poster",))],
        "previously_published_allowed": "on" if track.get("previously_published_allowed") else "",
        "is_open": "on",
        "supplement_mb": 50,
        "description": "\n\n".join(track[name] for name in ("audience", "note") if name in track),
        "opt_in_lines": "\n".join(options),
    }


def _topics(edition: dict[str, Any]) -> str:
    lines = []
    for topic in edition["topics"]:
        lines += (
            [topic] if isinstance(topic, str) else [topic["name"], *(f"- {part}" for part in topic["sub"])]
        )
    return "\n".join(lines)


def _dates(chair: Chair, base: str, edition: dict[str, Any]) -> None:
    """Enter the dates as they were first, then as they are: the old ones stay, struck through."""
    given = edition["dates"]
    first = [{**item, "at": item["previously"][0]} if item.get("previously") else item for item in given]
    chair.save_rows(f"{base}dates/", [_date(item) for item in first])
    if first != given:
        chair.save_rows(f"{base}dates/", [_date(item) for item in given])


def _date(item: dict[str, Any]) -> dict[str, Any]:
    days = item["at"] if isinstance(item["at"], list) else [item["at"] or ""]
    day, _, clock = days[0].partition("T")
    known = ("submission_deadline", "notification", "camera_ready", "workshop")
    return {
        "key": item["key"] if item["key"] in known else "other",
        "label": item["label"],
        "day": day,
        "clock": clock[:5],
        "last_day": days[-1] if len(days) > 1 else "",
        "zone": "local" if item["key"] == "workshop" else "aoe",
        "note": "" if "page shows" in item.get("note", "") or not item["at"] else item.get("note", ""),
    }


def _people(chair: Chair, base: str, edition: dict[str, Any]) -> None:
    chair.save_rows(f"{base}people/", [])
    for group, facts in (("organizer", "organizers"), ("program_committee", "program_committee")):
        lines = [
            f"{person['name']}, {person['affiliation']} {person.get('url', '')}"
            for person in edition.get(facts, ())
        ]
        if lines:
            chair.send(f"{base}people/paste/", {"group": group, "lines": "\n".join(lines)})


def _papers(chair: Chair, base: str, edition: dict[str, Any]) -> None:
    held = io.StringIO()
    table = csv.writer(held)
    table.writerow(["title", "authors", "track", "presentation", "forum"])
    tracks = {track["key"]: track["name"] for track in edition["tracks"]}
    for paper in edition["accepted_papers"]:
        kind = "spotlight" if paper["track"] == "full" else "poster"
        table.writerow(
            [paper["title"], ";".join(paper["authors"]), tracks[paper["track"]], kind, paper["openreview"]]
        )
    path = f"{base}publish/elsewhere/"
    chair.send(path, {**chair.open(path), "text": held.getvalue(), "action": "take"})


def _programme(chair: Chair, base: str, edition: dict[str, Any]) -> None:
    places = {person["name"]: person["affiliation"] for person in edition["speakers"]}
    text = "\n".join(_line(slot, places) for slot in edition["program"])
    day = edition.get("date") or UNSETTLED_DAY
    chair.send(f"{base}programme/day/", {"day": day, "text": text, "action": "take"})
    _sessions(chair, base, edition)
    for person in edition.get("potential_panelists", ()):
        given = {"name": person["name"], "affiliation": person["affiliation"], "status": "to_invite"}
        chair.change(f"{base}speakers/new/", **given)
    confirmed = {
        *places,
        *(person["name"] for slot in edition["program"] for person in slot.get("panelists", ())),
    }
    for path in _links(chair, f"{base}speakers/", "/speakers/at/"):
        if chair.open(path)["name"] in confirmed:
            chair.change(path, status="confirmed")


def _line(slot: dict[str, Any], places: dict[str, str]) -> str:
    """Return a session as the text of a proposal has it."""
    people = [f"{name} ({places[name]})" for name in slot.get("speakers", ())]
    people += [f"{person['name']} ({person['affiliation']})" for person in slot.get("panelists", ())]
    times = f" ({slot['talks']} x {slot['minutes_each']} min)" if "talks" in slot else ""
    words = (
        f"{slot['kind'].capitalize()}: {', '.join(people)}, “{slot['title']}”" if people else slot["title"]
    )
    return f"{slot['start']}-{slot['end']} {words}{times}"


def _sessions(chair: Chair, base: str, edition: dict[str, Any]) -> None:
    """Add recordings, links and notes to the sessions, and hang the posters."""
    slots = {(slot["start"], slot["title"]): slot for slot in edition["program"]}
    for path in _links(chair, f"{base}programme/", "/programme/"):
        shown = chair.open(path, having="start")
        slot = slots.get((shown["start"], shown["title"]))
        if slot is None:
            print(f"      read otherwise: {shown['start']} {shown['title']} ({shown['kind']})")
            slot = next(slot for slot in edition["program"] if slot["start"] == shown["start"])
        note = slot.get("note", "")
        chair.change(
            path,
            kind=slot["kind"],
            title=slot["title"],
            note="" if note.startswith(("the page", "others")) else note,
            recording_url=slot.get("recording", ""),
            link=slot.get("link", ""),
        )
        if slot["kind"] == "posters" and "accepted_papers" in edition:
            version = chair.open(path, having="start")["version"]
            chair.send(f"{path}papers/", {"action": "fill", "version": version})


def _links(chair: Chair, page: str, below: str) -> list[str]:
    root = chair.read(page)
    found = [
        link
        for link in root.xpath("//a/@href")
        if below in link and link.startswith(page.split("chair/", maxsplit=1)[0])
    ]
    wanted = [link for link in found if len(link.rstrip("/").rpartition("/")[2]) == 36 or "/at/" in link]
    return list(dict.fromkeys(wanted))


def _publish(chair: Chair, base: str, change: str) -> None:
    path = f"{base}publish/"
    chair.send(path, {**chair.open(f"{path}?change={change}"), "change": change})
