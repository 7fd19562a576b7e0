"""What the components in ``templates/components/`` need and plain template syntax cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import HttpRequest
    from django.template.context import RequestContext

register = template.Library()


@dataclass(frozen=True)
class SortLink:
    """Where a column's head leads, and what ``aria-sort`` says of the column now."""

    url: str
    state: str


def _url(request: HttpRequest, **changes: object) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.filter
def words(value: object) -> str:
    """A stored word as people read it: ``under_review`` becomes ``Under review``."""
    text = str(value or "").replace("_", " ").strip()
    return text[:1].upper() + text[1:]


@register.simple_tag(takes_context=True)
def url_with(context: RequestContext, key: str, value: object) -> str:
    """This page's query string with one key changed; an empty key means ``page``."""
    return _url(context["request"], **{key or "page": value})


@register.simple_tag(takes_context=True)
def sort_link(context: RequestContext, key: str, current: str) -> SortLink:
    """The next click on a column: ascending first, then descending; a new order starts on the first page."""
    ascending, descending = current == key, current == f"-{key}"
    following = f"-{key}" if ascending else key
    state = "ascending" if ascending else "descending" if descending else "none"
    return SortLink(_url(context["request"], sort=following, page=None), state)


@register.simple_tag
def elided_pages(page: Page[Any]) -> list[int | str]:
    """The page numbers around this one, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.inclusion_tag("components/score_bar.html")
def score_bar(scores: Iterable[float | None], low: float = 1, high: float = 10) -> dict[str, object]:
    """A mark a review on a scale from ``low`` to ``high``, with the mean; reviews without a score are left out."""
    given = [float(score) for score in scores if score is not None]
    if not given:
        return {"marks": []}
    mean = sum(given) / len(given)
    listed = ", ".join(f"{score:g}" for score in given)
    return {
        "marks": [_place(score, low, high) for score in given],
        "mean": mean,
        "middle": _place(mean, low, high),
        "description": f"Scores {listed}; mean {mean:.1f} of {high:g}",
    }


def _place(value: float, low: float, high: float) -> str:
    share = (value - low) / (high - low) if high > low else 0.5
    # A margin at both ends, so that the outermost mark is not cut.
    return f"{4 + 92 * min(max(share, 0), 1):.1f}"
