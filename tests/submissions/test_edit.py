import pytest
from allauth.account.models import EmailAddress

from conference.models import AuditEntry
from submissions.models import WorkingCopy
from tests.clients import client_of
from tests.factories import AuthorFactory, OptInFactory, TopicFactory, TrackFactory, UserFactory
from tests.pdfs import pdf_bytes, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(call, paper):
    return call.edit_url(paper)


def co_author(call, paper, name="Ngũgĩ"):
    """A second author with an account, signed in."""
    person = UserFactory(name=name)
    AuthorFactory(submission=paper, user=person, position=1)
    return client_of(person)


def test_saves_what_is_typed(call, paper, url):
    topic = TopicFactory(workshop=call.workshop, name="Forests")
    opt_in = OptInFactory(track=call.track)

    sent = call.form(
        paper,
        title="  Counting   trees ",
        abstract="We count $n$ trees.",
        keywords="trees, counting",
        topics=[topic.pk],
        opt_ins=[opt_in.pk],
        declared_conflicts="rival@lake.example\n\n  lake.example ",
    )
    response = call.client.post(url, sent)

    assert response.status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.abstract, paper.version) == ("Counting trees", "We count $n$ trees.", 2)
    assert paper.declared_conflicts == "rival@lake.example\nlake.example"
    assert [*paper.topics.all(), *paper.opt_ins.all()] == [topic, opt_in]
    assert not WorkingCopy.objects.exists()
    assert "$n$" in call.client.get(url).content.decode()


def test_saving_nothing_new_changes_nothing(call, paper, url):
    call.client.post(url, call.form(paper))

    paper.refresh_from_db()
    assert paper.version == 1


@pytest.mark.enumeration
@pytest.mark.parametrize(
    "name", ["Ève Grégoire-Łukasz", "Sinéad O'Connor-d’Arc", "Suharto", "李明", "José Ñ. van der 't Hooft"]
)
def test_names_stay_as_they_are_written(call, paper, url, name):
    sent = call.form(paper, **{"authors-TOTAL_FORMS": 2, "authors-1-name": name, "authors-1-email": ""})
    call.client.post(url, sent)

    assert [author.name for author in paper.authors.all()] == ["Zoë O’Brien-Nuñez", name]
    assert name.replace("'", "&#x27;") in call.client.get(url).content.decode()


def test_authors_can_be_put_in_order_and_removed(call, paper, url):
    rows = {
        "authors-TOTAL_FORMS": 3,
        "authors-0-ORDER": 2,
        "authors-1-name": "Suharto",
        "authors-1-ORDER": 1,
        "authors-2-name": "Removed Person",
        "authors-2-ORDER": 3,
        "authors-2-DELETE": "on",
    }
    call.client.post(url, call.form(paper, **rows))

    assert [author.name for author in paper.authors.all()] == ["Suharto", "Zoë O’Brien-Nuñez"]


@pytest.mark.enumeration
def test_a_row_more_without_javascript(call, paper, url):
    response = call.client.post(url, call.form(paper, title="Counting trees", step="add_author"))
    page = call.client.get(response["Location"].split("#")[0]).content.decode()

    paper.refresh_from_db()
    assert paper.title == "Counting trees"
    assert 'name="authors-1-name"' in page


@pytest.mark.enumeration
def test_verified_address_links_an_account_and_any_other_does_not(call, paper, url):
    known = UserFactory(email="known@lake.example")
    stranger = UserFactory(email="unverified@lake.example", verified=False)
    EmailAddress.objects.create(user=stranger, email="unverified@lake.example", verified=False)
    rows = {
        "authors-TOTAL_FORMS": 3,
        "authors-1-name": "Known",
        "authors-1-email": "Known@Lake.example",
        "authors-2-name": "Unverified",
        "authors-2-email": "unverified@lake.example",
    }
    call.client.post(url, call.form(paper, **rows))

    assert [author.user for author in paper.authors.all()] == [call.author, known, None]


