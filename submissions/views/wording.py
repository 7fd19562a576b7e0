"""What is saved now, in a few lines, for someone whose text was made from an older version."""

from __future__ import annotations

from dataclasses import dataclass

from submissions.models import Submission


@dataclass(frozen=True)
class SavedLine:
    label: str
    value: str


def saved_now(paper: Submission) -> list[SavedLine]:
    """Return title, abstract, keywords, track and authors as the database has them."""
    fresh = Submission.objects.select_related("track").get(pk=paper.pk)
    return [
        SavedLine("Track", fresh.track.name),
        SavedLine("Title", fresh.title),
        SavedLine("Abstract", fresh.abstract),
        SavedLine("Keywords", fresh.keywords),
        SavedLine("Authors", ", ".join(author.name for author in fresh.authors.all())),
    ]
