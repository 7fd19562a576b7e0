"""Reads a PDF's pages with PDFium: runs of text with their place, size and weight, links, pictures.

Coordinates of the result are points from the top left corner of the page as it is shown; of a paper that lies on its
side as a whole, from that of the page as it is read: turned so that its text runs to the right. PDFium hands characters
out in the order of the file; its own guesses at spaces and line ends are not used, because accents set as separate
glyphs and line numbers in the margin mislead them.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from .runs import GlyphStyle, Run, RunBuilder

if TYPE_CHECKING:
    from .report import BBox

MAX_CHARACTERS = 3_000_000
"""A paper of 100 full pages has some 500,000; far beyond that, a file is no paper."""

HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
"""What PDFium answers for a hyphen at a line's end, and the soft hyphen."""
SPACES = frozenset({0x20, 0xA0, 0x09})
BLANKS = SPACES | {0x0A, 0x0D}
UNMAPPED = frozenset((set(range(0x20)) - HYPHENS - BLANKS) | {0xFFFD} | set(range(0xE000, 0xF900)))
BOLD_NAME = re.compile(
    r"bold|black|heavy|demi|semib|-bd\b|bdmt|-medi|medium|cmbx|cmb1|cmssbx|sfbx|ecbx|tib\b|ptmb|phvb|ptmbc",
    re.IGNORECASE,
)
ITALIC_NAME = re.compile(r"ital|obli|cmti|cmsl|sfti|ecti|-it\b|regulital", re.IGNORECASE)


class UnreadableError(Exception):
    """PDFium can't open the file; `code` is its reason."""

    def __init__(self, code: int) -> None:
        super().__init__(f"PDFium error {code}")
        self.code = code


class TooMuchTextError(Exception):
    """The file holds more characters than any paper would."""


@dataclass(slots=True)
class Page:
    """One page: its runs in the order of the file, and what else it shows."""

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rotated: str = ""
    turn: int = 0
    """By how many quarter turns clockwise the page was turned to be read."""
    spun: bool = False
    """Whether the file itself or the reading turns the page, so that its runs come in no order of reading."""
    directions: dict[int, int] = field(default_factory=dict)
    """How many characters would run to the right after that many further turns."""
    links: list[tuple[str, BBox]] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    picture_area: float = 0.0
    bare_fonts: set[str] = field(default_factory=set)
    """Names of fonts on the page that the file doesn't hold."""


@dataclass(frozen=True, slots=True)
class _Font:
    name: str = ""
    bold: bool = False
    italic: bool = False
    embedded: bool = True


def read_pages(path: str, *, limit: int) -> tuple[list[Page], int]:
    """The first `limit` pages and the number of all pages.

    Raises UnreadableError where PDFium can't open the file, TooMuchTextError where it never ends.
    """
    document = pdfium.FPDF_LoadDocument(path.encode(), None)
    if not document:
        raise UnreadableError(int(pdfium.FPDF_GetLastError()))
    try:
        total = int(pdfium.FPDF_GetPageCount(document))
        pages: list[Page] = []
        characters = 0
        for index in range(min(total, limit)):
            page = _read_page(document, index, MAX_CHARACTERS - characters)
            characters += page.characters
            pages.append(page)
        return _upright(document, pages), total
    finally:
        pdfium.FPDF_CloseDocument(document)


def turn_of_page(path: str, number: int, *, limit: int) -> int:
    """By how many quarter turns clockwise `read_pages` turns a page, counted from 1.

    Raises what that raises.
    """
    document = pdfium.FPDF_LoadDocument(path.encode(), None)
    if not document:
        raise UnreadableError(int(pdfium.FPDF_GetLastError()))
    try:
        alone = _read_page(document, number - 1, MAX_CHARACTERS)
    finally:
        pdfium.FPDF_CloseDocument(document)
    if not _own_turn(alone):
        return 0
    pages, _total = read_pages(path, limit=limit)
    return pages[number - 1].turn if number <= len(pages) else 0


def _upright(document: object, pages: list[Page]) -> list[Page]:
    """The pages of a paper that lies on its side, each read again as turned; other papers keep their turned tables."""
    upright = sum(page.directions.get(0, 0) for page in pages)
    if sum(sum(page.directions.values()) for page in pages) <= 2 * upright:
        return pages
    return [
        _read_page(document, page.number - 1, MAX_CHARACTERS, turn) if (turn := _own_turn(page)) else page
        for page in pages
    ]


def _own_turn(page: Page) -> int:
    return max(page.directions, key=lambda turn: page.directions[turn], default=0)


def _read_page(document: object, index: int, room: int, turn: int = 0) -> Page:
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:
        return Page(index + 1, 0.0, 0.0)
    try:
        width = float(pdfium.FPDF_GetPageWidthF(handle))
        height = float(pdfium.FPDF_GetPageHeightF(handle))
        page = Page(index + 1, *((height, width) if turn % 2 else (width, height)), turn=turn)
        place = _Placement(handle, turn)
        page.spun = int(pdfium.FPDFPage_GetRotation(handle)) != 0 or turn != 0
        text_page = pdfium.FPDFText_LoadPage(handle)
        if text_page:
            try:
                _read_text(text_page, page, place, room)
            finally:
                pdfium.FPDFText_ClosePage(text_page)
        _read_links(document, handle, page, place)
        _read_graphics(handle, page)
        return page
    finally:
        pdfium.FPDF_ClosePage(handle)


