"""Which organisation an address stands for."""

from __future__ import annotations

import json
import socket
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference import domains
from conference.domains import (
    covers,
    email_key,
    host_of,
    is_independent,
    organisation,
    registrable,
    stands_for_nobody,
)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("cs.maple.example", "cs.maple.example"),
        ("CS.Maple.EXAMPLE.", "cs.maple.example"),
        (" ada@cs.maple.example ", "cs.maple.example"),
        ("Ada Nwosu <ada@maple.example>", "maple.example"),
        ("https://www.maple.example:8443/~ada?x=1#y", "maple.example"),
        ("mailto:ada@maple.example", "maple.example"),
        ("maple.example/people", "maple.example"),
        ("xn--bcher-kva.example", "bücher.example"),
        ("bu\u0308cher.example", "bücher.example"),
        ("xn--strae-oqa.example", "straße.example"),
        ("localhost", ""),
        ("192.0.2.7", ""),
        ("University of Maple", ""),
        ("", ""),
    ],
)
def test_a_host_is_found_in_whatever_people_type(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("eng.cam.ac.uk", "cam.ac.uk"),
        ("itu.edu.tr", "itu.edu.tr"),
        ("lab.firm.com.br", "firm.com.br"),
        ("usp.br", "usp.br"),
        ("a.b.u-tokyo.ac.jp", "u-tokyo.ac.jp"),
        ("ac.uk", ""),
        ("edu.au", ""),
        ("lab-one.github.io", "lab-one.github.io"),
        ("github.io", "github.io"),
        ("cs.maple.example", "maple.example"),
    ],
)
def test_the_registrable_domain_lies_under_the_public_suffix(address: str, domain: str) -> None:
    assert registrable(address) == domain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cs.stanford.edu", "stanford.edu"),
        ("eng.cam.ac.uk", "cl.cam.ac.uk"),
        ("google.com", "deepmind.com"),
        ("research.google", "google.co.jp"),
        ("amazon.de", "amazon.co.uk"),
        ("fb.com", "meta.com"),
        ("research.microsoft.com", "microsoft.de"),
        ("zurich.ibm.com", "ibm.com"),
        ("u.nus.edu", "comp.nus.edu.sg"),
        ("ic.ac.uk", "imperial.ac.uk"),
        ("is.mpg.de", "mpi-inf.mpg.de"),
        ("jpl.nasa.gov", "gsfc.nasa.gov"),
    ],
)
def test_one_organisation_under_two_domains(one: str, other: str) -> None:
    assert organisation(one)
    assert organisation(one) == organisation(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cam.ac.uk", "ucl.ac.uk"),
        ("itu.edu.tr", "metu.edu.tr"),
        ("um.com.br", "dois.com.br"),
        ("nus.edu.sg", "ntu.edu.sg"),
        ("metoffice.gov.uk", "defra.gov.uk"),
        ("one.github.io", "two.github.io"),
        ("notgoogle.com", "google.com"),
        ("google.maple.example", "google.com"),
        ("esa.int", "ecmwf.int"),
    ],
)
def test_two_organisations(one: str, other: str) -> None:
    assert organisation(one)
    assert organisation(other)
    assert organisation(one) != organisation(other)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("gmail.com", "public_mail"),
        ("GMX.de", "public_mail"),
        ("yahoo.co.jp", "public_mail"),
        ("vip.163.com", "public_mail"),
        ("hotmail.com.tr", "public_mail"),
        ("vip.sina.com.cn", "public_mail"),
        ("mweb.co.za", "public_mail"),
        ("ieee.org", "forwarding"),
        ("mail.acm.org", "forwarding"),
        ("alumni.ethz.ch", "forwarding"),
        ("alum.mit.edu", "forwarding"),
        ("maple-alumni.example", "forwarding"),
        ("post.harvard.edu", "forwarding"),
        ("independent-researcher.org", "independent"),
        ("Independent", "independent"),
        ("ac.uk", "none"),
        ("", "none"),
    ],
)
def test_addresses_that_name_no_employer(address: str, reason: str) -> None:
    assert stands_for_nobody(address) == reason
    assert organisation(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "yahooinc.com",
        "yandex-team.ru",
        "navercorp.com",
        "live.unc.edu",
        "harvard.edu",
        "alumnos.upm.es",
        "apple.com",
    ],
)
def test_neighbours_of_such_addresses_do_name_one(address: str) -> None:
    assert organisation(address)


def test_independent_is_a_word_and_not_a_part_of_a_name() -> None:
    assert is_independent("Independent Researcher")
    assert is_independent("self-employed")
    assert not is_independent("Independent University, Bangladesh")
    assert not is_independent("")


def test_a_declared_domain_covers_what_lies_under_it() -> None:
    assert covers("stanford.edu", "cs.stanford.edu")
    assert covers("cs.stanford.edu", "vision.cs.stanford.edu")
    assert covers("google.com", "deepmind.com")
    assert covers("deepmind.com", "google.com")
    assert not covers("cs.stanford.edu", "law.stanford.edu")
    assert not covers("cs.stanford.edu", "stanford.edu")
    assert not covers("ford.edu", "stanford.edu")
    assert not covers("ac.uk", "cam.ac.uk")
    assert not covers("gmail.com", "gmail.com")


def test_addresses_compare_without_case_and_decoration() -> None:
    assert email_key(" Ada.Nwosu@Maple.Example ") == email_key("Ada <ada.nwosu@maple.example>")
    assert email_key("ada@maple.example") != email_key("ada@oak.example")


@given(st.text(max_size=60))
def test_any_text_has_an_answer_and_the_answer_is_final(text: str) -> None:
    found = organisation(text)
    assert organisation(found) == found
    assert registrable(registrable(text)) in {registrable(text), ""}


def test_nothing_is_fetched_nor_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise AssertionError("a look-up must not leave the process")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("tldextract.cache.DiskCache.set", refuse)
    assert registrable("never.asked-before.ac.nz") == "asked-before.ac.nz"


def test_no_domain_belongs_to_two_organisations() -> None:
    groups = json.loads((domains.DATA / "domain_aliases.json").read_text("utf-8"))
    listed = [alias for aliases in groups.values() for alias in aliases]
    assert len(listed) == len(set(listed))
    assert not set(listed) & set(groups)
    for canonical in groups:
        assert organisation(canonical) == canonical
    for canonical, aliases in groups.items():
        assert {organisation(alias) for alias in aliases if "*" not in alias} <= {canonical}
