"""An assignment from its season to a live proposal: what the tests of its pages ask, post and look up."""

from tests.factories import PublicationFactory, TopicFactory

ASK = {"reviews_per_paper": 2, "text": 70, "topics": 30, "bids": 0, "fair": "exact"}
SUBJECTS = ("glaciers", "forests", "rivers", "deserts")


def make_experts(room, subjects):
    """A paper on each subject, and a reviewer who knows that one."""
    for subject in subjects:
        topic = TopicFactory(workshop=room.workshop, name=subject.title())
        room.paper(title=f"Watching {subject}", abstract=f"We watch {subject} from orbit.").topics.add(topic)
        user = room.reviewer(f"{subject.title()} Expert", max_load=3)
        user.reviewing.get().topics.add(topic)
        PublicationFactory(
            user=user, title=f"A survey of {subject}", abstract=f"On {subject} and little else."
        )


def run_of(room):
    return room.workshop.assignment_runs.latest("pk")


def run_url(room, rest=""):
    return room.url(f"assignment/{run_of(room).pk}/{rest}")


def names_on(run, number):
    return {pair.user.name for pair in run.pairs.filter(submission__number=number).select_related("user")}


def free_for(room, number):
    """Somebody whom the proposal does not have on the paper, and somebody whom it has."""
    run = run_of(room)
    on_it = run.pairs.filter(submission__number=number)
    return room.workshop.reviewers.exclude(user__in=on_it.values("user")).first().user, on_it.first().user


def reviewer_named(room, name):
    return room.workshop.reviewers.get(user__name=name)


def paper_numbered(room, number):
    return room.workshop.submissions.get(number=number)


def rule(room, number, name, kind, note=""):
    """Put a pair on the chairs' list."""
    user = reviewer_named(room, name).user
    data = {"paper": number, "user": user.pk, "kind": kind, "note": note}
    return room.client.post(room.url("assignment/pairs/"), data)


def active(room, number):
    """The names of those who have the paper to review."""
    rows = paper_numbered(room, number).assignments.filter(state="active", part="reviewer")
    return set(rows.values_list("user__name", flat=True))
