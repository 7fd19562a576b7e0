"""The scripts of a copy: one classic file, for browsers refuse modules to pages that are opened from disk."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles import finders

BUNDLE = "js/site.js"
BEHAVIOURS = {
    "[data-theme-switch]": "theme",
    "[data-copy]": "copy",
    "[data-math]": "math",
    "time[data-local]": "local-time",
    "time[data-countdown]": "countdown",
    "[data-agenda]": "agenda",
    "form[data-paper-search]": "paper-search",
}
EXPORT = re.compile(r"^export (?=(?:async )?function\b)", re.MULTILINE)
IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w-]+)\.js";$', re.MULTILINE)
HEAD = """(() => {
const HERE = document.currentScript.src;
const behaviours = {
"""
FOOT = """};
for (const [selector, load] of Object.entries(behaviours)) {
  const found = document.querySelectorAll(selector);
  if (!found.length) continue;
  const start = load();
  for (const element of found) start(element);
}
document.documentElement.dataset.enhanced = "";
})();
"""


def bundle() -> str:
    """Return the behaviours of the public pages in one script; each module keeps its names to itself."""
    parts = [
        f'"{selector}": () => {{\n{_body(name)}return start;\n}},\n' for selector, name in BEHAVIOURS.items()
    ]
    return HEAD + "".join(parts) + FOOT


def _body(name: str) -> str:
    source = EXPORT.sub("", static_file(f"js/{name}.js").read_text()).replace("import.meta.url", "HERE")
    return IMPORT.sub(lambda found: _taken_in(found[1], found[2]), source)


def _taken_in(names: str, module: str) -> str:
    return f"const {{ {names} }} = (() => {{\n{_body(module)}return {{ {names} }};\n}})();"


def static_file(name: str) -> Path:
    """Return where a static file of this program lies; LookupError where there is none."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise LookupError(f"No such static file: {name}")  # noqa: TRY004 - an unknown file, not a wrong type
    return Path(found)
