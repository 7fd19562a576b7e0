"""Inviting speakers, and their own page behind a private link."""

from __future__ import annotations

import io
import zlib
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar
from pikepdf import Dictionary, Name
from PIL import Image

from conference.errors import Invalid
from conference.models import AuditEntry, Mail
from program.models import ScheduleRelease, Speaker
from program.slides import plain_pdf
from tests.factories.program import SessionSpeakerFactory, SpeakerFactory, released
from tests.pdfs import blanks


def photo(size=(1600, 1200), *, kind="JPEG", mode="RGB"):
    image = Image.new(mode, size, "green")
    exif = image.getexif()
    exif[0x010E] = "taken at home"
    out = io.BytesIO()
    image.save(out, kind, exif=exif) if kind == "JPEG" else image.save(out, kind)
    return SimpleUploadedFile(f"me.{kind.lower()}", out.getvalue())


@pytest.fixture
def base(edition):
    return f"{edition.url}chair/speakers/"


def form(**fields):
    return {"name": "Żofia Ćwik", "status": "to_invite", "email": "zofia@speakers.example", **fields}


def test_only_organizers_come_in(edition, base):
    own = f"{base}at/kim-vega/"
    for url in (base, f"{base}new/", own):
        assert edition.client(edition.editor).get(url).status_code == 200
        assert edition.client(edition.outsider).get(url).status_code == 404
        assert edition.client().get(url).status_code == 302
    for url in (f"{base}new/", own, f"{own}invite/", f"{own}delete/"):
        assert edition.client(edition.outsider).post(url, form()).status_code == 404
    assert edition.client(edition.chair).get(f"{own}delete/").status_code == 405
    assert Speaker.objects.count() == 1


def test_a_speaker_is_added_under_a_plain_address(edition, base):
    client = edition.client(edition.chair)
    assert client.post(f"{base}new/", form()).status_code == 302
    assert client.post(f"{base}new/", form()).status_code == 302
    slugs = list(Speaker.objects.filter(name="Żofia Ćwik").values_list("slug", flat=True))
    assert sorted(slugs) == ["zofia-cwik", "zofia-cwik-2"]
    assert client.post(f"{base}new/", form(name="")).status_code == 422
    assert client.get(f"{base}at/nobody/").status_code == 404


def test_the_invitation_goes_once_and_carries_the_link(edition, base):
    guest = SpeakerFactory(
        workshop=edition.workshop, slug="ines", name="Ines Moor", email="ines@x.example", status="to_invite"
    )
    client = edition.client(edition.chair)
    url = f"{base}at/ines/invite/"
    assert client.post(url, {"version": guest.version}).status_code == 302
    assert client.post(url, {"version": guest.version}).status_code == 409
    mail = Mail.objects.get(template="speaker_invitation")
    assert (mail.email, mail.part) == ("ines@x.example", "speaker")
    assert f"/speakers/{guest.token}/" in mail.body
    assert "It takes place on 18 July 2026, in Lisbon, Portugal, with CONF 2026." in mail.body
    guest.refresh_from_db()
    assert guest.status == "invited"


def test_no_address_no_mail(edition, base):
    response = edition.client(edition.chair).post(f"{base}at/kim-vega/invite/", {"version": 1})
    assert response.status_code == 422
    assert "no e-mail address" in response.content.decode()
    assert not Mail.objects.exists()


def test_the_second_of_two_organizers_is_told(edition, base):
    url = f"{base}at/kim-vega/"
    client = edition.client(edition.chair)
    assert client.post(url, form(name="Kim A Vega", version=1)).status_code == 302
    response = client.post(url, form(name="Kim B Vega", bio="My words", version=1))
    page = response.content.decode()
    assert response.status_code == 409
    assert all(part in page for part in ("Kim B Vega", "My words", "Kim A Vega"))
    assert Speaker.objects.get(slug="kim-vega").name == "Kim A Vega"


def test_a_speaker_is_removed_from_everywhere(edition, base):
    edition.client(edition.chair).post(f"{base}at/kim-vega/delete/")
    assert not Speaker.objects.exists()
    assert not edition.keynote.speakers.exists()


