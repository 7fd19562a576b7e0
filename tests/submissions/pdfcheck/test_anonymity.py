"""What tells who wrote a paper, and what only looks like it."""

from __future__ import annotations

import pikepdf
import pytest

from submissions.pdfcheck import check_pdf

from .sheets import ENTRIES, Sheets, paper

AUTHORS = ("Zoë Brännström", "José Ñandutí", "Wei-Lin Hsiung")
EMAILS = ("zoe.brannstrom@ios-luleby.example", "jnanduti@chacocentral.example", "wlhsiung@tsnu.example")
OWN = ["Z. Brännström and J. Ñandutí. Seeing less. Journal of Shore Studies, 2021."]


def with_text(text: str, *, label: str = "", own: bool = False) -> Sheets:
    """A paper that says something on its second page; with an own work as the last entry of its list."""
    sheets = paper(1)
    sheets.heading("4  Discussion")
    sheets.text(text)
    sheets.prose(2)
    sheets.heading("References")
    entries = [*ENTRIES, *(OWN if own else [])]
    for number, entry in enumerate(entries, 1):
        sheets.text(f"{label.format(number)}{entry}", hang=12)
    return sheets


@pytest.fixture
def kinds(check):
    """The kinds of leaks that a text makes."""

    def run(text: str, **options) -> list[str]:
        report = check(with_text(text, **options), page_limit=8, authors=AUTHORS, emails=EMAILS)
        assert report.errors == ()
        assert report.anonymous == (not report.leaks)
        return sorted({leak.kind for leak in report.leaks})

    return run


def test_a_blind_paper_is_anonymous(kinds):
    assert kinds("The tide tables were taken from the harbour office.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Brännström and José Ñandutí contributed equally to this work.",
        "The labels were drawn by Zoe Brannstrom on two evenings.",
        "The labels were drawn by Z. Brännström on two evenings.",
        "Brännström, Zoë: conception and text.",
        "Questions go to Wei Lin Hsiung at the address below.",
        "Questions go to W.-L. Hsiung at the address below.",
        "Questions go to Hsiung Wei-Lin at the address below.",
        "1Zoë Brännström and 2another person contributed equally.",
        "The cover was drawn by ZOË BRÄNNSTR ÖM in one evening.",
    ],
)
def test_names_in_the_text(kinds, text):
    assert kinds(text) == ["author_name"]


@pytest.mark.parametrize(
    "text",
    [
        "Brännström et al. (2021) showed that such labels can be learned.",
        "Such labels can be learned (Brännström and Ñandutí, 2021; Aldmoor, 2014).",
        "Z. Brännström et al. [9] showed that such labels can be learned.",
        "The method of Brännström and Ñandutí [9] is our baseline.",
        "Our results (Table 2) improve on those of Brännström and Ñandutí (2021).",
        "As we show in Section 4, the method of Brännström and Ñandutí [9] fails on rivers.",
        "We used the tables in [9] and evaluate the method in [9] on ours.",
        "Specifically, we first propose a loss that does not need labels of any kind [9].",
        "The previous results of Brännström and Ñandutí [9] differ from our last experiment.",
    ],
)
def test_own_works_in_the_third_person_are_no_leak(kinds, text):
    assert kinds(text, label="[{}] ", own=True) == []


def test_own_works_in_the_list_are_no_leak(kinds):
    assert kinds("The tide tables were taken from the harbour office.", own=True) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("In our previous work (Brännström and Ñandutí, 2021), we showed that less is seen.", ""),
        ("We previously showed that less is seen (Brännström & Ñandutí, 2021).", ""),
        ("This extends our earlier method [9] to rivers.", "[{}] "),
        ("As we showed in [3, 7-9], less is seen at night.", "[{}] "),
        ("In our earlier study [BN09], less was seen at night.", "[BN0{}] "),
        ("In [9], we proposed to look at night.", "[{}] "),
        ("We introduced this map in [9].", "[{}] "),
        ("A preliminary version of this work appeared in [9].", "[{}] "),
        ("This paper extends our conference paper [9].", "[{}] "),
    ],
)
def test_own_works_in_the_first_person(kinds, text, label):
    assert kinds(text, label=label, own=True) == ["self_citation"]


