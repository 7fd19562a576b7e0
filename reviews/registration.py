"""What this app puts into the registries when it is ready; the reviewing season's part is in ``season``."""

from __future__ import annotations

from conference import due, jobs, mail_texts, navigation, refs, road
from conference.services.workshops import on_copy
from reviews import after_acceptance, personal, season, sight_refs
from reviews.selectors.bids import bids_due
from reviews.selectors.committee_road import assignment_step, reviewers_step
from reviews.selectors.conflicts import JOB as FIND_CONFLICTS
from reviews.selectors.preferences import committee_due
from reviews.services import assignment, bids, committee, conflicts, forgetting, next_edition, proposals

CHAIR_PAGES = (
    (300, "Papers", "papers"),
    (301, "Reviewers", "reviewers"),
    (302, "Conflicts", "conflicts"),
    (303, "Bids", "chair_bids"),
    (304, "Assignment", "assignment"),
)


def register_all() -> None:
    """Fill the registries; called once."""
    committee.register()
    personal.declare_all()
    forgetting.register()
    on_copy(next_edition.copy_reviewing)
    jobs.job_kind(proposals.JOB)(proposals.solve_proposal)
    jobs.job_kind(FIND_CONFLICTS)(conflicts.do_search)
    refs.register(sight_refs.paper_refs)
    for order, label, name in CHAIR_PAGES:
        navigation.register(
            "chair", label, f"reviews:{name}", order=order, group="Reviewing", shown=navigation.for_chairs
        )
    due.register(committee_due)
    due.register(bids_due)
    road.register(reviewers_step, order=40)
    road.register(assignment_step, order=50)
    _register_mails()
    season.register()
    after_acceptance.register()


def _register_mails() -> None:
    mail_texts.register(
        "assignment",
        "Papers assigned to a reviewer",
        papers="the papers, one a line",
        due="when reviews are due, in a sentence",
        link="the reviewer's page",
    )
    mail_texts.register(
        assignment.EMERGENCY_MAIL,
        "A late review to an emergency reviewer",
        papers="the paper",
        due="when reviews are due, in a sentence",
        link="the reviewer's page",
    )
    mail_texts.register(
        assignment.AREA_CHAIR_MAIL,
        "Papers given to an area chair",
        papers="the papers, one a line",
        link="the page of their papers",
    )
    mail_texts.register(
        assignment.MOVED_MAIL,
        "Papers that are with another reviewer now",
        papers="the papers, one a line",
        link="the reviewer's page",
    )
    mail_texts.register(
        bids.MAIL,
        "Bids asked for",
        due="when bids are due, in a sentence",
        link="the reviewer's page of bids",
    )
    mail_texts.to_many("assignment", assignment.AREA_CHAIR_MAIL, assignment.MOVED_MAIL, bids.MAIL)
