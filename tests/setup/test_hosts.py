"""No page loads anything from another host: the check that says so sees what it should, and nothing else."""

from __future__ import annotations

import pytest

from scripts import hosts
from scripts.machine import ROOT


def test_product_loads_nothing_from_another_host():
    assert hosts.foreign(ROOT) == []


@pytest.mark.parametrize(
    "template",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<script defer src="//cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="https://fonts.example/css?family=Serif">',
        '<link rel="preconnect" href="https://fonts.example">',
        '<img src="https://pictures.example/{{ name }}.png">',
        '<img src="/a.png" srcset="/a.png 1x, https://pictures.example/b.png 2x">',
        '<iframe src="https://video.example/embed/{{ id }}"></iframe>',
        '<p style="background: url(https://pictures.example/a.png)">',
        "<style>@import 'https://fonts.example/a.css';</style>",
        '<script type="module">import "https://cdn.example/x.js";</script>',
    ],
)
def test_load_in_a_template_is_found(template):
    assert len(hosts.in_template(f"<main>\n{template}\n</main>")) == 1
    assert hosts.in_template(f"<main>\n{template}\n</main>")[0][0] == 2


@pytest.mark.parametrize(
    "template",
    [
        '<a href="https://orcid.example/{{ person.orcid }}">ORCID</a>',
        '<link rel="canonical" href="https://workshop.example/2025/">',
        "<script src=\"{% static 'js/table.js' %}\"></script>",
        '<img src="{{ speaker.photo_url }}" alt="">',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="#icon"></use></svg>',
        "<p>Write https://example.org/ into the field.</p>",
    ],
)
def test_link_or_own_file_is_no_load(template):
    assert hosts.in_template(template) == []


def test_style_sheets_and_scripts_are_searched():
    assert hosts.in_style("a {}\nb { background: url('https://pictures.example/a.png') }") == [
        (2, "https://pictures.example/a.png")
    ]
    assert (
        hosts.in_style("/* from https://example.org */ a { background: url(data:image/png;base64,AA//BB) }")
        == []
    )
    assert hosts.in_script("\nfetch(`https://api.example/v1`)") == [(2, "https://api.example/v1")]
    assert hosts.in_script('document.createElementNS("http://www.w3.org/2000/svg", "svg") // a note') == []
