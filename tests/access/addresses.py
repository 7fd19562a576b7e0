"""Every address of the project, as Django resolves it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver

ALLAUTH = ("account_", "mfa_", "socialaccount_", "usersessions_", "github_", "google_", "orcid_")


def named(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield each address under its full name; a redirect without a name is allauth's and goes by its route."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named(pattern.url_patterns, inside)
        else:
            yield f"{namespace}{pattern.name or f'account_{pattern.pattern}'}", pattern


@cache
def names() -> frozenset[str]:
    """Return the names of all addresses, those of the log-in library left out."""
    return frozenset(name for name, _ in named(get_resolver().url_patterns) if not name.startswith(ALLAUTH))


@cache
def allauth_names() -> frozenset[str]:
    return frozenset(name for name, _ in named(get_resolver().url_patterns) if name.startswith(ALLAUTH))


@cache
def arguments_of(name: str) -> frozenset[str]:
    """Return the arguments that an address takes."""
    space, _, rest = name.rpartition(":")
    resolver = get_resolver()
    if space:
        resolver = resolver.namespace_dict[space][1]
    possibilities = resolver.reverse_dict.getlist(rest)
    return frozenset(argument for found in possibilities for form in found[0] for argument in form[1])
