"""Style profiles: measured from a sample, looked over, chosen by a track, compared with papers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.models import StyleProfile
from tests.clients import client_of
from tests.factories import RoleFactory, UserFactory, WorkshopFactory
from tests.pdfs import pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(call):
    return client_of(RoleFactory(workshop=call.workshop, user=UserFactory()).user)


def numbers(**changes):
    given = {"step": "save", "name": "Lake Letters", "paper": "a4", "columns": "2", "text_width": "170.0",
             "text_height": "", "text_size": "9", "line_spacing": "11"}  # fmt: skip
    return given | changes


@pytest.mark.enumeration
def test_a_sample_is_measured_and_its_numbers_looked_over_before_they_are_kept(call, chair):
    url = call.url("chair/tracks/styles/")
    sample = SimpleUploadedFile("sample.pdf", pdf_bytes(3))
    page = chair.post(url, {"step": "measure", "name": "Lake Letters", "sample": sample}).content.decode()
    assert 'name="text_size" value="10.0"' in page
    assert '<option value="letter" selected>' in page
    assert not StyleProfile.objects.exists()

    assert "Lake Letters is kept." in chair.post(url, numbers(), follow=True).content.decode()
    profile = StyleProfile.objects.get()
    assert profile.numbers["columns"] == 2
    assert round(profile.numbers["text_width"], 1) == 481.9
    assert profile.numbers["text_height"] is None
    assert "There is a profile of this name" in chair.post(url, numbers(name="lake letters")).content.decode()
    assert "170.0 × any mm" in chair.get(url).content.decode()


def test_a_file_that_is_no_sample_is_refused_in_words(call, chair):
    sample = SimpleUploadedFile("sample.pdf", b"plain words")
    given = {"step": "measure", "name": "Lake Letters", "sample": sample}
    answer = chair.post(call.url("chair/tracks/styles/"), given)

    assert answer.status_code == 422
    assert "This is not a PDF" in answer.content.decode()


def test_a_tracks_profile_counts_before_its_style_and_findings_reach_both(call, chair, jobs_run):
    call.track.style = "ICLR"
    call.track.profile = StyleProfile.objects.create(
        workshop=call.workshop, name="Lake Letters", numbers={"papers": [[595.276, 841.89]], "columns": 1}
    )
    call.track.save()
    assert "Lake Letters" in chair.get(call.url("chair/tracks/")).content.decode()
    with jobs_run():
        paper = call.complete(pdf_bytes(3))

    kinds = {one["kind"] for one in paper.files.get().report["format_findings"]}
    assert "paper_size" in kinds
    assert "Paper size" in call.client.get(call.url(f"my-papers/{paper.number}/findings/")).content.decode()
    paper.state = "submitted"
    paper.save()
    assert "Paper size" in chair.get(call.url(f"chair/papers/{paper.number}/")).content.decode()


def test_a_profile_is_its_workshops_alone(call, chair, stranger):
    own = StyleProfile.objects.create(workshop=call.workshop, name="Own", numbers={})
    others = StyleProfile.objects.create(workshop=WorkshopFactory(), name="Others", numbers={})
    assert stranger.post(call.url(f"chair/tracks/styles/{own.pk}/remove/")).status_code == 404
    assert chair.post(call.url(f"chair/tracks/styles/{others.pk}/remove/")).status_code == 404

    assert chair.post(call.url(f"chair/tracks/styles/{own.pk}/remove/")).status_code == 302
    assert list(StyleProfile.objects.all()) == [others]
