"""The parts of the look: what they render, and that the strict policy has nothing to refuse."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from conference.templatetags.look import SortLink
from tests.conference import look_examples

TEMPLATES = Path(settings.BASE_DIR) / "templates"


class Elements(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def with_attribute(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes in self.found if name in attributes]


def styleguide(query: str = "") -> str:
    request = RequestFactory().get(f"/styleguide/{query}")
    return render_to_string("styleguide.html", look_examples.context(), request)


def rendered(source: str, query: str = "", **context: object) -> str:
    context["request"] = RequestFactory().get(f"/list/{query}")
    return Template(source).render(Context(context))


def test_every_part_is_shown_in_the_style_guide() -> None:
    html = styleguide()
    for words in (
        "Call for papers",
        "Withdraw paper 12?",
        "No reviewers yet",
        "Sending 48 mails",
        "Enter a valid email",
    ):
        assert words in html


def test_no_page_part_needs_an_inline_style_or_script() -> None:
    elements = Elements(styleguide())
    tags = [tag for tag, _ in elements.found]
    assert "script" in tags
    assert "style" not in tags
    assert not elements.with_attribute("style")
    assert all(attributes.get("src") for tag, attributes in elements.found if tag == "script")
    assert not [name for _, attributes in elements.found for name in attributes if name.startswith("on")]


def test_every_address_in_a_page_is_our_own() -> None:
    elements = Elements(styleguide())
    sources = [*elements.with_attribute("src"), *elements.with_attribute("href")]
    assert len(sources) > 20
    assert not [source for source in sources if source and re.match(r"(https?:)?//", source)]


@pytest.mark.parametrize(
    "path",
    # A mail carries its styles itself: it is no page of ours.
    sorted({*TEMPLATES.rglob("*.html")} - {TEMPLATES / "mail" / "mail.html"}),
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_a_template_names_only_static_files_that_exist_and_no_inline_style(path: Path) -> None:
    text = path.read_text()
    for name in re.findall(r"""\{% static ['"]([^'"]+)['"] %\}""", text):
        assert finders.find(name), name
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.name
)
def test_a_component_says_what_it_takes(path: Path) -> None:
    assert path.read_text().startswith("{# ")


def test_ids_are_unique_and_every_reference_has_its_target() -> None:
    elements = Elements(styleguide())
    ids = elements.with_attribute("id")
    assert sorted(ids) == sorted(set(ids))
    named = " ".join(
        value or ""
        for name in ("for", "aria-describedby", "aria-labelledby", "popovertarget", "data-dialog")
        for value in elements.with_attribute(name)
    ).split()
    assert named
    # A formset's empty row stands in a <template>, which this parser reads like the rest of the page.
    assert set(named) <= set(ids)


class Contact(forms.Form):
    email = forms.EmailField(help_text="Where answers go.")
    note = forms.CharField(required=False)
    agree = forms.BooleanField(label="We may write to you")
    kind = forms.ChoiceField(choices=[("a", "Author"), ("r", "Reviewer")], widget=forms.RadioSelect)


def test_a_field_ties_label_help_and_error_to_its_input() -> None:
    html = str(Contact({"email": "nobody"})["email"].as_field_group())
    elements = Elements(html)
    [attributes] = [attributes for tag, attributes in elements.found if tag == "input"]
    assert attributes["aria-invalid"] == "true"
    assert str(attributes["aria-describedby"]).split() == ["id_email_helptext", "id_email_error"]
    assert {"id_email", "id_email_helptext", "id_email_error"} <= set(elements.with_attribute("id"))
    assert elements.with_attribute("for") == ["id_email"]


def test_only_a_required_field_carries_the_mark() -> None:
    form = Contact()
    assert "required-mark" in form["email"].as_field_group()
    assert "required-mark" not in form["note"].as_field_group()


def test_choices_are_a_fieldset_with_a_legend() -> None:
    html = Contact()["kind"].as_field_group()
    assert re.search(r"<fieldset[^>]*>\s*<legend>Kind<span", html)
    assert html.count('<label class="choice"') == 2


def test_a_form_renders_each_field_once_and_its_own_errors_first() -> None:
    form = Contact({})
    form.add_error(None, "The call has closed.")
    html = str(form)
    assert html.index("The call has closed.") < html.index("id_email")
    assert [html.count(f'name="{name}"') for name in ("email", "note", "agree", "kind")] == [1, 1, 1, 2]


def test_a_score_bar_marks_each_score_and_their_mean() -> None:
    html = rendered("{% load look %}{% score_bar scores 1 10 %}", scores=[1, None, 10, 4])
    assert re.findall(r'cx="([\d.]+)%"', html) == ["4.0", "96.0", "34.7"]
    assert 'aria-label="Scores 1, 10, 4; mean 5.0 of 10"' in html
    assert re.search(r'scores-mean">5\.0<', html)


def test_a_score_bar_without_scores_says_so() -> None:
    assert "no scores" in rendered("{% load look %}{% score_bar scores %}", scores=[None])


def test_a_score_outside_its_scale_stays_on_the_bar() -> None:
    html = rendered("{% load look %}{% score_bar scores 1 5 %}", scores=[0, 9])
    assert re.findall(r'cx="([\d.]+)%"', html) == ["4.0", "96.0"]


@pytest.mark.parametrize(
    ("current", "state", "following"),
    [
        ("", "none", "title"),
        ("title", "ascending", "-title"),
        ("-title", "descending", "title"),
        ("score", "none", "title"),
    ],
)
def test_a_sorting_head_turns_the_order_round(current: str, state: str, following: str) -> None:
    html = rendered(
        '{% include "components/sort_header.html" with key="title" label="Paper" %}',
        "?q=dunes&page=3",
        sort=current,
    )
    [link] = [str(value) for value in Elements(html).with_attribute("href")]
    assert link == f"?q=dunes&sort={following}"
    assert f'aria-sort="{state}"' in html


def test_sort_link_is_a_value() -> None:
    assert SortLink("?sort=title", "none") == SortLink("?sort=title", "none")


def test_pages_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(200), 10).page(9)
    html = rendered('{% include "components/pagination.html" %}', "?q=a%26b&page=9", page=page)
    links = [str(value) for value in Elements(html).with_attribute("href")]
    assert links[0] == "?q=a%26b&page=8"
    assert links[-1] == "?q=a%26b&page=10"
    assert html.count("…") == 2
    assert "81–90 of 200" in html


def test_one_page_has_no_page_links() -> None:
    html = rendered('{% include "components/pagination.html" %}', page=Paginator(range(7), 10).page(1))
    assert "7 in all" in html
    assert "<a" not in html


@pytest.mark.parametrize(
    ("stored", "shown"), [("under_review", "Under review"), ("", ""), (None, ""), ("oral", "Oral")]
)
def test_a_stored_word_is_shown_as_people_read_it(stored: str | None, shown: str) -> None:
    assert rendered("{% load look %}{{ value|words }}", value=stored) == shown


def test_what_a_person_wrote_is_escaped() -> None:
    html = rendered('{% include "components/comment.html" with name="R" text=text %}', text="<b>bold</b>")
    assert "&lt;b&gt;bold" in html


DOCS = (Path(settings.BASE_DIR) / "docs" / "design.md").read_text()


@pytest.mark.parametrize(
    "name", re.findall(r"data-[a-z-]+|hx-get", (Path(settings.BASE_DIR) / "static/js/app.js").read_text())
)
def test_every_behaviour_is_described(name: str) -> None:
    assert name in DOCS


def test_every_component_that_a_page_includes_is_described() -> None:
    inner = {"account_nav", "footer", "formset_row", "score_bar", "styleguide_actions", "topbar"}
    names = {path.stem for path in (TEMPLATES / "components").glob("*.html")} - inner
    assert {name for name in names if f"`{name}`" not in DOCS} == set()
