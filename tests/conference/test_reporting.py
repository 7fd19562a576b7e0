"""Reports of errors to Sentry: where a key is set they go out, with places and without words; without one nothing is loaded."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli

from conference.reporting import only_places
from scripts.machine import PYTHON, ROOT
from tests.test_start import LATER

FAILING = """
import logging, sentry_sdk
from conference.wsgi import application
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from conference import root_urls

@csrf_exempt
def fail(request, token):
    secret = "Lovelace"
    raise ValueError(f"{request.POST['name']} <ada@lab.example> at {request.get_full_path()}")

root_urls.urlpatterns.insert(0, path("broken/<str:token>/", fail, name="broken"))
root_urls.handler500 = lambda request: HttpResponse(status=500)  # the page wants files that are collected elsewhere
told = {"user-agent": "Lovelace", "x-forwarded-for": "198.51.100.7", "cookie": "mark=Lovelace"}
asked = RequestFactory().post("/broken/xK3v9Qm2tR7bN5pL8wZ1/?by=ada@lab.example", {"name": "Lovelace"}, headers=told)
for _ in application({**asked.environ, "wsgi.errors": None}, lambda *_: None):
    pass
logging.getLogger("plenary").error("No mail to %s", "ada@lab.example")
sentry_sdk.flush(5)
"""


class _Receiver(BaseHTTPRequestHandler):
    received: list[bytes]

    def do_POST(self):
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress}[self.headers["Content-Encoding"]]
        self.received.append(unpack(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        pass


def test_report_of_a_failed_page_has_its_places_and_nothing_of_the_person(tmp_path):
    handler = type("Receiver", (_Receiver,), {"received": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        own = {name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")}
        environment = {
            **own,
            "DJANGO_SETTINGS_MODULE": "conference.settings",
            "PLENARY_ALLOWED_HOSTS": "testserver",
            "PLENARY_DATA_DIR": str(tmp_path),
            "PLENARY_SENTRY_DSN": f"http://key@127.0.0.1:{server.server_port}/1",
        }
        subprocess.run([PYTHON, "-c", FAILING], cwd=ROOT, env=environment, capture_output=True, check=True)
        server.shutdown()
    whole = b"\n".join(handler.received).decode()
    events = [json.loads(line) for line in whole.splitlines() if line.startswith("{") and '"level"' in line]
    [failure] = [event for event in events if "exception" in event]
    assert failure["transaction"] == failure["tags"]["route"] == "broken"
    assert len(failure["tags"]["request"]) == 32
    [error] = failure["exception"]["values"]
    assert (error["type"], error["stacktrace"]["frames"][-1]["function"]) == ("ValueError", "fail")
    assert [event["logentry"] for event in events if "logentry" in event] == [{"message": "No mail to %s"}]
    personal = ("Lovelace", "ada@lab.example", "xK3v9Qm2tR7bN5pL8wZ1", "198.51.100.7", str(tmp_path))
    assert [word for word in personal if word in whole] == []


def test_only_what_is_named_goes_out():
    event = {
        "level": "error", "user": {"email": "x"}, "request": {"data": "x"}, "extra": {"x": "x"}, "breadcrumbs": {},
        "server_name": "x", "contexts": {}, "modules": {},
        "exception": {"values": [{"type": "E", "value": "x", "stacktrace": {"frames": [{"lineno": 1, "vars": {"x": "x"}}]}}]},
    }  # fmt: skip
    assert only_places(event, {}) == {
        "level": "error",
        "exception": {"values": [{"type": "E", "stacktrace": {"frames": [{"lineno": 1}]}}]},
    }


def test_without_a_key_the_library_is_not_even_loaded():
    assert "sentry_sdk" in LATER
