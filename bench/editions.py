"""Makes the editions as a chair would and prints, section by section, which of their facts the public pages hold."""

from __future__ import annotations

import io
import json
import logging
import tempfile
import time
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import Client

from bench.edition_chair import Chair, rebuild
from bench.edition_facts import Fact, facts_of, facts_of_past, kept_back
from bench.edition_pages import Pages, of_copy, of_site

FACTS = Path(__file__).resolve().parents[2] / "shared" / "workshops"
SECTIONS = (
    "masthead", "dates", "call", "programme", "speakers", "organizers", "committee", "sponsors", "papers", "paper pages",
    "posters", "editions",
)  # fmt: skip
ORDER = ("ml4rs-2025", "ml4rs-2026", "terrabytes-2025")


def report() -> None:
    """Rebuild each edition, then compare the site and its static copy with the facts."""
    logging.getLogger("django.request").setLevel(
        logging.ERROR
    )  # A page that an edition does not have is asked for too
    editions = {slug: json.loads((FACTS / f"{slug}.json").read_text("utf-8")) for slug in ORDER}
    chair = Chair()
    for slug, edition in editions.items():
        started = time.perf_counter()
        rebuild(chair, edition)
        print(f"{slug}: rebuilt with {chair.forms} forms in {time.perf_counter() - started:.0f} s")
    missing = 0
    for slug, edition in editions.items():
        missing += _compare(slug, edition, _visited(slug), _copied(slug))
    print(f"editions: {missing or 'no'} facts missing")
    if missing:
        raise SystemExit(1)


def by_section(fact: Fact) -> int:
    return SECTIONS.index(fact.section)


def _compare(slug: str, edition: dict[str, Any], site: Pages, copy: Pages) -> int:
    missing = sum(
        _compared(slug, SECTIONS[section], list(facts), site, copy)
        for section, facts in groupby(sorted(facts_of(edition), key=by_section), key=by_section)
    )
    for past in edition.get("previous_editions", ()):
        name = f"{edition['series'].lower()}-{past['year']}"
        missing += _compared(name, "past edition", facts_of_past(past), _visited(name), _copied(name))
    hidden = kept_back(edition)
    leaked = [words for words in hidden if site.has(words) or copy.has(words)]
    if hidden:
        print(f"  {slug:<16} {'kept back':<13} {len(hidden) - len(leaked):>3} of {len(hidden)}")
    return missing + len(leaked)


def _compared(slug: str, section: str, facts: list[Fact], site: Pages, copy: Pages) -> int:
    lost = {
        name: [fact for fact in facts if not pages.holds(fact)]
        for name, pages in (("site", site), ("copy", copy))
    }
    found = [len(facts) - len(missed) for missed in lost.values()]
    print(f"  {slug:<16} {section:<13} {found[0]:>3} of {len(facts)} on the site, {found[1]} in its copy")
    for name, missed in lost.items():
        for fact in missed:
            print(f"      not on the {name}: {fact}")
    return sum(len(missed) for missed in lost.values())


def _visited(slug: str) -> Pages:
    return of_site(Client(headers={"host": "127.0.0.1:8000"}), slug)


def _copied(slug: str) -> Pages:
    with tempfile.TemporaryDirectory() as folder:
        call_command("export_site", slug, folder, stdout=io.StringIO())
        return of_copy(Path(folder))