@pytest.mark.enumeration
def test_one_can_not_remove_oneself(call, paper, url):
    rows = {"authors-TOTAL_FORMS": 2, "authors-0-DELETE": "on", "authors-1-name": "Someone Else"}
    response = call.client.post(url, call.form(paper, **rows))

    assert response.status_code == 422
    assert "Keep yourself among the authors" in response.content.decode()
    assert [author.name for author in paper.authors.all()] == ["Zoë O’Brien-Nuñez"]


@pytest.mark.enumeration
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"authors-0-email": "zoe@"}, "valid email address"),
        ({"authors-0-orcid": "0000-0002-1825-0098"}, "typing mistake"),
        ({"title": "x" * 301}, "at most 300"),
        (
            {
                "authors-TOTAL_FORMS": 2,
                "authors-1-name": "Again",
                "authors-1-email": "ZOE@lake.example",
            },
            "same address",
        ),
        ({"authors-TOTAL_FORMS": 2, "authors-1-email": "nameless@lake.example"}, "Write the name"),
    ],
)
def test_what_is_typed_wrongly_is_kept_and_named(call, paper, url, changes, message):
    response = call.client.post(url, call.form(paper, abstract="A text that must not be lost.", **changes))

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "A text that must not be lost." in page
    assert "A text that must not be lost." in call.client.get(url).content.decode()
    paper.refresh_from_db()
    assert paper.abstract == ""


@pytest.mark.enumeration
def test_orcid_is_taken_with_its_address(call, paper, url):
    call.client.post(url, call.form(paper, **{"authors-0-orcid": "https://orcid.org/0000-0002-1825-0097"}))

    assert paper.authors.get().orcid == "0000-0002-1825-0097"


