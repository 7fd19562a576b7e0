"""The plans of list pages: with an index at hand for each table that grows, PostgreSQL need not read one from end to end."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client

from conference.models import User, Workshop

pytestmark = [pytest.mark.servers, pytest.mark.django_db]
GROWING = {
    "conference_user", "conference_role", "conference_mail", "conference_auditentry", "conference_job", "conference_invitation",
    "submissions_submission", "submissions_author", "submissions_paperfile", "submissions_submission_topics",
    "reviews_assignment", "reviews_review", "reviews_reviewanswer", "reviews_reviewer", "reviews_conflict", "reviews_bid",
    "reviews_decision", "reviews_papertag", "program_slot", "program_session",
}  # fmt: skip
PAGES = {
    "visitor": ("", "papers/", "papers/?q=river", "programme/"),
    "author": ("my-papers/",),
    "reviewer": ("reviewing/",),
    "chair": (
        "chair/papers/?q=forest",
        "chair/mail/?state=sent&page=2",
        "chair/history/",
        "chair/jobs/",
        "chair/reviewers/",
    ),
}


def read_whole(sql, params):
    """Return the tables that are read from end to end although that is the last thing to be done."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        [plan] = cursor.fetchone()
        cursor.execute("SET LOCAL enable_seqscan = on")
    return set(sequential((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]))


def sequential(node):
    if "Seq Scan" in node["Node Type"]:
        yield node["Relation Name"]
    for inner in node.get("Plans", []):
        yield from sequential(inner)


def asked_for(client, path):
    """Return the queries of a page."""
    asked = []

    def keep(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        assert client.get(path).status_code == 200, path
    return [(sql, params) for sql, params in asked if sql.startswith("SELECT")]


def test_a_table_without_an_index_for_its_question_would_be_seen():
    assert read_whole("SELECT 1 FROM conference_mail WHERE body = %s", ["x"]) == {"conference_mail"}


def test_no_list_has_to_read_a_growing_table_from_end_to_end():
    from bench.scale_edition import SLUG, fill

    fill()
    seen = []
    for who, paths in PAGES.items():
        client = Client()
        if who != "visitor":
            client.force_login(User.objects.get(email=f"{who}0@people.example"))
        for path in (
            *(f"/{SLUG}/{path}" for path in paths),
            *(["/", "/api/v1/workshops/"] if who == "visitor" else ["/me/"]),
        ):
            for sql, params in asked_for(client, path):
                seen += [f"{path}: {table}: {sql[:300]}" for table in read_whole(sql, params) & GROWING]
    assert Workshop.objects.count() == 1
    assert not seen, "\n".join(seen)
