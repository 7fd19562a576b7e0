"""What is missing from the system is installed where we may, and named exactly where we may not."""

from __future__ import annotations

import os
import subprocess

import pytest

from scripts import machine
from scripts.machine import Need, Stop

MISSING = Need(("package-one", "package-two"), lambda: False, "something needs it")
THERE = Need(("package-three",), lambda: True, "nothing to do")


@pytest.fixture
def calls(monkeypatch):
    """The commands that would have run, none of which does; each succeeds."""
    made = []

    def run(command, **options):
        made.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    return made


def test_nothing_is_run_when_nothing_is_missing(calls):
    machine.install([THERE])
    assert calls == []


def test_what_may_be_installed_is_demanded_without_a_word(calls, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.demand([MISSING, THERE])
    assert calls == []


def test_root_installs_exactly_what_is_missing(calls, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    answers = iter([False, True])
    machine.install([Need(("package-one",), lambda: next(answers), "why"), THERE])
    update, install = calls
    assert update[-3:] == ["apt-get", "update", "-q"]
    assert install[:2] == ["env", "DEBIAN_FRONTEND=noninteractive"]
    assert install[-2:] == ["--no-install-recommends", "package-one"]


@pytest.mark.parametrize("act", [machine.install, machine.demand])
def test_without_rights_the_exact_command_is_said(act, calls, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(subprocess, "run", lambda command, **options: subprocess.CompletedProcess(command, 1))
    with pytest.raises(Stop) as stop:
        act([MISSING, THERE])
    assert "sudo apt-get install -q -y --no-install-recommends package-one package-two" in str(stop.value)
    assert "package-one package-two: something needs it" in str(stop.value)


def test_sudo_that_asks_nothing_is_used(calls, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    answers = iter([False, True])
    machine.install([Need(("package-one",), lambda: next(answers), "why")])
    assert [call[:2] for call in calls] == [["sudo", "-n"]] * 3


def test_package_that_brings_nothing_is_said(calls, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(Stop, match="Installed, yet not found: package-one, package-two"):
        machine.install([MISSING])
