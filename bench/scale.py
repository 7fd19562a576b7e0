"""An installation with 5 and with 5,000 workshops of 200 papers each: what each page takes, and what its queries read."""

from __future__ import annotations

import os

from django.db import connection

from bench import scale_pages
from bench.scale_copies import Pattern, highest, timed_growth
from bench.scale_edition import PAPERS, fill

FEW = 5
COPY = 2
MOST = 1.5


def report() -> None:
    """Fill, keep a copy of the small one, fill more, ask both in turn; print the medians and what reads a big table whole."""
    many = int(os.environ.get("BENCH_WORKSHOPS", "5000"))
    before = highest()
    fill()
    pattern = Pattern(before)
    pattern.grow(FEW)
    found = list(scale_pages.pages(COPY))
    large, small = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_{FEW}"
    _copy(large, small)
    grown = timed_growth(pattern, many)
    print(
        f"scale: {many * PAPERS:,} submissions in {many:,} workshops, {grown}; {_size()} in the database",
        flush=True,
    )
    scale_pages.measure(found, COPY, (small, large))
    scale_pages.explain(found, COPY)
    _print_pages(found, many)


def _copy(name: str, to: str) -> None:
    scale_pages.go_to("template1")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{name}"')
    scale_pages.go_to(name)


def _print_pages(found: list[scale_pages.Page], many: int) -> None:
    for page in sorted(found, key=lambda page: page.ratio):
        few, lots = page.taken
        print(
            f"  {page.who:<8} {page.shown:<60} {few:7.1f} ms at {FEW * PAPERS:,}, {lots:7.1f} ms at {many * PAPERS:,}: "
            f"{page.ratio:5.2f} times, {page.queries} queries"
        )
    over = [page for page in found if page.ratio > MOST]
    print(f"scale: {len(found) - len(over)} of {len(found)} pages within {MOST} times")
    whole = sum(len(page.whole) for page in found)
    print(f"scale: {whole} of {sum(page.queries for page in found)} queries read a big table whole")
    for page in found:
        for table, sql in sorted(page.whole):
            print(f"  {page.shown} reads all of {table}: {sql if 'BENCH_SQL' in os.environ else sql[:100]}")
        for plan in page.plans:
            print(f"  {plan}")


def _size() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])
