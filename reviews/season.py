"""What the reviewing season puts into the registries: menus, mails, things to do, the road, the authors' panel."""

from __future__ import annotations

from conference import due, events, mail_texts, navigation, reminders, road
from reviews.selectors.author_panel import REBUTTAL, TEMPLATE, author_panel, decisions_told, rebuttal_panel
from reviews.selectors.ethics import ethics_due
from reviews.selectors.road import decisions_step, reviews_step
from reviews.selectors.season import reviewer_due
from reviews.selectors.shepherding import shepherd_due
from reviews.selectors.sub_reviews import sub_review_due
from reviews.services import mail_readers, owing, shepherding, sub_reviews
from reviews.services.bulk import NOTE
from reviews.services.discussion import NOTICE
from reviews.services.rebuttals import OPENED
from submissions import history, panels
from submissions.selectors.events import event_facts

DECISION = {
    "title": "the paper's title",
    "number": "the paper's number",
    "remark": "the text for the authors",
    "reviews": "the reviews, as far as they are for authors",
    "link": "the paper's page",
}


def register() -> None:
    """Fill the registries; called once."""
    for order, label, name in ((305, "Reviews", "progress"), (306, "Decisions", "decisions")):
        navigation.register(
            "chair", label, f"reviews:{name}", order=order, group="Reviewing", shown=navigation.for_chairs
        )
    for order, kind in enumerate(owing.KINDS, 30):
        reminders.register(kind, order=order)
    due.register(reviewer_due)
    due.register(sub_review_due)
    due.register(shepherd_due)
    due.register(ethics_due)
    road.register(reviews_step, order=60)
    road.register(decisions_step, order=70)
    panels.register(REBUTTAL, rebuttal_panel, order=5)
    panels.register(TEMPLATE, author_panel, order=10)
    panels.register_told(decisions_told)
    history.show_to_authors("decision_released", "decision_corrected", "conditions_met", "conditions_open")
    events.register(
        "review.submitted", "A review came in", action="review_submitted", order=20, facts=event_facts
    )
    events.register(
        "decision.released",
        "The decision on a paper was released",
        action="decision_released",
        order=30,
        facts=event_facts,
    )
    events.register(
        "decision.corrected",
        "A released decision was corrected",
        action="decision_corrected",
        order=31,
        facts=event_facts,
    )
    _register_mails()
    mail_readers.register()


def _register_mails() -> None:
    _mails_of_decisions()
    _mails_to_the_committee()
    mail_texts.register(
        NOTICE,
        "Something new in a discussion",
        who="the mark or part of the one who wrote, never a name",
        title="the paper's title",
        number="the paper's number",
        link="the comment",
    )
    mail_texts.register(
        OPENED,
        "Reviews to be answered",
        title="the paper's title",
        number="the paper's number",
        until="until when answers are taken, in words",
        words="the most words of an answer",
        link="the paper's page",
    )
    mail_texts.to_many(NOTE, "decision_accept", "decision_reject", OPENED)
    mail_texts.to_many(owing.PREFERENCES, owing.REVIEWS, owing.DISCUSSION, owing.META_REVIEWS)


def _mails_of_decisions() -> None:
    mail_texts.register(
        NOTE,
        "A chair's note to the authors of a paper",
        subject="the subject as the chair wrote it",
        text="the text as the chair wrote it",
        link="the paper's page",
    )
    mail_texts.register(
        "decision_accept", "Decision: accepted", **DECISION, presentation="how it is presented, in words"
    )
    mail_texts.register("decision_reject", "Decision: rejected", **DECISION)
    mail_texts.register(
        "decision_corrected",
        "Decision: corrected after its release",
        **DECISION,
        before="what the first decision said, in words",
        decision="what holds now, in words",
    )
    mail_texts.register(
        shepherding.ASKED,
        "Question to a shepherd to look after conditions",
        number="the paper's number",
        title="the paper's title",
        conditions="the conditions",
        link="the shepherd's page",
    )
    mail_texts.register(
        shepherding.ANSWERED,
        "Answer to a revised file: conditions met or not",
        number="the paper's number",
        title="the paper's title",
        answer="whether they are met, in a sentence",
        remark="what the shepherd wrote",
        link="the authors' page of the conditions",
    )


def _mails_to_the_committee() -> None:
    mail_texts.register(
        sub_reviews.MAIL,
        "Question to somebody whether she helps with a review",
        reviewer="who asks",
        link="the personal link to answer",
    )
    mail_texts.register(
        owing.PREFERENCES,
        "Reminder of topics, load and conflicts",
        missing="what is still missing, one a line",
        link="the reviewer's page of preferences",
        profile="the profile page",
    )
    for key, title, papers in (
        (owing.REVIEWS, "Reminder of reviews", "the papers whose review is still to come, one a line"),
        (owing.DISCUSSION, "Reminder of a discussion", "the papers to be discussed, one a line"),
        (owing.META_REVIEWS, "Reminder of recommendations", "the papers to recommend on, one a line"),
    ):
        mail_texts.register(
            key,
            title,
            papers=papers,
            due="until when, in a sentence",
            link="the page of reviewing",
        )
