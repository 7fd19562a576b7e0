"""A piece of template source as a page of its own, under the policy that the product sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory

from tests.conference import look_examples

if TYPE_CHECKING:
    from playwright.sync_api import Route


POLICY = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY.items())


def html_page(body: str) -> str:
    request = RequestFactory().get("/part/")
    source = (
        '{% extends "base.html" %}{% block title %}Part{% endblock %}{% block main %}<h1>Part</h1>'
        + body
        + "{% endblock %}"
    )
    return Template(source).render(Context({"request": request, **look_examples.context(), "workshop": None}))


def answer(route: Route, html: str) -> None:
    route.fulfill(
        body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
    )
