"""Documents to print, read back by a program that is not ours: who gets what, what is in it, and what is not."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from pikepdf import Array, Dictionary, Name
from PIL import Image

from conference.models import AuditEntry, Job, Mail, Role
from program.models import DocumentTexts, InvitationLetter, ProceedingsVolume
from program.pdf import OwnFetcher, set_pages
from program.selectors.documents import further_badges
from program.services.documents import MAKERS, Task
from program.wording import worded
from reviews.models import Decision
from submissions.models import CameraReady
from tests.factories import (
    AssignmentFactory,
    AuthorFactory,
    ConflictFactory,
    OptInFactory,
    PaperFileFactory,
    ReviewFactory,
    RoleFactory,
    SlotFactory,
    UserFactory,
)
from tests.program.edition import accepted
from tests.program.tagged import assert_tagged

pytestmark = pytest.mark.django_db


def paper_pdf(*, pages=2, rotate=0):
    """A paper with a link by name to its last page, one to another host, one that runs a script, and an attachment."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(612, 792))
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 72 700 Td /P <</MCID 0>> BDC (Soil) Tj EMC ET")
    last = pdf.pages[-1]
    pdf.Root.Dests = Dictionary({"/cite.one": Array([last.obj, Name.XYZ, 72, 500, 0])})
    last.obj.Rotate = rotate
    rect = [72, 72, 144, 90]
    pdf.pages[0].obj.Annots = Array([
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, Dest=Name("/cite.one")),
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.URI, URI="https://code.example/x")),
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
        Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=rect),
    ])  # fmt: skip
    held = io.BytesIO()
    pdf.save(held)
    return held.getvalue()


def texts(content):
    with pypdfium2.PdfDocument(content) as document:
        found = []
        for page in document:
            reader = page.get_textpage()
            found.append(" ".join(reader.get_text_range().split()))
            reader.close()
            page.close()
        return found


@pytest.fixture
def day(edition):
    """Three papers: two with final versions, one without; a board, a review, a presenter with an account."""
    edition.second = accepted(edition.track, title="On *stars* and {braces}", authors=("Zoë van der Berg",))
    edition.third = accepted(edition.track, title="Without a file", authors=("Ada Fiedler",))
    PaperFileFactory(submission=edition.paper, kind="final", content=paper_pdf(pages=3))
    PaperFileFactory(submission=edition.second, kind="final", content=paper_pdf(rotate=90))
    edition.presenter = AuthorFactory(
        submission=edition.second, user=UserFactory(name="Priya Presents"), position=9
    )
    CameraReady.objects.create(submission=edition.second, presenter=edition.presenter)
    pair = AssignmentFactory(submission=edition.paper, user=UserFactory(name="Rudi Reviewer"))
    ReviewFactory(assignment=pair)
    Role.objects.create(workshop=edition.workshop, user=pair.user, kind="reviewer")
    edition.reviewer = pair.user
    edition.base = f"{edition.url}chair/publish/documents/"
    return edition


@pytest.fixture
def make(day, django_capture_on_commit_callbacks):
    """Have a document made through the page, by the worker, and fetch it."""

    def made(kind, user=None):
        client = day.client(user or day.chair)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(f"{day.base}{kind}/make/").status_code == 302
        job = Job.objects.filter(kind="document").latest("pk")
        assert (job.state, job.error) == ("done", "")
        return b"".join(client.get(job.result["url"]).streaming_content), job

    return made


@pytest.mark.enumeration
def test_proceedings_hold_the_papers_with_running_pages_links_and_an_index(day, make):
    ProceedingsVolume.objects.create(
        workshop=day.workshop, title="Proceedings of Fields", name="Fields", short_name="Fields", series="A Series",
        number="262", editors="Olga Organizer", start="2026-07-18", end="2026-07-19", address="Lisbon",
        preface="We **welcome** you.",
    )  # fmt: skip
    content, job = make("proceedings")
    pages = texts(content)
    assert job.result["count"] == 2
    assert job.result["left_out"] == ["#3 Without a file: its final PDF is not in"]
    assert "A Series, volume 262" in pages[0]
    assert "Olga Organizer" in pages[0]
    assert "We welcome you." in pages[1]
    assert "Counting furrows with lines 1 " in pages[2], "the formula is drawn"
    assert pages[2].index("On *stars* and {braces} 4") > 0
    assert pages[3:8] == [f"Soil {number}" for number in range(1, 6)], (
        "each page of a paper has its running number"
    )
    assert "Fiedler, Ada 1" in pages[8]
    assert "van der Berg, Zoë 4" in pages[8]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        first, whole = pdf.pages[3], str(pdf.pages[3].obj.Annots)
        inner, outer = first.obj.Annots
        assert inner.Dest[0].objgen == pdf.pages[5].objgen, "a link inside a paper leads to the same place"
        assert str(outer.A.URI) == "https://code.example/x"
        assert "JavaScript" not in whole
        contents = [note for note in pdf.pages[2].obj.Annots if "/Dest" in note]
        aims = dict.fromkeys(note.Dest[0].objgen for note in contents)
        assert list(aims) == [pdf.pages[3].objgen, pdf.pages[6].objgen]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][1:] == [
                "Counting furrows with $n$ lines", "On *stars* and {braces}", "Author index",
            ]  # fmt: skip
        assert pdf.Root.PageLabels.Nums[2] == 3
    tags = assert_tagged(content, "Proceedings of Fields")
    assert [title for kind, title, _ in tags if kind == "/Art"] == [
        "Counting furrows with $n$ lines", "On *stars* and {braces}",
    ]  # fmt: skip
    assert ("/Figure", "", "n") in tags, "a formula is read as its TeX"
    names = [kind for kind, _, _ in tags]
    assert names.index("/H1") < names.index("/Art") < len(names) - names[::-1].index("/H1"), (
        "front, papers, back"
    )
    assert AuditEntry.objects.filter(action="document").count() == 1


