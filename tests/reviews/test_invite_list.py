"""Lists of people to invite, as chairs really have them."""

import pytest

from conference.pasted import decode
from reviews.invite_list import Entry, read_list, write_list


def people(text):
    found = read_list(text)
    assert not found.broken
    return [(entry.name, entry.email, entry.affiliation, entry.load) for entry in found.entries]


def broken(text):
    return [(item.row, item.reason) for item in read_list(text).broken]


def test_pasted_lines_hold_name_address_affiliation_and_load():
    text = """
    Zoë O’Brien-Nuñez <Zoe@Lake.example>, Lake Institute, 3
    plato@grove.example

    "Ibn Sina, A." <sina@clinic.example>, ETH, Zurich
    Ada <ada@engine.example>, 2
    """
    assert people(text) == [
        ("Zoë O’Brien-Nuñez", "zoe@lake.example", "Lake Institute", 3),
        ("", "plato@grove.example", "", None),
        ("Ibn Sina, A.", "sina@clinic.example", "ETH, Zurich", None),
        ("Ada", "ada@engine.example", "", 2),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("header", [True, False])
def test_a_table_is_read_with_each_delimiter_with_and_without_header(delimiter, header):
    rows = [["Jane Doe", "jane@hill.example", "Hill College", "5"], ["Bo", "bo@hill.example", "", ""]]
    if header:
        rows.insert(0, ["Name", "E-mail", "Affiliation", "Load"])
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert people(text) == [
        ("Jane Doe", "jane@hill.example", "Hill College", 5),
        ("Bo", "bo@hill.example", "", None),
    ]


def test_the_header_says_which_column_is_which():
    text = "load;mail;institution;notes;full name\n2;a@b.example;Somewhere;old friend;Ann Bee\n"
    assert people(text) == [("Ann Bee", "a@b.example", "Somewhere", 2)]


def test_a_column_says_how_many_papers_somebody_wants_at_least():
    (entry,) = read_list("email,at most,at least\na@b.example,4,2\n").entries
    assert (entry.load, entry.least) == (4, 2)
    assert read_list(write_list([entry])).entries == (entry,)
    ((row, reason),) = broken("email,at most,at least\na@b.example,4,5\n")
    assert (row, reason) == (2, "At least 5 papers are more than 4 at most.")


def test_quoted_cells_keep_their_commas():
    text = 'name,email,affiliation,load\n"Doe, Jane",jane@hill.example,"Dept. of Hills, Hill College",1\n'
    assert people(text) == [("Doe, Jane", "jane@hill.example", "Dept. of Hills, Hill College", 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_a_file_is_read_in_each_encoding_that_spreadsheets_write(encoding):
    text = "name,email\nJosé Müller,jose@lake.example\n"
    assert people(decode(text.encode(encoding))) == [("José Müller", "jose@lake.example", "", None)]


def test_a_broken_row_is_named_as_the_spreadsheet_counts_it():
    rows = ["name,email,affiliation,load", *(f"P{n},p{n}@x.example,X,3" for n in range(2, 101))]
    rows[56] = "P57,p57(at)x.example,X,3"
    found = read_list("\n".join(rows))
    assert [(item.row, item.reason) for item in found.broken] == [
        (57, "“p57(at)x.example” is not an e-mail address.")
    ]
    assert found.broken[0].text == "P57, p57(at)x.example, X, 3"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Jane,,Hill,3", "There is no e-mail address in this row."),
        ("Jane,jane@hill,Hill,3", "“jane@hill” is not an e-mail address."),
        ("Jane,jane@hill.example,Hill,many", "The load “many” is not a number from 1 to 100."),
        ("Jane,jane@hill.example,Hill,0", "The load “0” is not a number from 1 to 100."),
        ("Jane,jane@hill.example,Hill,101", "The load “101” is not a number from 1 to 100."),
        ("Jane,jane@hill.example,Hill,-1", "The load “-1” is not a number from 1 to 100."),
        ("J" * 201 + ",jane@hill.example", "The name is longer than 200 characters."),
        ("Jane,OK@hill.example", "ok@hill.example stands in row 1 already, with something else."),
        (
            "Jane <jane@hill.example>, Bo <bo@hill.example>",
            "There is more than one e-mail address in this row. Put one person in a row.",
        ),
        ('"Jane,jane@hill.example', "A quotation mark is opened and not closed as it should be."),
    ],
)
def test_what_is_wrong_with_a_row_is_said(row, reason):
    assert broken(f"Ok,ok@hill.example\n\n{row}\n") == [(3, reason)]


def test_a_row_with_more_cells_than_columns_is_not_guessed_at():
    reason = "There are more cells than the header has columns. Put quotation marks around commas."
    assert broken("name,email\nDoe, Jane,jane@hill.example\n")[0] == (2, reason)


def test_a_row_that_repeats_another_is_taken_once_and_told():
    found = read_list("Ok <ok@hill.example>, Hill, 3\n\nBo <bo@hill.example>\n Ok <OK@hill.example>,Hill,3\n")
    assert [entry.row for entry in found.entries] == [1, 3]
    assert (found.broken, found.repeated) == ((), (4,))


def test_nothing_is_an_empty_list():
    assert read_list(" \n\n") == read_list("name,email\n")
    assert read_list("").entries == ()


def test_too_many_people_are_refused():
    text = "\n".join(f"p{n}@x.example" for n in range(1001))
    assert broken(text) == [(1001, "One list takes at most 1000 people; this one has 1001. Cut it in two.")]


def test_what_is_written_is_read_back():
    entries = [
        Entry(2, "jane@hill.example", "Doe, Jane", 'The "Hill", here', 4),
        Entry(3, "bo@hill.example", "", "", None),
    ]
    assert list(read_list(write_list(entries)).entries) == entries