@pytest.mark.parametrize(
    "text",
    [
        "In our previous work (Anonymous, 2023, omitted for blind review), we showed it.",
        "Unlike our previous experiments, those of Aldmoor (2014) were made at night [2].",
        "We build on earlier work [9] and recent results.",
    ],
)
def test_first_person_without_an_own_work_is_no_leak(kinds, text):
    assert kinds(text, label="[{}] ", own=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "Write to zoe.brannstrom@ios-luleby.example for the tables.",
        "Write to {zoe.brannstrom, k.other}@ios-luleby.example for the tables.",
        "Write to jnanduti (at) chacocentral (dot) example for the tables.",
        "Write to jnanduti AT chacocentral DOT example for the tables.",
        "Correspondence to: k.stranger@elsewhere-u.se.",
    ],
)
def test_addresses(kinds, text):
    assert kinds(text) == ["email"]


@pytest.mark.parametrize(
    "text",
    [
        "Correspondence to: anonymous@example.com.",
        "The gauges are kept by the office (gauges@harbour-office.se).",
    ],
)
def test_addresses_of_nobody(kinds, text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "All labels were made by students at the Institute of Oceanic Studies Luleby in spring.",
        "All labels were made at Universidad Central del Chaco in spring.",
        "All labels were made at the Taiping Southern National University in spring.",
        "All labels were made at our university, the Polytechnic of Northern Shores.",
    ],
)
def test_institutions_of_the_authors(kinds, text):
    assert kinds(text) == ["affiliation"]


@pytest.mark.parametrize(
    "text",
    [
        "The images were given by the University of Rivermouth and the European Coast Agency.",
        "We follow the rules of the National Institute of Standards for such lists.",
    ],
)
def test_other_institutions_are_no_leak(kinds, text):
    assert kinds(text) == []


def test_given_affiliations(check):
    sheets = with_text("The tables were kept at the Observatory of Kestrel Point for years.")
    assert check(sheets, authors=AUTHORS).anonymous
    report = check(
        sheets, authors=AUTHORS, affiliations=["Group of Tides, Observatory of Kestrel Point, Norway"]
    )
    assert [leak.kind for leak in report.leaks] == ["affiliation"]


@pytest.mark.parametrize(
    "text",
    [
        "Our code is available at https://github.com/zbrannstrom/shorelines.",
        "More is shown on https://zoebrannstrom.github.io/shorelines.",
        "Our code is at https://github.com/tidewatchers-lab/shorelines.",
        "All data can be fetched from https://drive.google.com/drive/folders/1AbC, where we provide them.",
        "See https://www.chacocentral.example/~jose for films of the storms.",
        "The draft lies at https://www.overleaf.com/project/5f0c0ffee for now.",
        "More can be found at https://scholar.google.com/citations?user=AbCdEf today.",
    ],
)
def test_links_that_identify(kinds, text):
    assert kinds(text) == ["identifying_link"]


@pytest.mark.parametrize(
    "text",
    [
        "Our code is available at https://anonymous.4open.science/r/shorelines-7F3A.",
        "Our code is available at https://github.com/anonymous-authors-117/shorelines.",
        "We build on the public implementation of Aldmoor (2014), available at https://github.com/aldmoor-lab/tides.",
        "The images come from https://scihub.copernicus.eu and are free.",
        "We release our dataset openly at zenodo.org/records/10042922 with a licence.",
        "The weights of Aldmoor et al. are taken from https://drive.google.com/drive/folders/1AbC as they are.",
    ],
)
def test_links_that_do_not(kinds, text):
    assert kinds(text) == []