def test_a_broken_file_and_one_kept_back_are_named_and_the_rest_goes_in(day, make):
    PaperFileFactory(submission=day.third, kind="final", content=b"%PDF-1.7 broken")
    CameraReady.objects.filter(submission=day.second).update(licence="withheld")
    content, job = make("proceedings")
    assert [line.partition(": ")[2] for line in job.result["left_out"]] == [
        "its authors keep its files to themselves", "its final PDF can’t be read",
    ]  # fmt: skip
    assert len(texts(content)) == 2 + 3 + 1
    assert "its final PDF" not in day.client(day.chair).get(day.base).text, "a file is opened when it is made"


def test_where_authors_opt_for_a_volume_only_those_who_did_are_in_it(day):
    def reasons():
        lines = day.client(day.chair).get(day.base).context["lacking"]
        return {line.partition(" ")[0]: line.partition(": ")[2] for line in lines}

    assert list(reasons()) == ["#3"]
    volume = OptInFactory(track=day.track, kind="proceedings")
    for paper in (day.paper, day.third):
        paper.opt_ins.add(volume)
    assert reasons() == {"#2": "its authors did not opt for the proceedings", "#3": "its final PDF is not in"}
    ConflictFactory(submission=day.second, user=day.chair)
    assert reasons()["#2"] == "you have a conflict; another chair can make the volume with it"
    editor = day.client(day.editor)
    assert editor.get(f"{day.base}proceedings/").status_code == 404
    assert editor.get(day.base).context["lacking"] == []


