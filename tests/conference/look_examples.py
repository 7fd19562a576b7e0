"""What the style guide shows: an invented workshop with invented people and papers."""

from __future__ import annotations

from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.core.paginator import Paginator

TITLES = [
    "Counting Sand Dunes from Orbit with Weakly Supervised Segmentation",
    "Does Cloud Cover Bias Our Benchmarks? An Audit of Eleven Land-Use Datasets",
    "A Small Model for Slow Rivers: Sediment Forecasts at 10 m Resolution",
    "Equivariant Attention for Radar Time Series",
    "What Annotators See: Disagreement in Crop-Type Labels",
    "Learning $O(\\log n)$ Embeddings of Coastline Change",
    "Glacier Fronts without Labels",
    "Retrieval before Regression: Soil Moisture from Sparse Stations",
    "Towards a Carbon Account of Pre-Training on Satellite Imagery",
    "On the Calibration of Flood Maps",
    "Night Lights, Missing Data and the Limits of Imputation",
    "One Tile at a Time: Streaming Inference aboard a Small Satellite",
]
AUTHORS = [
    "Ana Țepeș, Jonas Öberg",
    "Mei-Ling Ostrander, Rahul Vaswani, Eun-ji Bae",
    "Łucja Wiśniewska",
    "Thandiwe Mokoena, Pierre-Yves d’Aubigné",
    "Nguyễn Thị Hạnh, Sofía Cárdenas, Tomás Cárdenas",
    "Ingrid Solheim, Kwabena Ofori",
    "Yara Haddad",
    "Çağla Demirsoy, Owen Prythergch",
    "Mateus Figueiredo, Aino Lehtovaara, Sam Okonkwo",
    "Hana Dvořáková, Lwazi Ndlela",
    "Petra van der Meulen",
    "Arjun Ramaswamy, Élodie Garnier",
]
STATES = ["under_review", "accepted", "submitted", "in_discussion", "draft", "accepted", "rejected", "withdrawn",
          "under_review", "desk_rejected", "accepted", "submitted"]  # fmt: skip
SCORES = [[7, 8, 6], [8, 9, 8], [5], [6, 3, 8], [], [7, 7, 9], [3, 4, 3], [], [6, 6], [], [8, 7, 5], []]
TRACKS = ["Full papers", "Short papers", "Full papers", "Tutorials"]
ABSTRACT = (
    "We ask how much of the reported progress in land-cover mapping survives when every image with more than ten per "
    "cent cloud is put back. Over eleven public datasets the mean error grows by a factor of 1.6, and the order of the "
    "methods changes in four of them. We release the masks and a loader, so that others need not leave the weather out."
)


class PaperForm(forms.Form):
    title = forms.CharField(
        max_length=200, help_text="As it should appear in the programme. Formulas in $…$ are set."
    )
    abstract = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), help_text="At most 300 words.")
    track = forms.ChoiceField(
        choices=[
            ("full", "Full paper, 8 pages"),
            ("short", "Short paper, 4 pages"),
            ("tutorial", "Tutorial"),
        ],
        widget=forms.RadioSelect(attrs={"class": "choices-cards"}),
    )
    topics = forms.MultipleChoiceField(
        required=False,
        choices=enumerate(
            [
                "Earth observation",
                "Weak supervision",
                "Benchmarks and data",
                "Uncertainty",
                "Hydrology",
                "Agriculture",
            ]
        ),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-columns"}),
    )
    presenter_email = forms.EmailField(label="E-mail of the presenter")
    zone = forms.ChoiceField(
        label="Time zone", choices=[("aoe", "Anywhere on Earth"), ("sg", "Asia/Singapore")]
    )
    deadline = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    paper = forms.FileField(
        help_text="One PDF, at most 20 MB.", widget=forms.FileInput(attrs={"accept": ".pdf"})
    )
    score = forms.ChoiceField(
        choices=[(n, n) for n in range(1, 11)],
        widget=forms.RadioSelect(attrs={"class": "choices-cards"}),
        help_text="1: trivial or wrong. 5: borderline. 10: award quality.",
    )
    consent = forms.BooleanField(
        label="All authors agree to this submission",
        help_text="They each get a mail with the title and the author list.",
    )


