"""Files that can't be accepted, each with its kind and its words; and files made to hurt."""

from __future__ import annotations

import random
from pathlib import Path

import pikepdf
import pytest

from submissions.pdfcheck import PdfError, check_pdf, render_page, sandbox
from submissions.pdfcheck.problems import MAX_PAGES, MESSAGES
from tests.pdfs import blanks

from .sheets import Sheets, paper


@pytest.fixture
def sound() -> Sheets:
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries()
    return sheets


def kinds(path: Path) -> list[str]:
    report = check_pdf(path, page_limit=4)
    assert all(problem.message == MESSAGES[problem.kind] for problem in report.errors)
    assert report.accepted == (not report.errors)
    return [problem.kind for problem in report.errors]


def test_a_sound_file_has_no_errors(sound, tmp_path):
    assert kinds(sound.save(tmp_path / "paper.pdf")) == []


def test_files_that_are_no_pdf(sound, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"")
    assert kinds(path) == ["empty"]
    path.write_bytes(b"PK\x03\x04 a word processor's file" * 100)
    assert kinds(path) == ["not_pdf"]
    whole = sound.save(tmp_path / "whole.pdf").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert kinds(path) == ["truncated"]
    path.write_bytes(b"%PDF-1.7\n" + bytes(random.Random(1).randbytes(5000)) + b"\n%%EOF\n")
    assert kinds(path) == ["broken"]


@pytest.mark.parametrize("user", ["", "secret"])
def test_an_encrypted_file(sound, tmp_path, user):
    path = tmp_path / "paper.pdf"
    with sound.pdf() as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user=user))
    assert kinds(path) == ["encrypted"]


def script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")


def open_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = script()


def named_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=["a", pdf.make_indirect(script())])
    )


def page_script(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/AA"] = pikepdf.Dictionary(O=script())


def form_with_scripts(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))


def launch(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    pdf.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)]
    )


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["names.txt"] = b"who wrote it"


def film(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 9, 9])]
    )


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (open_script, "javascript"),
        (named_script, "javascript"),
        (page_script, "javascript"),
        (form_with_scripts, "javascript"),
        (launch, "launch"),
        (attached, "attachment"),
        (film, "media"),
    ],
)
def test_active_content(sound, tmp_path, change, kind):
    path = tmp_path / "paper.pdf"
    with sound.pdf() as pdf:
        change(pdf)
        pdf.save(path)
    assert kinds(path) == [kind]
    report = check_pdf(path, page_limit=4)
    assert report.main_text_pages == 2  # the author learns of the rest at the same time


def test_pages_without_text(tmp_path):
    path = tmp_path / "scan.pdf"
    with pikepdf.new() as pdf:
        for _ in range(3):
            page = pdf.add_blank_page(page_size=(612, 792))
            pixels = pikepdf.Stream(
                pdf,
                b"\x99" * 100,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=10,
                Height=10,
                BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray,
            )
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=pixels))
            page.Contents = pdf.make_stream(b"q 600 0 0 780 0 0 cm /Im Do Q")
        pdf.save(path)
    report = check_pdf(path, page_limit=4)
    assert [problem.kind for problem in report.errors] == ["no_text"]
    assert report.total_pages == 3
    assert report.unsure


def test_too_many_pages(sound, tmp_path):
    path = tmp_path / "book.pdf"
    with sound.pdf() as pdf:
        for _ in range(MAX_PAGES):
            pdf.pages.append(pdf.pages[0])
        pdf.save(path)
    assert kinds(path) == ["too_many_pages"]


def test_a_file_that_is_too_large(sound, tmp_path):
    path = sound.save(tmp_path / "paper.pdf")
    with path.open("r+b") as file:
        file.truncate(60 * 2**20)
    assert kinds(path) == ["too_large"]


def test_a_decompression_bomb(sound, tmp_path):
    path = tmp_path / "bomb.pdf"
    with sound.pdf() as pdf:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, blanks(300), Filter=pikepdf.Name.FlateDecode)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert path.stat().st_size < 2**20
    assert kinds(path) == ["decompression_bomb"]


def test_a_file_that_takes_too_long_is_given_up(sound, tmp_path, monkeypatch):
    path = sound.save(tmp_path / "paper.pdf")
    assert kinds(path) == []
    monkeypatch.setattr(sandbox, "SECONDS", 0.01)
    assert kinds(path) == ["timeout"]


def test_a_file_that_needs_too_much_memory_is_given_up(sound, tmp_path, monkeypatch):
    path = sound.save(tmp_path / "paper.pdf")
    monkeypatch.setattr(sandbox, "MEMORY", 24 * 2**20)
    assert kinds(path)[0] in {"too_heavy", "crash"}


def test_damaged_bytes_never_raise(sound, tmp_path):
    whole = sound.save(tmp_path / "whole.pdf").read_bytes()
    path = tmp_path / "damaged.pdf"
    dice = random.Random(7)
    for _ in range(8):
        damaged = bytearray(whole)
        for _ in range(dice.choice([3, 30, 300])):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        path.write_bytes(bytes(damaged))
        report = check_pdf(path, page_limit=4)
        assert report.errors or report.main_text_pages is not None


def cyclic_pages(pdf):
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def cyclic_outline(pdf):
    first = pdf.make_indirect(pikepdf.Dictionary(Title="Round"))
    first.Next = first
    first.First = first
    first.Parent = first
    pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=first, Last=first, Count=1))


def form_within_itself(pdf):
    form = pdf.make_stream(b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page = pdf.pages[0].obj
    page.Resources.XObject = pikepdf.Dictionary(F=form)
    page.Contents.write(page.Contents.read_bytes() + b" /F Do")


def immense_page(pdf):
    pdf.pages[0].obj.MediaBox = [0, 0, 3_000_000, 3_000_000]


def immense_picture(pdf):
    image = pdf.make_stream(b"x", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    image.update({"/Width": 90_000, "/Height": 90_000, "/BitsPerComponent": 8})
    image.ColorSpace = pikepdf.Name.DeviceRGB
    image.Filter = pikepdf.Name.JPXDecode
    page = pdf.pages[0].obj
    page.Resources.XObject = pikepdf.Dictionary(I=image)
    page.Contents.write(page.Contents.read_bytes() + b" q 300 0 0 300 0 0 cm /I Do Q")


@pytest.mark.parametrize(
    "harm", [cyclic_pages, cyclic_outline, form_within_itself, immense_page, immense_picture]
)
def test_files_that_go_round_or_are_immense_are_answered(sound, tmp_path, harm):
    path = tmp_path / "harm.pdf"
    with sound.pdf() as pdf:
        harm(pdf)
        pdf.save(path)
    report = check_pdf(path, page_limit=4)
    assert report.main_text_pages is not None or report.errors[0].kind in {"broken", "crash", "too_heavy"}


def test_a_missing_file_is_the_callers_mistake(tmp_path):
    with pytest.raises(FileNotFoundError):
        check_pdf(tmp_path / "nothing.pdf", page_limit=4)


def test_a_page_as_a_picture_with_a_mark(sound, tmp_path):
    path = sound.save(tmp_path / "paper.pdf")
    plain = render_page(path, 1, width=400)
    marked = render_page(path, 1, width=400, mark=(100, 100, 300, 200))
    assert plain.startswith(b"\x89PNG")
    assert int.from_bytes(plain[16:20]) == 400
    assert marked.startswith(b"\x89PNG")
    assert marked != plain
    with pytest.raises(PdfError):
        render_page(path, 99, width=400)
