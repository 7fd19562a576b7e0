"""Style sheets are written by subject and served in one file."""

import shutil
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from conference.statics import IMPORT, JoinedStaticFiles

NAME = "css/components.css"


def test_a_collected_sheet_holds_what_it_imports_under_an_address_of_its_own(tmp_path):
    sheets = Path(finders.find("css"))
    shutil.copytree(sheets, tmp_path / "css")
    source = StaticFilesStorage(location=str(sheets.parent))
    with source.open(NAME) as file:
        parts = [f"css/{name}" for name in IMPORT.findall(file.read().decode())]
    assert len(parts) > 3
    paths = {name: (source, name) for name in (NAME, *parts)}

    done = list(JoinedStaticFiles(location=str(tmp_path), base_url="/static/").post_process(paths))

    served = next(new for old, new, _ in done if old == NAME and new != NAME)
    sheet = (tmp_path / served).read_text()
    assert "@import" not in sheet
    for part in parts:
        with source.open(part) as file:
            assert file.read().decode() in sheet
