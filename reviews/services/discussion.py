"""Writing to one another about a paper: sending, changing within a short time, marking as read, asking for mails."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid, NotFound
from conference.mailing import queue_mail
from conference.models import User, Workshop
from conference.visibility import viewer_of
from reviews.models import Comment, CommentEdit, DiscussionFollower, DiscussionSeen
from reviews.selectors.discussion import (
    can_be_edited,
    comments_seen,
    marks_of,
    part_of,
    to_be_told,
    who,
    why_closed,
)
from reviews.visibility import PaperRights, SeenPaper

NOTICE = "discussion_comment"
LONGEST = 10_000


@transaction.atomic
def send_comment(
    *, paper: SeenPaper, found: PaperRights, by: User, audience: str, text: str, reply_to: int | None = None
) -> Comment:
    """Write a comment to an audience. Sending the same once more right away returns the one that is there."""
    _only_while_open(found)
    said = _checked(text)
    parent = _parent(paper, found, by, reply_to)
    if audience not in Comment.Audience.values:
        raise Invalid("Choose who is to read it.")
    if parent and parent.audience == Comment.Audience.CHAIRS and audience != Comment.Audience.CHAIRS:
        raise Invalid("What you answer to is for area chair and chairs only, and so is the answer.")
    last = Comment.objects.filter(submission_id=paper.pk).last()
    if last and (last.author_id, last.text, last.audience) == (by.pk, said, audience):
        return last
    comment = Comment.objects.create(
        submission_id=paper.pk, author=by, part=part_of(found), audience=audience, reply_to=parent, text=said
    )
    _see_up_to(paper, by, comment)
    _tell(paper, comment)
    audit.record(
        workshop=paper.workshop,
        actor=by,
        part=comment.part,
        action="comment_sent",
        about=paper.ref,
        text=f"#{paper.number}: comment to {comment.get_audience_display().lower()}",
    )
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, found: PaperRights, by: User, expected: int, text: str) -> Comment:
    """Change a comment of one's own while it is fresh; what it said is kept for the chairs."""
    _only_while_open(found)
    if comment.author_id != by.pk:
        raise NotFound
    if not can_be_edited(comment):
        raise Closed("A comment can be changed for 15 minutes. Write another one instead.")
    said = _checked(text)
    if said == comment.text:
        return comment
    before = comment.text
    comment.text, comment.edited_at = said, timezone.now()
    save_version(comment, expected=expected, fields=["text", "edited_at"])
    CommentEdit.objects.create(comment=comment, text=before)
    return comment


@transaction.atomic
def mark_read(*, paper: SeenPaper, found: PaperRights, by: User, last: int) -> None:
    """Remember that someone has read a discussion up to a comment that was before her."""
    comments = comments_seen(Comment.objects.filter(submission_id=paper.pk), viewer_of(by), found)
    newest = comments.filter(pk__lte=last).last()
    if newest:
        _see_up_to(paper, by, newest)


@transaction.atomic
def follow(*, workshop: Workshop, by: User, on: bool) -> None:
    """Switch mails about new comments on or off, for all papers of a workshop that one may discuss."""
    if on:
        DiscussionFollower.objects.get_or_create(workshop=workshop, user=by)
    else:
        DiscussionFollower.objects.filter(workshop=workshop, user=by).delete()


def _only_while_open(found: PaperRights) -> None:
    reason = why_closed(found)
    if reason:
        raise Closed(reason)


def _checked(text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise Invalid("Write something first.", {"text": ["Write something first."]})
    if len(said) > LONGEST:
        raise Invalid("This is too long.", {"text": [f"At most {LONGEST} characters."]})
    return said


def _parent(paper: SeenPaper, found: PaperRights, by: User, pk: int | None) -> Comment | None:
    if pk is None:
        return None
    comments = comments_seen(Comment.objects.filter(submission_id=paper.pk), viewer_of(by), found)
    parent = comments.filter(pk=pk).first()
    if parent is None:
        raise Invalid("What you answer to is not there any more.")
    return parent


def _see_up_to(paper: SeenPaper, user: User, comment: Comment) -> None:
    seen, created = DiscussionSeen.objects.get_or_create(
        submission_id=paper.pk, user=user, defaults={"last": comment}
    )
    if not created and seen.last_id < comment.pk:
        seen.last = comment
        seen.save(update_fields=["last"])


def _tell(paper: SeenPaper, comment: Comment) -> None:
    """Send a mail to those who asked for it: one until they have read what is new, without its text and any name."""
    workshop = paper.workshop
    mark = marks_of(paper.pk).get(comment.author_id, "")
    for user in to_be_told(paper, workshop, comment):
        seen = DiscussionSeen.objects.filter(submission_id=paper.pk, user=user).first()
        queue_mail(
            key=NOTICE,
            email=user.email,
            name=user.name,
            workshop=workshop,
            recipient=user,
            part="reviewer",
            about=paper.ref,
            dedupe_key=f"{NOTICE}:{paper.pk}:{user.pk}:{seen.last_id if seen else 0}",
            values={
                "who": who(comment.part, mark),
                "title": paper.title,
                "number": paper.number,
                "link": settings.BASE_URL
                + reverse("reviews:discuss", args=[workshop.slug, paper.number])
                + f"#comment-{comment.pk}",
            },
        )
