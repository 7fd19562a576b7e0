"""What this app puts into the registries when it is ready."""

from __future__ import annotations

from conference import jobs, mail_texts, refs
from reviews import sight_refs
from reviews.services import committee, conflicts, proposals


def register_all() -> None:
    committee.register()
    jobs.job_kind(proposals.JOB)(proposals.solve_proposal)
    jobs.job_kind(conflicts.JOB)(conflicts.do_search)
    refs.register(sight_refs.paper_refs)
    mail_texts.register(
        "assignment",
        "Papers assigned to a reviewer",
        papers="the papers, one a line",
        due="when reviews are due, in a sentence",
        link="the reviewer's page",
    )
    decision = {
        "title": "the paper's title",
        "number": "the paper's number",
        "remark": "the text for the authors",
        "reviews": "the reviews, as far as they are for authors",
        "link": "the paper's page",
    }
    mail_texts.register(
        "decision_accept", "Decision: accepted", **decision, presentation="how it is presented, in words"
    )
    mail_texts.register("decision_reject", "Decision: rejected", **decision)
