"""What a reader for the blind needs of a PDF."""

from __future__ import annotations

import io

import pikepdf


def elements(element):
    """Return an element of the tree and all below it, in the order of reading."""
    kids = element.get("/K", pikepdf.Array())
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    below = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [element, *(inner for kid in below for inner in elements(kid))]


def assert_tagged(content, title):
    """The file names its language and its title, and every page's content hangs in one tree; return the tree's elements."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert title in str(pdf.docinfo["/Title"])
        assert title in pdf.open_metadata()["dc:title"]
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            assert int(page.obj.StructParents) in parents
            for note in page.obj.get("/Annots", ()):
                assert int(note.StructParent) in parents
        top = pdf.Root.StructTreeRoot.K
        found = elements(top[0] if isinstance(top, pikepdf.Array) else top)
        for element in found[1:]:
            assert element.objgen != element.P.objgen
        return [
            (str(element.S), str(element.get("/T", "")), str(element.get("/Alt", ""))) for element in found
        ]