# The speaker's own page


@pytest.fixture
def own(edition):
    return f"/speakers/{edition.speaker.token}/"


def talk(edition, **fields):
    prefix = f"talk{edition.keynote.pk}"
    edition.keynote.refresh_from_db()
    edition.speaker.refresh_from_db()
    data = {"title": "My talk", "abstract": "What I say.", "version": edition.keynote.version}
    return {
        "version": edition.speaker.version,
        "bio": "About me.",
        **{f"{prefix}-{name}": value for name, value in data.items()},
        **fields,
    }


def test_the_link_opens_without_an_account_and_only_the_right_one(edition, own):
    response = edition.client().get(own)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin", "the link is told to no other site"
    assert edition.client().get("/speakers/wrong/").status_code == 404
    assert edition.client().get(f"/speakers/{edition.speaker.token[:-1]}/").status_code == 404


def test_it_works_while_the_site_is_not_public(edition, own):
    edition.change(is_public=False)
    assert edition.client().get(own).status_code == 200


def test_a_speaker_confirms_declines_and_comes_back(edition, own):
    Speaker.objects.update(status="invited")
    client = edition.client()
    for answer, status in (("decline", "declined"), ("confirm", "confirmed")):
        assert client.post(own, {"answer": answer}).status_code == 302
        edition.speaker.refresh_from_db()
        assert edition.speaker.status == status
    assert AuditEntry.objects.filter(action="speaker_answered").count() == 2


@pytest.mark.enumeration
def test_a_speaker_writes_bio_and_talk(edition, own):
    assert edition.client().post(own, talk(edition)).status_code == 302
    page = edition.client().get(f"{edition.url}speakers/kim-vega/").content.decode()
    assert "About me." in page
    assert "My talk" not in page  # a title is part of the released programme
    released(edition.workshop)
    page = edition.client().get(f"{edition.url}speakers/kim-vega/").content.decode()
    assert all(part in page for part in ("About me.", "My talk", "What I say."))


def test_a_talk_can_be_worded_before_it_has_a_slot(edition, own):
    edition.keynote.delete()
    page = edition.client().get(own).content.decode()
    assert "Title of your talk" in page
    given = {"version": 1, "talk_title": "Moss and memory", "talk_abstract": "On moss."}
    assert edition.client().post(own, given).status_code == 302
    url = f"{edition.url}chair/programme/new/"
    data = {
        "kind": "keynote", "title": "Keynote", "day": "2026-07-18", "start": "13:00", "end": "13:30",
        "people-TOTAL_FORMS": 1, "people-INITIAL_FORMS": 0,
        "people-0-speaker": edition.speaker.pk, "people-0-part": "speaker",
    }  # fmt: skip
    assert edition.client(edition.chair).post(url, data).status_code == 302
    session = edition.workshop.sessions.get(kind="keynote")
    assert (session.title, session.abstract) == ("Moss and memory", "On moss.")
    assert "Title of your talk" not in edition.client().get(own).content.decode()


def test_practical_things_are_for_the_organizers_alone(edition, own):
    wrong = {"version": 1, "arrives": "2026-07-20", "leaves": "2026-07-17"}
    response = edition.client().post(own, {**wrong, **talk(edition)})
    assert response.status_code == 422
    assert "leave before you arrive" in response.content.decode()
    given = {
        **talk(edition), "arrives": "2026-07-17", "leaves": "2026-07-20", "attendance": "online",
        "time_zone": "Asia/Tokyo", "recording": "no", "slides_url": "https://slides.example/moss",
    }  # fmt: skip
    assert edition.client().post(own, given).status_code == 302
    page = edition.client(edition.chair).get(f"{edition.url}chair/speakers/at/kim-vega/").content.decode()
    assert all(
        part in page for part in ("17 July 2026", "Asia/Tokyo", "https://slides.example/moss", "Online")
    )
    public = edition.client().get(f"{edition.url}speakers/kim-vega/").content.decode()
    assert "Asia/Tokyo" not in public
    assert "17 July 2026" not in public


