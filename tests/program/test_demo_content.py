"""The demo's content: the facts of the real editions, the consistency of the invented ones, the papers made for them."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import shutil

import pikepdf
import pypdfium2
import pytest

from program.demo import checking, content, lively, papers, paperwork, structuring

ABSTRACT = "We ask how far a model of snow depth may be trusted in a valley without stations. " * 8
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
REAL_EDITIONS = ("terrabytes_2025", "ml4rs_2025", "ml4rs_2026")


@pytest.fixture(scope="module")
def demo():
    return content.load()


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(content.DATA, tmp_path / "data")


def edit(folder, name, change):
    path = folder / f"{name}.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def times(workshop):
    return [(slot.start, slot.end, slot.kind) for slot in workshop.program]


class TestTerraBytes:
    def test_counts(self, demo):
        edition = demo.workshops["terrabytes-2025"]
        assert len(edition.accepted_papers) == 24
        assert [paper.track for paper in edition.accepted_papers] == ["full"] * 11 + ["short"] * 13
        assert len(edition.program_committee) == 57
        assert len(edition.organizers) == 10
        assert [speaker.name for speaker in edition.speakers] == ["Sujit Roy", "Razvan Cosac", "Erin Trochim"]
        assert [sponsor.name for sponsor in edition.sponsors] == [
            "CopernicusLAC Chile",
            "CMM",
            "Proyecto Basal ANID FB210005",
        ]

    def test_day(self, demo):
        assert times(demo.workshops["terrabytes-2025"]) == [
            ("09:00", "09:10", "opening"),
            ("09:10", "09:50", "keynote"),
            ("09:50", "10:10", "spotlights"),
            ("10:10", "10:40", "break"),
            ("10:40", "11:20", "keynote"),
            ("11:20", "12:00", "spotlights"),
            ("12:00", "13:15", "break"),
            ("13:15", "14:00", "spotlights"),
            ("14:00", "15:00", "posters"),
            ("15:00", "15:30", "break"),
            ("15:30", "16:10", "keynote"),
            ("16:10", "17:10", "panel"),
            ("17:10", "17:20", "talk"),
            ("17:20", "17:30", "closing"),
        ]

    def test_recordings_and_panel(self, demo):
        day = {slot.key: slot for slot in demo.workshops["terrabytes-2025"].program}
        assert sum(bool(slot.recording) for slot in day.values()) == 7
        assert day["closing"].recording == "https://slideslive.com/39044638/closing-remarks"
        assert [panelist.name for panelist in day["panel"].panelists] == [
            "Ritwik Gupta",
            "Tanya Nair",
            "Ryan Avery",
            "Mikhail Klassen",
        ]

    def test_dates_keep_the_extension_and_the_open_one(self, demo):
        dates = {date.key: date for date in demo.workshops["terrabytes-2025"].dates}
        assert dates["submission_deadline"].at == "2025-05-23T23:59:59"
        assert dates["submission_deadline"].previously == ("2025-05-16T23:59:59",)
        assert dates["camera_ready"].at is None

    def test_names_are_kept_letter_by_letter(self, demo):
        edition = demo.workshops["terrabytes-2025"]
        authors = {author for paper in edition.accepted_papers for author in paper.authors}
        assert {"Nicolás Gonzalo Isla Fernández", "Christian Mollière", "ILDAR KHABIBRAKHMANOV"} <= authors
        committee = {member.name: member.affiliation for member in edition.program_committee}
        assert committee["Riccardo Contu"] == 'University of Roma "La Sapienza"'
        assert committee["RITU YADAV"] == "KTH Royal Institute of Technology"

    def test_every_full_length_paper_has_a_talk_and_each_session_is_filled(self, demo):
        edition = demo.workshops["terrabytes-2025"]
        assert all(paper.spotlight for paper in edition.accepted_papers if paper.track == "full")
        talks: dict[str, list[tuple[int, int]]] = {}
        for paper in edition.accepted_papers:
            if paper.spotlight:
                talk = paper.spotlight
                talks.setdefault(talk.session, []).append((talk.order, talk.minutes))
        for slot in edition.program:
            if slot.kind == "spotlights":
                assert sorted(order for order, _ in talks[slot.key]) == list(
                    range(1, len(talks[slot.key]) + 1)
                )
                assert sum(length for _, length in talks[slot.key]) == checking.minutes(slot)
        assert sorted(paper.board for paper in edition.accepted_papers) == list(range(1, 25))

    def test_papers_link_to_their_reviews_page(self, demo):
        links = {paper.openreview for paper in demo.workshops["terrabytes-2025"].accepted_papers}
        assert len(links) == 24
        assert "https://openreview.net/forum?id=1ozeeVxfNd" in links


class TestMl4rs:
    def test_planned_edition(self, demo):
        edition = demo.workshops["ml4rs-2025"]
        assert len(edition.program) == 12
        assert times(edition)[0] == ("09:00", "09:10", "opening")
        assert times(edition)[-1] == ("17:30", "17:35", "closing")
        assert len(edition.organizers) == 10
        assert [(past.year, past.place, past.submissions) for past in edition.previous_editions] == [
            (2023, "Kigali", 45),
            (2024, "Vienna", 71),
        ]
        panel = next(slot for slot in edition.program if slot.kind == "panel")
        assert [(p.name, p.status) for p in panel.panelists[:2]] == [
            ("Ying Tu", "confirmed"),
            ("Ate Poortinga", "confirmed"),
        ]
        assert {panelist.status for panelist in panel.panelists[2:]} == {"to invite"}

    def test_open_call(self, demo):
        edition = demo.workshops["ml4rs-2026"]
        assert [(track.key, track.page_limit) for track in edition.tracks] == [
            ("workshop", 4),
            ("tiny", 2),
            ("tutorials", 4),
        ]
        assert [opt_in.key for opt_in in edition.tracks[0].opt_ins] == ["grsl"]
        assert edition.topics[1].name == "✍🏽 Active learning and annotation efficiency"
        assert {date.key: date.at for date in edition.dates} == {
            "submission_deadline": "2026-02-06T23:59:59",
            "notification": "2026-03-01",
            "workshop": ("2026-04-26", "2026-04-27"),
        }
        assert len(edition.organizers) == 8


class TestInventedPeople:
    def test_enough_of_each_kind(self, demo):
        roles = [person.role for person in demo.people.values()]
        assert {role: roles.count(role) for role in set(roles)} == {
            "author": 45,
            "reviewer": 32,
            "chair": 3,
            "area_chair": 2,
            "site_editor": 1,
        }

    def test_no_address_outside_example(self):
        found = [
            address
            for path in content.DATA.glob("*.json")
            for address in ADDRESS.findall(path.read_text(encoding="utf-8"))
        ]
        assert len(found) > 80
        assert [address for address in found if not address.endswith(".example")] == []

    def test_none_bears_a_name_of_the_real_editions(self, demo):
        real = set()
        for slug in ("terrabytes-2025", "ml4rs-2025", "ml4rs-2026"):
            edition = demo.workshops[slug]
            real |= {
                member.name for member in (*edition.organizers, *edition.program_committee, *edition.speakers)
            }
            real |= {author for paper in edition.accepted_papers for author in paper.authors}
        assert "Esther Rolf" in real
        assert real.isdisjoint(person.name for person in demo.people.values())

    def test_no_real_edition_holds_a_review(self, demo):
        assert any(paper.reviews for paper in demo.seasons["fieldnotes-2026"].submissions)
        assert not any(paper.reviews for paper in demo.seasons["ml4rs-2026"].submissions)
        for name in REAL_EDITIONS:
            text = (content.DATA / f"{name}.json").read_text(encoding="utf-8")
            assert '"reviews"' not in text
            assert '"score"' not in text


class TestSeasons:
    def test_open_call_has_papers_in_every_state(self, demo):
        season = demo.seasons["ml4rs-2026"]
        states = [paper.state for paper in season.submissions]
        assert (states.count("submitted"), states.count("draft"), states.count("withdrawn")) == (27, 5, 2)
        answers = [reviewer.status for reviewer in season.reviewers]
        assert (answers.count("accepted"), answers.count("invited"), answers.count("declined")) == (12, 5, 2)
        leaks = sorted(paper.pdf.leak for paper in season.submissions if paper.pdf and paper.pdf.leak)
        assert leaks == ["email", "name"]
        limits = {track.key: track.page_limit for track in demo.workshops["ml4rs-2026"].tracks}
        # The last page holds the references only.
        too_long = [p.number for p in season.submissions if p.pdf and p.pdf.pages - 1 > limits[p.track]]
        assert len(too_long) == 1

    def test_review_season_is_full(self, demo):
        season = demo.seasons["fieldnotes-2026"]
        reviewed = [paper for paper in season.submissions if paper.state == "submitted"]
        assert len(reviewed) == 28
        assert {len(paper.reviews) for paper in reviewed} == {3}
        assert len({review.reviewer for paper in reviewed for review in paper.reviews}) == 20
        scores = {review.score for paper in reviewed for review in paper.reviews if review.score}
        assert min(scores) <= 3
        assert max(scores) >= 9
        states = {review.state for paper in reviewed for review in paper.reviews}
        assert states == {"submitted", "draft", "missing"}
        outcomes = {paper.decision.outcome if paper.decision else None for paper in reviewed}
        assert outcomes == {"oral", "spotlight", "poster", "reject", None}

    def test_news_awards_and_lists_name_invented_people_only(self, demo):
        given = lively.load()
        assert list(lively.problems(given, demo.people)) == []
        invented = {"fieldnotes-2026", "fieldnotes-2024"}
        assert given.workshops == invented
        lost = dataclasses.replace(given.awards[0], person="Ada Nobody")
        wrong = dataclasses.replace(given.lists[0].people[0], choice="Nothing")
        bad = dataclasses.replace(
            given, awards=(lost,), lists=(dataclasses.replace(given.lists[0], people=(wrong,)),)
        )
        assert list(lively.problems(bad, demo.people)) == [
            "“Dinner by the harbour” does not offer Nothing", "Ada Nobody is nobody of the demo",
        ]  # fmt: skip

    def test_its_paperwork_fits_its_papers(self, demo):
        given = paperwork.load()
        season = demo.seasons[given.workshop]
        assert list(paperwork.problems(given, season)) == []
        lost = dataclasses.replace(given, findings=(dataclasses.replace(given.findings[0], paper=1),))
        assert list(paperwork.problems(lost, season)) == ["#1 has nothing to answer"]
        lost = dataclasses.replace(given, final=(dataclasses.replace(given.final[0], presenter="mutesi"),))
        assert list(paperwork.problems(lost, season)) == ["#16 is presented by somebody else"]

    def test_no_review_by_a_colleague_or_co_author(self, demo):
        def domains(key):
            return {a.domain for a in demo.people[key].affiliations if a.end is None or a.end >= 2024}

        def co_authors(key):
            recent = (pub for pub in demo.people[key].publications if pub.year >= 2024)
            return {name for publication in recent for name in publication.authors}

        for paper in demo.seasons["fieldnotes-2026"].submissions:
            for review in paper.reviews:
                for author in paper.authors:
                    assert domains(review.reviewer).isdisjoint(domains(author))
                    assert demo.people[author].name not in co_authors(review.reviewer)


class TestChecking:
    def test_what_is_stored_is_consistent(self, demo):
        checking.check(demo)

    @pytest.mark.parametrize(
        ("name", "change", "problem"),
        [
            (
                "season_2026",
                lambda d: d["submissions"][0]["authors"].append("nobody"),
                "author nobody does not exist",
            ),
            ("season_2026", lambda d: d["submissions"][0].update(track="long"), "track long does not exist"),
            ("fieldnotes_2026", lambda d: d["submissions"][0].update(topics=["x"]), "topic x does not exist"),
            ("fieldnotes_2026", lambda d: d["submissions"][0].update(abstract="Short."), "has 1 words"),
            ("fieldnotes_2026", lambda d: d["submissions"][0]["reviews"][0].update(score=11), "is 11"),
            (
                "fieldnotes_2026",
                lambda d: d["submissions"][0]["reviews"][0].update(reviewer="adeyemi"),
                "reviewer adeyemi does not exist",
            ),
            ("people", lambda d: d["people"][0].update(email="a@b.org"), "outside .example"),
            (
                "terrabytes_2025",
                lambda d: d["program"][1].update(speakers=["No One"]),
                "speaker No One does not exist",
            ),
            ("terrabytes_2025", lambda d: d["accepted_papers"][0].update(board=2), "a board is used twice"),
            ("terrabytes_2025", lambda d: d["program"][2].update(end="10:00"), "take 20 of 10 minutes"),
        ],
    )
    def test_a_broken_reference_is_named(self, folder, name, change, problem):
        checking.check(content.read(folder))
        edit(folder, name, change)
        with pytest.raises(checking.ContentError, match=re.escape(problem)):
            checking.check(content.read(folder))

    def test_a_review_against_a_declared_conflict_is_named(self, demo):
        season = demo.seasons["fieldnotes-2026"]
        paper = season.submissions[0]
        conflict = content.Conflict(paper.reviews[0].reviewer, paper.authors[0], "shared office")
        broken = dataclasses.replace(season, conflicts=(*season.conflicts, conflict))
        with pytest.raises(checking.ContentError, match="declared a conflict"):
            checking.check(dataclasses.replace(demo, seasons={"fieldnotes-2026": broken}))

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (lambda d: d["people"][0].update(nickname="Fola"), r"people: unknown \['nickname'\]"),
            (lambda d: d["people"][0].pop("email"), r"people: missing \['email'\]"),
            (
                lambda d: d["people"][0]["affiliations"][0].update(start="2018"),
                r"affiliations\[0\].start: expected int",
            ),
        ],
    )
    def test_a_wrong_shape_is_named_with_its_place(self, folder, change, problem):
        edit(folder, "people", change)
        with pytest.raises(structuring.StructureError, match=problem):
            content.read(folder)


def pages_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


class TestMakePaper:
    @pytest.mark.parametrize(
        ("style", "pages"), [("icml", 1), ("icml", 3), ("icml", 5), ("iclr", 2), ("iclr", 3), ("iclr", 5)]
    )
    def test_has_the_pages_asked_for_and_ends_with_references(self, style, pages):
        texts = pages_of(papers.make_paper("Snow in a Valley", ABSTRACT, "seed", pages=pages, style=style))
        assert len(texts) == pages
        with_references = [
            number
            for number, text in enumerate(texts, 1)
            if re.search(r"references\r?\n", text, re.IGNORECASE)
        ]
        assert with_references == [pages]
        assert "anonymous authors" in texts[0].lower()

    def test_appendix_follows_the_references(self):
        texts = pages_of(papers.make_paper("Snow", ABSTRACT, "seed", pages=4, style="iclr", appendix=True))
        assert len(texts) == 4
        assert "REFERENCES" in texts[2].upper()
        assert "FURTHER DETAIL" in texts[3].upper()

    def test_same_input_same_bytes_other_seed_other_text(self):
        first, again, other = (
            papers.make_paper("Snow", ABSTRACT, seed, pages=2, style="iclr") for seed in ("a", "a", "b")
        )
        assert first == again
        assert pages_of(first) != pages_of(other)

    @pytest.mark.parametrize(
        ("leak", "given_away"), [("name", "Wulandari"), ("email", "wulandari@peat.example")]
    )
    def test_leaks_only_what_it_is_asked_to(self, leak, given_away):
        author = papers.PaperAuthor("Wulandari", "wulandari@peat.example")

        def text(chosen):
            pdf = papers.make_paper(
                "Peat", ABSTRACT, "seed", pages=2, style="iclr", leak=chosen, authors=[author]
            )
            with pikepdf.open(io.BytesIO(pdf)) as document:
                assert "/Author" not in document.docinfo
            return "".join(pages_of(pdf))

        assert given_away in text(leak)
        assert "wulandari" not in text(None).lower()

    def test_refuses_what_it_cannot_make(self):
        with pytest.raises(ValueError, match="needs an author"):
            papers.make_paper("Snow", ABSTRACT, "seed", pages=2, style="iclr", leak="name")
        with pytest.raises(ValueError, match="too few"):
            papers.make_paper("Snow", ABSTRACT, "seed", pages=0, style="iclr")
        with pytest.raises(ValueError, match="does not make 40 pages"):
            papers.make_paper("Snow", ABSTRACT, "seed", pages=40, style="iclr")