@pytest.mark.enumeration
def test_a_document_that_cannot_be_made_says_why(day, django_capture_on_commit_callbacks):
    Decision.objects.all().update(released_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        day.client(day.chair).post(f"{day.base}proceedings/make/")
    why = "No accepted paper has a final PDF that can go in yet."
    assert Job.objects.latest("pk").error == why
    assert why in day.client(day.chair).get(f"{day.base}proceedings/", follow=True).content.decode()


@pytest.mark.enumeration
def test_the_booklet_has_programme_abstracts_speakers_and_notes_and_is_tagged(day, make):
    DocumentTexts.objects.create(workshop=day.workshop, booklet_notes="Lunch is *on the terrace*.")
    day.change(programme_state="draft")
    content, job = make("booklet", day.editor)
    whole = " ".join(texts(content))
    for part in ("Second Workshop on Fields", "As drafted", "What soil remembers", "We count furrows from above.",
                 "Kim works on soil.", "Lunch is on the terrace.", "Spotlights, 18 July, 10:00"):  # fmt: skip
        assert part in whole
    assert job.done > 0, "it tells how far it is"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    assert_tagged(content, "Booklet of Fields 2026")


def test_labels_badges_and_certificates_of_presenters(day, make):
    posters = day.spotlights
    posters.kind = "posters"
    posters.save()
    posters.slots.update(board=12)
    SlotFactory(session=posters, submission=day.second)
    labels, job = make("boards")
    assert texts(labels)[0].startswith("12 Counting furrows")
    assert_tagged(labels, "Poster boards of Fields 2026")
    assert job.result["left_out"] == ["#2 On *stars* and {braces}: it has no board yet"]
    with pypdfium2.PdfDocument(labels) as document:
        page = document[0]
        assert page.get_objects(), "the code is drawn"
        page.close()
    DocumentTexts.objects.create(
        workshop=day.workshop, more_badges="Pat Helper; Uni North; Volunteer\n\n; nobody", signed_by="Olga"
    )
    sheets = make("badges")[0]
    assert_tagged(sheets, "Badges of Fields 2026")
    badges = " ".join(texts(sheets))
    assert badges.count("Ada Fiedler") == 1, "one badge a person"
    assert "Pat Helper Uni North Fields 2026 Volunteer" in badges
    assert "Olga Organizer" in badges
    presenters, job = make("presenters")
    assert "Priya Presents presented the paper On *stars* and {braces}" in texts(presenters)[0]
    assert_tagged(presenters, "Certificate")
    assert len(job.result["left_out"]) == 2


@pytest.mark.enumeration
def test_only_organizers_make_documents_and_each_gets_the_own(day, make):
    _, job = make("badges", day.editor)
    assert day.client(day.chair).get(job.result["url"]).status_code == 404, (
        "what one made is that one's alone"
    )
    for user in (day.outsider, day.reviewer):
        client = day.client(user)
        assert client.get(day.base).status_code == 404
        assert client.get(f"{day.base}badges/").status_code == 404
        assert client.post(f"{day.base}badges/make/").status_code == 404
        assert client.get(job.result["url"]).status_code == 404
    editor = day.client(day.editor)
    assert editor.get(f"{day.base}reviewers/").status_code == 404, "who reviews is the chairs' to know"
    assert "reviewed" not in editor.get(day.base).text
    assert editor.get(f"{day.base}letter/").status_code == 404
    make("badges", day.editor)
    assert editor.get(job.result["url"]).status_code == 404, "only the newest is kept"


@pytest.mark.enumeration
def test_a_chair_with_a_conflict_finds_neither_reviewer_nor_authors(day, rf):
    chair = day.chair
    named = " ".join(texts(day.client(chair).get(f"{day.base}reviewers/").content))
    assert "Rudi Reviewer" in named
    ConflictFactory(submission=day.paper, user=chair)
    client = day.client(chair)
    assert "Rudi" not in " ".join(texts(client.get(f"{day.base}reviewers/").content))
    day.change(papers_published_at=None)
    whole = " ".join(texts(client.get(f"{day.base}badges/").content))
    assert "Lindqvist" not in whole
    assert "Berg" in whole, "there is something else to show"


def test_words_are_saved_checked_and_guarded(day):
    client, url = day.client(day.chair), f"{day.base}texts/"
    sent = {"signed_by": "Olga", "reviewer_text": "{name} read {papers}.", "presenter_text": "{name}: {paper}",
            "letter_text": "Dear {name}", "booklet_notes": "", "more_badges": ""}  # fmt: skip
    assert "DocumentTexts" not in client.get(url).text
    assert client.post(url, {**sent, "seen": "0"}).status_code == 302
    stale = client.post(url, {**sent, "seen": "0", "signed_by": "In vain?"})
    assert (stale.status_code, "In vain?" in stale.text) == (409, True)
    wrong = client.post(url, {**sent, "seen": "1", "letter_text": "Dear {nobody}"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["letter_text"])
    assert "Rudi Reviewer read one paper." in texts(client.get(f"{day.base}reviewers/").content)[0]
    assert day.client(day.editor).get(url).status_code == 404


def test_a_map_is_taken_made_small_shown_and_removed(day):
    client, url = day.client(day.chair), f"{day.base}texts/"
    sent = {"reviewer_text": "a", "presenter_text": "b", "letter_text": "c", "seen": "0"}
    wrong = client.post(url, {**sent, "picture": ContentFile(b"<svg onload='x'>", name="map.svg")})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["picture"])
    held = io.BytesIO()
    Image.new("RGB", (2000, 1000), "navy").save(held, "PNG")
    client.post(url, {**sent, "picture": ContentFile(held.getvalue(), name="../map.png")})
    name = DocumentTexts.objects.get().booklet_map.name
    assert name.startswith("maps/")
    shown = OwnFetcher().fetch(f"media:///{name}").read()
    with Image.open(io.BytesIO(shown)) as image:
        assert (image.format, image.size) == ("JPEG", (900, 450))
    client.post(url, {**sent, "seen": "1", "without_map": "on"})
    assert not DocumentTexts.objects.get().booklet_map
    with pytest.raises(FileNotFoundError):
        OwnFetcher().fetch(f"media:///{name}")


def test_certificates_are_there_for_whom_they_name_once_released(day):
    mine = f"{day.url}documents/"
    reviewer, presenter = day.client(day.reviewer), day.client(day.presenter.user)
    assert reviewer.get(f"{mine}reviewer.pdf").status_code == 404
    day.client(day.chair).post(f"{day.base}certificates/", {"released": "yes"})
    assert "Rudi Reviewer" in texts(reviewer.get(f"{mine}reviewer.pdf").content)[0]
    assert "Priya Presents" in texts(presenter.get(f"{mine}presenter.pdf").content)[0]
    assert "Certificate of presenting" in presenter.get(mine).text
    assert "Certificate of" not in day.client(day.outsider).get(mine).text
    for client, part in ((reviewer, "presenter"), (presenter, "reviewer"), (presenter, "king")):
        assert client.get(f"{mine}{part}.pdf").status_code == 404
    day.client(day.chair).post(f"{day.base}certificates/", {"released": "no"})
    assert reviewer.get(f"{mine}reviewer.pdf").status_code == 404
    assert day.client(day.editor).post(f"{day.base}certificates/", {"released": "yes"}).status_code == 404


def test_an_author_asks_for_a_letter_and_a_chair_words_and_grants_it(day):
    mine, author = f"{day.url}documents/", day.client(day.presenter.user)
    page = author.get(f"{day.url}my-papers/2/").text
    assert mine in page, "the page of the paper leads there"
    wish = {"paper": "2", "name": "PRIYA A. PRESENTS", "address": "Dept. of Soil\nPune"}
    assert author.post(mine, {**wish, "name": " "}).status_code == 422
    assert author.post(mine, {**wish, "paper": "1"}).status_code == 422, "not her paper"
    assert author.post(mine, wish).status_code == 302
    again = author.post(mine, wish)
    assert (again.status_code, "asked for this letter already" in again.text) == (403, True)
    assert day.client(day.outsider).post(mine, wish).status_code == 404
    letter = InvitationLetter.objects.get()
    url = f"{day.base}letters/{letter.pk}/"
    chair = day.client(day.chair)
    assert url in chair.get(day.base).text
    assert "A letter of invitation is asked for" in chair.get("/me/").text
    draft = chair.get(url).context["form"]["text"].value()
    assert r"*On \*stars\* and {braces}*" in draft
    assert author.get(f"{mine}letters/{letter.pk}/").status_code == 404
    assert chair.post(url, {"decision": "refuse", "text": draft, "answer": ""}).status_code == 422
    assert chair.post(url, {"decision": "grant", "text": draft + "\n\nBring a coat."}).status_code == 302
    assert chair.post(url, {"decision": "refuse", "answer": "Too late"}).status_code == 403
    granted = author.get(f"{mine}letters/{letter.pk}/").content
    assert_tagged(granted, "Letter of invitation for PRIYA A. PRESENTS")
    [text] = texts(granted)
    for part in ("PRIYA A. PRESENTS", "Dept. of Soil", "On *stars* and {braces}", "Bring a coat."):
        assert part in text
    assert Mail.objects.get(template="letter_granted").recipient == day.presenter.user
    assert day.client(day.reviewer).get(f"{mine}letters/{letter.pk}/").status_code == 404


def test_a_refused_letter_says_why_and_can_be_asked_for_again(day):
    mine, author = f"{day.url}documents/", day.client(day.presenter.user)
    wish = {"paper": "2", "name": "Priya", "address": ""}
    author.post(mine, wish)
    letter = InvitationLetter.objects.get()
    chair, url = day.client(day.chair), f"{day.base}letters/{letter.pk}/"
    ConflictFactory(submission=day.second, user=day.chair)
    assert chair.get(url).status_code == 404, "kept from a chair with a conflict"
    assert url not in chair.get(day.base).text
    assert "A letter of invitation" not in chair.get("/me/").text
    other = RoleFactory(workshop=day.workshop).user
    day.client(other).post(url, {"decision": "refuse", "answer": "Please register first."})
    assert "Please register first." in author.get(mine).text
    assert "Please register first." in Mail.objects.get(template="letter_refused").body
    assert author.post(mine, wish).status_code == 302


@pytest.mark.parametrize(
    "url", ["media:///files/secret.pdf", "media:///photos/../files/x.pdf", "media:////etc/passwd"]
)
def test_a_pdf_shows_pictures_of_the_store_and_nothing_else_of_it(url):
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        OwnFetcher().fetch(url)


def test_a_qr_code_is_drawn_without_asking_anybody():
    drawn = OwnFetcher().fetch("qr:///https%3A%2F%2Fplenary.example%2F").read()
    assert drawn.startswith(b"<svg")


def test_values_are_taken_letter_by_letter():
    assert worded("**{name}** read {other}", {"name": "A_b *c*\nd"}) == r"**A\_b \*c\* d** read {other}"
    assert [badge.part for badge in further_badges("One\nTwo;;Chair")] == ["Participant", "Chair"]


@pytest.mark.enumeration
def test_every_kind_can_be_looked_at_and_a_cancelled_job_stops(day):
    class Stopped(Exception):
        pass

    def stop(*_report):
        raise Stopped

    assert set(MAKERS) == {row.kind.key for row in day.client(day.chair).get(day.base).context["rows"]}
    from conference.visibility import viewer_of

    with pytest.raises(Stopped):
        MAKERS["booklet"](Task(viewer_of(day.chair), day.workshop, stop))
    assert b"%PDF" in set_pages(day.workshop, "badges.html", {"sheets": []})