class FilterForm(forms.Form):
    q = forms.CharField(label="Search", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    track = forms.ChoiceField(required=False, choices=[("", "All tracks"), ("full", "Full papers")])
    state = forms.ChoiceField(required=False, choices=[("", "Any state"), ("submitted", "Submitted")])


class AuthorForm(forms.Form):
    name = forms.CharField()
    email = forms.EmailField(label="E-mail")
    affiliation = forms.CharField(required=False)


def _papers() -> list[Thing]:
    rows = zip(TITLES, AUTHORS, STATES, SCORES, strict=True)
    return [
        Thing(
            number=i + 11,
            title=t,
            authors=a,
            state=s,
            scores=c,
            track=TRACKS[i % 4],
            reviews=f"{len(c)} of 3",
        )
        for i, (t, a, s, c) in enumerate(rows)
    ]


def _nav() -> list[Thing]:
    rows = [
        ("Overview", "", None),
        ("Call and dates", "Set-up", None),
        ("Tracks and forms", "Set-up", None),
        ("People and roles", "Set-up", 7),
        ("Submissions", "Papers", 48),
        ("Reviewers", "Review", 31),
        ("Conflicts", "Review", 112),
        ("Assignment", "Review", None),
        ("Reviews", "Review", "96/144"),
        ("Decisions", "Decide", None),
        ("Mail", "Decide", 3),
        ("Sessions", "Programme", 9),
        ("Public site", "Programme", None),
    ]
    return [Thing(label=n, url="#", current=n == "Submissions", count=c, group=g) for n, g, c in rows]


def _agenda() -> list[Thing]:
    link = "#"
    return [
        Thing(start="09:00", end="09:10", title="Opening", kind="", people="The organizers"),
        Thing(
            start="09:10",
            end="09:55",
            kind="Keynote",
            title="Maps That Admit They Do Not Know",
            place="Room 204",
            links=[Thing(label="Slides", url=link), Thing(label="Recording", url=link)],
            people="Ifeoma Brandt, Institute for Coastal Observation",
            url=link,
            text="What would a map look like that showed how sure it is of each field? A tour from error ellipses to "
            "conformal sets, with three things that failed.",
        ),
        Thing(start="09:55", end="10:15", title="Coffee", pause=True),
        Thing(
            start="10:15",
            end="11:00",
            kind="Spotlights",
            title="Water and ice",
            now=True,
            talks=[Thing(title=TITLES[i], people=AUTHORS[i], url=link) for i in (2, 6, 9)],
        ),
        Thing(start="11:00", end="12:00", kind="Posters", title="Poster session", people="24 papers, hall B"),
        Thing(start="12:00", end="13:30", title="Lunch", pause=True),
        Thing(
            start="13:30",
            end="14:30",
            kind="Panel",
            title="Who Owns the Label?",
            people="Yara Haddad, Sam Okonkwo, Hana Dvořáková; moderated by Jonas Öberg",
        ),
    ]


def context() -> dict[str, Any]:
    """Everything ``styleguide.html`` needs, apart from the request."""
    papers = _papers()
    bound = PaperForm(
        {
            "title": TITLES[1],
            "abstract": ABSTRACT,
            "track": "short",
            "presenter_email": "rahul at uni",
            "score": "7",
        }
    )
    formset = forms.formset_factory(AuthorForm, extra=0, can_order=True, can_delete=True)
    people = [
        {"name": "Mei-Ling Ostrander", "email": "mei@north.example", "affiliation": "Northfield University"},
        {"name": "Rahul Vaswani", "email": "rahul@north.example", "affiliation": "Northfield University"},
        {"name": "Eun-ji Bae", "email": "eunji@tideline.example", "affiliation": "Tideline Labs"},
    ]
    return {
        "workshop": Thing(acronym="SlowSense 2026", title="Second Workshop on Slow Remote Sensing", slug="slowsense"),
        "nav": _nav(),
        "sections": [Thing(label=n, url="#") for n in ("Call", "Dates", "Programme", "Papers")],
        "papers": papers,
        "page": Paginator(range(48), 12).page(2),
        "sort": "-score",
        "abstract": ABSTRACT,
        "form": bound,
        "fresh_form": PaperForm(prefix="fresh"),
        "filter_form": FilterForm({}, auto_id="filter_%s"),
        "authors": formset(initial=people, prefix="authors"),
        "agenda": _agenda(),
        "facts": [
            Thing(label="When", value="Monday, 27 April 2026"),
            Thing(label="Where", value="Room 204, Riverside Centre"),
            Thing(label="With", value="Conference on Patient Systems"),
            Thing(label="Submissions", value="until 3 February, Anywhere on Earth"),
        ],
        "plate_actions": [Thing(label="Submit a paper", url="#", primary=True), Thing(label="Read the call", url="#")],
        "crumbs": [Thing(label="SlowSense 2026", url="#"), Thing(label="Submissions", url="#")],
        "steps": [
            Thing(label="Call", url="#", state="done"),
            Thing(label="Submission", url="#", state="done"),
            Thing(label="Review", url="#", state="current"),
            Thing(label="Decisions", url="#", state="open"),
            Thing(label="Programme", url="#", state="open"),
        ],
        "tabs": [
            Thing(label="All", url="#", current=True, count=48),
            Thing(label="Needs a reviewer", url="#", count=5),
            Thing(label="Withdrawn", url="#", count=2),
        ],
        "old_dates": ["27 January 2026"],
        "links": [Thing(label="PDF", url="#"), Thing(label="Poster", url="#"), Thing(label="Cite", url="#")],
        "bulk": [
            Thing(value="remind", label="Send a reminder", confirm=""),
            Thing(value="reject", label="Reject", confirm="Reject the chosen papers? Nobody is told before you release."),
        ],
        "facts_of_paper": [
            Thing(label="Track", value="Short papers"),
            Thing(label="Submitted", value="1 February 2026, 22:14 Anywhere on Earth"),
            Thing(label="Main text", value="4 pages, within the limit of 4"),
            Thing(label="Supplement", value=""),
        ],
        "mail": "Dear Mei-Ling Ostrander,\n\nwe are glad to accept your paper as a spotlight. Please send the final "
        "version until 20 March.\n\nThe chairs of SlowSense 2026",
        "job": Thing(label="Sending 48 mails", state="running", done=31, total=48, error=""),
        "problems": ["Page 1 names an author: “R. Vaswani”.", "The metadata holds the author “mostrander”."],
        "states": ["draft", "submitted", "under_review", "in_discussion", "accepted", "rejected", "desk_rejected",
                   "withdrawn", "invited", "declined", "confirmed", "tentative", "published", "failed"],
    }  # fmt: skip
