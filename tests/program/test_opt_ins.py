"""The chairs' pages of opt-ins and their packages; the files of accepted papers on the public site."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pybtex.database import parse_string

from conference.models import AuditEntry, CommitteeMember, ImportantDate, Job
from program.models import ProceedingsVolume
from program.pmlr import VolumePaper, keys, latex, letters
from reviews.models import Decision
from submissions.models import CameraReady, OptInAgreement, PaperLink
from tests.clients import client_of
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    DecisionFactory,
    OptInFactory,
    PaperFileFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


class Volume:
    """Two accepted papers that opted in, and a chair."""

    def __init__(self, kind="proceedings", **options):
        self.workshop = WorkshopFactory(acronym="Notes 2026", venue="Lakeside, Norway")
        ImportantDate.objects.create(
            workshop=self.workshop, key="workshop", label="Workshop", at=datetime(2026, 7, 18, 12, tzinfo=UTC)
        )
        CommitteeMember.objects.create(workshop=self.workshop, name="Jan van der Berg")
        self.track = TrackFactory(workshop=self.workshop)
        self.opt_in = OptInFactory(track=self.track, kind=kind, **options)
        self.papers = [
            self.paper("Zoë O’Brien-Nuñez", "GeoAI & 100 % of $x^2$"),
            self.paper("Ada Obriennunez", "Two"),
        ]
        self.chair_user = UserFactory(name="Carla Chair")
        RoleFactory(workshop=self.workshop, user=self.chair_user)
        self.chair = client_of(self.chair_user)

    def paper(self, author, title):
        paper = SubmissionFactory(track=self.track, title=title, abstract="Naïve ﬁelds.")
        AuthorFactory(submission=paper, user=None, name=author, email=f"p{paper.pk}@lake.example")
        DecisionFactory(submission=paper, outcome="accept_oral", released_at=timezone.now())
        PaperFileFactory(
            submission=paper, kind="final", version=1, content=b"%PDF-1.7 final of " + title.encode()
        )
        CameraReady.objects.create(submission=paper, licence="cc-by-4.0")
        paper.opt_ins.add(self.opt_in)
        return paper

    def url(self, rest=""):
        return f"/{self.workshop.slug}/chair/opt-ins/{self.opt_in.pk}/{rest}"

    def page(self):
        return self.chair.get(self.url())

    def package(self, jobs_run):
        with jobs_run():
            self.chair.post(self.url("package/"))
        job = Job.objects.latest("pk")
        assert (job.state, job.error) == ("done", "")
        answer = self.chair.get(job.result["url"])
        return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))), job


@pytest.mark.enumeration
def test_pmlr_package_has_what_the_specification_asks(jobs_run):
    volume = Volume(conditions="CC BY 4.0.")
    first = volume.papers[0]
    OptInAgreement.objects.create(
        submission=first,
        opt_in=volume.opt_in,
        label="Volume",
        wording="CC BY 4.0.",
        agreed_by=volume.chair_user,
    )
    PaperLink.objects.create(submission=first, kind="code", url="https://code.example/x")
    PaperLink.objects.create(submission=first, kind="forum", url="https://openreview.net/forum?id=x")
    archive, _job = volume.package(jobs_run)
    assert set(archive.namelist()) == {
        "notes.bib", "obriennunez26a.pdf", "obriennunez26b.pdf", "permissions.csv", "CHECK.txt",
    }  # fmt: skip
    text = archive.read("notes.bib").decode("ascii")
    found = parse_string(text, "bibtex").entries
    assert [entry.original_type for entry in found.values()] == ["Proceedings", *["InProceedings"] * 2]
    whole = found["notes2026"]
    assert (whole.fields["start"], whole.fields["year"], whole.fields["address"]) == (
        "2026-07-18", "2026", "Lakeside, Norway",
    )  # fmt: skip
    assert "van der Berg, Jan" in text
    paper = found["obriennunez26a"]
    assert paper.fields["title"] == r"{GeoAI} \& 100 \% of $x^2$"
    assert paper.fields["abstract"] == r"Na{\"\i}ve fields."
    assert (paper.fields["pages"], found["obriennunez26b"].fields["pages"]) == ("1-5", "6-10")
    assert paper.fields["software"] == "https://code.example/x"
    assert paper.fields["openreview"] == "https://openreview.net/forum?id=x"
    assert archive.read("obriennunez26a.pdf").startswith(b"%PDF-1.7 final of GeoAI")
    forms = list(csv.DictReader(io.StringIO(archive.read("permissions.csv").decode("utf-8-sig"))))
    assert (forms[0]["Form"], forms[0]["To these words"]) == ("obriennunez26aPermission.pdf", "CC BY 4.0.")
    assert "the volume's number" in archive.read("CHECK.txt").decode()
    assert AuditEntry.objects.filter(action="opt_in_package").count() == 1


def test_a_volume_in_sections_holds_all_tracks_and_its_pages_run_on(jobs_run):
    volume = Volume()
    short = TrackFactory(workshop=volume.workshop, name="Short | late", position=0)
    other = OptInFactory(track=short, kind="proceedings")
    late = volume.paper("Cy Stone", "Three")
    late.track = short
    late.save()
    late.opt_ins.set([other])
    facts = ProceedingsVolume.objects.create(
        workshop=volume.workshop, title="P", name="N", short_name="Notes", editors="A B", address="Lakeside",
        start="2026-07-18", end="2026-07-18", sections="track",
    )  # fmt: skip
    volume.track.position = 1
    volume.track.save()
    found = parse_string(volume.package(jobs_run)[0].read("notes.bib").decode(), "bibtex").entries
    assert found["notes2026"].fields["sections"] == f"Short / late|{volume.track.name}"
    papers = [(key, entry.fields["section"], entry.fields["pages"]) for key, entry in [*found.items()][1:]]
    assert papers == [
        ("stone26", "Short / late", "1-5"),
        ("obriennunez26a", volume.track.name, "6-10"),
        ("obriennunez26b", volume.track.name, "11-15"),
    ]
    Decision.objects.filter(submission=late).update(outcome="accept_poster")
    facts.sections = "presentation"
    facts.save()
    found = parse_string(volume.package(jobs_run)[0].read("notes.bib").decode(), "bibtex").entries
    assert found["notes2026"].fields["sections"] == "Orals|Posters"
    assert (found["stone26"].fields["section"], found["stone26"].fields["pages"]) == ("Posters", "11-15")


def test_names_and_keys_as_bibliographies_want_them():
    assert latex("Łukasz Şahin 中") == r"{\L}ukasz {\c S}ahin Zhong"
    papers = [VolumePaper("T", (name,), "", 1) for name in ("Ada Reid", "Bo Reid", "Cy Stone")]
    assert keys(papers, 2012) == ["reid12a", "reid12b", "stone12"]
    assert [letters(count) for count in (1, 26, 27, 53)] == ["a", "z", "aa", "ba"]


@pytest.mark.enumeration
def test_what_is_not_eligible_or_lacks_its_file_is_left_out_and_named(jobs_run):
    volume = Volume(original_only=True)
    one, two = volume.papers
    one.published_elsewhere = "Forest Letters"
    one.save()
    two.files.all().delete()
    rows = {row.number: row for row in volume.page().context["page"].papers}
    assert rows[one.number].reasons == ("Already published: Forest Letters",)
    assert rows[two.number].missing == ("Final PDF",)
    archive, job = volume.package(jobs_run)
    assert not [name for name in archive.namelist() if name.endswith(".pdf")]
    assert "Forest Letters" in archive.read("CHECK.txt").decode()
    assert (job.result["papers"], job.result["left_out"]) == (0, 2)


def test_journal_gets_the_reviews_whose_reviewers_consented_and_no_names(jobs_run):
    volume = Volume(kind="journal")
    paper = volume.papers[0]
    for name, summary, consent in (
        ("Percival Underhill", "Consented larkspur", True),
        ("Quentin Blackadder", "Refused marigold", False),
        ("Rosalind Silent", "Silent gentian", None),
    ):
        pair = AssignmentFactory(submission=paper, user=UserFactory(name=name))
        ReviewFactory(
            assignment=pair, summary=summary, for_chairs="Confidential foxglove", forward_consent=consent
        )
    archive, _job = volume.package(jobs_run)
    everything = b"\n".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Consented larkspur" in everything
    hidden = ("Refused", "Silent", "Confidential", "Percival", "Quentin", "Reviewer A")
    assert not [word for word in hidden if word in everything]
    rows = list(csv.DictReader(io.StringIO(archive.read("papers.csv").decode("utf-8-sig"))))
    assert [row["Reviews enclosed"] for row in rows] == ["1", "0"]


@pytest.mark.enumeration
def test_package_holds_what_its_maker_may_see_and_is_hers_alone(jobs_run):
    volume = Volume()
    other = Client()
    other_user = UserFactory()
    RoleFactory(workshop=volume.workshop, user=other_user)
    other.force_login(other_user)
    ConflictFactory(submission=volume.papers[0], user=volume.chair_user)
    assert "GeoAI" not in volume.page().text
    assert "GeoAI" in other.get(volume.url()).text
    archive, first = volume.package(jobs_run)
    assert "GeoAI" not in archive.read("notes.bib").decode()
    assert other.get(first.result["url"]).status_code == 404
    volume.package(jobs_run)
    assert volume.chair.get(first.result["url"]).status_code == 404, "only the newest is kept"


def test_terms_are_saved_by_chairs_and_guarded_by_the_version():
    volume = Volume()
    form = volume.page().context["form"]
    sent = {"seen": volume.workshop.version, "label": "The volume", "kind": "proceedings", "note": "",
            "conditions": "Original work.", "original_only": "on", "last_day": "2026-06-30"}  # fmt: skip
    assert form["kind"].value() == "proceedings"
    assert volume.chair.post(volume.url(), sent).status_code == 302
    volume.opt_in.refresh_from_db()
    assert (volume.opt_in.conditions, volume.opt_in.closes_at.isoformat()) == (
        "Original work.", "2026-07-01T11:59:59+00:00",
    )  # fmt: skip
    stale = volume.chair.post(volume.url(), {**sent, "conditions": "Typed in vain?"})
    assert (stale.status_code, "Typed in vain?" in stale.text) == (409, True)
    outsider = client_of(UserFactory())
    assert outsider.get(volume.url()).status_code == 404
    assert "The volume" in volume.chair.get(f"/{volume.workshop.slug}/chair/opt-ins/").text


def test_files_are_public_once_published_and_as_the_licence_allows():
    volume = Volume()
    paper, answers = volume.papers[0], volume.papers[0].camera_ready
    PaperFileFactory(
        submission=paper,
        kind="poster",
        version=1,
        format="image",
        original_name="p.png",
        content=b"\x89PNG poster",
    )
    answers.presenter = paper.authors.get()
    answers.save()
    page, poster = (f"/{volume.workshop.slug}/papers/{paper.number}/{rest}" for rest in ("", "files/poster/"))
    assert Client().get(poster).status_code == 404
    volume.workshop.papers_published_at = timezone.now()
    volume.workshop.save()
    shown = Client().get(page).text
    assert "Poster" in shown
    assert "by Zoë O’Brien-Nuñez" in shown
    answer = Client().get(poster)
    assert b"".join(answer.streaming_content) == b"\x89PNG poster"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Client().get(f"{page}files/source/").status_code == 404
    answers.licence = "withheld"
    answers.save()
    assert Client().get(poster).status_code == 404
    assert Client().get(f"{page}paper.pdf").status_code == 404
    assert "paper.pdf" not in Client().get(page).text