def test_a_speaker_reads_the_released_times_in_the_own_zone(edition, own):
    edition.speaker.time_zone = "Asia/Tokyo"
    edition.speaker.save()
    edition.keynote.start += timedelta(minutes=5)
    edition.keynote.save()
    page = edition.client().get(own).content.decode()
    assert "18:00–18:40 (Asia/Tokyo)" in page
    released(edition.workshop)
    assert "18:05–18:40 (Asia/Tokyo)" in edition.client().get(own).content.decode()
    ScheduleRelease.objects.all().delete()
    assert "as planned so far" in edition.client().get(own).content.decode()


def test_the_speakers_times_as_a_calendar(edition, own):
    response = edition.client().get(f"{own}programme.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["SUMMARY"] == "Fields 2026: What soil remembers"
    other = SpeakerFactory(workshop=edition.workshop)
    assert edition.client().get(f"/speakers/{other.token}/programme.ics").status_code == 404


def test_what_another_one_saved_meanwhile_is_not_lost(edition, own):
    mine = talk(edition)
    edition.keynote.title = "The chair's wording"
    edition.keynote.version += 1
    edition.keynote.save()
    response = edition.client().post(own, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "My talk" in page
    assert "The chair&#x27;s wording" in page
    edition.speaker.refresh_from_db()
    assert edition.speaker.bio == "Kim works on soil.", "all or nothing"


@pytest.mark.enumeration
def test_a_panellist_cannot_word_the_panel(edition):
    guest = SpeakerFactory(workshop=edition.workshop)
    SessionSpeakerFactory(session=edition.keynote, speaker=guest, part="panellist")
    page = edition.client().get(f"/speakers/{guest.token}/").content.decode()
    assert "What soil remembers" in page
    assert f"talk{edition.keynote.pk}-title" not in page
    data = talk(edition, version=guest.version)
    assert edition.client().post(f"/speakers/{guest.token}/", data).status_code == 302
    edition.keynote.refresh_from_db()
    assert edition.keynote.title == "What soil remembers"


@pytest.mark.enumeration
@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("PNG", "P")])
def test_a_photo_becomes_a_small_plain_jpeg(edition, own, kind, mode):
    response = edition.client().post(own, talk(edition, photo=photo(kind=kind, mode=mode)))
    assert response.status_code == 302
    edition.speaker.refresh_from_db()
    with Image.open(edition.speaker.photo) as stored:
        assert stored.format == "JPEG"
        assert max(stored.size) == 900
        assert not stored.getexif()
    assert b"taken at home" not in edition.speaker.photo.read()
    edition.speaker.photo.close()
    sent = edition.client().get(f"{edition.url}speakers/kim-vega/photo/")
    assert b"".join(sent.streaming_content).startswith(b"\xff\xd8")


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"%PDF-1.7 not a photo", "not a photo"),
        (lambda: b"<svg onload='alert(1)'/>", "not a photo"),
        (lambda: b"", "empty"),
        (lambda: photo().read()[:300], "not a photo"),
        (lambda: b"\xff\xd8" + bytes(40 * 1024 * 1024), "40 MB"),
    ],
    ids=["pdf", "svg", "empty", "cut", "huge"],
)
def test_what_is_no_photo_gets_a_clear_word_and_nothing_is_lost(edition, own, content, words):
    data = talk(edition, photo=SimpleUploadedFile("me.jpg", content()), bio="Long in the writing")
    response = edition.client().post(own, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "Long in the writing" in page
    edition.speaker.refresh_from_db()
    assert not edition.speaker.photo


@pytest.mark.enumeration
def test_too_many_pixels(edition, own):
    bomb = photo(size=(12000, 9000), kind="PNG", mode="1")
    response = edition.client().post(own, talk(edition, photo=bomb))
    assert response.status_code == 422
    assert "too many pixels" in response.content.decode()


def test_a_photo_is_removed_again(edition, own):
    edition.client().post(own, talk(edition, photo=photo()))
    edition.client().post(own, talk(edition, without_photo="on"))
    edition.speaker.refresh_from_db()
    assert not edition.speaker.photo


def deck(*, password="", pages=1, bomb=False):
    """Slides that run a script when they open, with a link, a file and a script on a page."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page()
        page.obj.Annots = pikepdf.Array([
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI="https://soil.example/")),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F="run.exe")),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
            Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9]),
        ])  # fmt: skip
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.attachments["notes.txt"] = b"private"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Start", action=Dictionary(S=Name.Launch, F="run.exe")))
    if bomb:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(b"")
        page.Contents.write(
            zlib.compress(blanks(130)),
            filter=pikepdf.Array([Name.FlateDecode, Name.FlateDecode]),
        )
    held = io.BytesIO()
    pdf.save(held, encryption=pikepdf.Encryption(user=password, owner="x") if password else None)
    return SimpleUploadedFile("My deck.pdf", held.getvalue(), content_type="application/pdf")


def read(response):
    """Return what was sent, and its head."""
    assert response.status_code == 200
    return b"".join(response.streaming_content), response.headers


def test_slides_are_kept_without_what_runs_and_shown_where_the_speaker_lets_them(edition, own):
    public, mine = f"{edition.url}speakers/kim-vega/slides.pdf", f"{own}slides/"
    at_chairs = f"{edition.url}chair/speakers/at/kim-vega/slides/"
    editor, visitor = edition.client(edition.editor), edition.client()
    assert editor.get(at_chairs).status_code == 404
    assert visitor.post(own, talk(edition, slides=deck())).status_code == 302
    sent, head = read(editor.get(at_chairs))
    assert head["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with pikepdf.open(io.BytesIO(sent)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert not pdf.attachments
        assert "/A" not in pdf.Root.Outlines.First
        (link,) = pdf.pages[0].obj.Annots
        assert link.A.URI == "https://soil.example/"
    assert read(visitor.get(mine))[0] == sent
    assert visitor.get("/speakers/nobody/slides/").status_code == 404
    assert edition.client(edition.outsider).get(at_chairs).status_code == 404
    assert visitor.get(public).status_code == 404, "the speaker did not say that visitors may"
    assert public not in visitor.get(f"{edition.url}speakers/kim-vega/").content.decode()
    visitor.post(own, talk(edition, slides_public="on"))
    assert read(visitor.get(public))[1]["Content-Type"] == "application/pdf"
    assert public in visitor.get(f"{edition.url}speakers/kim-vega/").content.decode()
    Speaker.objects.update(status="invited")
    assert visitor.get(public).status_code == 404
    visitor.post(
        own, talk(edition, without_slides="on", slides_url="https://decks.example/kim", slides_public="on")
    )
    assert visitor.get(mine).status_code == 404
    Speaker.objects.update(status="confirmed")
    edition.change(notice="")
    assert "https://decks.example/kim" in visitor.get(f"{edition.url}speakers/").content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"PK\x03\x04 a presentation", "not a PDF"),
        (lambda: b"%PDF-1.7 broken", "can’t be read"),
        (lambda: deck(password="x").read(), "password"),
        (lambda: deck(pages=0).read(), "no page"),
        (lambda: deck(bomb=True).read(), "unreasonable size"),
    ],
    ids=["presentation", "broken", "password", "empty", "bomb"],
)
def test_slides_that_cannot_be_taken_get_a_clear_word(content, words):
    sent = content()
    with pytest.raises(Invalid, match=words):
        plain_pdf(io.BytesIO(sent), len(sent))
    with pytest.raises(Invalid, match="50 MB are the most"):
        plain_pdf(io.BytesIO(sent), 51 * 1024 * 1024)


@pytest.mark.enumeration
def test_broken_slides_lose_nothing(edition, own):
    bad = SimpleUploadedFile("deck.pdf", b"PK not a pdf")
    response = edition.client().post(own, talk(edition, slides=bad, bio="Long in the writing"))
    assert response.status_code == 422
    assert "This is not a PDF" in response.content.decode()
    assert "Long in the writing" in response.content.decode()
