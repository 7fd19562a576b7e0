"""Reads a PDF's pages with PDFium: runs of text with their place, size and weight, links, pictures.

Coordinates of the result are points from the top left corner of the page as it is shown. PDFium hands characters
out in the order of the file; its own guesses at spaces and line ends are not used, because accents set as separate
glyphs and line numbers in the margin mislead them.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from .report import BBox

MAX_CHARACTERS = 3_000_000
"""A paper of 100 full pages has some 500,000; far beyond that, a file is no paper."""

WORD_GAP = 0.22
NARROW_GAP = 0.06
RUN_GAP = 0.95
MIXED_GAP = 0.45
UNLIKE = 1.35
"""Type of quite another size after a gap is a thing of its own: a line number beside its line."""
SCRIPT_SHIFT = 0.6
BACKWARD = 0.45
LOOK_BACK = 40
LARGER = 1.12
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
COMBINING = {
    "ˋ": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
"""Accents that TeX's older fonts print as glyphs of their own, above or below a letter."""
ACCENTS = frozenset(COMBINING)


class UnreadableError(Exception):
    """PDFium can't open the file; `code` is its reason."""

    def __init__(self, code: int) -> None:
        super().__init__(f"PDFium error {code}")
        self.code = code


class TooMuchTextError(Exception):
    """The file holds more characters than any paper would."""


@dataclass(slots=True)
class Run:
    """Characters that follow each other on one baseline without a wide gap."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: float
    italic: float
    font: str
    mixed_size: bool = False


@dataclass(slots=True)
class Page:
    """One page: its runs in the order of the file, and what else it shows."""

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rotated: str = ""
    links: list[tuple[str, BBox]] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    picture_area: float = 0.0
    drawings: int = 0
    bare_fonts: set[str] = field(default_factory=set)
    """Names of fonts on the page that the file doesn't hold."""


@dataclass(frozen=True, slots=True)
class _Font:
    name: str = ""
    bold: bool = False
    italic: bool = False
    embedded: bool = True


@dataclass(slots=True)
class _Style:
    """What the letters of one text object have in common; such an object never leaves its baseline."""

    size: float
    bold: bool
    italic: bool
    font: str
    base: float
    horizontal: bool


_Glyph = tuple[float, float, _Style]
"""Left and right edge, and style."""


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
        return pages, total
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_page(document: object, index: int, room: int) -> Page:
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:
        return Page(index + 1, 0.0, 0.0)
    try:
        width = float(pdfium.FPDF_GetPageWidthF(handle))
        height = float(pdfium.FPDF_GetPageHeightF(handle))
        page = Page(index + 1, width, height)
        place = _Placement(handle)
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
    """Turns the page's own coordinates into points from the top left corner of what is shown."""

    def __init__(self, handle: object) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(handle, box)
        self.left, self.right, self.top, self.bottom = box.left, box.right, box.top, box.bottom
        self.turn = int(pdfium.FPDFPage_GetRotation(handle)) % 4

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
    styles: dict[int, _Style] = {}
    fonts: dict[int, _Font] = {}
    rotated: list[str] = []
    builder = _RunBuilder()
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
            continue
        _box_of(address, index, where)
        x0, x1 = place.sides(box)
        builder.add(text, x0, x1, style)
    page.runs = builder.finish()
    page.bare_fonts = {font.name for font in fonts.values() if not font.embedded}
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


def _style(text_page: object, index: int, place: _Placement, fonts: dict[int, _Font]) -> _Style:
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
    return _Style(round(size * scale, 2), font.bold, font.italic, font.name, base, horizontal)


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


