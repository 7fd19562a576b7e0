"""The set-up's parts say the same: compose file, Dockerfile, Makefile, settings and the operators' page."""

from __future__ import annotations

import json
import re
import shlex
import tomllib

import pytest
import yaml

from conference import env
from scripts import machine, prepare, processes
from scripts.machine import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = ("prepare", "web", "worker", "beat")
DECLARED = {variable.name for variable in env.VARIABLES}


def test_compose_has_the_whole_installation():
    assert set(COMPOSE["services"]) == {*OURS, "proxy", "database", "redis"}
    for name, service in COMPOSE["services"].items():
        assert name == "prepare" or service["healthcheck"]["test"]
        for used in service.get("volumes", []):
            assert used.split(":")[0] in COMPOSE["volumes"]
        for other in service.get("depends_on", {}):
            assert other in COMPOSE["services"]


@pytest.mark.parametrize("name", OURS)
def test_compose_starts_what_runs_natively(name):
    assert shlex.split(COMPOSE["services"][name]["command"]) == getattr(processes, name)()


@pytest.mark.parametrize("name", OURS)
def test_compose_passes_each_declared_setting_and_no_other(name):
    assert set(COMPOSE["services"][name]["environment"]) == DECLARED


def test_compose_publishes_only_on_the_loopback_address():
    published = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert published == [f"127.0.0.1:${{PORT:-{processes.WEB_PORT}}}:{processes.WEB_PORT}"]


def test_any_number_of_web_and_worker_copies_can_run_behind_the_proxy():
    services = COMPOSE["services"]
    for name in ("web", "worker"):  # a port or a name of its own would let one copy run only
        assert not {"ports", "container_name", "hostname"} & set(services[name]), name
        assert services[name]["volumes"] == services["prepare"]["volumes"], name
    [mounted] = services["proxy"]["configs"]
    assert COMPOSE["configs"][mounted["source"]]["file"] == "./Caddyfile"
    proxy = (ROOT / "Caddyfile").read_text()
    assert re.search(rf"name web\s+port {processes.WEB_PORT}\b", proxy)
    served = services["proxy"]["ports"][0].rpartition(":")[2]
    assert re.search(rf"^:{served} {{\n\treverse_proxy", proxy, re.MULTILINE)


def test_compose_and_image_carry_no_secret():
    for name in OURS:
        for setting, value in COMPOSE["services"][name]["environment"].items():
            assert not (value and re.search("SECRET|_ID$|EMAIL", setting)), setting
    asked_for = "${POSTGRES_PASSWORD:?"
    assert COMPOSE["services"]["database"]["environment"]["POSTGRES_PASSWORD"].startswith(asked_for)
    address = COMPOSE["services"]["web"]["environment"]["PLENARY_DATABASE_URL"]
    assert address.startswith(f"postgres://plenary:{asked_for}")
    assert set(re.findall(r"PLENARY_\w+", DOCKERFILE)) == {"PLENARY_DATA_DIR"}


def test_image_has_the_packages_that_make_installs():
    installed = set(re.search(r"--no-install-recommends \\\n\s*(.*?) \\\n", DOCKERFILE)[1].split())
    needed = {package for need in (machine.PANGO, machine.FONT) for package in need.packages}
    assert installed == needed


def test_image_has_the_pinned_tools_and_a_python_that_the_lock_allows():
    assert f"uv=={prepare.UV_VERSION}" in DOCKERFILE
    base = re.search(r"^FROM python:(\d+)\.(\d+)-slim-bookworm$", DOCKERFILE, re.MULTILINE)
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert requires == ">=" + ".".join(map(str, prepare.OLDEST_PYTHON))
    assert (int(base[1]), int(base[2])) >= prepare.OLDEST_PYTHON


def test_image_serves_as_an_ordinary_account_with_the_native_command():
    last = DOCKERFILE[DOCKERFILE.rindex("FROM ") :]
    assert re.search(r"^USER (\S+)$", last, re.MULTILINE)[1] == "plenary"
    assert json.loads(re.search(r"^CMD (\[.*\])$", last, re.MULTILINE)[1]) == processes.web()


def test_image_gets_every_part_of_the_product():
    wanted = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert {"conference", "submissions", "reviews", "program", "templates", "static", "scripts"} <= wanted
    assert {"manage.py", "pyproject.toml", "uv.lock", "package.json", "package-lock.json"} <= wanted
    assert not wanted & {".env", "var", ".git", "tests"}


def test_operators_page_lists_each_setting_as_it_is():
    page = (ROOT / "docs" / "operators.md").read_text()
    rows = re.findall(r"^\| `(PLENARY_\w+)` \| (\w+) \| (?:`(.*)`)? ?\| (.*) \|$", page, re.MULTILINE)
    assert rows == [(item.name, item.kind, item.default, item.about) for item in env.VARIABLES]


def test_only_env_reads_the_environment():
    readers = {
        path.relative_to(ROOT).as_posix()
        for app in ("conference", "submissions", "reviews", "program")
        for path in (ROOT / app).rglob("*.py")
        if re.search(
            r"os\.environ\b(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv", path.read_text()
        )
    }
    assert readers <= {"conference/env.py"}
