"""Figures of the PDF check on a labelled corpus beside the project.

Run it from the project's root: `.venv/bin/python bench/bench_pdfcheck.py [CORPUS] [--verbose]`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from submissions.pdfcheck import STYLES, Report, check_pdf, compare_format, launching, sandbox  # noqa: E402

PAGES_OF_A_PAPER = range(6, 11)


@dataclass
class Case:
    truth: dict[str, Any]
    report: Report
    seconds: float
    processor: float
    peak: int

    @property
    def name(self) -> str:
        return self.truth["file"]

    @property
    def kinds(self) -> set[str]:
        return {leak.kind for leak in self.report.leaks}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "pdf-corpus")
    options.add_argument("--verbose", action="store_true")
    asked = options.parse_args()
    if not (asked.corpus / "truth.json").exists():
        print(f"PDF check: no labelled corpus at {asked.corpus}, nothing measured")
        return
    truths = json.loads((asked.corpus / "truth.json").read_text())["files"]
    cases = [measure(asked.corpus, truth) for truth in truths]
    readable = [case for case in cases if not case.truth["defects"]]
    defective = [case for case in cases if case.truth["defects"]]
    print_length(readable)
    print_leaks(readable)
    print_defects(defective)
    print_format(readable)
    print_cost(cases)
    if asked.verbose:
        print_misses(readable, defective)


def measure(corpus: Path, truth: dict[str, Any]) -> Case:
    ends: list[launching.End] = []

    def launch(job: dict[str, Any]) -> launching.End:
        ends.append(launching.launch(job))
        return ends[-1]

    sandbox.launch = launch
    begun = time.perf_counter()
    report = check_pdf(
        corpus / truth["file"],
        page_limit=truth["page_limit"],
        authors=truth["authors"],
        emails=truth["emails"],
    )
    seconds = time.perf_counter() - begun
    return Case(truth, report, seconds, sum(end.core_seconds for end in ends), max(end.peak for end in ends))


def line(name: str, right: int, total: int, goal: str) -> None:
    share = 100 * right / total if total else 0.0
    print(f"PDF check: {name:<44} {share:6.1f} %  ({right} of {total}; goal {goal})")


def print_length(cases: list[Case]) -> None:
    total = len(cases)
    line("main text's last page right", sum(right_end(c) for c in cases), total, ">= 98 %")
    line("verdict on the limit false without the mark", sum(false_verdict(c) for c in cases), total, "<= 2 %")
    line("marked as not sure", sum(c.report.unsure for c in cases), total, "few")
    for name in ("references", "appendix"):
        line(f"page of the {name} right", sum(right_start(c, name) for c in cases), total, ">= 97 %")


def right_end(case: Case) -> bool:
    return case.report.main_text_pages == case.truth["main_text_pages"]


def false_verdict(case: Case) -> bool:
    return case.report.within_limit != case.truth["within_limit"] and not case.report.unsure


def right_start(case: Case, part: str) -> bool:
    key = f"{part}_start_page"
    return getattr(case.report, key) == case.truth[key]


def print_leaks(cases: list[Case]) -> None:
    leaks = [(case, kind) for case in cases for kind in case.truth["leaks"]]
    line("leaks found", sum(kind in case.kinds for case, kind in leaks), len(leaks), ">= 97 %")
    clean = [case for case in cases if case.truth["anonymous"]]
    line("anonymous papers with a false alarm", sum(bool(c.kinds) for c in clean), len(clean), "<= 3 %")
    extra = sum(bool(case.kinds - set(case.truth["leaks"])) for case in cases)
    line("papers with a kind too many", extra, len(cases), "<= 3 %")


def print_defects(cases: list[Case]) -> None:
    refused = sum(
        set(case.truth["defects"]) <= {problem.kind for problem in case.report.errors} for case in cases
    )
    line("defective files refused with their kind", refused, len(cases), "all")


LAYOUTS = {"icml": "ICML", "iclr": "ICLR", "ieee": "IEEE", "neurips": "NeurIPS"}


def print_format(cases: list[Case]) -> None:
    """Papers set in a style keep it; those that squeeze type or margins, or use other paper, depart from it."""
    styled = [case for case in cases if case.truth["layout"] in LAYOUTS and case.report.format]
    squeezed = [case for case in styled if departs(case)]
    kept = [case for case in styled if not departs(case)]
    line("squeezed papers told from their style", sum(map(has_findings, squeezed)), len(squeezed), "all")
    line("papers that keep their style, false alarm", sum(map(has_findings, kept)), len(kept), "<= 3 %")


def departs(case: Case) -> bool:
    return "squeeze" in case.truth["made_with"] or case.truth["page_size"] != "letter"


def has_findings(case: Case) -> bool:
    if case.report.format is None:
        return False
    return bool(compare_format(case.report.format, STYLES[LAYOUTS[case.truth["layout"]]]))


def print_cost(cases: list[Case]) -> None:
    usual = [case for case in cases if case.report.total_pages in PAGES_OF_A_PAPER]
    wall = median(case.seconds for case in usual)
    core = median(case.processor for case in usual)
    longest = max(case.seconds for case in cases)
    most = max(case.peak for case in cases) / 2**20
    print(
        f"PDF check: {'a paper of about 8 pages, median':<44} {wall:6.2f} s  ({len(usual)} papers; goal < 0.5 s)"
    )
    print(f"PDF check: {'the same in time of one core':<44} {core:6.2f} s  (goal < 0.5 s)")
    print(f"PDF check: {'longest':<44} {longest:6.2f} s  (limit 20 s)")
    print(f"PDF check: {'most memory':<44} {most:6.0f} MiB (limit 512 MiB)")


def print_misses(readable: list[Case], defective: list[Case]) -> None:
    for case in readable:
        truth, report = case.truth, case.report
        wrong = [
            f"{key} {getattr(report, key)} for {truth[key]}"
            for key in (
                "total_pages",
                "main_text_pages",
                "references_start_page",
                "appendix_start_page",
                "within_limit",
                "page_size",
            )
            if getattr(report, key) != truth[key]
        ]
        if case.kinds != set(truth["leaks"]):
            wrong.append(f"leaks {sorted(case.kinds)} for {sorted(truth['leaks'])}")
        if wrong:
            print(f"  {case.name}: {'; '.join(wrong)}{' (not sure)' if report.unsure else ''}")
    for case in defective:
        kinds = [problem.kind for problem in case.report.errors]
        if kinds != case.truth["defects"]:
            print(f"  {case.name}: refused as {kinds} for {case.truth['defects']}")


if __name__ == "__main__":
    main()
