"""Style sheets are written by subject and served in one file."""

import shutil
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from conference import statics
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


def test_static_files_are_collected_when_they_changed_or_are_gone_and_not_otherwise(
    tmp_path, settings, monkeypatch
):
    settings.BASE_DIR, settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path, tmp_path / "collected"
    style = tmp_path / "static" / "base.css"
    made_by = [tmp_path / name for name in ("conference/settings.py", "conference/statics.py", "uv.lock")]
    for path in (style, *made_by):
        path.parent.mkdir(exist_ok=True)
        path.write_text("body {}")
    done = []

    def collect(*command, **_options):
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        (settings.STATIC_ROOT / "staticfiles.json").touch()
        done.append(command)

    def again():
        done.clear()
        statics.collect()
        return len(done)

    monkeypatch.setattr(statics, "call_command", collect)
    assert [again(), again()] == [1, 0]
    style.write_text("body { }")
    assert [again(), again()] == [1, 0]
    made_by[1].write_text("body { }")
    assert [again(), again()] == [1, 0]
    style.rename(style.with_name("other.css"))
    assert [again(), again()] == [1, 0]
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert [again(), again()] == [1, 0]
