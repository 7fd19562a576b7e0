"""Markdown as people write it, HTML that is safe to show: no Django in it."""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": True}).enable(
    ["table", "strikethrough", "replacements", "smartquotes"]
)
TAGS = {
    "a", "blockquote", "br", "code", "del", "s", "em", "h2", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

LINK = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]\(([^()\s]+)\)")
AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
ESCAPE = re.compile(r"\\([\\\[\]*_`<>])")


def render_markdown(text: str) -> str:
    """Return clean HTML: a text's highest headings are of level 2, links carry no referrer, nothing loads from elsewhere."""
    tokens = _PARSER.parse(text)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + 2, 5)}"
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def plain(text: str) -> str:
    """Return Markdown as one reads it in a mail program that shows no HTML: links written out once, no stars around words."""
    text = LINK.sub(lambda found: found[1] if found[1] == found[2] else f"{found[1]}: {found[2]}", text)
    return ESCAPE.sub(r"\1", STRONG.sub(r"\1", AUTOLINK.sub(r"\1", text)))
