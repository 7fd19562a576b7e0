"""The policies that calls usually have, as questions ready to be adapted: plain texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Draft:
    """A question as the composer offers it: the chair changes what does not fit."""

    label: str
    help: str
    kind: str = "agreement"
    options: tuple[str, ...] = ()
    stage: str = "submission"


POLICIES: Mapping[str, Draft] = {
    "dual_submission": Draft(
        "This paper is not under review elsewhere",
        "The work is not under review at another archival venue now and will not be sent to one while it is under "
        "review here.",
    ),
    "ethics": Draft(
        "We have read and follow the code of ethics",
        "The authors follow the code of ethics of the host conference, and the paper says how data on people were "
        "obtained.",
    ),
    "ai_use": Draft(
        "How was generative AI used for this paper?",
        "The authors answer for every word and figure, whatever tool helped. A tool is no author.",
        kind="choice",
        options=(
            "Not at all",
            "To polish the language",
            "For text or code, checked by the authors and named in the paper",
        ),
    ),
    "attendance": Draft(
        "If the paper is accepted, at least one author presents it",
        "One author registers and presents the paper in person, or online where the workshop offers that.",
    ),
    "licence": Draft(
        "Under which licence may the paper be published?",
        "The licence holds for the version that is published on the workshop’s site. The authors keep their rights.",
        kind="choice",
        options=("CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC 4.0", "CC BY-NC-ND 4.0"),
    ),
    "other": Draft("", ""),
}
