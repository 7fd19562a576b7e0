"""People pasted into the public lists."""

from __future__ import annotations

from conference.forms.workshops import PasteCommitteeForm


def test_a_line_holds_name_affiliation_and_link():
    lines = "Ada Fiedler, Uni North, Oslo, https://ada.example/~a\nBo Lindqvist https://bo.example/\nCy Ode\n, Nobody\n"
    form = PasteCommitteeForm({"group": "organizer", "lines": lines})
    assert form.is_valid()
    assert form.people() == [
        ("Ada Fiedler", "Uni North, Oslo", "https://ada.example/~a"),
        ("Bo Lindqvist", "", "https://bo.example/"),
        ("Cy Ode", "", ""),
    ]
