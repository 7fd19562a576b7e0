"""Formulas in PDFs: drawn where they can be, TeX where not."""

from __future__ import annotations

import html
import re

import pytest

from program.pdf import OwnFetcher, formulas, html_to_pdf
from tests.program.tagged import assert_tagged


def alts(markup):
    return [html.unescape(alt) for alt in re.findall(r'alt="([^"]*)"', markup)]


def test_formulas_in_all_their_brackets_are_drawn_and_the_rest_is_text():
    text = r"A <b> & $n<3$, \(\alpha_i\), $$\sum_i x_i$$ and \[\frac{1}{2}\]"
    found = formulas.with_formulas(text)
    assert alts(found) == ["n<3", r"\alpha_i", r"\sum_i x_i", r"\frac{1}{2}"]
    assert found.startswith("A &lt;b&gt; &amp; <img")
    assert found.count('class="formula display"') == 2


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6",
        "From $ 5 to $ 6",
        r"Broken $\frac{$",
        r"Unknown $\nosuchcommand x$",
        f"Long ${'x' * 601}$",
        r"$x & y$ outside of a table",
    ],
)
def test_money_and_what_cannot_be_drawn_stay_as_they_are(text):
    assert formulas.with_formulas(text) == html.escape(text)


def test_in_markup_only_text_is_looked_at():
    markup = '<p title="$a$">x &lt; $a&lt;b$ <code>$c$</code> <pre><b>$d$</b></pre> $e$</p>'
    found = formulas.with_formulas_in(markup)
    assert alts(found) == ["a<b", "e"]
    assert '<p title="$a$">' in found
    assert "<code>$c$</code>" in found


def test_a_picture_is_drawn_for_its_own_address_only():
    address = re.search(r'src="([^"]+)"', formulas.with_formulas("$n^2$"))[1]
    assert OwnFetcher().fetch(address).read().startswith(b"<svg")
    with pytest.raises(ValueError, match="Not a formula"):
        OwnFetcher().fetch(formulas.ADDRESS + "inline%3A%5Cfrac%7B")


def test_a_formula_stands_in_the_line_and_is_read_as_tex():
    body = formulas.with_formulas(r"Counting $n^2$ furrows")
    page = f'<html lang="en"><title>Furrows</title><h1 data-words="x">{body}</h1></html>'
    tags = assert_tagged(html_to_pdf(page), "Furrows")
    assert ("/Figure", "", "n^2") in tags
