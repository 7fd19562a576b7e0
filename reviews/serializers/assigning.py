"""What the API shows and takes of proposals for an assignment, field by field. Of a paper that is kept from a chair its people are not there."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.paging import LARGEST
from reviews.models import AssignmentRun
from reviews.selectors.proposals import SORTS
from reviews.serializers.reviewing import SearchQuerySerializer

AIMS = [("exact", "The best total"), ("fair", "Fair to every paper")]
KINDS = AssignmentRun.Kind.choices


def _percent(**fields: object) -> serializers.IntegerField:
    return serializers.IntegerField(required=False, min_value=0, max_value=100, **fields)  # type: ignore[arg-type]


class WeightsSerializer(serializers.Serializer[object]):
    text = _percent(help_text="How much the closeness of texts counts.")
    topics = _percent(help_text="How much topics count.")


class AskSerializer(WeightsSerializer):
    """What a proposal aims at, as on the page; what is not named is as it was asked for last."""

    reviews_per_paper = serializers.IntegerField(required=False, min_value=1, max_value=20)
    per_track = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=20),
        required=False,
        help_text="Another number of reviews in some tracks, by the track’s id.",
    )
    bids = _percent(help_text="How much bids count.")
    aim = serializers.ChoiceField(choices=AIMS, required=False)
    keep = serializers.IntegerField(
        required=False,
        min_value=50,
        max_value=100,
        help_text="Of the best total, in percent, where it is fair.",
    )
    senior = serializers.BooleanField(required=False, help_text="At least one senior on each paper.")
    apart = serializers.BooleanField(required=False, help_text="No two of one institution on a paper.")
    at_least = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=100, help_text="Papers for everyone at least."
    )
    minimum = serializers.FloatField(
        required=False, allow_null=True, min_value=0, max_value=1, help_text="The lowest score of a pair."
    )
    cap = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=99,
        help_text="Drawn at random, no pair more likely than this, in percent.",
    )  # fmt: skip
    seed = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=2**31 - 1)


class AskAreaChairsSerializer(WeightsSerializer):
    """How area chairs are to be given papers; what is not named is as it was asked for last."""

    per_paper = serializers.IntegerField(required=False, min_value=1, max_value=5)
    most = serializers.IntegerField(
        required=False, min_value=1, max_value=500, help_text="Papers an area chair at most."
    )
    at_least = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=500)


class ObstaclesSerializer(serializers.Serializer[object]):
    """What stands in the way of an assignment; ``kept`` counts what concerns papers that are kept from you."""

    words = serializers.ListField(child=serializers.CharField())
    kept = serializers.IntegerField()


class CheckedSerializer(serializers.Serializer[object]):
    """Whether something can be solved, from what there is to assign and who could take it."""

    obstacles = ObstaclesSerializer()
    left_out = serializers.ListField(
        child=serializers.CharField(), help_text="Fixed pairs that are left out, and why."
    )
    papers = serializers.IntegerField()
    reviewers = serializers.IntegerField()
    places = serializers.IntegerField(help_text="How many reviews they can take in all.")
    unconfirmed = serializers.IntegerField(
        help_text="Reviewers who did not say whom they have conflicts with."
    )
    hints = serializers.IntegerField(help_text="Possible conflicts that nobody has decided.")


class ShortSerializer(serializers.Serializer[object]):
    number = serializers.IntegerField()
    missing = serializers.IntegerField()


class NamedCountSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    papers = serializers.IntegerField()


class LoadsSerializer(serializers.Serializer[object]):
    papers = serializers.IntegerField()
    reviewers = serializers.IntegerField()


class FiguresSerializer(serializers.Serializer[object]):
    """Figures over the papers that you may see; ``share`` is that of the whole. People are named only where no paper is kept from you."""

    papers = serializers.IntegerField()
    kept = serializers.IntegerField(help_text="How many papers are kept from you.")
    pairs = serializers.IntegerField()
    share = serializers.FloatField(help_text="Of the best total, from 0 to 1.")
    lowest = serializers.FloatField()
    bound = serializers.FloatField(allow_null=True, help_text="What no lowest paper could exceed.")
    lowest_papers = serializers.ListField(child=serializers.IntegerField())
    worst_tenth = serializers.FloatField()
    zero_pairs = serializers.IntegerField()
    short = ShortSerializer(many=True, help_text="Papers with fewer reviewers than they are to have.")
    over = NamedCountSerializer(many=True, help_text="Who has more papers than her load.")
    below = NamedCountSerializer(many=True, help_text="Who has fewer papers than her least.")
    loads = LoadsSerializer(many=True)


class WaitingSerializer(serializers.Serializer[object]):
    """Papers of a live proposal that are not live yet, since the chair who made it so has a conflict with them."""

    papers = serializers.ListField(
        source="hers", child=serializers.IntegerField(), help_text="Those that you can make live."
    )
    kept = serializers.IntegerField(help_text="How many another chair has to make live.")


class ChangedPaperSerializer(serializers.Serializer[object]):
    number = serializers.IntegerField()
    title = serializers.CharField()
    leaves = serializers.ListField(child=serializers.CharField())
    comes = serializers.ListField(child=serializers.CharField())


class ProposalLineSerializer(serializers.Serializer[object]):
    """A proposal in the list; ``share`` is null while there is none."""

    id = serializers.IntegerField(source="pk")
    state = serializers.ChoiceField(choices=AssignmentRun.State.choices)
    is_repair = serializers.BooleanField()
    aim = serializers.CharField()
    weights = serializers.CharField()
    share = serializers.FloatField(allow_null=True)
    by = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class ProposalSerializer(serializers.Serializer[object]):
    """A proposal; ``figures`` is null until it is solved, and ``obstacles`` says why there is none."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    state = serializers.ChoiceField(choices=AssignmentRun.State.choices)
    job = serializers.IntegerField(allow_null=True, help_text="The job that solves it.")
    reviews_per_paper = serializers.IntegerField()
    aim = serializers.CharField()
    weights = serializers.CharField()
    rules = serializers.ListField(child=serializers.CharField())
    obstacles = ObstaclesSerializer()
    left_out = serializers.ListField(child=serializers.CharField())
    figures = FiguresSerializer(allow_null=True)
    waiting = WaitingSerializer()
    changes = ChangedPaperSerializer(many=True, help_text="What a repair would change.")
    by = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    live_at = serializers.DateTimeField(allow_null=True)


