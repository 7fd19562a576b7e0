"""The checks ask for known weaknesses of what is installed, and silence is no pass."""

from __future__ import annotations

import json

import pytest

from scripts.checks import npm_verdict, pip_verdict


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ({"vulnerabilities": {}, "metadata": {}}, "passed", ""),
        ({"vulnerabilities": {"katex": {"severity": "high"}}}, "FAILED", "katex: high"),
        ({"message": "405 Method Not Allowed", "statusCode": 405, "error": {}}, "skipped", "it answered 405"),
        (
            {"message": "request to x failed, reason: connect ECONNREFUSED", "error": {}},
            "skipped",
            "ECONNREFUSED",
        ),
        ({"message": "This command requires an existing lockfile.", "error": {}}, "FAILED", "lockfile"),
        ({}, "FAILED", "no report"),
    ],
)
def test_audit_of_browser_packages_never_passes_unasked(answer, state, words):
    found, said = npm_verdict(json.dumps(answer))
    assert (found, words in said) == (state, True)


def test_audit_that_says_nothing_is_no_pass():
    assert npm_verdict("")[0] == "FAILED"


@pytest.mark.parametrize(
    ("packages", "state", "words"),
    [
        ([{"name": "a", "vulns": []}], "passed", ""),
        (
            [{"name": "a", "vulns": [{"id": "PYSEC-1"}]}, {"name": "b", "skip_reason": "x"}],
            "FAILED",
            "a: PYSEC-1",
        ),
        (
            [{"name": "a", "vulns": []}, {"name": "b", "skip_reason": "Not found"}],
            "skipped",
            "Of 1 of 2 packages",
        ),
        ([], "skipped", "Of 0 of 0 packages"),
    ],
)
def test_audit_of_packages_of_which_nobody_told_is_no_pass(packages, state, words):
    found, said = pip_verdict(json.dumps({"dependencies": packages}), "")
    assert (found, words in said) == (state, True)


def test_audit_of_packages_that_reaches_nobody_is_skipped_and_one_that_breaks_fails():
    assert pip_verdict("", "Traceback ...\nrequests.exceptions.ConnectionError: x")[0] == "skipped"
    assert pip_verdict("", "error: no such file")[0] == "FAILED"