class _Placement:
    """Turns the page's own coordinates into points from the top left corner of what is shown, turned `turn` times."""

    def __init__(self, handle: object, turn: int) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(handle, box)
        self.left, self.right, self.top, self.bottom = box.left, box.right, box.top, box.bottom
        self.turn = (int(pdfium.FPDFPage_GetRotation(handle)) + turn) % 4

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:  # noqa: PLR2004 - half a turn
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def direction(self, a: float, b: float) -> tuple[float, float]:
        """The way a text runs on the shown page, as (right, down)."""
        return ((a, -b), (b, a), (-a, b), (-b, -a))[self.turn]

    def sides(self, box: Any) -> tuple[float, float]:
        """The left and right edge of a box on the shown page."""
        if self.turn == 0:
            return box.left - self.left, box.right - self.left
        x0, _, x1, _ = self.box(box.left, box.bottom, box.right, box.top)
        return x0, x1

    def box(self, left: float, bottom: float, right: float, top: float) -> BBox:
        x0, y0 = self.point(left, top)
        x1, y1 = self.point(right, bottom)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _read_text(text_page: object, page: Page, place: _Placement, room: int) -> None:
    count = int(pdfium.FPDFText_CountChars(text_page))
    if count > room:
        raise TooMuchTextError
    page.characters = count
    styles: dict[int, GlyphStyle] = {}
    fonts: dict[int, _Font] = {}
    rotated: list[str] = []
    directions = {0: 0, 1: 0, 2: 0, 3: 0}
    builder = RunBuilder()
    box = pdfium.FS_RECTF()
    where, address = ctypes.byref(box), _address(text_page)
    for index in range(count):
        code = _unicode_of(address, index)
        if code in BLANKS:
            if code in SPACES:
                rotated.append(" ")
                builder.note_space(sure=not pdfium.FPDFText_IsGenerated(text_page, index))
            continue
        if code in UNMAPPED:
            page.unmapped += 1
            continue
        item = _object_of(address, index)
        style = styles.get(item) if item else None
        if style is None:
            style = styles[item] = _style(text_page, index, place, fonts)
        text = "-" if code in HYPHENS else chr(code)
        if not style.horizontal:
            rotated.append(text)
            directions[style.turn] += 1
            continue
        _box_of(address, index, where)
        x0, x1 = place.sides(box)
        directions[0] += 1
        builder.add(text, x0, x1, style)
    page.runs = builder.finish()
    page.bare_fonts = {font.name for font in fonts.values() if not font.embedded}
    page.directions = directions
    page.rotated = " ".join("".join(rotated).split())


def _address(handle: object) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _plain_call(function: object, result: type, *arguments: type) -> Callable[..., int]:
    """The same function, called with bare addresses: three calls a letter are what reading a paper costs."""
    return ctypes.CFUNCTYPE(result, *arguments)(_address(function))


_unicode_of = _plain_call(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_object_of = _plain_call(pdfium.FPDFText_GetTextObject, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_int)
_box_of = _plain_call(
    pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)


def _style(text_page: object, index: int, place: _Placement, fonts: dict[int, _Font]) -> GlyphStyle:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = float(pdfium.FPDFText_GetFontSize(text_page, index))
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    right, down = place.direction(matrix.a, matrix.b)
    font = _font(text_page, index, fonts)
    horizontal = (right > 0 and abs(down) < right * 0.1) or (right == 0 and down == 0)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    base = place.point(x.value, y.value)[1]
    turn = 0 if horizontal else _turn(right, down)
    return GlyphStyle(round(size * scale, 2), font.bold, font.italic, font.name, base, horizontal, turn)


def _turn(right: float, down: float) -> int:
    """By how many quarter turns clockwise a page is to be turned so that a text runs about to the right."""
    if abs(down) > abs(right):
        return 3 if down > 0 else 1
    return 0 if right > 0 else 2


def _font(text_page: object, index: int, fonts: dict[int, _Font]) -> _Font:
    text_object = pdfium.FPDFText_GetTextObject(text_page, index)
    font = pdfium.FPDFTextObj_GetFont(text_object) if text_object else None
    address = (ctypes.cast(font, ctypes.c_void_p).value or 0) if font else 0
    known = fonts.get(address)
    if known is None:
        known = fonts[address] = _font_of(font) if font else _Font()
    return known


def _font_of(font: object) -> _Font:
    name = _font_name(font)
    embedded = bool(pdfium.FPDFFont_GetIsEmbedded(font))
    return _Font(name, bool(BOLD_NAME.search(name)), bool(ITALIC_NAME.search(name)), embedded)


def _font_name(font: object) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = int(pdfium.FPDFFont_GetBaseFontName(font, buffer, 256))
    name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
    return name.split("+", 1)[-1]


def _read_links(document: object, handle: object, page: Page, place: _Placement) -> None:
    position, link, rectangle = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(handle, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = int(pdfium.FPDFAction_GetURIPath(document, action, None, 0))
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
        pdfium.FPDFLink_GetAnnotRect(link, rectangle)
        box = place.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        page.links.append((buffer.value.decode("utf-8", "replace"), box))


def _read_graphics(handle: object, page: Page) -> None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(int(pdfium.FPDFPage_CountObjects(handle)), 20_000)):
        item = pdfium.FPDFPage_GetObject(handle, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in {pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH}:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            page.picture_area += abs((right.value - left.value) * (top.value - bottom.value))
