"""Papers that were reviewed and accepted in another system, taken in as accepted ones."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conference import audit
from conference.errors import Invalid
from conference.models import Track, User, Workshop
from program.elsewhere import Listed
from reviews.models import Decision, Outcome
from submissions.models import Author, PaperLink, Submission, SubmissionState

OUTCOMES = {
    "oral": Outcome.ACCEPT_ORAL,
    "spotlight": Outcome.ACCEPT_SPOTLIGHT,
    "poster": Outcome.ACCEPT_POSTER,
}


@transaction.atomic
def papers_take_in(*, workshop: Workshop, actor: User, papers: Sequence[Listed]) -> int:
    """Make accepted papers of a list: decided and told elsewhere, so nobody gets a mail. Return how many.

    Where no paper of this workshop waits for its decision here, its reviewing is over with that.
    """
    if not papers:
        raise Invalid("There is no new paper in this list.")
    # The workshop's row is held while numbers are taken, so that no two papers get the same one.
    held = Workshop.objects.select_for_update().get(pk=workshop.pk)
    last = Submission.objects.filter(workshop=workshop).aggregate(last=Max("number"))["last"] or 0
    tracks = {track.key: track for track in workshop.tracks.all()}
    topics = {topic.name: topic for topic in workshop.topics.all()}
    now = timezone.now()
    for number, given in enumerate(papers, last + 1):
        paper = _made(workshop, number, given, tracks[given.track])
        paper.topics.set([topics[name] for name in given.topics])
        Decision.objects.create(
            submission=paper, outcome=OUTCOMES[given.presentation], decided_by=actor, released_at=now
        )
    waiting = Submission.objects.filter(workshop=workshop, state=SubmissionState.SUBMITTED)
    if (
        held.decisions_released_at is None
        and not waiting.exclude(decision__released_at__isnull=False).exists()
    ):
        workshop.decisions_released_at = now
        workshop.save(update_fields=["decisions_released_at"])
    audit.record_of_workshop(
        workshop,
        actor,
        "papers_taken_in",
        f"Took in {len(papers)} papers accepted elsewhere.",
        after={"first": last + 1, "last": last + len(papers)},
    )
    return len(papers)


def _made(workshop: Workshop, number: int, given: Listed, track: Track) -> Submission:
    """Make a paper with its authors and links."""
    paper = Submission.objects.create(
        workshop=workshop,
        number=number,
        track=track,
        title=given.title,
        abstract=given.abstract,
        keywords=given.keywords,
        state=SubmissionState.SUBMITTED,
        submitted_at=timezone.now(),
    )
    Author.objects.bulk_create(
        Author(submission=paper, name=author.name, affiliation=author.affiliation, position=position)
        for position, author in enumerate(given.authors)
    )
    PaperLink.objects.bulk_create(
        PaperLink(submission=paper, kind=kind, url=url) for kind, url in given.links
    )
    return paper
