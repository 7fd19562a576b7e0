"""The facts of an edition, one by one, as a reader would look for them on the page where each belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

NEAR, ONE_ENTRY = 300, 900
PAST_FIGURES = ("accepted_posters", "accepted_orals", "travel_grants")
KINDS = {
    "opening": "Opening", "keynote": "Keynote", "spotlights": "Spotlights", "posters": "Posters", "panel": "Panel",
    "talk": "Talk", "closing": "Closing", "orals": "Orals",
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """Words that stand near one another on a page, in the order of a reader, and a link that is on it."""

    section: str
    page: str
    words: tuple[str, ...] = ()
    link: str = ""
    within: int = NEAR

    def __str__(self) -> str:
        return " / ".join([*self.words, *([self.link] if self.link else [])])


def facts_of(edition: dict[str, Any]) -> list[Fact]:
    """Return every name, time, title and link of an edition that its public pages have to hold."""
    makers = (_masthead, _dates, _call, _programme, _speakers, _people, _sponsors, _papers, _editions)
    return [fact for maker in makers for fact in maker(edition)]


def kept_back(edition: dict[str, Any]) -> list[str]:
    """Return the names that no page may hold: people who were not asked yet."""
    return [person["name"] for person in edition.get("potential_panelists", ())]


def day_in_words(text: str) -> str:
    return f"{date.fromisoformat(text[:10]):%-d %B %Y}"


def _masthead(edition: dict[str, Any]) -> Iterator[Fact]:
    for name in ("acronym", "title", "theme", "host_conference", "venue"):
        if edition.get(name):
            yield Fact("masthead", "", (edition[name],))
    for name in ("recording_index", "host_schedule_url"):
        if edition.get(name):
            yield Fact("masthead", "", link=edition[name])
    if edition.get("date"):
        yield Fact("masthead", "", ("Date", day_in_words(edition["date"])))


def _dates(edition: dict[str, Any]) -> Iterator[Fact]:
    for given in edition.get("dates", ()):
        yield Fact("dates", "call/", (given["label"], _moment(given)))
        for earlier in given.get("previously", ()):
            yield Fact("dates", "call/", (given["label"], f"was {_moment({**given, 'at': earlier})}"))
        if "page shows" not in given.get("note", "page shows") and given["at"]:
            yield Fact("dates", "call/", (given["label"], given["note"]))


def _moment(given: dict[str, Any]) -> str:
    at = given["at"]
    if at is None:
        return "TBD"
    if isinstance(at, list):
        first, last = (date.fromisoformat(day) for day in (at[0], at[-1]))
        return f"{first.day}–{last.day} {last:%B %Y}"
    return f"{day_in_words(at)}, {datetime.fromisoformat(at):%H:%M} AoE" if "T" in at else day_in_words(at)


def _call(edition: dict[str, Any]) -> Iterator[Fact]:
    for track in edition.get("tracks", ()):
        yield from _track(track)
    for topic in edition.get("topics", ()):
        name, parts = (topic, ()) if isinstance(topic, str) else (topic["name"], topic["sub"])
        yield Fact("call", "call/", (name,))
        yield from (Fact("call", "call/", (name, part), within=ONE_ENTRY) for part in parts)
    if "format" in edition:
        yield Fact(
            "call", "call/", (edition["format"]["style"],), link=edition["format"].get("style_url", "")
        )
        yield Fact("call", "call/", ("US letter",))
    for rule in (*rules_of(edition), *edition.get("outcomes", ())):
        yield Fact("call", "", (rule,))


def rules_of(edition: dict[str, Any]) -> list[str]:
    """Return what the call says beside tracks, topics and dates."""
    said = [f"review is {edition['review_model']}"] if "review_model" in edition else []
    said += [] if edition["archival"] else ["the workshop is non-archival"]
    said += [f"dual submission: {edition['dual_submission']}"] if "dual_submission" in edition else []
    return [*said, *edition.get("rules", ()), *edition.get("anonymity_rules", ())]


def _track(track: dict[str, Any]) -> Iterator[Fact]:
    yield Fact("call", "call/", (track["name"], f"at most {track['page_limit']} pages", "references"))
    said = [kind.split()[0] for kind in track.get("presentation", ())]
    said += [track[name] for name in ("note", "audience") if name in track]
    if "previously_published_allowed" in track:
        said += [
            "Published work",
            "welcome" if track["previously_published_allowed"] else "original contributions only",
        ]
    for option in track.get("opt_ins", ()):
        said += [option["label"], option["note"]]
    said += track["proceedings_opt_in"].split(", ", 1) if "proceedings_opt_in" in track else []
    yield from (Fact("call", "call/", (track["name"], words), within=ONE_ENTRY) for words in said)


def _programme(edition: dict[str, Any]) -> Iterator[Fact]:
    for slot in edition.get("program", ()):
        kind = (KINDS[slot["kind"]],) if slot["kind"] in KINDS else ()
        yield Fact("programme", "programme/", (f"{slot['start']} to {slot['end']}", *kind, slot["title"]))
        for name in slot.get("speakers", ()):
            yield Fact("programme", "programme/", (slot["title"], name))
        for person in slot.get("panelists", ()):
            yield Fact(
                "programme",
                "programme/",
                (slot["title"], person["name"], person["affiliation"]),
                within=ONE_ENTRY,
            )
        for name in ("recording", "link"):
            if slot.get(name):
                yield Fact("programme", "programme/", link=slot[name])
        if slot.get("note", "the page").startswith(("poster", "with")):
            yield Fact("programme", "programme/", (slot["title"], slot["note"]))


def _speakers(edition: dict[str, Any]) -> Iterator[Fact]:
    for person in (*edition.get("speakers", ()), *_panel(edition)):
        yield Fact("speakers", "speakers/", (person["name"], person["affiliation"]))
    for slot in edition.get("program", ()):
        for name in slot.get("speakers", ()):
            yield Fact("speakers", "speakers/", (name, slot["title"]), within=ONE_ENTRY)


def _panel(edition: dict[str, Any]) -> list[dict[str, str]]:
    return [person for slot in edition.get("program", ()) for person in slot.get("panelists", ())]


def _people(edition: dict[str, Any]) -> Iterator[Fact]:
    for group in ("organizers", "program_committee"):
        for person in edition.get(group, ()):
            words = (person["name"], person["affiliation"])
            yield Fact(
                group.rpartition("_")[2],
                "people/",
                words,
                link=person.get("url", ""),
                within=len("".join(words)) + 60,
            )


def _sponsors(edition: dict[str, Any]) -> Iterator[Fact]:
    for sponsor in edition.get("sponsors", ()):
        words = (sponsor["name"], sponsor["kind"]) if "kind" in sponsor else (sponsor["name"],)
        yield Fact("sponsors", "", words)


def _papers(edition: dict[str, Any]) -> Iterator[Fact]:
    tracks = {track["key"]: track["name"] for track in edition.get("tracks", ())}
    for paper in edition.get("accepted_papers", ()):
        authors = ", ".join(paper["authors"])
        yield Fact("papers", "papers/", (paper["title"], authors), within=ONE_ENTRY)
        yield Fact("paper pages", "papers/", (tracks[paper["track"]],), link=paper["openreview"])
        yield Fact("posters", "programme/", (paper["title"], authors), within=ONE_ENTRY)


def _editions(edition: dict[str, Any]) -> Iterator[Fact]:
    for past in edition.get("previous_editions", ()):
        accepted = past.get("accepted") or past["accepted_posters"] + past["accepted_orals"]
        figures = (str(past["submissions"]), str(accepted), past["attendees"])
        yield Fact("editions", "", (f"{edition['series']} {past['year']}", past["place"], *figures))


def facts_of_past(past: dict[str, Any]) -> list[Fact]:
    """Return what else is known of an edition before: it stands on that edition's own page."""
    figures = [f"{name.replace('_', ' ')}: {past[name]}" for name in PAST_FIGURES if name in past]
    return [
        Fact("past edition", "", (words,)) for words in (past["place"], *figures, *past.get("awards", ()))
    ]
