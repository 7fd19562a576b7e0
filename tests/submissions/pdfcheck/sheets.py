"""A small typesetter for the tests' own papers: lines of the standard fonts at given places, written by pikepdf."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pikepdf

FONTS = {"roman": "Times-Roman", "bold": "Times-Bold", "italic": "Times-Italic", "mono": "Courier"}
SENTENCES = (
    "The coast moves a little every year, and the archive of images shows by how much it does.",
    "We measure the shoreline at each tide and compare what we see with the levels of the gauges.",
    "A model that has seen only calm water is no judge of a storm, so we give it both of them.",
    "Our results are stable when the sensor changes, which was not to be expected from theory.",
    "It is the seasons that matter here: a dry summer leaves its mark on the following spring.",
    "When the clouds part for an hour the satellite is seldom where one would like to have it.",
    "These maps can be read by anyone, but they are meant for those who plan the harbours there.",
    "There is no reason to think that the same holds for rivers, and we do not claim that it does.",
)
ENTRIES = (
    "N. Aldmoor. Tides seen from above. Journal of Shore Studies, 12(3):40–52, 2014.",
    "P. Brandvold and K. Castell. Counting waves. In Proceedings of the Meeting on Coasts, pages 1–9, 2017.",
    "R. Dunmore, S. Ekeby. A slow survey of fast water. Transactions on Rivers, 2019.",
    "T. Farrow. Gauges and their keepers. Harbour Press, 2008.",
    "U. Gellert, V. Hartwin, and W. Ivarsen. Learning to read a beach. arXiv preprint arXiv:1901.00001, 2019.",
    "X. Jorvik. Storms of the western shelf. Journal of Weather, 7:100–121, 2011.",
    "Y. Kellan and Z. Lund. Dry summers. In Workshop on Seasons, pages 11–20, 2021.",
    "A. Morrow. What a pixel holds. Transactions on Imaging, 3(1):5–19, 2016.",
)
MARGIN, TOP, BOTTOM = 108.0, 720.0, 72.0


@dataclass
class Sheets:
    """Papers are set from top to bottom, in one or two columns, and saved with `save`."""

    width: float = 612.0
    height: float = 792.0
    columns: int = 1
    head: str = ""
    line_numbers: bool = False
    numbers_at: float = 60.0
    pages: list[list[str]] = field(default_factory=list)
    column: int = 0
    y: float = 0.0
    numbered: int = 0
    words: cycle = field(default_factory=lambda: cycle(SENTENCES))

    def __post_init__(self) -> None:
        self.new_page()

    @property
    def left(self) -> float:
        return (54.0 if self.columns > 1 else MARGIN) + self.column * 261.0

    @property
    def letters(self) -> int:
        return 52 if self.columns > 1 else 86

    def new_page(self) -> None:
        self.pages.append([])
        self.column, self.y = 0, self.height - 72
        if self.head:
            self.put(self.head, self.left, self.height - 40, 9)
        self.put(str(len(self.pages)), self.width / 2, 40, 10)

    def put(
        self, text: str, x: float, y: float, size: float = 10, font: str = "roman", spacing: float = 0
    ) -> None:
        """One piece of text at a place measured from the bottom left corner."""
        shown = text.encode("cp1252", "replace").hex()
        self.pages[-1].append(f"BT /{font} {size} Tf {spacing} Tc 1 0 0 1 {x} {y} Tm <{shown}> Tj ET")

    def down(self, by: float) -> None:
        self.y -= by
        if self.y < BOTTOM:
            if self.column + 1 < self.columns:
                self.column, self.y = self.column + 1, self.height - 72
            else:
                self.new_page()

    def line(
        self, text: str, size: float = 10, font: str = "roman", *, indent: float = 0, spacing: float = 0
    ) -> None:
        self.put(text, self.left + indent, self.y, size, font, spacing)
        if self.line_numbers:
            self.numbered += 1
            self.put(f"{self.numbered:03d}", self.numbers_at, self.y, 7)
        self.down(12)

    def text(self, text: str, size: float = 10, *, hang: float = 0) -> None:
        """A paragraph, its lines filled to the column's width."""
        room, line, first = self.letters, "", True
        for word in text.split():
            if len(line) + len(word) + 1 > room:
                self.line(line, size, indent=0 if first else hang)
                line, first = "", False
            line = f"{line} {word}".strip()
        self.line(line, size, indent=0 if first else hang)
        self.down(4)

    def heading(self, text: str, font: str = "bold", size: float = 12, spacing: float = 0) -> None:
        self.down(10)
        self.line(text, size, font, spacing=spacing)
        self.down(4)

    def title(self, *authors: str) -> None:
        self.line("A Survey of Shorelines in Two Dry Summers", 17, "bold")
        self.down(10)
        for author in authors or ("Anonymous Authors",):
            self.line(author)
        self.heading("Abstract", size=11)
        self.prose(2)

    def prose(self, paragraphs: int) -> None:
        for _ in range(paragraphs):
            self.text(" ".join(next(self.words) for _ in range(5)))

    def prose_to(self, page: int, y: float = 400) -> None:
        """Running text until a place on a page is reached."""
        while len(self.pages) < page or (self.y > y and self.column == self.columns - 1):
            self.text(" ".join(next(self.words) for _ in range(3)))

    def entries(self, count: int = 8, label: str = "", size: float = 10) -> None:
        for number in range(count):
            self.text(f"{label.format(number + 1)}{ENTRIES[number % len(ENTRIES)]}", size, hang=12)

    def save(self, path: Path, *, info: dict[str, str] | None = None) -> Path:
        with self.pdf() as pdf:
            for key, value in (info or {}).items():
                pdf.docinfo[key] = value
            pdf.save(path)
        return path

    def pdf(self) -> pikepdf.Pdf:
        pdf = pikepdf.new()
        fonts = pikepdf.Dictionary()
        for name, base in FONTS.items():
            fonts[f"/{name}"] = pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name(f"/{base}"),
                    Encoding=pikepdf.Name.WinAnsiEncoding,
                )
            )
        for content in self.pages:
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=[0, 0, self.width, self.height],
                Resources=pikepdf.Dictionary(Font=fonts),
                Contents=pdf.make_stream("\n".join(content).encode()),
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        return pdf


def paper(pages: int = 3, **options: object) -> Sheets:
    """A paper whose main text ends in the middle of page `pages`, without what follows it."""
    sheets = Sheets(**options)  # type: ignore[arg-type]
    sheets.title()
    sheets.heading("1  Introduction")
    sheets.prose_to(max(1, pages - 1))
    sheets.heading("2  Results")
    sheets.prose_to(pages)
    sheets.heading("3  Conclusion")
    sheets.prose(1)
    return sheets
