"""What static/js does for forms, in a real browser: sending once, asking first, saving, uploading, rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.conference.look_parts import answer, html_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request, Route

    from tests.browser import Site


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORM = '<form method="post" action="/post/" data-submit-once><button class="btn" name="go" value="1">Send</button></form>'

CLICKS = """async () => {
  const form = document.querySelector("main form");
  const button = form.querySelector("button");
  let sent = 0;
  form.addEventListener("submit", (event) => (sent += event.defaultPrevented ? 0 : 1));
  button.click();
  button.click();
  await new Promise((resolve) => setTimeout(resolve, 20));
  button.click();
  return [sent, button.disabled];
}"""


def test_a_second_click_sends_nothing_more(part: Callable[[str], Page]) -> None:
    page = part(FORM.replace("/post/", "/slow/"))
    page.route("**/slow/", lambda _: None)
    assert page.evaluate(CLICKS) == [1, True]


def test_the_button_that_was_pressed_is_named_in_what_is_sent(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(FORM)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert [request.post_data for request in posted] == ["go=1"]


def test_a_question_is_asked_before_and_can_be_declined(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(
        FORM.replace("<button", '<button data-confirm="Send 48 mails now?" data-confirm-label="Send them"')
    )
    page.get_by_role("button", name="Send").click()
    dialog = page.get_by_role("alertdialog", name="Send 48 mails now?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    assert not posted
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Send them").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert [request.post_data for request in posted] == ["go=1"]


AUTOSAVE = """
<form method="post" action="/post/" data-autosave data-autosave-url="/save/">
  <input type="hidden" name="version" value="1">
  <label>Summary <textarea name="summary"></textarea></label>
  <span data-save-state></span><button>Submit</button>
</form>"""


UNTOUCHED = """
<form method="post" action="/post/" data-autosave data-autosave-url="/save/">
  <label>Summary <textarea name="summary">
Two
lines</textarea></label>
  <label>Pages <input type="number" name="pages" value="4"></label><input type="checkbox" name="a" aria-label="A" checked>
  <label>Topic <select name="topic"><option>Food</option><option selected>Trees</option></select></label>
  <label>Kind <select name="kind"><option>Poster</option><option>Oral</option></select></label>
  <input type="radio" name="b" value="1" aria-label="B" checked><input type="radio" name="b" value="2" aria-label="C">
  <span data-save-state></span><button name="go" value="1">Submit</button>
