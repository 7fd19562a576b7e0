"""A few of the odd requests that ``bench/bench_fuzz.py`` sends by the thousand: none ends in an error of ours."""

from __future__ import annotations

import pytest

from tests.access.scene import make_scene
from tests.odd import Forms, Odd, Oddities

SEED = 1


@pytest.mark.django_db
def test_odd_requests_are_answered(settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    found = Oddities(make_scene("draft"), SEED).send(70)
    assert found.failed == 0, "\n".join(f"{error}\n  {request}" for error, request in found.errors.items())
    assert found.statuses[200] > 5
    assert len(found.kinds) == 6


@pytest.mark.enumeration
@pytest.mark.django_db
def test_an_error_of_ours_would_be_seen(settings, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("the well is dry")

    monkeypatch.setattr("conference.views.personal.selectors.workshops_at", broken)
    monkeypatch.setattr(Oddities, "requests", lambda self, many: [("query", Odd("visitor", "GET", "/"))])
    found = Oddities(make_scene("draft"), SEED).send(1)
    assert found.failed == 1
    assert ["the well is dry" in error for error in found.errors] == [True]


def test_forms_are_read_with_their_values_and_choices():
    parser = Forms()
    parser.feed(
        '<form action="/a/" method="post"><input name="x" value="1"><select name="y"><option value="2"></select>'
        '<input type="file" name="z"></form>'
    )
    assert parser.forms == [("POST", "/a/", {"x": ["1"], "y": ["2"], "z": []}, {"z"})]
