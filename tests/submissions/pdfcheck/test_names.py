"""The forms in which names are printed."""

from __future__ import annotations

from submissions.pdfcheck.names import fold, person


def test_an_accent_over_a_dotless_letter_is_folded_away():
    """As TeX's older fonts print it, and pages are read."""
    assert fold("Garc\u0131\u0301a") == "Garcia"
    assert person("María José García López").initials.search(fold("by M. J. Garc\u0131\u0301a López"))