def test_two_co_authors_saving_at_once(call, paper, url):
    other = co_author(call, paper)
    mine, hers = call.form(paper, title="My title"), call.form(paper, title="Her title")
    other.post(url, hers)
    response = call.client.post(url, mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Someone else changed this while you were editing" in page
    assert "My title" in page
    assert "Her title" in page
    paper.refresh_from_db()
    assert paper.title == "Her title"

    again = call.client.post(url, {**mine, "version": paper.version})
    assert again.status_code == 302
    paper.refresh_from_db()
    assert paper.title == "My title"


def test_stale_page_offers_the_version_that_is_saved(call, paper, url):
    other = co_author(call, paper)
    mine = call.form(paper, title="My title")
    other.post(url, call.form(paper, title="Her title"))
    call.client.post(url, mine)
    paper.refresh_from_db()

    reopened = call.client.get(url).content.decode()

    assert f'name="version" value="{paper.version}"' in reopened
    assert "Her title" in reopened


@pytest.mark.enumeration
def test_deadline_that_passes_while_the_form_is_open(call, paper, url):
    sent = call.form(paper, title="A late title", abstract="Typed until the last minute.")
    call.close()
    response = call.client.post(url, sent)

    page = response.content.decode()
    assert response.status_code == 403
    assert "closed on" in page
    assert "Typed until the last minute." in page
    paper.refresh_from_db()
    assert paper.title == ""
    assert "Typed until the last minute." in call.client.get(url).content.decode()


@pytest.mark.enumeration
def test_after_the_deadline_there_is_no_form(call, paper, url):
    call.close()

    assert call.client.get(url)["Location"] == call.url(f"my-papers/{paper.number}/")


def test_what_no_table_can_hold_is_left_out_of_what_is_kept(call, paper, url):
    sent = call.form(paper, title="x" * 301, **{"no\x00te": "a\x00b"})
    assert call.client.post(url, sent).status_code == 422
    assert WorkingCopy.objects.get().content["note"] == ["ab"]


@pytest.mark.enumeration
def test_forgets_what_was_typed_on_request(call, paper, url):
    call.client.post(url, call.form(paper, title="x" * 301))
    assert "did not save" in call.client.get(url).content.decode()

    call.client.post(url, {"step": "forget"})

    assert "did not save" not in call.client.get(url).content.decode()


@pytest.mark.enumeration
def test_autosave_saves_a_draft(call, paper):
    url = call.url(f"my-papers/{paper.number}/autosave/")
    answer = call.client.post(url, call.form(paper, title="Counting trees"))

    paper.refresh_from_db()
    assert answer.json()["fields"] == {"version": 2}
    assert "Write an abstract." in answer.json()["parts"]["needed"]
    assert "Give the paper a title." not in answer.json()["parts"]["needed"]
    assert paper.title == "Counting trees"
    assert not AuditEntry.objects.filter(action="paper.edited").exists()


@pytest.mark.enumeration
def test_autosave_keeps_half_a_word(call, paper, url):
    autosave = call.url(f"my-papers/{paper.number}/autosave/")
    answer = call.client.post(autosave, call.form(paper, title="New", **{"authors-0-email": "zoe@la"}))

    assert answer.status_code == 200
    assert "Kept" in answer.json()["message"]
    paper.refresh_from_db()
    assert paper.title == ""
    assert "zoe@la" in call.client.get(url).content.decode()


@pytest.mark.enumeration
def test_autosave_tells_of_another_version_and_of_the_deadline(call, paper, url):
    other = co_author(call, paper)
    autosave = call.url(f"my-papers/{paper.number}/autosave/")
    mine = call.form(paper, title="My title")
    other.post(url, call.form(paper, title="Her title"))

    stale = call.client.post(autosave, mine)
    call.close()
    late = call.client.post(autosave, mine)

    assert (stale.status_code, late.status_code) == (409, 403)
    assert "Someone else saved" in stale.json()["message"]
    assert "closed on" in late.json()["message"]


def test_autosave_of_a_submitted_paper_waits_for_the_button(call):
    paper = call.begin()
    paper.state, paper.title = "submitted", "As submitted"
    paper.save()
    answer = call.client.post(
        call.url(f"my-papers/{paper.number}/autosave/"), call.form(paper, title="Half a new ti")
    )

    paper.refresh_from_db()
    assert paper.title == "As submitted"
    assert "Save changes" in answer.json()["message"]
    assert "Half a new ti" in call.client.get(call.edit_url(paper)).content.decode()


def test_autosave_of_someone_logged_out_is_no_success(call, paper, client):
    answer = client.post(call.url(f"my-papers/{paper.number}/autosave/"), call.form(paper, title="Lost"))

    assert answer.status_code == 401
    assert "logged out" in answer.json()["message"]
    paper.refresh_from_db()
    assert paper.title == ""


@pytest.mark.enumeration
def test_editing_a_submitted_paper_is_in_the_history(call, paper, url):
    paper.state, paper.title = "submitted", "As submitted"
    paper.save()
    call.client.post(url, call.form(paper, title="Better title"))

    entry = AuditEntry.objects.get(action="paper.edited")
    assert (entry.before, entry.after) == ({"title": "As submitted"}, {"title": "Better title"})
    assert entry.names_author
    paper.refresh_from_db()
    assert paper.state == "submitted"


@pytest.mark.enumeration
def test_published_elsewhere_only_where_the_track_takes_it(call, paper, url):
    assert "Already published at" not in call.client.get(url).content.decode()
    welcoming = TrackFactory(workshop=call.workshop, name="Encore", previously_published_allowed=True)

    refused = call.client.post(url, call.form(paper, published_elsewhere="Forest Letters 2025"))
    call.client.post(url, call.form(paper, track=welcoming.pk, published_elsewhere="Forest Letters 2025"))

    assert "only that is not published yet" in refused.content.decode()
    paper.refresh_from_db()
    assert (paper.track, paper.published_elsewhere) == (welcoming, "Forest Letters 2025")


@pytest.mark.enumeration
def test_nobody_else_finds_the_form(call, paper, url, stranger, client):
    assert call.client.get(url).status_code == 200
    for method in (stranger.get, stranger.post):
        assert method(url).status_code == 404
        assert method(call.url("my-papers/99/edit/")).status_code == 404
    assert stranger.post(call.url(f"my-papers/{paper.number}/autosave/")).status_code == 404
    assert stranger.get(call.url(f"my-papers/{paper.number}/check/")).status_code == 404
    assert client.get(url).status_code == 302


def test_file_field_alone_does_not_save_text_of_a_stranger(call, paper, url, stranger):
    stranger.post(url, {"file": upload(pdf_bytes())})

    assert not paper.files.exists()
