"""Proceedings as one file: front matter, the papers as their authors set them, an index.

The papers' pages get running numbers, their inner links and addresses go on working, and nothing else of them is taken
over: no script, no form, no attachment. The whole is tagged, each paper as one article; see ``tagging``.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, PdfError

from program.pdf.tagging import Tags

PAGE_ADDRESS = "https://page.invalid/"
SCHEMES = ("http://", "https://", "mailto:")
LEFT_BEHIND = ("/AA", "/Annots", "/B", "/Metadata", "/PieceInfo", "/StructParents", "/Tabs", "/Thumb")
FOLIO_FONT = "/PlenaryFolio"
FOLIO_SIZE = 9
FOLIO_AT = 22  # points above the lower edge: below what styles print there
DIGIT_WIDTH = 0.556  # of Helvetica's digits, in ems
QUARTER = 90


class Unreadable(Exception):
    """Raised for a file from which no page can be taken."""


@dataclass(frozen=True)
class Article:
    """A paper in its place: ``page`` is the running number of its first page."""

    title: str
    page: int
    open: Callable[[], Any]


@dataclass(frozen=True)
class Mark:
    """A bookmark to a page of the front matter, or of the pages after the papers."""

    title: str
    page: int


@dataclass(frozen=True)
class _Link:
    """A link on a page: to a page of the same paper (with where on it), or an address."""

    page: int
    rect: tuple[float, ...]
    target: int | None
    where: tuple[Any, ...]
    address: str


def page_count(content: Any) -> int:
    """Return how many pages a file has; raises Unreadable."""
    try:
        with pikepdf.open(content) as pdf:
            if pages := len(pdf.pages):
                return pages
    except (PdfError, OSError) as error:
        raise Unreadable(str(error)) from error
    raise Unreadable("It has no page.")


def assemble(
    *,
    front: bytes,
    back: bytes,
    articles: Sequence[Article],
    title: str,
    marks: Sequence[Mark],
    index: str,
    report: Callable[[int], None],
) -> bytes:
    """Return the whole file; ``report`` gets the number of papers that are in."""
    with pikepdf.open(io.BytesIO(front)) as whole, pikepdf.open(io.BytesIO(back)) as after:
        first = len(whole.pages)
        _forget_names(whole)
        tags = Tags(whole)
        for place, article in enumerate(articles, 1):
            start = len(whole.pages)
            _append(whole, article)
            tags.add_article(article.title, list(whole.pages[start:]))
            report(place)
        last = len(whole.pages)
        whole.pages.extend(after.pages)
        tags.add_pages(after, list(whole.pages[last:]))
        tags.finish()
        for number, page in enumerate(whole.pages[first:], 1):
            _stamp(whole, page, number)
        for page in [*whole.pages[:first], *whole.pages[last:]]:
            _join_links(whole, page, first)
        _label(whole, first)
        with whole.open_outline() as outline:
            outline.root = [
                *(OutlineItem(mark.title, mark.page) for mark in marks),
                *(OutlineItem(article.title, first + article.page - 1) for article in articles),
                OutlineItem(index, last),
            ]
        with whole.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta.clear()
            meta["dc:title"] = title
        whole.docinfo["/Title"] = title
        held = io.BytesIO()
        whole.save(held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return held.getvalue()


def _forget_names(whole: Pdf) -> None:
    for key in ("/Names", "/Dests", "/Outlines"):
        _drop(whole.Root, key)


def _drop(thing: Any, key: str) -> None:
    if key in thing:
        del thing[key]


def _append(whole: Pdf, article: Article) -> None:
    with article.open() as content, pikepdf.open(content) as paper:
        links = list(_links(paper))
        for page in paper.pages:
            for key in LEFT_BEHIND:
                _drop(page.obj, key)
        start = len(whole.pages)
        whole.pages.extend(paper.pages)
    for link in links:
        _set_link(whole, whole.pages[start + link.page], link, start)


def _links(paper: Pdf) -> Iterator[_Link]:
    numbers: dict[Any, int] = {page.objgen: place for place, page in enumerate(paper.pages)}
    named = _named(paper)
    for place, page in enumerate(paper.pages):
        for annotation in page.obj.get("/Annots", ()):
            found = _read_link(annotation, place, numbers, named)
            if found:
                yield found


def _named(paper: Pdf) -> dict[str, Any]:
    """Return the places of a paper that have names, in both ways in which a PDF can hold them."""
    root: Any = paper.Root
    found = {str(name): place for name, place in root.get("/Dests", {}).items()}
    names = root.get("/Names", {}).get("/Dests")
    if names is not None:
        found |= {str(name): place for name, place in pikepdf.NameTree(names).items()}
    return found


def _read_link(annotation: Any, page: int, numbers: dict[Any, int], named: dict[str, Any]) -> _Link | None:
    if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") != Name.Link:
        return None
    rect = tuple(float(side) for side in annotation.get("/Rect", ()))
    action: Any = annotation.get("/A", {})
    address = str(action.get("/URI", "")) if action.get("/S") == Name.URI else ""
    if len(rect) != 4:  # noqa: PLR2004 - a rectangle has four sides
        return None
    if address:
        return _Link(page, rect, None, (), address) if address.startswith(SCHEMES) else None
    aim = annotation.get("/Dest", action.get("/D") if action.get("/S") == Name.GoTo else None)
    place = _resolved(aim, named)
    if place is None or place[0] not in numbers:
        return None
    return _Link(page, rect, numbers[place[0]], place[1], "")


def _resolved(aim: Any, named: dict[str, Any]) -> tuple[tuple[int, int], tuple[Any, ...]] | None:
    """Return the page and where on it, following a name."""
    if isinstance(aim, pikepdf.String | pikepdf.Name):
        aim = named.get(str(aim))
    if isinstance(aim, Dictionary):
        aim = aim.get("/D")
    if not isinstance(aim, Array) or not len(aim) or not isinstance(aim[0], pikepdf.Object):
        return None
    return aim[0].objgen, tuple(aim[place] for place in range(1, len(aim)))


def _set_link(whole: Pdf, page: Page, link: _Link, start: int) -> None:
    made = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=list(link.rect), Border=[0, 0, 0])
    if link.target is None:
        made.A = Dictionary(S=Name.URI, URI=pikepdf.String(link.address))
    else:
        made.Dest = Array([whole.pages[start + link.target].obj, *(link.where or (Name.Fit,))])
    if Name.Annots not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(whole.make_indirect(made))


def _join_links(whole: Pdf, page: Page, first: int) -> None:
    """Let the links of contents and index lead to the pages whose numbers they carry."""
    annotations: Any = page.obj.get("/Annots", ())
    for annotation in annotations:
        action: Any = annotation.get("/A", {})
        address = str(action.get("/URI", ""))
        if address.startswith(PAGE_ADDRESS):
            number = int(address.removeprefix(PAGE_ADDRESS))
            del annotation[Name.A]
            annotation.Dest = Array([whole.pages[first + number - 1].obj, Name.Fit])


def _stamp(whole: Pdf, page: Page, number: int) -> None:
    """Print the running number at the lower outer corner of a page as it is read, whichever way the page is turned."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.add_resource(font, Name.Font, Name(FOLIO_FONT))
    text = str(number)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    left, low, right, high = (float(side) for side in page.cropbox)
    wide, tall = (right - left, high - low) if turn % 180 == 0 else (high - low, right - left)
    inset = FOLIO_AT + 18
    x = inset if number % 2 == 0 else wide - inset - len(text) * DIGIT_WIDTH * FOLIO_SIZE
    matrix = {
        0: f"1 0 0 1 {left:.2f} {low:.2f}",
        QUARTER: f"0 1 -1 0 {right:.2f} {low:.2f}",
        2 * QUARTER: f"-1 0 0 -1 {right:.2f} {high:.2f}",
        3 * QUARTER: f"0 -1 1 0 {left:.2f} {high:.2f}",
    }.get(turn, f"1 0 0 1 {left:.2f} {low:.2f}")
    drawn = (
        f"\nQ\n/Artifact BMC\nq {matrix} cm BT 0.35 g {FOLIO_FONT} {FOLIO_SIZE} Tf "
        f"1 0 0 1 {x:.2f} {min(FOLIO_AT, tall / 2):.2f} Tm ({text}) Tj ET Q\nEMC\n"
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(drawn.encode("ascii"))


def _label(whole: Pdf, first: int) -> None:
    """Give front matter Roman numbers and all else the running ones, as readers show them beside the pages."""
    whole.Root.PageLabels = Dictionary(
        Nums=Array([0, Dictionary(S=Name.r), first, Dictionary(S=Name.D, St=1)])
    )