def test_a_link_that_can_be_clicked_but_is_not_printed(check, tmp_path):
    path = tmp_path / "linked.pdf"
    with with_text("Our code is available here.").pdf() as pdf:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://github.com/jnanduti/shorelines")
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[100, 500, 200, 512], A=action
        )
        pdf.pages[1].Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(path)
    report = check_pdf(path, page_limit=8, authors=AUTHORS, emails=EMAILS)
    assert [(leak.kind, leak.page) for leak in report.leaks] == [("identifying_link", 2)]


def with_end(heading: str, text: str) -> Sheets:
    sheets = paper(1)
    sheets.heading(heading)
    sheets.text(text)
    sheets.heading("References")
    sheets.entries()
    return sheets


def test_acknowledgements_that_name_people_or_grants(check):
    text = "We thank Prof. Ada Silverhaven. Zoë Brännström is supported by the Shore Foundation under grant SF-2291."
    report = check(with_end("Acknowledgements", text), authors=AUTHORS, emails=EMAILS)
    assert {leak.kind for leak in report.leaks} == {"acknowledgement"}


@pytest.mark.parametrize(
    "text",
    [
        "Acknowledgements are omitted for double-blind review.",
        "We thank the anonymous reviewers for their comments.",
        "We acknowledge the use of imagery from the Sentinel-2 mission of the European Space Agency.",
    ],
)
def test_acknowledgements_that_name_nobody(check, text):
    assert check(with_end("Acknowledgements", text), authors=AUTHORS, emails=EMAILS).anonymous


@pytest.mark.parametrize(
    "text",
    [
        "This work was supported by the Shore Foundation under grant SF-2291.",
        "Supported by Shore Foundation grant SF-2291.",
    ],
)
def test_a_note_on_funding_outside_the_acknowledgements(kinds, text):
    assert kinds(text) == ["acknowledgement"]


def test_the_author_block(check):
    sheets = Sheets()
    sheets.title(
        "Zoë Brännström", "Institute of Oceanic Studies, Luleby", "zoe.brannstrom@ios-luleby.example"
    )
    sheets.heading("1  Introduction")
    sheets.prose(3)
    sheets.heading("References")
    sheets.entries()
    report = check(sheets, authors=AUTHORS, emails=EMAILS)
    assert {leak.kind for leak in report.leaks} == {"author_name", "affiliation", "email"}
    assert all(leak.page == 1 and leak.bbox for leak in report.leaks)
    name = next(leak for leak in report.leaks if leak.kind == "author_name")
    assert name.text == "Zoë Brännström"


def test_names_in_the_running_head(check):
    sheets = paper(3, head="Brännström et al.")
    sheets.heading("References")
    sheets.entries()
    report = check(sheets, authors=AUTHORS)
    assert {leak.kind for leak in report.leaks} == {"author_name"}


def test_a_name_at_the_foot_of_one_page_is_no_part_of_the_list_on_it(check):
    sheets = paper(2)
    sheets.heading("References")
    sheets.entries()
    sheets.put("Z. Brännström, draft of May", sheets.left, 50, 9)
    assert [leak.kind for leak in check(sheets, authors=AUTHORS).leaks] == ["author_name"]


@pytest.mark.parametrize(
    ("info", "kind"),
    [
        ({"/Author": "Zoe Brannstrom, Jose Nanduti"}, "metadata"),
        ({"/Author": "K. Stranger"}, "metadata"),
        ({"/Title": "brannstrom_final_v3.docx"}, "metadata"),
        ({"/Keywords": "tides; zoe.brannstrom@ios-luleby.example"}, "metadata"),
        ({"/Title": "/home/zbrann/papers/shore.tex"}, "file_path"),
        ({"/Source": "C:\\Users\\jnanduti\\shore.docx"}, "file_path"),
    ],
)
def test_what_the_document_information_tells(check, info, kind):
    report = check(with_text("Nothing."), info=info, authors=AUTHORS, emails=EMAILS)
    assert [leak.kind for leak in report.leaks] == [kind]
    assert report.leaks[0].page is None


