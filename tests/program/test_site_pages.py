"""What organizers settle about their site: pictures, sections, news, awards, who may embed it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree
from PIL import Image

from conference.models import Workshop
from conference.services.workshops import create_workshop
from program.models import Award, NewsPost, PublicSite, SiteSection
from program.selectors.sections import blocks_of
from tests.program.edition import accepted

SITE = "chair/site/"
DEFAULT = ("about", "news", "speakers", "awards", "sponsors", "editions", "contacts")


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(size=(900, 300), kind="PNG", mode="RGBA"):
    held = io.BytesIO()
    Image.new(mode, size, "teal").save(held, kind)
    return SimpleUploadedFile("my logo.png", held.getvalue(), content_type="image/png")


def filled(edition, sections=(), **fields):
    """Return the Site form as a browser posts it: the sections that are there, then those given."""
    rows = [
        {"kind": block.kind, "title": block.title, "body": block.body, "is_shown": block.is_shown}
        for block in blocks_of(edition.workshop)
    ]
    data = {
        "seen": Workshop.objects.get(pk=edition.workshop.pk).version,
        "embed_hosts": "",
        "banner_alt": "",
        "sections-INITIAL_FORMS": len(rows),
        **fields,
    }
    rows += sections
    data["sections-TOTAL_FORMS"] = len(rows)
    for place, row in enumerate(rows):
        for name, value in {"ORDER": place + 1, **row}.items():
            if value is not False:
                data[f"sections-{place}-{name}"] = value
    return data


def save(edition, data, status=302):
    response = edition.client(edition.editor).post(edition.url + SITE, data)
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def order(page):
    heads = {"about": "Important dates", "speakers": ">Speakers<", "sponsors": "Supported by", "contacts": ">Contact<", "text": "How to get there"}  # fmt: skip
    places = {name: page.find(text, page.find("<main")) for name, text in heads.items()}
    return [name for name in sorted(places, key=places.get) if places[name] >= 0]


def test_sections_are_ordered_hidden_and_added(edition):
    visitor = edition.client()
    assert order(visitor.get(edition.url).content.decode()) == ["about", "speakers", "sponsors", "contacts"]
    data = filled(edition, [{"kind": "text", "title": "How to get there", "body": "By **train**. <script>alert(1)</script>", "is_shown": "on"}])  # fmt: skip
    data["sections-0-ORDER"] = 99
    del data["sections-2-is_shown"]
    save(edition, data)
    page = visitor.get(edition.url).content.decode()
    assert order(page) == ["sponsors", "contacts", "text", "about"]
    assert "By <strong>train</strong>" in page
    assert "<script>alert" not in page
    assert [block.kind for block in blocks_of(edition.workshop)][-1] == "about"


def test_a_text_goes_and_a_part_of_every_site_stays(edition):
    SiteSection.objects.create(workshop=edition.workshop, title="Old", body="Text", position=0)
    data = filled(edition) | {"sections-0-DELETE": "on", "sections-1-DELETE": "on"}
    save(edition, data)
    assert tuple(block.kind for block in blocks_of(edition.workshop)) == DEFAULT


def test_a_text_without_a_title_is_asked_for_one_and_nothing_is_lost(edition):
    row = {"kind": "text", "title": "", "body": "My words", "is_shown": "on"}
    page = save(edition, filled(edition, [row]), 422).content.decode()
    assert "A text needs a title." in page
    assert "My words" in page
    assert not SiteSection.objects.exists()


def test_two_people_save_and_the_second_is_told(edition):
    data = filled(edition, banner_alt="Fields from above")
    save(edition, filled(edition))
    page = save(edition, data, 409).content.decode()
    assert "Someone else changed this" in page
    assert "Fields from above" in page


def test_logo_and_banner_are_made_anew_and_shown(edition):
    visitor = edition.client()
    assert "masthead-logo" not in visitor.get(edition.url).content.decode()
    assert visitor.get(f"{edition.url}logo/").status_code == 404
    save(edition, filled(edition, logo=picture(), banner=picture((4000, 1000)), banner_alt="A field"))
    for page in ("", "papers/"):
        assert "masthead-logo" in visitor.get(edition.url + page).content.decode()
    home = visitor.get(edition.url).content.decode()
    assert 'alt="A field"' in home
    logo = Image.open(io.BytesIO(b"".join(visitor.get(f"{edition.url}logo/").streaming_content)))
    assert (logo.format, logo.size) == ("PNG", (480, 160))
    banner = Image.open(io.BytesIO(b"".join(visitor.get(f"{edition.url}banner/").streaming_content)))
    assert (banner.format, banner.size) == ("JPEG", (1600, 400))
    save(edition, filled(edition, without_logo="on", without_banner="on"))
    assert "masthead-logo" not in visitor.get(edition.url).content.decode()
    assert visitor.get(f"{edition.url}banner/").status_code == 404


@pytest.mark.enumeration
def test_what_is_no_picture_is_refused_in_words(edition):
    fake = SimpleUploadedFile(
        "logo.svg", b"<svg><script>alert(1)</script></svg>", content_type="image/svg+xml"
    )
    page = save(edition, filled(edition, logo=fake), 422).content.decode()
    assert "not a photo we can read" in page
    assert not Workshop.objects.get(pk=edition.workshop.pk).logo


@pytest.mark.enumeration
def test_only_sites_that_are_named_may_frame_the_lists(edition):
    visitor = edition.client()
    for page, word in (("embed/programme/", "What soil remembers"), ("embed/papers/", "Counting furrows")):
        response = visitor.get(edition.url + page)
        assert word in response.content.decode()
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
    save(edition, filled(edition, embed_hosts="https://www.example.org/\n*.uni.example:8080"))
    warm = visitor.get(f"{edition.url}embed/papers/")
    known = visitor.get(f"{edition.url}embed/papers/", headers={"If-None-Match": warm["ETag"]})
    assert known.status_code == 304
    for response in (warm, known):
        policy = response["Content-Security-Policy"]
        assert "frame-ancestors 'self' www.example.org *.uni.example:8080" in policy
        assert "script-src 'self'" in policy
        assert "X-Frame-Options" not in response
    home = visitor.get(edition.url)
    assert "frame-ancestors 'none'" in home["Content-Security-Policy"]
    assert home["X-Frame-Options"] == "DENY"
    assert (
        "embed/programme/&quot; title=&quot;Programme of Fields 2026"
        in edition.client(edition.editor).get(edition.url + SITE).content.decode()
    )


@pytest.mark.parametrize(
    "host", ["*", "'unsafe-inline'", "a b; script-src *", "https://x.example/path", "x.example;"]
)
def test_what_is_no_host_gets_into_no_header(edition, host):
    page = save(edition, filled(edition, embed_hosts=host), 422).content.decode()
    assert "is not a host name" in page
    assert not PublicSite.objects.exists()


@pytest.mark.enumeration
@pytest.mark.parametrize("page", ["embed/programme/", "embed/papers/"])
def test_nothing_unpublished_is_embedded(edition, page):
    assert edition.client().get(edition.url + page).status_code == 200
    edition.change(papers_published_at=None, programme_state="draft")
    assert edition.client().get(edition.url + page).status_code == 404


def test_news_is_drafted_published_and_taken_back(edition):
    editor, visitor = edition.client(edition.editor), edition.client()
    address = f"{edition.url}chair/site/news/"
    editor.post(f"{address}new/", {"title": "Programme out", "body": "See *it*. <b>x</b>", "action": ""})
    post = NewsPost.objects.get()
    assert visitor.get(f"{edition.url}news/").status_code == 404
    assert "Programme out" not in visitor.get(edition.url).content.decode()
    fields = {"title": "Programme out", "body": "See *it*. <b>x</b>", "version": post.version}
    editor.post(f"{address}{post.pk}/", fields | {"action": "publish"})
    assert "Programme out" in visitor.get(edition.url).content.decode()
    page = visitor.get(f"{edition.url}news/").content.decode()
    assert "See <em>it</em>. &lt;b&gt;x" in page
    assert f'id="news-{post.pk}"' in page
    feed = etree.fromstring(visitor.get(f"{edition.url}news.atom").content)
    assert (
        feed.findtext("a:entry/a:title", namespaces={"a": "http://www.w3.org/2005/Atom"}) == "Programme out"
    )
    stale = editor.post(f"{address}{post.pk}/", fields | {"title": "Mine", "action": ""})
    assert stale.status_code == 409
    assert "Mine" in stale.content.decode()
    post.refresh_from_db()
    editor.post(f"{address}{post.pk}/", fields | {"version": post.version, "action": "draft"})
    assert visitor.get(f"{edition.url}news/").status_code == 404
    assert editor.post(f"{address}{post.pk}/delete/").status_code == 302
    assert not NewsPost.objects.exists()
    assert edition.client(edition.outsider).get(address).status_code == 404


def test_an_award_shows_with_its_paper_once_the_paper_is_public(edition):
    late = accepted(edition.track, title="Not the winner")
    data = {
        "seen": edition.workshop.version, "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0,
        "form-0-title": "Best paper", "form-0-submission": edition.paper.pk, "form-0-ORDER": 1,
        "form-1-title": "Best reviewer", "form-1-person": "Rita Reader", "form-1-ORDER": 2,
    }  # fmt: skip
    editor = edition.client(edition.editor)
    address = f"{edition.url}chair/site/awards/"
    both = editor.post(address, data | {"form-1-submission": late.pk})
    assert "one of the two" in both.content.decode()
    assert editor.post(address, data).status_code == 302
    visitor = edition.client()
    for page in ("", "papers/", "papers/1/"):
        assert "Best paper" in visitor.get(edition.url + page).content.decode(), page
    assert "Best paper" not in visitor.get(f"{edition.url}papers/{late.number}/").content.decode()
    edition.change(papers_published_at=None)
    home = visitor.get(edition.url).content.decode()
    assert "Best paper" not in home
    assert "Rita Reader" in home
    elsewhere = Award(workshop=edition.workshop, title="Nobody's")
    with pytest.raises(Exception, match="award_has_a_winner"):
        elsewhere.save()


@pytest.mark.enumeration
def test_a_workshop_made_from_another_has_its_sections(edition):
    save(edition, filled(edition, [{"kind": "text", "title": "Venue", "body": "Here", "is_shown": "on"}]))
    made = create_workshop(
        by=edition.chair, acronym="Fields 2027", title="Third", slug="fields-2027", time_zone="UTC",
        source=edition.workshop, deadline=None, host_conference="", venue="",
    )  # fmt: skip
    assert [block.title for block in blocks_of(made)][-1] == "Venue"


@pytest.mark.enumeration
def test_scripts_in_a_bio_and_links_to_nowhere_harm_nobody(edition):
    edition.speaker.bio = (
        "I work on <script>alert(1)</script> [soil](javascript:alert(1)) and <img src=x onerror=alert(1)>."
    )
    edition.speaker.save()
    for page in ("", "speakers/", "speakers/kim-vega/", "programme/"):
        html = edition.client().get(edition.url + page).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript' not in html
    session = f"{edition.url}chair/programme/{edition.keynote.public_id}/"
    before = edition.keynote.recording_url
    for nowhere in ("javascript:alert(1)", "nowhere at all"):
        edition.client(edition.editor).post(session, {"title": "T", "recording_url": nowhere})
        edition.keynote.refresh_from_db()
        assert edition.keynote.recording_url == before
