"""The copy of the public site: whole, without a server, the same when nothing changed."""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
from urllib.parse import unquote, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from conference import jobs
from conference.errors import Invalid
from conference.models import Job
from program.copying.folder import replaced
from program.copying.making import make_copy
from program.copying.rewriting import addresses, rewritten, sheet_files
from program.copying.scripts import bundle
from submissions.models import PaperFile
from tests.factories.submissions import PaperFileFactory
from tests.program.edition import accepted


def export(edition, folder, **options):
    call_command("export_site", edition.workshop.slug, str(folder), stdout=io.StringIO(), **options)
    return folder


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def links_of(page):
    return re.findall(r'(?:href|src)="([^"]*)"', page)


@pytest.fixture(autouse=True)
def _quick(request, monkeypatch):
    """The PDF and the pictures are the costly parts; they are made in the one test that looks at them."""
    if "byte_for_byte" not in request.node.name:
        monkeypatch.setattr("program.pdf.programme_pdf", lambda workshop, agenda: b"%PDF-1.7 the programme")
        monkeypatch.setattr("program.cards.picture", lambda card: b"\x89PNG of a card")


@pytest.fixture
def with_files(edition):
    file = PaperFileFactory(submission=edition.paper, kind="final", check_state="done")
    file.file.save("final.pdf", ContentFile(b"%PDF-1.4 the final version"))
    PaperFile.objects.filter(pk=file.pk).update(format="pdf")
    return edition


def test_the_copy_is_whole_and_every_link_in_it_leads_to_a_file(with_files, tmp_path):
    files = contents(export(with_files, tmp_path / "site"))
    for name in (
        "index.html", "call/index.html", "programme/index.html", "programme.ics", "programme.pdf", "programme.json",
        "speakers/kim-vega/index.html", "papers/index.html", "papers/1/index.html", "papers/1/paper.pdf",
        "papers/1/card.png", "papers/1/talk.ics", "papers.bib", "papers.json", "papers.atom", "people/index.html",
        "theme.css", "static/js/site.js", "static/vendor/fonts/source-serif-4-latin.woff2", ".nojekyll",
    ):  # fmt: skip
        assert name in files, name
    assert files["papers/1/paper.pdf"] == b"%PDF-1.4 the final version"
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        for link in links_of(content.decode()):
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            assert not link.startswith("/"), (name, link)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            assert target in files, (name, link)
            if parts.fragment:
                assert f'id="{parts.fragment}"'.encode() in files[target], (name, link)


@pytest.mark.enumeration
def test_a_copy_holds_nothing_that_needs_this_server(edition, tmp_path):
    assert "Log in" in edition.client().get(edition.url).content.decode()
    for name, content in contents(export(edition, tmp_path / "site")).items():
        if name.endswith(".html"):
            page = content.decode()
            assert "Log in" not in page
            assert 'type="module"' not in page
            assert "csrf" not in page
            assert "data-live-filter" not in page


@pytest.mark.enumeration
def test_an_unchanged_site_is_copied_byte_for_byte_the_same(edition, tmp_path):
    first = contents(export(edition, tmp_path / "one"))
    again = contents(export(edition, tmp_path / "two"))
    assert first == again
    edition.change(title="Another title")
    assert contents(export(edition, tmp_path / "two")) != first


@pytest.mark.enumeration
def test_pages_that_are_gone_go_and_what_else_lies_there_stays(edition, tmp_path):
    late = accepted(edition.track, title="Soon withdrawn")
    folder = export(edition, tmp_path / "site")
    (folder / "CNAME").write_text("fields.example")
    page = folder / "papers" / str(late.number) / "index.html"
    assert page.exists()
    late.state = "withdrawn"
    late.save()
    export(edition, folder)
    assert not page.exists()
    assert (folder / "CNAME").read_text() == "fields.example"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.enumeration
