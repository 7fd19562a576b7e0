"""`manage.py check_pdf FILE --page-limit N [--author NAME]... [--email E]... --json`"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from submissions.pdfcheck import STYLES, Counts, Report, check_pdf

PARTS = ["references", "appendix", "acknowledgements", "impact_statement"]


class Command(BaseCommand):
    help = "Checks a paper's PDF: pages, page limit, references, anonymity, safety."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--page-limit", type=int, required=True, metavar="N")
        parser.add_argument("--author", action="append", default=[], metavar="NAME")
        parser.add_argument("--email", action="append", default=[], metavar="ADDRESS")
        parser.add_argument("--affiliation", action="append", default=[], metavar="NAME")
        parser.add_argument("--orcid", action="append", default=[], metavar="ID")
        parser.add_argument(
            "--count",
            action="append",
            default=[],
            choices=PARTS,
            help="a part that counts toward the limit besides the main text; may be given more than once",
        )
        parser.add_argument("--style", choices=list(STYLES), help="a style to compare the typesetting with")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            report = check_pdf(
                options["file"],
                page_limit=options["page_limit"],
                authors=options["author"],
                emails=options["email"],
                affiliations=options["affiliation"],
                orcids=options["orcid"],
                counts=Counts(**dict.fromkeys(options["count"], True)),
                style=STYLES.get(options["style"]),
            )
        except OSError as error:
            raise CommandError(f"{options['file']} can't be opened: {error.strerror}.") from error
        self.stdout.write(
            json.dumps(report.to_json(), ensure_ascii=False) if options["json"] else as_text(report)
        )


def as_text(report: Report) -> str:
    """The report for people to read."""
    lines = [f"Can't be accepted: {error.message}" for error in report.errors]
    if report.main_text_pages is not None:
        verdict = "within the limit" if report.within_limit else "beyond the limit"
        lines += [
            f"Pages: {report.total_pages} ({report.page_size})",
            f"Main text ends on page {report.main_text_pages}: {verdict}"
            + (" (not sure, please look)" if report.unsure else ""),
            f"References begin on page {report.references_start_page or '(none found)'}",
            f"Appendix begins on page {report.appendix_start_page or '(none found)'}",
            "Anonymous: " + ("yes" if report.anonymous else "no"),
        ]
    lines += [f"  {leak.kind}, page {leak.page or '-'}: {leak.text}" for leak in report.leaks]
    lines += [f"Format: {finding.text}" for finding in report.format_findings]
    lines += [f"Note: {doubt.reason}" for doubt in report.evidence.doubts]
    return "\n".join(lines)
