"""A backup, the loss of everything, and what comes back; on the database of the suite and across to the other one."""

from __future__ import annotations

import os
import subprocess
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from conference.models import User, Workshop
from conference.recovery.archive import TABLES, read_manifest
from scripts.machine import PYTHON, ROOT
from submissions.models import PaperFile, Submission
from tests.factories import PaperFileFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper():
    paper = SubmissionFactory(title="Schnee, neige, снег — 雪", abstract='A "quoted" line\nand another')
    PaperFileFactory(submission=paper, content=b"%PDF-1.7 first", report={"pages": [1, None, 2.5]})
    UserFactory(name="Nobody in particular")
    return paper


def saved(path):
    call_command("backup", path)
    return read_manifest(path)


def content_of(file):
    with file.file.open() as opened:
        return opened.read()


def tables(manifest):
    return {name: total for name, total in manifest.sums.items() if name.startswith(TABLES)}


def test_everything_comes_back_as_it_was(paper, tmp_path, capsys):
    before = saved(tmp_path / "a.tar")
    assert before.rows["submissions.Submission"] == 1
    file = PaperFile.objects.get()
    stamp = (paper.created_at, file.file.name)

    default_storage.delete(file.file.name)
    Submission.objects.all().delete()
    Workshop.objects.all().delete()
    User.objects.exclude(name="Nobody in particular").delete()
    call_command("restore", tmp_path / "a.tar", "--replace")

    back = Submission.objects.get()
    assert (back.title, back.abstract, back.created_at) == (paper.title, paper.abstract, stamp[0])
    file = PaperFile.objects.get()
    assert (file.file.name, content_of(file), file.report) == (
        stamp[1],
        b"%PDF-1.7 first",
        {"pages": [1, None, 2.5]},
    )
    assert tables(saved(tmp_path / "b.tar")) == tables(before)
    assert SubmissionFactory(track=back.track).pk > back.pk
    assert "everybody has to log in anew" in capsys.readouterr().out


def test_what_is_here_is_not_overwritten_unasked(paper, tmp_path):
    saved(tmp_path / "a.tar")
    Submission.objects.update(title="Changed since")
    with pytest.raises(CommandError, match="There are accounts or workshops here"):
        call_command("restore", tmp_path / "a.tar")
    assert Submission.objects.get().title == "Changed since"


@pytest.mark.enumeration
@pytest.mark.parametrize("harm", ["cut", "changed", "something else", "nothing there"])
def test_a_damaged_archive_changes_nothing(harm, paper, tmp_path):
    path = tmp_path / "a.tar"
    saved(path)
    whole = path.read_bytes()
    at = whole.index(b"%PDF-1.7 first")
    if harm == "cut":
        path.write_bytes(whole[: at - 600])
    elif harm == "changed":
        path.write_bytes(whole[:at] + b"%PDF-1.7 worst" + whole[at + 14 :])
    elif harm == "something else":
        path.write_bytes(b"PK\x03\x04 a file of another kind")
    else:
        path.unlink()
    with pytest.raises(CommandError, match="Nothing was changed in the database"):
        call_command("restore", path, "--replace")
    assert Submission.objects.get().title == paper.title


@pytest.mark.enumeration
def test_an_archive_of_another_version_is_refused_in_words(paper, tmp_path, monkeypatch):
    saved(tmp_path / "a.tar")
    applied = {**MigrationRecorder(connection).applied_migrations(), ("submissions", "0099_later"): None}
    monkeypatch.setattr(
        "django.db.migrations.recorder.MigrationRecorder.applied_migrations", lambda _self: applied
    )
    with pytest.raises(CommandError, match=r"differ in submissions .* Restore it with that version"):
        call_command("restore", tmp_path / "a.tar", "--replace")
    assert Submission.objects.get().title == paper.title


@pytest.mark.enumeration
def test_a_file_that_is_gone_is_named_and_the_rest_is_saved(paper, tmp_path, capsys):
    name = PaperFile.objects.get().file.name
    default_storage.save("photos/kept.jpg", ContentFile(b"kept"))
    default_storage.delete(name)
    manifest = saved(tmp_path / "a.tar")
    assert manifest.missing == [name]
    assert f"not saved: {name}" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.part"))
    with tarfile.open(tmp_path / "a.tar") as archive:
        assert "photos/kept.jpg" not in archive.getnames()  # no row names it


@pytest.mark.servers
def test_over_to_sqlite_and_back_again(paper, tmp_path):
    """The suite's database is PostgreSQL here; the other installation has a database in its data folder."""
    there = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "conference.settings",
        "PLENARY_DATA_DIR": str(tmp_path / "data"),
    }
    for name in ("PLENARY_DATABASE_URL", "PLENARY_REDIS_URL"):
        there.pop(name, None)

    def manage(*arguments):
        subprocess.run(
            [PYTHON, "manage.py", *arguments], cwd=ROOT, env=there, check=True, capture_output=True
        )

    first = saved(tmp_path / "a.tar")
    manage("restore", str(tmp_path / "a.tar"))
    manage("backup", str(tmp_path / "b.tar"))
    Submission.objects.all().delete()
    Workshop.objects.all().delete()
    call_command("restore", tmp_path / "b.tar", "--replace")

    assert (tmp_path / "data" / "plenary.sqlite3").exists()
    assert tables(read_manifest(tmp_path / "b.tar")) == tables(first)
    assert tables(saved(tmp_path / "c.tar")) == tables(first)
    assert content_of(PaperFile.objects.get()) == b"%PDF-1.7 first"
