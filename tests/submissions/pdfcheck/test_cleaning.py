"""The reviewers' copy."""

from __future__ import annotations

import pikepdf
import pytest

from submissions.pdfcheck import PdfError, check_pdf, clean_copy

from .sheets import paper

SECRET = ("Brannstrom", "nanduti")


@pytest.fixture
def telling(tmp_path):
    """A file that names its authors everywhere but on its pages."""
    path = tmp_path / "telling.pdf"
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries()
    with sheets.pdf() as pdf:
        pdf.docinfo["/Author"] = "Zoe Brannstrom"
        pdf.docinfo["/Company"] = "nanduti & co"
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Zoe Brannstrom"]
        page = pdf.pages[0]
        page.obj["/PTEX.FileName"] = "/Users/nanduti/fig.pdf"
        page.obj["/Thumb"] = pikepdf.Stream(pdf, b"Brannstrom")
        page.obj["/PieceInfo"] = pikepdf.Dictionary(App=pikepdf.Dictionary(Private="nanduti"))
        comment = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T="Zoe Brannstrom", Contents="better?"
        )
        link = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://tides.example"),
        )
        page.Annots = pikepdf.Array([pdf.make_indirect(comment), pdf.make_indirect(link)])
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return path


def spelt_out(path) -> str:
    """Everything in a file, unpacked."""
    with pikepdf.open(path) as pdf:
        plain = path.with_suffix(".plain")
        pdf.save(plain, qdf=True, static_id=True)
    return plain.read_bytes().decode("latin-1")


def test_nothing_that_names_the_authors_is_left(telling, tmp_path):
    target = tmp_path / "clean.pdf"
    assert all(word in spelt_out(telling) for word in SECRET)
    clean_copy(telling, target)
    assert not any(word in spelt_out(target) for word in SECRET)
    with pikepdf.open(target) as pdf:
        assert "/Info" not in pdf.trailer
        assert "/Metadata" not in pdf.Root


def test_the_paper_itself_stays(telling, tmp_path):
    target = tmp_path / "clean.pdf"
    clean_copy(telling, target)
    before, after = (check_pdf(path, page_limit=2, authors=["Zoe Brannstrom"]) for path in (telling, target))
    assert not before.anonymous
    assert after.anonymous
    assert after.errors == ()
    assert (after.total_pages, after.main_text_pages) == (before.total_pages, before.main_text_pages)
    with pikepdf.open(target) as pdf:
        assert [str(note.Subtype) for note in pdf.pages[0].Annots] == ["/Link"]


def test_the_same_file_gives_the_same_copy(telling, tmp_path):
    clean_copy(telling, tmp_path / "one.pdf")
    clean_copy(telling, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_broken_file_is_said_to_be_broken(tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    with pytest.raises(PdfError):
        clean_copy(broken, tmp_path / "clean.pdf")
