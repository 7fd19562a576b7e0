"""`manage.py doctor` on an installation that is well, and with one thing wrong at a time."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from conference.doctor import glance
from conference.models import Job, Mail
from scripts.machine import PYTHON, ROOT
from submissions.models import PaperFile
from tests.factories import PaperFileFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(hours=2)


def examined(capsys):
    """Return the exit code, and what is said to be wrong."""
    code = 0
    try:
        call_command("doctor", "--quick")
    except SystemExit as end:
        code = end.code
    lines = capsys.readouterr().out.splitlines()
    return code, [line.split(maxsplit=2)[1:] for line in lines if line.startswith("WRONG")]


def fill_the_disk(monkeypatch):
    full = SimpleNamespace(total=10**12, used=10**12, free=10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)


def lose_a_file(_monkeypatch):
    PaperFileFactory(submission=SubmissionFactory())
    default_storage.delete(PaperFile.objects.get().file.name)


def let_a_job_wait(_monkeypatch):
    job = Job.objects.create(kind="check_pdf", title="Check")
    Job.objects.filter(pk=job.pk).update(created_at=LONG_AGO)


def let_a_mail_wait(_monkeypatch):
    mail = Mail.objects.create(template="receipt", email="someone@people.example", subject="", body="")
    Mail.objects.filter(pk=mail.pk).update(created_at=LONG_AGO)


def test_an_installation_that_is_well(capsys):
    PaperFileFactory(submission=SubmissionFactory())
    planned = timezone.now() + timedelta(days=1)
    Mail.objects.create(template="receipt", email="a@people.example", subject="", body="", not_before=planned)
    assert examined(capsys) == (0, [])


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("harm", "subject", "words"),
    [
        (fill_the_disk, "disk", "0.0 GiB are free"),
        (lose_a_file, "files", "1 files that rows name are missing: papers/"),
        (let_a_job_wait, "jobs", "1 jobs have waited for more than ten minutes"),
        (let_a_mail_wait, "mail", "1 mails have waited"),
    ],
)
def test_what_is_wrong_is_said(harm, subject, words, capsys, monkeypatch):
    harm(monkeypatch)
    code, wrong = examined(capsys)
    assert code == 1
    assert [found for found, _ in wrong] == [subject]
    assert words in wrong[0][1]


@pytest.mark.enumeration
def test_tables_that_are_missing_are_said_and_nothing_else_is_asked(tmp_path):
    there = {**os.environ, "DJANGO_SETTINGS_MODULE": "conference.settings", "PLENARY_DATA_DIR": str(tmp_path)}
    command = [PYTHON, "manage.py", "doctor", "--quick"]
    done = subprocess.run(command, cwd=ROOT, env=there, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "steps of migration are missing: run `manage.py migrate`" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.enumeration
def test_what_django_warns_of_before_it_serves_is_said(capsys, settings):
    settings.SECURE_SSL_REDIRECT, settings.X_FRAME_OPTIONS = False, "SAMEORIGIN"
    call_command("doctor", "--quick")
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("care   settings")]
    for named in ("security.W008", "security.W019"):
        assert any(named in line for line in said)


def test_administrators_without_a_second_factor_are_counted():
    assert "Every site administrator has a second factor." in texts()
    guarded, _ = UserFactory(is_staff=True), UserFactory(is_staff=True)
    Authenticator.objects.create(user=guarded, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=guarded, type="recovery_codes", data={})
    assert "The log-in of 1 of 2 site administrators asks for nothing but a password." in texts()


def texts():
    return " ".join(finding.text for finding in glance())
