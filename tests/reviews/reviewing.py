"""A reviewer's addresses in the cast's workshop, and what her browser sends."""

from reviews.selectors.review_forms import answers_of

LIST = "/cast-2026/reviewing/"
PAGE = "/cast-2026/reviewing/1/"
AUTOSAVE = "/cast-2026/reviewing/1/autosave/"
OTHERS = ("Otherreviewword marigold", "Othersecret hellebore", "Quentin Blackadder")


def typed(review, **changes):
    """What the browser sends of the form, as the review is saved, with some changes."""
    names = (
        "version",
        "overall",
        "confidence",
        "summary",
        "strengths",
        "weaknesses",
        "questions",
        "for_chairs",
    )
    sent = {"version": review.version, **answers_of(review)}
    assert set(names) == set(sent)
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}
