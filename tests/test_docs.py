"""The documentation says what the code is: addresses, commands, targets, mails, exports, links and docstrings."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands
from django.urls import reverse

from conference import events, mail_texts, navigation
from program.demo import content
from program.demo.load import PASSWORD
from program.demo.load.installation import LOG_INS
from scripts.machine import ROOT
from tests import routes

APPS = ("conference", "submissions", "reviews", "program")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDES = (
    "api.md",
    "authors.md",
    "capacity.md",
    "chairs.md",
    "design.md",
    "developers.md",
    "operators.md",
    "privacy.md",
    "reviewers.md",
    "tour.md",
    "webhooks.md",
)
RULES = [
    *(ROOT / "conference" / f"{name}.py" for name in ("deadlines", "domains", "folding", "markdown", "names", "refusals", "webhook_rules")),
    *sorted((ROOT / "submissions" / "pdfcheck").glob("*.py")),
    *(ROOT / "submissions" / f"{name}.py" for name in ("findings", "lifecycle", "people", "readiness", "uploads")),
    *sorted((ROOT / "reviews" / "matching").glob("*.py")),
    *sorted((ROOT / "reviews" / "search").glob("*.py")),
    *sorted((ROOT / "reviews").glob("conflict*.py")),
    *(ROOT / "reviews" / f"{name}.py" for name in ("affinity", "quota", "ranking", "row_list", "sight", "tag_names")),
    *(ROOT / "program" / f"{name}.py" for name in ("atom", "cards", "citation", "ical", "linked_data", "warnings")),
]  # fmt: skip


@cache
def text(name: str) -> str:
    return (ROOT / "README.md" if name == "README.md" else ROOT / "docs" / name).read_text()


def rows(page: str, width: int) -> list[tuple[str, ...]]:
    """Return the cells of every table row of a page that has ``width`` cells and begins with code."""
    found = [
        tuple(cell.strip() for cell in line.strip().strip("|").split(" | ")) for line in page.splitlines()
    ]
    return [row for row in found if len(row) == width and row[0].startswith("`")]


def test_index_and_readme_lead_to_every_guide():
    assert {path.name for path in PAGES[1:]} == {"index.md", *GUIDES}
    for name in GUIDES:
        assert f"]({name})" in text("index.md")
    assert "](docs/index.md)" in text("README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings_that_exist(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / unquote(path)).resolve() if path else page
        assert aim.is_relative_to(ROOT), f"{page.name}: {target} leads out of the project"
        assert aim.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in headings(aim), f"{page.name}: {target}"


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as the usual hosts make them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_pictures_are_small_and_each_is_shown_and_described():
    shown = re.findall(
        r"!\[([^\]]*)\]\((?:docs/)?(images/[^)]+)\)", "".join(page.read_text() for page in PAGES)
    )
    assert all(about.strip() for about, _ in shown)
    assert {path for _, path in shown} == {
        f"images/{path.name}" for path in (ROOT / "docs" / "images").iterdir()
    }
    assert all(path.stat().st_size < 150_000 for path in (ROOT / "docs" / "images").iterdir())


def test_developers_table_lists_each_address_as_it_is():
    assert len(routes.addresses()) > 60
    assert routes.written() == routes.table(), "python -m tests.routes writes the table anew"


def test_every_management_command_is_named_and_no_other():
    own = {name for name, app in get_commands().items() if app in APPS}
    assert own >= {"demo", "check_pdf", "check_conflicts"}
    everything = "".join(page.read_text() for page in PAGES)
    assert own <= set(re.findall(r"manage\.py ([a-z_]+)", everything))
    assert set(re.findall(r"manage\.py ([a-z_]+)", everything)) <= set(get_commands())


def test_every_make_target_is_described_and_no_other():
    targets = re.findall(r"^([a-z-]+):.*## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    described = dict(re.findall(r"^\| `make ([a-z-]+)` \| (.+) \|$", text("developers.md"), re.MULTILINE))
    assert described == {name: about for name, about in targets if name != "help"}
    named = set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)?)`", "".join(page.read_text() for page in PAGES)))
    assert named <= {name for name, _ in targets}


def test_chairs_page_lists_every_mail_by_its_name():
    listed = {key.strip("`"): title for key, title, _when in rows(text("chairs.md"), 3)}
    assert listed == {kind.key: kind.title for kind in mail_texts.kinds()}


def test_webhooks_page_lists_every_event_by_its_name():
    listed = {key.strip("`"): title for key, title in rows(text("webhooks.md"), 2) if "." in key}
    assert listed.pop("webhook.test")
    assert listed == {kind.key: kind.title for kind in events.kinds()}


def test_chairs_page_names_every_entry_of_the_chairs_menu():
    page = text("chairs.md")
    for entry in navigation._entries:
        if entry.area == "chair":
            assert f"**{entry.label}**" in page, entry.label


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("program:programme_ics", "iCal"),
        ("program:session_ics", "iCal"),
        ("program:programme_pdf", "PDF"),
        ("program:papers_bib", "BibTeX"),
        ("program:papers_json", "JSON"),
        ("program:papers_atom", "Atom"),
        ("program:programme_json", "JSON"),
        ("program:news_atom", "Atom"),
        ("program:embed_programme", "framed"),
        ("program:embed_papers", "framed"),
        ("program:sitemap", "search engines"),
        ("api:workshops", "API"),
        ("api_schema", "OpenAPI"),
    ],
)
def test_chairs_page_names_each_export_with_its_address(name, words):
    slugs = {"program:session_ics": ["slug", "00000000-0000-0000-0000-000000000000"]}
    none_needed = {"api:workshops", "api_schema"}
    address = reverse(name, args=slugs.get(name, [] if name in none_needed else ["slug"]))
    shown = address.replace("/slug/", "/<slug>/").replace("00000000-0000-0000-0000-000000000000", "<session>")
    line = next((line for line in text("chairs.md").splitlines() if f"`{shown}`" in line), "")
    assert words in line, shown


def test_readme_has_the_log_ins_of_the_demo():
    people = content.load().people
    listed = {(part, address.strip("`")) for part, address, _ in _log_in_rows()}
    assert listed == {(item.part, people[item.key].email) for item in LOG_INS}
    assert f"`{PASSWORD}`" in text("README.md")


def _log_in_rows() -> list[tuple[str, str, str]]:
    return re.findall(r"^\| ([\w ]+) \| (`\S+@\S+`) \| (.+) \|$", text("README.md"), re.MULTILINE)


def test_steps_of_the_tour_are_numbered_without_a_gap_and_the_same_in_both_places():
    steps = re.findall(r"^## (\d+)\. (.+)$", text("tour.md"), re.MULTILINE)
    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
    assert re.findall(r"^(\d+)\. \*\*(.+?)\*\*", text("README.md"), re.MULTILINE) == steps


def test_quoted_labels_of_the_tour_stand_on_the_pages():
    """Whatever the tour has in bold can be found in a template or in the code that words the pages."""
    words = _words_of_the_product()
    missing = [
        label
        for label in re.findall(r"\*\*([^*]+)\*\*", text("tour.md"))
        if re.sub(r"\s+", " ", label) not in words
    ]
    assert not missing


@cache
def _words_of_the_product() -> str:
    templates = (ROOT / "templates").rglob("*.html")
    code = (path for app in APPS for path in (ROOT / app).rglob("*") if path.suffix in {".py", ".json"})
    everything = "\n".join(path.read_text() for path in (*templates, *code))
    return re.sub(r"\s+", " ", everything.replace("’", "'"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_commands_and_texts_name_exist(page):
    """Paths in code and in blocks of commands: whatever begins with a folder or file of the project is there."""
    tops = {path.name for path in ROOT.iterdir()} - {"var", ".venv", "node_modules"}
    named = re.findall(r"`([^`\n]+)`", page.read_text())
    blocks = re.findall(r"^```\w*\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)
    for word in " ".join([*named, *blocks]).split():
        path = word.strip("'\"(),;:").split("::")[0].split(":")[0]
        made = path.startswith(("static/vendor", "static/plenary"))
        if path.split("/")[0] in tops and not made and not re.search(r"[<>*{}$]|[A-Z]{3,}/|KEY", path):
            assert (ROOT / path).exists(), f"{page.name} names {path}"


@pytest.mark.parametrize("module", RULES, ids=lambda module: module.relative_to(ROOT).as_posix())
def test_rules_modules_explain_themselves(module):
    tree = ast.parse(module.read_text())
    assert ast.get_docstring(tree), "the module"
    missing = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not missing
