"""Public pages as a browser meets them: what the first page weighs all told, and Lighthouse's four categories.

Lighthouse (Apache-2.0, 190 MB with what it needs) is not among the packages that the project installs. It is used
where it is found: ``npm install --no-save lighthouse`` here, or in a folder whose ``node_modules`` is given as argument.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench_public import ROOT, SLUG, published_installation, serving
from playwright.sync_api import Response, sync_playwright

from scripts.machine import chromium
from scripts.screens import FLAGS

PAGES = ("", "programme/", "papers/1/", "speakers/")
LIMIT = 100


def main() -> None:
    """Fill a database of its own, start the server as in production, and open the pages."""
    modules = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "node_modules").resolve()
    with tempfile.TemporaryDirectory(prefix="plenary-bench-") as folder:
        port, environment = published_installation(folder)
        with serving(environment, port):
            addresses = [f"http://127.0.0.1:{port}/{SLUG}/{page}" for page in PAGES]
            for address in addresses:
                weigh(address)
            light(modules, addresses)


def weigh(address: str) -> None:
    """Print the bytes that a browser with an empty cache gets for a page, heads and bodies as they are sent."""
    answers: list[Response] = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright marks the handler, which a method of a list does not bear
        page.goto(address, wait_until="networkidle")
        sizes = [answer.request.sizes() for answer in answers]
        browser.close()
    sent = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) / 1000
    print(
        f"{address.partition(SLUG)[2]:<14} {sent:5.1f} kB in {len(sizes)} answers (under {LIMIT} asked)",
        flush=True,
    )


def light(modules: Path, addresses: list[str]) -> None:
    if not (modules / "lighthouse").is_dir():
        print("Lighthouse is not installed: npm install --no-save lighthouse")
        return
    script = str(ROOT / "bench" / "lighthouse.mjs")
    subprocess.run(["node", script, str(modules), chromium() or "", *addresses], check=True, timeout=600)


if __name__ == "__main__":
    main()