class _RunBuilder:
    """Gathers glyphs into runs; a glyph that steps back, drops or jumps begins the next one."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.glyphs: list[_Glyph] = []
        self.parts: list[str] = []
        self.space = False
        self.guessed_space = False
        self.accents: list[_Glyph] = []

    def add(self, text: str, x0: float, x1: float, style: _Style) -> None:
        """Takes the next glyph in the order of the file."""
        if text in ACCENTS:
            self._add_accent((x0, x1, style), text)
            return
        parted = False
        if self.glyphs:
            last_x0, last_x1, last = self.glyphs[-1]
            if x0 == last_x0 and x1 == last_x1 and style is last:
                self.parts[-1] += text  # a ligature's later letters come with the box of the first
                return
            gap = x0 - last_x1
            if not _follows(gap, style, last):
                self._close()
            elif self.space or gap > WORD_GAP * style.size:
                parted = True
            elif self.guessed_space:
                parted = gap > NARROW_GAP * style.size
        self.space = self.guessed_space = False
        self.glyphs.append((x0, x1, style))
        self.parts.append(" " + text if parted else text)
        if self.accents:
            self._place_accents()

    def note_space(self, *, sure: bool) -> None:
        """A blank in the file is a space; one that PDFium guessed must show as a gap too."""
        if sure:
            self.space = True
        else:
            self.guessed_space = True

    def _add_accent(self, accent: _Glyph, text: str) -> None:
        """An accent that comes after its letter stands over that letter's width; else it waits for the letter."""
        x0, x1, style = accent
        middle = (x0 + x1) / 2
        for index in range(len(self.glyphs) - 1, max(-1, len(self.glyphs) - LOOK_BACK), -1):
            left, right, letter = self.glyphs[index]
            near = abs(style.base - letter.base) < letter.size
            if near and left - 0.3 <= middle <= right + 0.3 and self.parts[index][-1].isalpha():
                self.parts[index] += COMBINING[text]
                return
        self.accents.append((x0, x1, replace(style, font=text)))

    def _place_accents(self) -> None:
        """Puts accents that came before their letter onto it; they wait for a few glyphs."""
        left, right, _ = self.glyphs[-1]
        waiting = []
        for accent in self.accents:
            if left - 0.8 <= (accent[0] + accent[1]) / 2 <= right + 0.8:
                self.parts[-1] += COMBINING[accent[2].font]
            else:
                waiting.append(accent)
        self.accents = waiting[-3:]

    def _close(self) -> None:
        text = unicodedata.normalize("NFC", "".join(self.parts))
        counts: dict[int, int] = {}
        styles: dict[int, _Style] = {}
        for _, _, style in self.glyphs:
            key = id(style)
            counts[key] = counts.get(key, 0) + 1
            styles[key] = style
        sizes: dict[float, int] = {}
        for key, style in styles.items():
            sizes[style.size] = sizes.get(style.size, 0) + counts[key]
        size = max(sizes, key=lambda value: (sizes[value], value))
        main = max((key for key in styles if styles[key].size == size), key=counts.__getitem__)
        total = len(self.glyphs)
        self.runs.append(
            Run(
                text=text,
                x0=min(glyph[0] for glyph in self.glyphs),
                x1=max(glyph[1] for glyph in self.glyphs),
                base=styles[main].base,
                size=size,
                bold=sum(counts[key] for key, style in styles.items() if style.bold) / total,
                italic=sum(counts[key] for key, style in styles.items() if style.italic) / total,
                font=styles[main].font,
                mixed_size=max(sizes) > size * LARGER,
            )
        )
        self.glyphs, self.parts = [], []

    def finish(self) -> list[Run]:
        """The runs, when the page has no more glyphs."""
        if self.glyphs:
            self._close()
        return self.runs


def _follows(gap: float, style: _Style, last: _Style) -> bool:
    """Whether a glyph goes on where the last one ended: on its line, not far back, not far on."""
    if style is last:
        return -BACKWARD * style.size < gap <= RUN_GAP * style.size
    large, small = (style.size, last.size) if style.size > last.size else (last.size, style.size)
    if abs(style.base - last.base) > SCRIPT_SHIFT * large:
        return False
    room = MIXED_GAP if large > UNLIKE * small else RUN_GAP
    return -BACKWARD * large < gap <= room * large


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
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        page.drawings += 1
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            page.picture_area += abs((right.value - left.value) * (top.value - bottom.value))