class ProposalQuerySerializer(serializers.Serializer[object]):
    kind = serializers.ChoiceField(
        choices=[choice for choice in KINDS if choice[0] != AssignmentRun.Kind.REPAIR],
        default=AssignmentRun.Kind.REVIEWERS,
        help_text="Repairs stand among those of reviewers.",
    )


class ScoredSerializer(serializers.Serializer[object]):
    """Someone with the score for a paper and what it is made of, from 0 to 1."""

    name = serializers.CharField()
    email = serializers.CharField()
    score = serializers.FloatField()
    text = serializers.FloatField()
    topics = serializers.FloatField()
    bid = serializers.CharField(allow_blank=True)
    has_conflict = serializers.BooleanField()


class PairSerializer(ScoredSerializer):
    by_hand = serializers.BooleanField(source="is_manual")
    is_live = serializers.BooleanField()


class CandidateSerializer(ScoredSerializer):
    """Someone who could take the paper; ``barred`` was kept off when this was solved."""

    papers = serializers.IntegerField(source="load")
    load = serializers.IntegerField(source="max_load")
    barred = serializers.BooleanField(source="was_barred")


class ProposedPaperSerializer(serializers.Serializer[object]):
    """A paper of a proposal; ``pairs`` is null where its reviewers are kept from you."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    wanted = serializers.IntegerField()
    conflicts = serializers.IntegerField()
    score = serializers.FloatField()
    pairs = PairSerializer(many=True, allow_null=True)


class ProposedPapersQuerySerializer(SearchQuerySerializer):
    sort = serializers.ChoiceField(
        choices=[f"{turn}{key}" for key in SORTS for turn in ("", "-")], default="number"
    )


class EffectSerializer(serializers.Serializer[object]):
    """What a change by hand would do, and what speaks against it; ``refusal`` says why it can’t be made."""

    words = serializers.CharField()
    share_before = serializers.FloatField()
    share_after = serializers.FloatField()
    paper_before = serializers.FloatField()
    paper_after = serializers.FloatField()
    lowest_before = serializers.FloatField()
    lowest_after = serializers.FloatField()
    warnings = serializers.ListField(child=serializers.CharField())
    refusal = serializers.CharField(allow_blank=True)


class PairPageSerializer(serializers.Serializer[object]):
    """A paper of a proposal with everyone who could review it."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    wanted = serializers.IntegerField()
    pairs = PairSerializer(source="chosen", many=True)
    candidates = CandidateSerializer(source="others", many=True, help_text="The best of the others.")
    effect = EffectSerializer(allow_null=True, help_text="Of the change that you asked about.")


class ChangePairsSerializer(serializers.Serializer[object]):
    """Whom to take off a paper, whom to put on it, or both, by their addresses."""

    leaves = serializers.EmailField(required=False)
    comes = serializers.EmailField(required=False)


class LivePlanSerializer(serializers.Serializer[object]):
    """What making a proposal live does, over the papers that you may see; ``keeps`` says that there are others."""

    assignments = serializers.IntegerField()
    leaving = serializers.IntegerField()
    mails = serializers.IntegerField()
    staying = serializers.IntegerField()
    keeps = serializers.BooleanField()


class CompareQuerySerializer(serializers.Serializer[object]):
    other = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text="The id of the other; else the newest beside it.",
    )


class DifferenceSerializer(serializers.Serializer[object]):
    """A paper whose reviewers differ: who is in both proposals, and who in one only."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    both = PairSerializer(many=True)
    first = PairSerializer(many=True)
    second = PairSerializer(many=True)