</form>"""


def test_typing_is_saved_and_the_next_save_carries_the_new_version(
    part: Callable[[str], Page], site: Site
) -> None:
    saved: list[str] = []

    def on_save(route: Route) -> None:
        saved.append(route.request.post_data or "")
        route.fulfill(
            body=json.dumps({"fields": {"version": str(len(saved) + 1)}}), content_type="application/json"
        )

    site.page.route("**/save/", on_save)
    page = part(AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_have_text("Not saved yet")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")
    page.get_by_label("Summary").fill("Sound, and short.")
    expect(page.locator("[name=version]")).to_have_value("3")
    assert [("Sound" in body, f'name="version"\r\n\r\n{n}' in body) for n, body in enumerate(saved, 1)] == [
        (True, True)
    ] * 2


def opened_without(site: Site, script: str, body: str, path: str = "/part/") -> list[Route]:
    """Open a page whose script has not come yet; return in a list what brings it when it is told to go on."""
    held: list[Route] = []
    site.page.route(f"**{path}", lambda route: answer(route, html_page(body)))
    site.page.route(f"**/{script}*.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright can't wrap a list's method
    with site.page.expect_request(f"**/{script}*.js"):
        site.page.goto(f"{site.address}{path}", wait_until="domcontentloaded")
    return held


@pytest.fixture
def saves(site: Site) -> list[str]:
    """What forms that save themselves have sent, each answered that it is saved."""
    sent: list[str] = []

    def on_save(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(body="{}", content_type="application/json")

    site.page.route("**/save/", on_save)
    return sent


def test_what_is_typed_before_the_script_is_there_is_saved_too(site: Site, saves: list[str]) -> None:
    page = site.page
    coming = opened_without(site, "autosave", AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_have_text("")
    coming[0].continue_()
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")
    assert ["Sound." in sent for sent in saves] == [True]


def test_what_the_browser_puts_back_on_the_way_back_is_not_saved_anew(
    part: Callable[[str], Page], site: Site, saves: list[str]
) -> None:
    page = part(AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")
    page.goto(f"{site.address}/accounts/login/")
    page.go_back()
    page.locator("html[data-enhanced]").wait_for(state="attached")
    expect(page.get_by_label("Summary")).to_have_value("Sound.")
    assert page.locator("[data-save-state]").text_content() == ""
    assert len(saves) == 1


def test_a_form_that_nobody_touched_is_not_saved(part: Callable[[str], Page]) -> None:
    page = part(UNTOUCHED)
    assert page.locator("[data-save-state]").text_content() == ""
    page.get_by_label("Topic").select_option("Food")
    expect(page.locator("[data-save-state]")).to_have_text("Not saved yet")


def test_a_submit_waits_for_the_save_under_way(part: Callable[[str], Page], posted: list[Request]) -> None:
    page = part(AUTOSAVE)
    held: list[Route] = []
    page.route("**/save/", lambda route: held.append(route))  # noqa: PLW0108 - playwright can't wrap a list's method
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_have_text("Saving")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_timeout(100)
    assert not posted
    held[0].fulfill(body=json.dumps({"fields": {"version": "2"}}), content_type="application/json")
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert [parsed(request)["version"] for request in posted] == ["2"]


def test_a_refused_save_says_why(part: Callable[[str], Page], site: Site) -> None:
    site.complaints.allow("409")
    reason = "Another chair changed this meanwhile."
    site.page.route(
        "**/save/",
        lambda route: route.fulfill(
            status=409, body=json.dumps({"message": reason}), content_type="application/json"
        ),
    )
    page = part(AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_have_text(reason)


def test_what_a_server_that_restarts_did_not_take_is_sent_again(
    part: Callable[[str], Page], site: Site
) -> None:
    site.complaints.allow("503")
    statuses = iter([503, 200])
    site.page.clock.install()
    site.page.route("**/save/", lambda route: route.fulfill(status=next(statuses), body="Back in a moment"))
    page = part(AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    page.clock.run_for(2000)
    expect(page.locator("[data-save-state]")).to_have_text(
        "Not saved. Copy your text before you leave this page. Trying again shortly."
    )
    page.clock.run_for(10_000)
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")


def test_without_a_connection_the_text_stays_and_the_reader_is_told(
    part: Callable[[str], Page], site: Site
) -> None:
    site.complaints.allow("ERR_FAILED")
    site.page.route("**/save/", lambda route: route.abort())
    page = part(AUTOSAVE)
    page.get_by_label("Summary").fill("Sound.")
    expect(page.locator("[data-save-state]")).to_contain_text("no connection")
    expect(page.get_by_label("Summary")).to_have_value("Sound.")


def test_a_file_is_sent_and_the_answer_takes_the_pages_place(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(
        '<form method="post" action="/post/" enctype="multipart/form-data" data-upload data-submit-once>'
        '<input type="file" name="paper" aria-label="Paper"><button>Upload</button></form>'
    )
    page.get_by_label("Paper").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert page.url.endswith("/post/")
    assert len(posted) == 1
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(
        '<form method="post" action="/post/" enctype="multipart/form-data" data-upload>'
        '<div class="drop" data-drop data-max-bytes="10"><input type="file" name="paper" aria-label="Paper">'
        "<p data-drop-note></p></div><button>Upload</button></form>"
    )
    page.get_by_label("Paper").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 long"}
    )
    page.get_by_role("button", name="Upload").click()
    assert "a.pdf has 1 kB" in page.get_by_label("Paper").evaluate("(input) => input.validationMessage")
    assert not posted


FILTER = """
<form method="get" data-live-filter="#results"><label>Search <input name="q"></label>
<label>State <select name="s"><option value="">Any</option><option>draft</option></select></label></form>
<div id="results" data-results>asked: QUERY</div>"""


def test_filtering_swaps_the_list_and_keeps_the_address(site: Site) -> None:
    def on_list(route: Route) -> None:
        query = route.request.url.partition("?")[2]
        answer(route, html_page(FILTER.replace("QUERY", query)))

    site.page.route("**/list/*", on_list)
    page = site.open("/list/?")
    page.wait_for_load_state("networkidle")
    page.get_by_label("Search").fill("dunes & sand")
    expect(page.locator("#results")).to_have_text("asked: q=dunes+%26+sand")
    page.get_by_label("State").select_option("draft")
    expect(page.locator("#results")).to_have_text("asked: q=dunes+%26+sand&s=draft")
    assert page.url.endswith("/list/?q=dunes+%26+sand&s=draft")
    expect(page.get_by_label("Search")).to_have_value("dunes & sand")


def test_what_is_searched_for_before_the_script_is_there_is_found_too(site: Site) -> None:
    page = site.page
    page.route("**/list/*", lambda route: answer(route, html_page(FILTER.replace("QUERY", "dunes"))))
    coming = opened_without(site, "live-filter", FILTER, "/list/")
    page.get_by_label("Search").fill("dunes")
    expect(page.locator("#results")).to_have_text("asked: QUERY")
    coming[0].continue_()
    expect(page.locator("#results")).to_have_text("asked: dunes")
    assert page.url.endswith("/list/?q=dunes")


ROWS_TO_CHOOSE = (
    '<form method="post"><div data-bulk><span data-bulk-count>0</span><button type="submit">Remind</button></div>'
    '<input type="checkbox" data-select-all aria-label="All">'
    + "".join(f'<input type="checkbox" data-select aria-label="Row {n}">' for n in range(1, 6))
    + "</form>"
)


def test_rows_are_chosen_together_and_nothing_chosen_means_no_action(part: Callable[[str], Page]) -> None:
    page = part(ROWS_TO_CHOOSE)
    remind, count = page.get_by_role("button", name="Remind"), page.locator("[data-bulk-count]")
    expect(remind).to_be_disabled()
    page.get_by_label("Row 2").click()
    page.get_by_label("Row 4").click(modifiers=["Shift"])
    expect(count).to_have_text("3")
    expect(remind).to_be_enabled()
    page.get_by_label("All").click()
    expect(count).to_have_text("5")
    page.get_by_label("All").click()
    expect(remind).to_be_disabled()


def test_all_rows_ticked_before_the_script_is_there_are_chosen(site: Site) -> None:
    coming = opened_without(site, "bulk", ROWS_TO_CHOOSE)
    site.page.get_by_label("All").check()
    coming[0].continue_()
    expect(site.page.locator("[data-bulk-count]")).to_have_text("5")
    expect(site.page.get_by_label("Row 3")).to_be_checked()
    expect(site.page.get_by_label("All")).to_be_checked()


ROWS = """<form method="post" action="/post/">
  {% include "components/formset_rows.html" with formset=authors noun="author" %}<button>Save</button></form>"""


def parsed(request: Request) -> dict[str, str]:
    from urllib.parse import parse_qsl

    return dict(parse_qsl(request.post_data or "", keep_blank_values=True))


def test_authors_are_added_removed_and_put_in_order(
    part: Callable[[str], Page], posted: list[Request]
) -> None:
    page = part(ROWS)
    rows = page.locator("[data-row]:visible")
    rows.nth(2).get_by_role("button", name="Move up").click()
    rows.nth(0).get_by_role("button", name="Remove author").click()
    page.get_by_role("button", name="Add author").click()
    expect(page.locator("[name=authors-3-name]")).to_be_focused()
    page.keyboard.type("Aino Lehtovaara")
    page.locator("[name=authors-3-email]").fill("aino@north.example")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    sent = parsed(posted[0])
    assert sent["authors-TOTAL_FORMS"] == "4"
    assert sent["authors-0-DELETE"] == "on"
    order = {sent[f"authors-{n}-name"]: sent[f"authors-{n}-ORDER"] for n in (1, 2, 3)}
    assert order == {"Eun-ji Bae": "1", "Rahul Vaswani": "2", "Aino Lehtovaara": "3"}


def test_authors_can_be_dragged_into_place(part: Callable[[str], Page], posted: list[Request]) -> None:
    page = part(ROWS)
    grips = page.locator("[data-row-grip]")
    grips.nth(0).drag_to(grips.nth(2))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Taken.")).to_be_visible()
    assert parsed(posted[0])["authors-0-ORDER"] == "3"


def test_without_scripts_authors_can_still_be_ordered_and_removed(site: Site) -> None:
    context = site.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.route("**/part/", lambda route: answer(route, html_page(ROWS)))
    page.goto(f"{site.address}/part/")
    expect(page.locator("[name=authors-0-ORDER]")).to_be_visible()
    expect(page.locator("[name=authors-0-DELETE]")).to_be_visible()
    expect(page.get_by_role("button", name="Add author")).to_be_hidden()
    context.close()
