"""The addresses on a workshop's own host: its public pages at the root, then the installation's, for links to them."""

from importlib import import_module

from django.urls import URLResolver, include, path

from conference import hosts, root_urls

SPACES = tuple(import_module(name) for name in ("program.urls", "conference.urls"))


def _found_first() -> list[URLResolver]:
    """Return the public pages to be found: they come before whatever else could have their paths."""
    return [
        path(
            "", include((hosts.rooted(space.urlpatterns), space.app_name), namespace=f"own_{space.app_name}")
        )
        for space in SPACES
    ]


def _named_first(resolver: URLResolver) -> URLResolver:
    """Return an app's addresses with the public pages last: of addresses with one name the last is taken for links."""
    space = next((module for module in SPACES if resolver.urlconf_name is module), None)
    if space is None:
        return resolver
    return path("", include(([*space.urlpatterns, *hosts.rooted(space.urlpatterns)], space.app_name)))


handler404, handler500 = root_urls.handler404, root_urls.handler500
urlpatterns = [
    *_found_first(),
    *(_named_first(entry) if isinstance(entry, URLResolver) else entry for entry in root_urls.urlpatterns),
]
