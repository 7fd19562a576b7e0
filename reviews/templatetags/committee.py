"""Filters of the chairs' pages of assignment."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def percent(share: float, digits: int = 1) -> str:
    """A share of 1 in percent: 0.97312 becomes 97.3 %, which no line break parts."""
    return f"{100 * share:.{digits}f}\N{NO-BREAK SPACE}%"


@register.filter
def add_text(text: object, more: object) -> str:
    """Two things as one text, whatever they are."""
    return f"{text}{more}"