def test_a_copy_that_fails_leaves_the_one_before_it(edition, tmp_path, monkeypatch):
    folder = export(edition, tmp_path / "site")
    before = contents(folder)
    monkeypatch.setattr("program.copying.making._write_static", lambda copy: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(edition, folder)
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.enumeration
def test_files_that_no_copy_wrote_are_not_written_over(edition, tmp_path):
    (tmp_path / "index.html").write_text("My own page")
    with pytest.raises(CommandError, match=r"index\.html, which no earlier copy wrote"):
        export(edition, tmp_path)
    assert (tmp_path / "index.html").read_text() == "My own page"


def test_a_site_that_is_not_public_is_not_copied(edition, tmp_path):
    edition.change(is_public=False)
    with pytest.raises(CommandError, match="not public yet"):
        export(edition, tmp_path / "site")
    assert not (tmp_path / "site").exists()
    with pytest.raises(CommandError, match="no workshop"):
        call_command("export_site", "nowhere", str(tmp_path / "site"))


@pytest.mark.enumeration
def test_what_is_not_published_is_not_in_the_copy(edition, tmp_path):
    def says_title(folder):
        return [name for name, content in contents(folder).items() if b"counting furrows" in content.lower()]

    assert "papers/search-index.js" in says_title(export(edition, tmp_path / "site"))
    edition.change(papers_published_at=None)
    assert says_title(export(edition, tmp_path / "site")) == []


@pytest.mark.enumeration
def test_with_an_address_the_canonical_links_are_those_of_the_copy(edition, tmp_path):
    files = contents(export(edition, tmp_path / "site", address="https://fields.example/2026"))
    page = files["papers/1/index.html"].decode()
    assert '<link rel="canonical" href="https://fields.example/2026/papers/1/">' in page
    assert 'content="https://fields.example/2026/papers/1/card.png"' in page
    assert b"<loc>https://fields.example/2026/papers/1/</loc>" in files["sitemap.xml"]


@pytest.mark.enumeration
def test_the_index_of_the_search_is_plain_data(edition, tmp_path):
    text = contents(export(edition, tmp_path / "site"))["papers/search-index.js"].decode()
    head, data = text.split(" = ", 1)
    assert head == "window.plenaryPapers"
    (entry,) = json.loads(data.rstrip(";\n"))
    assert entry["number"] == 1
    assert "we count furrows from above" in entry["text"]
    assert "ada fiedler" in entry["text"]


def test_chairs_fetch_the_copy_as_a_zip(edition, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = f"{edition.url}chair/publish/copy/"
    editor = edition.client(edition.editor)
    assert editor.post(address).status_code == 302
    job = jobs.run(Job.objects.get(kind="site_copy").pk)
    assert job.state == "done"
    response = editor.get(job.result["url"])
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        assert {"index.html", "papers/1/index.html"} <= set(archive.namelist())
    assert job.result["url"] in editor.get(f"{edition.url}chair/publish/").content.decode()
    assert edition.client(edition.outsider).get(job.result["url"]).status_code == 404
    assert edition.client(edition.outsider).post(address).status_code == 404
    editor.post(address)
    jobs.run(Job.objects.filter(kind="site_copy").latest("pk").pk)
    assert editor.get(job.result["url"]).status_code == 404


def test_only_attributes_of_tags_are_rewritten():
    page = '<p title="x">Text with href="/a/" in it &lt;a href="/b/"&gt;</p><a class="k" href="/c/?q=1&amp;r=2">c</a>'
    assert list(addresses(page)) == ["/c/?q=1&r=2"]
    assert rewritten(page, lambda old: old.replace("/c/", "c.html")).endswith(
        'href="c.html?q=1&amp;r=2">c</a>'
    )
    assert 'href="/a/"' in rewritten(page, lambda old: "x")


def test_files_of_a_style_sheet_are_found_in_its_folder():
    sheet = """@font-face { src: url("../fonts/a.woff2") format("woff2"), url(data:x) } b { background: url(b.png#x) }"""
    assert sheet_files(sheet, "css/site.css") == ["css/b.png", "fonts/a.woff2"]


def test_the_scripts_of_a_copy_are_no_modules():
    text = bundle()
    assert "data-agenda" in text
    assert not re.search(r"^\s*(import|export)\b|import\.meta", text, re.MULTILINE)


def test_a_folder_takes_the_place_of_a_file_never(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Invalid, match="is a file"), replaced(tmp_path / "file"):
        pass
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.enumeration
def test_a_copy_says_how_far_it_is(edition, tmp_path):
    said = []
    make_copy(edition.workshop, tmp_path, said=lambda done, total, what: said.append((done, total, what)))
    assert said[0][2] == "index.html"
    assert said[-1][0] == said[-1][1]


@pytest.mark.enumeration
def test_what_sets_formulas_is_copied_only_where_there_is_one(edition, tmp_path):
    assert "static/vendor/katex/katex.min.js" in contents(export(edition, tmp_path / "site"))
    edition.paper.title = "Counting furrows for $5 and $6"
    edition.paper.save()
    assert not [name for name in contents(export(edition, tmp_path / "site")) if "katex" in name]
