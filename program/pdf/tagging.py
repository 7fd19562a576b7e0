"""Tags of a file put together from several: what readers for the blind go by.

Front and back matter bring their own trees. A paper's tags can't be joined to them, for nothing says that they are good;
its pages are read as they come, as one article that bears the paper's title, and its links are links in it.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Page, Pdf, String

PAGE_NAME = "/PlenaryPage"


class Tags:
    """The tree of a file whose own pages are tagged."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        root: Any = whole.Root
        self.root = root.StructTreeRoot
        self.document = _top(self.root)
        self.parents = NumberTree(self.root.ParentTree)
        self.next = max(self.parents.keys(), default=-1) + 1

    def add_article(self, title: str, pages: list[Page]) -> None:
        """Let pages that have no tags be one article."""
        article = self._element("/Art", self.document, T=String(title))
        for page in pages:
            _wrap(self.whole, page)
            key = self._key()
            page.obj.StructParents = key
            page.obj.Tabs = Name.S
            self.parents[key] = Array([article])
            article.K.append(Dictionary(Type=Name.MCR, Pg=page.obj, MCID=0))
            for link in page.obj.get("/Annots", ()):
                self._add_link(article, page, link)

    def add_pages(self, other: Pdf, pages: list[Page]) -> None:
        """Take over the tree of another file, whose pages are in this one already."""
        root: Any = other.Root
        offset, last = self.next, -1
        top = self.whole.copy_foreign(_top(root.StructTreeRoot))
        top.P = self.document
        self.document.K.append(top)
        for key, value in NumberTree(root.StructTreeRoot.ParentTree).items():
            self.parents[offset + key] = _copied(self.whole, value)
            last = max(last, key)
        self.next = offset + last + 1
        for page in pages:
            _shift(page.obj, "/StructParents", offset)
            for annotation in page.obj.get("/Annots", ()):
                _shift(annotation, "/StructParent", offset)
        top.S = Name("/Part")

    def finish(self) -> None:
        self.root.ParentTreeNextKey = self.next

    def _add_link(self, article: Any, page: Page, link: Any) -> None:
        element = self._element("/Link", article)
        element.K.append(Dictionary(Type=Name.OBJR, Obj=link, Pg=page.obj))
        link.StructParent = self._key()
        self.parents[link.StructParent] = element

    def _element(self, kind: str, parent: Any, **more: Any) -> Any:
        made = Dictionary(Type=Name.StructElem, S=Name(kind), P=parent, K=Array(), **more)
        element = self.whole.make_indirect(made)
        parent.K.append(element)
        return element

    def _key(self) -> int:
        self.next += 1
        return self.next - 1


def _top(root: Any) -> Any:
    """Return the element that holds all others, with a list of them."""
    kids = root.K
    top = kids[0] if isinstance(kids, Array) else kids
    if not isinstance(top.K, Array):
        top.K = Array([top.K])
    return top


def _copied(whole: Pdf, value: Any) -> Any:
    if isinstance(value, Array) and not value.is_indirect:
        return Array([whole.copy_foreign(item) for item in value])
    return whole.copy_foreign(value)


def _shift(thing: Any, key: str, offset: int) -> None:
    if key in thing:
        thing[key] = int(thing[key]) + offset


def _wrap(whole: Pdf, page: Page) -> None:
    """Draw all of a page as one thing, so that marks within it don't meet those of the tree."""
    page.contents_coalesce()
    contents = page.obj.get("/Contents")
    drawn: Any = whole.make_stream(contents.read_bytes() if contents is not None else b"")
    drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, page.mediabox
    drawn.Resources = page.obj.get("/Resources", Dictionary())
    if "/Group" in page.obj:
        drawn.Group = page.obj.Group
    page.obj.Resources = Dictionary(XObject=Dictionary({PAGE_NAME: drawn}))
    page.obj.Contents = whole.make_stream(f"/Art <</MCID 0>> BDC\nq {PAGE_NAME} Do Q\nEMC\n".encode("ascii"))