@pytest.mark.parametrize("author", ["Anonymous Authors", "", "Microsoft Office User", "Submission 117"])
def test_document_information_that_tells_nothing(check, author):
    info = {
        "/Author": author,
        "/Creator": "TeX",
        "/Producer": "pdfTeX-1.40.24",
        "/Title": "A Survey of Shorelines",
    }
    assert check(with_text("Nothing."), info=info, authors=AUTHORS, emails=EMAILS).anonymous


def test_xmp_and_included_files(tmp_path):
    path = tmp_path / "hidden.pdf"
    with with_text("Nothing.").pdf() as pdf:
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Zoë Brännström"]
        pdf.pages[0].obj["/PTEX.FileName"] = "/Users/jnanduti/paper/figures/harbour.pdf"
        pdf.save(path)
    report = check_pdf(path, page_limit=8, authors=AUTHORS, emails=EMAILS)
    assert {leak.kind for leak in report.leaks} == {"metadata", "file_path"}


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("Contents", "ask Zoë Brännström about this", ["metadata"]),
        ("T", "Zoë Brännström", ["metadata"]),
        ("T", "K. Stranger", ["metadata"]),
        ("Contents", "check the tides", []),
        ("T", "Reviewer 2", []),
    ],
)
def test_notes_on_the_pages(tmp_path, key, value, found):
    path = tmp_path / "note.pdf"
    with with_text("Nothing.").pdf() as pdf:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[9, 9, 20, 20])
        note[f"/{key}"] = value
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([note])
        pdf.save(path)
    report = check_pdf(path, page_limit=8, authors=AUTHORS, emails=EMAILS)
    assert [leak.kind for leak in report.leaks] == found


def test_bookmarks_name_works_but_not_authors(tmp_path):
    for title, found in (
        ("Draft of Zoë Brännström", ["metadata"]),
        ("Comparison with Brännström et al.", []),
    ):
        path = tmp_path / "outline.pdf"
        with with_text("Nothing.").pdf() as pdf:
            with pdf.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(title, 0))
            pdf.save(path)
        report = check_pdf(path, page_limit=8, authors=AUTHORS, emails=EMAILS)
        assert [leak.kind for leak in report.leaks] == found


def test_names_that_are_words_tell_only_as_names(check):
    people = ("Field May", "Mary Long")
    sheets = with_text(
        "In May the field is long, and a long field may be seen (Long et al., 2019) near Long Field."
    )
    info = {"/Title": "Long fields in May", "/Keywords": "field; long"}
    assert check(sheets, info=info, authors=people, emails=("mlong@shore.example",)).leaks == ()
    report = check(with_text("This field was drawn by Mary Long herself, in May."), authors=people)
    assert [leak.kind for leak in report.leaks] == ["author_name"]


def test_a_version_that_shows_its_authors(kinds):
    link = "https://arxiv.org/abs/2401.01234"
    assert kinds(f"An extended version of this paper is available at {link} for all.") == ["identifying_link"]
    assert kinds(f"We compare with the method of {link} in a later section.") == []


def test_the_stamp_of_a_public_version(check):
    sheets = with_text("Nothing.")
    sheets.pages[0].append(
        "BT /roman 14 Tf 0 1 -1 0 30 300 Tm (arXiv:2501.01234v1  [cs.CV]  2 Jan 2025) Tj ET"
    )
    report = check(sheets, authors=AUTHORS)
    assert [(leak.kind, leak.page) for leak in report.leaks] == [("identifying_link", 1)]


def test_a_path_in_the_text(kinds):
    assert kinds("The tables lie in /home/zbrann/tides and are read once.") == ["file_path"]
    assert kinds("The tables lie in /home/user/tides and are read once.") == []


def test_an_orcid(check):
    sheets = with_text("Reach us by 0000-0002-1825-0097 in any register.")
    assert check(sheets, authors=AUTHORS).anonymous
    report = check(sheets, authors=AUTHORS, orcids=["https://orcid.org/0000-0002-1825-0097"])
    assert [leak.kind for leak in report.leaks] == ["identifying_link"]
